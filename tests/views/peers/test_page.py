"""The page on similar regions: each view, what it says where it cannot compare, its sliders, charts and map."""

from __future__ import annotations

import pytest

from s3dash.views.peers.structure import structure_ranking
from tests import by_hand
from tests.views.dom import context, shown
from tests.views.figures import valid
from tests.views.peers.pages import page_of, peers_of_page

LANGS = pytest.mark.parametrize("lang", ["sv", "en"])


@pytest.mark.parametrize(("lang", "more"), [("sv", ""), ("en", "&abroad=1&period=2014-2020")])
@pytest.mark.parametrize("show", ["structure", "priorities", "projects"])
def test_every_region_has_a_whole_page(site, lang, show, more):
    for region in by_hand.drawn("lan", "nuts2", "neighbours"):
        page = page_of(site, f"region={region}&show={show}{more}", lang)
        content = shown([page.settings, page.content, page.legend])
        for chart in page.charts:
            valid(chart)
            assert content.one(f"#chart-{chart.id}")
        assert bool(page.charts) == bool(content.select("li.peer"))
        assert content.select("li.peer") or content.select(".empty"), "a page without a list says why"


def test_without_a_region_it_says_what_to_do(site):
    page = peers_of_page(site)
    assert "Choose a region" in page.one(".lead").text
    links = [link["href"] for link in page.select(".peers-examples a")]
    assert "/en/peers?level=nuts2&region=SE33" in links and "/en/peers?region=PL63" in links


def test_counties_say_how_thin_it_is_and_where_there_is_more(site):
    page = peers_of_page(site, "region=SE232")
    assert "for counties there are only population, density and population change" in page.one(".thin").text
    assert page.one(".thin a")["href"] == "/en/peers?level=nuts2&region=SE23"
    assert len(page.select("li.peer")) == 20


def test_counties_have_no_peers_abroad_but_their_area_has(site):
    page = peers_of_page(site, "region=SE232&abroad=1")
    assert "Counties can only be compared with each other" in page.texts(".empty")[0]
    assert page.one(".thin a")["href"] == "/en/peers?level=nuts2&region=SE23&abroad=1"
    assert not page.select("input")


def test_nuts2_areas_say_nothing_of_that(site):
    assert not peers_of_page(site, "region=SE33").select(".thin")


def test_only_other_countries(site):
    page = peers_of_page(site, "region=SE33&abroad=1")
    assert not [item for item in page.select("li.peer") if item["data-peer"].startswith("SE")]
    assert "41 regions in other countries" in page.one(".peers-among").text
    polish = peers_of_page(site, "region=PL63&abroad=1")
    assert not [item for item in polish.select("li.peer") if item["data-peer"].startswith("PL")]


# ---------------------------------------------------------------- weights


def test_a_slider_for_each_group_with_its_weight(site):
    page = peers_of_page(site, "region=SE33&weights=size:3,skills:0")
    sliders = {slider["data-weight"]: slider["value"] for slider in page.select('input[type="range"]')}
    assert sliders == {"size": "3", "density": "1", "change": "1", "skills": "0", "labour": "1", "digital": "1"}
    assert page.select("label.weight input")[0]["max"] == "4"
    assert page.one(".weights-foot a")["href"] == "/en/peers?level=nuts2&region=SE33"
    assert [slider["data-weight"] for slider in peers_of_page(site, "region=SE232").select("input")] == [
        "size",
        "density",
        "change",
    ]


def test_weights_change_the_order(site):
    plain = [item["data-peer"] for item in peers_of_page(site, "region=SE33").select("li.peer")]
    skills = [item["data-peer"] for item in peers_of_page(site, "region=SE33&weights=skills:4").select("li.peer")]
    assert sorted(plain) == sorted(skills) and plain != skills


def test_no_weight_at_all(site):
    groups = ("size", "density", "change", "skills", "labour", "digital")
    page = peers_of_page(site, f"region=SE33&weights={','.join(f'{group}:0' for group in sorted(groups))}")
    assert "All weights are zero" in page.one(".empty").text
    assert len(page.select("input")) == 6


def test_a_region_with_few_figures_is_ranked_by_those_it_has(site):
    page = peers_of_page(site, "region=PL9&weights=change:0,labour:0,skills:0")
    assert page.select("li.peer")


def test_weights_of_no_group_are_named(site):
    assert "wealth" in peers_of_page(site, "region=SE33&weights=wealth:3").texts(".note")[1]


def test_what_stands_still_while_a_slider_is_moved_does_not_depend_on_the_weights(site):
    plain = page_of(site, "region=SE33").settings
    moved = page_of(site, "region=SE33&weights=size:3").settings
    links = [[link["href"] for link in shown(settings).select("a")] for settings in (plain, moved)]
    assert links[0] == links[1]


