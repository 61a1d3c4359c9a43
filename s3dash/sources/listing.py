"""Lists whose kind is not known beforehand: a CSV with any usual separator, a workbook or JSON, and their cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

from s3dash.sources.files import Ragged, is_workbook, open_text, read_csv, read_json_rows, read_sheet, read_workbook
from s3dash.sources.headers import Header, described
from s3dash.sources.parsing import amount, day, plain, text
from s3dash.sources.persons import is_contact_column, is_private_person, without_contacts
from s3dash.sources.records import Item, Reject, SourceError
from s3dash.sources.tables import RIGHT_FILE, Row
from s3dash.sources.texts import printable

_ENCODINGS = ("utf-8-sig", "cp1252")
_DELIMITERS = ";,\t|"
_HEAD, _HEAD_ROWS = 1 << 16, 40
_LONGEST_SHOWN = 500
_LATE_DAY = re.compile(r"(\d{4}-\d\d)-(?:29|30|31)(?:[T ].*)?", re.ASCII)


def list_rows(path: Path, header: Header) -> Iterator[tuple[int, Row]]:
    """Give the rows of a CSV or workbook by column name, with their numbers.

    The separator is the one with which the header shows most of the wanted fields. Of a workbook every sheet with the
    wanted header is read.

    Raises
    ------
    SourceError
        If the file cannot be read, lacks a required field or holds no rows.
    """
    rows = _workbook_rows(path, header) if is_workbook(path) else _csv_rows(path, header)
    first = next(rows, None)
    if first is None:
        raise SourceError(path, "there are no rows below the header: download the file again")
    yield from chain([first], rows)


def json_rows(path: Path, header: Header) -> Iterator[tuple[int, Row]]:
    """Give the objects of a JSON array, numbered from 1, after checking that the required fields are there at all."""
    rows = list(read_json_rows(path))
    keys = dict.fromkeys(key for _, row in rows if isinstance(row, dict) for key in row)
    match = header.match(keys)
    if match.missing:
        missing = ", ".join(match.missing)
        raise SourceError(path, f"the rows lack {missing}\n{RIGHT_FILE}\n{described(match, header.aliases)}")
    yield from rows


def is_json(path: Path) -> bool:
    """Say whether a file is JSON, by its name or its first character."""
    try:
        with path.open("rb") as file:
            return path.suffix.lower() == ".json" or file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{")
    except OSError:
        return path.suffix.lower() == ".json"


def _csv_rows(path: Path, header: Header) -> Iterator[tuple[int, Row]]:
    with open_text(path, _ENCODINGS) as file:
        head = file.read(_HEAD).splitlines(keepends=True)
    delimiter = max(_DELIMITERS, key=lambda mark: _recognised(head, mark, header))
    return read_csv(path, _ENCODINGS, delimiter, header)


def _recognised(head: Sequence[str], delimiter: str, header: Header) -> int:
    """Count the fields that the best of the first rows shows when it is cut at a separator."""
    try:
        rows = list(islice(csv.reader(head, delimiter=delimiter), _HEAD_ROWS))
    except csv.Error:
        return 0
    return max((len(header.match(row).found) for row in rows), default=0)


def _workbook_rows(path: Path, header: Header) -> Iterator[tuple[int, Row]]:
    likest, used = (-1, list[list[Any]]()), False
    for rows in read_workbook(path).values():
        head = list(islice(rows, _HEAD_ROWS))
        matches = [header.match(text(cell) or "" for cell in row) for row in head]
        if any(not match.missing for match in matches):
            used = True
            yield from read_sheet(chain(head, rows), path, header)
        else:
            found = max((len(match.found) for match in matches), default=0)
            likest = max(likest, (found, head), key=lambda sheet: sheet[0])
    if not used:
        # Covers and notes stand beside a list: the error is about the sheet that is most like one.
        yield from read_sheet(likest[1], path, header)


class Cells:
    """The cells of one row by field. What is wrong with a cell is a ValueError that names its column.

    Parameters
    ----------
    row
        Column -> cell.
    columns
        Field -> column.
    header
        The names of the fields that the row lacks, for messages.

    Attributes
    ----------
    notes
        Remarks on single cells, as codes of `s3dash.data.schema.NOTES`; they gather as the cells are read.
    """

    def __init__(self, row: Mapping[str, Any], columns: Mapping[str, str], header: Header) -> None:
        self._row = row
        self._columns = columns
        self._header = header
        self.notes: list[str] = []

    def __contains__(self, field: str) -> bool:
        return field in self._columns

    def column(self, field: str) -> str:
        """Give the name of a field's column, or the one that it should have."""
        return self._columns.get(field) or self._header.aliases[field][0]

    def text(self, field: str) -> str | None:
        """Give a text on one line, without HTML."""
        value = self._row.get(self._columns.get(field, ""))
        if isinstance(value, list | dict | bool):
            raise self._error(field, "is no text")
        return printable(plain(value))

    def required(self, field: str) -> str:
        """Give a text without which the row says nothing of a project."""
        value = self.text(field)
        if not value:
            raise self._error(field, "is empty")
        return value

    def prose(self, field: str) -> str | None:
        """Give a text of sentences, without e-mail addresses and telephone numbers."""
        value = self.text(field)
        return text(without_contacts(value)) if value else None

    def amount(self, field: str) -> float | None:
        """Give an amount; 0 says that it is not known."""
        try:
            return amount(self._row.get(self._columns.get(field, "")), zero_is_unknown=True)
        except ValueError as error:
            raise self._error(field, str(error)) from None

    def day(self, field: str) -> str | None:
        """Give a day; the month alone, with a note, of a day past its month's end (31 February)."""
        value = self._row.get(self._columns.get(field, ""))
        try:
            return day(value)
        except ValueError as error:
            late = _LATE_DAY.fullmatch(value.strip()) if isinstance(value, str) else None
            if not late:
                raise self._error(field, str(error)) from None
        try:
            month = day(late[1])
        except ValueError as error:
            raise self._error(field, str(error)) from None
        self.notes.append("impossible_day")
        return month

    def days(self, start: str, end: str) -> tuple[str | None, str | None]:
        """Give the first and the last day; a reversed pair stays as it is, with a note."""
        first, last = self.day(start), self.day(end)
        if first and last and last < first[: len(last)]:
            self.notes.append("dates_reversed")
        return first, last

    def reject(self, number: int, error: ValueError) -> Reject:
        """Give the row as one that cannot be used, without contact data and names of natural persons."""
        cells = {name: harmless(cell) for name, cell in self._row.items() if not is_contact_column(name)}
        return Reject(number, str(error), cells)

    def _error(self, field: str, what: str) -> ValueError:
        return ValueError(f"{self.column(field)}: {what}")


