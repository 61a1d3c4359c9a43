"""Every figure of the pages of two domains against the same worked out by hand from the CSV files."""

from __future__ import annotations

import csv
import io

import pytest

from s3dash.text import Text
from s3dash.views.domain_page.page import domain_page
from tests import by_hand, by_hand_domain
from tests.views.dom import Element, context, shown
from tests.views.figures import valid
from tests.views.numbers import WAYS, money, number

DOMAINS = ("energy", "ict")
BALTIC = {row["country"] for row in by_hand.table("regions") if row["layer"] == "neighbours"}
every_page = pytest.mark.parametrize(
    ("domain", "period", "lang", "currency"),
    [(domain, period, *way) for domain in DOMAINS for period in by_hand.PERIODS for way in WAYS[:2]],
)


def page_of(site, domain, period, lang, currency, **more):
    values = {"period": period, "currency": currency, **more}
    query = "&".join(f"{name}={value}" for name, value in values.items())
    return domain_page(context(site, query, lang, f"domains/{domain}"), site.geometry)


def content(site, *of, **more) -> Element:
    return shown(page_of(site, *of, **more).content)


def rows_of(site, chart_id, *of):
    page = page_of(site, *of)
    return next(chart for chart in page.charts if chart.id == chart_id).rows


@every_page
def test_the_key_figures(site, domain, period, lang, currency):
    page = content(site, domain, period, lang, currency)
    of = Text(lang)
    sums = by_hand_domain.sums(domain, period)
    stating = {
        layer: sum(by_hand_domain.has_list(code, period) for code in by_hand.drawn(layer))
        for layer in ("lan", "neighbours")
    }
    assert page.texts(".key-figures dd") == [
        *(
            of("domain.figure.of", n=len(by_hand_domain.having(layer, domain, period)), m=stating[layer])
            for layer in ("lan", "neighbours")
        ),
        number(sum(kind.projects for kind in sums.values()), lang),
        money(sums["known"].money, lang, currency),
        number(sum(map(len, by_hand_domain.environments(domain).values())), lang),
    ]


@every_page
@pytest.mark.parametrize("level", ["lan", "nuts2"])
def test_who_prioritises_it_what_they_say_and_how_many_projects_they_have(site, domain, period, lang, currency, level):
    page = content(site, domain, period, lang, currency, level=level)
    swedish, sea = page.select("#domain-who .who tbody")
    for layer, body in ((level, swedish), ("neighbours", sea)):
        expected = []
        for code in by_hand.drawn(layer):
            listed = [by_hand_domain.has_list(code, p) for p in (by_hand.BEFORE, by_hand.NOW)]
            ids = [by_hand_domain.primary(code, domain, p) for p in (by_hand.BEFORE, by_hand.NOW)]
            if not any(own and found for own, found in zip(listed, ids, strict=True)):
                continue
            words = [
                [" ".join(by_hand.the("priorities", key)["name_original"].split()) for key in found] for found in ids
            ]
            projects = len(by_hand.projects(code, period, domain_id=domain))
            change = by_hand.changes(code).get(domain)
            expected.append((by_hand.name_of(code, lang), change, *map(sorted, words), projects))
        seen = []
        for row in body.select("tr"):
            before, now, number_of = row.select("td")
            digits = "".join(letter for letter in number_of.text if letter.isdigit())
            mark = row.select(".change")
            seen.append(
                (
                    row.one("th a").text,
                    next((kind for kind in ("new", "kept", "gone") if mark and kind in mark[0].classes), None),
                    sorted(before.texts(".original")),
                    sorted(now.texts(".original")),
                    int(digits or 0),
                )
            )
        assert seen == expected


@every_page
def test_what_is_said_of_both_periods(site, domain, period, lang, currency):
    page, of = content(site, domain, period, lang, currency), Text(lang)
    sentences = page.texts("#domain-who .finding")
    for layer, sentence in zip(("lan", "neighbours"), sentences, strict=True):
        n = len(by_hand_domain.having(layer, domain, period))
        m = sum(by_hand_domain.has_list(code, period) for code in by_hand.drawn(layer))
        counts = by_hand_domain.changes(layer, domain)
        parts = [of(f"domain.who.{kind}", n=counts[kind]) for kind in ("kept", "new", "gone") if counts[kind]]
        missing = len(by_hand.drawn(layer)) - m
        expected = [
            of.count(f"domain.who.some.{layer}", n, m=m, period=of.period(period)),
            *([of.count(f"domain.who.missing.{layer}", missing)] if missing else []),
            of.count(f"domain.who.compared.{layer}", sum(counts.values()), changes=of.names(parts)),
        ]
        assert sentence == " ".join(expected)


