"""What the steps of `geodata.build_tables` share: facts, curated texts, register of sources, helpers."""

from __future__ import annotations

import csv
import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
TABLES, CURATED, BOUNDARIES = HERE / "tables", HERE / "curated", HERE / "boundaries"
ACCESSED = "2026-11-23"

Row = dict[str, str]


class Sources:
    """The register of sources: each pair of title and address once, numbered in the order of first use."""

    def __init__(self, texts: dict[str, Any]) -> None:
        self.texts = texts
        self.rows: dict[tuple[str, str], Row] = {}

    def id_of(self, title: str, url: str, licence: str = "") -> str:
        """Return the id of a source and register it at its first use."""
        for old, new in self.texts["addresses"].items():
            url = url.replace(old, new)
        combined = re.fullmatch(r"(.+; partners and text from .+) (https?://\S+)", title)
        if combined:
            title = combined[1]
            self.id_of(title.split("; partners and text from ")[1], combined[2])
        title = self.texts["reworded"].get(title, title)
        for old, new in self.texts["replaced"].items():
            title = title.replace(old, new)
        row = self.rows.setdefault(
            (title, url),
            {"source_id": f"S{len(self.rows) + 1:04d}", "title": title, "url": url, "accessed": ACCESSED},
        )
        row.setdefault("licence", licence)
        return row["source_id"]

    def of_url(self, url: str) -> str:
        """Return the id of a source that the facts name by its address only; its title is curated."""
        return self.id_of(self.texts["titles"][url], url)

    def of_dataset(self, code: str) -> str:
        """Return the id of a Eurostat dataset."""
        known = self.texts["eurostat"]
        title = known["title"].format(name=known["names"][code], code=code)
        return self.id_of(title, known["url"].format(code=code), known["licence"])


class Build:
    """One run: the facts read, the tables made so far, and what the metadata has to say about them."""

    def __init__(self, facts: Path) -> None:
        self.facts = facts
        self.tables: dict[str, list[Row]] = {}
        self.counts: dict[str, dict[str, object]] = {}
        self.curated = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in CURATED.glob("*.yml")}
        self.sources = Sources(self.curated["sources"])
        programmes = self.curated["programmes"]["programmes"]
        self._programmes = {
            label: key for key, texts in programmes.items() for label in texts.get("labels", ())
        }

    def read(self, name: str) -> list[Row]:
        """Read one table of facts, all cells as stripped text."""
        with (self.facts / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return [{key: value.strip() for key, value in row.items()} for row in csv.DictReader(file)]

    def programme_of(self, label: str) -> str:
        """Return the id of a programme by one of the names that the facts give it."""
        return self._programmes[label]

    def put(self, name: str, rows: list[Row], rows_in: int, **said: object) -> None:
        """Keep a finished table and the counts that its metadata and the printed summary show."""
        self.tables[name] = rows
        self.counts[name] = {"in": rows_in, "out": len(rows), **said}


def period(text: str) -> str:
    """Write a period in full: `2014-20` -> `2014-2020`."""
    start, end = text.split("-")
    return f"{start}-{end if len(end) == 4 else start[:2] + end}"


def number(text: str) -> str:
    """Drop a fraction of zero: `3520031.0` -> `3520031`."""
    return text.removesuffix(".0")


def possible_day(text: str) -> bool:
    """Say whether a full date is in the calendar (the source has a 31 February); years and months pass."""
    try:
        return len(text) != 10 or bool(date.fromisoformat(text))
    except ValueError:
        return False


def slug(text: str) -> str:
    """Make a stable id from a name: lower case, ASCII, hyphens."""
    for letter, plain in (("ø", "o"), ("æ", "ae"), ("ł", "l"), ("ß", "ss"), ("&", " and ")):
        text = text.lower().replace(letter, plain)
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


def note(texts: dict[str, str] | None) -> Row:
    """Return the two columns of a note, blank where there is none."""
    return {"note_sv": (texts or {}).get("note_sv", ""), "note_en": (texts or {}).get("note_en", "")}
