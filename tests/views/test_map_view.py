"""The map's values, classes and legend for every colour, worked out from the tables; curves, places and areas."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise, product

import pytest

from s3dash.text import Text
from s3dash.views.map_view import colouring, legend, picture
from tests import by_hand
from tests.by_hand import Money
from tests.views.dom import context, shown
from tests.views.numbers import address, money, number

INDICATORS = [row["indicator_id"] for row in by_hand.shown_indicators()]
LEVELS = ("lan", "nuts2")
SPREAD = {1: [4], 2: [2, 5], 3: [1, 3, 5], 4: [1, 2, 4, 5], 5: [1, 2, 3, 4, 5]}
"""Which of the five colours fewer classes get."""

every_map = pytest.mark.parametrize(
    ("level", "period", "lang", "currency"),
    [(level, period, *way) for level, period, way in product(LEVELS, by_hand.PERIODS, [("en", "EUR"), ("sv", "SEK")])],
)


def colours_of(site, query, lang="en"):
    here = context(site, query, lang)
    colours = colouring(here)
    return colours, shown(legend(here, colours))


def legend_rows(page):
    """Class -> label of each row of the legend, in its order."""
    rows = page.select("ul.legend-classes li")
    return [((row.one(".swatch").classes - {"swatch"}).pop(), row.text) for row in rows]


def units(level):
    return by_hand.drawn(level, "neighbours")


def check(colours, page, expected, words, written, whole):
    """Compare classes, words and legend with values worked out by hand; what is 0 stands apart."""
    assert {code: colours.values[code] for code in expected} == {code: words(code, v) for code, v in expected.items()}
    zeros = {code for code, value in expected.items() if value == 0}
    ranked = {code: value for code, value in expected.items() if value}
    classes = in_classes(ranked, whole)
    if classes is None:
        classes = natural_breaks(ranked, {code: colours.classes[code] for code in ranked})
    steps = SPREAD.get(len(classes), [])
    css = {code: f"c{step}" for step, group in zip(steps, classes, strict=True) for code in group}
    assert {code: colours.classes[code] for code in expected} == css | dict.fromkeys(zeros, "zero")
    lows = [min(ranked[code] for code in group) for group in classes]
    tops = [max(ranked[code] for code in group) for group in classes]
    single = len({*ranked.values()}) <= 5
    highs = tops if whole or single else [*lows[1:], *tops[-1:]]
    labels = [
        written(low) if low == high else f"{written(low)}\u2013{written(high)}"
        for low, high in zip(lows, highs, strict=True)
    ]
    rows = [("zero", written(0))] if zeros else []
    rows += [(f"c{step}", label) for step, label in zip(steps, labels, strict=True)]
    found = legend_rows(page)
    assert found[: len(rows)] == rows
    assert {css_class for css_class, _ in found[len(rows) :]} <= {"missing", "unknown"}


def in_classes(values, whole):
    """Groups of units, lowest first: one per value, or quantiles; None where natural breaks apply."""
    numbers = sorted(values.values())
    distinct = sorted(set(numbers))
    if len(distinct) <= 5:
        tops = distinct
    elif whole and distinct[-1] <= 50:
        return None
    else:
        tops = [quantile(numbers, i / 5) for i in range(1, 6)]
    groups, below = [], float("-inf")
    for top in tops:
        groups.append([code for code, value in values.items() if below < value <= top])
        below = top
    return [group for group in groups if group]


def quantile(numbers, share):
    """The number below which a share of the numbers lies, between two of them in proportion."""
    place = (len(numbers) - 1) * share
    low = int(place)
    high = min(low + 1, len(numbers) - 1)
    return numbers[low] + (numbers[high] - numbers[low]) * (place - low)


def natural_breaks(values, css):
    """The five groups found, if no others have a smaller sum of squared deviations."""
    groups = [[code for code in values if css[code] == f"c{step}"] for step in range(1, 6)]
    assert all(groups)
    found = [[values[code] for code in group] for group in groups]
    assert all(max(low) < min(high) for low, high in pairwise(found))
    numbers = sorted(values.values())
    best = [[0.0] + [float("inf")] * len(numbers)]
    for _ in range(5):
        best.append(
            [float("inf")]
            + [
                min(best[-1][start] + deviation(numbers[start:end]) for start in range(end))
                for end in range(1, len(numbers) + 1)
            ]
        )
    assert sum(map(deviation, found)) == pytest.approx(best[5][-1])
    return groups


def deviation(numbers):
    mean = sum(numbers) / len(numbers)
    return sum((number - mean) ** 2 for number in numbers)


def with_reasons(colours, reasons, text):
    """Units without a value are hatched or dotted, and say why."""
    css = {"not_published": "missing", "none": "missing", "unknown": "unknown", "stand_in": "unknown"}
    for code, reason in reasons.items():
        assert (colours.classes[code], colours.values[code]) == (css[reason], text(f"missing.{reason}"))


def no_priorities(level, period):
    """Units without priorities of their own, and why."""
    reasons = {}
    for code in units(level):
        if by_hand.is_national(code, period):
            reasons[code] = "stand_in"
        elif not by_hand.priorities(code, period, counties=True):
            reasons[code] = "none"
    return reasons


@every_map
def test_number_of_priorities(site, level, period, lang, currency):
    text, reasons = Text(lang), no_priorities(level, period)
    expected = {c: len(by_hand.priorities(c, period, counties=True)) for c in units(level) if c not in reasons}
    colours, page = colours_of(site, address(None, period, currency, level=level), lang)
    check(colours, page, expected, lambda _, n: text.count("n.priorities", n), lambda n: number(n, lang), whole=True)
    with_reasons(colours, reasons, text)
    assert set(colours.classes) == set(units(level))


@every_map
@pytest.mark.parametrize("domain", ["energy", "space"])
def test_whether_a_domain_is_a_priority(site, level, period, lang, currency, domain):
    text, reasons = Text(lang), no_priorities(level, period)
    ways = {2: ("c5", "legend.primary"), 1: ("c3", "legend.secondary"), 0: ("zero", "legend.no_priority")}
    query = address(None, period, currency, level=level, domain=domain, colour="domain")
    colours, page = colours_of(site, query, lang)
    for code in units(level):
        if code in reasons:
            continue
        lists = [by_hand.domains_of_priority(p["priority_id"]) for p in by_hand.priorities(code, period, counties=True)]
        rank = max(2 if found[0] == domain else int(domain in found) for found in lists)
        assert (colours.classes[code], colours.values[code]) == (ways[rank][0], text(ways[rank][1]))
    with_reasons(colours, reasons, text)
    assert [css for css, _ in legend_rows(page)][:3] == ["c5", "c3", "zero"]


@every_map
@pytest.mark.parametrize("per_capita", [False, True])
def test_eu_contribution(site, level, period, lang, currency, per_capita):
    text = Text(lang)
    reasons = dict.fromkeys(by_hand.drawn("neighbours"), "not_published")
    expected = {}
    for code in by_hand.drawn(level):
        seen = by_hand.sums(by_hand.projects(code, period), code)
        if "known" in seen.money:
            heads = int(by_hand.the("regions", code)["population"]) if per_capita else 1
            expected[code] = seen.money["known"]._asdict()[currency] / heads
        elif {"shared", "unpublished"} & seen.projects.keys():
            reasons[code] = "unknown"
        else:
            expected[code] = 0
    colour = "eu_per_capita" if per_capita else "eu"
    query = address(None, period, currency, level=level, colour=colour)
    colours, page = colours_of(site, query, lang)

    def written(value):
        if per_capita:
            return number(value, lang, int(value < 100))
        return money(Money(value, value), lang, currency)

    key = f"legend.value.{currency.lower()}{'_per_capita' if per_capita else ''}"
    check(colours, page, expected, lambda _, v: text(key, n=written(v)), written, whole=False)
    with_reasons(colours, reasons, text)
    assert text(f"legend.note.{currency.lower()}") in page.texts("p.legend-rule")


@every_map
def test_number_of_projects(site, level, period, lang, currency):
    text = Text(lang)
    expected = {code: len(by_hand.projects(code, period)) for code in units(level)}
    colours, page = colours_of(site, address(None, period, currency, level=level, colour="projects"), lang)

    def words(code, n):
        count = text.count("n.projects", n)
        if code.startswith("SE"):
            return count
        return f"{text('at_least')} {count}" if n else text("none_known")

    check(colours, page, expected, words, lambda n: number(n, lang), whole=True)


@every_map
@pytest.mark.parametrize("region", ["SE311", "SE33", "PL63"])
def test_links_to_the_selected_region(site, level, period, lang, currency, region):
    text = Text(lang)
    level = {"SE311": "lan", "SE33": "nuts2"}.get(region, level)
    expected = {link.other: link.strength for link in by_hand.links(region, period, level)}
    query = address(region, period, currency, level=level, colour="links")
    colours, page = colours_of(site, query, lang)
    check(
        colours,
        page,
        expected,
        lambda _, v: text("legend.strength_value", n=number(v, lang)),
        lambda v: number(v, lang),
        whole=False,
    )
    assert by_hand.name_of(region, lang) in page.one("p.legend-title").text


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("indicator", INDICATORS)
@pytest.mark.parametrize("lang", ["en", "sv"])
def test_an_indicator(site, level, indicator, lang):
    """One year for all: the latest with at least four fifths of the values of the best year."""
    text, row = Text(lang), by_hand.the("indicators", indicator)
    holders = {code: by_hand.holder(indicator, code) for code in units(level)}
    years = Counter(year for whose in holders.values() for year in by_hand.values(indicator).get(whose, {}))
    year = max(year for year, n in years.items() if n >= 0.8 * max(years.values()))
    expected = {
        code: float(by_hand.values(indicator)[whose][year]["value"])
        for code, whose in holders.items()
        if year in by_hand.values(indicator).get(whose, {})
    }

    def written(value):
        return number(value, lang, int(row["decimals"]))

    def words(code, value):
        stands_for = holders[code]
        said = text("profile.borrowed", region=by_hand.name_of(stands_for, lang)) if stands_for != code else ""
        return f"{written(value)} {row[f'unit_{lang}']}" + (f" ({said})" if said else "")

    colours, page = colours_of(site, f"level={level}&colour={indicator}", lang)
    check(colours, page, expected, words, written, whole=False)
    for code in set(units(level)) - set(expected):
        assert (colours.classes[code], colours.values[code]) == ("missing", text("no_data"))
    assert page.one("p.legend-title").text == row[f"name_{lang}"]
    assert page.one("p.legend-unit").text == f"{row[f'unit_{lang}']}, {year}"


def test_a_filter_changes_map_and_legend(tiny_site):
    colours, page = colours_of(tiny_site, "colour=projects&domain=energy")
    assert colours.values["SE221"] == "2 projects"
    assert page.one("p.legend-title").text == "Number of projects: Energy"
    colours, page = colours_of(tiny_site, "colour=projects&period=2014-2020")
    assert colours.values["SE221"] == "0 projects"
    assert colours.values["PL63"] == "none known"
    assert legend_rows(page) == [("zero", "0")]


def test_zero_unknown_and_not_published_are_three_things(tiny_site):
    colours, page = colours_of(tiny_site, "colour=eu&programme=erdf-se22-2021&domain=food")
    assert (colours.classes["SE224"], colours.values["SE224"]) == ("zero", "€0 known EU contribution")
    assert (colours.classes["PL63"], colours.values["PL63"]) == ("missing", "not published")
    colours, page = colours_of(tiny_site, "colour=eu&programme=erdf-se22-2021")
    assert (colours.classes["SE224"], colours.values["SE224"]) == ("unknown", "unknown")
    assert legend_rows(page)[-2:] == [("missing", "not published"), ("unknown", "unknown")]


@pytest.mark.parametrize(("colour", "words"), [("links", "Select a region"), ("domain", "Choose a domain")])
def test_a_colour_that_needs_a_choice_asks_for_it(tiny_site, colour, words):
    colours, page = colours_of(tiny_site, f"colour={colour}")
    assert words in page.one("p.legend-title").text
    assert colours.classes == {} and not page.select(".swatch")


@pytest.mark.parametrize("region", ["SE311", "SE33", "PL63"])
@pytest.mark.parametrize("period", by_hand.PERIODS)
def test_the_five_strongest_links_are_drawn(site, region, period):
    here = context(site, f"region={region}&period={period}")
    expected = [link for link in by_hand.links(region, period) if link.strength > 0][:5]
    curves = picture(here, site.geometry, colouring(here)).curves
    assert [curve.to for curve in curves] == [link.other for link in expected]
    most = expected[0].strength
    assert [curve.width for curve in curves] == [round(1.5 + 5 * link.strength / most, 1) for link in expected]
    assert all(curve.label.startswith(by_hand.name_of(curve.to, "en")) for curve in curves)


def test_a_pair_has_one_curve(site):
    here = context(site, "region=SE224&other=PL63")
    drawn = picture(here, site.geometry, colouring(here))
    assert [curve.to for curve in drawn.curves] == ["PL63"]
    assert (drawn.region, drawn.other) == ("SE224", "PL63")


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("area", ["interreg-south-baltic-2021", "interreg-aurora-2021", "interreg-south-baltic-2014"])
def test_the_area_of_a_programme(site, level, area):
    here = context(site, f"level={level}&area={area}")
    found = picture(here, site.geometry, colouring(here)).area
    rows = {row["nuts_id"]: row["coverage"] for row in by_hand.by("programme_areas", "programme_id")[area]}
    before = {row["nuts_id"] for row in by_hand.by("programme_areas", "programme_id").get(area[:-4] + "2014", [])}
    expected = []
    for code in units(level):
        country = rows.get(code[:2])
        whole = bool(rows.keys() & by_hand.area(code)) or country == "whole"
        if whole or (country == "partial" and area.endswith("2021") and before & by_hand.area(code)):
            expected.append(code)
    assert sorted(found) == sorted(expected) != []
    _, page = colours_of(site, f"level={level}&area={area}")
    assert page.texts("ul.overlays li") == [by_hand.the("programmes", area)["name_en"].rsplit(" ", 1)[0]]


def test_places_are_shown_by_kind_with_where_they_are(tiny_site):
    here = context(tiny_site, "places=science_park")
    (place,) = picture(here, tiny_site.geometry, colouring(here)).places
    assert (place.name, place.kind, place.url) == ("Blue Park", "science_park", None)
    assert place.note == "science park, Karlskrona, a judgement not checked against a source"
    _, page = colours_of(tiny_site, "places=university,science_park")
    assert page.texts("ul.overlays li") == ["Universities", "Science parks and incubators"]


def test_the_link_of_each_region_keeps_the_rest_of_the_view(tiny_site):
    here = context(tiny_site, "region=SE221&other=PL63&period=2014-2020&start=50")
    assert picture(here, tiny_site.geometry, colouring(here)).link == "/en/?period=2014-2020&region="
    here = context(tiny_site, "region=SE221", "sv")
    assert picture(here, tiny_site.geometry, colouring(here)).link == "/sv/?region="
