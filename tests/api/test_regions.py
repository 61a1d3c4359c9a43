"""Regions, priorities, links, peers and indicators: as the analysis has them, each row with its source."""

from __future__ import annotations

import pytest

from s3dash.analysis.links import links_of
from s3dash.analysis.peers import peers_of
from s3dash.analysis.portfolios import portfolio_peers
from s3dash.analysis.profile import profile
from s3dash.analysis.structure import structural_peers
from s3dash.data.store import Level
from tests import by_hand
from tests.api.ask import get, items, problem


def test_regions_of_a_layer_or_country(api):
    assert [row["nuts_id"] for row in items(api, "/regions?layer=lan")] == by_hand.drawn("lan")
    rows = items(api, "/regions?layer=neighbours&country=FI")
    assert {row["country"] for row in rows} == {"FI"} and {row["layer"] for row in rows} == {"neighbours"}


def test_a_region_as_its_row_says(api):
    region, row = get(api, "/regions/SE232"), by_hand.the("regions", "SE232")
    assert {name: region[name] for name in ("name_sv", "name_en", "name_local", "parent", "county_code")} == {
        name: row[name] for name in ("name_sv", "name_en", "name_local", "parent", "county_code")
    }
    assert (region["population"], region["area_km2"]) == (int(row["population"]), float(row["area_km2"]))
    process = by_hand.the("s3_process", "SE232")
    assert region["strategy"]["title"] == process["strategy_title"]
    assert region["strategy"]["source"]["id"] == process["source_id"]
    assert "Eurostat" in region["source"]["title"] and region["source"]["url"].startswith("https://")
    assert [funding["period"] for funding in region["funding"]] == ["2021-2027", "2014-2020"]


def test_the_funding_of_a_region_by_period(tiny_api):
    now, before = get(tiny_api, "/regions/SE22")["funding"]
    assert (now["projects"], now["known"]["projects"], now["not_published"]["projects"]) == (5, 4, 1)
    assert before["projects"] == 1


def test_a_region_without_a_strategy_and_a_dataset_that_does_not_say_its_origin(tiny_api):
    region = get(tiny_api, "/regions/PL63")
    assert region["strategy"] is None and region["source"] is None
    assert region["children"] == ["PL633"]


def test_priorities_with_their_domains_the_primary_one_first(tiny_api):
    now, before = items(tiny_api, "/regions/SE224/priorities")
    assert (now["priority_id"], now["domains"], now["basis"]) == ("P0002", ["food", "energy"], "own")
    assert (before["period"], before["confidence"], before["source_year"]) == ("2014-2020", "secondary", 2015)
    assert now["source"]["title"] == "A first source"
    assert items(tiny_api, "/regions/SE224/priorities?period=2014-2020&domain=energy") == [before]
    assert items(tiny_api, "/regions/SE224/priorities?period=2014-2020&domain=food") == []


def test_priorities_that_stand_for_an_area(tiny_api):
    rows = items(tiny_api, "/regions/SE22/priorities?period=2021-2027")
    assert [(row["nuts_id"], row["basis"]) for row in rows] == [("SE221", "part"), ("SE224", "part")]


@pytest.mark.parametrize(("region", "query"), [("SE232", ""), ("SE22", ""), ("PL63", "level=nuts2")])
def test_links_as_the_analysis_has_them(api, site, region, query):
    level: Level = "nuts2" if query else "lan"
    expected = [link for link in links_of(site.dataset, site.store, region, "2021-2027", level) if link.strength > 0]
    rows = items(api, f"/regions/{region}/links?{query}")
    assert [(row["other"], row["joint_projects"]) for row in rows] == [
        (link.other, link.joint_projects) for link in expected
    ]
    for row, link in zip(rows, expected, strict=True):
        parts = [row[f"{name}_part"] for name in ("domain", "project", "programme", "partnership")]
        assert row["strength"] == pytest.approx(25 * sum(parts), abs=1e-3)
        assert row["shared_domains"] == list(link.shared_domains)
        assert row["sources"] or not (row["shared_domains"] or row["programmes"] or row["partnerships"])


