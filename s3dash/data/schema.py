"""The schema of the dataset: its tables, columns, keys and rules, all in one place.

`geodata/build_tables.py` writes the tables by it, `s3dash.data.check` validates any folder against it,
and `s3dash.data.dataset` takes the types of its columns from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from s3dash.data import rules

COUNTRY = "SE"
"""The country whose regions stand on one side of the sea, as its NUTS code."""
PERIODS = ("2014-2020", "2021-2027")
FUNDS = ("erdf", "esf", "cf", "jtf", "interreg", "horizon", "erdf_esf", "other")
CURRENCIES = ("EUR", "SEK", "DKK", "NOK", "PLN")
PROGRAMME_KINDS = ("erdf_regional", "erdf_national", "erdf_other", "esf", "cf", "interreg", "jtf", "horizon", "other")
DOMAIN_BY = ("hand", "override", "rules", "keywords")
CONFIDENCE = ("official", "secondary", "inferred")
NOTES = (
    "dates_reversed", "impossible_day", "amount_applied_for", "amount_rounded", "amount_interpreted",
    "amounts_disagree", "programme_inferred", "fund_not_stated", "prioritised_only", "title_descriptive",
    "title_unknown", "domain_inferred",
)  # fmt: skip
ORGANISATION_TYPES = (
    "higher_education", "local_authority", "regional_authority", "national_authority", "public_authority",
    "business_support", "sme", "large_enterprise", "ngo", "interest_group", "sectoral_agency", "public_body",
    "international_organisation", "infrastructure_provider", "hospital", "egtc", "private_person", "other",
)  # fmt: skip
ENVIRONMENTS = ("university", "science_park", "cluster", "testbed", "research_infrastructure")
BALTIC = {"lat": (53, 71.5), "lon": (4, 32)}
"""What the map covers, in degrees (EPSG:4326)."""


@dataclass(frozen=True)
class Violation:
    """One place where a dataset breaks the schema.

    `file` is relative to the dataset's folder; `row` is the 1-based line in it (0: the file as a whole).
    """

    file: str
    row: int
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        place = f"{self.file}, row {self.row}" if self.row else self.file
        column = f", {self.column}" if self.column else ""
        return f"{place}{column}: {self.value!r} - expected {self.expected}"


@dataclass(frozen=True)
class Column:
    """One column of a table.

    `kind` is `text`, `code` (letters, digits, hyphens), `nuts`, `codes` (allowed words separated by a
    space), `integer`, `number`, `boolean` (true, false), `date` (YYYY-MM-DD), `day` (a date, a month or
    a year) or `url`. An empty cell means unknown and is allowed where the column is not `required`.
    `low` and `high` are inclusive; for dates they are years. `refers` names the table and column of a
    foreign key.
    """

    name: str
    kind: str = "text"
    required: bool = True
    allowed: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    refers: str = ""

    def accepts(self, value: str) -> bool:
        """Say whether a cell that is not empty fits this column; keys and references are not its concern."""
        if self.kind == "codes":
            return all(word in self.allowed for word in value.split(" "))
        if self.allowed:
            return value in self.allowed
        if self.kind in _PATTERNS and not _PATTERNS[self.kind].fullmatch(value):
            return False
        if self.kind in ("integer", "number"):
            return self._within(float(value))
        if self.kind in ("date", "day"):
            return _is_day(value) and self._within(int(value[:4]))
        if self.kind == "text":
            return value == value.strip() and value.isprintable() and not _EMAIL.search(value)
        return True

    @cached_property
    def expected(self) -> str:
        """Say in words what a cell of this column may hold."""
        words = "some of" if self.kind == "codes" else "one of"
        what = f"{words}: {', '.join(self.allowed)}" if self.allowed else _KINDS[self.kind]
        if self.low is not None and self.high is not None:
            years = " of the years" if self.kind in ("date", "day") else " from"
            what += f"{years} {self.low:g} to {self.high:g}"
        elif self.low is not None:
            what += f", at least {self.low:g}"
        return what if self.required else f"{what}, or nothing"

    def _within(self, value: float) -> bool:
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


_PATTERNS = {
    "code": re.compile(r"[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?"),
    "nuts": re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}"),
    "integer": re.compile(r"-?[0-9]{1,15}"),
    "number": re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?"),
    "boolean": re.compile(r"true|false"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "day": re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"),
    "url": re.compile(r"https?://[^\s/]+\.[^\s]+"),
}
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w")
_KINDS = {
    "text": "text without surrounding spaces, control characters and e-mail addresses",
    "code": "an id of letters, digits, - and _",
    "nuts": "a NUTS code, such as SE311",
    "integer": "a whole number",
    "number": "a number with a decimal point",
    "boolean": "true or false",
    "date": "a date YYYY-MM-DD",
    "day": "a date YYYY-MM-DD, YYYY-MM or YYYY",
    "url": "an address that starts with http:// or https://",
}


def _is_day(value: str) -> bool:
    """Say whether YYYY, YYYY-MM or YYYY-MM-DD is a day of the calendar."""
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class Table:
    """One table: its columns in order, the keys (columns whose values together are unique), the rules."""

    name: str
    columns: tuple[Column, ...]
    keys: tuple[tuple[str, ...], ...]
    rules: tuple[rules.Rule, ...] = ()

    @property
    def file(self) -> str:
        """The table's file, relative to the dataset's folder."""
        return f"tables/{self.name}.csv"


def _text(*names: str, required: bool = True) -> tuple[Column, ...]:
    return tuple(Column(name, required=required) for name in names)


def _nuts(name: str = "nuts_id", required: bool = True) -> Column:
    return Column(name, "nuts", required, refers="regions.nuts_id")


def _refers(table: str, column: str, required: bool = True) -> Column:
    return Column(column, "code", required, refers=f"{table}.{column}")


_SOURCE = _refers("sources", "source_id")
_PERIOD = Column("period", allowed=PERIODS)
_CONFIDENCE = Column("confidence", allowed=CONFIDENCE)
_CURRENCY = Column("currency", required=False, allowed=CURRENCIES)
_GRANT = Column("eu_contribution", "number", False, low=1)

_ALL = (
    Table(
        "sources",
        (
            Column("source_id", "code"),
            Column("title"),
            Column("url", "url", required=False),
            Column("accessed", "date", low=2000, high=2100),
            Column("licence", required=False),
        ),
        keys=(("source_id",), ("title", "url")),
    ),
    Table(
        "regions",
        (
            Column("nuts_id", "nuts"),
            Column("level", allowed=("NUTS0", "NUTS1", "NUTS2", "NUTS3")),
            Column("layer", required=False, allowed=("lan", "nuts2", "neighbours")),
            *_text("name_sv", "name_en", "name_local"),
            _nuts("country"),
            _nuts("parent", required=False),
            _nuts("map_unit", required=False),
            Column("county_code", required=False, allowed=tuple(f"{code:02}" for code in range(1, 26))),
            Column("area_km2", "number", False, low=1, high=500_000),
            Column("population", "integer", False, low=1, high=100_000_000),
            Column("population_year", "integer", False, low=1990, high=2100),
            Column("population_flag", required=False, allowed=("derived", "b", "e", "p", "u")),
        ),
        keys=(("nuts_id",), ("county_code",)),
        rules=(rules.hierarchy, rules.drawn_units, rules.population, rules.boundaries),
    ),
    Table(
        "domains",
        (
            Column("domain_id", "code"),
            Column("position", "integer", low=1, high=100),
            *_text("name_sv", "name_en", "short_sv", "short_en", "description_sv", "description_en", "nace"),
        ),
        keys=(("domain_id",), ("position",), ("name_sv",), ("name_en",)),
    ),
    Table(
        "priorities",
        (
            Column("priority_id", "code"),
            _nuts(),
            _PERIOD,
            *_text("name_original", "name_en"),
            _CONFIDENCE,
            _SOURCE,
            Column("source_year", "integer", False, low=2000, high=2100),
        ),
        keys=(("priority_id",), ("nuts_id", "period", "name_original")),
        rules=(rules.one_primary_domain,),
    ),
    Table(
        "priority_domains",
        (
            _refers("priorities", "priority_id"),
            _refers("domains", "domain_id"),
            Column("role", allowed=("primary", "secondary")),
        ),
        keys=(("priority_id", "domain_id"),),
    ),
    Table(
        "programmes",
        (
            Column("programme_id", "code"),
            *_text("name_sv", "name_en"),
            Column("kind", allowed=PROGRAMME_KINDS),
            _PERIOD,
            Column("cci", "code", required=False),
            Column("managing_authority", required=False),
            Column("budget_meur", "number", False, low=0.1, high=10_000),
            *_text("budget_note_sv", "budget_note_en", "focus_sv", "focus_en", required=False),
            Column("url", "url", required=False),
            _SOURCE,
            _CONFIDENCE,
        ),
        keys=(("programme_id",), ("name_sv",), ("name_en",), ("cci",)),
        rules=(rules.both_languages,),
    ),
    Table(
        "programme_areas",
        (
            _refers("programmes", "programme_id"),
            _nuts(),
            Column("coverage", allowed=("whole", "partial")),
            *_text("note_sv", "note_en", required=False),
            _SOURCE,
        ),
        keys=(("programme_id", "nuts_id"),),
        rules=(rules.both_languages,),
    ),
    Table(
        "projects",
        (
            Column("project_id", "code"),
            Column("title"),
            Column("summary_en", required=False),
            _refers("programmes", "programme_id"),
            Column("fund", allowed=FUNDS),
            _PERIOD,
            Column("start_date", "day", False, low=2007, high=2035),
            Column("end_date", "day", False, low=2007, high=2045),
            Column("objective", required=False),
            Column("total_budget", "number", False, low=1),
            _GRANT,
            _CURRENCY,
            Column("amount_covers", required=False, allowed=("swedish_partners", "project")),
            Column("lead_organisation", required=False),
            _nuts("lead_nuts", required=False),
            _refers("domains", "domain_id", required=False),
            Column("domain_by", required=False, allowed=DOMAIN_BY),
            _SOURCE,
            Column("source_ref", required=False),
            Column("note", "codes", required=False, allowed=NOTES),
        ),
        keys=(("project_id",),),
        rules=(
            rules.amount_has_currency, rules.amount_says_what_it_covers, rules.domain_says_by_whom,
            rules.end_after_start, rules.programme_fits,
        ),
    ),
    Table(
        "project_regions",
        (_refers("projects", "project_id"), _nuts()),
        keys=(("project_id", "nuts_id"),),
    ),
    Table(
        "participations",
        (
            Column("participation_id", "code"),
            _refers("projects", "project_id"),
            Column("organisation", required=False),
            Column("organisation_type", required=False, allowed=ORGANISATION_TYPES),
            _nuts("country"),
            _nuts(required=False),
            Column("role", allowed=("lead", "partner", "associated")),
            _GRANT,
            _CURRENCY,
            Column(
                "place_basis",
                allowed=("stated", "named", "region_named", "coordinates", "country_only", "seat"),
            ),
            _SOURCE,
        ),
        keys=(("participation_id",),),
        rules=(rules.amount_has_currency, rules.place_in_country),
    ),
    Table(
        "partnerships",
        (
            Column("partnership_id", "code"),
            Column("name"),
            Column("kind", allowed=("network", "agreement", "platform", "macro_region", "thematic")),
            *_text("theme_sv", "theme_en"),
        ),
        keys=(("partnership_id",), ("name",)),
        rules=(rules.has_members,),
    ),
    Table(
        "partnership_members",
        (
            _refers("partnerships", "partnership_id"),
            _nuts(),
            *_text("note_sv", "note_en", required=False),
            _SOURCE,
        ),
        keys=(("partnership_id", "nuts_id"),),
        rules=(rules.both_languages,),
    ),
    Table(
        "indicators",
        (
            Column("indicator_id", "code"),
            Column("group", allowed=("economy", "labour", "skills", "research", "digital", "population")),
            Column("position", "integer", low=1, high=100),
            *_text("name_sv", "name_en", "unit_sv", "unit_en"),
            Column("decimals", "integer", low=0, high=4),
            *_text("description_sv", "description_en", "eurostat_code"),
            _SOURCE,
            Column("shown", "boolean"),
        ),
        keys=(("indicator_id",), ("position",), ("name_sv",), ("name_en",)),
    ),
    Table(
        "indicator_values",
        (
            _refers("indicators", "indicator_id"),
            _nuts(),
            Column("year", "integer", low=1990, high=2100),
            Column("value", "number", low=0),
            Column("flag", required=False, allowed=("b", "e", "p", "u", "bu", "derived")),
        ),
        keys=(("indicator_id", "nuts_id", "year"),),
        rules=(rules.shares_up_to_100,),
    ),
    Table(
        "environments",
        (
            Column("environment_id", "code"),
            Column("name"),
            Column("kind", allowed=ENVIRONMENTS),
            Column("town"),
            _nuts(),
            Column("lat", "number", low=BALTIC["lat"][0], high=BALTIC["lat"][1]),
            Column("lon", "number", low=BALTIC["lon"][0], high=BALTIC["lon"][1]),
            Column("url", "url", required=False),
            _CONFIDENCE,
            _SOURCE,
        ),
        keys=(("environment_id",), ("name",)),
    ),
    Table(
        "environment_domains",
        (_refers("environments", "environment_id"), _refers("domains", "domain_id")),
        keys=(("environment_id", "domain_id"),),
    ),
    Table(
        "s3_process",
        (
            _nuts(),
            *_text("responsible_organisation", "strategy_title"),
            Column("strategy_year", "integer", False, low=2000, high=2100),
            Column("strategy_url", "url", required=False),
            *_text("status_sv", "status_en"),
            _CONFIDENCE,
            _SOURCE,
        ),
        keys=(("nuts_id",),),
        rules=(rules.of_counties,),
    ),
    Table(
        "exchange_rates",
        (
            Column("currency", allowed=tuple(code for code in CURRENCIES if code != "EUR")),
            Column("year", "integer", low=1999, high=2100),
            Column("per_eur", "number", low=1, high=100),
            _SOURCE,
        ),
        keys=(("currency", "year"),),
        rules=(rules.every_year,),
    ),
)  # fmt: skip

TABLES: dict[str, Table] = {table.name: table for table in _ALL}
"""Every table of the dataset, by name."""
