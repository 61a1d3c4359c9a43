"""Values over the years, and where a line may join them: never over a year that is missing.

Gaps of the sources must not look like changes. Two years are joined only where both are known, follow each other, and
the source reports no break between them; for projects, only where the lists reach both years.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from s3dash.analysis.priorities import CURRENT, EARLIER
from s3dash.analysis.profile import holder, indicator_values
from s3dash.data.dataset import Dataset
from s3dash.data.remembered import remembered
from s3dash.data.store import Group, ProjectFilter, ProjectStore

LEAST_PROJECTS = 10
LEAST_SHARE = 0.1
"""A list reaches a year that so many projects, and this share of its fullest year's, start in."""
LEAST_KNOWN = 0.9
"""A sum is compared with another year's where the amounts of this share of its projects are known for the area."""


@dataclass(frozen=True)
class Point:
    """A value of a year with Eurostat's flag; `broken` where it cannot be compared with the year before."""

    year: int
    value: float
    flag: str | None = None

    @property
    def broken(self) -> bool:
        """Whether the source reports a break in the series from this year on."""
        return self.flag in ("b", "bu")


@dataclass(frozen=True)
class Series:
    """The values of one region, oldest first; `nuts_id` is None for a mean or a sum."""

    nuts_id: str | None
    points: tuple[Point, ...]

    @property
    def runs(self) -> tuple[tuple[Point, ...], ...]:
        """The points in groups that a line may join."""
        groups: list[list[Point]] = [[point] for point in self.points[:1]]
        for before, point in pairwise(self.points):
            if point.year != before.year + 1 or point.broken:
                groups.append([])
            groups[-1].append(point)
        return tuple(map(tuple, groups))


def indicator_series(ds: Dataset, indicator_id: str, nuts_id: str) -> Series:
    """Return a region's values of an indicator; for a county without any those of its NUTS2 area."""
    source = holder(ds, indicator_id, nuts_id)
    values = indicator_values(ds, indicator_id).get(source, {})
    return Series(source, tuple(Point(year, *values[year]) for year in sorted(values)))


@remembered
def swedish_mean(ds: Dataset, indicator_id: str) -> Series:
    """Return the plain mean of the Swedish NUTS2 areas, for the years in which each of them has a value.

    A mean over fewer areas in some years would move without anything having changed. A year is flagged as a break where
    it is one for any of the areas.
    """
    areas = len(ds.drawn("nuts2"))
    return Series(None, tuple(replace(p, value=p.value / areas) for p in swedish_sum(ds, indicator_id).points))


@remembered
def swedish_sum(ds: Dataset, indicator_id: str) -> Series:
    """Return the sum of the Swedish NUTS2 areas, for the years in which each of them has a value; of sizes only."""
    values = indicator_values(ds, indicator_id)
    areas = [values.get(code, {}) for code in ds.drawn("nuts2")]
    years = sorted(set(areas[0]).intersection(*areas[1:])) if areas else []
    points = []
    for year in years:
        cells = [area[year] for area in areas]
        broken = any(flag in ("b", "bu") for _, flag in cells)
        points.append(Point(year, sum(value for value, _ in cells), "b" if broken else None))
    return Series(None, tuple(points))


@dataclass(frozen=True)
class FundingYear:
    """What started in a year: projects, and what is known of their EU contributions.

    Amounts are those of `known_projects`: None where there are projects and no amount is known for the area, 0 where
    there are no projects. `reached`: the lists name enough projects of that year for it to be compared with the next.
    """

    year: int
    projects: int
    known_projects: int
    eur: float | None
    sek: float | None
    reached: bool

    @property
    def summed(self) -> bool:
        """Whether the sum, too, can be compared with another year's."""
        return self.reached and self.known_projects >= LEAST_KNOWN * self.projects


@dataclass(frozen=True)
class FundingSeries:
    """The years of one fund in one period, oldest first; `undated` projects have no start date in their source."""

    fund: str
    period: str
    years: tuple[FundingYear, ...]
    undated: int

    @property
    def projects(self) -> int:
        """All its projects, dated or not."""
        return self.undated + sum(year.projects for year in self.years)

    def runs(self, comparable: Callable[[FundingYear], bool]) -> tuple[tuple[FundingYear, ...], ...]:
        """The years in groups that a line may join: they follow each other, and all of several are comparable."""
        groups: list[list[FundingYear]] = [[year] for year in self.years[:1]]
        for before, year in pairwise(self.years):
            if year.year != before.year + 1 or not (comparable(before) and comparable(year)):
                groups.append([])
            groups[-1].append(year)
        return tuple(map(tuple, groups))


def funding_series(ds: Dataset, store: ProjectStore, f: ProjectFilter) -> list[FundingSeries]:
    """Return projects and known EU contributions by start year, for each fund and period.

    A year that the lists reach is there also without any project of the area: that is none. A year that they do not
    reach is there only with the projects that they happen to name.

    Parameters
    ----------
    ds, store
        The dataset and its projects.
    f
        The area (`region`), and fund and programme if any; the period is ignored. Amounts of neighbours are unknown,
        since the lists do not hold what their partners get.

    Returns
    -------
    The funds in the order of most projects, each with the earlier period first; those without projects are left out.
    """
    country = ds.region(f.region or "SE").country
    found: list[FundingSeries] = []
    for period in (EARLIER, CURRENT):
        for group in store.by_fund(replace(f, period=period)):
            of_fund = replace(f, period=period, fund=group.key)
            reached = _reached(
                store.by_year(ProjectFilter(region=country, period=period, fund=group.key)), ds.data_date.year
            )
            years = {int(g.key): g for g in store.by_year(of_fund) if g.key is not None}
            undated = group.projects - sum(g.projects for g in years.values())
            points = tuple(
                _funding_year(year, years.get(year), year in reached, country == "SE")
                for year in sorted({*years, *reached})
            )
            found.append(FundingSeries(str(group.key), period, points, undated))
    size = {fund: sum(y.projects for s in found if s.fund == fund for y in s.years) for fund in {s.fund for s in found}}
    return sorted(found, key=lambda series: (-size[series.fund], series.fund, series.period))


def _reached(groups: Iterable[Group], this_year: int) -> frozenset[int]:
    """The years that the lists of a country reach; the year of the data is not over and never counts."""
    projects = {int(group.key): group.projects for group in groups if group.key is not None}
    enough = max(LEAST_PROJECTS, LEAST_SHARE * max(projects.values(), default=0))
    return frozenset(year for year, n in projects.items() if n >= enough and year < this_year)


def _funding_year(year: int, group: Group | None, reached: bool, amounts: bool) -> FundingYear:
    if group is None:
        return FundingYear(year, 0, 0, 0.0 if amounts else None, 0.0 if amounts else None, reached)
    known = group.known_projects if amounts else 0
    eur, sek = (group.known_eur, group.known_sek) if known else (None, None)
    return FundingYear(year, group.projects, known, eur, sek, reached)
