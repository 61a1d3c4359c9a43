"""Projects: filters counted by hand and by the store, amounts with what is known of them, participations."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from s3dash.data.store import ProjectFilter
from tests import by_hand
from tests.api.ask import get, items, problem

BY_HAND = [
    ("", {"P-ALONE", "P-PARTNERS", "P-SHARED", "P-UNKNOWN", "P-GUEST", "P-BACK"}),
    ("period=all", {"P-ALONE", "P-PARTNERS", "P-SHARED", "P-UNKNOWN", "P-GUEST", "P-BACK"}),
    ("period=2014-2020", {"P-BACK"}),
    ("domain=energy", {"P-ALONE", "P-UNKNOWN", "P-GUEST"}),
    ("fund=erdf", {"P-ALONE", "P-SHARED"}),
    ("programme=interreg-south-baltic-2021", {"P-PARTNERS", "P-UNKNOWN", "P-GUEST"}),
    ("region=SE221", {"P-ALONE", "P-PARTNERS", "P-SHARED", "P-GUEST"}),
    ("region=SE224&other=PL63", {"P-PARTNERS", "P-GUEST"}),
    ("other=EE00", {"P-UNKNOWN"}),
    ("year_from=2026", {"P-SHARED", "P-GUEST"}),
    ("year_to=2022", {"P-ALONE", "P-BACK"}),
    ("year_from=2025&year_to=2025", {"P-PARTNERS", "P-SHARED", "P-GUEST"}),
    ("amount_min=600", {"P-ALONE", "P-PARTNERS", "P-SHARED"}),
    ("amount_max=600.5", {"P-PARTNERS", "P-GUEST"}),
    ("partner=PL", {"P-PARTNERS", "P-GUEST"}),
    ("partner=XX", set()),
    ("baltic=1", {"P-PARTNERS", "P-UNKNOWN", "P-GUEST"}),
    ("q=alone", {"P-ALONE"}),
    ("q=region%20sk%C3%A5ne", {"P-SHARED", "P-GUEST"}),
]


@pytest.mark.parametrize(("query", "expected"), BY_HAND)
def test_filters_counted_by_hand(tiny_api, query, expected):
    page = get(tiny_api, f"/projects?{query}")
    assert {row["project_id"] for row in page["items"]} == expected
    assert page["total"] == page["funding"]["projects"] == len(expected)


def test_an_organisation_is_found_by_the_id_in_its_participations(tiny_api):
    rows = items(tiny_api, "/projects/P-ALONE/participations")
    organisation = rows[0]["organisation_id"]
    found = get(tiny_api, f"/projects?organisation={organisation}")["items"]
    assert {row["project_id"] for row in found} == {"P-ALONE", "P-PARTNERS"}


@pytest.mark.parametrize("region", ["SE", "SE2", "SE22", "SE224", "PL63"])
def test_a_region_has_the_projects_that_touch_it(tiny_api, region):
    of_region = get(tiny_api, f"/regions/{region}/projects?period=2021-2027")
    filtered = get(tiny_api, f"/projects?region={region}&period=2021-2027")
    assert of_region["items"] == filtered["items"] and of_region["funding"] == filtered["funding"]


@pytest.mark.parametrize("region", ["SE232", "SE11", "PL63"])
def test_projects_of_the_bundled_regions_by_hand(api, region):
    expected = [
        p["project_id"] for p in by_hand.table("projects") if by_hand.places(p["project_id"]) & by_hand.area(region)
    ]
    assert sorted(row["project_id"] for row in items(api, f"/regions/{region}/projects?limit=500")) == sorted(expected)


WORDS: dict[str, list[Any]] = {
    "period": ["2014-2020", "2021-2027"],
    "domain": ["energy", "health", "blue"],
    "fund": ["erdf", "interreg"],
    "region": ["SE232", "SE22", "SE", "DK01"],
    "other": ["PL63", "SE224"],
    "year_from": [2016, 2024],
    "year_to": [2024, 2026],
    "amount_min": [100000],
    "partner": ["PL", "FI"],
}


@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in WORDS.items()}))
def test_filters_agree_with_the_store(api, site, asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    wanted = ProjectFilter(**asked)
    page = get(api, f"/projects?limit=20&order=largest&{query}")
    assert page["total"] == site.store.count(wanted)
    assert [row["project_id"] for row in page["items"]] == [
        project.project_id for project in site.store.page(wanted, "largest", 20)
    ]
    funding = site.store.funding(wanted)
    assert page["funding"]["known"]["eur"] == pytest.approx(funding.known_eur, abs=0.01)
    assert page["funding"]["shared"]["projects"] == funding.shared_projects


def test_sums_of_an_area_by_what_is_known(tiny_api):
    funding = get(tiny_api, "/regions/SE221/projects")["funding"]
    assert funding["projects"] == 4
    assert funding["known"] == {
        "projects": 2,
        "eur": 1200.0,
        "sek": pytest.approx(1000 * 10.6296 + 200 * 11.4788, abs=0.01),
    }
    assert funding["shared"] == {"projects": 1, "eur": pytest.approx(90000 / 11.4788, abs=0.01), "sek": 90000.0}
    assert (funding["not_published"], funding["no_grant"]) == ({"projects": 0}, {"projects": 1})


def test_an_amount_has_its_currency_and_what_is_known_of_it(tiny_api):
    rows = {row["project_id"]: row["eu_contribution"] for row in items(tiny_api, "/projects")}
    assert rows["P-SHARED"] == {
        "status": "published",
        "amount": 90000.0,
        "currency": "SEK",
        "eur": round(90000 / 11.4788, 2),
        "sek": 90000.0,
        "covers": "project",
        "rate_year": 2023,
        "rate_basis": "start_year",
    }
    unknown = rows["P-UNKNOWN"]
    assert unknown["status"] == "not_published"
    assert {unknown[name] for name in ("amount", "currency", "eur", "sek", "covers")} == {None}


def test_an_amount_that_nobody_has_granted(api):
    noted = {
        row["project_id"]
        for row in by_hand.table("projects")
        if row["eu_contribution"] and {"amount_applied_for", "prioritised_only"} & set(row["note"].split())
    }
    rows = items(api, "/projects?limit=500")
    assert noted and {r["project_id"] for r in rows if r["eu_contribution"]["status"] == "not_granted"} == noted


def test_a_project_has_its_participations_and_sources(tiny_api):
    project = get(tiny_api, "/projects/P-GUEST")
    shares = {row["organisation"]: row["eu_contribution"] for row in project["participations"]}
    assert shares["Region Skåne"]["status"] == "published" and shares["Region Skåne"]["amount"] == 500
    assert shares["Karlskrona kommun"]["status"] == "no_grant"
    assert shares["Somewhere"] == {
        "status": "not_published",
        "amount": None,
        "currency": None,
        "eur": None,
        "sek": None,
    }
    assert project["source"] == {
        "id": "S0001",
        "title": "A first source",
        "url": "https://example.org/a",
        "date": "2026-11-23",
        "licence": "CC BY 4.0",
    }
    assert [row["source"]["id"] for row in project["participations"]] == ["S0001", "S0002", "S0001"]
    assert project["participations"] == items(tiny_api, "/projects/P-GUEST/participations")


def test_remarks_are_words(tiny_api):
    assert get(tiny_api, "/projects/P-BACK")["remarks"] == ["dates_reversed"]
    assert get(tiny_api, "/projects/P-ALONE")["remarks"] == []


def test_the_best_match_comes_first_where_there_is_a_text(api):
    best = get(api, "/projects?q=energi&limit=20")["items"]
    assert best == get(api, "/projects?q=energi&limit=20&order=relevance")["items"]
    assert best != get(api, "/projects?q=energi&limit=20&order=newest")["items"]


def test_ids_that_do_not_exist(tiny_api):
    for path in ("/projects/NONE", "/projects/NONE.csv", "/projects/NONE/participations", "/regions/XX/projects"):
        assert problem(tiny_api, path, 404)["detail"].startswith("There is no ")


def test_a_part_of_a_drawn_region_has_no_projects_of_its_own(tiny_api):
    assert "PL633" in problem(tiny_api, "/regions/PL633/projects", 404)["detail"]
    assert get(tiny_api, "/regions/PL633")["funding"] == []
