"""The first rows of a list of unknown kind, by which its mapping is found before all of it is read."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import Any

from s3dash.sources.files import is_workbook, open_text, read_workbook
from s3dash.sources.mapping import Mapping
from s3dash.sources.mapping_proposal import proposed

_ROWS = 20
_BYTES = 1 << 16
_ENCODINGS = ("utf-8-sig", "cp1250", "latin-1")
_SEPARATORS = ",;\t|"


class Beginning:
    """The first rows of a file, among which its header is.

    Raises
    ------
    SourceError
        If it is no CSV and no workbook at all.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        if is_workbook(path):
            self._sheets = _named(chain(*(islice(rows, _ROWS) for rows in read_workbook(path).values())))
        else:
            open_text(path, ("latin-1",)).close()

    def separator(self, mapping: Mapping) -> str | None:
        """Give the separator with which the header fits a mapping (any, for a workbook); None where it does not fit."""
        for separator in mapping.separators:
            for row in self._rows(mapping.encodings, separator):
                if not mapping.header.match(row).missing and not {*row} & {*mapping.not_with}:
                    return separator
        return None

    def proposal(self) -> str:
        """Say what the columns may be, and give a mapping to start from."""
        encoding = next(name for name in _ENCODINGS if is_workbook(self._path) or self._decoded(name) is not None)
        headers = {mark: max(self._rows([encoding], mark), key=len, default=[]) for mark in _SEPARATORS}
        separator = max(_SEPARATORS, key=lambda mark: len(headers[mark]))
        names = [name for name in dict.fromkeys(headers[separator]) if name]
        return proposed(names, encoding, separator)

    def _rows(self, encodings: Sequence[str], separator: str) -> list[list[str]]:
        if is_workbook(self._path):
            return self._sheets
        texts = (self._decoded(encoding) for encoding in encodings)
        text = next((text for text in texts if text is not None), "")
        try:
            return _named(islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), _ROWS))
        except csv.Error:
            return []

    def _decoded(self, encoding: str) -> str | None:
        try:
            return codecs.getincrementaldecoder(encoding)().decode(self._head)
        except UnicodeDecodeError:
            return None

    @cached_property
    def _head(self) -> bytes:
        with self._path.open("rb") as file:
            return file.read(_BYTES)


def _named(rows: Iterable[Iterable[Any]]) -> list[list[str]]:
    """Give the cells of rows as names of columns."""
    return [["" if cell is None else " ".join(str(cell).split()) for cell in row] for row in rows]
