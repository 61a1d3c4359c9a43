"""The partner finder: its numbers by hand in the small world, and what holds for every world."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s3dash.analysis.eligibility import ProgrammeLink
from s3dash.analysis.partner_evidence import Strength, swedish_programmes
from s3dash.analysis.partner_finder import Partners, Side, log_share, partners_of
from s3dash.data.dataset import Dataset
from s3dash.data.store import ProjectStore
from tests.analysis.world import partner, project, world

NOW, BEFORE = "2021-2027", "2014-2020"
ENVIRONMENTS = {
    "lab": ("SE311", "energy"),
    "park": ("SE311", "energy"),
    "farm": ("SE312", "food"),
}
PROJECTS = [
    project("A", partners=[partner("SE224"), partner("SE311")], domain_id="energy"),
    project("B", partners=[partner("SE224"), partner("SE311"), partner("PL633")], domain_id="food"),
    project("C", partners=[partner("SE224"), partner("PL63")], domain_id="energy"),
    project("D", partners=[partner("SE312"), partner("SE311")], domain_id="energy"),
    project("E", partners=[partner("SE224"), partner("DK01")]),
]


def invented(projects: list | None = None) -> Dataset:
    """The small world with three environments, all in Sweden."""
    rows = [
        {
            "environment_id": name, "name": name, "kind": "cluster", "town": "T", "nuts_id": code, "lat": 60.0,
            "lon": 15.0, "url": None, "confidence": "official", "source_id": "S0001",
        }
        for name, (code, _) in ENVIRONMENTS.items()
    ]  # fmt: skip
    domains = [{"environment_id": name, "domain_id": domain} for name, (_, domain) in ENVIRONMENTS.items()]
    return world(PROJECTS if projects is None else projects, environments=rows, environment_domains=domains)


DS = invented()
STORE = ProjectStore(DS)
NEIGHBOURS = ["DE80", "DK01", "DK02", "EE00", "PL63"]


def find(region: str, domain: str | None = None, period: str = NOW) -> dict[str, Side]:
    return {side.name: side for side in partners_of(DS, STORE, region, period, domain).sides}


def of(side: Side, nuts_id: str):
    return next(found for found in side.partners if found.nuts_id == nuts_id)


def test_a_neighbour_by_hand() -> None:
    sea = find("SE224", "energy")["sea"]
    pomorskie = of(sea, "PL63")
    # PL63 states `blue+energy`: energy is a further domain. Its one energy project is C, the most of any neighbour.
    # Joint in energy: C; in any: B and C, the most of any neighbour.
    assert pomorskie.strengths == (Strength("energy", "secondary", 1, None),)
    assert (pomorskie.joint_projects, pomorskie.joint_in_all) == (1, 2)
    assert pomorskie.priority_part == 0.5
    assert pomorskie.strength_part == 1.0
    assert pomorskie.joint_part == pytest.approx(log(2) / log(3))
    # both programmes are sure, as many as any other neighbour of Skåne has
    assert pomorskie.programme_part == 1.0
    assert pomorskie.match == pytest.approx(25 * (0.5 + 1 + log(2) / log(3) + 1))
    assert pomorskie.partnerships == ("agreement", "everyone")
    assert (pomorskie.rank, sea.partners[0]) == (1, pomorskie)


def test_a_swedish_region_by_hand() -> None:
    sweden = find("SE224", "energy")["sweden"]
    other = of(sweden, "SE311")
    # energy is its only priority; projects A and D are the most of SE221, SE311, SE312; both environments are its own
    assert other.strengths == (Strength("energy", "primary", 2, ("lab", "park")),)
    assert (other.priority_part, other.strength_part) == (1.0, 1.0)
    assert (other.joint_projects, other.joint_in_all) == (1, 2)
    assert other.joint_part == pytest.approx(log(2) / log(3))
    # interreg-sea is common to all three; of what is not, SE221 alone has something in common
    assert sweden.shared_programmes == ("interreg-sea-2021",)
    assert (other.programmes, other.programme_part) == ((), 0.0)
    further = of(sweden, "SE312")
    # one project (D) against two, no environment in energy
    assert further.strength_part == pytest.approx((log(2) / log(3) + 0) / 2)
    assert [found.nuts_id for found in sweden.partners] == ["SE311", "SE312"]
    assert sweden.without_reason == ("SE221",)


def test_what_pays_between_two_swedish_regions() -> None:
    assert swedish_programmes(DS, "SE221", "SE224") == (
        ProgrammeLink("erdf-se22-2021", "stated"),
        ProgrammeLink("interreg-sea-2021", "stated"),
        ProgrammeLink("interreg-south-2021", "stated"),
    )
    assert swedish_programmes(DS, "SE22", "SE31") == (ProgrammeLink("interreg-sea-2021", "stated"),)


def test_a_nuts2_area_of_which_only_a_part_is_eligible_is_not() -> None:
    areas = [
        {"programme_id": "erdf-se22-2021", "nuts_id": code, "coverage": "whole"} for code in ("SE221", "SE311", "SE312")
    ]
    ds = world([], programme_areas=areas)
    assert swedish_programmes(ds, "SE22", "SE31") == ()
    assert swedish_programmes(ds, "SE221", "SE312") == (ProgrammeLink("erdf-se22-2021", "stated"),)
    assert swedish_programmes(ds, "SE31", "SE221") == (ProgrammeLink("erdf-se22-2021", "stated"),)


def test_without_a_domain_every_own_priority_counts_by_its_rarity() -> None:
    found = partners_of(DS, STORE, "SE224", NOW)
    energy, food = log(8 / 6) + 1, log(8 / 3) + 1
    assert found.sought == ("food", "energy")
    sea = found.sides[0]
    assert of(sea, "PL63").priority_part == pytest.approx(0.5 * energy / (energy + food))
    assert of(sea, "DK01").priority_part == pytest.approx(food / (energy + food))
    assert of(sea, "DK01").basis == "national"
    assert of(sea, "DK01").joint_projects == 1, "a project that is not classified is a joint one too"
    # food (B) and energy (C), one project each: the rarer stands first
    assert [strength.domain for strength in of(sea, "PL63").strengths] == ["food", "energy"]


def test_own_strength_is_told_and_a_domain_need_not_be_ones_own() -> None:
    found = partners_of(DS, STORE, "SE224", NOW, "blue")
    assert found.own == (Strength("blue", None, 0, ()),)
    assert [side.partners[0].nuts_id for side in found.sides] == ["PL63", "SE221"]


def test_programmes_alone_are_no_reason() -> None:
    sea = find("SE224", "health")["sea"]
    assert sea.partners == ()
    assert sea.without_reason == tuple(NEIGHBOURS)


def test_a_neighbour_seeks_in_sweden() -> None:
    found = partners_of(DS, STORE, "PL63", NOW, "energy")
    (side,) = found.sides
    assert {*side.without_reason, *(p.nuts_id for p in side.partners)} == {"SE221", "SE224", "SE311", "SE312"}
    assert of(side, "SE224").joint_projects == 1
    assert of(side, "SE311").strengths == (Strength("energy", "primary", 2, ("lab", "park")),)
    level = partners_of(DS, STORE, "PL63", NOW, "energy", "nuts2").sides[0]
    assert {p.nuts_id for p in level.partners} == {"SE22", "SE31"}


def test_no_list_is_not_an_empty_one() -> None:
    assert partners_of(DS, STORE, "SE221", BEFORE).basis is None
    found = find("SE224", "food", BEFORE)["sea"]
    assert of(find("SE224", "food")["sea"], "DK02").basis == "national"
    assert found.partners == ()
    nothing = partners_of(DS, STORE, "SE221", BEFORE)
    assert (nothing.sought, nothing.own) == ((), ())
    assert all(p.priority_part == p.strength_part == 0 for side in nothing.sides for p in side.partners)


def test_equals_share_a_rank() -> None:
    food = find("SE311", "food")["sea"]
    denmark = [p for p in food.partners if p.nuts_id.startswith("DK")]
    assert [p.match for p in denmark] == [denmark[0].match] * 2
    assert len({p.rank for p in denmark}) == 1


@pytest.mark.parametrize("wrong", [("SE", None), ("SE224", "magic"), ("XX", None)])
def test_what_there_is_not(wrong: tuple[str, str | None]) -> None:
    with pytest.raises(KeyError):
        partners_of(DS, STORE, wrong[0], NOW, wrong[1])


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_a_share_lies_between_0_and_1_and_grows(n: int, more: int) -> None:
    most = n + more
    assert 0.0 <= log_share(n, most) <= 1.0
    assert log_share(n, most) <= log_share(min(n + 1, most), most)
    assert log_share(most, most) == (1.0 if most else 0.0)


CODES = ["SE221", "SE224", "SE311", "SE312", "PL633", "DK01", "EE001"]
places = st.lists(st.sampled_from(CODES), min_size=1, max_size=4, unique=True)
domains = st.sampled_from(["energy", "food", "blue", None])
worlds = st.lists(st.tuples(places, domains), max_size=8)


def rows(drawn: list[tuple[list[str], str | None]]) -> list:
    return [
        project(f"P{n}", partners=[partner(code) for code in codes], domain_id=domain)
        for n, (codes, domain) in enumerate(drawn)
    ]


def answer(drawn, region: str, domain: str | None) -> Partners:
    ds = invented(rows(drawn))
    return partners_of(ds, ProjectStore(ds), region, NOW, domain)


@settings(max_examples=12, deadline=None)
@given(worlds, st.sampled_from(["SE224", "SE311", "PL63", "SE22"]), domains)
def test_every_candidate_once_best_first_and_parts_within_bounds(drawn, region, domain) -> None:
    found = answer(drawn, region, domain)
    candidates = [code for side in found.sides for code in (*(p.nuts_id for p in side.partners), *side.without_reason)]
    assert len(candidates) == len(set(candidates)) and region not in candidates
    for side in found.sides:
        matches = [round(p.match, 6) for p in side.partners]
        assert matches == sorted(matches, reverse=True)
        for p in side.partners:
            parts = (p.priority_part, p.strength_part, p.joint_part, p.programme_part)
            assert all(0 <= part <= 1 + 1e-9 for part in parts)
            assert p.match == pytest.approx(25 * sum(parts))
            assert p.joint_projects <= p.joint_in_all
            assert p.rank == 1 + sum(match > round(p.match, 6) for match in matches)


@settings(max_examples=12, deadline=None)
@given(worlds, domains)
def test_one_more_joint_project_never_puts_a_partner_further_down(drawn, domain) -> None:
    def place(found: Partners) -> int:
        sweden = found.sides[1]
        return next((p.rank for p in sweden.partners if p.nuts_id == "SE311"), 99)

    before = place(answer(drawn, "SE224", domain))
    assert place(answer([*drawn, (["SE224", "SE311"], domain)], "SE224", domain)) <= before


@settings(max_examples=8, deadline=None)
@given(worlds)
def test_joint_projects_are_the_same_from_both_sides(drawn) -> None:
    ds = invented(rows(drawn))
    store = ProjectStore(ds)

    def joint(here: str, there: str) -> int:
        sides = partners_of(ds, store, here, NOW).sides
        return next((p.joint_in_all for side in sides for p in side.partners if p.nuts_id == there), 0)

    assert joint("SE224", "SE311") == joint("SE311", "SE224")
    assert joint("SE224", "PL63") == joint("PL63", "SE224")
