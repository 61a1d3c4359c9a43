from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s3dash.analysis.comparison import (
    SHARINGS,
    DomainRow,
    compare_environments,
    compare_priorities,
    is_inside,
    pairs_of,
    peers_to_add,
)
from s3dash.analysis.eligibility import ProgrammeLink
from s3dash.analysis.priorities import basis_of, domains_of
from s3dash.data.dataset import Dataset
from s3dash.data.store import ProjectFilter, ProjectStore
from s3dash.site import Site
from tests.analysis.world import partner, project, world

NOW, BEFORE = "2021-2027", "2014-2020"
DS = world()
UNITS = [code for layer in ("lan", "nuts2", "neighbours") for code in DS.drawn(layer)]


def test_a_comparison_by_hand() -> None:
    found = compare_priorities(DS, ["SE224", "SE312", "PL63", "DK01", "DE80"], NOW)
    assert (found.counted, found.stand_ins, found.missing) == (("SE224", "SE312", "PL63"), ("DK01",), ("DE80",))
    assert found.bases[BEFORE] == ("own", None, "part", "national", None)
    assert found.rows == (
        DomainRow(
            "energy",
            {
                BEFORE: ("none", None, "none", "primary", None),
                NOW: ("primary", "primary", "secondary", "none", None),
            },
            "all",
            ("SE224", "SE312", "PL63"),
        ),
        DomainRow(
            "food",
            {BEFORE: ("primary", None, "none", "none", None), NOW: ("primary", "none", "none", "primary", None)},
            "one",
            ("SE224",),
        ),
        DomainRow(
            "blue",
            {BEFORE: ("none", None, "primary", "none", None), NOW: ("none", "none", "primary", "none", None)},
            "one",
            ("PL63",),
        ),
        DomainRow(
            "health",
            {BEFORE: ("primary", None, "none", "none", None), NOW: ("none", "primary", "none", "none", None)},
            "one",
            ("SE312",),
        ),
    )
    assert found.shared_by("all") == ("energy",)
    assert found.only("SE224") == ("food",)
    assert found.only("DK01") == (), "a national strategy says nothing of the region"


def test_domains_of_some_of_the_regions() -> None:
    found = compare_priorities(DS, ["SE221", "SE224", "SE311"], NOW)
    assert [(row.domain, row.sharing, row.regions) for row in found.rows] == [
        ("energy", "some", ("SE224", "SE311")),
        ("food", "one", ("SE224",)),
        ("blue", "one", ("SE221",)),
        ("health", "other_period", ()),
    ]


def test_what_only_a_national_strategy_has_stands_apart() -> None:
    found = compare_priorities(DS, ["SE311", "DK01"], NOW)
    assert [(row.domain, row.sharing, row.regions) for row in found.rows] == [
        ("energy", "one", ("SE311",)),
        ("food", "stand_in", ()),
        ("blue", "other_period", ()),
    ]
    assert found.shared_by("all") == (), "one list alone shares nothing"


def test_a_nuts2_area_is_seen_with_its_counties() -> None:
    found = compare_priorities(DS, ["SE22", "SE31"], NOW)
    assert found.bases[NOW] == ("own", "part")
    assert found.shared_by("all") == ("energy",)
    assert found.only("SE22") == ("food", "blue")


def test_a_domain_is_primary_where_any_priority_says_so() -> None:
    found = compare_priorities(DS, ["SE224"], NOW)
    assert {row.domain: row.standings[NOW] for row in found.rows} == {
        "energy": ("primary",),
        "food": ("primary",),
        "health": ("none",),
    }


@settings(max_examples=60, deadline=None)
@given(codes=st.permutations(UNITS).map(lambda units: units[:4]), period=st.sampled_from([NOW, BEFORE]))
def test_every_domain_stands_once_and_for_what_it_is(codes: list[str], period: str) -> None:
    found = compare_priorities(DS, codes, period)
    assert {*found.counted, *found.missing, *found.stand_ins} == set(codes)
    lists = {code: domains_of(DS, code, period) for code in codes}
    every = {domain for p in (NOW, BEFORE) for code in codes for domain in domains_of(DS, code, p)}
    assert sorted(row.domain for row in found.rows) == sorted(every)
    order = [SHARINGS.index(row.sharing) for row in found.rows]
    assert order == sorted(order)
    for row in found.rows:
        assert row.regions == tuple(code for code in found.counted if row.domain in lists[code])
        in_all = len(found.counted) > 1 and all(row.domain in lists[code] for code in found.counted)
        assert (row.sharing == "all") == in_all
        for code, standing in zip(codes, row.standings[period], strict=True):
            assert (standing is None) == (basis_of(DS, code, period) is None)
            assert (standing in ("primary", "secondary")) == (row.domain in lists[code])


