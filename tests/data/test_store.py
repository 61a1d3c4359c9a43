from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s3dash.data.store import Funding, Group, ProjectFilter, ProjectStore
from tests.analysis.world import PROJECTS, partner, project
from tests.data.stores import StoreOf

NOW = "2021-2027"


def ids(store: ProjectStore, f: ProjectFilter, **how: Any) -> list[str]:
    return [p.project_id for p in store.page(f, **how)]


def test_a_project_touches_an_area_by_region_lead_or_partner(store_of: StoreOf) -> None:
    store = store_of(
        project("REGION", regions="SE311"),
        project("LEAD", lead_nuts="SE311"),
        project("PARTNER", partners=[partner("SE311")]),
    )
    for region in ("SE311", "SE31", "SE3", "SE"):
        assert store.count(ProjectFilter(region=region)) == 3
    assert store.count(ProjectFilter(region="SE312")) == 0


def test_a_project_known_only_as_a_wider_area_is_no_county_s(store_of: StoreOf) -> None:
    store = store_of(project("WIDE", regions="SE31"), project("NATIONAL", regions="SE"))
    assert ids(store, ProjectFilter(region="SE31")) == ["WIDE"]
    assert store.count(ProjectFilter(region="SE")) == 2
    assert store.count(ProjectFilter(region="SE311")) == 0


def test_a_country_drawn_as_one_unit_holds_what_is_known_only_by_country(store_of: StoreOf) -> None:
    store = store_of(project("P", partners=[partner("EE"), partner("EE001")]))
    assert store.projects_by_unit(ProjectFilter())["EE00"] == 1


def test_without_a_region_every_project_counts_and_sweden_s_money(store: ProjectStore) -> None:
    assert store.count(ProjectFilter()) == 5
    assert store.funding(ProjectFilter()) == Funding(
        projects=5,
        known_eur=60.0,  # the Swedish lead of J1; its Polish partner's 40 never
        known_sek=600.0,
        known_projects=1,
        shared_eur=500.0,  # COVERS: a county and a Polish region
        shared_sek=5000.0,
        shared_projects=1,
        unpublished_projects=3,
        no_grant_projects=0,
    )


def test_a_project_outside_sweden_counts_for_the_whole_dataset_only(store_of: StoreOf) -> None:
    store = store_of(project("ABROAD", regions="PL63", eu_contribution=9.0), project("NOWHERE", eu_contribution=7.0))
    assert store.funding(ProjectFilter(region="SE")).projects == 0
    whole = store.funding(ProjectFilter())
    assert (whole.projects, whole.elsewhere_projects, whole.shared_projects, whole.shared_eur) == (
        2,
        1,
        1,
        7.0,
    )


def test_filters_combine(store: ProjectStore) -> None:
    assert ids(store, ProjectFilter(region="SE224", domain="energy")) == ["J1"]
    assert ids(store, ProjectFilter(period="2014-2020")) == ["OLD"]
    assert store.count(ProjectFilter(fund="erdf")) == 0
    assert store.count(ProjectFilter(programme="interreg-south-2021", period=NOW)) == 4


def test_the_projects_of_two_areas_are_those_with_partners_in_both(store: ProjectStore) -> None:
    assert sorted(ids(store, ProjectFilter(region="SE224", other="PL63"))) == ["J1", "J2"]
    assert ids(store, ProjectFilter(region="SE312", other="PL63")) == []  # COVERS both, has partners in none
    assert store.count(ProjectFilter(other="PL63")) == 2


def test_joint_projects_count_participations_on_both_sides(store: ProjectStore) -> None:
    assert store.joint_projects("SE224") == {"PL63": 2, "DK02": 1}
    assert store.joint_projects("PL63") == {"SE22": 2, "SE224": 2}
    assert store.joint_projects("SE312") == {"DE80": 1}
    assert store.joint_projects("SE312", ProjectFilter(period=NOW)) == {}
    assert store.joint_projects("SE")["PL63"] == 2


def test_orders_put_the_unknown_last(store_of: StoreOf) -> None:
    store = store_of(
        project("A", title="Öl", start_date="2023", eu_contribution=5.0),
        project("B", title="Ål", start_date="2023-04-01", eu_contribution=40.0, currency="SEK"),
        project("C", title="”Ark”", start_date=None),
        project("D", title="zoo", start_date="2021-12-31", eu_contribution=4.0),
    )
    assert ids(store, ProjectFilter(), order="newest") == ["B", "A", "D", "C"]
    assert ids(store, ProjectFilter(), order="largest") == ["A", "D", "B", "C"]
    assert ids(store, ProjectFilter(), order="title") == ["C", "D", "B", "A"]
    assert ids(store, ProjectFilter(), order="newest", limit=2, offset=1) == ["A", "D"]
    assert ids(store, ProjectFilter(), order="newest", offset=9) == []


