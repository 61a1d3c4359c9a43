"""Every number of some comparisons, worked out again from the CSV files."""

from __future__ import annotations

from functools import cache
from itertools import combinations, product

import pytest

from s3dash.state import PLACES
from s3dash.text import Text
from s3dash.views.compare.page import compare_page
from tests import by_hand
from tests import by_hand_compare as hand
from tests.views.dom import context, shown
from tests.views.figures import valid
from tests.views.numbers import money, number

SETS = (("SE232", "SE224", "DK01"), ("SE33", "FI1D", "SE110", "NO07"), ("LT01", "SE311", "SE31", "EE00"))
"""Counties, areas and neighbours; a country; a county inside one of the areas; a national strategy standing in."""
WAYS = (("en", "EUR", "total"), ("sv", "SEK", "inhabitant"))
VIEWS = [(codes, period, *way) for codes, period, way in product(SETS, by_hand.PERIODS, WAYS)]
every_view = pytest.mark.parametrize(("codes", "period", "lang", "currency", "per"), VIEWS)


@cache
def made(site, codes, period, lang, currency, per):
    address = f"with={','.join(codes)}&period={period}&currency={currency}&per={per}"
    page = compare_page(context(site, address, lang, "compare"), site.geometry)
    return shown(page.content), {chart.id: chart for chart in page.charts}


def rows_of(page, selector):
    """Heading -> the cells of a table with a column for each region."""
    found = {}
    for body in page.select(f"{selector} tbody"):
        rows = [row for row in body.select("tr") if "more-row" not in row.classes]
        if "group" not in body.classes and rows:
            found[rows[0].select("th")[0].text] = [cell.text for cell in rows[0].select("td")]
    return found


def domain_name(domain, lang):
    return by_hand.the("domains", domain)[f"name_{lang}"]


@every_view
def test_key_figures(site, codes, period, lang, currency, per):
    page, _ = made(site, codes, period, lang, currency, per)
    text = Text(lang)
    population, priorities, projects, eu, environments = list(rows_of(page, "table.figures").values())[1:]
    regions = [by_hand.the("regions", code) for code in codes]
    years = {row["population_year"] for row in regions}
    for n, code in enumerate(codes):
        head = number(hand.heads(code), lang)
        assert population[n] == (head if len(years) == 1 else f"{head} {regions[n]['population_year']}")
        own = by_hand.priorities(code, period, counties=True)
        expected = number(len(own), lang)
        if not hand.has_own_list(code, period):
            expected = text("compare.national") if own else text("no_data")
        assert priorities[n] == expected
        rows = by_hand.projects(code, period)
        count = number(len(rows), lang)
        least = f"{text('at_least')} {count}" if rows else text("none_known")
        assert projects[n] == (count if hand.is_complete(code) else least)
        known = hand.known(rows, code)
        assert eu[n] == (money(known, lang, currency) if known else text("compare.funding.incomplete"))
        n_environments = sum(len(hand.environments(code, kind)) for kind in PLACES)
        assert environments[n] == (number(n_environments, lang) if n_environments else text("no_data"))


@every_view
def test_priorities_in_both_periods_the_shared_first(site, codes, period, lang, currency, per):
    page, charts = made(site, codes, period, lang, currency, per)
    expected = hand.standings(codes)
    groups = [group for group in hand.groups(codes, period) if group]
    order = [domain for group in groups for domain in group]
    assert list(rows_of(page, "table.domains")) == [domain_name(domain, lang) for domain in order]
    assert [heading.split("(")[-1] for heading in page.texts("table.domains tbody.group")] == [
        f"{len(group)})" for group in groups
    ]
    rows = [
        body.select("tr")[0]
        for body in page.select("table.domains tbody")
        if "group" not in body.classes
    ]
    for domain, row, cells in zip(order, rows, charts["priorities"].rows, strict=True):
        signs = [next(iter(sign.classes - {"standing"})) for sign in row.select(".standing")]
        assert signs == [standing or "unknown" for standing in expected[domain]]
        words = [Text(lang)("no_data" if one is None else f"compare.standing.{one}") for one in expected[domain]]
        assert list(cells) == [
            domain_name(domain, lang),
            str(len(hand.holders(codes, domain, period))),
            *words,
        ]


