"""The profile: what stands on its two sheets, and what is said where something is missing."""

from __future__ import annotations

import pytest

from s3dash.analysis.change import PriorityChange
from s3dash.analysis.profile import profile
from s3dash.text import Text
from s3dash.views.panel import panel
from s3dash.views.profile_page.back import _change_words
from s3dash.views.profile_page.figures import earlier
from s3dash.views.profile_page.page import profile_page
from tests import by_hand
from tests.views.dom import context, shown
from tests.views.numbers import number


def page_of(site, query, lang="en"):
    return shown(profile_page(context(site, query, lang, "profile"), site.geometry).content)


def tools_of(site, query, lang="en"):
    return shown(profile_page(context(site, query, lang, "profile"), site.geometry).settings)


def test_two_sheets_answer_the_questions(tiny_site):
    page = page_of(tiny_site, "region=SE224")
    assert [sheet["id"] for sheet in page.select("section.sheet")] == ["profile-front", "profile-back"]
    assert page.texts("h1") == ["Skåne"]
    assert page.texts("h2") == [
        "What the region wants",
        "What is funded",
        "Whom to call around the Baltic Sea",
        "Which regions are like it",
        "What has changed",
        "The region in figures",
    ]
    assert page.one("p.kicker").text == "Region profile · County SE224 · South Sweden"
    assert page.texts(".sheet-facts dd") == [
        "Region Skåne",
        "Skånes strategiOwn strategy.",
        "1,400,000 (2021)",
    ]


@pytest.mark.parametrize("code", ["SE232", "SE33", "PL63"])
def test_key_figures_are_those_of_the_panel(site, code):
    level = "&level=nuts2" if code == "SE33" else ""
    page = page_of(site, f"region={code}{level}")
    beside = shown(panel(context(site, f"region={code}{level}")))
    assert page.texts(".key-figures dd") == beside.texts("dl.key-figures dd")
    assert page.texts(".key-figures dt") == beside.texts("dl.key-figures dt")


def test_money_is_kept_apart(tiny_site):
    page = page_of(tiny_site, "region=SE224")
    assert page.texts(".money dt") == [
        "EU contribution known for Skåne",
        "In projects shared with other regions",
        "Amount not published",
    ]


def test_whom_to_call_names_organisations_there(tiny_site):
    page = page_of(tiny_site, "region=SE221")
    row = page.one('#profile-call tr[data-link="PL63"]')
    assert row.one("th").text.startswith("Pomorskie")
    assert row.one("th small").text == "Poland"
    assert row.texts("li") == ["Gdynia City (1)", "Somewhere (1)"]
    assert "shared domain" in row.text and "joint project" in row.text


def test_from_across_the_sea_the_swedish_regions_are_called(tiny_site):
    row = page_of(tiny_site, "region=PL63").one('#profile-call tr[data-link="SE224"]')
    assert row.texts("li")[0] == "Region Skåne"


def test_links_lead_to_the_map_without_what_was_filtered(tiny_site):
    page = page_of(tiny_site, "region=SE221&fund=erdf&domain=energy")
    assert page.one('#profile-call tr[data-link="PL63"] th a')["href"] == "/en/?region=SE221&other=PL63"
    assert tools_of(tiny_site, "region=SE221&fund=erdf").one("a.more")["href"] == "/en/?region=SE221"
    assert "4" in page.texts(".key-figures dd")


def test_the_other_periods_list_stands_in_and_is_marked(tiny_site):
    page = page_of(tiny_site, "region=SE221&period=2014-2020")
    wants = page.one("#profile-wants")
    assert wants.one(".empty").text == (
        "The data lacks the priorities of Blekinge for 2014–2020, but has those for 2021–2027."
    )
    assert wants.one("h3").text == "The list for 2021–2027"
    assert wants.texts(".original") == ["Energi"]


def test_long_lists_say_how_many_more(site):
    page = page_of(site, "region=FI1C")
    assert len(page.select("#profile-wants .sheet-wants li")) == 8
    assert "and 9 more, on the map" in page.one("#profile-wants").text


