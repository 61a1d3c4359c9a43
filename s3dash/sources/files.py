"""Opening official files: text, CSV, JSON, workbooks and zips, with a clear error for each way they may be broken."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, TextIO

from s3dash.sources.archives import WEB_PAGE, head_of, is_web_page, is_workbook, open_zip_member, read_workbook
from s3dash.sources.headers import Header
from s3dash.sources.records import SourceError
from s3dash.sources.tables import LONGEST_CELL, Numbered, Ragged, Row, rows_by_name

__all__ = [
    "Ragged", "csv_rows", "is_workbook", "open_text", "open_zip_member", "open_zip_text", "read_csv", "read_json",
    "read_json_rows", "read_sheet", "read_workbook", "rows_by_name",
]  # fmt: skip

_BLOCK = 1 << 20
_HEADS = {
    b"PK\x03\x04": "this is a zip file or a workbook, not text",
    b"\xd0\xcf\x11\xe0": "this is a file of old Excel or Word, not text: save it as CSV UTF-8",
    b"%PDF": "this is a PDF, not a table",
    b"\x1f\x8b": "this is a gzip file: unpack it first",
}
_NO_JSON_NUMBER = "is no number of JSON"


def open_text(path: Path, encodings: Sequence[str] = ("utf-8-sig",)) -> TextIO:
    """Open a text file in the first of some encodings that fits all of it.

    The file is read through once beforehand, so that nothing half read has to be taken back later.

    Raises
    ------
    SourceError
        If the file is missing, empty, no text, a web page, or in none of the encodings.
    """
    head_of(path)
    return _text(lambda: path.open("rb"), path, encodings)


def open_zip_text(path: Path, name: str, encodings: Sequence[str] = ("utf-8-sig",)) -> TextIO:
    """Open a text file inside a zip, with the checks of :func:`open_text`."""
    return _text(lambda: open_zip_member(path, name), f"{path}: {name}", encodings)


def _text(open_binary: Callable[[], BinaryIO], path: Path | str, encodings: Sequence[str]) -> TextIO:
    with open_binary() as file:
        _refuse_other_kinds(file.read(4096), path)
    failures = []
    for encoding in encodings:
        failure = _undecodable(open_binary, path, encoding)
        if failure is None:
            return io.TextIOWrapper(open_binary(), encoding, newline="")
        failures.append(failure)
    tried = " and ".join(encodings)
    raise SourceError(path, f"the text is not in {tried}: {failures[0][1]}; save it as UTF-8", failures[0][0])


def _refuse_other_kinds(head: bytes, path: Path | str) -> None:
    if not head:
        raise SourceError(path, "the file is empty: download it again")
    for begin, message in _HEADS.items():
        if head.startswith(begin):
            raise SourceError(path, message)
    if is_web_page(head.removeprefix(codecs.BOM_UTF8)):
        raise SourceError(path, WEB_PAGE)


def _undecodable(open_binary: Callable[[], BinaryIO], path: Path | str, encoding: str) -> tuple[int, str] | None:
    """Read all of a file: None if it is text in the encoding, else the line and the reason."""
    decoder = codecs.getincrementaldecoder(encoding)()
    wide = encoding.lower().startswith(("utf-16", "utf-32", "utf16", "utf32"))
    line, before = 1, 0
    with open_binary() as file:
        while True:
            block = file.read(_BLOCK)
            if not wide and b"\0" in block:
                line += block[: block.index(b"\0")].count(b"\n")
                raise SourceError(path, "the file holds NUL bytes: it is damaged, UTF-16 or no text", line)
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                # The decoder kept the bytes of a character that the last block cut: they count to the offset.
                kept = len(error.object) - len(block)
                line += block[: max(error.start - kept, 0)].count(b"\n")
                return line, f"byte {before + error.start - kept + 1} is 0x{error.object[error.start]:02x}"
            if not block:
                return None
            line += block.count(b"\n")
            before += len(block)


def read_csv(
    path: Path,
    encodings: Sequence[str] = ("utf-8-sig",),
    delimiter: str = ",",
    wanted: Header | None = None,
) -> Iterator[tuple[int, Row]]:
    """Give each row of a CSV file by column name, with the line it begins in.

    Parameters
    ----------
    path
        The file; its first row is the header, or with `wanted` the first of the top rows that holds its fields.
    encodings
        Encodings to try, in this order.
    delimiter
        What separates the cells.
    wanted
        The fields that are looked for; a file that lacks a required one is an error with a proposal. The rows are by
        the file's own column names all the same: `wanted.match(row)` says which is which.

    Yields
    ------
    tuple[int, dict[str, str] | Ragged]
        A row that does not fit the header comes as :class:`Ragged`, so that the reader can reject it.
    """
    with open_text(path, encodings) as file:
        yield from csv_rows(file, path, delimiter, wanted)


def csv_rows(
    lines: Iterable[str], path: Path | str, delimiter: str = ",", wanted: Header | None = None
) -> Iterator[tuple[int, Row]]:
    """Do what :func:`read_csv` does for lines that are open already."""
    yield from rows_by_name(_cells(lines, delimiter), path, wanted)


def _cells(lines: Iterable[str], delimiter: str) -> Iterator[Numbered]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason = f"{error}; is a quote not closed? Lines {line} to {reader.line_num} are left out"
            yield line, Ragged([], reason)
            continue
        if cells:
            yield line, cells


def read_json(path: Path) -> Any:
    """Read a JSON file; NaN and infinity are errors."""
    with open_text(path) as file:
        content = file.read()
    try:
        return json.loads(content, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise SourceError(path, f"this is no JSON: {error.msg} at character {error.colno}", error.lineno) from None
    except RecursionError:
        raise SourceError(path, "this JSON is nested too deeply to be a list of rows") from None
    except ValueError as error:
        raise SourceError(path, f"this is no JSON: {error}") from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} {_NO_JSON_NUMBER}")


def read_json_rows(path: Path) -> Iterator[tuple[int, dict[str, Any] | Ragged]]:
    """Give each object of a JSON file that is one array, numbered from 1; anything else in it as :class:`Ragged`."""
    content = read_json(path)
    if not isinstance(content, list):
        raise SourceError(path, "the file is no JSON array of rows at its top level")
    if not content:
        raise SourceError(path, "the JSON array is empty: download the file again")
    for number, row in enumerate(content, 1):
        yield number, row if isinstance(row, dict) else Ragged([row], "the element is no JSON object")


def read_sheet(rows: Iterable[list[Any]], path: Path, wanted: Header | None = None) -> Iterator[tuple[int, Row]]:
    """Give each row of a sheet of :func:`read_workbook` by column name, with its number in the sheet."""
    yield from rows_by_name(enumerate(rows, 1), path, wanted, ragged_ends=True)
