"""The export menu: the same on every page, without what a page does not have."""

from __future__ import annotations

import pytest

from s3dash.text import Text
from s3dash.views.export_menu import export_menu, has_layer, has_slides, has_tables, map_note, map_title, table_regions
from tests.views.dom import Element, context, shown


def menu(site, query="", lang="en", page="", has_map=False) -> Element:
    return shown(export_menu(context(site, query, lang, page), has_map=has_map))


def names(found: Element) -> list[str]:
    return [entry.text for entry in found.select("li span") if "class" not in entry.attributes]


SHARED = ["Print", "Embed", "QR code", "Add to the story"]
MAP = ["Picture (PNG)", "Vector picture (SVG)"]
LAYER = ["GeoJSON", "GeoPackage"]


@pytest.mark.parametrize(
    ("page", "query", "has_map", "own"),
    [
        ("", "", True, [*MAP, *LAYER]),
        ("", "region=SE224", True, ["PowerPoint", "Excel", *MAP, *LAYER, "Region profile"]),
        ("", "region=SE224&other=PL63", True, ["PowerPoint", "Excel", *MAP, *LAYER, "Region profile"]),
        ("", "colour=links", True, MAP),
        ("", "colour=domain", True, MAP),
        ("compare", "", False, []),
        ("compare", "with=SE224", False, []),
        ("compare", "with=SE224,PL63", False, ["PowerPoint", "Excel"]),
        ("peers", "region=SE224", True, [*MAP, "Region profile"]),
        ("partners", "", False, []),
        ("partners", "region=SE224", True, ["Excel", *MAP, "Region profile"]),
        ("projects", "", True, ["Excel", *MAP, *LAYER]),
        ("domains/energy", "", True, ["PowerPoint", *MAP]),
        ("profile", "region=SE224", False, []),
        ("about", "", False, []),
    ],
)
def test_a_page_has_what_can_be_made_of_it_and_always_the_rest(site, page, query, has_map, own):
    found = menu(site, query, "en", page, has_map)
    assert names(found) == [*own, *SHARED]
    assert all(button["type"] == "button" for button in found.select("li button"))


def test_a_story_is_not_put_into_itself(site):
    assert names(menu(site, "", "en", "present")) == SHARED[:-1]


def test_buttons_are_known_by_what_answers_them(site):
    found = menu(site, "region=SE224", "en", "", True)
    for name in ("data-print", "data-embed-open", "data-qr", "data-story-add"):
        assert len(found.select(f"button[{name}]")) == 1
    assert found.one("[data-story-add] [data-story-count]").text == ""
    assert [button["data-picture"] for button in found.select("button[data-picture]")] == ["png", "svg"]


def test_groups_have_a_name_and_an_empty_one_is_left_out(site):
    found = menu(site, "", "en", "about")
    assert found.texts("p") == ["Show and share"]
    assert found.one("ul")["aria-labelledby"] == found.one("p")["id"]


def test_files_are_of_the_view_as_it_is(site):
    found = menu(site, "region=SE224&period=2014-2020&fund=esf", "sv", "", True)
    assert found.one('[data-file="slides"]')["href"] == (
        "/files/sv/slides.pptx?region=SE224&period=2014-2020&fund=esf"
    )
    assert found.one('[data-file="gpkg"]')["href"] == "/files/sv/map.gpkg?region=SE224&period=2014-2020&fund=esf"
    assert all("download" in link.attributes for link in found.select("a[data-file]"))
    compared = menu(site, "with=SE224,PL63", "en", "compare")
    assert compared.one('[data-file="tables"]')["href"] == "/files/en/compare/tables.xlsx?with=SE224,PL63"
    listed = menu(site, "q=vatten&order=largest", "sv", "projects", True)
    assert listed.one('[data-file="list"]')["href"] == "/sv/projects.xlsx?order=largest&q=vatten"


def test_the_profile_is_of_the_whole_region(site):
    found = menu(site, "region=SE224&fund=esf&colour=eu", "en")
    assert "/en/profile?region=SE224" in [link["href"] for link in found.select("li a")]


@pytest.mark.parametrize(
    ("page", "query", "title"),
    [
        ("", "", "Antal prioriteringar"),
        ("", "domain=food&region=SE224&other=PL63", "Antal prioriteringar: Livsmedel och lantbruk – Skåne, Pomorskie"),
        ("", "colour=eu&fund=jtf&region=SE224", "EU-stöd – Skåne, Fonden för en rättvis omställning"),
        ("", "fund=jtf", "Antal prioriteringar"),
        ("", "colour=links&region=SE224", "Länkar till Skåne"),
        ("projects", "region=SE224&q=vatten", "Projekt 2021–2027 – ”vatten”, Skåne"),
        ("peers", "region=SE224", "Skåne · Liknande regioner"),
        ("domains/energy", "", "Energi och miljöteknik"),
    ],
)
def test_a_picture_says_what_it_shows_and_of_whom(site, page, query, title):
    assert map_title(context(site, query, "sv", page)) == title


@pytest.mark.parametrize(
    ("page", "query", "words"),
    [
        ("", "", "the regions’ strategies"),
        ("", "colour=eu", "public lists of projects"),
        ("", "colour=gdp_pps", "Eurostat ("),
        ("projects", "colour=gdp_pps", "public lists of projects"),
        ("peers", "region=SE224", "S3 Map"),
    ],
)
def test_a_picture_names_its_source_and_the_day_of_the_data(site, page, query, words):
    if "gdp" in query:
        query = query.replace("gdp_pps", sorted(site.vocabulary.indicators)[0])
    told = map_note(context(site, query, "en", page))
    assert words in told
    assert Text("en").day(site.dataset.data_date.isoformat()) in told


def test_what_a_view_offers(site):
    assert table_regions(context(site, "region=SE224&other=PL63").state) == ("SE224", "PL63")
    assert table_regions(context(site, "with=SE224", page="compare").state) == ()
    assert not has_tables(context(site, "region=SE224", page="peers"))
    assert not has_layer(context(site, "region=SE224", page="peers"))
    assert has_slides(context(site, page="domains/energy")) and not has_slides(context(site, page="domains"))
