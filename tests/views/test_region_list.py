"""The list says what the map shows: colours, values, links, points and area of every region, in any order."""

from __future__ import annotations

import pytest

from s3dash.data.words import alphabetical
from s3dash.text import Text
from s3dash.views.map_view import colouring, picture
from s3dash.views.page import view
from s3dash.views.region_list import region_list, show_switch
from tests import by_hand
from tests.views.dom import context, queries_of, read, shown

COLOURS = ("priorities", "projects", "eu", "eu_per_capita", "gerd", "links", "domain&domain=energy")


def listed(site, query="", lang="en"):
    here = context(site, f"show=list&{query}", lang)
    return shown(region_list(here, site.geometry, colouring(here)))


def codes(page):
    """The regions in the order of their rows."""
    return [row["data-row"] for row in page.select("tr.unit")]


def row(page, code):
    return page.one(f'tr[data-row="{code}"]')


def cells(page, code):
    """Value, class and rank as they are read, as far as the table has them."""
    return [cell.text for cell in row(page, code).select("td") if "compare" not in cell.classes]


def notes(page):
    """Region -> what stands below its row."""
    found = {}
    for one in page.select("tr"):
        if "data-row" in one.attributes:
            last = one["data-row"]
        elif "notes" in one.classes:
            found[last] = one
    return found


def sort_of(head):
    return head.attributes.get("aria-sort")


def test_the_map_has_no_list(site):
    here = context(site)
    assert region_list(here, site.geometry, colouring(here)) is None


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("level", ["lan", "nuts2"])
@pytest.mark.parametrize("colour", COLOURS)
def test_every_region_has_the_colour_and_the_value_of_the_map(site, colour, level, lang):
    query = f"region={'SE31' if level == 'nuts2' else 'SE311'}&colour={colour}&sort=-value"
    page = listed(site, query, lang)
    here = context(site, query, lang)
    drawn, values = picture(here, site.geometry, colouring(here)), here.measure.values
    own, neighbours = by_hand.drawn(level), by_hand.drawn("neighbours")
    shown_codes = codes(page)
    if colour == "links":
        own, neighbours = neighbours, own  # where there is something to order comes first
    assert (set(shown_codes[: len(own)]), set(shown_codes[len(own) :])) == (set(own), set(neighbours))
    assert len(shown_codes) == len(own) + len(neighbours)
    for code in shown_codes:
        value = row(page, code).one("td.value")
        swatches = [(one.classes - {"swatch"}).pop() for one in value.select(".swatch")]
        assert swatches == [drawn.classes[code]] if code in drawn.classes else swatches == []
        number = value.text.removesuffix("".join(value.texts("small")))
        assert number in drawn.values.get(code, "–no value" if lang == "en" else "–inget värde")
    for group in (shown_codes[: len(own)], shown_codes[len(own) :]):
        known = [values[code] for code in group if code in values]
        assert known == sorted(known, reverse=True), "the highest first"
        assert all(code in values for code in group[: len(known)]), "what is not known comes last"


def test_rows_of_a_small_world(tiny_site):
    page = listed(tiny_site)
    assert page.texts("tr.group th") == ["Counties2", f"{Text('en')('level.neighbours_plural')}2"]
    assert codes(page) == ["SE221", "SE224", "EE00", "PL63"], "from north to south"
    assert row(page, "PL63").one("th").text == "PomorskiePL63Poland"
    assert cells(page, "SE224") == ["1", "1", "1"]
    assert cells(page, "EE00") == ["no data", "–no class", "–no rank"]
    assert page.texts("thead th.class") == ["Classof 1"]


def test_counts_that_are_lower_limits_have_no_rank(tiny_site):
    page = listed(tiny_site, "colour=projects")
    assert cells(page, "SE224") == ["4", "3", "1"]
    assert cells(page, "PL63") == ["at least 2", "2", "–no rank"]
    assert cells(page, "EE00")[2] == "–no rank"


def test_a_value_that_is_another_regions_says_so_and_has_no_rank(site):
    page = listed(site, "colour=gerd")
    borrowed = row(page, "SE311").one("td.value small").text
    assert borrowed == Text("en")("profile.borrowed", region=by_hand.name_of("SE31", "en"))
    assert cells(page, "SE311")[2] == "–no rank"
    assert cells(page, "SE110")[2] == "–no rank"


def test_a_domain_has_words_and_neither_classes_nor_ranks(tiny_site):
    page = listed(tiny_site, "colour=domain&domain=energy")
    assert cells(page, "SE221") == ["A priority"]
    assert cells(page, "SE224") == ["Part of a priority"]
    assert len(page.select("thead th")) == 3 == int(page.select("tr.group th")[0]["colspan"])


@pytest.mark.parametrize(
    ("query", "legend"),
    [("colour=links", "legend.links_need_region"), ("colour=domain", "legend.domain_needs_choice")],
)
def test_without_a_choice_the_list_says_what_is_needed(site, query, legend):
    page = listed(site, query)
    assert page.one(".legend-title").text == Text("en")(legend)
    assert set(page.texts("td.value")) == {"–no value"}


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("sort", ["name", "-name", "geography", "-geography"])
def test_orders(site, sort, lang):
    page = listed(site, f"sort={sort}", lang)
    own = codes(page)[:21]
    if "name" in sort:
        expected = sorted(own, key=lambda code: alphabetical(by_hand.name_of(code, lang), lang))
    else:
        expected = sorted(own, key=lambda code: (site.geometry.shapes[code].label[1], code))
        assert expected[0] == "SE332" and expected[-1] == "SE224"
    assert own == (expected[::-1] if sort.startswith("-") else expected)


