"""A region's money against its priorities: cases counted by hand, rules as properties, and the real numbers."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s3dash.analysis import alignment as module
from s3dash.analysis.alignment import Alignment, DomainPart, Part, alignment_of, alignments
from s3dash.data.store import ProjectFilter, ProjectStore
from tests import by_hand, by_hand_alignment
from tests.analysis.world import partner, project, world

NOW = "2021-2027"
F = ProjectFilter(period=NOW)
# SE224 prioritises energy, and food with energy as a further domain; SE22 itself food, SE221 blue.
PROJECTS = [
    project("E1", domain_id="energy", eu_contribution=300.0, regions="SE224"),
    project("E2", domain_id="energy", partners=[partner("SE224", 100.0), partner("SE311", 500.0)]),
    project("H1", domain_id="health", eu_contribution=500.0, regions="SE224"),
    project("H2", domain_id="health", eu_contribution=90.0, regions="SE224 SE311"),  # shared: known nowhere but in SE
    project("X1", eu_contribution=100.0, regions="SE224"),
    project("X2", regions="SE224"),
    project("GUEST", domain_id="blue", partners=[partner("SE224", role="associated"), partner("SE221", 50.0)]),
    project("OLD", domain_id="energy", period="2014-2020", eu_contribution=1000.0, regions="SE224"),
    project("OTHER", domain_id="food", fund="erdf", eu_contribution=600.0, regions="SE221"),
]


def of(nuts_id, projects=PROJECTS, f=F, **tables):
    ds = world(projects, **tables)
    return alignment_of(ds, ProjectStore(ds), nuts_id, f)


def domains(found: Alignment):
    return {row.domain: (row.role, row.part.projects, row.part.known_projects, row.part.eur) for row in found.domains}


@pytest.fixture(autouse=True)
def small_numbers(monkeypatch):
    """Three projects are enough in this little world."""
    monkeypatch.setattr(module, "FEW", 3)


def test_a_region_counted_by_hand():
    found = of("SE224")
    assert domains(found) == {
        "energy": ("primary", 2, 2, 400.0),
        "food": ("primary", 0, 0, 0.0),
        "blue": ("outside", 1, 0, 0.0),
        "health": ("outside", 2, 1, 500.0),
    }
    assert (found.unclassified.projects, found.unclassified.known_projects, found.unclassified.eur) == (2, 1, 100.0)
    assert found.unclassified.unknown_projects == 1
    assert (found.inside.eur, found.outside.eur, found.classified.known_projects) == (400.0, 500.0, 3)
    assert found.share == pytest.approx(400 / 900)
    assert found.bounds == pytest.approx((400 / 1000, 500 / 1000))
    assert found.verdict == "judged"
    # Both priorities have energy among their domains.
    assert found.without_project == ()


def test_what_the_same_domains_get_in_sweden():
    # In Sweden: energy 300 + 600, health 500 + 90, blue 50, food 600.
    found = of("SE224")
    assert found.benchmark == pytest.approx(1500 / 2140)
    assert found.against_benchmark == -1
    assert of("SE311").benchmark == pytest.approx(900 / 2140)


def test_a_guest_without_a_grant_is_known_to_get_nothing_and_a_shared_grant_is_unknown():
    parts = {row.domain: row.part for row in of("SE224").domains}
    assert parts["blue"].is_known and parts["health"].is_known and parts["food"].is_known
    shared = {row.domain: row.part for row in of("SE224", [PROJECTS[3]]).domains}
    assert not shared["health"].is_known


def test_a_priority_needs_a_project_in_one_of_its_domains():
    found = of("SE312")  # energy and health, and no project at all
    assert [p.name_original for p in found.without_project] == ["energy", "health"]
    assert found.verdict == "no_projects"
    only_energy = of("SE312", [project("E", domain_id="energy", regions="SE312")])
    assert [p.name_original for p in only_energy.without_project] == ["health"]
    assert only_energy.verdict == "unknown"


def test_an_area_has_its_own_priorities_and_its_counties():
    found = of("SE22")
    assert {row.domain: row.role for row in found.domains} == {
        "energy": "primary",
        "food": "primary",
        "blue": "primary",
        "health": "outside",
    }
    assert [p.name_original for p in found.priorities] == ["food", "blue", "energy", "food+energy"]


def test_a_further_domain_counts_as_inside_and_is_told_from_a_primary_one():
    rows = [
        {"priority_id": "P0001", "domain_id": "blue", "role": "primary"},
        {"priority_id": "P0001", "domain_id": "food", "role": "secondary"},
    ]
    found = of("SE221", priority_domains=rows)
    assert {row.domain: row.role for row in found.domains} == {"blue": "primary", "food": "secondary"}
    assert found.inside.eur == 650.0


def test_filters_of_projects_apply_and_region_and_domain_do_not():
    assert of("SE221", f=replace(F, fund="erdf")).outside.eur == 600.0
    assert of("SE221", f=replace(F, fund="erdf")).inside.projects == 0
    assert of("SE224", f=replace(F, region="SE311", domain="blue")) == of("SE224")
    assert of("SE224", f=replace(F, period="2014-2020")).verdict == "few"


@pytest.mark.parametrize(
    ("nuts_id", "projects", "verdict"),
    [
        ("PL63", PROJECTS, "not_published"),
        ("SE224", [], "no_projects"),
        ("SE224", [project("S", domain_id="energy", eu_contribution=9.0, regions="SE224 SE311")], "unknown"),
        ("SE224", [project("S", domain_id="energy", partners=[partner("SE224", role="associated")])], "unknown"),
        ("SE224", [project("U", eu_contribution=9.0, regions="SE224")], "unclassified"),
        ("SE224", [project("Z", domain_id="energy", eu_contribution=0.0, regions="SE224")], "zero"),
        ("SE224", PROJECTS[:2], "few"),
        ("SE224", PROJECTS[:3], "judged"),
    ],
)
def test_why_a_share_cannot_be_judged(nuts_id, projects, verdict):
    found = of(nuts_id, projects)
    assert found.verdict == verdict
    assert (found.share is None) == (verdict not in ("few", "judged"))
    assert (found.bounds is None) == (found.share is None)


def test_a_region_without_a_list_has_no_share_and_nothing_to_compare():
    found = of("SE221", f=replace(F, period="2014-2020"))
    assert (found.verdict, found.share, found.benchmark, found.against_benchmark) == ("no_list", None, None, 0)


def test_a_region_that_nobody_knows_and_a_filter_without_a_period_are_errors():
    with pytest.raises(KeyError):
        of("XX")
    with pytest.raises(ValueError, match="period"):
        of("SE224", f=ProjectFilter())


def test_the_highest_share_comes_first_and_what_cannot_be_judged_last():
    ds = world(PROJECTS)
    found = alignments(ds, ProjectStore(ds), "lan", F)
    # SE221: 50 of 650 inside, two projects. SE311: 500 of 500, one project with an amount of its own.
    assert [(row.nuts_id, row.verdict) for row in found] == [
        ("SE224", "judged"),
        ("SE311", "few"),
        ("SE221", "few"),
        ("SE312", "no_projects"),
    ]


# ------------------------------------------------------------ rules that hold for all projects

_PLACES = st.lists(st.sampled_from(["SE221", "SE224", "SE311", "SE312", "SE22", "PL63"]), min_size=1, unique=True)
_DOMAINS = st.sampled_from(["energy", "food", "blue", "health", None])
_AMOUNTS = st.none() | st.integers(0, 10**6).map(float)


@st.composite
def some_projects(draw):
    rows = []
    for n in range(draw(st.integers(0, 8))):
        parts = [
            partner(code, draw(_AMOUNTS), draw(st.sampled_from(["lead", "partner", "associated"])))
            for code in draw(st.lists(st.sampled_from(["SE224", "SE311", "PL63"]), max_size=2, unique=True))
        ]
        regions = " ".join(draw(_PLACES)) if not parts or draw(st.booleans()) else ""
        rows.append(
            project(f"P{n}", domain_id=draw(_DOMAINS), eu_contribution=draw(_AMOUNTS), regions=regions, partners=parts)
        )
    return rows


@settings(max_examples=15, deadline=None)
@given(some_projects())
def test_every_project_and_every_euro_is_in_one_place(projects):
    ds = world(projects)
    store = ProjectStore(ds)
    for nuts_id in (*ds.drawn("lan"), *ds.drawn("nuts2")):
        found = alignment_of(ds, store, nuts_id, F)
        parts = [found.inside, found.outside, found.unclassified]
        assert sum(part.projects for part in parts) == found.funding.projects
        assert sum(part.known_projects for part in parts) == found.funding.known_projects
        unknown = found.funding.shared_projects + found.funding.unpublished_projects
        assert sum(part.unknown_projects for part in parts) == unknown
        assert sum(part.eur for part in parts) == pytest.approx(found.funding.known_eur)
        assert sum(part.sek for part in parts) == pytest.approx(found.funding.known_sek)
        assert min(part.eur for part in parts) >= 0


_PARTS = st.builds(Part, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.floats(0, 1e9))
_ROLES = st.sampled_from(["primary", "secondary", "outside"])
_TEMPLATE = of("SE224")


@given(st.lists(st.tuples(_ROLES, _PARTS), max_size=6), _PARTS)
def test_a_share_lies_between_its_bounds_and_within_0_and_1(rows, unclassified):
    found = replace(
        _TEMPLATE,
        domains=tuple(DomainPart(f"d{n}", role, part) for n, (role, part) in enumerate(rows)),
        unclassified=unclassified,
    )
    if found.share is None:
        assert found.bounds is None
        return
    low, high = found.bounds or (1.0, 0.0)
    assert -1e-9 <= low <= found.share + 1e-9 and found.share <= high + 1e-9 <= 1 + 2e-9
    if all(role != "outside" for role, _ in rows):
        assert found.share == 1.0


# ------------------------------------------------------------ the bundled data, worked out a second time


@lru_cache
def counted(region, period):
    return by_hand_alignment.of(region, period)


@pytest.mark.parametrize("period", by_hand.PERIODS)
def test_every_region_of_the_bundled_data(site, period):
    ds, store = site.dataset, site.store
    for region in by_hand.drawn("lan", "nuts2"):
        found, expected = alignment_of(ds, store, region, ProjectFilter(period=period)), counted(region, period)
        assert {row.domain: row.role for row in found.domains if row.role != "outside"} == expected.roles
        groups = {row.domain: row.part for row in found.domains if row.part.projects} | {"": found.unclassified}
        for domain, group in expected.groups.items():
            part = groups[domain]
            assert (part.projects, part.known_projects, part.unknown_projects) == group[:3], (region, domain)
            assert (part.eur, part.sek) == pytest.approx(group.money, abs=0.5), (region, domain)
        assert found.share == pytest.approx(expected.share)
        assert found.benchmark == pytest.approx(expected.benchmark)
        assert found.classified.known_projects == expected.projects
        ids = [row["priority_id"] for row in expected.without_project]
        assert sorted(p.priority_id for p in found.without_project) == sorted(ids)
