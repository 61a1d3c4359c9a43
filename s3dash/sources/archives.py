"""Zips and workbooks, which are zips: opened only when they are whole and unpack to a sensible size."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, TypeVar
from xml.etree.ElementTree import ParseError

import openpyxl

from s3dash.sources.records import SourceError

WEB_PAGE = "the address answered with a web page, download the file again"
_LARGE, _LARGEST = 200 << 20, 2 << 30
_RATIO = 100
"""Unpacked to packed size; text packs to a tenth, a zip bomb to a thousandth."""
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_BATCH = 256
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError, IndexError, AttributeError,
    NotImplementedError, RuntimeError, OSError, ParseError,
)  # fmt: skip
"""What openpyxl and zipfile raise for damaged files; both document few of them."""

Result = TypeVar("Result")


def open_zip(path: Path, limit: int = _LARGEST) -> zipfile.ZipFile:
    """Open a zip after checking that it is one, and no bomb."""
    head = head_of(path)
    if is_web_page(head):
        raise SourceError(path, WEB_PAGE)
    if head.startswith(_OLD_EXCEL):
        raise SourceError(path, "this is an old Excel file (.xls) or one with a password: save it as .xlsx without one")
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise SourceError(path, "the file is no whole zip or workbook (cut off?): download it again") from None
    try:
        _refuse_bomb(archive, path, limit)
    except SourceError:
        archive.close()
        raise
    return archive


def head_of(path: Path) -> bytes:
    """Give the first bytes of a file; a SourceError unless it is a readable file that is not empty."""
    try:
        with path.open("rb") as file:
            head = file.read(512)
    except IsADirectoryError:
        raise SourceError(path, "this is a folder: name the file in it") from None
    except FileNotFoundError:
        raise SourceError(path, "there is no such file") from None
    except OSError as error:
        raise SourceError(path, f"the file cannot be opened: {error.strerror}") from None
    if not head:
        raise SourceError(path, "the file is empty: download it again")
    return head


def is_web_page(head: bytes) -> bool:
    """Say whether a file that should hold data begins as a web page does."""
    return head.lstrip().lower().startswith((b"<!doctype", b"<html"))


def _refuse_bomb(archive: zipfile.ZipFile, path: Path, limit: int) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > limit or (unpacked > _LARGE and unpacked > _RATIO * packed):
        raise SourceError(path, f"the zip would unpack to {unpacked >> 20} MB, which no list of projects does")


def open_zip_member(path: Path, name: str) -> BinaryIO:
    """Open a file inside a zip by its name, in whatever folder of the zip it stands.

    Raises
    ------
    SourceError
        If the zip is damaged, a bomb or has no such file; also while reading, where the damage shows late.
    """
    archive = open_zip(path)
    found = [info for info in archive.infolist() if PurePosixPath(info.filename).name.lower() == name.lower()]
    if not found:
        held = ", ".join(sorted(info.filename for info in archive.infolist())[:12])
        archive.close()
        raise SourceError(path, f"the zip holds no {name}; it holds {held or 'nothing'}")
    try:
        member = archive.open(found[0])
    except _DAMAGED as error:
        archive.close()
        raise SourceError(path, f"{name} cannot be unpacked: {error}") from None
    return io.BufferedReader(_Member(archive, member, path, name), 1 << 17)


class _Member(io.RawIOBase):
    """A file inside a zip that turns every fault of unpacking into a SourceError and closes the zip with itself."""

    def __init__(self, archive: zipfile.ZipFile, member: Any, path: Path, name: str) -> None:
        self._archive, self._member, self._path, self._name = archive, member, path, name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._member.read(len(buffer))
        except _DAMAGED as error:
            raise SourceError(self._path, f"{self._name} is damaged: {error}; download it again") from None
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._member.close()
            self._archive.close()
        super().close()


def is_workbook(path: Path) -> bool:
    """Say whether a file is a workbook, by its name."""
    return path.suffix.lower() in (".xlsx", ".xlsm")


def read_workbook(path: Path) -> dict[str, Iterator[list[Any]]]:
    """Give the rows of every sheet of a workbook, by the sheet's name; each sheet is read as its rows are taken.

    Formulas are not evaluated: a cell has the value that was saved with it, or None. Dates come as datetime, errors
    as their text (`#N/A`).

    Raises
    ------
    SourceError
        If the file is no workbook, damaged or a zip bomb; also while reading, where the damage shows late.
    """
    with open_zip(path) as archive:
        if "[Content_Types].xml" not in archive.namelist():
            raise SourceError(path, "the file is a zip but no workbook (.xlsx)")
    # From memory, since openpyxl keeps a file open for as long as anyone may read a sheet of it.
    packed = io.BytesIO(path.read_bytes())
    book = _guarded(path, lambda: openpyxl.load_workbook(packed, read_only=True, data_only=True, keep_links=False))
    sheets = book.worksheets
    if not sheets:
        raise SourceError(path, "the workbook has no sheet with cells")
    return {sheet.title: _rows(sheet, path) for sheet in sheets}


def _rows(sheet: Any, path: Path) -> Iterator[list[Any]]:
    # Some programs write a wrong size of the sheet, and rows beyond it would not be read.
    _guarded(path, sheet.reset_dimensions)
    rows = sheet.iter_rows(values_only=True)
    while batch := _guarded(path, lambda: [list(row) for row in islice(rows, _BATCH)]):
        yield from batch


def _guarded(path: Path, read: Callable[[], Result]) -> Result:
    with warnings.catch_warnings():
        # openpyxl warns about styles, validation and other things that hold no values.
        warnings.simplefilter("ignore")
        try:
            return read()
        except _DAMAGED as error:
            raise SourceError(path, f"the workbook is damaged ({error}): open and save it anew in Excel") from None
