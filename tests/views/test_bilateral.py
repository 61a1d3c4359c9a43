"""The pair view: both sides' priorities, joint projects, what they could do together, and its numbers."""

from __future__ import annotations

import pytest

from s3dash.text import Text
from s3dash.views.bilateral import bilateral_panel
from tests import by_hand
from tests.views.dom import context, queries_of, shown
from tests.views.numbers import address, every_view, number
from tests.views.test_panel import figures

PAIRS = [("SE224", "PL63"), ("PL63", "SE224"), ("SE311", "NO02"), ("SE33", "FI1D")]
every_pair = pytest.mark.parametrize(("region", "other"), PAIRS)


def pair(site, query, lang="en"):
    return shown(bilateral_panel(context(site, query, lang)))


def lists(region, other, period):
    """Each side's priorities of the period, or its own of the other period where it has none: (period, rows)."""
    found = []
    for code in (region, other):
        for candidate in sorted(by_hand.PERIODS, key=lambda p: p != period):
            rows = by_hand.priorities(code, candidate, counties=True)
            if rows and (candidate == period or not by_hand.is_national(code, candidate)):
                found.append((candidate, rows))
                break
        else:
            found.append((period, []))
    return found


def domains_in(rows):
    return {domain for row in rows for domain in by_hand.domains_of_priority(row["priority_id"])}


@every_pair
@every_view
def test_key_figures(site, region, other, period, lang, currency):
    text = Text(lang)
    (mine_period, mine), (their_period, theirs) = lists(region, other, period)
    link = by_hand.link(region, other, period)
    same = "" if mine_period == their_period else "_periods"
    n = len(domains_in(mine) & domains_in(theirs)) if mine and theirs else 0
    shared = number(n, lang)
    if not mine or not theirs:
        same, shared = "", text("no_data")
    assert figures(pair(site, address(region, period, currency, other=other), lang)) == {
        text.count(f"figure.shared_domains{same}", n): shared,
        text.count("figure.joint_projects", link.joint): f"{text('at_least')} {number(link.joint, lang)}",
        text.count("figure.joint_programmes", len(link.programmes)): number(len(link.programmes), lang),
        text.count("figure.partnerships", len(link.partnerships)): number(len(link.partnerships), lang),
    }


@every_pair
@every_view
def test_every_priority_of_both_stands_once_or_under_each_shared_domain(site, region, other, period, lang, currency):
    (_, mine), (_, theirs) = lists(region, other, period)
    shared = domains_in(mine) & domains_in(theirs)
    section = pair(site, address(region, period, currency, other=other), lang).one("#panel-priorities")
    groups = [group for group in section.select("div.domain-group") if group.select("div.sides")]
    names = {by_hand.the("domains", domain)[f"name_{lang}"]: domain for domain in shared}
    assert sorted(group.one("h4").text for group in groups) == sorted(names)
    for group in groups:
        domain = names[group.one("h4").text]
        for side, rows in zip(group.select("ul.side"), (mine, theirs), strict=True):
            expected = [r["name_original"] for r in rows if domain in by_hand.domains_of_priority(r["priority_id"])]
            assert sorted(side.texts(".original")) == sorted(expected)
    rest = [
        row["name_original"]
        for rows in (mine, theirs)
        for row in rows
        if not shared & set(by_hand.domains_of_priority(row["priority_id"]))
    ]
    assert sorted(section.texts("details .original")) == sorted(rest)


@every_pair
@pytest.mark.parametrize("period", by_hand.PERIODS)
def test_joint_projects_with_partners(site, region, other, period):
    section = pair(site, f"region={region}&other={other}&period={period}").one("#panel-projects")
    rows = by_hand.projects(region, period, other)
    assert len(section.select("ul.projects li")) == min(len(rows), 10)
    assert bool(section.select("p.empty")) == (not rows)
    titles = {" ".join(row["title"].split()) for row in rows}
    assert set(section.texts("ul.projects .original")) <= titles
    for item in section.select("ul.projects li"):
        assert [line.text.partition(":")[0] for line in item.select("div.partners")] == [
            by_hand.name_of(code, "en") for code in (region, other)
        ]


@every_pair
def test_programmes_and_partnerships_with_sources(site, region, other):
    section = pair(site, f"region={region}&other={other}").one("#panel-links")
    link = by_hand.link(region, other, by_hand.NOW)
    programmes, partnerships = section.select("ul.plain")
    assert [item.select("a")[0].text for item in programmes.select("li")] == [
        by_hand.the("programmes", p)["name_en"].removesuffix(" 2021-2027")
        for p in [*link.programmes, *link.unsure_programmes]
    ]
    assert [item.select("span")[0].text for item in partnerships.select("li")] == [
        by_hand.the("partnerships", p)["name"] for p in link.partnerships
    ]
    for item in section.select("ul.plain li"):
        assert item.select("a.source")


def test_swap_and_close(tiny_site):
    page = pair(tiny_site, "region=SE224&other=PL63&period=2014-2020")
    assert queries_of(page, "p.kicker a") == ["region=PL63&other=SE224&period=2014-2020"]
    assert queries_of(page, "a.close") == ["region=SE224&period=2014-2020"]
    assert [link["href"] for link in page.select("h1 a")] == [
        "/en/?region=SE224&period=2014-2020",
        "/en/?region=PL63&period=2014-2020",
    ]


def test_a_list_of_the_other_period_is_marked_as_such(tiny_site):
    page = pair(tiny_site, "region=SE224&other=PL63&period=2014-2020")
    assert figures(page)["shared domain, lists of different periods"] == "1"
    assert "uses its list for 2021–2027 instead" in page.one("#panel-priorities").text
    missing = pair(tiny_site, "region=SE224&other=EE00")
    assert figures(missing)["shared domains"] == "no data"
    assert "lacks the list of Estonia" in missing.one("#panel-priorities").text


@pytest.mark.parametrize("swedish_first", [True, False])
def test_a_national_list_is_marked_from_either_side(site, swedish_first):
    national = next(code for code in by_hand.drawn("neighbours") if by_hand.is_national(code, by_hand.NOW))
    region, other = ("SE224", national) if swedish_first else (national, "SE224")
    notes = pair(site, f"region={region}&other={other}").texts("#panel-priorities p.note")
    name = by_hand.name_of(national, "en")
    assert f"The data holds no list of {name}’s own; the national strategy is shown." in notes


def test_no_joint_projects_says_why(tiny_site):
    page = pair(tiny_site, "region=SE221&other=EE00")
    assert "No joint projects are known" in page.one("#panel-projects p.empty").text
    filtered = pair(tiny_site, "region=SE224&other=EE00&domain=food")
    assert "with the chosen filters" in filtered.one("#panel-projects p.empty").text


def test_pomorskie_and_skane_have_projects_together(tiny_site):
    page = pair(tiny_site, "region=SE224&other=PL63")
    assert page.texts("#panel-projects .title .original") == ["Guest", "Partners"]
    assert page.one("#panel-projects a.more")["href"] == "/en/projects?region=SE224&other=PL63"
    assert page.texts("#panel-links ul.plain li span.details")[-1].startswith("All countries")
