"""Rules of the schema that look at more than one cell.

A rule is a function of the table it belongs to and of all tables that could be read; it yields a
:class:`Breach` for each cell that breaks it. A rule that needs a table which could not be read yields
nothing: the missing table is reported already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

LAYER_OF_LEVEL = {"NUTS3": "lan", "NUTS2": "nuts2"}
SHARES = ("per cent of people", "per cent of the labour force")
"""How the units of shares begin, which cannot be above 100 (the share of the EU average can)."""


class Breach(NamedTuple):
    """A broken rule: position of the row in the table, the column at fault, and what is expected."""

    position: int
    column: str
    expected: str


@dataclass(frozen=True)
class Cells:
    """A table as text: column -> values, all of one length, and each row's line in the file."""

    columns: Mapping[str, list[str]]
    lines: list[int]
    drawn: Mapping[str, str] = field(default_factory=dict)
    """Code -> layer of every unit in the boundary files."""

    def rows(self, *names: str) -> Iterator[tuple[str, ...]]:
        """Yield the values of some columns, row by row."""
        return zip(*(self.columns[name] for name in names), strict=True)

    def lookup(self, key: str, value: str) -> dict[str, str]:
        """Return one column by another; of repeated keys the last one."""
        return dict(zip(self.columns[key], self.columns[value], strict=True))


Tables = Mapping[str, Cells]
Rule = Callable[[Cells, Tables], Iterator[Breach]]


def hierarchy(regions: Cells, tables: Tables) -> Iterator[Breach]:
    """A code's length is its level, its first letters its country, and it begins with its parent's code."""
    columns = ("nuts_id", "level", "country", "parent")
    for position, (code, level, country, parent) in enumerate(regions.rows(*columns)):
        above = code[:-1] if len(code) > 2 else ""
        if level != f"NUTS{len(code) - 2}":
            yield Breach(position, "level", f"NUTS{len(code) - 2}, the level of {code}")
        if country != code[:2]:
            yield Breach(position, "country", f"{code[:2]}, the country of {code}")
        if parent != above:
            yield Breach(position, "parent", f"{above}, the parent of {code}" if above else "nothing")


def drawn_units(regions: Cells, tables: Tables) -> Iterator[Breach]:
    """A drawn unit has its country's layer, is its own map unit and has an area; a county has its code."""
    layers = regions.lookup("nuts_id", "layer")
    columns = ("nuts_id", "level", "layer", "country", "map_unit", "county_code", "area_km2")
    for position, (code, level, layer, country, unit, county, area) in enumerate(regions.rows(*columns)):
        right_layer = LAYER_OF_LEVEL.get(level, "") if country == "SE" else "neighbours"
        if layer and layer != right_layer:
            yield Breach(position, "layer", f"{right_layer or 'nothing'}, for a {level} region of {country}")
        if layer and unit != code:
            yield Breach(position, "map_unit", f"{code}: a drawn unit is its own map unit")
        if not layer and unit and not layers.get(unit):
            yield Breach(position, "map_unit", "a region that is drawn (layer is not empty)")
        if bool(county) != (layer == "lan"):
            yield Breach(position, "county_code", "a county code for a county (layer lan), else nothing")
        if layer and not area:
            yield Breach(position, "area_km2", "an area, for a drawn unit")


def population(regions: Cells, tables: Tables) -> Iterator[Breach]:
    """A population has a year, and a drawn unit has a population."""
    for position, (layer, people, year) in enumerate(regions.rows("layer", "population", "population_year")):
        if bool(people) != bool(year):
            yield Breach(position, "population_year", "a year where there is a population, else nothing")
        if layer and not people:
            yield Breach(position, "population", "a population, for a drawn unit")


def boundaries(regions: Cells, tables: Tables) -> Iterator[Breach]:
    """Every drawn region has a feature in its layer's boundary file, and every feature is a drawn region."""
    rows = list(regions.rows("nuts_id", "layer"))
    for position, (code, layer) in enumerate(rows):
        if layer and regions.drawn.get(code) != layer:
            yield Breach(position, "nuts_id", f"a feature with this nuts_id in boundaries/{layer}.geojson")
    known = {code for code, layer in rows if layer}
    for code, layer in sorted(regions.drawn.items()):
        if code not in known:
            yield Breach(-1, "nuts_id", f"a row for {code}, which boundaries/{layer}.geojson draws")


def one_primary_domain(priorities: Cells, tables: Tables) -> Iterator[Breach]:
    """Every priority has exactly one primary domain."""
    if "priority_domains" not in tables:
        return
    links = tables["priority_domains"].rows("priority_id", "role")
    primary = Counter(priority for priority, role in links if role == "primary")
    for position, (priority,) in enumerate(priorities.rows("priority_id")):
        if primary[priority] != 1:
            expected = f"one primary domain in priority_domains.csv, not {primary[priority]}"
            yield Breach(position, "priority_id", expected)


def both_languages(table: Cells, tables: Tables) -> Iterator[Breach]:
    """An optional text stands in both languages or in neither."""
    for name in table.columns:
        if name.endswith("_sv"):
            english = name[:-3] + "_en"
            for position, (sv, en) in enumerate(table.rows(name, english)):
                if bool(sv) != bool(en):
                    missing = english if sv else name
                    yield Breach(position, missing, "the text in both languages, or in neither")


