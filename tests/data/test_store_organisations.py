"""The organisations that take part in most projects under a filter."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from s3dash.data.store import ProjectFilter, ProjectStore
from s3dash.site import Site
from tests.analysis.world import partner, project
from tests.data.reference import Reference, invented
from tests.data.stores import StoreOf, full_world

_numbers = count(1)


def joint(*parts: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return project(f"P{next(_numbers):03}", partners=list(parts), **changes)


def named(organisation: str | None, nuts_id: str = "SE224", **more: Any) -> dict[str, Any]:
    return partner(nuts_id) | {"organisation": organisation} | more


def tops(store: ProjectStore, f: ProjectFilter | None = None, **how: Any) -> list[tuple[str, int]]:
    return [(organisation.name, n) for organisation, n in store.top_organisations(f or ProjectFilter(), **how)]


def test_those_in_most_projects_come_first_each_project_once(store_of: StoreOf) -> None:
    store = store_of(
        joint(named("C"), named("B")),
        joint(named("B"), named("B"), named("A")),
        joint(named("B")),
        joint(named("A", nuts_id="SE311")),
    )
    assert tops(store) == [("B", 3), ("A", 2), ("C", 1)]
    assert tops(store, limit=1) == [("B", 3)]
    assert tops(store, limit=0) == []


def test_ties_stand_in_the_order_of_their_ids(store_of: StoreOf) -> None:
    store = store_of(joint(named("Z"), named("A", "PL63"), named("M")))
    assert tops(store) == [("A", 1), ("M", 1), ("Z", 1)]
    assert [o.organisation_id for o, _ in store.top_organisations(ProjectFilter())] == ["pl-a", "se-m", "se-z"]


def test_natural_persons_and_partners_without_a_name_are_never_among_them(store_of: StoreOf) -> None:
    person = named(None, organisation_type="private_person")
    by_name = named("Eva Ek", organisation_type="private_person")
    store = store_of(joint(person, by_name, named(None), named("A")), joint(person, by_name))
    assert tops(store) == [("A", 1)]


def test_the_filter_decides_which_projects_count(store_of: StoreOf) -> None:
    store = store_of(
        joint(named("A"), domain_id="energy"),
        joint(named("A"), domain_id="energy", period="2014-2020", programme_id="interreg-south-2014"),
        joint(named("B", "SE311"), named("A"), domain_id="food", title="Ocean"),
    )
    assert tops(store, ProjectFilter(domain="energy")) == [("A", 2)]
    assert tops(store, ProjectFilter(domain="energy", period="2014-2020")) == [("A", 1)]
    assert tops(store, ProjectFilter(region="SE311")) == [("A", 1), ("B", 1)], "whoever is in the region's projects"
    assert tops(store, ProjectFilter(text="ocean")) == [("A", 1), ("B", 1)]
    assert tops(store, ProjectFilter(text="!")) == []
    assert tops(store, ProjectFilter(fund="erdf")) == []


def test_only_organisations_of_some_countries(store_of: StoreOf) -> None:
    store = store_of(joint(named("A"), named("A", "PL63"), named("B", "DK01")), joint(named("B", "DK01")))
    assert tops(store, countries=("SE",)) == [("A", 1)]
    assert tops(store, countries=("PL", "DK")) == [("B", 2), ("A", 1)]
    assert tops(store, countries=()) == []


@pytest.mark.parametrize(
    "f", [ProjectFilter(), ProjectFilter(domain="energy"), ProjectFilter(region="SE22", period="2014-2020")], ids=str
)
def test_as_in_plain_python(store_of: StoreOf, f: ProjectFilter) -> None:
    rows = invented(seed=7, size=60)
    store, expected = store_of(*rows), Reference(full_world(), rows)
    members: dict[str, set[str]] = {}
    for row in expected.matching(f):
        for part in row["partners"]:
            if organisation := expected.organisation_id(part):
                members.setdefault(organisation, set()).add(row["project_id"])
    found = [(o.organisation_id, n) for o, n in store.top_organisations(f, limit=999)]
    assert found == sorted(((o, len(of)) for o, of in members.items()), key=lambda item: (-item[1], item[0]))


def test_in_the_bundled_data_the_number_leads_to_as_many_projects(site: Site) -> None:
    f = ProjectFilter(period="2021-2027", domain="energy")
    found = site.store.top_organisations(f, limit=5, countries=("SE",))
    assert len(found) == 5 and {o.country for o, _ in found} == {"SE"}
    for organisation, n in found:
        of_it = ProjectFilter(period=f.period, domain=f.domain, organisation=organisation.organisation_id)
        assert site.store.count(of_it) == n
