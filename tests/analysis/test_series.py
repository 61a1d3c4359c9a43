"""Where a line may run: over years that are known, follow each other and can be compared, and nowhere else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.analysis.series import (
    FundingSeries,
    FundingYear,
    Point,
    Series,
    funding_series,
    indicator_series,
    swedish_mean,
    swedish_sum,
)
from s3dash.data.store import ProjectFilter, ProjectStore
from tests.analysis.world import partner, project, world

YEARS = st.integers(2010, 2025)


def years_of(series: Series) -> list[list[int]]:
    return [[point.year for point in run] for run in series.runs]


def test_no_line_over_a_missing_year_or_a_break() -> None:
    points = (Point(2013, 1.0), Point(2014, 2.0), Point(2016, 3.0), Point(2017, 4.0, "b"), Point(2018, 5.0, "u"))
    assert years_of(Series("SE22", points)) == [[2013, 2014], [2016], [2017, 2018]]
    assert years_of(Series("SE22", (Point(2017, 4.0, "bu"),))) == [[2017]]
    assert Series("SE22", ()).runs == ()


@given(st.dictionaries(YEARS, st.sampled_from([None, "b", "bu", "e", "p"])))
def test_runs_hold_every_point_once_and_only_join_neighbours(flags: dict[int, str | None]) -> None:
    points = tuple(Point(year, 1.0, flags[year]) for year in sorted(flags))
    runs = Series("SE22", points).runs
    assert tuple(point for run in runs for point in run) == points
    for run in runs:
        assert [p.year for p in run] == list(range(run[0].year, run[0].year + len(run)))
        assert not any(p.broken for p in run[1:])


def test_a_county_without_a_figure_has_its_area_s() -> None:
    ds = world()
    assert indicator_series(ds, "gdp", "SE311") == Series("SE311", (Point(2020, 17.0), Point(2021, 18.0)))
    assert indicator_series(ds, "employment", "SE311") == Series("SE31", (Point(2023, 74.0),))
    assert indicator_series(ds, "employment", "PL63").points == ()


def values(**years: dict[int, tuple[float, str | None]]) -> list[dict[str, Any]]:
    return [
        {"indicator_id": "gdp", "nuts_id": code, "year": year, "value": value, "flag": flag}
        for code, of_code in years.items()
        for year, (value, flag) in of_code.items()
    ]


def test_a_mean_or_sum_needs_every_area() -> None:
    """In 2022 only one of two areas has a figure: a mean over it alone would move although nothing has changed."""
    ds = world(
        indicator_values=values(
            SE22={2021: (10.0, None), 2022: (12.0, None), 2023: (14.0, None)},
            SE31={2021: (20.0, None), 2023: (30.0, "b")},
        )
    )
    assert swedish_mean(ds, "gdp") == Series(None, (Point(2021, 15.0), Point(2023, 22.0, "b")))
    assert swedish_sum(ds, "gdp").points == (Point(2021, 30.0), Point(2023, 44.0, "b"))
    assert swedish_mean(ds, "employment").points == ()


# ------------------------------------------------------------ projects


def started(n: int, year: int | None, grant: float | None = 100.0, **more: Any) -> list[dict[str, Any]]:
    """Projects in SE221 that start in a year."""
    return [
        project(
            f"{more.get('fund', 'interreg')}-{year}-{at}-{grant}-{more.get('regions', '')}",
            start_date=f"{year}-05-01" if year else None,
            eu_contribution=grant,
            **{"regions": "SE221", **more},
        )
        for at in range(n)
    ]


def found(projects: list[dict[str, Any]], **wanted: Any) -> list[FundingSeries]:
    ds = world(projects)
    return funding_series(ds, ProjectStore(ds), ProjectFilter(**{"region": "SE", **wanted}))


def test_a_year_that_the_lists_reach_counts_and_one_they_hardly_reach_does_not() -> None:
    (series,) = found(started(20, 2022) + started(12, 2023) + started(9, 2024) + started(1, None))
    assert [(y.year, y.projects, y.reached) for y in series.years] == [
        (2022, 20, True),
        (2023, 12, True),
        (2024, 9, False),
    ]
    assert (series.undated, series.projects) == (1, 42)
    assert [[y.year for y in run] for run in series.runs(lambda year: year.reached)] == [[2022, 2023], [2024]]


def test_a_tenth_of_the_fullest_year_is_needed_too() -> None:
    (series,) = found(started(120, 2022) + started(11, 2023) + started(12, 2024))
    assert [y.reached for y in series.years] == [True, False, True]


def test_the_year_of_the_data_is_not_over() -> None:
    this_year = date(2026, 8, 31).year
    (series,) = found(started(20, this_year - 1) + started(20, this_year))
    assert [y.reached for y in series.years] == [True, False]


def test_none_is_zero_where_the_lists_reach_and_nothing_elsewhere() -> None:
    """SE224 has nothing in 2022, which is none; nobody has anything in 2023, which says nothing."""
    projects = started(12, 2022) + started(12, 2024) + started(3, 2024, regions="SE224")
    (series,) = found(projects, region="SE224")
    assert [(y.year, y.projects, y.eur) for y in series.years] == [(2022, 0, 0.0), (2024, 3, 300.0)]
    assert series.years[0].summed


def test_shared_and_unpublished_amounts_are_unknown_and_not_zero() -> None:
    projects = started(12, 2022, None) + started(12, 2023, regions="SE221 SE224")
    (series,) = found(projects, region="SE221")
    assert [(y.projects, y.known_projects, y.eur, y.summed) for y in series.years] == [
        (12, 0, None, False),
        (12, 0, None, False),
    ]


@pytest.mark.parametrize(("known", "summed"), [(8, False), (9, True), (10, True)])
def test_a_sum_is_compared_where_nine_in_ten_amounts_are_known(known: int, summed: bool) -> None:
    (series,) = found(started(known, 2022) + started(10 - known, 2022, None))
    assert [(y.reached, y.summed, y.eur) for y in series.years] == [(True, summed, 100.0 * known)]


def test_funds_and_periods_are_kept_apart_and_the_filter_holds() -> None:
    projects = (
        started(12, 2022)
        + started(15, 2015, fund="erdf", period="2014-2020", programme_id="erdf-se22-2021")
        + started(2, 2023, fund="erdf", programme_id="erdf-se22-2021")
    )
    assert [(s.fund, s.period, s.projects) for s in found(projects)] == [
        ("erdf", "2014-2020", 15),
        ("erdf", "2021-2027", 2),
        ("interreg", "2021-2027", 12),
    ]
    assert [s.fund for s in found(projects, fund="interreg", period="2014-2020")] == ["interreg"]
    assert [s.fund for s in found(projects, programme="erdf-se22-2021")] == ["erdf", "erdf"]
    assert found(projects, fund="esf") == []


def test_what_a_neighbour_gets_is_not_known_even_where_nothing_starts() -> None:
    projects = [
        project(f"N{at}", start_date=f"{year}-01-01", partners=[partner("PL633", 5.0), partner("SE224", 7.0)])
        for at, year in enumerate([2022] * 12 + [2023] * 12)
    ]
    abroad = found(projects, region="PL63")
    assert [(y.projects, y.eur, y.reached) for s in abroad for y in s.years] == [(12, None, True), (12, None, True)]
    (elsewhere,) = found(projects + started(3, 2022, regions="PL633", grant=None), region="PL63")
    assert elsewhere.years[0].projects == 15


@given(st.dictionaries(YEARS, st.booleans()))
def test_years_that_cannot_be_compared_stand_alone(reached: dict[int, bool]) -> None:
    years = tuple(FundingYear(year, 1, 1, 1.0, 1.0, reached[year]) for year in sorted(reached))
    runs = FundingSeries("erdf", "2014-2020", years, 0).runs(lambda year: year.reached)
    assert tuple(year for run in runs for year in run) == years
    for run in runs:
        assert len(run) == 1 or all(year.reached for year in run)
        assert [y.year for y in run] == list(range(run[0].year, run[0].year + len(run)))
