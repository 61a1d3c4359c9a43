"""Priorities of regions from an Excel workbook: the template that S3 Map writes, filled in.

:func:`write_template` writes it, :func:`read` reads it back, and :func:`apply` puts the lists into a draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, cast

from openpyxl.utils import get_column_letter

from s3dash.data.schema import CONFIDENCE, PERIODS, TABLES
from s3dash.data.words import fold
from s3dash.sources import parsing
from s3dash.sources.files import read_workbook
from s3dash.sources.headers import Header
from s3dash.sources.persons import without_contacts
from s3dash.sources.priorities_table import apply
from s3dash.sources.priorities_template import LISTS, TEXTS, write_template
from s3dash.sources.records import Item, Period, PriorityRow, ReadOptions, Reject, Remark, Source, SourceError

__all__ = ["SOURCE", "apply", "read", "write_template"]

FIELDS: tuple[str, ...] = tuple(TEXTS["columns"])
REQUIRED = tuple(name for name, texts in TEXTS["columns"].items() if texts.get("required"))
_SECONDARY = ("secondary_1", "secondary_2", "secondary_3")
_HEADER = Header({name: (texts["sv"], texts["en"]) for name, texts in TEXTS["columns"].items()}, REQUIRED)
_TOP = 15
"""The header is looked for in so many rows; the template has it in the third."""
_LONGEST = 400
_EXAMPLE = ("exempel", "example")


@dataclass(frozen=True)
class _Sheet:
    """The sheet with the list: its header, and what its drop-down lists allow (code -> label)."""

    columns: Mapping[str, int]
    choices: Mapping[str, Mapping[str, str]]


def read(files: Sequence[Path], options: ReadOptions) -> Iterator[Item]:
    """Yield the priorities in some workbooks, in their order."""
    seen: dict[tuple[str, str, str], str] = {}
    for path in files:
        sheets = read_workbook(path)
        choices = _choices(sheets.pop(LISTS, iter(())))
        found = False
        for rows in sheets.values():
            numbered = enumerate(rows, 1)
            columns = _columns(path, numbered)
            if columns:
                found = True
                yield from _rows(path, numbered, _Sheet(columns, choices), options, seen)
        if not found:
            wanted = ", ".join(TEXTS["columns"][name]["en"] for name in REQUIRED)
            raise SourceError(
                path,
                f"no sheet has the columns that are needed: {wanted}. Write a new template with "
                "`python -m s3dash template priorities.xlsx` and fill that in",
            )


def _choices(rows: Iterator[list[Any]]) -> dict[str, dict[str, str]]:
    """Read the hidden sheet behind the drop-down lists: a column per list, its name on top; list -> code -> label."""
    table = list(rows)
    names = [str(name) for name in table[0]] if table else []
    return {
        name: {_code(label): label for row in table[1:] if len(row) > at and (label := parsing.text(row[at]))}
        for at, name in enumerate(names)
    }


def _columns(path: Path, numbered: Iterator[tuple[int, list[Any]]]) -> dict[str, int] | None:
    """Advance to the row after the header and return field -> position; None where a sheet has no header."""
    for row, cells in islice(numbered, _TOP):
        names = [str(cell) if cell is not None else "" for cell in cells]
        match = _HEADER.match([name.replace("*", " ") for name in names])
        if match.missing:
            continue
        folded = [fold(name) for name in names]
        positions = {name: folded.index(fold(column)) for name, column in match.found.items()}
        twice = [name for name, at in positions.items() if folded.count(folded[at]) > 1]
        if twice:
            column = TEXTS["columns"][twice[0]]["en"]
            raise SourceError(path, "two columns have this name: rename or remove one", row, column)
        return positions
    return None


def _rows(
    path: Path,
    numbered: Iterator[tuple[int, list[Any]]],
    sheet: _Sheet,
    options: ReadOptions,
    seen: dict[tuple[str, str, str], str],
) -> Iterator[Item]:
    for number, cells in numbered:
        given = {name: _given(cells, at) for name, at in sheet.columns.items()}
        if fold(given.pop("mark", None) or "").startswith(_EXAMPLE):
            if given.get("name_original") != TEXTS["example"]["name_original"]:
                yield Remark(number, "marked as an example, left out", given.get("name_original") or "")
            continue
        if not any(given.values()):
            continue
        try:
            row = _priority(number, given, sheet, options)
            key = (row.nuts_id, row.period, fold(row.name_original))
            place = seen.setdefault(key, f"{path.name}, row {number}")
            if place != f"{path.name}, row {number}":
                raise ValueError(f"row {number}: {row.nuts_id} has this priority for {row.period} already, in {place}")
        except ValueError as error:
            original = {name: without_contacts(cell or "")[:_LONGEST] for name, cell in given.items()}
            yield Reject(number, str(error), original)
            continue
        if len(set(row.domains)) < len(row.domains):
            yield Remark(number, "a domain that is chosen twice counts once", row.name_original)
            row.domains = tuple(dict.fromkeys(row.domains))
        yield row


def _given(cells: Sequence[Any], at: int) -> str | None:
    """Return a cell as clean text, None where it is empty; a whole number without decimals."""
    value = cells[at] if at < len(cells) else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return parsing.text(str(value)[:5_000]) if value is not None else None


def _priority(number: int, given: Mapping[str, str | None], sheet: _Sheet, options: ReadOptions) -> PriorityRow:
    """Return a row's priority; ValueError names the cell at fault and says what is wrong with it."""

    def refuse(name: str, what: str) -> ValueError:
        cell = f"{get_column_letter(sheet.columns[name] + 1)}{number}"
        return ValueError(f"cell {cell} ({TEXTS['columns'][name]['en']}): {what}")

    def choose(name: str, kind: str, known: Sequence[str] = ()) -> str | None:
        text = given.get(name)
        if text is None:
            return None
        allowed = {_key(code): code for code in known or sheet.choices.get(kind, ())}
        by_name = _names(tuple(sheet.choices.get(kind, {}).items()))
        code = allowed.get(_key(_code(text))) or by_name.get(fold(text))
        if not code and not allowed and re.fullmatch(r"[A-Za-z0-9_-]+", _code(text)):
            return _code(text)  # a workbook without lists: the dataset decides
        if not code:
            raise refuse(name, f"{text[:80]!r} is not in the list: choose one of it")
        return code

    for name in REQUIRED:
        if given.get(name) is None:
            raise refuse(name, "it is empty, or a formula whose value was not saved")
    for name in ("name_original", "name_en", "source_title", "source_url", "source_year"):
        _check(name, given.get(name), refuse)
    region = choose("region", "region") or ""
    if not sheet.choices.get("region") and options.places.nuts(region) is None:
        raise refuse("region", f"{given['region']!r} is no region: give its NUTS code, such as SE311")
    domains = [choose(name, "domain") for name in ("primary", *_SECONDARY)]
    year = given.get("source_year")
    return PriorityRow(
        row=number,
        nuts_id=region,
        period=cast(Period, choose("period", "period", PERIODS)),
        name_original=given["name_original"] or "",
        name_en=given["name_en"] or "",
        domains=tuple(domain for domain in domains if domain),
        confidence=cast(Any, choose("confidence", "confidence", CONFIDENCE)),
        source_title=given["source_title"] or "",
        source_url=given.get("source_url"),
        source_year=int(year) if year else None,
    )


