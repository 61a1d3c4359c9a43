"""Change over time: what became of each domain, and lines that never run over what is missing."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest

from s3dash.analysis.change import priority_change
from s3dash.data.dataset import Dataset
from s3dash.state import ViewState
from s3dash.views.analysis_page import AnalysisPage
from s3dash.views.change.findings import cautions, finding, gaps
from s3dash.views.change.page import change_page
from s3dash.views.context import Context
from tests import by_hand
from tests.views.dom import Element, context, queries_of, shown
from tests.views.figures import valid

BEFORE, NOW = by_hand.BEFORE, by_hand.NOW
REGIONS = ("", "SE311", "SE11", "SE21", "SE32", "SE213", "EE00", "PL63", "FI1D", "DK03", "FI20")
LANGUAGES = pytest.mark.parametrize("lang", ["sv", "en"])


def page_of(site, query: str, lang: str = "en") -> AnalysisPage:
    return change_page(context(site, query, lang, "change"), site.geometry)


def seen(site, query: str = "", lang: str = "en") -> Element:
    return shown(page_of(site, query, lang).content)


def chart_of(page: AnalysisPage, name: str):
    return next(chart for chart in page.charts if chart.id == name)


def joined(chart) -> set[tuple[str, int, int]]:
    """The pairs of years that a line of the figure joins, with the name of the line."""
    return {
        (trace["name"], x, then)
        for trace in chart.figure["data"]
        if "lines" in trace["mode"]
        for (x, y), (then, value) in pairwise(zip(trace["x"], trace["y"], strict=True))
        if y is not None and value is not None and not trace["connectgaps"]
    }


# ------------------------------------------------------------ the page


@LANGUAGES
@pytest.mark.parametrize("region", REGIONS)
def test_every_chart_is_whole_and_on_the_page(site, region, lang):
    page = page_of(site, f"region={region}" if region else "", lang)
    here = shown(page.content)
    assert [figure["id"] for figure in here.select("figure.chart")] == [f"chart-{chart.id}" for chart in page.charts]
    assert len({chart.id for chart in page.charts}) == len(page.charts)
    for chart in page.charts:
        valid(chart)
        json.dumps(chart.figure, allow_nan=False)
    assert "{" not in here.text and "None" not in here.text
    assert len(here.select("h1")) == 1


def test_without_a_region_the_page_is_about_sweden_and_offers_regions(site):
    page = seen(site)
    assert page.one("h1").text == "Sweden over time"
    assert queries_of(page, ".change-begin a") == ["region=SE311", "level=nuts2&region=SE12", "region=PL72"]


def test_from_a_county_to_its_area_and_the_country(site):
    page = seen(site, "region=SE311&fund=erdf")
    assert page.texts(".choices a") == ["Värmland", "North-Central Sweden", "Sweden"]
    assert queries_of(page, ".choices a") == [
        "region=SE311&fund=erdf", "level=nuts2&region=SE31&fund=erdf", "fund=erdf",
    ]  # fmt: skip
    assert page.texts(".choices a[aria-current]") == ["Värmland"]


# ------------------------------------------------------------ priorities


def listed(dataset: Dataset, **lists: str) -> Dataset:
    """The bundled regions with invented lists: `SE221_14="food"`, `SE221_21="food energy"`."""
    rows = [
        (f"P{at}-{domain}", *key.split("_"), domain)
        for at, (key, names) in enumerate(lists.items())
        for domain in names.split()
    ]
    priorities = pd.DataFrame(
        [
            {
                "priority_id": priority_id,
                "nuts_id": code,
                "period": BEFORE if year == "14" else NOW,
                "name_original": f"Ord om {domain}",
                "name_en": f"Words on {domain}",
                "confidence": "inferred" if code == "SE122" else "official",
                "source_id": "S0001",
                "source_year": None,
            }
            for priority_id, code, year, domain in rows
        ],
        columns=list(dataset.priorities),
    )
    domains = pd.DataFrame(
        [{"priority_id": row[0], "domain_id": row[3], "role": "primary"} for row in rows],
        columns=list(dataset.priority_domains),
    )
    return replace(dataset, priorities=priorities, priority_domains=domains)


def of_lists(site, region: str | None, lang: str = "en", **lists: str) -> tuple[Context, str]:
    dataset = listed(site.dataset, **lists)
    here = Context(dataset, site.store, ViewState(lang=lang, page="change", region=region))
    return here, finding(here, priority_change(dataset, region or "SE"))


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (
            "food energy",
            "food health",
            "keeps 1 of the 2 domains of 2014–2020. One is new: health. One is gone: energy.",
        ),
        ("food", "food", "keeps the only domain of 2014–2020. None is new."),
        ("food energy", "food energy", "keeps every one of the 2 domains of 2014–2020. None is new."),
        ("food", "food energy ict", "keeps the only domain of 2014–2020. New are energy and digital."),
        ("food", "energy", "has dropped the only domain of 2014–2020. One is new: energy."),
        ("food ict", "energy", "has dropped every one of the 2 domains of 2014–2020. One is new: energy."),
        ("food ict energy", "food", "keeps 1 of the 3 domains of 2014–2020. None is new. Gone are energy and digital."),
    ],
)
def test_what_one_region_has_changed(site, before, now, said):
    assert of_lists(site, "SE221", SE221_14=before, SE221_21=now)[1] == f"Blekinge {said}"


def test_the_same_in_swedish(site):
    assert of_lists(site, "SE221", "sv", SE221_14="food energy", SE221_21="food health")[1] == (
        "Blekinge behåller 1 av de 2 områdena från 2014–2020. Ett är nytt: hälsa. Ett är borta: energi."
    )


@pytest.mark.parametrize(
    ("lists", "said"),
    [
        ({"SE221_21": "food"}, "The data lacks the list of Blekinge for 2014–2020. So nothing can be said"),
        ({"SE221_14": "food"}, "The data lacks a list of Blekinge’s own for 2021–2027. So nothing can be said"),
        ({}, "The data holds no list of Blekinge’s own for either period."),
    ],
)
def test_a_missing_list_is_said_and_nothing_is_called_new_or_gone(site, lists, said):
    here, words = of_lists(site, "SE221", **lists)
    assert words.startswith(said)
    page = shown(change_page(here, site.geometry).content).one("#change-priorities")
    assert not page.select(".change") and not page.select(".band.new") and not page.select(".band.gone")
    assert bool(page.select("figure")) == bool(lists)


@pytest.mark.parametrize(
    ("lists", "said"),
    [
        (
            {"SE221_14": "food", "SE221_21": "food ict", "SE224_14": "food energy", "SE224_21": "food ict"},
            "2 counties are compared, each with its own earlier list. Most often kept: food, in 2 counties. "
            "Most often new: digital, in 2 counties. Most often gone: energy, in 1 county.",
        ),
        (
            {"SE221_14": "food", "SE221_21": "food", "SE224_14": "energy", "SE224_21": "energy"},
            "2 counties are compared, each with its own earlier list. Most often kept: food and energy, in 1 county. "
            "No domain is new anywhere. No domain has been dropped anywhere.",
        ),
        (
            {"SE221_14": "food ict", "SE221_21": "blue mining", "SE224_14": "energy space", "SE224_21": "social"},
            "2 counties are compared, each with its own earlier list. No domain is kept anywhere. Most often new: "
            "mining, blue economy and social innovation, in 1 county. Most often gone: 4 domains, each in 1 county.",
        ),
        (
            {"SE221_14": "food", "SE221_21": "food", "SE224_21": "energy"},
            "Of 2 counties, 1 has its lists of both periods in the data, and only that one is compared. "
            "Blekinge keeps the only domain of 2014–2020. None is new.",
        ),
        (
            {"SE221_14": "food", "SE224_21": "energy"},
            "No list in South Sweden is known for both periods. So nothing can be said of what is new or gone. "
            "Below is what the lists hold.",
        ),
        ({}, "The data holds no list of South Sweden’s own for either period. There may be strategies that have not "
             "been read in."),
    ],
)  # fmt: skip
def test_what_the_counties_of_an_area_have_changed(site, lists, said):
    assert of_lists(site, "SE22", **lists)[1] == said


def test_what_is_missing_not_counted_or_unofficial_is_said(site):
    here, _ = of_lists(
        site, "SE12", SE121_14="food", SE121_21="food", SE122_21="ict", SE123_14="ict", SE12_21="blue"
    )  # fmt: skip
    change = priority_change(here.dataset, "SE12")
    assert gaps(here, change) == [
        "The list of 2014–2020 is missing for Södermanland. What they prioritise now does not count as new.",
        "The list of 2021–2027 is missing for Östergötland. What they prioritised then does not count as gone.",
        "Both lists are missing for Örebro and Västmanland.",
        "The joint priorities of East-Central Sweden for 2021–2027 are not counted, since the other period has none "
        "to compare them with.",
    ]
    assert cautions(here, change)[0] == "Lists that do not come from an official source: Södermanland 2021–2027."


def rows_by_hand(codes) -> dict[str, tuple[list[str], list[str], list[str], list[str]]]:
    """Domain -> the counties that keep, add and drop it, and those whose earlier list is missing, by the CSV files."""
    found: dict[str, tuple[list[str], list[str], list[str], list[str]]] = {}
    for code in sorted(codes):
        before, now = (
            {d for row in by_hand.priorities(code, period) for d in by_hand.domains_of_priority(row["priority_id"])}
            for period in (BEFORE, NOW)
        )
        for domain in before | now:
            at = 0 if domain in before & now else 1 if domain in now else 2
            if not before:
                at = 3
            found.setdefault(domain, ([], [], [], []))[at].append(code)
    return found


@pytest.mark.parametrize("region", ["", "SE12", "SE31"])
def test_every_number_of_the_flow_by_hand(site, region):
    expected = rows_by_hand(code for code in by_hand.drawn("lan") if code.startswith(region))
    chart = chart_of(page_of(site, f"region={region}" if region else ""), "priorities")
    ids = {row["name_en"]: row["domain_id"] for row in by_hand.table("domains")}
    names = {row["nuts_id"]: row["name_en"] for row in by_hand.table("regions")}
    assert {ids[str(row[0])] for row in chart.rows} == set(expected)
    for row in chart.rows:
        groups = expected[ids[str(row[0])]]
        assert row[1:4] == tuple(len(group) for group in groups[:3])
        said = tuple(", ".join(names[code] for code in group) or "–" for group in groups)
        assert row[4:] == (said if any(group[3] for group in expected.values()) else said[:3])


def test_a_row_of_the_flow_says_its_numbers_and_opens_to_the_counties(site):
    page = seen(site)
    row = next(li for li in page.select(".flow li") if li.select("summary") and "Mining" in li.text)
    assert row.one(".flow-sum").text == "1 kept"
    assert [span.text for span in row.select("summary .number")] == ["2014–2020: 1", "2021–2027: 1"]
    assert queries_of(row, "dd a") == ["region=SE332"]
    assert row.one(".more")["href"] == "/en/domains/mining"


def test_bands_are_as_high_as_the_number_of_lists(site):
    chart = chart_of(page_of(site, ""), "priorities")
    for row, numbers in zip(shown(chart.body).select("summary"), chart.rows, strict=True):
        heights = tuple(
            sum(int(band["style"].removeprefix("--n:")) for band in row.select(f".band.{kind}"))
            for kind in ("kept", "new", "gone")
        )
        assert heights == numbers[1:4]


def test_a_region_s_own_words_stand_on_either_side_with_their_sources(site):
    rows = seen(site, "region=SE311").select(".flow-row")
    food = next(row for row in rows if row.one(".flow-domain a").text == "Agriculture & food")
    assert food.one(".change").text == "new"
    assert food.texts(".absent") == ["not in the list"]
    assert food.texts(".original") == ["Livsmedel i hållbara samspel"]
    assert food.one("a.source")["href"].startswith("http")
    assert {row.one(".change").text for row in rows} == {"kept", "new", "gone"}


def test_regions_one_by_one_with_those_that_lack_a_list(site):
    page = page_of(site, "")
    chart = chart_of(page, "regions")
    assert len(chart.rows) == 21
    jonkoping = next(row for row in chart.rows if row[0] == "Jönköping")
    assert jonkoping == ("Jönköping", None, None, None, "The list of 2014–2020 is missing")
    items = {li.one(".bar-name").text: li for li in shown(page.content).select(".change-regions li")}
    assert items["Jönköping"].one(".missing").text == "The list of 2014–2020 is missing"
    assert items["Södermanland"].one(".flow-sum").text == "6 kept"
    assert queries_of(items["Värmland"], "a") == ["region=SE311"]


# ------------------------------------------------------------ projects and money


def test_lines_join_only_years_that_the_lists_reach(site):
    page = page_of(site, "")
    expected = {("2014–2020", 2015, 2016)} | {("2021–2027", year, year + 1) for year in (2022, 2023, 2024)}
    assert joined(chart_of(page, "projects")) == joined(chart_of(page, "money")) == expected


def test_sums_with_too_many_unknown_amounts_are_not_joined(site):
    page = page_of(site, "region=SE311")
    assert ("2014–2020", 2015, 2016) in joined(chart_of(page, "projects"))
    money = chart_of(page, "money")
    assert not any(name == "2014–2020" for name, *_ in joined(money))


@pytest.mark.parametrize("region", ["SE311", "SE21", "SE110"])
def test_every_number_of_the_money_by_hand(site, region):
    page = page_of(site, f"region={region}")
    funds = {"Regional Development Fund (ERDF)": "erdf", "Interreg": "interreg"}
    counts, sums = chart_of(page, "projects").rows, chart_of(page, "money").rows
    assert len(counts) == len(sums) > 5
    for (fund, period, year, n, _), (*_, amount, remark) in zip(counts, sums, strict=True):
        rows = by_hand.projects(region, str(period).replace("–", "-"), fund=funds[str(fund)])
        started = [row for row in rows if row["start_date"][:4] == year]
        parts = [money.EUR for kind, money in (by_hand.part_of(row, region) for row in started) if kind == "known"]
        assert n == len(started), (fund, year)
        assert amount == (pytest.approx(sum(parts), abs=1) if parts or not started else None), (fund, year)
        partly = f"amount known for {len(parts)} of {len(started)} projects"
        assert (partly in str(remark)) == (len(parts) < len(started)), (fund, year)


def test_amounts_follow_the_currency(site):
    money = {c: chart_of(page_of(site, f"currency={c}" if c == "SEK" else ""), "money") for c in ("EUR", "SEK")}
    assert money["SEK"].columns[3] == "Known EU contribution, SEK"
    axis = money["SEK"].figure["layout"]["yaxis"]["title"]["text"]
    assert axis == "SEK million"
    assert all(
        (sek[3] or 0) >= 8 * (eur[3] or 0) for eur, sek in zip(money["EUR"].rows, money["SEK"].rows, strict=True)
    )


def test_a_neighbour_has_a_count_only_and_it_is_said(site):
    page = page_of(site, "region=PL63")
    assert "money" not in {chart.id for chart in page.charts}
    assert "at least so many" in shown(page.content).one("#change-funding").text


def test_what_is_too_little_to_draw_is_said(site):
    page = seen(site)
    assert "Not drawn, since the lists hold only a few: ERDF or ESF+ (not stated) 2021–2027 (7)." in page.texts(".note")


def test_a_filter_that_leaves_nothing_can_be_lifted(site):
    page = seen(site, "region=SE311&programme=interreg-south-baltic-2021&fund=erdf").one("#change-funding")
    assert page.one(".empty").text.startswith("The data holds no projects in Värmland with the chosen fund")
    assert queries_of(page, "a.more") == ["region=SE311"]


def test_projects_that_no_list_reaches_are_not_drawn(tiny_site):
    page = page_of(tiny_site, "region=SE221")
    assert [chart.id for chart in page.charts if chart.id in ("projects", "money")] == []
    assert "has a start year" in shown(page.content).one("#change-funding .empty").text


# ------------------------------------------------------------ indicators


def test_no_line_over_years_without_a_figure_nor_over_a_break(site):
    page = page_of(site, "region=SE311")
    assert joined(chart_of(page, "indicator-gerd")) == set()
    assert "Years without a figure: 2014, 2016, 2018, 2020 and 2022." in chart_of(page, "indicator-gerd").note
    own = {(x, then) for name, x, then in joined(chart_of(page, "indicator-employment")) if name != "Swedish mean"}
    years = [year for year, row in by_hand.values("employment")["SE31"].items() if row["flag"] not in ("b", "bu")]
    assert own == {(year - 1, year) for year in years if year > 2013}
    assert (2017, 2018) not in own and (2020, 2021) not in own


def test_a_title_compares_only_within_an_unbroken_stretch(site):
    titles = {chart.id: chart.title for chart in page_of(site, "region=SE311", "sv").charts}
    assert titles["indicator-employment"] == "Sysselsatta 15-64 år: 72,5 (2021), 77,3 (2024)"
    assert titles["indicator-gerd"] == "FoU-utgifter, andel av BNP: 0,96 (2023)"


def test_whose_figure_it_is(site):
    chart = chart_of(page_of(site, "region=SE311"), "indicator-employment")
    assert "The figure exists only for the NUTS2 area North-Central Sweden." in chart.note
    assert {row[0] for row in chart.rows} == {"North-Central Sweden (NUTS2 area)", "Swedish mean"}


def test_the_country_has_the_mean_before_its_areas_and_a_sum_of_what_is_a_size(site):
    page = page_of(site, "")
    employment = chart_of(page, "indicator-employment")
    assert len(employment.figure["data"]) == 9
    population = chart_of(page, "indicator-population")
    assert [trace["name"] for trace in population.figure["data"]] == ["All NUTS2 areas together"]
    last = population.rows[-1]
    values = by_hand.values("population")
    assert last[2] == sum(float(values[code][int(last[1])]["value"]) for code in by_hand.drawn("nuts2"))


def test_the_population_of_a_region_has_no_mean_beside_it(site):
    assert len(chart_of(page_of(site, "region=SE311"), "indicator-population").figure["data"]) == 1


def test_indicators_without_a_figure_are_named(tiny_site):
    section = seen(tiny_site, "region=EE00").one("#change-indicators")
    assert section.texts(".note")[-1] == "No figures for Estonia: GDP."
