"""What the map is coloured by: one value per drawn unit, and for each unit without one the reason why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from s3dash.analysis.links import links_of
from s3dash.analysis.priorities import Priority, basis_of, with_counties
from s3dash.analysis.profile import holder, indicator_values
from s3dash.data.dataset import Dataset
from s3dash.data.store import Level, ProjectFilter, ProjectStore

Unit = Literal["count", "eur", "sek", "eur_per_capita", "sek_per_capita", "strength", "yes_no", "indicator"]
Reason = Literal["not_published", "none", "unknown", "stand_in"]
ENOUGH = 0.8
"""An indicator's map shows the latest year that has at least this share of the values of its best year."""


@dataclass(frozen=True)
class Measure:
    """The values that colour the map.

    A unit is in `values` (where 0 is a real zero) or in `missing`, never in both. Reasons: `not_published`
    (no source publishes it for that unit), `none` (the unit states no priorities), `stand_in` (only its
    country does), `unknown` (there is something, but the amount or the value is not known).
    `stands_for`: county -> the NUTS2 area whose value it shows. `year`: the values' year where they all
    have the same one.
    """

    id: str
    values: dict[str, float]
    unit: Unit
    year: int | None = None
    missing: dict[str, Reason] = field(default_factory=dict)
    stands_for: dict[str, str] = field(default_factory=dict)


def measure(
    ds: Dataset,
    store: ProjectStore,
    colour: str,
    level: Level,
    period: str,
    domain: str | None = None,
    fund: str | None = None,
    programme: str | None = None,
    region: str | None = None,
    currency: str = "EUR",
) -> Measure:
    """Return the values for the Swedish units of a level and for the neighbours.

    Parameters
    ----------
    colour
        `priorities`: number of priority areas, own and parts' (with `domain`: of those in that domain).
        `domain`: 2 where `domain` is the primary one of a priority, 1 where only a secondary one, else 0.
        `eu`: EU contribution known for the unit in `currency`. `eu_per_capita`: the same per inhabitant, of
        the population year in the table of regions. `projects`: number of projects that touch the unit.
        `links`: strength of the links to `region`, 0..100. Else an indicator's id.
    domain, fund, programme
        Restrict priorities (domain) and projects (all three).
    region
        The selected unit, for `links`. Without it, and for `domain` without a domain, there are no values.
    currency
        `EUR` or `SEK`.

    Raises
    ------
    KeyError
        If `colour` is neither one of the above nor an indicator.
    """
    if colour == "priorities":
        return _priorities(ds, level, period, domain)
    if colour == "domain":
        return _domain(ds, level, period, domain)
    if colour == "links":
        return _links(ds, store, level, period, region)
    f = ProjectFilter(period=period, domain=domain, fund=fund, programme=programme)
    if colour == "projects":
        counts = store.projects_by_unit(f)
        return Measure(colour, {code: float(counts[code]) for code in _units(ds, level)}, "count")
    if colour in ("eu", "eu_per_capita"):
        return _funding(ds, store, level, f, currency, per_capita=colour == "eu_per_capita")
    return _indicator(ds, level, ds.indicator(colour).indicator_id)


def _units(ds: Dataset, level: Level) -> tuple[str, ...]:
    return (*ds.drawn(level), *ds.drawn("neighbours"))


def _without_priorities(ds: Dataset, level: Level, period: str) -> dict[str, Reason]:
    """Units that have no priorities of their own or of their parts in the period."""
    missing: dict[str, Reason] = {}
    for code in _units(ds, level):
        basis = basis_of(ds, code, period)
        if basis is None:
            missing[code] = "none"
        elif basis == "national":
            missing[code] = "stand_in"
    return missing


def _priorities(ds: Dataset, level: Level, period: str, domain: str | None) -> Measure:
    missing = _without_priorities(ds, level, period)
    values = {
        code: float(sum(domain is None or domain in p.domains for p in with_counties(ds, code, period)))
        for code in _units(ds, level)
        if code not in missing
    }
    return Measure("priorities", values, "count", missing=missing)


def _domain(ds: Dataset, level: Level, period: str, domain: str | None) -> Measure:
    if domain is None:
        return Measure("domain", {}, "yes_no")
    missing = _without_priorities(ds, level, period)
    values = {
        code: max(_rank(domain, p) for p in with_counties(ds, code, period))
        for code in _units(ds, level)
        if code not in missing
    }
    return Measure("domain", values, "yes_no", missing=missing)


def _rank(domain: str, priority: Priority) -> float:
    """2 for a priority's primary domain, 1 for a secondary one, else 0."""
    return 2.0 if priority.domains[0] == domain else float(domain in priority.domains)


def _links(ds: Dataset, store: ProjectStore, level: Level, period: str, region: str | None) -> Measure:
    if region is None:
        return Measure("links", {}, "strength")
    links = links_of(ds, store, region, period, level)
    return Measure("links", {link.other: link.strength for link in links}, "strength")


def _funding(
    ds: Dataset, store: ProjectStore, level: Level, f: ProjectFilter, currency: str, per_capita: bool
) -> Measure:
    values: dict[str, float] = {}
    missing: dict[str, Reason] = dict.fromkeys(ds.drawn("neighbours"), "not_published")
    years: set[int | None] = set()
    for code, funding in store.funding_by_region(f, level).items():
        region = ds.region(code)
        heads = region.population if per_capita else 1
        if funding.is_unknown or not heads:
            missing[code] = "unknown"
            continue
        values[code] = (funding.known_eur if currency == "EUR" else funding.known_sek) / heads
        years.add(region.population_year)
    if not per_capita:
        return Measure("eu", values, "eur" if currency == "EUR" else "sek", missing=missing)
    unit: Unit = "eur_per_capita" if currency == "EUR" else "sek_per_capita"
    return Measure("eu_per_capita", values, unit, years.pop() if len(years) == 1 else None, missing)


def _indicator(ds: Dataset, level: Level, indicator_id: str) -> Measure:
    values = indicator_values(ds, indicator_id)
    holders = {code: holder(ds, indicator_id, code) for code in _units(ds, level)}
    year = _year_to_show([set(values.get(code, ())) for code in holders.values()])
    shown: dict[str, float] = {}
    missing: dict[str, Reason] = {}
    for code, source in holders.items():
        reading = None if year is None else values.get(source, {}).get(year)
        if reading is None:
            missing[code] = "unknown"
        else:
            shown[code] = reading[0]
    stands_for = {code: source for code, source in holders.items() if source != code and code in shown}
    return Measure(indicator_id, shown, "indicator", year, missing, stands_for)


def _year_to_show(years_of_units: list[set[int]]) -> int | None:
    """Choose one year for all units: the latest that has nearly as many values as the best year."""
    counts: dict[int, int] = {}
    for years in years_of_units:
        for year in years:
            counts[year] = counts.get(year, 0) + 1
    enough = ENOUGH * max(counts.values(), default=0)
    return max((year for year, n in counts.items() if n >= enough), default=None)