def _check(name: str, value: str | None, refuse: Any) -> None:
    """Check a free cell by the schema's column for it."""
    table, column = {
        "source_title": ("sources", "title"),
        "source_url": ("sources", "url"),
    }.get(name, ("priorities", name))
    rule = next(rule for rule in TABLES[table].columns if rule.name == column)
    if value is None:
        return
    if len(value) > _LONGEST and name != "source_url":
        raise refuse(name, f"it has {len(value)} characters, more than {_LONGEST}")
    if not rule.accepts(value):
        raise refuse(name, f"{value[:80]!r} is not what is expected: {rule.expected}")


def _code(label: str) -> str:
    """Return the code in the last brackets of a label, `Värmland (SE311)`, or else the whole text."""
    found = re.search(r"\(([^()]+)\)\s*$", label)
    return found[1].strip() if found else label


def _key(code: str) -> str:
    """Return what a code is compared by: dashes of all kinds are one."""
    return re.sub(r"[\u2010-\u2015\u2212]", "-", code).replace(" ", "").casefold()


@cache
def _names(labels: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Return names of a list -> code, where a name stands for one code alone: `energi`, `energy` -> `energy`."""
    pairs = [
        (fold(name), code)
        for code, label in labels
        for name in (label, *re.sub(r"\([^()]*\)\s*$", "", label).split(" / "))
        if fold(name)
    ]
    codes: dict[str, set[str]] = {}
    for name, code in pairs:
        codes.setdefault(name, set()).add(code)
    return {name: next(iter(found)) for name, found in codes.items() if len(found) == 1}


SOURCE = Source(
    source_id="priorities",
    title="Priorities of regions, from the Excel template",
    publisher="The regions",
    url="",
    licence=None,
    expects="the workbook of `python -m s3dash template priorities.xlsx`, filled in",
    read=read,
    kind="priorities",
    apply=apply,
)
"""Lists of priorities that regions fill in themselves."""
