"""Regions side by side in numbers: what is known of their EU contributions, and their indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from s3dash.analysis.profile import Values, holder, indicator_values, shown_indicators
from s3dash.data.dataset import Dataset, Indicator
from s3dash.data.store import Funding, Group, ProjectFilter, ProjectStore

STALE = 5
"""A common year that lies longer back than this from the latest value is no good ground for a comparison."""


class Sum(Protocol):
    """What is known of some projects: how many there are, of how many the sum is, and the sum."""

    @property
    def projects(self) -> int: ...  # noqa: D102
    @property
    def known_projects(self) -> int: ...  # noqa: D102
    @property
    def is_unknown(self) -> bool: ...  # noqa: D102
    @property
    def known_eur(self) -> float: ...  # noqa: D102
    @property
    def known_sek(self) -> float: ...  # noqa: D102


@dataclass(frozen=True)
class RegionFunding:
    """A region's projects and what is known of their EU contribution there, in all, by domain and by start year.

    `complete` is False for neighbours: of them we have no complete sums, so that their amounts are not compared (their
    numbers of projects mean "at least"). `population` is that of the table of regions, None where it is not known.
    """

    region: str
    complete: bool
    population: int | None
    population_year: int | None
    total: Funding
    by_domain: Mapping[str | None, Group]
    by_year: Mapping[int | None, Group]

    def amount(self, of: Sum | None, currency: str, per_inhabitant: bool = False) -> float | None:
        """Return the known EU contribution of some of the projects.

        0 where there are no projects, or none that gives the region a grant; None where there are grants and no amount
        is known for the region, where its amounts are not compared, and per inhabitant where the population is unknown.

        Parameters
        ----------
        of
            One of the region's own sums; None means no projects.
        currency
            `EUR` or `SEK`.
        """
        if not self.complete or (of is not None and of.is_unknown):
            return None
        value = 0.0 if of is None else of.known_eur if currency == "EUR" else of.known_sek
        if not per_inhabitant:
            return value
        return value / self.population if self.population else None

    @property
    def left_out(self) -> int:
        """How many projects' grants are not in the known sum: shared with other regions, or not published."""
        return self.total.shared_projects + self.total.unpublished_projects


def compare_funding(
    ds: Dataset, store: ProjectStore, codes: Sequence[str], f: ProjectFilter
) -> tuple[RegionFunding, ...]:
    """Return what is known of each region's projects under a filter; the filter's own region is ignored.

    Raises
    ------
    KeyError
        If there is no such region.
    """
    return tuple(_region_funding(ds, store, code, replace(f, region=code)) for code in codes)


def _region_funding(ds: Dataset, store: ProjectStore, code: str, f: ProjectFilter) -> RegionFunding:
    region = ds.region(code)
    return RegionFunding(
        region=code,
        complete=region.country == "SE",
        population=None if region.population is None else int(region.population),
        population_year=None if region.population_year is None else int(region.population_year),
        total=store.funding(f),
        by_domain={group.key: group for group in store.by_domain(f)},
        by_year={None if group.key is None else int(group.key): group for group in store.by_year(f)},
    )


def domains_with_projects(ds: Dataset, regions: Sequence[RegionFunding]) -> tuple[str | None, ...]:
    """Return the domains in which any of the regions has projects, most projects in all first.

    Ties in the order of the taxonomy; None, for projects without a domain, comes last.
    """
    counts: dict[str | None, int] = {}
    for region in regions:
        for key, group in region.by_domain.items():
            counts[key] = counts.get(key, 0) + group.projects
    named = (key for key in counts if key is not None)
    ordered = sorted(named, key=lambda key: (-counts[key], ds.domain(key).position))
    return (*ordered, *((None,) if None in counts else ()))


def years_with_projects(regions: Sequence[RegionFunding]) -> tuple[int, ...]:
    """Return every year from the first in which a project of any region starts to the last."""
    years = [year for region in regions for year in region.by_year if year is not None]
    return tuple(range(min(years), max(years) + 1)) if years else ()


@dataclass(frozen=True)
class IndicatorValue:
    """One value; `nuts_id` says whose it is: the region's, or that of the NUTS2 area around a county."""

    value: float
    year: int
    flag: str | None
    nuts_id: str


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator of each region, all of the same year where that can be.

    `year` is the latest in which every region that has the indicator at all has a value. It is None where there is none
    within :data:`STALE` years of the latest value of any of them: each region then has its own latest value, and they
    are not compared. `low` and `high` are the extremes among the `compared` NUTS2-level units with a value in the years
    shown, and the regions themselves; `swedish_mean` is the plain mean of the NUTS2 areas with a value in `year`.
    """

    indicator_id: str
    year: int | None
    values: tuple[IndicatorValue | None, ...]
    low: float | None
    high: float | None
    compared: int
    swedish_mean: float | None

    @property
    def spread(self) -> float | None:
        """How far the regions are apart, as a part of the range: 0 where they are alike.

        None where fewer than two different places have a value of the same year, or the range has no length.
        """
        values = {value.nuts_id: value.value for value in self.values if value is not None}
        if self.year is None or len(values) < 2 or self.low is None or self.high is None or self.low == self.high:
            return None
        return (max(values.values()) - min(values.values())) / (self.high - self.low)


def compare_indicators(ds: Dataset, codes: Sequence[str]) -> tuple[IndicatorRow, ...]:
    """Return the indicators that are shown, in their order; KeyError if there is no such region."""
    return tuple(_indicator_row(ds, ds.indicator(indicator_id), codes) for indicator_id in shown_indicators(ds))


def _indicator_row(ds: Dataset, indicator: Indicator, codes: Sequence[str]) -> IndicatorRow:
    every = indicator_values(ds, indicator.indicator_id)
    holders = [holder(ds, indicator.indicator_id, code) for code in codes]
    own = [every.get(code, {}) for code in holders]
    having = [set(years) for years in own if years]
    year = max(set.intersection(*having), default=None) if having else None
    if year is not None and max(map(max, having)) - year > STALE:
        year = None
    values = tuple(_value(code, years, year) for code, years in zip(holders, own, strict=True))
    shown = {value.year for value in values if value is not None}
    units = [*ds.drawn("nuts2"), *ds.drawn("neighbours")]
    around = [every[code][y][0] for code in units if code in every for y in shown if y in every[code]]
    extremes = [*around, *(value.value for value in values if value is not None)]
    return IndicatorRow(
        indicator_id=indicator.indicator_id,
        year=year,
        values=values,
        low=min(extremes, default=None),
        high=max(extremes, default=None),
        compared=sum(not shown.isdisjoint(every.get(code, {})) for code in units),
        swedish_mean=None if year is None else _mean(every, ds.drawn("nuts2"), year),
    )


def _value(
    nuts_id: str, years: Mapping[int, tuple[float, str | None]], year: int | None
) -> IndicatorValue | None:
    if not years:
        return None
    shown = max(years) if year is None else year
    return IndicatorValue(years[shown][0], shown, years[shown][1], nuts_id)


def _mean(values: Values, codes: Sequence[str], year: int) -> float | None:
    found = [values[code][year][0] for code in codes if year in values.get(code, {})]
    return sum(found) / len(found) if found else None
