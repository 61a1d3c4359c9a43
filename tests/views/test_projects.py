"""The section on projects: counts, money and bars worked out from the tables, and the cases of the money rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from s3dash.text import Text
from s3dash.views.projects import coverage_note, joint_project_item, partner_name, project_list, projects_section
from tests import by_hand
from tests.views.dom import context, queries_of, shown
from tests.views.numbers import address, every_panel, every_view, money, number

SHOWN_BARS = 8


def section(site, query, lang="en"):
    return shown(projects_section(context(site, query, lang)))


def money_rows(page):
    """What each line of the money is about -> its amount or words, and of how many projects."""
    return {
        row.one("dt").text: (row.one("dd strong").text, row.one("dd small").text) for row in page.select("dl.money div")
    }


def money_by_hand(rows, region, lang, currency):
    """The lines of the money as they should read; without a region, projects that are nowhere in Sweden stand apart."""
    text = Text(lang)
    elsewhere = [row for row in rows if not region and by_hand.places(row["project_id"]) and not in_sweden(row)]
    seen = by_hand.sums([row for row in rows if row not in elsewhere], region)
    label = text("projects.known", region=by_hand.name_of(region, lang)) if region else text("projects.known_sweden")
    lines = {
        "known": label,
        "shared": text("projects.shared"),
        "unpublished": text("projects.unpublished"),
        "no_grant": text("projects.no_grant"),
    }
    words = {"unpublished": text("projects.not_published"), "no_grant": text("projects.no_grant_value")}
    found = {
        line: (
            words[kind] if kind in words else money(seen.money[kind], lang, currency),
            text.count("n.projects", seen.projects[kind]),
        )
        for kind, line in lines.items()
        if kind in seen.projects
    }
    if elsewhere:
        found[text("projects.elsewhere")] = (
            text("projects.elsewhere_value"),
            text.count("n.projects", len(elsewhere)),
        )
    return found


def in_sweden(row):
    return any(code.startswith("SE") for code in by_hand.places(row["project_id"]))


@every_panel
@every_view
def test_money_known_shared_not_published_and_no_grant(site, region, period, lang, currency):
    page = section(site, address(region, period, currency), lang)
    rows = by_hand.projects(region, period)
    assert money_rows(page) == money_by_hand(rows, region, lang, currency)
    assert page.texts("a.more") == [Text(lang).count("projects.all", len(rows))]


@every_panel
@every_view
@pytest.mark.parametrize(("kind", "column", "place"), [("domain", "domain_id", 0), ("programme", "programme_id", 1)])
def test_bars(site, region, period, lang, currency, kind, column, place):
    """Most projects first, what is not classified last; the longest shown bar is full."""
    text = Text(lang)
    groups: dict[str, list[by_hand.Row]] = {}
    for row in by_hand.projects(region, period):
        groups.setdefault(row[column], []).append(row)
    classified = sorted((key for key in groups if key), key=lambda key: (-len(groups[key]), key))
    ordered = classified + [key for key in groups if not key]
    shown_groups = ordered[:SHOWN_BARS]
    most = max(len(groups[key]) for key in shown_groups)
    expected = []
    for key in shown_groups:
        if key:
            row = by_hand.the("domains" if kind == "domain" else "programmes", key)
            name = row[f"name_{lang}"].replace(f" {period}", "")
        else:
            name = text("projects.unclassified")
        seen = by_hand.sums(groups[key], region)
        amount = money(seen.money["known"], lang, currency) if "known" in seen.money else ""
        n = len(groups[key])
        expected.append((name, f"width:{100 * n / most:.1f}%", f"{number(n, lang)}{amount}"))
    page = section(site, address(region, period, currency), lang)
    bars = page.select("ul.bars")[place]
    found = [
        (bar.one(".bar-name").text, bar.one(".bar-track span")["style"], bar.one(".bar-value").text)
        for bar in bars.select("li")
    ]
    assert found == expected
    rest = sum(len(groups[key]) for key in ordered[SHOWN_BARS:])
    assert bars.parent is not None
    assert bars.parent.texts("p.note") == ([text.count("projects.rest", rest)] if rest else [])


@every_panel
@every_view
@pytest.mark.parametrize("order", ["newest", "largest"])
def test_the_five_newest_and_largest(site, region, period, lang, currency, order):
    def newest(row):
        return -int((row["start_date"] or "0").replace("-", "").ljust(8, "0"))

    def largest(row):
        whole = by_hand.grant(row)
        return -whole.EUR if whole else 0

    key = newest if order == "newest" else largest
    rows = sorted(by_hand.projects(region, period), key=lambda row: (key(row), row["project_id"]))[:5]
    items = section(site, address(region, period, currency, order=order), lang).select("ul.projects li")
    assert [item.one(".original").text for item in items] == [" ".join(row["title"].split()) for row in rows]
    for item, row in zip(items, rows, strict=True):
        whole = by_hand.grant(row)
        amount = money(whole, lang, currency) if whole else Text(lang)("projects.not_published")
        assert item.one(".title .value").text.startswith(amount)
        years = sorted({row["start_date"][:4], row["end_date"][:4]} - {""})
        assert "\u2013".join(years) in item.texts(".details span") or not years
        assert row["lead_organisation"] in item.text


@pytest.mark.parametrize(
    ("region", "known", "shared", "others"),
    [
        # 1000 alone and 200 as a partner; the shared grant is 90 000 SEK at the rate of 2023
        ("SE221", ("€1,200", "2 projects"), ("€7,841", "1 project"), {"Associated partner": "gets no grant"}),
        # 400 and 500 as a partner
        ("SE224", ("€900", "2 projects"), ("€7,841", "1 project"), {"Amount not published": "not published"}),
    ],
)
def test_each_case_of_the_money_rule(tiny_site, region, known, shared, others):
    rows = money_rows(section(tiny_site, f"region={region}"))
    name = by_hand.name_of(region, "en")
    assert rows == {
        f"EU contribution known for {name}": known,
        "In projects shared with other regions": shared,
        **{line: (value, "1 project") for line, value in others.items()},
    }


def test_the_whole_holds_what_its_parts_share(tiny_site):
    rows = money_rows(section(tiny_site, "region=SE22&currency=SEK"))
    # the grants of 1000, 600 and 500 EUR at the rates of their years, and 90 000 SEK
    known = 1000 * 10.6296 + (600 + 500) * 11.4788 + 90_000
    assert rows["EU contribution known for South Sweden"] == (f"SEK\u00a0{known:,.0f}", "4 projects")
    assert "In projects shared with other regions" not in rows


def test_what_is_unknown_is_not_zero(tiny_site):
    rows = money_rows(section(tiny_site, "region=SE224&programme=interreg-south-baltic-2021&domain=energy"))
    assert rows["EU contribution known for Skåne"] == ("€500", "1 project")
    page = section(tiny_site, "region=SE22&period=2014-2020")
    assert money_rows(page) == {
        "EU contribution known for South Sweden": ("no known amount", ""),
        "Amount not published": ("not published", "1 project"),
    }
    assert page.one("ul.projects .value").text == "not published"
    assert page.texts("ul.projects .mark") == ["dates reversed in the source"]


def test_a_bar_filters_and_the_chosen_one_lifts_the_filter(tiny_site):
    domains = queries_of(section(tiny_site, "region=SE221"), "ul.bars a")
    assert domains[0] == "region=SE221&domain=energy"
    page = section(tiny_site, "region=SE221&domain=energy")
    chosen = page.one("ul.bars a[aria-current]")
    assert chosen.one(".bar-name").text == "Energy"
    assert chosen["href"] == "/en/?region=SE221"
    assert len(page.select("ul.bars")[0].select("li")) == 3, "the other domains stay to be chosen"


def test_an_empty_section_says_why_and_what_to_do(tiny_site):
    filtered = section(tiny_site, "region=SE221&domain=food&fund=erdf")
    assert "with the chosen filters" in filtered.one("p.empty").text
    assert queries_of(filtered, "a.more") == ["region=SE221"]
    assert "no projects in Skåne for 2014–2020" in section(tiny_site, "region=SE224&period=2014-2020").text
    neighbour = section(tiny_site, "region=PL63&period=2014-2020")
    assert "Foreign partner lists are incomplete" in neighbour.one("p.empty").text
    assert not neighbour.select("a.more")


def test_all_projects_lead_to_the_list_under_the_same_filters(tiny_site):
    (link,) = section(tiny_site, "region=SE221&domain=energy").select("a.more")
    assert link["href"] == "/en/projects?region=SE221&domain=energy"


def test_a_list_item(tiny_site):
    here = context(tiny_site, "region=SE221")
    alone, partners, unknown = (here.store.project(f"P-{name}") for name in ("ALONE", "PARTNERS", "UNKNOWN"))
    items = shown(project_list(here, [alone, partners, unknown])).select("li")
    assert items[0].text == "Alone€1,000Region Blekinge2022–2024ERDF Skåne-Blekingesource"
    assert items[1].one(".value").text == "€600Swedish partners in 2 regions"
    assert items[2].text == "Unknownnot publishedyears unknownSouth Balticsource"


def test_a_joint_project_names_its_partners_on_both_sides(tiny_site):
    here = context(tiny_site, "region=SE22&other=PL63")
    item = shown(joint_project_item(here, here.store.project("P-PARTNERS")))
    assert item.texts("div.partners") == [
        "South Sweden: Lunds universitet and Region Blekinge",
        "Pomorskie: Gdynia City",
    ]
    unnamed = shown(joint_project_item(context(tiny_site, "region=SE224&other=EE00"), here.store.project("P-UNKNOWN")))
    assert unnamed.texts("div.partners") == ["Skåne: a partner that is not named", "Estonia: Tartu"]


@pytest.mark.parametrize(
    ("query", "page", "bundled", "imported"),
    [
        ("", "projects", "Mostly Interreg", "The bundled data together"),
        ("region=SE221", "", "Mostly Interreg", "The bundled data together"),
        ("region=PL63", "", "At least so many. The list starts", "At least so many. The imported lists"),
        ("region=PL63", "projects", "Mostly Interreg", "The bundled data together"),
    ],
)
def test_what_is_said_of_completeness_fits_the_dataset(tiny_site, query, page, bundled, imported):
    here = context(tiny_site, query, page=page)
    assert shown(coverage_note(here)).text.startswith(bundled)
    snapshot = replace(here, dataset=replace(here.dataset, store=here.dataset.directory))
    assert shown(coverage_note(snapshot)).text.startswith(imported)


def test_a_private_person_is_not_named(tiny_site):
    here = context(tiny_site)
    lead = here.store.partners("P-GUEST")[0]
    assert partner_name(here, replace(lead, organisation_type="private_person")) == "private person"
    assert partner_name(here, replace(lead, organisation=None)) == "a partner that is not named"
    assert partner_name(here, lead) == "Region Skåne"


def test_titles_lead_to_the_pages_of_the_projects(tiny_site):
    links = section(tiny_site, "region=SE221&currency=SEK").select("ul.projects a.original")
    assert links and all(link["href"].startswith("/en/projects/P-") for link in links)
    assert all(link["href"].endswith("?currency=SEK") for link in links)
