from __future__ import annotations

from dataclasses import astuple, replace
from itertools import product
from math import log
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s3dash.analysis.eligibility import ProgrammeLink
from s3dash.analysis.links import Link, link_between, links_of
from s3dash.data.dataset import Dataset
from s3dash.data.store import ProjectStore
from tests.analysis.world import partner, project, world

NOW, BEFORE = "2021-2027", "2014-2020"
DS = world()
STORE = ProjectStore(DS)
COUNTIES, NEIGHBOURS = DS.drawn("lan"), DS.drawn("neighbours")

# Seven lists state a domain in 2021-2027: four counties, PL63, EE00 and Denmark's, which counts once.
IDF = {
    "energy": log(8 / 6) + 1,  # SE224 SE311 SE312 PL63 EE00
    "food": log(8 / 3) + 1,  # SE224, Denmark
    "blue": log(8 / 3) + 1,  # SE221 PL63
    "health": log(8 / 2) + 1,  # SE312
}


def test_a_link_by_hand() -> None:
    link = link_between(DS, STORE, "SE224", "PL63", NOW)
    domain_part = IDF["energy"] / (IDF["energy"] + IDF["food"] + IDF["blue"])
    assert link.domain_part == pytest.approx(domain_part)
    assert link.strength == pytest.approx(100 * (domain_part + 1 + 1 + 1) / 4)
    assert link == Link(
        region="SE224",
        other="PL63",
        shared_domains=("energy",),
        joint_projects=2,
        programmes=(
            ProgrammeLink("interreg-sea-2021", "stated"),
            ProgrammeLink("interreg-south-2021", "earlier_period"),
        ),
        partnerships=("agreement", "everyone"),
        domain_part=link.domain_part,
        project_part=1.0,
        programme_part=1.0,
        partnership_part=1.0,
        strength=link.strength,
        other_basis="own",
    )


def test_parts_are_relative_to_the_largest_over_all_pairs() -> None:
    link = link_between(DS, STORE, "SE224", "DK02", NOW)
    assert link.joint_projects == 1
    assert link.project_part == pytest.approx(log(2) / log(3))
    link = link_between(DS, STORE, "SE224", "DK01", NOW)
    assert link.partnerships == ("everyone", "strait")
    assert link.partnership_part == pytest.approx(log(20 / 4) / log(20))
    assert (link.joint_projects, link.project_part, link.programme_part) == (0, 0.0, 0.5)


def test_what_all_pairs_share_weighs_nothing() -> None:
    link = link_between(DS, STORE, "SE312", "EE00", NOW)
    assert (link.partnerships, link.partnership_part) == (("everyone",), 0.0)


@pytest.mark.parametrize(
    ("region", "other", "expected"),
    [
        ("SE224", "DK02", {"interreg-sea-2021": "stated", "interreg-south-2021": "earlier_period"}),
        ("SE224", "DK01", {"interreg-sea-2021": "stated", "interreg-south-2021": "part_of_country"}),
        ("SE224", "DE80", {"interreg-sea-2021": "part_of_country", "interreg-south-2021": "part_of_country"}),
        ("SE311", "PL63", {"interreg-sea-2021": "stated"}),
        ("SE312", "EE00", {"interreg-isles-2021": "stated", "interreg-sea-2021": "stated"}),
        ("SE22", "PL63", {"interreg-sea-2021": "stated", "interreg-south-2021": "earlier_period"}),
    ],
)
def test_who_is_eligible_for_what_and_how_sure_that_is(
    region: str, other: str, expected: dict[str, str]
) -> None:
    for period in (NOW, BEFORE):  # eligibility is of today whatever the period
        link = link_between(DS, STORE, region, other, period)
        assert {p.programme_id: p.certainty for p in link.programmes} == expected


def test_what_is_unsure_is_listed_but_not_counted() -> None:
    assert link_between(DS, STORE, "SE224", "DE80", NOW).programme_part == 0.0


