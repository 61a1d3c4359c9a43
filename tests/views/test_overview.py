"""The overview: every number worked out from the tables, and what its bars lead to."""

from __future__ import annotations

from collections import Counter

import pytest

from s3dash.text import Text
from s3dash.views.overview import overview_panel
from tests import by_hand
from tests.views.dom import context, queries_of, shown
from tests.views.numbers import address, every_view, money, number
from tests.views.test_panel import figures
from tests.views.test_projects import in_sweden


def overview(site, query="", lang="en"):
    return shown(overview_panel(context(site, query, lang)))


def bar_rows(page, selector):
    """Name, length and value of each bar."""
    return [
        (bar.one(".bar-name").text, bar.select(".bar-track span")[0]["style"], bar.one(".bar-value").text)
        for bar in page.select(f"{selector} li")
    ]


@every_view
def test_key_figures(site, period, lang, currency):
    text = Text(lang)
    stated = [len(by_hand.priorities(county, period)) for county in by_hand.drawn("lan")]
    rows = by_hand.projects(period=period)
    here = [row for row in rows if in_sweden(row) or not by_hand.places(row["project_id"])]
    assert len(here) < len(rows)
    assert figures(overview(site, address(None, period, currency), lang)) == {
        text("figure.county_priorities", n=sum(n > 0 for n in stated)): number(sum(stated), lang),
        text.count("figure.projects", len(here)): number(len(here), lang),
        text("figure.known"): money(by_hand.sums(here, None).money["known"], lang, currency),
        text("figure.neighbours"): "41",
    }


@every_view
def test_the_most_common_domains(site, period, lang, currency):
    counties = by_hand.drawn("lan")
    of = sum(bool(by_hand.priorities(county, period)) for county in counties)
    rows = []
    for domain in by_hand.table("domains"):
        n = len(by_hand.counties_with(domain["domain_id"], period, counties))
        value = f"{n} of {of} counties" if lang == "en" else f"{n} av {of} län"
        rows.append((-n, int(domain["position"]), (domain[f"name_{lang}"], f"width:{100 * n / of:.1f}%", value)))
    page = overview(site, address(None, period, currency), lang)
    assert bar_rows(page, "#overview-domains") == [row for *_, row in sorted(rows)]


@every_view
def test_the_programmes_with_budget(site, period, lang, currency):
    kinds = ("erdf_regional", "erdf_national")
    expected = [p for p in by_hand.table("programmes") if p["kind"] in kinds and p["period"] == period]
    expected.sort(key=lambda p: -float(p["budget_meur"] or 0))
    most = max(float(p["budget_meur"] or 0) for p in expected)
    unit = "€{}m" if lang == "en" else "{}\u00a0mn\u00a0€"
    unknown = "unknown" if lang == "en" else "okänd"
    page = overview(site, address(None, period, currency), lang)
    items = page.select("ul.programmes li")
    assert [item.one(".bar-name").text for item in items] == [
        p[f"name_{lang}"].replace(f" {period}", "") for p in expected
    ]
    assert [item.one(".bar-value").text for item in items] == [
        unit.format(number(float(p["budget_meur"]), lang)) if p["budget_meur"] else unknown for p in expected
    ]
    assert [item.select(".bar-track span")[0]["style"] for item in items] == [
        f"width:{100 * float(p['budget_meur'] or 0) / most:.1f}%" for p in expected
    ]
    if period == by_hand.NOW:
        assert len(items) == 9, "eight regional programmes and the national one"


def test_programmes_are_counted_in_sweden(site):
    rows = by_hand.projects(period=by_hand.NOW)
    every, here = (Counter(row["programme_id"] for row in some) for some in (rows, filter(in_sweden, rows)))
    assert every != here
    lengths = [bar["style"] for bar in overview(site).select("#overview-projects a.bar .bar-track span")]
    most = max(here.values())
    assert lengths == [f"width:{100 * n / most:.1f}%" for n in sorted(here.values(), reverse=True)[:8]]


def test_a_domain_colours_the_map_and_a_second_click_lifts_it(tiny_site):
    assert queries_of(overview(tiny_site), "#overview-domains a.bar")[0] == "domain=energy&colour=domain"
    page = overview(tiny_site, "domain=energy&colour=domain")
    chosen = page.one("#overview-domains a[aria-current]")
    assert chosen.text.startswith("Energy")
    assert chosen["href"] == "/en/"


def test_filters_apply_to_the_national_sums(tiny_site):
    assert figures(overview(tiny_site))["projects"] == "5"
    page = overview(tiny_site, "domain=energy")
    assert figures(page)["projects"] == "3"
    assert figures(page)["known EU contribution"] == "€1,500"
    assert page.texts("dl.money dd") == ["€1,5002 projects", "not published1 project"]


def test_a_shared_grant_is_known_for_the_country_and_counted_once(tiny_site):
    # 1000 + 600 + 500 EUR and 90 000 SEK at the rate of 2023
    assert figures(overview(tiny_site))["known EU contribution"] == f"€{2100 + 90_000 / 11.4788:,.0f}"


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_questions_lead_to_views_that_answer_them(site, lang):
    page = overview(site, lang=lang)
    first, further = queries_of(page, ".start a"), queries_of(page, "ul.questions a")
    assert (len(first), len(further)) == (4, 3), "three things to try and the list of regions; three questions more"
    assert first[-1] == "show=list"
    for query in [*first, *further]:
        context(site, query, lang)


def test_beside_the_list_it_is_not_offered_again(site):
    queries = queries_of(overview(site, "show=list"), ".start a")
    assert len(queries) == 3
    assert all(query.endswith("show=list") for query in queries), "and what is tried is seen in it"


def test_a_regional_programme_selects_its_area(tiny_site):
    page = overview(tiny_site)
    assert queries_of(page, "ul.programmes .bar-name a") == ["level=nuts2&region=SE22"]