def test_groups_are_sorted_by_projects_and_the_unclassified_stay(store: ProjectStore) -> None:
    assert store.by_domain(ProjectFilter()) == [Group(None, 3, 0.0, 0.0), Group("energy", 2, 60.0, 600.0, 1)]
    assert store.by_domain(ProjectFilter(region="PL63", period=NOW)) == [
        Group(None, 2, 0.0, 0.0),
        Group("energy", 1, 40.0, 400.0, 1),
    ]
    assert [(g.key, g.projects) for g in store.by_year(ProjectFilter())] == [("2021", 4), (None, 1)]
    assert [g.key for g in store.by_fund(ProjectFilter())] == ["interreg"]
    assert [g.key for g in store.by_programme(ProjectFilter())] == ["interreg-south-2021"]


def test_funding_by_region_is_each_unit_s_own(store: ProjectStore) -> None:
    f = ProjectFilter(period=NOW, region="SE311")
    by_region = store.funding_by_region(f, "lan")
    assert list(by_region) == ["SE221", "SE224", "SE311", "SE312"]
    assert all(found == store.funding(replace(f, region=code)) for code, found in by_region.items())
    assert list(store.funding_by_region(f, "nuts2")) == ["SE22", "SE31"]


def test_a_project_keeps_its_currency_and_says_its_rate(store_of: StoreOf) -> None:
    store = store_of(
        project("KRONOR", eu_contribution=1150.0, currency="SEK", start_date="2025-01-01", total_budget=2000.0),
        project("UNDATED", eu_contribution=10.0, start_date=None, end_date=None, partners=[partner("SE224", 4.0)]),
        project("UNKNOWN", currency=None),
    )
    kronor, undated, unknown = (store.project(i) for i in ("KRONOR", "UNDATED", "UNKNOWN"))
    assert (kronor.eu_contribution, kronor.currency, kronor.eu_sek) == (1150.0, "SEK", 1150.0)
    assert kronor.eu_eur == pytest.approx(100.0)
    assert (kronor.rate_year, kronor.rate_basis) == (2023, "last_known")
    assert (undated.eu_sek, undated.rate_year, undated.rate_basis) == (100.0, 2021, "period_start")
    assert store.partners("UNDATED")[0].eu_sek == 40.0
    assert (unknown.eu_eur, unknown.eu_sek, unknown.rate_basis) == (None, None, "start_year")
    assert (kronor.start_year, undated.start_year, undated.end_year) == (2025, None, None)


def test_reversed_dates_are_flagged_not_repaired(store_of: StoreOf) -> None:
    cases: list[tuple[str | None, str | None, bool]] = [
        ("2023-05-01", "2023-01-31", True),
        ("2023-05-01", "2023-05-01", False),
        ("2023", "2023-01-31", False),
        ("2024", "2023-01-31", True),
        (None, "2023-01-31", False),
        ("2023-05-01", None, False),
    ]
    store = store_of(*(project(f"P{i}", start_date=start, end_date=end) for i, (start, end, _) in enumerate(cases)))
    found = [store.project(f"P{i}") for i in range(len(cases))]
    assert [(p.start_date, p.end_date, p.dates_reversed) for p in found] == cases


def test_partners_lead_first(store_of: StoreOf) -> None:
    store = store_of(
        project("P", partners=[partner("SE311", role="associated"), partner("SE224"), partner("EE", role="lead")])
    )
    assert [p.role for p in store.partners("P")] == ["lead", "partner", "associated"]
    assert store.project("P").regions == ()


@pytest.mark.parametrize("unknown", ["XX", "", "'", "\\", "%", "å", "\N{GRINNING FACE}", "x" * 5000, "\0", "\ud800"])
def test_what_does_not_exist_is_an_error(store: ProjectStore, unknown: str) -> None:
    for ask in (store.project, store.partners, store.similar, store.organisation, store.joint_projects):
        with pytest.raises(KeyError):
            ask(unknown)
    assert store.partners_of(unknown) == []
    for ask_about in (store.count, store.funding, store.by_domain, store.page):
        for f in (ProjectFilter(region=unknown), ProjectFilter(other=unknown), ProjectFilter(region=unknown, text="x")):
            with pytest.raises(KeyError):
                ask_about(f)


def test_threads_get_the_same_answers(store: ProjectStore, store_of: StoreOf) -> None:
    filters = [
        ProjectFilter(region=region, text=text, amount_max=amount)
        for region in ("SE224", None, "PL63")
        for text, amount in ((None, None), ("project", None), (None, 600.0))
    ]

    def answers(of: ProjectStore, f: ProjectFilter) -> tuple[Any, ...]:
        return of.funding(f), of.by_domain(f), of.projects_by_unit(f), of.page(f), list(of.batches(f))

    fresh = store_of(*PROJECTS)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda f: answers(fresh, f), filters * 2))
    assert found == [answers(store, f) for f in filters] * 2