def test_links_of_a_country_or_in_a_domain(api):
    rows = items(api, "/regions/SE232/links?country=FI&domain=energy&period=2014-2020")
    assert rows and {row["country"] for row in rows} == {"FI"}
    assert all("energy" in row["shared_domains"] for row in rows)


def test_a_link_has_the_sources_of_its_evidence(tiny_api):
    (link,) = items(tiny_api, "/regions/SE224/links?country=PL")
    assert link["shared_domains"] == ["energy"] and link["joint_projects"] == 2
    assert link["partnerships"] == ["agreement", "everyone"]
    assert {source["id"] for source in link["sources"]} == {"S0001", "S0002"}


def test_peers_as_the_analysis_has_them(api, site):
    expected = peers_of(site.dataset, "SE232", "2014-2020")
    rows = items(api, "/regions/SE232/peers?period=2014-2020")
    assert [row["other"] for row in rows] == [peer.nuts_id for peer in expected]
    assert [row["similarity"] for row in rows] == sorted((row["similarity"] for row in rows), reverse=True)
    assert all(row["sources"] and row["shared_domains"] for row in rows)


def test_indicators_with_all_their_years(api, site):
    rows = items(api, "/regions/SE232/indicators")
    for row, reading in zip(rows, profile(site.dataset, "SE232"), strict=True):
        assert (row["value"], row["year"], row["value_of"]) == (reading.value, reading.year, reading.nuts_id)
        assert [(point["year"], point["value"]) for point in row["series"]] == list(reading.series)
        assert row["source"]["id"] == by_hand.the("indicators", row["indicator_id"])["source_id"]


@pytest.mark.parametrize("rest", ["", "/priorities", "/projects", "/links", "/peers", "/indicators"])
@pytest.mark.parametrize("ending", ["", ".csv"])
def test_regions_that_do_not_exist(tiny_api, rest, ending):
    assert "XX99" in problem(tiny_api, f"/regions/XX99{rest}{ending}", 404)["detail"]


@pytest.mark.parametrize("rest", ["links", "peers"])
def test_only_drawn_regions_have_links_and_peers(tiny_api, rest):
    assert "SE2 " in problem(tiny_api, f"/regions/SE2/{rest}", 404)["detail"]


def test_domains_and_programmes(api):
    assert [row["domain_id"] for row in items(api, "/domains")] == [
        row["domain_id"] for row in by_hand.table("domains")
    ]
    programmes = {row["programme_id"]: row for row in items(api, "/programmes")}
    for row in by_hand.table("programmes"):
        budget = {"amount": float(row["budget_meur"]) * 1e6, "currency": "EUR"} if row["budget_meur"] else None
        assert programmes[row["programme_id"]]["budget"] == budget
    interreg = items(api, "/programmes?kind=interreg&period=2014-2020")
    assert interreg == [p for p in programmes.values() if (p["kind"], p["period"]) == ("interreg", "2014-2020")]


@pytest.mark.parametrize("region", ["SE33", "SE232", "PL63"])
def test_peers_by_structure(api, site, region):
    ranking = structural_peers(site.dataset, region)
    rows = items(api, f"/regions/{region}/peers?by=structure&limit=500")
    assert [row["other"] for row in rows] == [peer.nuts_id for peer in ranking.peers]
    for row, peer in zip(rows, ranking.peers, strict=True):
        assert row["similarity"] == pytest.approx(1 - peer.distance, abs=1e-6)
        assert row["coverage"] == pytest.approx(peer.coverage, abs=1e-6)
        assert sum(part["share"] for part in row["distance_shares"]) == pytest.approx(1, abs=1e-5)
        assert row["sources"] and row["basis"] is None and row["shared_domains"] == [] and row["projects"] is None


def test_peers_by_projects(api, site):
    found = portfolio_peers(site.dataset, site.store, "SE232", "2021-2027")
    rows = items(api, "/regions/SE232/peers?by=projects&limit=500")
    assert [(row["other"], row["projects"]) for row in rows] == [
        (peer.nuts_id, peer.portfolio.classified) for peer in found.peers
    ]
    assert all(row["sources"] and row["coverage"] is None and row["distance_shares"] == [] for row in rows)
