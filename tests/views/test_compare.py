"""The comparison's page: who is compared and in which order, its tables, and what it says with fewer regions."""

from __future__ import annotations

import pytest

from s3dash.views.compare.page import compare_page
from s3dash.views.compare.start import EXAMPLES
from tests.views.dom import context, queries_of, shown
from tests.views.figures import valid


def page(site, query, lang="en"):
    return shown(compare_page(context(site, query, lang, "compare"), site.geometry).content)


def charts(site, query, lang="en"):
    found = compare_page(context(site, query, lang, "compare"), site.geometry).charts
    return {chart.id: chart for chart in found}


# ------------------------------------------------------------ none or one


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_with_no_region_it_says_what_to_do_and_offers_comparisons(site, lang):
    start = page(site, "", lang)
    assert start.one("h1").text == {"sv": "Jämför regioner", "en": "Compare regions"}[lang]
    assert queries_of(start, "ul.beginnings a") == [f"with={','.join(codes)}" for codes in EXAMPLES.values()]
    for query in queries_of(start, "ul.beginnings a"):
        assert page(site, query, lang).select("ol.compared")


def test_examples_that_the_data_does_not_have_are_left_out(tiny_site):
    start = page(tiny_site, "")
    assert start.one("h1").text == "Compare regions"
    assert not start.select("ul.beginnings")
    assert not start.select("h2")


def test_one_region_gets_suggestions_of_others(site):
    alone = page(site, "with=SE311&period=2014-2020")
    assert alone.one("h1").text == "Värmland beside which regions?"
    queries = queries_of(alone, "ul.beginnings a")
    assert len(queries) == 5
    assert all(query.startswith("period=2014-2020&with=SE311,") for query in queries)
    assert queries[0].count(",") == 3, "all of the nearest at once"
    assert queries_of(alone, "p a.more") == ["period=2014-2020"]


def test_a_neighbour_alone_gets_suggestions_too(site):
    queries = queries_of(page(site, "with=PL63"), "ul.beginnings a")
    assert queries
    assert "with=PL63,SE" in queries[-1], "its strongest link leads across the sea"


# ------------------------------------------------------------ who is compared


def test_each_region_can_be_moved_and_removed(site):
    row = page(site, "with=SE232,SE224,DK01").one("ol.compared")
    assert [item["data-code"] for item in row.select("li")] == ["SE232", "SE224", "DK01"]
    assert all(item["draggable"] == "true" for item in row.select("li"))
    tools = {tool["aria-label"]: tool["href"].partition("?")[2] for tool in row.select("a.tool")}
    assert tools == {
        "Move Västra Götaland to the right": "with=SE224,SE232,DK01",
        "Remove Västra Götaland": "with=SE224,DK01",
        "Move Skåne to the left": "with=SE224,SE232,DK01",
        "Move Skåne to the right": "with=SE232,DK01,SE224",
        "Remove Skåne": "with=SE232,DK01",
        "Move Hovedstaden to the left": "with=SE232,DK01,SE224",
        "Remove Hovedstaden": "with=SE232,SE224",
    }


def test_every_table_has_its_columns_in_the_chosen_order(site):
    for query in ("with=SE232,SE224,DK01", "with=DK01,SE232,SE224"):
        found = page(site, query)
        names = found.texts("ol.compared strong.name a")
        tables = found.select("table.side")
        assert len(tables) == 7
        for table in tables:
            assert table.texts("tr.column-names th") == names
            assert table.one("caption").text
            for row in table.select("tbody tr"):
                assert len(row.select("td")) + len(row.select("th")) in (1, 4)


def test_similar_regions_fill_the_room_that_is_left(site):
    two = queries_of(page(site, "with=SE232,SE224"), ".add-peers a")
    assert len(two) == 2
    for query in two:
        codes = query.removeprefix("with=").split(",")
        assert codes[:2] == ["SE232", "SE224"]
        assert len(codes) == len(set(codes)) == 4
    assert queries_of(page(site, "with=SE232,SE224,SE110"), ".add-peers a")[0].count(",") == 3
    assert not page(site, "with=SE232,SE224,SE110,SE121").select(".add-peers")