@every_view
def test_every_stated_priority_stands_under_each_of_its_domains(site, codes, period, lang, currency, per):
    page, _ = made(site, codes, period, lang, currency, per)
    for body in page.select("table.domains tbody"):
        if "group" in body.classes:
            continue
        name = body.select("th")[0].text
        cells = body.select("tr.more-row td")[1:]
        for code, cell in zip(codes, cells, strict=True):
            stated = [
                row["name_original"]
                for of in (by_hand.NOW, by_hand.BEFORE)
                for row in by_hand.priorities(code, of, counties=True)
                if name in [domain_name(one, lang) for one in by_hand.domains_of_priority(row["priority_id"])]
            ]
            assert sorted(cell.texts(".original")) == sorted(stated)
            assert len(cell.select(".source")) == len(stated)


@every_view
def test_kinds_of_amounts_kept_apart(site, codes, period, lang, currency, per):
    page, _ = made(site, codes, period, lang, currency, per)
    text = Text(lang)
    rows = rows_of(page, "table.kinds")
    none = text("compare.funding.none")
    for n, code in enumerate(codes):
        sums = by_hand.sums(by_hand.projects(code, period), code)

        def amount(kind, sums=sums):
            count = sums.projects.get(kind, 0)
            words = text.count("n.projects", count)
            return f"{money(sums.money[kind], lang, currency)} {words}" if count else none

        def count(kind, sums=sums):
            n = sums.projects.get(kind, 0)
            return text.count("n.projects", n) if n else none

        assert rows[text("compare.funding.known")][n] == amount("known")
        known = hand.known(by_hand.projects(code, period), code)
        per_head = text("compare.funding.incomplete")
        if known is not None:
            value = known._asdict()[currency] / hand.heads(code)
            per_head = text(f"money.{currency}.unit", n=number(value, lang, 0 if value >= 100 else 1))
        assert rows[text("compare.funding.known_per_head")][n] == per_head
        assert rows.get(text("projects.shared"), [none] * 4)[n] == amount("shared")
        assert rows.get(text("projects.unpublished"), [none] * 4)[n] == count("unpublished")
        assert rows.get(text("compare.funding.no_grant"), [none] * 4)[n] == count("no_grant")


@every_view
@pytest.mark.parametrize("column", ["domain_id", "start_date"])
def test_money_and_projects_by_domain_and_year(site, codes, period, lang, currency, per, column):
    _, charts = made(site, codes, period, lang, currency, per)
    name = "year" if column == "start_date" else "domain"
    parts = [hand.by(code, period, column) for code in codes]
    keys = {key for part in parts for key in part}
    if name == "year":
        known_years = [int(key) for key in keys if key]
        labels = {str(year): str(year) for year in range(min(known_years), max(known_years) + 1)}
        without = sum(len(part.get("", [])) for part in parts)
        said = Text(lang)("compare.funding.note.no_start", regions="").rstrip(".")
        assert bool(without) == (said in charts["projects-by-year"].note)
    else:
        labels = {domain_name(key, lang) if key else Text(lang)("projects.unclassified"): key for key in keys}
    for chart in (charts[f"eu-by-{name}"], charts[f"projects-by-{name}"]):
        assert {row[0] for row in chart.rows} == set(labels)
        for label, *cells in chart.rows:
            for code, part, cell in zip(codes, parts, cells, strict=True):
                rows = part.get(labels[label], [])
                if chart.id.startswith("projects"):
                    assert cell == len(rows)
                    continue
                expected = hand.known(rows, code)
                if expected is None:
                    assert cell is None
                else:
                    value = expected._asdict()[currency] / (hand.heads(code) if per == "inhabitant" else 1)
                    assert cell == pytest.approx(value, abs=0.5), "each sum in the store is in whole cents"
    totals = [sum(len(part.get(key, [])) for part in parts) for key in labels.values()]
    if name == "domain":
        named = [total for total, key in zip(totals, labels.values(), strict=True) if key]
        shown_order = [sum(cells) for label, *cells in charts["projects-by-domain"].rows if labels[label]]
        assert shown_order == sorted(named, reverse=True), "most projects first"
        assert "" not in keys or charts["eu-by-domain"].rows[-1][0] == Text(lang)("projects.unclassified")


