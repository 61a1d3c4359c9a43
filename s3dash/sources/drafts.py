"""Tables of a draft snapshot that an import rewrites: read as text, written as `geodata/build_tables.py` does it."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from s3dash.data.schema import TABLES
from s3dash.sources.records import Reject, Remark

Row = dict[str, str]


@dataclass
class Counts:
    """What an import did to a draft: rows (or boundary units) new, changed and same, and what it could not use."""

    new: int = 0
    changed: int = 0
    same: int = 0
    rejects: list[Reject] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def read_table(folder: Path, name: str) -> list[Row]:
    """Return a table's rows in their order, all cells as text."""
    with (folder / TABLES[name].file).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write_table(folder: Path, name: str, rows: Iterable[Row], today: date | None = None) -> None:
    """Write a table anew, columns in the schema's order, and say in its metadata how many rows it has.

    Parameters
    ----------
    today
        The day that the metadata gives as the day of access; without it, the day there stays.
    """
    header = [column.name for column in TABLES[name].columns]
    target = folder / TABLES[name].file
    new, count = target.with_name(target.name + ".new"), 0
    with new.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        for count, row in enumerate(rows, 1):  # noqa: B007 - the last position is the number of rows
            writer.writerow(row)
    os.replace(new, target)
    _update_metadata(target.with_suffix(".meta.yml"), {"rows": count} | ({"date_accessed": today} if today else {}))


def _update_metadata(file: Path, values: Mapping[str, object]) -> None:
    """Change some values of a table's metadata; a dataset need not have any."""
    if not file.is_file():
        return
    meta = yaml.safe_load(file.read_text(encoding="utf-8")) | values
    new = file.with_name(file.name + ".new")
    text = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=110)
    new.write_text(text, encoding="utf-8", newline="\n")
    os.replace(new, file)


class SourceRegister:
    """The table `sources` of a draft: finds the row of a title and address, or adds one."""

    def __init__(self, folder: Path, today: date) -> None:
        self._folder, self._today = folder, today
        self._rows = read_table(folder, "sources")
        self._ids = {(row["title"], row["url"]): row["source_id"] for row in self._rows}
        self._known = {row["source_id"] for row in self._rows}
        self._changed = False

    def id_of(self, title: str, url: str, licence: str = "") -> str:
        """Return the id of a source; one that the table does not know yet is added with today's date."""
        known = self._ids.get((title, url))
        if known:
            return known
        number = len(self._known) + 1
        while (source_id := f"S{number:04}") in self._known:
            number += 1
        self._rows.append(
            {"source_id": source_id, "title": title, "url": url, "accessed": str(self._today), "licence": licence}
        )
        self._ids[title, url] = source_id
        self._known.add(source_id)
        self._changed = True
        return source_id

    def accessed_today(self, source_id: str) -> None:
        """Say that a source was read today."""
        self._accessed([row for row in self._rows if row["source_id"] == source_id])

    def accessed_again(self, url: str) -> bool:
        """Say that the sources at an address were read today; False where there is none."""
        found = [row for row in self._rows if row["url"] == url]
        self._accessed(found)
        return bool(found)

    def _accessed(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._changed |= row["accessed"] != str(self._today)
            row["accessed"] = str(self._today)

    def save(self) -> None:
        """Write the table if anything changed."""
        if self._changed:
            write_table(self._folder, "sources", self._rows, self._today)
