from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s3dash.analysis.comparison_numbers import (
    IndicatorValue,
    RegionFunding,
    compare_funding,
    compare_indicators,
    domains_with_projects,
    years_with_projects,
)
from s3dash.data.dataset import Dataset
from s3dash.data.store import ProjectFilter, ProjectStore
from tests.analysis.world import INDICATORS, partner, project, world

NOW = ProjectFilter(period="2021-2027")


def compared(*codes: str, projects: list[dict[str, Any]] | None = None) -> tuple[RegionFunding, ...]:
    ds = world(projects)
    return compare_funding(ds, ProjectStore(ds), codes, NOW)


PROJECTS = [
    project("KNOWN", regions="SE221", eu_contribution=100.0, domain_id="energy", start_date="2021-05"),
    project("ZERO", regions="SE221", eu_contribution=0.0, domain_id="health", start_date="2024-01"),
    project("SHARED", regions="SE221 SE224", eu_contribution=900.0, domain_id="food", start_date="2023-01"),
    project("UNSAID", regions="SE221", domain_id="blue", start_date=None),
    project("BOTH", partners=[partner("SE224", 60.0), partner("PL63", 40.0)], domain_id="energy", start_date="2022"),
    project("NO_DOMAIN", regions="SE224", eu_contribution=7.0, start_date="2023-01"),
]


def test_zero_unknown_and_not_published_are_three_things() -> None:
    south, across = compared("SE221", "PL63", projects=PROJECTS)
    found = {key: south.amount(group, "EUR") for key, group in south.by_domain.items()}
    assert found == {"energy": 100.0, "health": 0.0, "food": None, "blue": None}
    assert south.amount(south.by_domain.get("materials"), "EUR") == 0.0, "no projects cost nothing"
    assert south.amount(south.total, "EUR") == 100.0
    assert south.left_out == 2
    assert (across.total.known_eur, across.complete, across.amount(across.total, "EUR")) == (40.0, False, None)


def test_projects_without_a_grant_are_a_zero_and_not_unknown() -> None:
    guest = [partner("SE224", 60.0), partner("SE221", None, role="associated")]
    projects = [project("GUEST", partners=guest, eu_contribution=60.0, domain_id="food")]
    (south,) = compared("SE221", projects=projects)
    assert (south.total.projects, south.total.no_grant_projects) == (1, 1)
    assert south.amount(south.total, "EUR") == south.amount(south.by_domain["food"], "EUR") == 0.0
    unsaid = project("UNSAID", regions="SE221", domain_id="food")
    (south,) = compared("SE221", projects=[*projects, unsaid])
    assert south.amount(south.total, "EUR") is south.amount(south.by_domain["food"], "EUR") is None


def test_years_of_start_and_those_between() -> None:
    regions = compared("SE221", "SE224", projects=PROJECTS)
    assert years_with_projects(regions) == (2021, 2022, 2023, 2024)
    assert {year: group.projects for year, group in regions[0].by_year.items()} == {2021: 1, 2023: 1, 2024: 1, None: 1}
    assert years_with_projects(compared("SE311", projects=[])) == ()
    assert years_with_projects(compared("SE221", projects=[PROJECTS[3]])) == (), "no start is known"


def test_domains_have_one_order_for_all() -> None:
    ds = world(PROJECTS)
    regions = compare_funding(ds, ProjectStore(ds), ["SE221", "SE224"], NOW)
    assert domains_with_projects(ds, regions) == ("energy", "food", "blue", "health", None)
    assert domains_with_projects(ds, regions[:1]) == ("energy", "food", "blue", "health")


def test_per_inhabitant_and_in_kronor() -> None:
    more = project("N", regions="SE312", eu_contribution=9.0)
    region, without = compared("SE221", "SE312", projects=[*PROJECTS, more])
    assert (region.population, region.population_year) == (10, 2021)
    assert region.amount(region.total, "EUR", per_inhabitant=True) == 10.0
    assert region.amount(region.total, "SEK") == pytest.approx(1000.0)
    assert without.population is None
    assert without.amount(without.total, "EUR") == 9.0
    assert without.amount(without.total, "EUR", per_inhabitant=True) is None


