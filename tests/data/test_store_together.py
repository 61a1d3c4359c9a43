"""How many projects each two of some regions have together, on whichever side of the sea they lie."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s3dash.data.store import ProjectFilter, ProjectStore
from tests.analysis.world import partner, project
from tests.data.stores import StoreOf, full_world

NOW = ProjectFilter(period="2021-2027")


def joint(project_id: str, *places: str, **changes: Any) -> dict[str, Any]:
    return project(project_id, partners=[partner(place) for place in places], **changes)


def counts(store: ProjectStore, *regions: str, f: ProjectFilter = NOW) -> dict[tuple[str, str], int]:
    return {pair: n for pair, (n, _) in store.together(regions, f).items()}


def test_each_two_regions_in_their_order(store_of: StoreOf) -> None:
    store = store_of(
        joint("A", "SE224", "SE311", "PL633"),
        joint("B", "SE224", "SE224", "PL63"),
        joint("C", "DK01", "PL63"),
        joint("D", "SE311"),
        joint("OLD", "SE224", "SE311", period="2014-2020"),
    )
    assert counts(store, "SE311", "SE224", "PL63", "DK01") == {
        ("SE311", "SE224"): 1,
        ("SE311", "PL63"): 1,
        ("SE311", "DK01"): 0,
        ("SE224", "PL63"): 2,
        ("SE224", "DK01"): 0,
        ("PL63", "DK01"): 1,
    }
    assert counts(store, "SE224", "SE311", f=ProjectFilter()) == {("SE224", "SE311"): 2}
    assert counts(store, "SE224") == {}


def test_covering_a_region_is_not_taking_part_in_it(store_of: StoreOf) -> None:
    store = store_of(joint("A", "SE224", regions="SE311"))
    assert counts(store, "SE224", "SE311") == {("SE224", "SE311"): 0}


def test_filters_hold_but_for_regions(store_of: StoreOf) -> None:
    store = store_of(
        joint("A", "SE224", "SE311", domain_id="energy"), joint("B", "SE224", "SE311", title="Ocean")
    )
    assert counts(store, "SE224", "SE311", f=ProjectFilter(domain="energy", region="SE312", other="DK01")) == {
        ("SE224", "SE311"): 1
    }
    assert counts(store, "SE224", "SE311", f=ProjectFilter(text="ocean")) == {("SE224", "SE311"): 1}
    assert counts(store, "SE224", "SE311", f=ProjectFilter(text="!")) == {("SE224", "SE311"): 0}


def test_some_of_the_newest_are_given(store_of: StoreOf) -> None:
    store = store_of(*(joint(f"P{year}", "SE224", "SE311", start_date=f"{year}-01-01") for year in (2021, 2023, 2022)))
    ((n, newest),) = store.together(("SE224", "SE311"), NOW, limit=2).values()
    assert (n, [one.project_id for one in newest]) == (3, ["P2023", "P2022"])


def test_an_unknown_region_is_an_error(store_of: StoreOf) -> None:
    with pytest.raises(KeyError):
        store_of().together(("SE224", "SE999"), NOW)


PLACES = ("SE221", "SE224", "SE311", "PL633", "DK01", "DK02")
UNITS = ("SE221", "SE224", "SE22", "SE311", "PL63", "DK01")
_projects = st.lists(st.lists(st.sampled_from(PLACES), max_size=4), max_size=8)


@settings(max_examples=15, deadline=None)
@given(places=_projects, regions=st.permutations(UNITS).map(lambda units: units[:4]))
def test_as_the_filter_for_two_regions_counts(places: list[list[str]], regions: list[str]) -> None:
    store = ProjectStore(full_world(*(joint(f"P{n}", *of) for n, of in enumerate(places))))
    assert counts(store, *regions) == {
        (here, there): store.count(ProjectFilter(region=here, other=there, period="2021-2027"))
        for here, there in combinations(regions, 2)
    }