# ---------------------------------------------------------------- how firm the order is


@LANGS
def test_how_firm_the_order_is(site, lang):
    page = peers_of_page(site, "region=SE33", lang)
    ranking = structure_ranking(context(site, "region=SE33", lang, "peers"))
    assert len(page.select(".without li")) == 6 == len(ranking.without)
    for row, one in zip(page.select(".without li"), ranking.without, strict=True):
        assert row.one(".stay").text.startswith(str(len(one.stay)))
        assert len(row.select(".pip.full")) == len(one.stay)
    least = min(len(one.stay) for one in ranking.without)
    assert f"{least} " in page.one(".firmness .finding").text


def test_one_group_alone_cannot_be_tried(site):
    page = peers_of_page(site, "region=SE232&weights=change:0,density:0")
    assert "Only one group counts" in page.one(".firmness").text


# ---------------------------------------------------------------- the other views


def test_shared_domains_are_named_and_counted(site):
    page = peers_of_page(site, "region=SE22&show=priorities")
    first = page.select("li.peer")[0]
    shared = by_hand.domains("SE22", by_hand.NOW) & by_hand.domains(first["data-peer"], by_hand.NOW)
    assert f"Shares {len(shared)} domains" in first.one(".reason").text
    marks = page.select("table.peer-domains tbody tr")[0].texts("td .spoken")
    assert marks.count("shared") == len(shared)


def test_a_list_of_the_country_s_is_marked_and_not_coloured(site):
    codes = [code for code in by_hand.drawn("neighbours") if by_hand.is_national(code, by_hand.NOW)]
    page = page_of(site, "region=SE22&show=priorities")
    ranked = {item["data-peer"]: item for item in shown(page.content).select("li.peer")}
    assert codes
    for code in codes:
        assert page.map and page.map.classes[code] == "unknown"
        if code in ranked:
            assert ranked[code].one(".mark").text == "national strategy only"


def test_a_region_without_priorities_says_so(site):
    without = next(code for code in by_hand.drawn("neighbours", "lan") if not by_hand.domains(code, by_hand.BEFORE))
    page = peers_of_page(site, f"region={without}&show=priorities&period=2014-2020")
    assert "We know of no priorities" in page.one(".empty").text


def test_nothing_in_one_period_leads_to_the_other(site):
    assert not by_hand.domains("PL63", by_hand.NOW) and by_hand.domains("PL63", by_hand.BEFORE)
    link = peers_of_page(site, "region=PL63&show=priorities").one(".empty a")
    assert link["href"] == "/en/peers?region=PL63&period=2014-2020&show=priorities"
    link = peers_of_page(site, "region=SE214&show=projects").one(".empty a")
    assert link.text == "See 2014–2020 instead"
    assert not peers_of_page(site, "region=PL43&show=projects").select(".empty a")


def test_few_projects_are_not_compared(site):
    page = peers_of_page(site, "region=SE214&show=projects")
    assert "only 2 projects of Gotland with a domain" in page.one(".empty").text
    assert "We know of no projects of Lubuskie" in peers_of_page(site, "region=PL43&show=projects").one(".empty").text


def test_projects_of_neighbours_are_at_least_so_many(site):
    page = peers_of_page(site, "region=SE232&show=projects")
    for item in page.select("li.peer"):
        assert ("at least" in item.one(".details").text) == (not item["data-peer"].startswith("SE"))
    assert "at least 25 projects" in peers_of_page(site, "region=PL63&show=projects").one(".peers-among").text


# ---------------------------------------------------------------- the map


def test_the_map_has_the_list_s_numbers(site):
    page = page_of(site, "region=SE33")
    assert page.map is not None
    for item in shown(page.content).select("li.peer"):
        n = int(item.one(".peer-value strong").text)
        assert f"{n} of 100" in page.map.values[item["data-peer"]]
        assert page.map.classes[item["data-peer"]] == f"c{min(n // 20, 4) + 1}"
    assert page.map.classes["PL9"] == "missing"
    assert page.map.level == "nuts2"


def test_a_neighbour_is_compared_with_nuts2_areas_whatever_the_map_s_level(site):
    page = page_of(site, "region=PL63")
    assert page.map and page.map.level == "nuts2"
    assert page.map.link == "/en/peers?level=nuts2&region="
    assert shown(page.content).select(".no-levels")
    assert not shown(page_of(site, "region=PL63&show=projects").content).select(".no-levels")


def test_what_is_not_compared_is_said(site):
    page = page_of(site, "region=SE232")
    assert page.map and page.map.values["PL63"] == "Not compared"
    assert "Not compared" in shown(page.legend).text
    assert "Not compared" not in shown(page_of(site, "region=SE33").legend).text
