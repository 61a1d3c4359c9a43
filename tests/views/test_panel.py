"""The panel: which of its faces is shown, its head, and the key figures."""

from __future__ import annotations

import pytest

from s3dash.text import Text
from s3dash.views.panel import panel
from tests import by_hand
from tests.views.dom import context, queries_of, shown
from tests.views.numbers import address, every_panel, every_view, money, number


def figures(page):
    """The key figures, what each counts -> its value."""
    return dict(zip(page.texts("dl.key-figures dt"), page.texts("dl.key-figures dd"), strict=True))


@every_panel
@every_view
def test_key_figures_are_those_of_the_tables(site, region, period, lang, currency):
    page = shown(panel(context(site, address(region, period, currency), lang)))
    text = Text(lang)
    rows = by_hand.projects(region, period)
    seen = by_hand.sums(rows, region)
    strongest = by_hand.links(region, period)[0]
    counted = text.count("figure.projects", len(rows))
    expected = {
        counted: number(len(rows), lang),
        text("figure.strongest"): by_hand.name_of(strongest.other, lang),
    }
    if region == "SE33":
        counties = [by_hand.domains(county, period) for county in by_hand.children(region)]
        n = len(set().union(*counties))
        expected[text.count("figure.domains", n)] = number(n, lang)
    else:
        count = len(by_hand.priorities(region, period))
        expected[text.count("figure.priorities", count)] = number(count, lang) if count else text("no_data")
    if region == "PL63":
        expected[counted] = f"{text('at_least')} {expected[counted]}"
    if "known" in seen.projects:
        expected[text("figure.known")] = money(seen.money["known"], lang, currency)
    assert figures(page) == expected


@every_panel
def test_a_region_has_its_name_and_its_sections(site, region):
    page = shown(panel(context(site, f"region={region}")))
    assert page.texts("h1") == [by_hand.name_of(region, "en")]
    assert region in page.one("p.kicker").text
    sections = [section["id"] for section in page.select("section")]
    assert sections == ["panel-priorities", "panel-projects", "panel-links", "panel-peers", "panel-profile"]
    assert [link["href"] for link in page.select("nav.sections a")] == [f"#{name}" for name in sections]


def test_regions_above_and_below_are_links(tiny_site):
    county = shown(panel(context(tiny_site, "region=SE221")))
    assert county.texts("p.kicker a") == ["South Sweden"]
    assert queries_of(county, "p.kicker a") == ["level=nuts2&region=SE22"]
    whole = shown(panel(context(tiny_site, "region=SE22")))
    assert whole.one("p.kicker").text == "NUTS2 area SE22 · Blekinge, Skåne"
    assert queries_of(whole, "p.kicker a") == ["region=SE221", "region=SE224"]
    neighbour = shown(panel(context(tiny_site, "region=PL63")))
    assert neighbour.one("p.kicker").text == "Neighbour PL63 · Poland"


def test_the_strategy_with_what_is_known_of_it(tiny_site):
    blekinge = shown(panel(context(tiny_site, "region=SE221"))).one("div.strategy")
    assert blekinge.one("strong").text == "Region Blekinge"
    assert blekinge.select("a")[0]["href"] == "https://example.org/b"
    assert "(" not in blekinge.text, "no year is known"
    skane = shown(panel(context(tiny_site, "region=SE224", "sv"))).one("div.strategy")
    assert "Skånes strategi (2020)" in skane.text and "Egen strategi." in skane.text
    assert [link.text for link in skane.select("a")] == ["källa"], "the title has no link where there is no page"
    assert "no strategy title" in shown(panel(context(tiny_site, "region=PL63"))).one("p.strategy").text


@pytest.mark.parametrize(("lang", "expected"), [("en", ["Eesti"]), ("sv", ["Eesti"])])
def test_the_local_name_stands_where_it_differs(tiny_site, lang, expected):
    assert shown(panel(context(tiny_site, "region=EE00", lang))).texts("p.local-name") == expected
    assert shown(panel(context(tiny_site, "region=PL63", lang))).texts("p.local-name") == []


def test_a_neighbour_without_anything_says_so(tiny_site):
    page = shown(panel(context(tiny_site, "region=EE00&period=2014-2020")))
    assert figures(page)["priority areas"] == "no data"
    assert figures(page)["projects"] == "none known"


def test_the_cross_leads_back_to_the_overview(tiny_site):
    page = shown(panel(context(tiny_site, "region=SE221&period=2014-2020&start=50")))
    assert queries_of(page, "a.close") == ["period=2014-2020"]


def test_the_faces_of_the_panel(tiny_site):
    assert shown(panel(context(tiny_site))).select("#overview-domains")
    pair = shown(panel(context(tiny_site, "region=SE221&other=PL63")))
    assert [link.text for link in pair.select("h1 a")] == ["Blekinge", "Pomorskie"]