def test_the_heads_sort_and_a_second_click_turns_round(tiny_site):
    page = listed(tiny_site, "colour=eu&region=SE221")
    heads = page.select("thead th")
    assert [sort_of(head) for head in heads] == [None] * 5 and heads[0]["scope"] == "col"
    assert queries_of(page, "thead a") == [
        "region=SE221&colour=eu&show=list&sort=name",
        "region=SE221&colour=eu&show=list&sort=-value",
    ]
    assert queries_of(page, ".turn") == ["region=SE221&colour=eu&show=list&sort=-geography"]
    down = listed(tiny_site, "sort=-value")
    assert [sort_of(head) for head in down.select("thead th")] == [None, "descending", None, None, None]
    assert queries_of(down, "#sort-value") == ["show=list&sort=value"]
    assert sort_of(listed(tiny_site, "sort=name").select("thead th")[0]) == "ascending"
    assert queries_of(listed(tiny_site, "sort=-name"), ".turn") == ["show=list&sort=name"]
    assert down.one(".list-order a[aria-current]").text == "Value"


def test_a_row_selects_its_region_and_the_chosen_one_is_marked(tiny_site):
    page = listed(tiny_site, "region=SE224&other=PL63&period=2014-2020")
    assert queries_of(row(page, "SE221"), "th a") == ["region=SE221&period=2014-2020&show=list"]
    assert [row(page, code).classes for code in codes(page)] == [
        {"unit"},
        {"unit", "chosen"},
        {"unit"},
        {"unit", "chosen"},
    ]
    assert [link.text for link in page.select("a[aria-current]") if "row" in link.classes] == ["Skåne"]


def test_a_region_is_compared_from_its_row_until_there_are_four(tiny_site):
    page = listed(tiny_site, "with=SE221")
    assert queries_of(row(page, "SE224"), ".compare a") == ["show=list&with=SE221,SE224"]
    assert row(page, "SE221").one(".compare a")["aria-pressed"] == "true"
    assert row(page, "SE224").one(".compare a")["aria-label"] == "Add Skåne to the comparison"
    full = listed(tiny_site, "with=SE221,SE224,PL63,EE00")
    assert len(full.select(".compare a")) == 4
    assert all(link["aria-pressed"] == "true" for link in full.select(".compare a"))


@pytest.mark.parametrize("query", ["region=SE311", "region=SE224&other=PL63", "region=PL63", "region=SE224&country=DK"])
def test_links_are_those_that_the_map_draws(site, query):
    page = listed(site, query)
    here = context(site, query)
    curves = picture(here, site.geometry, colouring(here)).curves
    assert curves
    found = {code: note.one(".pair") for code, note in notes(page).items()}
    assert set(found) == {curve.to for curve in curves}
    for number, curve in enumerate(curves, start=1):
        words = notes(page)[curve.to].text
        assert f"Link {number} to" in words
        assert curve.label.partition(": ")[2] in words, "the evidence"
        assert f"other={curve.to}" in found[curve.to]["href"]


def test_points_and_area_stand_below_their_regions(site):
    query = "places=university,cluster&area=interreg-south-baltic-2021"
    page = listed(site, query)
    here = context(site, query)
    drawn = picture(here, site.geometry, colouring(here))
    below = notes(page)
    assert {code for code, note in below.items() if note.select(".outline")} == set(drawn.area)
    points = [(point.classes - {"point"}).pop() for note in below.values() for point in note.select(".point")]
    assert sorted(points) == sorted(place.kind for place in drawn.places)
    words = " ".join(note.text for note in below.values())
    assert all(place.name in words for place in drawn.places)
    assert all(note.select(".unseen")[0].text for note in below.values()), "whose they are"
    assert page.texts(".overlays li") == ["Universities", "Clusters", "Interreg South Baltic"]


def test_one_countrys_neighbours_and_the_chosen_region(site):
    page = listed(site, "country=PL&region=EE00")
    far = codes(page)[21:]
    assert far == ["EE00", *(code for code in far if code.startswith("PL"))] and len(far) > 10
    assert "region=EE00&show=list" in queries_of(page, ".list-tools .choices a"), "all countries again"


def test_map_and_list_lead_to_each_other(tiny_site):
    here = context(tiny_site, "region=SE221&show=list&sort=name")
    switch = shown(show_switch(here))
    assert queries_of(switch, "a") == ["region=SE221", "region=SE221&show=list&sort=name"]
    assert switch.one("a[aria-current]").text == "List"


def test_the_view_holds_map_and_list_and_offers_no_picture_of_what_is_not_seen(site):
    built = view(context(site, "show=list&region=SE311"), site.geometry, [])
    assert built.map is not None and built.map.region == "SE311", "painted, for who goes back to it"
    menu = read(built.fragments["export-menu"])
    assert not menu.select("[data-picture]") and menu.select('[data-file="geojson"]')
    assert read(view(context(site), site.geometry, []).fragments["export-menu"]).select("[data-picture]")