def test_what_has_changed(tiny_site):
    changed = page_of(tiny_site, "region=SE224").one("#profile-changed")
    assert changed.texts("dt") == ["kept", "new", "gone"]
    assert changed.texts("dd") == ["energy", "food", "none"]
    assert changed.one("p").text == "Skåne keeps the only domain of 2014–2020."
    unknown = page_of(tiny_site, "region=SE221").one("#profile-changed")
    assert not unknown.select("dt")
    assert unknown.one("p").text.startswith("The data lacks the list of Blekinge for 2014–2020.")


@pytest.mark.parametrize(
    ("lists", "said"),
    [
        ({"no_earlier": ("SE224",)}, "The data lacks the list of Skåne for 2014–2020."),
        ({"no_current": ("SE224",)}, "The data lacks a list of Skåne’s own for 2021–2027."),
        ({"no_earlier": ("SE221",), "no_current": ("SE224",)}, "No list in Skåne is known for both periods."),
        ({"no_list": ("SE224",)}, "The data holds no list of Skåne’s own for either period."),
    ],
)
def test_why_nothing_can_be_said_of_change(tiny_site, lists, said):
    empty = {"compared": (), "no_earlier": (), "no_current": (), "no_list": ()}
    change = PriorityChange(nuts_id="SE224", flows=(), lists={}, **(empty | lists))
    assert _change_words(context(tiny_site, "region=SE224"), change).startswith(said)


def test_a_borrowed_figure_is_marked_and_a_size_has_no_mean(site):
    page = page_of(site, "region=SE214")
    rows = {row.one("th").text: row.texts("td") for row in page.select(".sheet-figures tbody tr")}
    employed = next(cells for name, cells in rows.items() if name.startswith("Employed"))
    assert employed[0].endswith("*")
    assert "* Figure for Småland and the islands." in page.one("#profile-figures").text
    population = next(cells for name, cells in rows.items() if name.startswith("Population"))
    assert population[1:3] == ["–", ""]
    by_hand_value = number(int(by_hand.the("regions", "SE214")["population"]), "en")
    assert page.texts(".sheet-facts dd")[-1].startswith(by_hand_value)


def test_an_earlier_figure_is_one_that_the_latest_can_be_compared_with(site):
    here = context(site, "region=SE12&level=nuts2")
    for reading in profile(site.dataset, "SE12"):
        before = earlier(here, reading)
        if before is not None:
            assert reading.year is not None and 2014 <= before.year < reading.year


def test_the_map_says_what_it_shows(tiny_site):
    figure = page_of(tiny_site, "region=SE221").one(".paper-map-figure")
    assert figure.one("svg")["aria-label"] == (
        "Map: Blekinge and its strongest links across the sea, to Pomorskie."
    )
    assert figure.texts("li") == ["Blekinge", "Most like it", "Strongest links"]
    assert "Pomorskie" in figure.texts("svg text")


def test_names_on_the_map_do_not_lie_on_each_other(site):
    for code in ("SE224", "SE110", "DK01"):
        texts = page_of(site, f"region={code}").select(".paper-map text")
        boxes = []
        for one in texts:
            size = float(one["font-size"])
            half = len(one.text) * size * 0.56 / 2
            x, y = float(one["x"]), float(one["y"])
            boxes.append((x - half, y - size, x + half, y + 0.3 * size))
        for n, a in enumerate(boxes):
            for b in boxes[n + 1 :]:
                assert a[2] <= b[0] + 2 or b[2] <= a[0] + 2 or a[3] <= b[1] + 2 or b[3] <= a[1] + 2


def test_without_a_region_every_one_can_be_chosen(site):
    page = profile_page(context(site, "", "sv", "profile"), site.geometry)
    start = shown(page.content)
    assert page.settings is None
    assert start.one("h1").text == Text("sv")("profile_page.start")
    links = [link["href"] for link in start.select(".profile-list a")]
    assert len(links) == len(by_hand.drawn("lan", "nuts2", "neighbours"))
    assert "/sv/profile?region=SE214" in links and "/sv/profile?level=nuts2&region=SE33" in links


def test_the_panel_leads_to_the_profile(tiny_site):
    page = shown(panel(context(tiny_site, "region=SE221&fund=erdf&period=2014-2020")))
    links = [link["href"] for link in page.select(".panel-head a.more")]
    assert links == ["/en/profile?region=SE221&period=2014-2020"]