@every_view
def test_bars_and_their_numbers_are_the_chart(site, codes, period, lang, currency, per):
    page, charts = made(site, codes, period, lang, currency, per)
    for name in ("eu-by-domain", "projects-by-domain"):
        rows = charts[name].rows
        most = max(cell for row in rows for cell in row[1:] if cell is not None)
        bodies = page.select(f"#chart-{name} table.bar-rows tbody")
        assert [body.select("th")[0].text for body in bodies] == [row[0] for row in rows]
        for body, row in zip(bodies, rows, strict=True):
            cells = body.select("tr")[0].select("td")
            for cell, value in zip(cells, row[1:], strict=True):
                bar = [span["style"] for span in cell.select(".bar-track span")]
                assert bar == ([] if value is None else [f"width:{100 * value / most:.1f}%"]) or (
                    value and abs(float(bar[0][6:-1]) - 100 * value / most) < 0.11
                )


@every_view
def test_indicators_with_year_place_and_line(site, codes, period, lang, currency, per):
    page, charts = made(site, codes, period, lang, currency, per)
    ids = [row["indicator_id"] for row in by_hand.shown_indicators()]
    expected = {one: found for one in ids if (found := hand.indicator(one, codes))}
    bodies = page.select("table.dots tbody")
    assert len(bodies) == len(expected)
    cells = iter(charts["indicators"].rows)
    for body, (indicator_id, found) in zip(bodies, expected.items(), strict=True):
        about = by_hand.the("indicators", indicator_id)
        assert body.one(".indicator-name strong").text == about[f"name_{lang}"]
        year = str(found.year or Text(lang)("compare.indicators.years_differ"))
        assert body.one(".indicator-name small").text == f"{about[f'unit_{lang}']}, {year}"
        line = {}
        for mark in body.select(".line span"):
            line["mean" if "mean" in mark.classes else next(iter(mark.classes - {"at"}))] = mark["style"].split(";")[0]
        places = {}
        for n, (code, value) in enumerate(zip(codes, found.values, strict=True)):
            row = next(cells)
            assert row[:3] == (about[f"name_{lang}"], about[f"unit_{lang}"], by_hand.name_of(code, lang))
            text = body.select("tr")[0].select("td")[n].text
            if value is None:
                assert text == Text(lang)("no_data")
                assert row[3:6] == (None, None, None)
                continue
            holder, cell = value
            share = (float(cell["value"]) - found.low) / (found.high - found.low)
            places[f"m{n}"] = f"left:{100 * share:.1f}%"
            assert text.split(" ")[0] == number(float(cell["value"]), lang, int(about["decimals"]))
            assert (by_hand.name_of(holder, lang) in text) == (holder != code)
            assert (cell["year"] in text) == (found.year is None)
            assert row[3:6] == (float(cell["value"]), cell["year"], by_hand.name_of(holder, lang))
            assert row[7:] == (pytest.approx(found.mean) if found.mean else None, found.low, found.high)
        if found.mean is not None:
            share = min(max((found.mean - found.low) / (found.high - found.low), 0), 1)
            places["mean"] = f"left:{100 * share:.1f}%"
        assert line == places


@every_view
def test_environments_by_kind_with_their_names(site, codes, period, lang, currency, per):
    page, _ = made(site, codes, period, lang, currency, per)
    text = Text(lang)
    kinds = [kind for kind in PLACES if any(hand.environments(code, kind) for code in codes)]
    bodies = page.select("table.counts tbody")
    assert [body.select("th")[0].text for body in bodies] == [text(f"places.{kind}") for kind in kinds]
    for body, kind in zip(bodies, kinds, strict=True):
        first, more = body.select("tr")
        for code, cell, names in zip(codes, first.select("td"), more.select("td")[1:], strict=True):
            expected = hand.environments(code, kind)
            unknown = text("none_known" if code.startswith("SE") else "no_data")
            assert cell.text == (str(len(expected)) if expected else unknown)
            items = names.select("li")
            assert len(items) == len(expected)
            for item, name in zip(items, expected, strict=True):
                assert item.text.startswith(name)


