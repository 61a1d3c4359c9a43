"""Lists are compared with themselves only: a list that is missing is never a change."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.analysis.change import DomainFlow, PriorityChange, priority_change
from s3dash.data.dataset import Dataset
from tests.analysis.world import world

NOW, BEFORE = "2021-2027", "2014-2020"
COUNTIES = ("SE221", "SE224", "SE311", "SE312")
DOMAINS = ("energy", "food", "blue", "health")


def listed(**lists: str) -> Dataset:
    """The world with other lists: `SE221_14="food"`, `SE221_21="food energy+blue"`; a + adds a secondary domain."""
    priorities: list[dict[str, Any]] = []
    domains: list[dict[str, Any]] = []
    for key, names in lists.items():
        code, _, year = key.partition("_")
        for name in names.split():
            priority_id = f"P{len(priorities) + 1}"
            priorities.append(
                {
                    "priority_id": priority_id,
                    "nuts_id": code,
                    "period": BEFORE if year == "14" else NOW,
                    "name_original": name,
                    "name_en": name,
                    "confidence": "official",
                    "source_id": "S0001",
                    "source_year": None,
                }
            )
            domains += [
                {"priority_id": priority_id, "domain_id": domain, "role": "secondary" if at else "primary"}
                for at, domain in enumerate(name.split("+"))
            ]
    return world(priorities=priorities, priority_domains=domains)


def flows(change: PriorityChange) -> dict[str, DomainFlow]:
    return {flow.domain: flow for flow in change.flows}


def test_one_region_keeps_adds_and_drops() -> None:
    change = priority_change(listed(SE224_14="food health", SE224_21="energy food+energy"), "SE224")
    assert change.alone and change.compared == ("SE224",)
    assert [(f.domain, f.counts) for f in change.flows] == [
        ("food", (1, 0, 0)),
        ("energy", (0, 1, 0)),
        ("health", (0, 0, 1)),
    ]
    assert change.totals == change.of("SE224") == (1, 1, 1)
    assert [p.name_original for p in change.words("SE224", NOW, "energy")] == ["energy", "food+energy"]
    assert change.words("SE224", BEFORE, "energy") == ()


def test_a_missing_list_is_unknown_and_never_a_change() -> None:
    change = priority_change(listed(SE221_21="energy", SE224_14="food"), "SE22")
    assert (change.compared, change.no_earlier, change.no_current) == ((), ("SE221",), ("SE224",))
    assert change.totals == (0, 0, 0)
    assert (change.of("SE221"), change.of("SE224")) == (None, None)
    assert flows(change)["energy"] == DomainFlow("energy", (), (), (), ("SE221",), ())
    assert flows(change)["food"] == DomainFlow("food", (), (), (), (), ("SE224",))


def test_an_area_is_counted_county_by_county() -> None:
    """Energy moves from one county to the other: kept in neither, although the area has it in both periods."""
    change = priority_change(listed(SE221_14="energy", SE221_21="food", SE224_14="food", SE224_21="energy"), "SE22")
    assert flows(change)["energy"] == DomainFlow("energy", (), ("SE224",), ("SE221",), (), ())
    assert flows(change)["energy"].before == flows(change)["energy"].now == 1
    assert change.totals == (0, 2, 2)


def test_the_list_of_an_area_itself_is_left_out() -> None:
    change = priority_change(listed(SE22_14="food", SE22_21="energy", SE221_14="blue", SE221_21="blue"), "SE22")
    assert {flow.domain for flow in change.flows} == {"blue"}
    assert change.no_list == ("SE224",)


def test_the_country_is_its_counties() -> None:
    change = priority_change(listed(SE221_14="food", SE221_21="food", SE312_21="food", SE_14="blue"), "SE")
    assert change.holders == COUNTIES
    assert flows(change) == {"food": DomainFlow("food", ("SE221",), (), (), ("SE312",), ())}
    assert change.no_list == ("SE224", "SE311")


def test_a_neighbour_is_compared_list_by_list() -> None:
    own = priority_change(listed(EE_14="food", EE0_21="food"), "EE00")
    assert (own.no_current, own.no_earlier) == ((), ()) and own.compared == ("EE00",), "the same place"
    part = priority_change(listed(PL63_14="food", PL633_21="food"), "PL63")
    assert (part.no_current, part.no_earlier) == (("PL63",), ("PL633",)), "a part is not the whole"
    assert part.totals == (0, 0, 0)
    only_part = priority_change(listed(PL633_14="food", PL633_21="food"), "PL63")
    assert only_part.alone and only_part.holders == ("PL633",)


def test_a_country_s_list_says_nothing_of_its_regions() -> None:
    change = priority_change(listed(DK_14="food", DK_21="food", DK01_14="energy"), "DK01")
    assert change.no_current == ("DK01",)
    assert priority_change(listed(DK_14="food", DK_21="food"), "DK01").no_list == ("DK01",)


def test_what_most_lists_keep_comes_first() -> None:
    ds = listed(
        SE221_14="energy blue", SE221_21="energy food", SE224_14="energy blue", SE224_21="energy food health"
    )  # fmt: skip
    assert [flow.domain for flow in priority_change(ds, "SE22").flows] == ["energy", "food", "blue", "health"]


def test_an_unknown_region_is_an_error() -> None:
    with pytest.raises(KeyError):
        priority_change(world(), "XX99")


@lru_cache
def _of(key: tuple[tuple[str, str], ...]) -> Dataset:
    return listed(**dict(key))


lists = st.dictionaries(
    st.sampled_from([f"{code}_{year}" for code in COUNTIES for year in ("14", "21")]),
    st.sets(st.sampled_from(DOMAINS), min_size=1).map(lambda names: " ".join(sorted(names))),
)


@given(lists)
def test_every_listed_domain_of_a_region_has_exactly_one_fate(given_lists: dict[str, str]) -> None:
    change = priority_change(_of(tuple(sorted(given_lists.items()))), "SE")
    for code in COUNTIES:
        before, now = (set(given_lists.get(f"{code}_{year}", "").split()) for year in ("14", "21"))
        for domain in DOMAINS:
            fates = [
                kind
                for kind in ("kept", "new", "gone", "no_earlier", "no_current")
                if domain in flows(change) and code in getattr(flows(change)[domain], kind)
            ]
            assert len(fates) == (domain in before | now), (code, domain, fates)
        assert (change.of(code) is not None) == bool(before and now)
        if numbers := change.of(code):
            assert numbers == (len(before & now), len(now - before), len(before - now))
    assert sorted((*change.compared, *change.no_earlier, *change.no_current, *change.no_list)) == sorted(COUNTIES)
    for flow in change.flows:
        assert flow.before == len(flow.kept) + len(flow.gone) and flow.now == len(flow.kept) + len(flow.new)


@given(lists)
def test_the_parts_of_the_country_add_up_to_it(given_lists: dict[str, str]) -> None:
    ds = _of(tuple(sorted(given_lists.items())))
    parts = [priority_change(ds, code).totals for code in ("SE22", "SE31")]
    assert priority_change(ds, "SE").totals == tuple(map(sum, zip(*parts, strict=True)))
