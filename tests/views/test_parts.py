"""The small pieces that panels share."""

from __future__ import annotations

import pytest

from s3dash.state import ViewState
from s3dash.text import Text
from s3dash.views import html, parts
from tests.views.dom import context, shown


def test_a_view_link_is_followed_in_the_page_and_a_web_link_leaves_it():
    link = shown(parts.view_link("Energy", ViewState(lang="en", domain="energy"))).one("a")
    assert link.attributes == {"href": "/en/?domain=energy", "data-view": "1"}
    out = shown(parts.web_link("Page", "https://example.org/?a=1&b=2")).one("a")
    assert out["href"] == "https://example.org/?a=1&b=2"
    assert (out["target"], out["rel"]) == ("_blank", "noopener noreferrer")


def test_bars_have_length_value_and_the_chosen_one():
    page = shown(
        parts.bars(
            [
                parts.Bar("One", 1.0, "3", ViewState(domain="energy"), chosen=True, detail="€5"),
                parts.Bar("Two", 1 / 3, "1", ViewState()),
            ],
            "Domains",
        )
    )
    assert page.one("ul")["aria-label"] == "Domains"
    assert [track["style"] for track in page.select(".bar-track span")] == ["width:100.0%", "width:33.3%"]
    assert [link.text for link in page.select("a[aria-current]")] == ["One3€5"]


def test_a_section_is_named_by_its_heading():
    page = shown(parts.section("links", "Baltic links", [html.P("x")], html.Span("2021")))
    section = page.one("section")
    assert section["id"] == "panel-links"
    assert page.one(f"#{section['aria-labelledby']}").text == "Baltic links"


def test_key_figures_and_choices():
    figures = shown(parts.key_figures([("7", "projects"), (html.Span("x"), "links")]))
    assert (figures.texts("dt"), figures.texts("dd")) == (["projects", "links"], ["7", "x"])
    chosen = shown(parts.choices("Order", [("New", ViewState(), True), ("Old", ViewState(), False)]))
    assert chosen.texts("a[aria-current]") == ["New"]
    assert chosen.one("div")["aria-label"] == "Order"
    assert "aria-label" not in shown(parts.choices("", [])).one("div").attributes


@pytest.mark.parametrize(
    ("confidence", "words"),
    [("official", []), ("secondary", ["secondary source"]), ("inferred", ["unverified"])],
)
def test_confidence_is_marked_where_it_is_not_official(confidence, words):
    assert shown(parts.confidence_mark(Text("en"), confidence)).texts(".mark") == words


def test_a_source_has_title_date_and_link_or_says_what_it_is(tiny_site):
    here = context(tiny_site)
    link = shown(parts.source_link(here, "S0001")).one("a")
    assert link["href"] == "https://example.org/a"
    assert link["title"] == "A first source (accessed 23\u00a0November\u00a02026)"
    assert link["aria-label"].endswith(link["title"])
    plain = shown(parts.source_link(here, "S0002")).one("span")
    assert plain["title"].startswith("General knowledge, no page (accessed")


def test_a_region_is_a_link_where_the_map_draws_it(tiny_site):
    here = context(tiny_site, "domain=energy", page="projects")
    assert shown(parts.region_link(here, "SE221")).one("a")["href"] == "/en/?region=SE221&domain=energy"
    assert shown(parts.region_link(here, "SE22")).one("a")["href"] == "/en/?level=nuts2&region=SE22&domain=energy"
    assert shown(parts.region_link(here, "PL633")).one("span").text == "Trójmiejski"