def test_regions_of_different_kinds_are_said_to_be(site):
    assert not page(site, "with=SE232,SE224").select("p.note")[0].text.startswith("Regions of different")
    mixed = page(site, "with=SE232,SE33,EE00,PL9").texts("p.note")[0]
    assert mixed.startswith("Regions of different kinds side by side: county, NUTS2 area, country and NUTS1 region.")
    assert "lies in" not in mixed
    assert "Västra Götaland lies in West Sweden" in page(site, "with=SE23,SE232").texts("p.note")[0]


def test_kind_and_place_of_each_region(site):
    kinds = page(site, "with=SE232,SE33,EE00,DK01").texts("table.figures tbody.kind td")
    assert kinds == [
        "county SE232 · West Sweden",
        "NUTS2 area SE33 · Sweden",
        "country EE00",
        "NUTS2 region DK01 · Denmark",
    ]


# ------------------------------------------------------------ the blocks


def test_a_small_world_by_hand(tiny_site):
    found = page(tiny_site, "with=SE221,SE224,PL63")
    assert found.one("h1").text == "Blekinge, Skåne and Pomorskie"
    cells = {row.one("th").text: row.texts("td") for row in found.select("table.figures tbody")}
    assert cells["Priority areas 2021–2027"] == ["1", "1", "1"]
    assert cells["Projects"] == ["4", "4", "at least 2"]
    # Blekinge: 1000 alone and 200 as a partner; Skåne: 400 as a partner and 500 as the lead
    assert cells["Known EU contribution"] == ["€1,200", "€900", "no complete sums"]
    assert cells["Known research environments"] == ["1", "1", "no data"]
    assert found.one("#compare-priorities p.finding").text == "Blekinge, Skåne and Pomorskie all prioritise energy."
    assert found.one("#compare-priorities p.further-words").text == "Only Skåne has food."
    kinds = {row.one("th").text: row.texts("td") for row in found.select("table.kinds tbody")}
    assert kinds["In projects shared with other regions"] == ["€7,841 1 project", "€7,841 1 project", "none"]
    assert kinds["Amount not published"] == ["none", "1 project", "1 project"]
    assert kinds["Associated partner only, gets no grant"] == ["1 project", "none", "none"]
    pairs = {item["data-pair"]: item for item in found.select("ul.pairs li[data-pair]")}
    assert pairs["SE221 SE224"].one("summary").text == "2 joint projects"
    assert pairs["SE221 PL63"].one("summary").text == "at least 2 joint projects"
    assert pairs["SE224 PL63"].texts("ul.joint a") == ["Guest", "Partners"]


def test_bars_lead_to_the_projects_behind_them(tiny_site):
    found = page(tiny_site, "with=SE221,SE224&fund=erdf")
    rows = {row.select("th")[0].text: row for row in found.select("#chart-projects-by-domain table.bar-rows tbody")}
    assert queries_of(rows["Energy"], "a.n") == ["region=SE221&domain=energy&fund=erdf&with=SE221,SE224"]
    assert not rows["Without a domain"].select("a"), "no list shows only what has no domain"
    assert found.one("#compare-funding .section-head .aside").text == "2021–2027 · Regional Development Fund (ERDF)"


def test_a_domain_opens_to_its_own_page_and_to_the_map(tiny_site):
    found = page(tiny_site, "with=SE221,SE224")
    row = found.select("table.domains tbody.all tr.more-row")[0]
    assert row.select("td")[0].one("a")["href"] == "/en/domains/energy?with=SE221,SE224"
    on_map = row.select("td")[1].select("p a")[0]["href"]
    assert on_map == "/en/?region=SE221&domain=energy&colour=domain&with=SE221,SE224"


