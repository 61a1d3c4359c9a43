"""Views that stand alone in a frame: the map, a chart, a page; each with its source and the way back."""

from __future__ import annotations

import pytest

from s3dash.views.embed import embedded, map_source, subject, whole
from s3dash.views.page import document, view
from tests.views.dom import context, read, shown


def write(site, query, lang="en", page=""):
    here = context(site, query, lang, page)
    built = view(here, site.geometry, ())
    return read(document(here, site.geometry, built, asset=lambda name: f"/assets/{name}?v=1", dash={}))


def parts(site, query, lang="en", page=""):
    found = embedded(context(site, query, lang, page), site.geometry)[1]
    return {name: shown(part) for name, part in found.items()}


# The map --------------------------------------------------------------------------------------------------------


def test_the_map_alone_has_its_meaning_its_source_and_the_way_back(tiny_site):
    page = write(tiny_site, "region=SE221&colour=projects&embed=1")
    assert page.one("#embed-head h1").text == "Number of projects"
    assert page.one("#embed-head .embed-said").text.startswith("Blekinge ")
    assert page.one("#embed-foot .source").text.startswith("Source: public lists of projects")
    back = page.one("#embed-foot a")
    assert back.text == "More about Blekinge in S3 Map"
    assert (back["href"], back["target"]) == ("/en/?region=SE221&colour=projects", "_blank")
    assert not page.select("header#top") and not page.select("#region-panel") and not page.select("#controls-row")
    assert page.one("#legend ul.legend-classes")


def test_a_click_on_the_map_stays_in_the_frame(tiny_site):
    page = write(tiny_site, "colour=eu&embed=1")
    links = page.select("#map-svg a[data-nuts]")
    assert links and all("embed=1" in link["href"] for link in links)


def test_its_views_carry_only_what_changes_there(tiny_site):
    built = view(context(tiny_site, "embed=1"), tiny_site.geometry, ())
    assert set(built.fragments) == {"legend", "embed-head", "embed-foot", "notices"}


def test_the_projects_that_are_counted_are_said(tiny_site):
    filtered = parts(tiny_site, "colour=eu&fund=interreg&embed=1")["embed-head"]
    assert filtered.one("p.quiet").text == "euro, known amount, 2021–2027 · Interreg"
    counted = parts(tiny_site, "colour=projects&period=2014-2020&embed=1")["embed-head"]
    assert counted.one("p.quiet").text == "2014–2020"
    assert "Interreg" not in parts(tiny_site, "fund=interreg&embed=1")["embed-head"].text, "priorities have no fund"


def test_both_ends_of_a_pair_are_said(tiny_site):
    page = parts(tiny_site, "region=SE224&other=PL63&embed=1")
    assert [name.text for name in page["embed-head"].select("strong")] == ["Skåne", "Pomorskie"]
    assert page["embed-foot"].one("a").text == "More about Skåne and Pomorskie in S3 Map"


def test_nothing_is_said_of_a_region_that_is_not_chosen(tiny_site):
    page = parts(tiny_site, "embed=1", "sv")
    assert not page["embed-head"].select(".embed-said")
    assert page["embed-foot"].one("a").text == "Öppna i S3-kartan"


@pytest.mark.parametrize(
    ("query", "source"),
    [
        ("", "Source: the regions’ strategies, compiled for the map."),
        ("colour=domain&domain=energy", "Source: the regions’ strategies, compiled for the map."),
        ("colour=eu_per_capita", "Source: public lists of projects, compiled for the map."),
        (
            "colour=links",
            "Source: the regions’ strategies, compiled for the map; public lists of projects, compiled for the map.",
        ),
        ("colour=population", "Source: Eurostat (demo_r_d2jan, nama_10r_3gdp)."),
    ],
)
def test_the_source_is_that_of_the_colours(site, query, source):
    assert map_source(context(site, query)) == f"{source} S3 Map, 31\xa0August\xa02026."


# A chart --------------------------------------------------------------------------------------------------------


def test_a_chart_alone_says_what_it_is_about_and_leads_to_the_dashboard_itself(tiny_site):
    page = write(tiny_site, "embed=1&chart=matrix", page="domains")
    assert page.one("#embed-head .kicker").text == "Domains"
    assert page.one("#page-content figure")["id"] == "chart-matrix"
    assert page.one("base")["target"] == "_blank"
    hrefs = [link["href"] for link in page.select("#page-content a")]
    assert hrefs and not [href for href in hrefs if "embed" in href]
    assert page.one("#embed-foot a")["href"] == "/en/domains"
    scripts = [script["src"] for script in page.select("script")]
    assert "/assets/chart.js?v=1" in scripts and "/assets/view.js?v=1" not in scripts


@pytest.mark.parametrize("page", ["domains", "", "projects", "about"])
def test_a_chart_that_is_not_there_is_said(tiny_site, page):
    whole_page = write(tiny_site, "embed=1&chart=nothing", page=page)
    assert whole_page.one("#page-content .empty").text.startswith("The chart is not here any more")
    assert len(whole_page.select("h1")) == 1
    assert whole_page.one("#embed-foot a")["href"] == f"/en/{page}"
    assert whole_page.one("#embed-foot .source").text.startswith("S3 Map, ")


# A page ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["projects", "compare", "domains", "about", "projects/P-PARTNERS"])
def test_a_page_without_what_is_around_it_has_the_way_back_too(tiny_site, page):
    whole_page = write(tiny_site, "embed=1", page=page)
    assert not whole_page.select("header#top")
    assert whole_page.one("#embed-foot a")["href"] == f"/en/{page}"
    assert whole_page.one("#embed-foot .source").text.startswith("S3 Map, ")


def test_in_the_presenters_frame_there_is_no_way_out(tiny_site):
    assert not write(tiny_site, "embed=page").select("#embed-foot")


# Words ----------------------------------------------------------------------------------------------------------


def test_the_same_view_in_the_dashboard_keeps_the_place_in_a_list(tiny_site):
    here = context(tiny_site, "region=SE224&start=50&embed=1", page="projects")
    assert whole(here.state).url == "/en/projects?region=SE224&start=50"


@pytest.mark.parametrize(
    ("query", "page", "words"),
    [
        ("region=SE221", "peers", "Blekinge · Similar regions"),
        ("region=SE221&with=SE224,PL63", "compare", "Skåne · Pomorskie · Compare"),
        ("with=SE224", "domains", "Domains"),
        ("", "domains/energy", "Energy"),
    ],
)
def test_what_a_chart_is_about(tiny_site, query, page, words):
    assert subject(context(tiny_site, query, page=page)) == words