_Cells = TypeVar("_Cells", bound=Cells)


def items_of(
    rows: Iterable[tuple[int, Row]],
    header: Header,
    read_row: Callable[[int, _Cells], Iterable[Item]],
    cells_of: Callable[[Mapping[str, Any], Mapping[str, str], Header], _Cells] = Cells,  # type: ignore[assignment]
) -> Iterator[Item]:
    """Give the items of all rows; a row of which anything is wrong gives one reject and nothing else.

    `cells_of` makes the cells of a row, for lists that are read in a way of their own.
    """
    names: list[str] = []
    columns: Mapping[str, str] = {}
    for number, row in rows:
        if isinstance(row, Ragged):
            yield reject_ragged(number, row)
            continue
        if list(row) != names:
            names, columns = list(row), header.match(row).found
        cells = cells_of(row, columns, header)
        try:
            items = list(read_row(number, cells))
        except ValueError as error:
            yield cells.reject(number, error)
        else:
            yield from items


def reject_ragged(number: int, row: Ragged) -> Reject:
    """Give a row that does not fit the header as one that cannot be used."""
    return Reject(number, f"the row does not fit the header: {row.reason}", [harmless(cell) for cell in row.cells[:60]])


def harmless(value: Any) -> str:
    """Give a cell of a rejected row as it may be shown: shortened, without contact data and natural persons."""
    cell = printable(text(str(value)[: 4 * _LONGEST_SHOWN])) if value is not None else None
    if not cell:
        return ""
    return "private person" if is_private_person(cell) else without_contacts(cell)[:_LONGEST_SHOWN]
