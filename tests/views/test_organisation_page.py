"""The page of one organisation: its projects, the domains they are in, and whom it works with."""

from __future__ import annotations

from s3dash.views.organisation_page import organisation_page
from tests.views.dom import context, shown


def page_of(site, organisation_id, lang="en", query=""):
    page = organisation_page(context(site, query, lang, f"organisations/{organisation_id}"))
    return shown([page.content, page.facts, page.legend])


def test_everything_about_an_organisation(tiny_site):
    page = page_of(tiny_site, "se-region-blekinge")
    assert page.one("h1").text == "Region Blekinge"
    assert page.one("p.kicker").text == "Organisation · Blekinge, Sweden"
    figures = {row.one("dt").text: row.one("dd").text for row in page.select(".key-figures div")}
    assert figures == {"projects": "2", "regions": "3"}
    assert sorted(page.texts("#organisation-projects a.original")) == ["Alone", "Partners"]
    assert page.one("#organisation-projects a.more")["href"] == (
        "/en/projects?period=all&organisation=se-region-blekinge"
    )
    bars = {bar.one(".bar-name").text: bar["href"] for bar in page.select("#organisation-domains a.bar")}
    assert bars["Food"] == "/en/projects?period=all&domain=food&organisation=se-region-blekinge"
    facts = {row.one("dt").text: row.one("dd").text for row in page.select("dl.facts div")}
    assert facts == {
        "Kind of organisation": "Regional authority",
        "Country": "Sweden",
        "Region": "Blekinge",
        "Id": "se-region-blekinge",
    }


def test_whom_it_works_with(tiny_site):
    page = page_of(tiny_site, "se-region-blekinge", query="currency=SEK")
    rows = {row.one("a").text: row.text for row in page.select("#organisation-partners li")}
    assert set(rows) == {"Gdynia City", "Lunds universitet"}
    assert rows["Gdynia City"] == "Gdynia CityTrójmiejski, Poland1 project"
    links = [link["href"] for link in page.select("#organisation-partners a")]
    assert all(link.startswith("/en/organisations/") and link.endswith("?currency=SEK") for link in links)


def test_an_organisation_that_is_alone_and_of_an_unknown_kind(tiny_site):
    page = page_of(tiny_site, "ee-tartu", "sv")
    assert page.one("#organisation-partners p.empty").text.startswith("Ingen annan organisation")
    assert "Typ av organisation" not in page.texts("dl.facts dt")