def test_the_rarer_domain_weighs_more_and_stands_first() -> None:
    link = link_between(DS, STORE, "SE22", "PL63", NOW)
    assert link.shared_domains == ("blue", "energy")
    assert link.domain_part == pytest.approx(
        (IDF["blue"] + IDF["energy"]) / (IDF["blue"] + IDF["energy"] + IDF["food"])
    )


def test_a_national_strategy_counts_once_and_is_marked() -> None:
    link = link_between(DS, STORE, "SE224", "DK01", NOW)
    assert (link.shared_domains, link.other_basis) == (("food",), "national")
    assert link.domain_part == pytest.approx(IDF["food"] / (IDF["food"] + IDF["energy"]))


def test_projects_and_domains_are_those_of_the_period() -> None:
    assert link_between(DS, STORE, "SE312", "DE80", BEFORE).joint_projects == 1
    assert link_between(DS, STORE, "SE312", "DE80", NOW).joint_projects == 0
    assert link_between(DS, STORE, "SE311", "PL63", BEFORE).shared_domains == ("blue",)


def test_every_neighbour_is_ranked_strongest_first() -> None:
    links = links_of(DS, STORE, "SE224", NOW)
    assert sorted(link.other for link in links) == sorted(NEIGHBOURS)
    assert links == sorted(links, key=lambda link: (-link.strength, link.other))
    assert links[0].other == "PL63"


def test_a_neighbour_is_linked_to_the_units_of_the_level() -> None:
    assert {link.other for link in links_of(DS, STORE, "PL63", NOW)} == set(COUNTIES)
    assert {link.other for link in links_of(DS, STORE, "PL63", NOW, "nuts2")} == {"SE22", "SE31"}


def test_only_drawn_units_on_both_sides_are_linked() -> None:
    for region, other in [("SE224", "SE311"), ("DK01", "PL63"), ("SE224", "PL633"), ("SE224", "XX")]:
        with pytest.raises(KeyError):
            link_between(DS, STORE, region, other, NOW)


def seen_from_there(link: Link) -> Link:
    return replace(link, region=link.other, other=link.region, other_basis=None)


def check_both_ways(ds: Dataset, store: ProjectStore) -> None:
    for here, there in product(ds.drawn("lan") + ds.drawn("nuts2"), ds.drawn("neighbours")):
        link = link_between(ds, store, here, there, NOW)
        back = link_between(ds, store, there, here, NOW)
        assert replace(link, other_basis=None) == seen_from_there(back)
        parts = (link.domain_part, link.project_part, link.programme_part, link.partnership_part)
        assert all(0 <= part <= 1 for part in parts)
        assert link.strength == pytest.approx(25 * sum(parts))
        assert 0 <= link.strength <= 100


partners = st.lists(
    st.sampled_from(["SE221", "SE224", "SE311", "SE31", "SE", "PL633", "PL63", "EE", "DK01", None]).map(
        partner
    ),
    max_size=4,
)
members = st.lists(
    st.tuples(
        st.sampled_from("abc"), st.sampled_from(["SE", "SE22", "SE224", "SE312", "PL", "PL633", "DK01", "EE"])
    ),
    max_size=8,
    unique=True,
)


@settings(max_examples=25, deadline=None)
@given(st.lists(partners, max_size=6), members)
def test_evidence_is_the_same_from_both_sides(
    parts: list[list[dict[str, Any]]], of: list[tuple[str, str]]
) -> None:
    ds = world(
        [project(f"R{i}", partners=rows) for i, rows in enumerate(parts)],
        partnership_members=[{"partnership_id": p, "nuts_id": code} for p, code in of]
        or [{"partnership_id": "none", "nuts_id": "SE3"}],
    )
    check_both_ways(ds, ProjectStore(ds))


def test_evidence_of_the_world_is_the_same_from_both_sides() -> None:
    check_both_ways(DS, STORE)


def test_links_are_plain_values() -> None:
    assert len({astuple(link) for link in links_of(DS, STORE, "SE224", NOW)}) == len(NEIGHBOURS)