def test_an_unknown_amount_is_not_zero(tiny_site):
    found = page(tiny_site, "with=SE221,SE224")
    bodies = found.select("#chart-eu-by-domain table.bar-rows tbody")
    rows = {body.select("th")[0].text: body.texts("td") for body in bodies}
    assert rows["Without a domain"] == ["not known", "not known"], "one shared grant"
    assert rows["Energy"] == ["1,000", "500"]
    assert charts(tiny_site, "with=SE221,SE224")["eu-by-domain"].rows[-1] == ("Without a domain", None, None)


def test_without_projects_nothing_is_drawn_and_it_says_why(tiny_site):
    found = page(tiny_site, "with=SE221,EE00&period=2014-2020&fund=horizon")
    assert set(charts(tiny_site, "with=SE221,EE00&period=2014-2020&fund=horizon")) == {"priorities", "indicators"}
    assert found.one("#compare-funding p.finding").text == (
        "The data holds no projects for Blekinge and Estonia in 2014–2020."
    )
    assert found.one("#compare-funding p.empty").text.startswith("Nothing to draw for 2014–2020.")
    assert not found.select("#compare-funding table")


def test_without_any_known_start_there_are_no_years(tiny_site):
    assert "eu-by-year" not in charts(tiny_site, "with=EE00,PL63&domain=energy&programme=interreg-south-baltic-2014")


def test_amounts_in_all_or_per_inhabitant(tiny_site):
    found = page(tiny_site, "with=SE221,SE224&per=inhabitant")
    assert found.one("#compare-funding .choices a[aria-current]").text == "Per inhabitant"
    assert queries_of(found, "#compare-funding .choices a") == ["with=SE221,SE224", "per=inhabitant&with=SE221,SE224"]
    per_head = charts(tiny_site, "with=SE221,SE224&per=inhabitant")["eu-by-domain"]
    assert per_head.title == "Which domains get the money? Known EU contribution per inhabitant, 2021–2027"
    assert per_head.columns[1] == "Blekinge (EUR per inhabitant)"
    assert {row[0]: row[1] for row in per_head.rows}["Energy"] == round(1000 / 158000, 2)


def test_a_pair_across_the_sea_leads_to_its_view_of_the_map(tiny_site):
    found = page(tiny_site, "with=SE221,SE224,PL63")
    pairs = {item["data-pair"]: item for item in found.select("ul.pairs li[data-pair]")}
    assert [link["href"] for link in pairs["SE224 PL63"].select("a.quiet")] == [
        "/en/?region=SE224&other=PL63&with=SE221,SE224,PL63"
    ]
    assert not pairs["SE221 SE224"].select("a.quiet")


def test_a_pair_s_number_leads_to_as_many_projects_on_either_side_of_the_sea(site):
    found = page(site, "with=SE232,SE224,DK04&domain=energy")
    for item in found.select("ul.pairs li[data-pair]"):
        (link,) = item.select(".joint-projects a.more")
        path, _, query = link["href"].partition("?")
        state, ignored = site.state(path, query)
        assert not ignored and (state.region, state.other) == tuple(item["data-pair"].split())
        assert site.context(state).project_count == int(item.one(".joint-projects summary strong").text)


def test_a_national_strategy_is_marked_where_it_stands_in(site):
    found = page(site, "with=LT01,SE311")
    row = found.select("table.domains tbody.one")[0].select("td")[0]
    assert "national strategy only" in row.text
    assert "only the national strategy is known" in found.one("#compare-priorities p.further-words").text


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("query", ["with=SE221,SE224,PL63", "with=EE00,PL63", "with=SE22,SE221&period=2014-2020"])
def test_charts_are_whole_in_a_small_world(tiny_site, query, lang):
    found = charts(tiny_site, query, lang)
    assert found
    for chart in found.values():
        valid(chart)
