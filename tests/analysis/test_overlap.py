"""Overlap: each sign at its limit, each verdict, and what an index of concentration must obey."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s3dash.analysis.overlap import (
    Overlap,
    Signs,
    _signs,
    _verdict,
    hhi,
    overlaps,
)
from s3dash.data.store import ProjectFilter, ProjectStore, Reach
from tests.analysis.world import partner, project, world

NOW, BEFORE = "2021-2027", "2014-2020"
REACH = Reach(placed=10, several=1, across=1, joint=2, known_projects=10, median_eur=50.0, median_sek=500.0)
ALL = Reach(placed=100, several=30, across=30, joint=50, known_projects=90, median_eur=60.0, median_sek=600.0)


def signs(regions: int = 7, listed: int = 21, index: float | None = 0.1, **changes: Any) -> Signs:
    return _signs(regions, listed, replace(REACH, **changes), ALL, index)


def test_a_third_of_the_regions_are_many_and_three_at_least():
    assert signs(7, 21).many and not signs(6, 21).many
    assert signs(7, 20).many and not signs(7, 22).many
    assert signs(3, 4).many and not signs(2, 3).many


def test_projects_are_spread_up_to_a_quarter():
    assert signs(index=0.25).spread is True
    assert signs(index=0.2501).spread is False
    assert signs(index=None).spread is None


def test_projects_are_small_where_half_get_less_than_half_of_all():
    assert signs(median_eur=59.99).small is True
    assert signs(median_eur=60.0).small is False
    assert signs(known_projects=9).small is None
    assert signs(known_projects=0, median_eur=None).small is None


def test_projects_are_separate_up_to_four_fifths_of_the_share_of_all():
    assert signs(joint=4).separate is True  # 0.4 is four fifths of 0.5
    assert signs(joint=5).separate is False
    assert signs(placed=9).separate is None


def test_few_joint_projects_anywhere_say_nothing_about_one_domain():
    few = replace(ALL, joint=9)
    assert _signs(7, 21, REACH, few, 0.1).separate is None
    assert _signs(7, 21, REACH, replace(ALL, joint=10, placed=20), 0.1).separate is True


@pytest.mark.parametrize(
    ("regions", "neighbours", "index", "changes", "verdict"),
    [
        (7, 0, 0.1, {}, "overlap"),
        (7, 9, 0.1, {"median_eur": 60.0}, "separate"),
        (7, 9, 0.1, {"known_projects": 3}, "separate"),
        (7, 9, 0.3, {}, "mixed"),
        (7, 9, 0.1, {"joint": 5}, "together"),
        (7, 9, 0.3, {"joint": 9}, "together"),
        (7, 9, None, {"placed": 9}, "thin"),
        (6, 9, 0.1, {}, "few"),
        (1, 9, 0.1, {}, "alone"),
        (1, 0, 0.1, {}, "few"),
        (0, 9, 0.1, {}, "nobody"),
    ],
)
def test_each_verdict(regions, neighbours, index, changes, verdict):
    reach = replace(REACH, **changes)
    assert _verdict(regions, neighbours, _signs(regions, 21, reach, ALL, index), reach, ALL) == verdict


def test_between_the_shares_a_domain_is_neither_separate_nor_together():
    reach, every = replace(REACH, joint=9, placed=20), replace(ALL, joint=50)
    assert _verdict(7, 0, _signs(7, 21, reach, every, 0.1), reach, every) == "mixed"


SIZES = st.lists(st.integers(0, 10**9), min_size=1, max_size=21).filter(any)


@given(SIZES, st.integers(2, 1000))
def test_the_index_of_concentration(sizes, times):
    index = hhi(sizes)
    assert index is not None
    assert 1 / len(sizes) <= index + 1e-9 and index <= 1 + 1e-9
    assert hhi(reversed(sizes)) == pytest.approx(index)
    assert hhi(size * times for size in sizes) == pytest.approx(index)
    assert hhi([*sizes, 0]) == pytest.approx(index)
    merged = [sizes[0] + sum(sizes[1:2]), *sizes[2:]]
    after = hhi(merged)
    assert after is not None and after >= index - 1e-9, "two that become one concentrate"


@given(st.integers(1, 30), st.integers(1, 10**6))
def test_equal_parts_give_one_by_their_number(n, size):
    assert hhi([size] * n) == pytest.approx(1 / n)


def test_nothing_has_no_concentration():
    assert hhi([]) is None
    assert hhi([0, 0]) is None


# ---- the world of four counties: energy in three of them (SE224, SE311, SE312), blue in SE221, health in SE312 ----


def store_world(*projects: dict[str, Any]) -> tuple[Any, ProjectStore]:
    dataset = world(list(projects))
    return dataset, ProjectStore(dataset)


def many(n: int, domain: str, **changes: Any) -> list[dict[str, Any]]:
    name = f"{domain}-{changes.get('regions', '')}"
    return [project(f"{name}-{number}", domain_id=domain, **changes) for number in range(n)]


def small_and_separate() -> list[dict[str, Any]]:
    rows = [row for code in ("SE221", "SE224", "SE311", "SE312") for row in many(3, "energy", regions=code)]
    rows = [row | {"eu_contribution": 10.0} for row in rows]
    across = [partner("SE221", 90.0), partner("PL63")]
    return rows + many(12, "food", partners=across)


def verdict_of(dataset, store, domain, period, level="lan"):
    return overlaps(dataset, store, ProjectFilter(period=period), level).of(domain)


def test_many_small_separate_projects_are_an_overlap():
    dataset, store = store_world(*small_and_separate())
    energy = verdict_of(dataset, store, "energy", NOW)
    assert energy.verdict == "overlap"
    assert energy.signs == Signs(True, True, True, True)
    assert (energy.regions, energy.listed) == (("SE224", "SE311", "SE312"), 4)
    assert (energy.neighbours, energy.neighbours_listed) == (("EE00", "PL63"), 2)
    assert (energy.projects, energy.reach.placed, energy.reach.joint) == (12, 12, 0)
    assert energy.hhi_projects == pytest.approx(0.25) == energy.hhi_money
    assert [(part.nuts_id, part.projects, part.known_eur) for part in energy.parts] == [
        (code, 3, 30.0) for code in ("SE221", "SE224", "SE311", "SE312")
    ]


def test_one_region_with_company_across_the_sea_stands_alone():
    dataset, store = store_world()
    blue = verdict_of(dataset, store, "blue", NOW)
    assert (blue.regions, blue.neighbours, blue.verdict) == (("SE221",), ("PL63",), "alone")
    assert blue.joint_share is None and blue.hhi_projects is None and blue.parts == ()
    health = verdict_of(dataset, store, "health", NOW)
    assert (health.regions, health.neighbours, health.verdict) == (("SE312",), (), "few")


def test_a_country_s_list_is_no_neighbour_s_company():
    dataset, store = store_world()
    assert "DK01" not in verdict_of(dataset, store, "food", NOW).neighbours


def test_nothing_is_said_where_fewer_than_half_of_the_regions_state_priorities():
    dataset, store = store_world()
    # 2014-2020: two of four counties, which is half; both NUTS2 areas through their counties
    assert verdict_of(dataset, store, "blue", BEFORE).verdict == "alone"
    some = dataset.priorities["nuts_id"] != "SE224"
    fewer = replace(dataset, priorities=dataset.priorities[some])
    found = verdict_of(fewer, ProjectStore(fewer), "blue", BEFORE)
    assert (found.listed, found.verdict) == (1, "unlisted")
    nobody = replace(dataset, priorities=dataset.priorities[dataset.priorities["nuts_id"].str[:2] != "SE"])
    assert verdict_of(nobody, ProjectStore(nobody), "energy", NOW).verdict == "unlisted"


def test_at_the_level_of_nuts2_areas_their_counties_priorities_count():
    dataset, store = store_world()
    found = verdict_of(dataset, store, "energy", NOW, "nuts2")
    assert (found.regions, found.listed, found.verdict) == (("SE22", "SE31"), 2, "few")


def test_shared_money_is_in_no_region_s_part():
    rows = [row | {"eu_contribution": 8.0} for row in many(12, "energy", regions="SE221 SE311")]
    dataset, store = store_world(*rows)
    energy = verdict_of(dataset, store, "energy", NOW)
    assert energy.hhi_projects == pytest.approx(0.5)
    assert energy.hhi_money is None
    assert {part.known_eur for part in energy.parts} == {0.0}
    assert (energy.reach.known_projects, energy.reach.median_eur) == (12, 8.0)  # Sweden's part is the whole


def test_fund_and_programme_narrow_the_projects_but_not_the_priorities():
    dataset, store = store_world(*small_and_separate(), project("E", domain_id="energy", regions="SE221", fund="erdf"))
    found = overlaps(dataset, store, ProjectFilter(period=NOW, fund="erdf"))
    energy = found.of("energy")
    assert (energy.projects, len(energy.regions), energy.verdict) == (1, 3, "thin")
    assert found.together.placed == 1


def test_every_domain_of_the_taxonomy_is_there_in_its_order():
    dataset, store = store_world()
    found = overlaps(dataset, store, ProjectFilter(period=NOW))
    assert [one.domain for one in found.domains] == ["energy", "food", "blue", "health"]
    with pytest.raises(KeyError):
        found.of("nothing")
    with pytest.raises(KeyError):
        verdict_of(dataset, store, "nothing", NOW)


PLACES = st.lists(st.sampled_from(["SE221", "SE224", "SE311", "SE312", "PL63", "SE22"]), min_size=1, max_size=3)


@settings(max_examples=12, deadline=None)  # each makes a store
@given(st.lists(st.tuples(PLACES, st.sampled_from(["energy", "food"])), max_size=30))
def test_what_holds_for_all_projects(rows):
    dataset, store = store_world(
        *(
            project(f"P{n}", domain_id=domain, partners=[partner(code) for code in codes])
            for n, (codes, domain) in enumerate(rows)
        )
    )
    for level in ("lan", "nuts2"):
        for one in overlaps(dataset, store, ProjectFilter(period=NOW), level).domains:
            _holds(one)


def _holds(one: Overlap) -> None:
    assert one.reach.placed <= one.projects
    assert one.reach.placed <= sum(part.projects for part in one.parts)
    assert (one.hhi_projects is None) == (one.reach.placed < 10)
    if one.verdict in ("overlap", "separate"):
        assert one.signs.many and one.signs.spread and one.signs.separate
    if one.verdict == "alone":
        assert len(one.regions) == 1 and one.neighbours
