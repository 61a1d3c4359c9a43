"""Priorities against money: every number of some views worked out from the tables, and the words for every case."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest

from s3dash.analysis.alignment import FEW, Alignment, DomainPart, Part, alignment_of
from s3dash.analysis.balance import balance
from s3dash.data.store import ProjectFilter
from s3dash.text import Text
from s3dash.views import html
from s3dash.views.domains.alignment import alignment_view
from s3dash.views.domains.alignment_country import country_chart, country_section
from s3dash.views.domains.alignment_line import alignment_line
from s3dash.views.domains.alignment_region import findings
from s3dash.views.domains.alignment_regions import finding, regions_chart
from s3dash.views.parts import percent
from tests import by_hand, by_hand_alignment
from tests.views.dom import context, shown
from tests.views.figures import valid
from tests.views.numbers import address, every_view, money, number

NOW = by_hand.NOW
counted = lru_cache(by_hand_alignment.of)
country_counted = lru_cache(by_hand_alignment.country)


def of(site, query="", lang="en"):
    return context(site, f"show=alignment&{query}".strip("&"), lang, "domains")


def view(site, query="", lang="en"):
    found = of(site, query, lang)
    page = alignment_view(found, site.geometry)
    for chart in page.charts:
        valid(chart)
    return shown([html.Div(page.settings, id="page-settings"), page.content])


def per_cent(share, lang):
    text = number(100 * share, lang)
    if 0 < share < 0.01:
        return "under 1%" if lang == "en" else "under 1\u00a0%"
    return f"{text}%" if lang == "en" else f"{text}\u00a0%"


def charts(site, query="", lang="en"):
    return {chart.id: chart for chart in alignment_view(of(site, query, lang), site.geometry).charts}


# ------------------------------------------------------------ worked out a second time


@every_view
@pytest.mark.parametrize("level", ["lan", "nuts2"])
def test_every_number_of_the_list(site, period, lang, currency, level):
    text = Text(lang)
    query = address(None, period, currency, **({"level": level} if level == "nuts2" else {}))
    page = view(site, query, lang)
    rows = {row.one("th a").text: row for row in page.select("table.alignment-table tbody tr") if row.select("th a")}
    assert len(rows) == len(by_hand.drawn(level))
    for code in by_hand.drawn(level):
        expected, row = counted(code, period), rows[by_hand.name_of(code, lang)]
        missing = f"{len(expected.without_project)} {'of' if lang == 'en' else 'av'} {len(expected.priorities)}"
        if not expected.priorities:
            missing = "\u2013"
        elif not expected.without_project:
            missing = text("alignment.regions.none")
        assert row.one(".cell-missing").text == missing
        if expected.share is None:
            assert row.one(".cell-why").text
            continue
        assert row.one(".cell-share strong").text == per_cent(expected.share, lang)
        assert row.one(".track-fill")["style"] == f"width:{100 * expected.share:.1f}%"
        assert expected.benchmark is not None
        assert row.one(".track-mark")["style"] == f"left:{100 * expected.benchmark:.1f}%"
        assert row.one(".cell-benchmark").text == per_cent(expected.benchmark, lang)
        whole = by_hand.total([expected.inside, expected.outside])
        behind = f"{money(whole, lang, currency)}{text.count('n.projects', expected.projects)}"
        assert row.one(".cell-behind").text == behind
        rest = expected.groups.get("")
        apart = "\u2013" if rest is None else text.count("n.projects", rest.projects)
        if rest and rest.known:
            apart = f"{money(rest.money, lang, currency)}{apart}"
        assert row.one(".cell-unclassified").text.endswith(apart)


@pytest.mark.parametrize("region", ["SE232", "SE311", "SE33"])
@every_view
def test_every_number_of_a_region(site, region, period, lang, currency):
    text = Text(lang)
    expected = counted(region, period)
    page = view(site, address(region, period, currency), lang).one("#alignment-region")
    assert expected.share is not None and expected.benchmark is not None
    assert [(f.one("dt").text, f.one("dd").text) for f in page.select("dl.key-figures div")] == [
        (text("alignment.region.figure_share"), per_cent(expected.share, lang)),
        (text("alignment.region.figure_benchmark"), per_cent(expected.benchmark, lang)),
        (text.count("alignment.region.figure_projects", expected.projects), number(expected.projects, lang)),
        (
            text.count("alignment.region.figure_missing", len(expected.priorities)),
            f"{len(expected.without_project)} {'of' if lang == 'en' else 'av'} {len(expected.priorities)}",
        ),
    ]
    items = {item.one(".bar-name").text: item for item in page.select(".domain-bars li")}
    groups = dict(expected.groups)
    rest = groups.pop("", None)
    names = {row["domain_id"]: row[f"name_{lang}"] for row in by_hand.table("domains")}
    for domain in {*groups, *expected.roles}:
        secondary = expected.roles.get(domain) == "secondary"
        item = items.pop(names[domain] + (text("alignment.region.secondary") if secondary else ""))
        where = "own" if domain in expected.roles else "outside_head"
        assert where in item.one(".track").classes
        if domain not in groups:
            assert item.one(".bar-projects").text == text("alignment.region.no_project")
            continue
        check_group(text, item, groups[domain], lang, currency)
    if rest:
        check_group(text, items.pop(text("alignment.region.unclassified")), rest, lang, currency)
    assert not items
    names_without = sorted(row["name_original"] for row in expected.without_project)
    assert sorted(page.texts("ul.without-project li .original")) == names_without


def check_group(text, item, group, lang, currency):
    assert item.one(".bar-projects").text == text.count("n.projects", group.projects)
    value = item.one(".bar-value").text
    if group.known:
        assert value.startswith(money(group.money, lang, currency))
        assert value.endswith(text.count("alignment.region.partly_unknown", group.unknown)) == bool(group.unknown)
    else:
        assert value == text(f"alignment.region.{'unknown' if group.unknown else 'no_grant'}")


@every_view
def test_every_number_of_the_country(site, period, lang, currency):
    shown_chart = charts(site, address(None, period, currency), lang)["alignment-country"]
    expected = country_counted(period)
    names = {row["domain_id"]: row for row in by_hand.table("domains")}
    value = {"EUR": lambda amount: amount.EUR, "SEK": lambda amount: amount.SEK}[currency]
    known = {d: row for d, row in expected.items() if row.group.known or not row.group.unknown}
    assert [row[0] for row in shown_chart.rows] == [names[d][f"name_{lang}"] for d in expected]
    for row, (domain, wanted) in zip(shown_chart.rows, expected.items(), strict=True):
        assert row[1:3] == (wanted.counties, wanted.group.projects)
        assert row[3] == (pytest.approx(value(wanted.group.money), abs=0.6) if domain in known else None)
        assert row[4] == pytest.approx(value(wanted.expected), abs=0.6)
    line, *groups = shown_chart.figure["data"]
    points = {word: xy for g in groups for word, *xy in zip(g["text"], g["x"], g["y"], strict=True)}
    assert points == {
        names[d][f"short_{lang}"]: [row.counties, pytest.approx(value(row.group.money) / 1e6, abs=1e-4)]
        for d, row in known.items()
    }
    some = next(row for row in expected.values() if row.counties)
    slope = value(some.expected) / some.counties / 1e6
    assert line["y"][1] == pytest.approx(slope * line["x"][1], rel=1e-3)
    gaps = sorted(known, key=lambda d: known[d].group.money.EUR - known[d].expected.EUR)
    assert set(groups[1]["text"]) == {names[d][f"short_{lang}"] for d in (*gaps[:3], *gaps[-3:])}
    lists = view(site, address(None, period, currency), lang).select(".out-of-step ul")
    assert [part.texts("li strong") for part in lists] == [
        [names[d][f"name_{lang}"] for d in reversed(gaps[-3:])],
        [names[d][f"name_{lang}"] for d in gaps[:3]],
    ]
    r = by_hand_alignment.rank_correlation([(float(k.counties), k.group.money.EUR) for k in known.values()])
    assert number(r, lang, 2) in shown_chart.note


# ------------------------------------------------------------ what leads where


def test_a_region_leads_to_its_domains_and_these_to_their_projects(site):
    page = view(site)
    link = next(a for a in page.select(".alignment-table th a") if a.text == "Värmland")
    assert link["href"] == "/en/domains?region=SE311&show=alignment#alignment-region"
    page = view(site, "region=SE311&fund=interreg&period=2021-2027")
    assert page.one(".alignment-table [aria-current]").text == "Värmland"
    item = next(item for item in page.select(".domain-bars li") if item.select(".bar-projects a"))
    projects = item.one(".bar-projects a")
    found = context(site, projects["href"].partition("?")[2], page="projects")
    assert (found.state.region, found.state.fund) == ("SE311", "interreg")
    n = found.project_count
    assert projects.text == f"{n} project{'s' * (n != 1)}"
    assert item.one(".bar-name a")["href"] == f"/en/domains/{found.state.domain}"


def test_the_level_keeps_a_neighbour_and_leads_from_a_county_to_its_area(site):
    def levels(query):
        return [(a.text, a["href"], "aria-current" in a.attributes) for a in
                view(site, query).select("#page-settings a")]  # fmt: skip

    assert levels("region=SE311") == [
        ("Counties", "/en/domains?region=SE311&show=alignment", True),
        ("NUTS2 areas", "/en/domains?level=nuts2&region=SE31&show=alignment", False),
    ]
    assert levels("region=PL63")[1][1] == "/en/domains?level=nuts2&region=PL63&show=alignment"


def test_a_filter_is_said_and_coverage_too(site):
    page = view(site, "fund=interreg&programme=interreg-south-baltic-2021")
    assert "Only this is counted: Interreg and Interreg South Baltic." in page.one(".page-head .lead").text
    assert "Regional Development Fund’s project list" in page.texts(".note")[0]


# ------------------------------------------------------------ the words, case by case


@pytest.mark.parametrize(
    ("share", "en", "sv"),
    [
        (0.0, "0%", "0\u00a0%"),
        (0.0001, "under 1%", "under 1\u00a0%"),
        (0.344, "34%", "34\u00a0%"),
        (0.9999, "over 99%", "över 99\u00a0%"),
        (1.0, "100%", "100\u00a0%"),
    ],
)
def test_a_share_never_reads_as_nothing_or_all_unless_it_is(share, en, sv):
    assert (percent(Text("en"), share), percent(Text("sv"), share)) == (en, sv)


def row(site, code, inside, outside=0.0, n=FEW, benchmark: float | None = 0.5, unclassified: float = 0.0) -> Alignment:
    """An alignment with invented amounts; real priorities."""
    found = alignment_of(site.dataset, site.store, code, ProjectFilter(period=NOW))
    priority = found.priorities[0].domains[0]
    outsider = next(d for d in site.dataset.domains["domain_id"] if d not in {one.domain for one in found.domains})
    rest = Part(1, 1, 0, unclassified, 0.0) if unclassified else Part()
    return replace(
        found,
        domains=(
            DomainPart(priority, "primary", Part(n, n, 0, inside, 0.0)),
            DomainPart(outsider, "outside", Part(int(bool(outside)), int(bool(outside)), 0, outside, 0.0)),
        ),
        unclassified=rest,
        benchmark=benchmark,
    )


def test_who_stands_out_is_named_and_many_are_counted(site):
    c = of(site)
    rows = [row(site, "SE110", 9, 1), row(site, "SE121", 9, 1), row(site, "SE122", 5, 5), row(site, "SE123", 0, 8)]
    assert finding(c, rows) == (
        "Most in Stockholm and Uppsala (90%), least in Östergötland (0%). "
        "In 2 of the 4 that can be judged it is clearly more than the same domains get in all of Sweden."
    )
    chart = regions_chart(c, rows)
    assert chart.title == "Between 0% and 90% of the EU contribution goes to the counties’ own priority domains"
    assert chart.alt.startswith("4 regions can be judged. Most in")
    same = [row(site, code, 1, 1) for code in ("SE110", "SE121", "SE122", "SE123", "SE124")]
    assert finding(c, same).startswith("In 0 of the 5 that can be judged")
    assert regions_chart(c, same).title.endswith("own priority domains, the same everywhere")
    many = [row(site, "SE313", 9, 1), *same]
    assert finding(c, many).startswith("Most in Gävleborg (90%), least in 5 counties (50%).")
    assert "Mest i Gävleborg (90\u00a0%), minst i 5 län (50\u00a0%)." in finding(of(site, lang="sv"), many)


def test_one_region_or_none_that_can_be_judged(site):
    c = of(site)
    one = [row(site, "SE110", 9, 1), row(site, "SE121", 1, 1, n=2)]
    assert finding(c, one) == ""
    chart = regions_chart(c, one)
    valid(chart)
    assert chart.title == "Stockholm: 90% of the EU contribution goes to its own priority domains"
    assert chart.alt == ("1 region can be judged. 1 has too few projects, no known amount or no list of priorities.")
    none = regions_chart(c, one[1:])
    assert none.title == "No county has enough projects for its share to be judged"
    table = shown(none.body)
    assert table.texts("tbody.few tr.group") == [
        "Fewer than 10 projects behind it: a single project can decide it (1 region)"
    ]
    assert none.rows[0][-1] == "few projects"


ALL = "In Stockholm, all of the known EU contribution with a domain goes to its own priority domains."
NONE = "In Stockholm, none of the known EU contribution with a domain goes to its own priority domains."
SIXTY = "In Stockholm, 60% of the known EU contribution goes to its own priority domains."
OUTSIDE = "€40 lies outside every priority, all of it in {domain}."
INSIDE = "No known amount lies outside the priorities."
BOUNDS = (
    "€100 is in projects without a domain. Whatever these are about, between 30% and 80% of all the known money goes "
    "to own priority domains."
)


@pytest.mark.parametrize(
    ("inside", "outside", "n", "benchmark", "unclassified", "said"),
    [
        (60, 40, 20, 0.5, 100, [SIXTY, "That is more than the same domains get in all of Sweden (50%).",
                                OUTSIDE, BOUNDS]),
        (60, 0, 20, 1.0, 0, [ALL, "That is about what the same domains get in all of Sweden (100%).", INSIDE]),
        (0, 40, 20, 0.5, 0, [NONE, "That is less than the same domains get in all of Sweden (50%).", OUTSIDE]),
        (60, 0, 1, 0.5, 0, [ALL, "But only 1 project is behind it, so it says little.", INSIDE]),
        (60, 40, 1, 0.5, 0, [SIXTY, "But only 2 projects are behind it, so one more or less would change the picture.",
                             OUTSIDE]),
    ],
)  # fmt: skip
def test_what_is_said_of_a_region(site, inside, outside, n, benchmark, unclassified, said):
    found = row(site, "SE110", inside, outside, n, benchmark, unclassified)
    domain = site.dataset.domain(found.domains[1].domain).short("en")
    assert findings(of(site), found) == [sentence.format(domain=domain) for sentence in said]


def test_the_largest_part_outside_is_named(site):
    found = row(site, "SE110", 5, 40)
    more = DomainPart(found.domains[1].domain, "outside", Part(1, 1, 0, 10, 0))
    found = replace(found, domains=(*found.domains, more))
    assert "€50 lies outside every priority, the largest part in" in " ".join(findings(of(site), found))


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_region_without_a_share_says_why(site, lang):
    text = Text(lang)
    page = view(site, "region=PL63", lang)
    name = by_hand.name_of("PL63", lang)
    assert page.one("#alignment-region .empty").text == text("alignment.region.why.not_published", region=name)
    assert not page.select("#chart-alignment-domains") and not page.select(".with-one")
    page = view(site, "region=SE321&period=2014-2020", lang)
    name, period = by_hand.name_of("SE321", lang), "2014\u20132020"
    assert page.one("#alignment-region .empty").text == text("alignment.region.why.no_list", region=name, period=period)
    assert page.one(".domain-groups h4").text == text("alignment.region.outside_head_no_list")
    assert not page.select("ul.without-project")
    page = view(site, "region=SE122&period=2014-2020", lang)
    assert page.one("#alignment-region .empty").text == text(
        "alignment.region.why.unknown", region=by_hand.name_of("SE122", lang)
    )
    assert len(page.select("ul.without-project li")) == 1
    page = view(site, "region=SE311&fund=cf", lang)
    assert page.one("#alignment-region .empty").text == text(
        "alignment.region.why.no_projects", region="Värmland", period="2021\u20132027"
    )
    assert len(page.select("ul.without-project li")) == len(by_hand.priorities("SE311", NOW))


def test_a_priority_without_a_project_stands_in_its_own_words_with_its_source(site):
    page = view(site, "region=SE313").one("#alignment-region")
    expected = counted("SE313", NOW).without_project
    assert page.texts("ul.without-project .original") == [row["name_original"] for row in expected]
    assert len(page.select("ul.without-project .source")) == len(expected)
    n = counted("SE313", NOW).groups[""].projects
    assert f"{n} projects here have no domain and may belong to them." in page.text


# ------------------------------------------------------------ the country, case by case


def test_the_title_says_whether_there_is_a_connection(site):
    c = of(site)
    found = balance(site.dataset, site.store, ProjectFilter(period=NOW))
    drawn = [country_chart(c, replace(found, correlation=r)) for r in (0.9, -0.9, 0.1, None)]
    titles = [chart.title for chart in drawn if chart]
    assert [title.split(",")[0].split(":")[0] for title in titles] == [
        "On the whole",
        "On the whole",
        "No clear connection",
        "How many counties prioritise a domain",
    ]
    assert titles[0].endswith("more money") and titles[1].endswith("less money")
    assert ["correlation" in chart.note for chart in drawn if chart] == [True, True, True, False]


def test_a_country_without_money_or_lists_says_so(site):
    c = of(site, "fund=cf")
    found = balance(site.dataset, site.store, ProjectFilter(period=NOW, fund="cf"))
    assert country_chart(c, found) is None
    said = shown(country_section(c, found, None))
    assert said.one(".empty").text.startswith("The data holds no known EU contribution with a domain in Sweden")
    without = shown(country_section(c, replace(found, counties=0), None))
    assert without.one(".empty").text == "The data holds no priorities of counties for 2021\u20132027."
    page = view(site, "fund=cf")
    assert "No county has enough projects" in page.one("#chart-alignment-regions h2").text


def test_a_domain_that_has_no_project_or_no_known_amount(site):
    page = view(site, "period=2014-2020")
    below = page.select(".out-of-step ul")[1]
    details = [part.texts("span") for part in below.select(".details")]
    assert ["6 of 16 counties", "no project, €28.6m by the choices"] in details
    assert "Not drawn, since no amount is known: circular and climate." in page.one("#chart-alignment-country").text


# ------------------------------------------------------------ the line in the panel of the map


def line(site, query, lang="en"):
    found = alignment_line(context(site, query, lang))
    return None if found is None else shown(found)


def test_the_line_of_the_panel(site):
    expected = counted("SE213", NOW)
    found = line(site, "region=SE213")
    assert found.text == (
        f"{per_cent(expected.share, 'en')} of the known EU contribution with a domain goes to the region’s own "
        f"priority domains. In all of Sweden the same domains get {per_cent(expected.benchmark, 'en')}. "
        "1 of 6 priorities have no project. Priorities against money"
    )
    assert found.one("a")["href"] == "/en/domains?region=SE213&show=alignment#alignment-region"
    assert "no project" not in line(site, "region=SE311").text
    few = line(site, "region=SE124").text
    assert few.startswith("None of the known EU contribution") and "But only 3 projects are behind it" in few
    assert line(site, "region=SE213&domain=energy").text == found.text
    assert line(site, "region=SE213", "sv").text.startswith("64\u00a0% av det kända EU-stödet")


@pytest.mark.parametrize("query", ["", "region=PL63", "region=SE321&period=2014-2020", "region=SE122&period=2014-2020"])
def test_there_is_no_line_where_nothing_is_known(site, query):
    assert line(site, query) is None


def test_the_tiny_world(tiny_site):
    """SE221: energy is inside with 1 000 EUR, food outside with 200; one grant without a domain is shared.

    In Sweden energy has 1 500 EUR, food 600.
    """
    page = view(tiny_site, "region=SE221")
    assert page.texts("#alignment-region dl.key-figures dd") == ["83%", "71%", "2", "0 of 1"]
    items = {item.one(".bar-name").text: item for item in page.select("#alignment-region .domain-bars li")}
    assert items["Energy"].one(".bar-value").text == "€1,000"
    assert items["Food"].one(".bar-value").text == "€200"
    assert items["Projects without a domain"].one(".bar-value").text == "amount not known"
