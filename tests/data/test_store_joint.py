"""Projects in which two areas take part, on the same side of the sea too."""

from __future__ import annotations

from s3dash.data.store import ProjectFilter
from tests.analysis.world import partner, project

NOW = "2021-2027"
PROJECTS = [
    project("A", partners=[partner("SE224"), partner("SE311"), partner("PL633")], domain_id="energy"),
    project("B", partners=[partner("SE224"), partner("SE311")], domain_id="energy", start_date="2022-01-01"),
    project("C", partners=[partner("SE224"), partner("SE311"), partner("SE221")], start_date="2023-01-01"),
    project("D", partners=[partner("SE311"), partner("SE221")], domain_id="blue"),
    project("OLD", partners=[partner("SE224"), partner("SE311")], domain_id="energy", period="2014-2020"),
    project("COVERS", regions="SE224 SE311 PL63", domain_id="energy"),
]


def test_counts_by_unit_and_domain(store_of):
    joint = store_of(*PROJECTS).joint_by_domain("SE224", ProjectFilter(period=NOW))
    assert joint["SE311"] == {"energy": 2, None: 1}
    assert joint["SE221"] == {None: 1}
    assert joint["PL63"] == {"energy": 1}
    assert set(joint) == {"SE221", "SE224", "SE22", "SE311", "SE31", "PL63"}


def test_they_agree_with_the_other_questions(store_of):
    store = store_of(*PROJECTS)
    for region in ("SE224", "SE311", "SE22", "PL63"):
        joint = {unit: sum(of.values()) for unit, of in store.joint_by_domain(region).items()}
        for other, n in store.joint_projects(region).items():
            assert joint[other] == n
        for other in ("SE221", "SE311", "SE224"):
            assert joint.get(other, 0) == store.count(ProjectFilter(region=region, other=other))


def test_examples_are_the_newest_of_the_counted(store_of):
    store = store_of(*PROJECTS)
    found = store.joint_examples("SE224", ["SE311", "PL63", "DK01"], ProjectFilter(period=NOW), limit=2)
    assert {unit: [p.project_id for p in rows] for unit, rows in found.items()} == {"SE311": ["C", "B"], "PL63": ["A"]}


def test_nothing_is_no_error(store_of):
    store = store_of(*PROJECTS)
    assert store.joint_by_domain("EE00") == {}
    assert store.joint_examples("SE224", []) == {}
    assert store.joint_by_domain("SE224", ProjectFilter(text="?")) == {}