def test_environments_and_where_the_data_has_none() -> None:
    ds = world(
        environments=[
            {"environment_id": "u", "kind": "university", "nuts_id": "SE224", "name": "U"},
            {"environment_id": "t", "kind": "testbed", "nuts_id": "SE221", "name": "T"},
        ],
        environment_domains=[
            {"environment_id": "u", "domain_id": "food"},
            {"environment_id": "t", "domain_id": "blue"},
        ],
    )
    south, north, across = compare_environments(ds, ["SE22", "SE31", "PL63"])
    assert [one.name for one in south.found] == ["U", "T"]
    assert [one.name for one in south.of_kind("testbed")] == ["T"]
    assert south.domains == {"food", "blue"}
    assert (north.found, north.in_data) == ((), True), "none known, in a country of which some are"
    assert (across.found, across.in_data) == ((), False)


ERDF = {"programme_id": "erdf-se22-2021", "kind": "erdf_regional", "period": NOW, "confidence": "official"}


def world_with_a_regional_programme() -> Dataset:
    programmes = DS.programmes[DS.programmes["programme_id"] != ERDF["programme_id"]]
    return world(
        [project("A", partners=[partner("SE224"), partner("SE221"), partner("PL63")])],
        programmes=[*programmes.to_dict("records"), ERDF],
        programme_areas=[row | {"source_id": "S0001"} for row in DS.programme_areas.to_dict("records")],
    )


def test_each_pair_has_its_projects_and_programmes() -> None:
    ds = world_with_a_regional_programme()
    pairs = pairs_of(ds, ProjectStore(ds), ["SE221", "SE224", "PL63"], ProjectFilter(period=NOW))
    assert [(pair.here, pair.there, pair.joint_projects) for pair in pairs] == [
        ("SE221", "SE224", 1),
        ("SE221", "PL63", 1),
        ("SE224", "PL63", 1),
    ]
    assert [project.project_id for project in pairs[0].newest] == ["A"]
    assert [pair.regional for pair in pairs] == [("erdf-se22-2021",), (), ()]
    assert pairs[0].programmes == (
        ProgrammeLink("interreg-sea-2021", "stated"),
        ProgrammeLink("interreg-south-2021", "stated"),
    ), "two Swedish counties may both be eligible"
    assert pairs[2].programmes == (
        ProgrammeLink("interreg-sea-2021", "stated"),
        ProgrammeLink("interreg-south-2021", "earlier_period"),
    )


def test_a_region_inside_another_has_no_projects_together_with_it() -> None:
    ds = world_with_a_regional_programme()
    (pair,) = pairs_of(ds, ProjectStore(ds), ["SE22", "SE224"], ProjectFilter(period=NOW))
    assert (pair.inside, pair.joint_projects, pair.newest) == (True, None, ())
    assert is_inside(ds, "SE224", "SE22")
    assert not is_inside(ds, "SE221", "SE224")


def test_peers_to_add_are_new_and_fit_in(site: Site) -> None:
    ds = site.dataset
    first = peers_to_add(ds, "SE232", ["SE232"], 3)
    assert len(first) == 3
    assert not {"SE232"} & set(first)
    assert peers_to_add(ds, "SE232", ["SE232", first[0]], 2) == first[1:3]
    assert peers_to_add(ds, "SE232", ["SE232"], 0) == ()
    neighbours = peers_to_add(ds, "DK01", ["DK01", "SE224"], 2)
    assert len(neighbours) == 2
    for code in neighbours:
        assert not is_inside(ds, code, "SE224")


def test_regions_that_are_not_there_are_an_error() -> None:
    with pytest.raises(KeyError):
        compare_priorities(DS, ["SE999"], NOW)


def test_pairs_come_in_the_order_of_the_regions() -> None:
    ds = world_with_a_regional_programme()
    store = ProjectStore(ds)
    for codes in (["PL63", "SE224", "DK01"], ["SE311"]):
        found = [(pair.here, pair.there) for pair in pairs_of(ds, store, codes, ProjectFilter())]
        assert found == list(combinations(codes, 2))


