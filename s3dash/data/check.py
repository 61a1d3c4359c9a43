"""Validation of a dataset's folder: every violation of the schema at once, never a traceback."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from s3dash.data.rules import Cells
from s3dash.data.schema import TABLES, Column, Table, Violation

LAYERS = ("lan", "nuts2", "neighbours", "land")
STORE = "store"
"""The folder of a snapshot that holds projects and participations as Parquet, in place of these tables:"""
_IN_STORE = ("projects", "project_regions", "participations")
ABOUT = {"title": str, "data_date": date, "compiled": date, "version": str}
"""The keys of dataset.yml and their types."""


def read_dataset(directory: Path) -> tuple[dict[str, Cells], list[Violation]]:
    """Read the tables that can be read, as text, and list all violations of the schema."""
    if not directory.is_dir():
        expected = "a folder with dataset.yml, tables/ and boundaries/"
        return {}, [Violation(str(directory), 0, "", "", f"{expected}; there is no such folder")]
    violations = _check_about(directory)
    drawn: dict[str, str] = {}
    for layer in LAYERS:
        codes, found = _boundary_codes(directory, f"boundaries/{layer}.geojson")
        drawn |= dict.fromkeys(codes, layer)
        violations += found
    tables: dict[str, Cells] = {}
    in_store = _IN_STORE if (directory / STORE).is_dir() else ()
    for table in TABLES.values():
        if table.name in in_store:
            continue
        cells, found = _read_table(directory, table, drawn)
        violations += found
        if cells is not None:
            tables[table.name] = cells
    for name, cells in tables.items():
        violations += _check_cells(TABLES[name], cells, tables)
        violations += _check_rules(TABLES[name], cells, tables)
    return tables, sorted(set(violations), key=lambda v: (v.file, v.row, v.column, v.expected))


def _read_text(path: Path, file: str) -> tuple[str, list[Violation]]:
    """Read a UTF-8 file (a byte order mark is tolerated); what cannot be read is a violation."""
    if not path.is_file():
        return "", [Violation(file, 0, "", "", "the file, which is missing")]
    try:
        content = path.read_bytes()
    except OSError as error:
        return "", [Violation(file, 0, "", str(error.strerror or error), "a file that can be read")]
    if not content.removeprefix(b"\xef\xbb\xbf").strip():
        return "", [Violation(file, 0, "", "", "content: the file is empty")]
    if b"\0" in content:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        return "", [Violation(file, line, "", "NUL byte", "text without NUL bytes")]
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        value = content[error.start : error.end].hex(" ")
        return "", [Violation(file, line, "", f"bytes {value}", "text in UTF-8")]


def _read_table(directory: Path, table: Table, drawn: dict[str, str]) -> tuple[Cells | None, list[Violation]]:
    """Read one table; None with the reasons where its header or its form is broken."""
    text, violations = _read_text(directory / table.file, table.file)
    if violations:
        return None, violations
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    try:
        header = next(reader)
        violations = _check_header(table, header)
        line = reader.line_num + 1
        for row in reader:
            if len(row) == len(header):
                rows.append(row)
                lines.append(line)
            else:
                value = f"{len(row)} cells"
                violations.append(
                    Violation(table.file, line, "", value, f"{len(header)} cells, as in the header")
                )
            line = reader.line_num + 1
    except csv.Error as error:
        return None, [*violations, Violation(table.file, reader.line_num, "", str(error), "well-formed CSV")]
    if not rows and not violations:
        violations.append(Violation(table.file, 0, "", "", "at least one row below the header"))
    if not rows or any(violation.row <= 1 for violation in violations):
        return None, violations
    columns = dict(zip(header, map(list, zip(*rows, strict=True)), strict=True))
    return Cells(columns, lines, drawn), violations


def _check_header(table: Table, header: list[str]) -> list[Violation]:
    names = [column.name for column in table.columns]
    found = [
        Violation(table.file, 1, name, "", "this column, which is missing")
        for name in names
        if name not in header
    ]
    counts = Counter(header)
    found += [
        Violation(table.file, 1, name, name, f"one of the columns: {', '.join(names)}")
        for name in counts
        if name not in names
    ]
    found += [
        Violation(table.file, 1, name, name, f"each column once, not {count} times")
        for name, count in counts.items()
        if count > 1
    ]
    return found


def _check_cells(table: Table, cells: Cells, tables: dict[str, Cells]) -> Iterator[Violation]:
    """Check every cell by its column, the foreign keys and the unique keys."""

    def violation(position: int, column: str, expected: str) -> Violation:
        return Violation(table.file, cells.lines[position], column, cells.columns[column][position], expected)

    for column in table.columns:
        values = cells.columns[column.name]
        for bad, expected in _bad_values(column, set(values), tables).items():
            yield from (
                violation(at, column.name, expected) for at, value in enumerate(values) if value == bad
            )
    for key in table.keys:
        rows = list(cells.rows(*key))
        repeated = {row for row, count in Counter(rows).items() if count > 1 and any(row)}
        first: dict[tuple[str, ...], int] = {}
        for position, row in enumerate(rows):
            if row in repeated and first.setdefault(row, position) != position:
                unique = "a value" if len(key) == 1 else f"values of {', '.join(key)} together"
                line = cells.lines[first[row]]
                yield violation(position, key[-1], f"{unique} that no other row has (see row {line})")


def _bad_values(column: Column, values: set[str], tables: dict[str, Cells]) -> dict[str, str]:
    """Return the values of a column that break it -> what is expected instead."""
    bad: dict[str, str] = {}
    target, _, key = column.refers.partition(".")
    known = set(tables[target].columns[key]) if target in tables else None
    for value in values:
        if value == "":
            if column.required:
                bad[value] = f"{column.expected}; the cell is empty"
        elif not column.accepts(value):
            bad[value] = column.expected
        elif known is not None and value not in known:
            bad[value] = f"a {key} of {target}.csv"
    return bad


def _check_rules(table: Table, cells: Cells, tables: dict[str, Cells]) -> Iterator[Violation]:
    for rule in table.rules:
        for breach in rule(cells, tables):
            at = breach.position
            line, value = (cells.lines[at], cells.columns[breach.column][at]) if at >= 0 else (0, "")
            yield Violation(table.file, line, breach.column, value, breach.expected)


def _check_about(directory: Path) -> list[Violation]:
    """Check dataset.yml: its keys and their types."""
    file = "dataset.yml"
    text, violations = _read_text(directory / file, file)
    if violations:
        return violations
    try:
        about: Any = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:  # a date such as 2026-13-01 is a ValueError
        mark = getattr(error, "problem_mark", None)
        return [Violation(file, mark.line + 1 if mark else 0, "", "", "well-formed YAML with possible dates")]
    if not isinstance(about, dict):
        return [Violation(file, 0, "", "", f"the keys {', '.join(ABOUT)}")]
    words = {str: "text in quotes", date: "a date YYYY-MM-DD"}
    return [
        Violation(file, 0, key, str(about.get(key, "")), words[kind])
        for key, kind in ABOUT.items()
        if type(about.get(key)) is not kind
    ]


def _boundary_codes(directory: Path, file: str) -> tuple[frozenset[str], list[Violation]]:
    """Return the nuts_ids of a boundary file's features; the land has none."""
    text, violations = _read_text(directory / file, file)
    if violations:
        return frozenset(), violations
    try:
        features = json.loads(text)["features"]
        codes = frozenset(str(feature["properties"].get("nuts_id", "")) for feature in features)
    except json.JSONDecodeError as error:
        return frozenset(), [Violation(file, error.lineno, "", "", "well-formed GeoJSON")]
    except (KeyError, TypeError, AttributeError):
        return frozenset(), [Violation(file, 0, "", "", "a GeoJSON FeatureCollection with properties")]
    return codes - {""}, []
