"""Whole views and pages: fragments, title, notices, switches, and the document around them."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from s3dash.state import Ignored
from s3dash.text import Text
from s3dash.views.page import document, error_page, view
from tests.views.dom import context, queries_of, read

SHELL = {"pages", "switches", "basket", "export-menu", "notices"}
ANALYSIS = {"page-tabs", "page-settings", "page-content"}
BESIDE = {"legend", "level-switch", "page-facts"}
LIST = {f"projects-{name}" for name in ("head", "sums", "tools", "table", "note")}
FRAGMENTS = {
    "": SHELL | {"region-panel", "region-list", "legend", "show-switch", "level-switch"},
    "projects": SHELL | LIST | {"legend", "level-switch"},
    "projects/P-PARTNERS": SHELL | {"page-content", "page-facts", "legend"},
    "organisations/se-region-skane": SHELL | {"page-content", "page-facts", "legend"},
    "compare": SHELL | ANALYSIS,
    "peers": SHELL | ANALYSIS | BESIDE,
    "partners": SHELL | ANALYSIS | BESIDE,
    "change": SHELL | ANALYSIS,
    "domains": SHELL | ANALYSIS,
    "domains/energy": SHELL | ANALYSIS | BESIDE,
    "present": SHELL | ANALYSIS,
    "profile": SHELL | ANALYSIS,
    "api": SHELL | {"page-content"},
    "about": SHELL | {"page-content"},
}
every_page = pytest.mark.parametrize("page", list(FRAGMENTS))


def asset(name):
    return f"/assets/{name}?v=1"


def build(site, query="", lang="en", page="", ignored=()):
    return view(context(site, query, lang, page), site.geometry, ignored)


def write(site, query="", lang="en", page="", ignored=(), dash=None):
    here = context(site, query, lang, page)
    parts = {name: f"<!--{name}-->" for name in ("css", "app_entry", "config", "scripts", "renderer")}
    built = view(here, site.geometry, ignored)
    return document(here, site.geometry, built, asset=asset, dash=parts if dash is None else dash)


@every_page
def test_a_view_has_the_fragments_of_its_page_and_they_stand_in_it(tiny_site, page):
    built = build(tiny_site, page=page)
    assert set(built.fragments) == FRAGMENTS[page]
    whole = read(write(tiny_site, page=page))
    for name in built.fragments:
        whole.one(f"#{name}")
    assert (built.map is not None) == ("legend" in FRAGMENTS[page])


def test_a_view_is_sent_as_json(tiny_site):
    sent = json.loads(build(tiny_site, "region=SE221&colour=projects").json)
    assert sent["region"] == "SE221"
    assert sent["title"] == "Blekinge – S3 Map"
    assert sent["map"]["values"]["SE224"] == "4 projects"
    assert sent["controls"]["colour"] == "projects"


@pytest.mark.parametrize(
    ("query", "page", "lang", "title"),
    [
        ("", "", "en", "S3 Map – Smart specialisation in Sweden and the Baltic Sea region"),
        ("region=SE221", "", "sv", "Blekinge – S3-kartan"),
        ("region=SE224&other=PL63", "", "en", "Skåne · Pomorskie – S3 Map"),
        ("region=SE221", "projects", "en", "Blekinge – Projects – S3 Map"),
        ("", "about", "en", "About – S3 Map – Smart specialisation in Sweden and the Baltic Sea region"),
    ],
)
def test_titles(tiny_site, query, page, lang, title):
    built = build(tiny_site, query, lang, page)
    assert built.title == title
    assert read(write(tiny_site, query, lang, page)).one("head title").text == title


def test_what_was_ignored_is_told_and_written_as_text(tiny_site):
    hostile = '"><script>alert(1)</script>'
    ignored = [
        Ignored("region", hostile, "ignored.unknown_value"),
        Ignored(hostile, "1", "ignored.unknown_parameter"),
        Ignored("fund", "{text}", "ignored.unknown_value"),
    ]
    page = read(write(tiny_site, ignored=ignored))
    assert page.texts("#notices li") == [
        f"region = “{hostile}” does not exist.",
        f"“{hostile}” is not something the map knows.",
        "fund = “{text}” does not exist.",
    ]
    assert page.one("#notices div")["role"] == "status"
    assert read(write(tiny_site)).one("#notices").text == ""


def test_both_switches_keep_the_view(tiny_site):
    page = read(write(tiny_site, "region=SE221&period=2014-2020&start=50", page="projects"))
    groups = page.select("#switches div")
    assert queries_of(groups[0], "a") == [
        "region=SE221&period=2014-2020",
        "region=SE221&period=2014-2020&currency=SEK",
    ]
    assert [link["href"] for link in groups[1].select("a")] == [
        f"/{lang}/projects?region=SE221&period=2014-2020&start=50" for lang in ("sv", "en")
    ]
    assert [link["lang"] for link in groups[1].select("a")] == ["sv", "en"]
    assert groups[1].texts("a[aria-current]") == ["EN"]


@pytest.mark.parametrize(
    ("query", "targets"),
    [
        ("region=SE221", ["region=SE221", "level=nuts2&region=SE22"]),
        ("level=nuts2&region=SE22", ["", "level=nuts2&region=SE22"]),
        ("region=PL63", ["region=PL63", "level=nuts2&region=PL63"]),
        ("", ["", "level=nuts2"]),
    ],
)
def test_the_level_switch_goes_up_to_the_area_and_keeps_a_neighbour(tiny_site, query, targets):
    page = read(write(tiny_site, query))
    assert queries_of(page, "#level-switch a") == targets
    assert len(page.select("#level-switch a[aria-current]")) == 1


def test_an_area_of_one_county_leads_down_to_it(site):
    page = read(write(site, "region=SE11"))
    assert queries_of(page, "#level-switch a") == ["region=SE110", "level=nuts2&region=SE11"]


@every_page
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_document_around_a_view(tiny_site, page, lang):
    text = Text(lang)
    whole = read(write(tiny_site, "region=SE221", lang, page))
    assert whole.one("html")["lang"] == lang
    assert len(whole.select("main")) == 1
    names = ("explore", "compare", "domains", "projects", "present", "api", "about")
    assert whole.texts("#pages a") == [text(f"page.{name}") for name in names]
    sections = {**dict.fromkeys(("peers", "partners", "change"), "compare"), "profile": ""}
    section = sections.get(page, page.partition("/")[0])
    here = "projects" if section == "organisations" else section
    assert whole.one("#pages a[aria-current]")["href"].startswith(f"/{lang}/{here}?region=SE221")
    assert {link["hreflang"] for link in whole.select("link[hreflang]")} == {"sv", "en"}
    assert whole.one("a.brand")["href"] == f"/{lang}/"
    target = whole.one("a.skip")["href"].removeprefix("#")
    assert whole.one(f"#{target}")
    styles = [link["href"] for link in whole.select('link[rel="stylesheet"]')]
    assert styles[0] == asset("s3map.css") and (asset("analysis.css") in styles) == ("page-tabs" in FRAGMENTS[page])


def test_the_map_stands_in_the_first_answer(tiny_site):
    page = read(write(tiny_site, "region=SE221"))
    assert page.one('#map a[data-nuts="SE221"]')["aria-current"] == "true"
    assert page.one("#region-panel")["data-region"] == "SE221"
    for section in ("priorities", "projects", "links", "profile"):
        page.one(f"#region-panel #panel-{section}")


def test_a_page_without_controls_has_none_of_their_scripts(tiny_site):
    page = read(write(tiny_site, page="about", dash={}))
    assert not page.select("#controls-row")
    names = ("theme", "map", "focus", "view", "connection", "export", "story", "qr", "embed", "print")
    assert [script["src"] for script in page.select("script")] == [asset(f"{name}.js") for name in names]
    with_controls = write(tiny_site)
    for name in ("css", "app_entry", "config", "scripts", "renderer"):
        assert f"<!--{name}-->" in with_controls


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_page_for_lost_visitors(lang):
    page = read(error_page(Text(lang), asset, 404, "7fk3-m2px"))
    assert page.one("html")["lang"] == lang
    assert page.one("h1").text == Text(lang)("error.404.title")
    assert [link["href"] for link in page.select("main a")] == [f"/{lang}/", f"/{lang}/accessibility"]
    assert "7fk3-m2px" in page.text


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("status", [400, 405, 413, 414, 429, 500, 503])
def test_an_error_that_passes_can_be_tried_again(lang, status):
    page = read(error_page(Text(lang), asset, status, "7fk3-m2px"))
    assert page.one("h1").text == Text(lang)(f"error.{status}.title")
    assert ("" in [link["href"] for link in page.select("main a")]) == (status in (429, 500, 503))


def test_the_browser_learns_the_controls_values(tiny_site):
    page = read(write(tiny_site, f"region=SE221&places={quote('university,cluster')}"))
    values = json.loads(page.one("body")["data-controls"])
    assert values["places"] == ["university", "cluster"]
    assert page.one("body")["data-controls-key"] == "en/explore/2021-2027"


def test_the_links_to_the_other_pages_leave_the_filters_of_the_list_behind(tiny_site):
    page = read(write(tiny_site, "region=SE221&q=wind&baltic=1&year_from=2022", page="projects"))
    assert queries_of(page, "#pages a") == [
        "region=SE221",
        "region=SE221&with=SE221",
        "region=SE221",
        "region=SE221&year_from=2022&baltic=1&q=wind",
        "region=SE221",
        "region=SE221",
        "region=SE221",
    ]


def test_only_the_list_of_projects_has_the_scripts_of_the_grid(tiny_site):
    grid = '<script src="/_dash-component-suites/dash_ag_grid/dash_ag_grid.v35m1.min.js"></script>'
    other = '<script src="/_dash-component-suites/dash/dcc/dash_core_components.js"></script>'
    dash = {**dict.fromkeys(("css", "app_entry", "config", "renderer"), ""), "scripts": grid + other}
    for path, wanted in (("", False), ("projects", True), ("about", False)):
        page = write(tiny_site, page=path, dash=dash)
        assert (grid in page, other in page, "grid.js" in page) == (wanted, True, wanted)


def test_the_search_box_is_a_plain_form_that_keeps_the_other_filters(tiny_site):
    page = read(write(tiny_site, "region=SE221&currency=SEK&order=largest&q=wind+%22x", page="projects"))
    form = page.one("form#search")
    assert (form["action"], form["method"]) == ("/en/projects", "get")
    assert form.one("input[type=\"search\"]")["value"] == 'wind "x'
    hidden = {field["name"]: field["value"] for field in form.select("input[type=\"hidden\"]")}
    assert hidden == {"region": "SE221", "currency": "SEK", "order": "largest"}


def test_an_unknown_project_has_no_page(tiny_site):
    assert tiny_site.state("/en/projects/P-NONE", "") is None
    assert tiny_site.state("/en/organisations/nobody", "") is None


@pytest.mark.parametrize(
    ("page", "title"),
    [("projects/P-ALONE", "Alone – S3 Map"), ("organisations/se-region-skane", "Region Skåne – S3 Map")],
)
def test_the_title_of_a_page_about_one_thing_is_its_name(tiny_site, page, title):
    assert build(tiny_site, page=page).title == title


def test_a_view_says_how_long_the_list_is(tiny_site):
    assert (build(tiny_site, page="projects").rows, build(tiny_site).rows) == (5, 0)
    assert read(write(tiny_site, "region=SE221", page="projects")).one("body")["data-rows"] == "4"
