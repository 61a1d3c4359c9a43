"""Broken files for the tests of every reader: made from one good row, each with what a reader must do about it.

``for case in broken_csv(tmp_path, header, good_row, Roles(...)): assert_told(SOURCE, options, case)``

What a reader must do is one of: `error` (SourceError), `rejects` (the bad row is rejected, the good ones are
used), `told` (either), `used` (every row is used).
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import math
import re
import zipfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import openpyxl

from s3dash.sources.records import Item, ParticipationRow, ProjectRow, ReadOptions, Reject, Source, SourceError

Expects = Literal["error", "rejects", "told", "used"]


class Broken(NamedTuple):
    """One broken file and what a reader must do about it."""

    name: str
    path: Path
    expects: Expects


class Roles(NamedTuple):
    """Columns by what they hold; None where the source has none. Without `key` or `title` a row is no project."""

    key: str
    title: str
    start: str | None = None
    amount: str | None = None


BAD_DATES = {
    "date_of_1900": "1900-01-01",
    "date_of_2999": "2999-12-31",
    "date_in_words": "next spring",
    "date_with_month_13": "2023-13-45",
}
BAD_AMOUNTS = {
    "negative_amount": "-250000",
    "astronomical_amount": "999999999999999999",
    "amount_in_words": "a lot",
    "infinite_amount": "inf",
    "formula_as_amount": "=SUM(A1:A9)",
}
HTML = "<!DOCTYPE html>\n<html><head><title>Not found</title></head><body>404</body></html>\n"


# ---------------------------------------------------------------- CSV


def broken_csv(
    folder: Path,
    header: Sequence[str],
    good_row: Sequence[str],
    roles: Roles,
    encoding: str = "utf-8",
    delimiter: str = ",",
) -> list[Broken]:
    """Write broken CSV files into `folder`; in `rejects` files a good row stands before and after the bad one."""
    made = _Maker(folder, "csv")
    good = list(good_row)

    def table(*rows: Sequence[str], head: Sequence[str] = header) -> str:
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows([head, *rows])
        return out.getvalue()

    def with_cell(column: str, value: str) -> list[str]:
        return [value if name == column else cell for name, cell in zip(header, good, strict=True)]

    def around(bad: Sequence[str]) -> bytes:
        return table(_numbered(good, header, roles, 1), bad, _numbered(good, header, roles, 2)).encode(encoding)

    whole = table(good).encode(encoding)
    _files_that_are_no_table(made)
    made.add("utf_16", "error", table(good).encode("utf-16"))
    made.add("undecodable", "error", whole + b"\x81\xff\x90\n")
    made.add("nul_bytes", "error", whole.replace(b"\n", b"\n\x00\x00", 1))
    made.add("only_title_missing", "error", _without_column(header, good, roles.title, table, encoding))
    made.add("unknown_header", "error", table(good, head=[f"x{i}" for i in range(len(header))]).encode(encoding))
    made.add("no_header", "error", table(good, head=good).encode(encoding))
    made.add("duplicate_header", "error", table([*good, "again"], head=[*header, roles.title]).encode(encoding))
    made.add("workbook_named_csv", "error", _workbook([header, good]))
    made.add("short_row", "rejects", around(good[:1]))
    made.add("long_row", "rejects", around([*good, "one", "two", "three"]))
    made.add("huge_cell", "rejects", around(with_cell(roles.title, "x" * 2_000_000)))
    made.add("no_id", "rejects", around(with_cell(roles.key, "")))
    made.add("no_title", "rejects", around(with_cell(roles.title, "")))
    made.add("quote_never_closed", "told", around(with_cell(roles.title, "QUOTE")).replace(b"QUOTE", b'"QUOTE'))
    made.add("formula_as_title", "used", around(with_cell(roles.title, '=HYPERLINK("http://x.example")')))
    made.add("duplicate_ids", "used", table(good, good).encode(encoding))
    made.add("crlf_and_blank_lines", "used", whole.replace(b"\n", b"\r\n") + b"\r\n\r\n")
    made.bad_cells(roles, lambda column, value: around(with_cell(column, value)))
    return made.cases


def _without_column(header: Sequence[str], good: list[str], column: str, table: Any, encoding: str) -> bytes:
    place = list(header).index(column)
    return table(good[:place] + good[place + 1 :], head=[name for name in header if name != column]).encode(encoding)


def _numbered(good: Sequence[Any], header: Sequence[str], roles: Roles, number: int) -> list[Any]:
    """Give a copy of the good row an id of its own."""
    place = list(header).index(roles.key)
    return [f"{cell}{number}" if i == place else cell for i, cell in enumerate(good)]


# ---------------------------------------------------------------- JSON


def broken_json(folder: Path, good_row: Mapping[str, Any], roles: Roles) -> list[Broken]:
    """Write broken JSON files (an array of objects is right) into `folder`."""
    made = _Maker(folder, "json")
    good = dict(good_row)

    def around(bad: Any) -> bytes:
        first, last = (good | {roles.key: f"{good[roles.key]}{i}"} for i in (1, 2))
        return json.dumps([first, bad, last], ensure_ascii=False).encode("utf-8", "surrogatepass")

    whole = json.dumps([good], ensure_ascii=False).encode()
    _files_that_are_no_table(made)
    made.add("utf_16", "error", whole.decode().encode("utf-16"))
    made.add("latin_1", "error", json.dumps([good | {"x": "åäö"}], ensure_ascii=False).encode("latin-1"))
    made.add("nul_bytes", "error", whole.replace(b"{", b"\x00{", 1))
    made.add("truncated", "error", whole[: len(whole) // 2])
    made.add("an_object", "error", json.dumps(good).encode())
    made.add("a_number", "error", b"42")
    made.add("an_empty_array", "error", b"[]")
    made.add("nested_too_deep", "error", b"[" * 100_000)
    made.add("number_of_5000_digits", "told", b'[{"a": ' + b"9" * 5000 + b"}]")
    made.add("other_keys", "error", json.dumps([{"x": 1, "y": 2}]).encode())
    made.add("a_row_of_text", "rejects", around("text"))
    made.add("a_row_of_null", "rejects", around(None))
    made.add("a_row_of_cells", "rejects", around(["a", "b"]))
    made.add("no_title", "rejects", around({key: value for key, value in good.items() if key != roles.title}))
    made.add("no_id", "rejects", around(good | {roles.key: None}))
    made.add("title_is_a_list", "rejects", around(good | {roles.title: ["a", {"b": 1}]}))
    made.add("title_is_a_flag", "rejects", around(good | {roles.title: True}))
    made.add("half_a_letter", "told", json.dumps([good | {roles.title: "\ud800 half"}]).encode())
    made.add("formula_as_title", "used", around(good | {roles.title: "=1+1 is a formula"}))
    made.add("duplicate_ids", "used", json.dumps([good, good]).encode())
    made.bad_cells(roles, lambda column, value: around(good | {column: value}))
    if roles.amount:
        made.add("amount_is_nan", "told", around(good | {roles.amount: math.nan}))
        made.add("amount_is_an_object", "rejects", around(good | {roles.amount: {"SEK": 1}}))
    if roles.start:
        made.add("date_is_a_list", "rejects", around(good | {roles.start: [2023, 1, 1]}))
    return made.cases


# ---------------------------------------------------------------- workbooks and zips


def broken_workbook(
    folder: Path, header: Sequence[str], good_row: Sequence[Any], roles: Roles, sheet: str = "Sheet1"
) -> list[Broken]:
    """Write broken XLSX files with one sheet into `folder`."""
    made = _Maker(folder, "xlsx")
    good = list(good_row)

    def with_cell(column: str, value: Any) -> list[Any]:
        return [value if name == column else cell for name, cell in zip(header, good, strict=True)]

    def around(bad: Sequence[Any]) -> bytes:
        first, last = (_numbered(good, header, roles, i) for i in (1, 2))
        return _workbook([header, first, bad, last], sheet)

    whole = _workbook([header, good], sheet)
    _files_that_are_no_table(made)
    made.add("truncated", "error", whole[: len(whole) // 2])
    made.add("other_zip", "error", _zip({"readme.txt": b"no workbook"}))
    made.add("broken_xml", "error", _with_sheet_xml(whole, b"<worksheet><sheetData><row></worksheet>"))
    made.add("zip_bomb", "error", _zip_bomb())
    made.add("other_sheet_and_header", "error", _workbook([["a", "b"], [1, 2]], "Blad9"))
    made.add("sheet_without_cells", "error", _workbook([], sheet))
    made.add("merged_headers", "error", _workbook([header, good], sheet, merge=len(header)))
    made.add("duplicate_header", "error", _workbook([[*header, roles.title], [*good, "again"]], sheet))
    made.add("formula_as_id", "rejects", around(with_cell(roles.key, "=A1&A2")))
    made.add("no_title", "rejects", around(with_cell(roles.title, None)))
    made.add("title_is_an_error", "told", around(with_cell(roles.title, "#REF!")))
    made.add("duplicate_ids", "used", _workbook([header, good, good], sheet))
    made.add("blank_rows_at_the_end", "used", _workbook([header, good, [None] * len(header), [None, None]], sheet))
    made.bad_cells(roles, lambda column, value: around(with_cell(column, value)), formulas=False)
    return made.cases


def broken_zips(folder: Path, name: str = "project.csv") -> list[Broken]:
    """Write zip files that cannot hold a table into `folder`; `name` is the member that the reader looks for."""
    made = _Maker(folder, "zip")
    whole = _zip({name: b"a,b\n1,2\n" * 1000})
    _files_that_are_no_table(made)
    made.add("truncated", "error", whole[: len(whole) // 2])
    made.add("no_members", "error", _zip({}))
    made.add("other_members", "error", _zip({"readme.txt": b"nothing here"}))
    made.add("zip_bomb", "error", _zip_bomb(name))
    made.add("damaged_member", "error", whole[:60] + b"\xff" * 12 + whole[72:])
    return made.cases


@lru_cache(maxsize=4)
def _zip_bomb(name: str = "xl/worksheets/sheet1.xml") -> bytes:
    """A zip of under 2 MB that unpacks to 220 MB; a workbook's other parts are there."""
    out = io.BytesIO(_workbook([["a"]]) if name.startswith("xl/") else b"")
    parts = {}
    if name.startswith("xl/"):
        with zipfile.ZipFile(out) as book:
            parts = {part: book.read(part) for part in book.namelist() if part != name}
    return _zip(parts, bomb=name)


