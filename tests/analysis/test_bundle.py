"""Numbers of the bundled dataset, recomputed from its files by other means than the program's."""

from __future__ import annotations

import csv
from collections import Counter
from functools import lru_cache
from itertools import product
from math import log
from pathlib import Path

import pytest

from s3dash.analysis.links import link_between, links_of
from s3dash.analysis.measures import measure
from s3dash.analysis.priorities import domain_counts, priorities_of
from s3dash.analysis.profile import profile
from s3dash.data.dataset import Dataset, load_dataset
from s3dash.data.store import ProjectFilter, ProjectStore

GEODATA = Path(__file__).parents[2] / "geodata"
NOW = "2021-2027"
REGIONS = ["SE311", "SE224", "SE33", "SE22", "PL63"]


@lru_cache
def table(name: str) -> list[dict[str, str]]:
    with (GEODATA / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def ds() -> Dataset:
    return load_dataset(GEODATA)


@pytest.fixture(scope="module")
def store(ds: Dataset) -> ProjectStore:
    return ProjectStore(ds)


def places(project: dict[str, str]) -> set[str]:
    """Every NUTS code by which a project is known."""
    mine = [
        row["nuts_id"]
        for name in ("project_regions", "participations")
        for row in of(name, project["project_id"])
    ]
    return {code for code in [*mine, project["lead_nuts"]] if code}


@lru_cache
def _by_project(name: str) -> dict[str, list[dict[str, str]]]:
    groups: dict[str, list[dict[str, str]]] = {}
    for row in table(name):
        groups.setdefault(row["project_id"], []).append(row)
    return groups


def of(name: str, project_id: str) -> list[dict[str, str]]:
    return _by_project(name).get(project_id, [])


def in_euro(amount: str, currency: str, project: dict[str, str]) -> float:
    rates = {row["year"]: float(row["per_eur"]) for row in table("exchange_rates") if row["currency"] == "SEK"}
    year = project["start_date"][:4] or project["period"][:4]
    return float(amount) / (rates[min(year, max(rates))] if currency == "SEK" else 1)


def by_hand(region: str) -> tuple[Counter[str], float, float]:
    """How many projects of each kind, the known and the shared sum in EUR, by the code's first letters."""
    kinds: Counter[str] = Counter()
    known = shared = 0.0
    for project in table("projects"):
        codes = places(project)
        if not any(code.startswith(region) for code in codes):
            continue
        paid = (
            {c for c in codes if c.startswith("SE")}
            if project["amount_covers"] == "swedish_partners"
            else codes
        )
        granted = not {"amount_applied_for", "prioritised_only"} & set(project["note"].split())
        whole = project["eu_contribution"] if granted else ""
        mine = [
            row for row in of("participations", project["project_id"]) if row["nuts_id"].startswith(region)
        ]
        parts = [row for row in mine if row["eu_contribution"] and row["role"] != "associated"]
        others = [row for row in mine if row["role"] != "associated"]
        covered = {row["nuts_id"] for row in of("project_regions", project["project_id"])} | {
            project["lead_nuts"]
        }
        associated = {row["nuts_id"] for row in mine}
        if whole and all(code.startswith(region) for code in paid):
            kinds["known"] += 1
            known += in_euro(whole, project["currency"], project)
        elif parts:
            kinds["known"] += 1
            known += sum(in_euro(row["eu_contribution"], row["currency"], project) for row in parts)
        elif mine and not others and {c for c in covered if c.startswith(region)} <= associated:
            kinds["no_grant"] += 1
        elif whole and any(code.startswith(region) for code in paid):
            kinds["shared"] += 1
            shared += in_euro(whole, project["currency"], project)
        else:
            kinds["unpublished"] += 1
    return kinds, known, shared


@pytest.mark.parametrize("region", [*REGIONS, "SE"])
def test_projects_and_money(store: ProjectStore, region: str) -> None:
    kinds, known, shared = by_hand(region)
    found = store.funding(ProjectFilter(region=region))
    assert found.projects == sum(kinds.values())
    assert found.known_projects == kinds["known"]
    assert found.shared_projects == kinds["shared"]
    assert found.unpublished_projects == kinds["unpublished"]
    assert found.no_grant_projects == kinds["no_grant"]
    assert found.known_eur == pytest.approx(known)
    assert found.shared_eur == pytest.approx(shared)


@pytest.mark.parametrize("region", REGIONS)
def test_projects_by_domain(store: ProjectStore, region: str) -> None:
    mine = [p for p in table("projects") if any(code.startswith(region) for code in places(p))]
    expected = Counter(project["domain_id"] or None for project in mine)
    assert {g.key: g.projects for g in store.by_domain(ProjectFilter(region=region))} == expected


def test_the_whole_country_counts_each_project_once(store: ProjectStore) -> None:
    assert store.count(ProjectFilter()) == len(table("projects"))
    assert store.funding(ProjectFilter()).known_eur == store.funding(ProjectFilter(region="SE")).known_eur


@pytest.mark.parametrize(
    ("here", "there"), [("SE224", "PL63"), ("SE311", "NO02"), ("SE33", "FI1D"), ("SE110", "FI1B")]
)
def test_joint_projects(store: ProjectStore, here: str, there: str) -> None:
    expected = 0
    for project in table("projects"):
        codes = [row["nuts_id"] for row in of("participations", project["project_id"])]
        expected += any(c.startswith(here) for c in codes) and any(c.startswith(there) for c in codes)
    assert store.joint_projects(here).get(there, 0) == expected > 0


def test_domains_of_the_counties(ds: Dataset) -> None:
    counties = {row["priority_id"]: row["nuts_id"] for row in table("priorities") if row["period"] == NOW}
    expected: dict[str, set[str]] = {}
    for row in table("priority_domains"):
        code = counties.get(row["priority_id"], "")
        if len(code) == 5 and code.startswith("SE"):
            expected.setdefault(row["domain_id"], set()).add(code)
    found = domain_counts(ds, NOW)
    assert len(found) == len(table("domains"))
    assert {share.domain: set(share.counties) for share in found if share.counties} == expected


def test_every_priority_has_one_primary_domain_first(ds: Dataset) -> None:
    primary = {r["priority_id"]: r["domain_id"] for r in table("priority_domains") if r["role"] == "primary"}
    for code in ("SE311", "SE332", "PL62", "FI1D"):
        for priority in priorities_of(ds, code, NOW):
            assert priority.domains[0] == primary[priority.priority_id]


@pytest.mark.parametrize("code", ["SE31", "SE22", "PL63", "NO07"])
def test_readings(ds: Dataset, code: str) -> None:
    nuts2 = {row["nuts_id"] for row in table("regions") if row["layer"] == "nuts2"}
    units = nuts2 | {row["nuts_id"] for row in table("regions") if row["layer"] == "neighbours"}
    for reading in profile(ds, code):
        rows = [row for row in table("indicator_values") if row["indicator_id"] == reading.indicator_id]
        years = {
            int(row["year"]): float(row["value"]) for row in rows if row["nuts_id"] == code and row["value"]
        }
        assert reading.series == tuple(sorted(years.items()))
        if not years:
            assert reading.value is None
            continue
        of_year = {
            r["nuts_id"]: float(r["value"]) for r in rows if int(r["year"]) == max(years) and r["value"]
        }
        swedish = [value for unit, value in of_year.items() if unit in nuts2]
        compared = [value for unit, value in of_year.items() if unit in units]
        assert (reading.year, reading.value) == (max(years), years[max(years)])
        assert reading.swedish_mean == (pytest.approx(sum(swedish) / len(swedish)) if swedish else None)
        assert (reading.low, reading.high, reading.compared) == (min(compared), max(compared), len(compared))


def test_a_link(ds: Dataset, store: ProjectStore) -> None:
    """Skåne and Pomorskie in 2014-2020: both state priorities of their own."""
    period = "2014-2020"
    domains: dict[str, set[str]] = {}
    owner = {row["priority_id"]: row["nuts_id"] for row in table("priorities") if row["period"] == period}
    for row in table("priority_domains"):
        if row["priority_id"] in owner:
            domains.setdefault(owner[row["priority_id"]], set()).add(row["domain_id"])
    lists: dict[str, set[str]] = {}
    for region in table("regions"):
        code, country = region["nuts_id"], region["country"]
        if region["layer"] == "lan" and code in domains:
            lists[code] = domains[code]
        elif region["layer"] == "neighbours":
            short = code.rstrip("0") if code in ("EE00", "LV00") else code
            own = set().union(*(found for owner, found in domains.items() if owner.startswith(short)))
            if own:
                lists[code] = own
            elif country in domains:
                lists[country] = domains[country]
    n = Counter(domain for found in lists.values() for domain in found)
    weight = {domain: log((len(lists) + 1) / (n[domain] + 1)) + 1 for domain in n}
    here, there = lists["SE224"], lists["PL63"]
    link = link_between(ds, store, "SE224", "PL63", period)
    assert set(link.shared_domains) == here & there
    assert link.domain_part == pytest.approx(
        sum(weight[d] for d in here & there) / sum(weight[d] for d in here | there)
    )


def test_links_have_evidence_from_both_sides(ds: Dataset, store: ProjectStore) -> None:
    for level, period in product(("lan", "nuts2"), ("2014-2020", NOW)):
        for here in ds.drawn(level):
            for link in links_of(ds, store, here, period):
                back = link_between(ds, store, link.other, here, period)
                assert (
                    link.strength,
                    link.shared_domains,
                    link.joint_projects,
                    link.programmes,
                    link.partnerships,
                ) == (
                    back.strength,
                    back.shared_domains,
                    back.joint_projects,
                    back.programmes,
                    back.partnerships,
                )
                assert 0 <= link.strength <= 100


def test_who_may_apply_together_now(ds: Dataset, store: ProjectStore) -> None:
    def programmes(here: str, there: str) -> dict[str, str]:
        return {p.programme_id: p.certainty for p in link_between(ds, store, here, there, NOW).programmes}

    assert programmes("SE224", "PL63")["interreg-south-baltic-2021"] == "earlier_period"
    assert programmes("SE224", "PL21")["interreg-south-baltic-2021"] == "part_of_country"
    assert programmes("SE332", "FI1D")["interreg-aurora-2021"] == "stated"
    assert programmes("SE214", "EE00")["interreg-central-baltic-2021"] == "stated"
    assert programmes("SE311", "NO02")["interreg-sweden-norway-2021"] == "stated"


def test_the_map_of_grants_per_inhabitant(ds: Dataset, store: ProjectStore) -> None:
    population = {row["nuts_id"]: row["population"] for row in table("regions")}
    found = measure(ds, store, "eu_per_capita", "nuts2", NOW)
    for code, value in found.values.items():
        known = store.funding(ProjectFilter(region=code, period=NOW)).known_eur
        assert value == pytest.approx(known / float(population[code]))


def test_an_amount_that_was_only_applied_for_is_shown_and_counted_nowhere(store: ProjectStore) -> None:
    asked = [row["project_id"] for row in table("projects") if "amount_applied_for" in row["note"]]
    assert len(asked) == 4
    for project_id in asked:
        project = store.project(project_id)
        assert project.eu_eur
        there = store.funding(ProjectFilter(programme=project.programme_id, period=project.period))
        assert there.unpublished_projects >= len(asked)