@every_page
def test_projects_and_money_by_year(site, domain, period, lang, currency):
    of = Text(lang)
    projects = rows_of(site, "projects-by-year", domain, period, lang, currency)
    sums = rows_of(site, "money-by-year", domain, period, lang, currency)
    expected_projects, expected_sums = [], []
    for each in (by_hand.BEFORE, by_hand.NOW):
        found = by_hand_domain.years(domain, each)
        for year in sorted(found, key=lambda year: (not year, year)):
            n, known, amount = found[year]
            when = (int(year) if year else of("domain.money.unknown_year"), of.period(each))
            expected_projects.append((*when, n))
            value = pytest.approx(amount._asdict()[currency], abs=0.05) if known else None
            expected_sums.append((*when, n, known, value))
    assert list(projects) == expected_projects
    assert list(sums) == expected_sums


@every_page
def test_what_is_known_of_the_money(site, domain, period, lang, currency):
    page = content(site, domain, period, lang, currency)
    sums = by_hand_domain.sums(domain, period)
    rows = {next(iter(row.classes)): row for row in page.select("#domain-money .money div")}
    assert {name.replace("-", "_") for name in rows} == set(sums)
    for kind, part in sums.items():
        row = rows[kind.replace("_", "-")]
        assert row.one("small").text == Text(lang).count("n.projects", part.projects)
        if kind in ("known", "shared"):
            assert row.one("strong").text == money(part.money, lang, currency)


@every_page
def test_the_most_active_organisations(site, domain, period, lang, currency):
    for name, countries, most in (("sweden", {"SE"}, 12), ("sea", BALTIC, 8)):
        found = by_hand_domain.organisations(domain, period, countries)[:most]
        page = page_of(site, domain, period, lang, currency)
        charts = [chart for chart in page.charts if chart.id == f"organisations-{name}"]
        assert [row[-1] for chart in charts for row in chart.rows] == [n for _, n in found]
        links = shown(page.content).select(f"#chart-organisations-{name} .bar-name a")
        paths = [link["href"].partition("?")[0].rpartition("/")[2] for link in links]
        assert paths == [key for key, _ in found]


@every_page
@pytest.mark.parametrize("level", ["lan", "nuts2"])
def test_the_signs_behind_the_verdict(site, domain, period, lang, currency, level):
    page = content(site, domain, period, lang, currency, level=level)
    signs = {item["data-sign"]: item.one("strong").text for item in page.select("#domain-verdict .signs li")}
    listed = [code for code in by_hand.drawn(level) if by_hand.priorities(code, period, counties=True)]
    found = by_hand_domain.reach(domain, period, level)
    n = len(by_hand_domain.having(level, domain, period))
    assert [int(word) for word in signs["many"].split() if word.isdigit()] == [n, len(listed)]
    assert f"(HHI\u00a0{number(found.hhi, lang, 2)})" in signs["spread"]
    assert money(found.median, lang, currency) in signs["small"]
    assert [int(word) for word in signs["separate"].split() if word.isdigit()][:2] == [found.joint, found.placed]
    assert number(100 * found.joint / found.placed, lang) in signs["separate"]


@every_page
def test_the_environments(site, domain, period, lang, currency):
    page = content(site, domain, period, lang, currency)
    seen = {block.one("h3").text: len(block.select("li")) for block in page.select("#domain-environments .places")}
    expected = by_hand_domain.environments(domain)
    assert {heading.rpartition(" ")[0]: n for heading, n in seen.items()} == {
        Text(lang)(f"places.{kind}"): len(names) for kind, names in expected.items()
    }
    names = [" ".join(name.split()) for rows in expected.values() for name in rows]
    assert all(name in page.one("#domain-environments").text for name in names)


@pytest.mark.parametrize("domain", [row["domain_id"] for row in by_hand.table("domains")])
@pytest.mark.parametrize("period", by_hand.PERIODS)
def test_every_domain_has_a_whole_page(site, domain, period):
    for lang, currency in WAYS[:2]:
        page = page_of(site, domain, period, lang, currency)
        for chart in page.charts:
            valid(chart)
        text = shown(page.content).text
        assert "None" not in text.replace("None of", "").replace("None has", "") and "{" not in text


def test_the_files_have_what_the_charts_show(client):
    answer = client.get("/charts/en/domains/energy/money-by-year.csv?period=2014-2020")
    assert answer.status_code == 200
    heads, *rows = csv.reader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff")))
    assert heads[:2] == ["Start year", "Programming period"]
    expected = by_hand_domain.years("energy", by_hand.BEFORE)["2015"]
    assert [float(row[4]) for row in rows if row[0] == "2015"] == [pytest.approx(expected.money.EUR, abs=0.05)]
