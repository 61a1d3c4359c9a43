"""Rows of the dataset as frozen records, with their texts in the language asked for.

A field is None where the cell is empty; the texts for people come as methods that take `sv` or `en`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, TypeVar

from s3dash.data.rows import rows_of

_Record = TypeVar("_Record")


def records(kind: type[_Record], table: Any, **more: dict[str, Any]) -> list[_Record]:
    """Return a table's rows as records of a kind.

    Parameters
    ----------
    kind
        A dataclass whose first field is the table's key and whose other fields are columns.
    table
        A pandas DataFrame; columns that it lacks become None.
    more
        Fields that are no columns: field -> value by key.
    """
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    made = []
    for row in rows_of(table):
        key = row[names[0]]
        row |= {name: values.get(key, ()) for name, values in more.items()}
        made.append(kind(**{name: row.get(name) for name in names}))
    return made


class _Texts:
    """Texts that stand in two columns, `<name>_sv` and `<name>_en`."""

    def _text(self, name: str, lang: str) -> str:
        return getattr(self, f"{name}_{lang}") or ""


@dataclass(frozen=True)
class Source:
    """Where a fact comes from; `accessed` is an ISO date, `url` None where there is no public page."""

    source_id: str
    title: str
    url: str | None
    accessed: str
    licence: str | None


@dataclass(frozen=True)
class Region(_Texts):
    """A region of NUTS 2021. `layer` is None where the map does not draw it; area in km2."""

    nuts_id: str
    level: str
    layer: str | None
    name_sv: str
    name_en: str
    name_local: str
    country: str
    parent: str | None
    map_unit: str | None
    county_code: str | None
    area_km2: float | None
    population: int | None
    population_year: int | None
    population_flag: str | None

    def name(self, lang: str) -> str:
        """The established name in a language, else the local one."""
        return self._text("name", lang)


@dataclass(frozen=True)
class Domain(_Texts):
    """One of the areas of the common taxonomy."""

    domain_id: str
    position: int
    name_sv: str
    name_en: str
    short_sv: str
    short_en: str
    description_sv: str
    description_en: str
    nace: str

    def name(self, lang: str) -> str:
        """The name in a language."""
        return self._text("name", lang)

    def short(self, lang: str) -> str:
        """A word or two in lower case, for lists within a sentence."""
        return self._text("short", lang)

    def description(self, lang: str) -> str:
        """What the domain holds, in a language."""
        return self._text("description", lang)


@dataclass(frozen=True)
class Programme(_Texts):
    """A funding programme; the budget is its EU part in EUR million, None where not known."""

    programme_id: str
    name_sv: str
    name_en: str
    kind: str
    period: str
    cci: str | None
    managing_authority: str | None
    budget_meur: float | None
    budget_note_sv: str | None
    budget_note_en: str | None
    focus_sv: str | None
    focus_en: str | None
    url: str | None
    source_id: str
    confidence: str

    def name(self, lang: str) -> str:
        """The name with its period, in a language."""
        return self._text("name", lang)

    def focus(self, lang: str) -> str:
        """What the programme pays for, in a language; empty where not known."""
        return self._text("focus", lang)

    def budget_note(self, lang: str) -> str:
        """What one must know about the budget, in a language; empty if nothing."""
        return self._text("budget_note", lang)


@dataclass(frozen=True)
class Partnership(_Texts):
    """A network, agreement, platform or thematic partnership."""

    partnership_id: str
    name: str
    kind: str
    theme_sv: str
    theme_en: str

    def theme(self, lang: str) -> str:
        """What the partnership is about, in a language."""
        return self._text("theme", lang)


@dataclass(frozen=True)
class Indicator(_Texts):
    """A statistical indicator; `shown` where enough regions have it for the profile and the map."""

    indicator_id: str
    group: str
    position: int
    name_sv: str
    name_en: str
    unit_sv: str
    unit_en: str
    decimals: int
    description_sv: str
    description_en: str
    eurostat_code: str
    source_id: str
    shown: bool

    def name(self, lang: str) -> str:
        """The everyday name in a language."""
        return self._text("name", lang)

    def unit(self, lang: str) -> str:
        """The unit in words, in a language."""
        return self._text("unit", lang)

    def description(self, lang: str) -> str:
        """What the indicator measures, in a language."""
        return self._text("description", lang)


@dataclass(frozen=True)
class Environment:
    """A research or innovation environment at a place (degrees, EPSG:4326)."""

    environment_id: str
    name: str
    kind: str
    town: str
    nuts_id: str
    lat: float
    lon: float
    url: str | None
    confidence: str
    source_id: str
    domains: tuple[str, ...]


@dataclass(frozen=True)
class Process(_Texts):
    """Who is responsible for a county's smart specialisation, and its strategy."""

    nuts_id: str
    responsible_organisation: str
    strategy_title: str
    strategy_year: int | None
    strategy_url: str | None
    status_sv: str
    status_en: str
    confidence: str
    source_id: str

    def status(self, lang: str) -> str:
        """The strategy's standing, in a language."""
        return self._text("status", lang)