@every_view
def test_each_pair_with_its_projects_and_programmes(site, codes, period, lang, currency, per):
    page, _ = made(site, codes, period, lang, currency, per)
    text = Text(lang)
    joint = hand.joint(codes, period)
    items = page.select("ul.pairs li[data-pair]")
    assert [item["data-pair"] for item in items] == [" ".join(pair) for pair in combinations(codes, 2)]
    for item, pair in zip(items, combinations(codes, 2), strict=True):
        names = [" ".join(by_hand.the("projects", one)["title"].split()) for one in joint.get(pair, ())]
        listed = item.texts("ul.joint li")
        assert len(listed) == min(len(names), 5)
        assert set(listed) <= set(names)
        if pair not in joint:
            assert text("compare.pairs.one_in_other") in item.text
        elif names:
            assert item.one("summary strong").text == number(len(names), lang)
            at_least = not all(code.startswith("SE") for code in pair)
            assert (text("at_least") in item.one("summary").text) == at_least
        else:
            assert text("compare.pairs.no_joint") in item.text
        interreg = hand.programmes(*pair)
        regional = hand.regional_programmes(*pair)
        expected = {
            by_hand.the("programmes", one)[f"name_{lang}"].removesuffix(" 2021-2027") for one in (*interreg, *regional)
        }
        lines = item.texts("ul.programmes-of li")
        assert len(lines) == len(expected)
        for name in expected:
            assert any(line.startswith(name) for line in lines), name
        unsure = sum(sure < 2 for sure in interreg.values())
        remarks = [text(f"compare.pairs.certainty.{kind}") for kind in ("earlier_period", "part_of_country")]
        assert sum(remark in line for line in lines for remark in remarks) == unsure


@every_view
def test_the_main_sentences_say_what_the_files_say(site, codes, period, lang, currency, per):
    page, _ = made(site, codes, period, lang, currency, per)
    text = Text(lang)
    of_all, *_ = hand.groups(codes, period)
    lists = [code for code in codes if hand.has_own_list(code, period)]
    said = page.one("#compare-priorities p.finding").text
    if len(lists) > 1:
        short = [by_hand.the("domains", domain)[f"short_{lang}"] for domain in of_all]
        assert all(by_hand.name_of(code, lang) in said for code in lists)
        assert sum(word in said for word in short) >= min(len(short), 3)
    counts = {code: len(by_hand.projects(code, period)) for code in codes}
    assert all(number(n, lang) in page.one("#compare-funding p.finding").text for n in counts.values())
    known = {code: hand.known(by_hand.projects(code, period), code) for code in codes}
    values = {
        code: value._asdict()[currency] / (hand.heads(code) if per == "inhabitant" else 1)
        for code, value in known.items()
        if value
    }
    first = max(values, key=lambda code: values[code])
    kind = "per_head" if per == "inhabitant" else "total"
    if len(values) > 1:
        beginning = text(f"compare.funding.{kind}.most", regions=by_hand.name_of(first, lang), amount="|", others="")
        assert page.one("#compare-funding p.finding").text.startswith(beginning.split("|")[0])
    joint = {pair: len(found) for pair, found in hand.joint(codes, period).items()}
    said = page.one("#compare-links p.finding").text
    most = max(joint.values())
    if most:
        best = [pair for pair, n in joint.items() if n == most]
        assert number(most, lang) in said
        assert all("\u2013".join(by_hand.name_of(code, lang) for code in pair) in said for pair in best)


@every_view
def test_every_chart_is_whole(site, codes, period, lang, currency, per):
    _, charts = made(site, codes, period, lang, currency, per)
    by = {f"{kind}-by-{what}" for kind in ("eu", "projects") for what in ("domain", "year")}
    assert set(charts) == {"priorities", "indicators", *by}
    for chart in charts.values():
        valid(chart)