@settings(max_examples=25, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["SE221", "SE224", "SE221 SE224", ""]),
            st.sampled_from([None, 0.0, 10.0, 20.0]),
            st.sampled_from([None, "energy", "food"]),
            st.sampled_from([None, "2021", "2023"]),
        ),
        max_size=8,
    )
)
def test_the_parts_make_up_the_whole(rows: list[tuple[str, float | None, str | None, str | None]]) -> None:
    projects = [
        project(f"P{n}", regions=regions, eu_contribution=amount, domain_id=domain, start_date=start)
        for n, (regions, amount, domain, start) in enumerate(rows)
    ]
    for region in compared("SE221", "SE224", projects=projects):
        for parts in (region.by_domain.values(), region.by_year.values()):
            assert sum(part.projects for part in parts) == region.total.projects
            assert sum(part.known_eur for part in parts) == pytest.approx(region.total.known_eur)
            assert sum(part.known_projects for part in parts) == region.total.known_projects


def value(number: float, year: int, nuts_id: str) -> IndicatorValue:
    return IndicatorValue(number, year, None, nuts_id)


def rows(*codes: str, ds: Dataset | None = None) -> dict[str, Any]:
    return {row.indicator_id: row for row in compare_indicators(ds or world(), codes)}


def test_indicators_are_of_the_latest_year_that_all_have() -> None:
    row = rows("SE311", "DK01", "DE80")["gdp"]
    assert (row.year, row.values) == (2021, (value(18, 2021, "SE311"), value(60, 2021, "DK01"), None))
    assert (row.low, row.high, row.compared) == (18, 60, 5), "SE22, SE31, DK01, EE00 and PL63 have 2021"
    assert row.swedish_mean == 25
    assert row.spread == 1.0


def test_without_a_common_year_each_has_its_latest_and_nothing_is_compared() -> None:
    row = rows("SE31", "EE00")["employment"]
    assert (row.year, row.swedish_mean, row.spread) == (None, None, None)
    assert row.values == (value(74, 2023, "SE31"), value(80, 2022, "EE00"))
    assert (row.low, row.high, row.compared) == (70, 80, 4)


def world_of_gdp(values: dict[str, dict[int, float]]) -> Dataset:
    cells = [
        {"indicator_id": "gdp", "nuts_id": code, "year": year, "value": float(number), "flag": None}
        for code, years in values.items()
        for year, number in years.items()
    ]
    return world(indicator_values=cells)


@pytest.mark.parametrize(("latest", "year"), [(2017, 2012), (2018, None)])
def test_a_common_year_too_long_ago_is_none(latest: int, year: int | None) -> None:
    row = rows("SE22", "SE31", ds=world_of_gdp({"SE22": {2012: 1, latest: 2}, "SE31": {2012: 3}}))["gdp"]
    assert row.year == year
    assert [one.value for one in row.values] == ([1, 3] if year else [2, 3])


def test_two_counties_that_show_the_same_area_differ_in_nothing() -> None:
    row = rows("SE221", "SE224")["employment"]
    assert row.values == (value(70, 2023, "SE22"), value(70, 2023, "SE22"))
    assert row.spread is None


def test_alike_is_a_spread_of_nothing() -> None:
    ds = world_of_gdp({"SE22": {2020: 5}, "SE31": {2020: 5}, "DK01": {2020: 9}})
    assert rows("SE22", "SE31", ds=ds)["gdp"].spread == 0.0
    flat = world_of_gdp({"SE22": {2020: 5}, "SE31": {2020: 5}})
    assert rows("SE22", "SE31", ds=flat)["gdp"].spread is None, "a range without length"


def test_nothing_known_at_all() -> None:
    row = rows("DE80", "DK02")["gdp"]
    assert (row.year, row.values, row.low, row.high, row.compared) == (None, (None, None), None, None, 0)


_CODES = ("SE22", "SE31", "SE311", "SE224", "DK01", "EE00", "PL63", "DE80")


@given(codes=st.lists(st.sampled_from(_CODES), min_size=1, max_size=4, unique=True))
def test_every_value_shown_is_one_of_the_table(codes: list[str]) -> None:
    for name, row in rows(*codes).items():
        for code, found in zip(codes, row.values, strict=True):
            if found is None:
                assert code not in INDICATORS[name]
                continue
            assert found.value == INDICATORS[name][found.nuts_id][found.year]
            assert row.low <= found.value <= row.high
            assert row.year in (None, found.year)
        if row.spread is not None:
            assert 0 <= row.spread <= 1
