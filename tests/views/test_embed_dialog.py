"""What can be embedded on a page, and the dialog that offers it."""

from __future__ import annotations

import pytest

from s3dash.views.embed_dialog import HIGHEST, LOWEST, MAP_HEIGHT, PAGE_HEIGHT, embed_dialog, pieces
from tests.views.dom import context, shown


def offered(site, query="", lang="en", page=""):
    return pieces(context(site, query, lang, page), site.geometry)


def dialog(site, query="", page="", framed_by=()):
    here = context(site, query, page=page)
    return shown(embed_dialog(here, pieces(here, site.geometry), "https://s3.example.org{}".format, framed_by))


def test_of_the_map_there_is_the_map_as_it_is_shown(tiny_site):
    (piece,) = offered(tiny_site, "region=SE224&other=PL63&colour=eu")
    assert (piece.name, piece.height) == ("The map", MAP_HEIGHT)
    assert piece.title == "EU contribution · Skåne · Pomorskie"
    assert piece.state.url == "/en/?region=SE224&other=PL63&colour=eu&embed=1"


def test_the_regions_to_compare_stay_behind_but_on_the_comparison(tiny_site):
    assert offered(tiny_site, "with=SE221,SE224")[0].state.url == "/en/?embed=1"
    for piece in offered(tiny_site, "with=SE221,SE224", page="compare"):
        assert piece.state.url.endswith("&with=SE221,SE224")


def test_of_a_page_with_charts_there_is_each_chart(site):
    found = offered(site, "region=SE311", page="change")
    assert len(found) > 5 and len({piece.state.chart for piece in found}) == len(found)
    for piece in found:
        assert piece.name == piece.title and piece.state.embed == "1"
        assert LOWEST < piece.height < HIGHEST and piece.height % 10 == 0


@pytest.mark.parametrize("page", ["projects", "about", "compare", "projects/P-PARTNERS"])
def test_of_any_other_page_there_is_the_page(tiny_site, page):
    (piece,) = offered(tiny_site, page=page)
    assert (piece.name, piece.height) == ("The whole page", PAGE_HEIGHT)
    assert piece.title and piece.state.url == f"/en/{page}?embed=1"


def test_from_within_a_frame_it_is_the_same(tiny_site):
    assert offered(tiny_site, "embed=1&chart=matrix", page="domains") == offered(tiny_site, page="domains")


def test_there_is_a_choice_only_where_there_is_more_than_one(site):
    assert "hidden" in dialog(site).one("label.embed-choice").attributes
    several = dialog(site, "region=SE311", "change")
    assert "hidden" not in several.one("label.embed-choice").attributes
    assert len(several.select("option")) > 5


def test_every_field_has_a_name(tiny_site):
    page = dialog(tiny_site)
    for field in ("select", "input", "textarea"):
        assert page.one(f"label {field}").parent.one("span").text
    assert page.one("[data-embed-close]")["aria-label"] == "Close"
    assert page.one("#embed-title").text == "Embed in another page"


def test_it_names_the_sites_that_may_show_it(tiny_site):
    hosts = ("https://a.example.org", "https://b.example.org")
    note = dialog(tiny_site, framed_by=hosts).one("p.note").text
    assert note == "Can be shown on https://a.example.org and https://b.example.org."
    assert dialog(tiny_site).one("p.note").text.startswith("So far only this website")
