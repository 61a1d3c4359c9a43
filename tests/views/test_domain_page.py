"""A domain's page: what it says in each case, and where its links lead."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.analysis.domain_profile import Holder, Stand, Standing, Starts
from s3dash.data.schema import PERIODS
from s3dash.text import Text
from s3dash.views.chart import Chart
from s3dash.views.domain_page import organisations
from s3dash.views.domain_page.money import money_chart, projects_chart
from s3dash.views.domain_page.page import domain_page
from s3dash.views.domain_page.who import finding
from tests.views.dom import Element, context, queries_of, shown
from tests.views.figures import valid

BEFORE, NOW = PERIODS


def page_of(site, domain="energy", query="", lang="en"):
    return domain_page(context(site, query, lang, f"domains/{domain}"), site.geometry)


def content(site, domain="energy", query="", lang="en") -> Element:
    return shown(page_of(site, domain, query, lang).content)


# ------------------------------------------------------------ who prioritises it


def test_each_list_speaks_in_its_own_words_with_english_domain_and_source(tiny_site):
    blekinge, skane = content(tiny_site).select("#domain-who .who tbody")[0].select("tr")
    assert blekinge.texts("th") == ["Blekinge"]
    assert blekinge.texts("td") == ["no list in the data", "EnergiEnergysource", "2"]
    assert skane.texts("th") == ["Skåne kept"]
    assert skane.texts("td") == ["EnergiEnergysecondary sourcesource", "LivsmedelFoodmainly Foodsource", "2"]


def test_a_neighbour_s_projects_are_at_least_so_many(tiny_site):
    (row,) = content(tiny_site).select("#domain-who .who tbody")[1].select("tr")
    assert row.texts("td")[-1] == "at least 1"
    assert row.one("td.number a")["aria-label"] == "1 project in Pomorskie"


def test_a_row_leads_to_the_region_on_the_map_and_to_its_projects(tiny_site):
    row = content(tiny_site, query="fund=erdf").select("#domain-who .who tbody tr")[0]
    assert queries_of(row, "th a") == ["region=SE221&domain=energy&fund=erdf&colour=domain"]
    link = row.one("td.number a")
    assert link["href"] == "/en/projects?region=SE221&domain=energy&fund=erdf"
    assert (link.text, link["aria-label"]) == ("1", "1 project in Blekinge")


def test_the_level_decides_whose_list_it_is(tiny_site):
    page = content(tiny_site, query="level=nuts2")
    (row,) = page.select("#domain-who .who tbody")[0].select("tr")
    assert row.texts("th") == ["South Sweden kept"]
    assert row.select("td")[1].texts(".place") == ["Blekinge", "Skåne"]
    assert page.texts(".key-figures dt")[0] == "NUTS2 areas with a list prioritise it"


def test_units_without_it_and_without_a_list_are_named_apart(tiny_site):
    page = content(tiny_site, "food", "period=2021-2027")
    notes = page.texts("#domain-who .note")
    assert "With a list for 2021–2027, but without the domain: Blekinge (1 project)." in notes
    assert "No list of its own for 2021–2027 in the data: Estonia." in notes


def test_nobody_has_it(tiny_site):
    page = content(tiny_site, "food", "period=2014-2020")
    assert page.texts("#domain-who .finding") == [
        "The only county with a list does not prioritise the domain in 2014–2020. 1 county has no list in the data."
        " Only 1 county has lists for both periods: 1 added it.",
        "The data holds no lists of the neighbours’ own for 2014–2020."
        " The change cannot be shown, as none has lists for both periods.",
    ]
    assert page.texts("#domain-who .empty") == ["None has the domain in its list in either period."]
    assert page.texts(".key-figures dd")[:2] == ["0 of 1", "no data"]


def test_a_national_strategy_is_told_apart_and_not_counted(site):
    page = content(site, "energy")
    (said,) = [note for note in page.select("#domain-who .note") if "national strategy" in note.text]
    assert said.text.startswith(
        "The national strategy of Denmark for 2021–2027 has the domain. It stands for Syddanmark, Midtjylland and"
        " Nordjylland, which have no lists of their own in the data and are not counted above: Energy technology"
    )
    assert said.select("a.source") or said.select("span.source")
    neighbours = page.select("#domain-who .who tbody")[1]
    syddanmark = next(row for row in neighbours.select("tr") if row.one("th a").text == "Syddanmark")
    assert syddanmark.select("td")[1].text.startswith("the national strategy only:Energy technology")
    assert "Midtjylland" not in neighbours.text, "a country's list alone makes no row"


def holder(before: Stand, now: Stand) -> Holder:
    return Holder("SE221", Standing(before, ()), Standing(now, ()))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "The data holds no lists of the counties for 2021–2027."
             " The change cannot be shown, as none has lists for both periods."),
        ([("no", "no")] * 2, "None of 2 counties prioritises the domain in 2021–2027."
                             " Of 2 counties with lists for both periods: none has it in either."),
        ([("primary", "no")] * 2, "None of 2 counties prioritises the domain in 2021–2027."
                                  " Of 2 counties with lists for both periods: 2 dropped it."),
        ([("no", "secondary"), ("primary", "primary")],
         "All 2 counties prioritise the domain in 2021–2027."
         " Of 2 counties with lists for both periods: 1 kept the domain and 1 added it."),
        ([("no_list", "primary")], "The only county with a list prioritises the domain in 2021–2027."
                                   " The change cannot be shown, as none has lists for both periods."),
        ([("primary", "primary"), ("no_list", "no"), ("no", "no_list")],
         "1 of 2 counties prioritises the domain in 2021–2027. 1 county has no list in the data."
         " Only 1 county has lists for both periods: 1 kept the domain."),
        ([("national", "national"), ("no_list", "no_list")],
         "The data holds no lists of the counties for 2021–2027."
         " The change cannot be shown, as none has lists for both periods."),
    ],
)  # fmt: skip
def test_the_finding_is_right_in_every_case(tiny_site, rows, said):
    here = context(tiny_site, page="domains/energy")
    assert finding(here, "lan", [holder(*row) for row in rows]) == said


_stands = st.sampled_from(["primary", "secondary", "no", "national", "no_list"])


@given(st.lists(st.builds(holder, _stands, _stands), max_size=6), st.sampled_from(["lan", "nuts2", "neighbours"]))
def test_a_finding_is_always_whole_sentences(tiny_site, rows, layer):
    for lang in ("sv", "en"):
        said = finding(context(tiny_site, lang=lang, page="domains/energy"), layer, rows)
        assert said.endswith(".") and "{" not in said and ": ." not in said and ".." not in said


# ------------------------------------------------------------ projects and money


def made(chart: Chart | None) -> Chart:
    assert chart is not None
    return chart


def starts(*rows: tuple[str, int | None, int, int, float]) -> tuple[Starts, ...]:
    return tuple(Starts(period, year, n, known, eur, 10 * eur) for period, year, n, known, eur in rows)


def test_years_that_share_the_lead_are_all_named(tiny_site):
    here = context(tiny_site, page="domains/energy")
    rows = starts((BEFORE, 2016, 5, 5, 3e6), (NOW, 2021, 2, 2, 1e6), (NOW, 2023, 5, 5, 3e6))
    assert made(projects_chart(here, rows)).alt == "Years 2016–2023. Most start in 2016 and 2023: 5 projects each."
    sums = "Years 2016–2023. The largest sum is €3.0m, for projects that start in 2016 and 2023."
    assert made(money_chart(here, rows)).alt == sums


def test_a_year_of_two_periods_counts_both(tiny_site):
    here = context(tiny_site, page="domains/energy")
    rows = starts((BEFORE, 2021, 2, 2, 2e6), (NOW, 2021, 2, 2, 2e6), (NOW, 2022, 3, 3, 3e6))
    chart = made(projects_chart(here, rows))
    assert chart.alt == "Years 2021–2022. Most start in 2021: 4 projects."
    assert [trace["name"] for trace in chart.figure["data"]] == ["2014–2020", "2021–2027"]
    assert chart.note == "", "no gap, and every start year is known"


def test_a_single_year_says_so(tiny_site):
    here = context(tiny_site, "currency=SEK", page="domains/energy")
    rows = starts((NOW, 2022, 1, 1, 5.0))
    assert made(projects_chart(here, rows)).alt == "The only one starts in 2022."
    assert made(projects_chart(here, starts((NOW, 2022, 3, 1, 5.0)))).alt == "All 3 projects start in 2022."
    assert made(money_chart(here, rows)).alt == "All that is known, SEK\u00a050, is for projects that start in 2022."


def test_what_is_not_drawn_is_said_and_in_the_table(tiny_site):
    here = context(tiny_site, page="domains/energy")
    rows = starts((NOW, 2021, 4, 3, 0.0), (NOW, 2023, 2, 0, 0.0), (NOW, None, 3, 0, 0.0))
    projects, money = made(projects_chart(here, rows)), made(money_chart(here, rows))
    assert projects.note == (
        "A year without a bar has no projects in the data. There may have been some all the same."
        " 3 projects without a known start year are not drawn."
    )
    assert money.note == (
        "The amount is not known for 3 projects in the chart. No amount is known for the projects that start in 2023."
    )
    assert [trace["x"] for trace in money.figure["data"]] == [[2021]]
    period = Text("en").period(NOW)
    assert money.rows == (
        (2021, period, 4, 3, 0.0),  # a stated nothing is 0 ...
        (2023, period, 2, 0, None),  # ... what is not known is missing
        ("year not known", period, 3, 0, None),
    )
    valid(projects)
    valid(money)


def test_there_is_no_chart_where_nothing_is_known(tiny_site):
    here = context(tiny_site, page="domains/energy")
    assert projects_chart(here, ()) is None and projects_chart(here, starts((NOW, None, 2, 1, 5.0))) is None
    assert money_chart(here, starts((NOW, 2022, 2, 0, 0.0))) is None


def test_no_projects_says_why_and_what_to_do(tiny_site):
    filtered = content(tiny_site, "food", "fund=erdf")
    assert filtered.one("#domain-money .empty").text == (
        "The data holds no projects in the domain in 2021–2027 with the chosen filters."
    )
    assert queries_of(filtered, "#domain-money a.more") == [""]
    bare = content(tiny_site, "food", "period=2014-2020")
    assert bare.one("#domain-money .empty").text == "The data holds no projects in the domain in 2014–2020."
    assert bare.texts(".key-figures dt")[2:] == ["projects", "research environment in the domain"]


def test_all_projects_lead_to_the_list_of_the_domain_whatever_region_is_chosen(tiny_site):
    page = content(tiny_site, query="region=SE221&fund=interreg")
    link = page.one("#domain-money a.more")
    assert (link.text, link["href"]) == ("All 2 projects", "/en/projects?domain=energy&fund=interreg")


# ------------------------------------------------------------ organisations, environments


def test_each_organisation_leads_to_its_page_and_to_its_projects_in_the_domain(tiny_site):
    sweden, sea = content(tiny_site).select("#domain-organisations .chart")
    assert sweden.texts("li .bar-name") == [
        "Karlskrona kommunBlekinge",
        "Region BlekingeBlekinge",
        "Region SkåneSkåne",
    ]
    assert [link["href"] for link in sweden.select("li a")][:2] == [
        "/en/organisations/se-karlskrona-kommun",
        "/en/projects?domain=energy&organisation=se-karlskrona-kommun",
    ]
    assert sea.texts("li .bar-name") == ["TartuEstonia", "SomewherePomorskie, Poland"]
    assert "At least so many." in sea.text and "At least so many." not in sweden.text


def test_a_list_that_ends_among_equals_says_so(tiny_site, monkeypatch):
    monkeypatch.setattr(organisations, "_SWEDISH", 2)
    sweden, _ = page_of(tiny_site).charts[-2:]
    assert len(sweden.rows) == 2
    assert sweden.note == "More organisations than the list shows have 1 project."
    assert sweden.alt == (
        "Karlskrona kommun and Region Blekinge have the most projects: 1 project each. The list has 2 organisations."
    )


def test_no_organisation_says_so(tiny_site):
    page = content(tiny_site, "food", "period=2014-2020")
    assert page.texts("#domain-organisations .empty") == [
        "The data holds no projects in the domain in 2014–2020, and so no organisations."
    ]
    nameless = content(tiny_site, "food", "fund=interreg&programme=interreg-south-baltic-2021")
    assert nameless.texts("#domain-organisations .empty") == [], "Gdynia City is known"
    charts = page_of(tiny_site, "food", "period=2014-2020").charts
    assert [chart.id for chart in charts] == ["projects-by-year", "money-by-year"]


def test_environments_stand_by_kind_with_place_and_source(tiny_site):
    page = content(tiny_site)
    assert page.texts("#domain-environments .places h3") == ["Universities 1", "Science parks and incubators 1"]
    assert page.texts("#domain-environments li .details")[1] == "Karlskrona, Blekingeunverifiedsource"
    (link,) = queries_of(page, "#domain-environments .note a")
    assert link == "domain=energy&colour=domain&places=university,science_park"


# ------------------------------------------------------------ the map, ways on


def test_the_map_shows_who_prioritises_it_and_stays_on_the_page(tiny_site):
    page = page_of(tiny_site, query="period=2021-2027")
    assert page.map.classes["SE221"] == "c5" and page.map.classes["SE224"] == "c3"
    assert page.map.link == "/en/domains/energy?region="
    assert shown(page.legend).one(".legend-title").text == "The domain is a priority: Energy"
    assert "Click a region on the map" in shown(page.facts).text


def test_a_click_on_the_map_shows_the_region_s_own_words_beside_it(tiny_site):
    page = page_of(tiny_site, query="region=SE224")
    facts = shown(page.facts)
    assert facts.one("h2").text == "Skåne"
    assert facts.texts("h3") == ["2021–2027", "2014–2020"]
    assert facts.texts(".original") == ["Livsmedel", "Energi"]
    assert [link["href"] for link in facts.select("a[data-view]")] == [
        "/en/projects?region=SE224&domain=energy",
        "/en/partners?region=SE224&domain=energy",
        "/en/?region=SE224&domain=energy&colour=domain",
        "/en/domains/energy",
    ]
    assert shown(page.content).texts("tr.chosen th a") == ["Skåne"]


def test_a_neighbour_s_words_are_there_too_and_partners_are_looked_for_from_sweden(tiny_site):
    facts = shown(page_of(tiny_site, query="region=PL63").facts)
    assert facts.one("a.more").text == "At least 1 project in the domain in 2021–2027"
    assert not [link for link in facts.select("a") if "/partners" in link["href"]]
    estonia = shown(page_of(tiny_site, "food", "region=EE00").facts)
    assert "no list in the data" in estonia.text and "No projects in the domain" in estonia.text


def test_the_ways_on_keep_the_domain(tiny_site):
    page = content(tiny_site, query="region=SE224&period=2014-2020")
    assert [link["href"] for link in page.select(".onward a")] == [
        "/en/partners?region=SE224&period=2014-2020&domain=energy",
        "/en/projects?period=2014-2020&domain=energy",
        "/en/?region=SE224&period=2014-2020&domain=energy&colour=domain",
        "/en/domains?period=2014-2020",
        "/en/domains?period=2014-2020&show=overlap",
    ]
    others = page.select(".other-domains a")
    assert [link["href"] for link in others] == [
        "/en/domains/energy?region=SE224&period=2014-2020",
        "/en/domains/food?region=SE224&period=2014-2020",
    ]
    assert others[0]["aria-current"] == "page"


def test_the_verdict_stands_with_its_signs(tiny_site):
    section = content(tiny_site).one("#domain-verdict")
    assert len(section.select(".signs li")) == 4
    assert queries_of(section, "a.more") == ["domain=energy&show=overlap"]


def test_an_unknown_domain_is_no_page(tiny_site):
    assert tiny_site.state("/en/domains/nothing", "") is None
    here = context(tiny_site, page="domains/energy")
    with pytest.raises(KeyError):
        domain_page(replace(here, state=replace(here.state, item="nothing")), tiny_site.geometry)