def amount_has_currency(table: Cells, tables: Tables) -> Iterator[Breach]:
    """An amount has a currency."""
    names = [name for name in ("eu_contribution", "total_budget") if name in table.columns]
    for position, (currency, *amounts) in enumerate(table.rows("currency", *names)):
        if any(amounts) and not currency:
            yield Breach(position, "currency", "the currency of the amount")


def amount_says_what_it_covers(projects: Cells, tables: Tables) -> Iterator[Breach]:
    """A grant says whether it is that of the whole project or of its Swedish partners."""
    for position, (grant, covers) in enumerate(projects.rows("eu_contribution", "amount_covers")):
        if grant and not covers:
            yield Breach(position, "amount_covers", "swedish_partners or project, where there is an amount")


def domain_says_by_whom(projects: Cells, tables: Tables) -> Iterator[Breach]:
    """A domain says how it was chosen."""
    for position, (domain, chosen) in enumerate(projects.rows("domain_id", "domain_by")):
        if domain and not chosen:
            yield Breach(position, "domain_by", "how it was chosen, where there is a domain")


def end_after_start(projects: Cells, tables: Tables) -> Iterator[Breach]:
    """A project ends after it starts, unless its note says that the source reverses the dates."""
    for position, (start, end, note) in enumerate(projects.rows("start_date", "end_date", "note")):
        shared = min(len(start), len(end))
        reversed_dates = end[:shared] < start[:shared]
        noted = "dates_reversed" in note.split(" ")
        if reversed_dates and not noted:
            yield Breach(position, "end_date", f"a date not before {start}, or dates_reversed in the note")
        elif noted and not reversed_dates:
            yield Breach(position, "note", "no dates_reversed: the dates are in order")


def programme_fits(projects: Cells, tables: Tables) -> Iterator[Breach]:
    """A project has its programme's period, and its fund is Interreg if and only if its programme is."""
    if "programmes" not in tables:
        return
    periods = tables["programmes"].lookup("programme_id", "period")
    kinds = tables["programmes"].lookup("programme_id", "kind")
    for position, (programme, period, fund) in enumerate(projects.rows("programme_id", "period", "fund")):
        if programme not in kinds:
            continue
        if period != periods[programme]:
            yield Breach(position, "period", f"{periods[programme]}, the period of {programme}")
        if (fund == "interreg") != (kinds[programme] == "interreg"):
            yield Breach(position, "fund", f"a fund that fits the kind of {programme} ({kinds[programme]})")


def place_in_country(participations: Cells, tables: Tables) -> Iterator[Breach]:
    """A participation's region lies in its country."""
    for position, (code, country) in enumerate(participations.rows("nuts_id", "country")):
        if code and code[:2] != country:
            yield Breach(position, "nuts_id", f"a region of {country}, the country of the row")


def has_members(partnerships: Cells, tables: Tables) -> Iterator[Breach]:
    """Every partnership has a member."""
    if "partnership_members" not in tables:
        return
    having = set(tables["partnership_members"].columns["partnership_id"])
    for position, (partnership,) in enumerate(partnerships.rows("partnership_id")):
        if partnership not in having:
            yield Breach(position, "partnership_id", "at least one member in partnership_members.csv")


def shares_up_to_100(values: Cells, tables: Tables) -> Iterator[Breach]:
    """A share of people is at most 100 per cent."""
    if "indicators" not in tables:
        return
    units = tables["indicators"].lookup("indicator_id", "unit_en")
    shares = {indicator for indicator, unit in units.items() if unit.startswith(SHARES)}
    for position, (indicator, value) in enumerate(values.rows("indicator_id", "value")):
        if indicator in shares and _is_above_100(value):
            yield Breach(position, "value", "a number from 0 to 100, for a share")


def _is_above_100(value: str) -> bool:
    try:
        return float(value) > 100
    except ValueError:  # reported as no number
        return False


def of_counties(process: Cells, tables: Tables) -> Iterator[Breach]:
    """The responsibility for smart specialisation lies with counties, and every county has a row."""
    if "regions" not in tables:
        return
    counties = {code for code, layer in tables["regions"].rows("nuts_id", "layer") if layer == "lan"}
    for position, (code,) in enumerate(process.rows("nuts_id")):
        if code not in counties:
            yield Breach(position, "nuts_id", "a county (layer lan)")
    for code in sorted(counties.difference(process.columns["nuts_id"])):
        yield Breach(-1, "nuts_id", f"a row for {code}")


def every_year(rates: Cells, tables: Tables) -> Iterator[Breach]:
    """There are rates for SEK, and the rates of a currency leave no year out between the first and the last."""
    rows = [
        (currency, int(year) if year.isascii() and year.isdigit() else 0)
        for currency, year in rates.rows("currency", "year")
    ]
    if not any(currency == "SEK" for currency, _ in rows):
        yield Breach(-1, "currency", "rates for SEK")
    for (currency, year), (same, following) in pairwise(sorted(row for row in rows if row[1])):
        if same == currency and following > year + 1:
            yield Breach(rows.index((currency, following)), "year", f"the year {year + 1} before it")