CODES = ["SE221", "SE224", "SE311", "SE312", "SE22", "SE31", "SE", "PL633", "PL63", "DK01", "EE", "EE001"]
AREAS = ["SE221", "SE224", "SE311", "SE312", "SE22", "SE31", "SE", "PL63", "DK01", "EE00"]
codes = st.sampled_from(CODES)
amounts = st.none() | st.integers(1, 1000).map(float)
partners = st.builds(partner, st.none() | codes, amounts, st.sampled_from(["lead", "partner", "associated"]))


def projects_of(code: st.SearchStrategy[str] = codes) -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(
        lambda **changes: project("", **changes),
        regions=st.lists(code, max_size=3, unique=True).map(" ".join),
        lead_nuts=st.none() | code,
        partners=st.lists(st.builds(partner, code, amounts), max_size=3),
        eu_contribution=amounts,
        currency=st.sampled_from(["EUR", "SEK"]),
        amount_covers=st.sampled_from(["project", "swedish_partners"]),
        start_date=st.sampled_from([None, "2021-01-01", "2023", "2026-05"]),
        domain_id=st.sampled_from([None, "energy", "food"]),
        fund=st.sampled_from(["erdf", "interreg"]),
    )


def numbered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row | {"project_id": f"P{i}"} for i, row in enumerate(rows)]


some_projects = st.lists(
    projects_of().flatmap(lambda row: st.lists(partners, max_size=3).map(lambda more: row | {"partners": more})),
    max_size=10,
).map(numbered)
few = settings(max_examples=6, deadline=None)


@few
@given(some_projects)
def test_every_project_of_an_area_is_in_exactly_one_part(store_of: StoreOf, rows: list[dict[str, Any]]) -> None:
    store = store_of(*rows)
    for region in [None, *AREAS]:
        f = ProjectFilter(region=region)
        found = store.funding(f)
        parts = (
            found.known_projects
            + found.shared_projects
            + found.unpublished_projects
            + found.no_grant_projects
            + found.elsewhere_projects
        )
        assert found.projects == parts == store.count(f) == len(store.page(f, limit=99))
        for groups in (store.by_domain(f), store.by_fund(f), store.by_programme(f), store.by_year(f)):
            assert sum(group.projects for group in groups) == found.projects
            assert sum(group.known_eur for group in groups) == pytest.approx(found.known_eur)
            assert sum(group.known_sek for group in groups) == pytest.approx(found.known_sek)


@few
@given(some_projects, projects_of(st.sampled_from(["SE221", "SE224", "PL63", "SE"])))
def test_no_region_s_sum_grows_by_another_s_grant(
    store_of: StoreOf, rows: list[dict[str, Any]], extra: dict[str, Any]
) -> None:
    before = store_of(*rows)
    after = store_of(*rows, extra | {"project_id": "EXTRA"})
    for region in ("SE311", "SE312", "SE31", "DK01", "EE00"):
        f = ProjectFilter(region=region)
        assert after.funding(f) == before.funding(f)


@few
@given(projects_of())
def test_sweden_counts_a_project_once(store_of: StoreOf, row: dict[str, Any]) -> None:
    store = store_of(row | {"project_id": "P"})
    assert store.count(ProjectFilter()) == 1
    national, whole = store.funding(ProjectFilter(region="SE")), store.project("P").eu_eur
    partners_sum = sum(p.eu_eur or 0.0 for p in store.partners("P") if (p.nuts_id or "").startswith("SE"))
    assert national.projects <= 1
    assert national.known_eur <= max(whole or 0.0, partners_sum) + 1e-9
    if national.projects:
        assert store.funding(ProjectFilter()) == national


@few
@given(some_projects)
def test_a_wider_area_knows_of_every_project_of_its_parts(store_of: StoreOf, rows: list[dict[str, Any]]) -> None:
    store = store_of(*rows)

    def touching(region: str) -> set[str]:
        return {p.project_id for p in store.page(ProjectFilter(region=region), limit=99)}

    for area, parts in {
        "SE22": ["SE221", "SE224"],
        "SE31": ["SE311", "SE312"],
        "SE": ["SE22", "SE31"],
    }.items():
        assert set().union(*map(touching, parts)) <= touching(area)
        of_area = store.funding(ProjectFilter(region=area))
        for part in parts:
            found = store.funding(ProjectFilter(region=part))
            assert found.known_projects <= of_area.known_projects


PAIRS = [(here, there) for here in ("SE221", "SE224", "SE311", "SE22", "SE31") for there in ("PL63", "DK01", "EE00")]


@few
@given(some_projects, st.lists(st.sampled_from(PAIRS), min_size=4, max_size=4, unique=True))
def test_joint_projects_are_those_that_the_filter_finds_from_either_side(
    store_of: StoreOf, rows: list[dict[str, Any]], pairs: list[tuple[str, str]]
) -> None:
    store = store_of(*rows)
    for here, there in pairs:
        n = store.count(ProjectFilter(region=here, other=there))
        assert n == store.count(ProjectFilter(region=there, other=here))
        assert n == store.joint_projects(here).get(there, 0) == store.joint_projects(there).get(here, 0)
