"""Headers: which column of a file holds which field, by aliases and never by position."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import TypeVar

from s3dash.data.words import fold

_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
_NOTE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LIKELY = 0.55
"""How alike an unknown column and an alias must be for a proposal."""

Cell = TypeVar("Cell")


@lru_cache(maxsize=1 << 12)
def key(name: str) -> str:
    """Give the key of a column's name: folded, without apostrophes of any kind."""
    return fold(_APOSTROPHES.sub("", name))


def _keys(name: str) -> list[str]:
    """Give the keys of a column's name, the surest first: whole, each language of `A / B`, without `(EUR)`."""
    parts = [part for part in name.split("/") if part.strip()]
    candidates = [name, *parts, *(_NOTE.sub(" ", part) for part in (name, *parts))]
    return [folded for folded in dict.fromkeys(map(key, candidates)) if folded]


@dataclass(frozen=True)
class Match:
    """What a header holds: `found` fields with their columns, `unknown` columns and `missing` required fields."""

    found: Mapping[str, str]
    unknown: Sequence[str]
    missing: Sequence[str]

    def fields(self, row: Mapping[str, Cell]) -> dict[str, Cell]:
        """Give the cells of a row by field instead of by column."""
        return {name: row[column] for name, column in self.found.items()}


@dataclass(frozen=True)
class Header:
    """The fields of a file and the names that their columns may have.

    Parameters
    ----------
    aliases
        Field -> names of its column. Case, accents, white space, line breaks, punctuation and apostrophes do not
        matter, a bilingual `A / B` is known by either half, and a unit in brackets may be left out.
    required
        Fields without which the file cannot be read.
    """

    aliases: Mapping[str, Sequence[str]]
    required: Sequence[str] = field(default=())

    def match(self, columns: Iterable[str]) -> Match:
        """Find the column of each field; of two columns of one field the surer and then the first is taken."""
        columns = [column for column in columns if column and column.strip()]
        candidates = {column: _keys(column) for column in columns}
        found: dict[str, str] = {}
        taken: set[str] = set()
        for level in range(max(map(len, candidates.values()), default=0)):
            for column, keys in candidates.items():
                name = self._field_of.get(keys[level]) if level < len(keys) else None
                if name and name not in found and column not in taken:
                    found[name] = column
                    taken.add(column)
        unknown = [column for column in columns if column not in taken]
        return Match(found, unknown, [name for name in self.required if name not in found])

    @cached_property
    def _field_of(self) -> dict[str, str]:
        fields: dict[str, str] = {}
        for name, aliases in self.aliases.items():
            for alias in aliases:
                fields.setdefault(key(alias), name)
        return fields


def described(match: Match, fields: Mapping[str, Sequence[str]]) -> str:
    """Say, a line each, what a header's columns are and may be, and what the required ones that lack are called.

    Parameters
    ----------
    match
        The outcome of :meth:`Header.match`.
    fields
        Field -> aliases, as in :class:`Header`.
    """
    lines = [f"recognised: {column!r} is {name}" for name, column in match.found.items()]
    for column, (name, likeness) in guesses(match, fields).items():
        lines.append(f"unknown: {column!r}" + (f" may be {name} ({likeness:.0%} alike)" if name else ""))
    lines += [f"missing: no column for {name}, such as {fields[name][0]!r}" for name in match.missing]
    return "\n".join(lines)


def guesses(match: Match, fields: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, float]]:
    """Give for each unknown column the field that it may be, and how alike their names are (0 to 1).

    The field is the empty text where none is like it.
    """
    return {column: _guess(column, fields, set(match.found)) for column in match.unknown}


def _guess(column: str, fields: Mapping[str, Sequence[str]], found: set[str]) -> tuple[str, float]:
    """Give the field, not found yet, whose aliases are most like a column's name; the empty text if none is."""
    best, likeness = "", _LIKELY
    for name, aliases in fields.items():
        if name in found:
            continue
        for alias in (*aliases, name):
            alike = max(SequenceMatcher(None, one, key(alias)).ratio() for one in _keys(column) or [""])
            if alike > likeness:
                best, likeness = name, alike
    return best, likeness