def _zip(parts: Mapping[str, bytes], bomb: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
        if bomb:
            with file.open(bomb, "w", force_zip64=True) as member:
                for _ in range(55):
                    member.write(b" " * 4_000_000)
    return out.getvalue()


def _workbook(rows: Sequence[Sequence[Any]], sheet: str = "Sheet1", merge: int = 0) -> bytes:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for row in rows:
        page.append(list(row))
    if merge > 1:
        page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _with_sheet_xml(whole: bytes, xml: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(whole)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    return _zip(parts | {"xl/worksheets/sheet1.xml": xml})


# ---------------------------------------------------------------- shared


class _Maker:
    """Writes the files of one kind and remembers what is expected of each."""

    def __init__(self, folder: Path, suffix: str) -> None:
        self.folder, self.suffix = folder, suffix
        self.folder.mkdir(parents=True, exist_ok=True)
        self.cases: list[Broken] = []

    def add(self, name: str, expects: Expects, content: bytes | None) -> None:
        path = self.folder / f"{name}.{self.suffix}"
        if content is not None:
            path.write_bytes(content)
        self.cases.append(Broken(name, path, expects))

    def bad_cells(self, roles: Roles, content: Any, formulas: bool = True) -> None:
        """Write the bad dates and amounts; in a workbook a formula is no text but a cell without a value."""
        for column, bad in ((roles.start, BAD_DATES), (roles.amount, BAD_AMOUNTS)):
            for name, value in bad.items() if column else ():
                expects: Expects = "rejects" if formulas or not value.startswith("=") else "used"
                self.add(name, expects, content(column, value))


def _files_that_are_no_table(made: _Maker) -> None:
    made.add("missing", "error", None)
    made.add("empty", "error", b"")
    made.add("only_blanks", "error", b" \n\n  \n")
    made.add("html", "error", HTML.encode())
    made.add("random_bytes", "error", bytes(range(256)) * 8)
    (made.folder / f"directory.{made.suffix}").mkdir()
    made.add("directory", "error", None)


def assert_told(source: Source, options: ReadOptions, case: Broken, paths: Sequence[Path] | None = None) -> None:
    """Read one broken file and check that the reader did what is expected, with words that help."""
    items: list[Item] = []
    try:
        for item in source.read(paths or [case.path], options):
            items.append(item)  # noqa: PERF402 - what came before an error counts too
    except SourceError as error:
        assert case.expects in ("error", "told"), f"{case.name}: {error}"
        assert case.path.name in str(error) or paths, f"{case.name}: names no file: {error}"
        assert len(error.message) > 10, f"{case.name}: says too little: {error}"
        assert len(str(error)) < 5_000, f"{case.name}: says too much"
    else:
        rejects = [item for item in items if isinstance(item, Reject)]
        assert case.expects != "error", f"{case.name}: no SourceError but {items[:3]}"
        assert bool(rejects) == (case.expects == "rejects") or case.expects == "told", f"{case.name}: {rejects[:3]}"
        assert all(len(item.reason) > 10 and item.row > 0 for item in rejects), f"{case.name}: {rejects[:3]}"
        if case.expects != "told":
            assert any(isinstance(item, ProjectRow) for item in items), f"{case.name}: the good rows were not used"
    for item in items:
        assert_clean(item)


def assert_clean(item: Item) -> None:
    """Check what the import relies on in every row: texts that can be written, amounts and dates that are possible."""
    if not isinstance(item, ProjectRow | ParticipationRow):
        return
    for name, value in ((field.name, getattr(item, field.name)) for field in dataclasses.fields(item)):
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str):
                text.encode()
                assert text, f"{name} is an empty text"
                assert text == text.strip() and text.isprintable(), f"{name}: {text!r}"
        if isinstance(value, float):
            assert math.isfinite(value) and 0 <= value <= 1e11, f"{name}: {value}"
        if name in ("start_date", "end_date") and value:
            assert re.fullmatch(r"20[0-5]\d(-\d\d){0,2}", value), f"{name}: {value}"
