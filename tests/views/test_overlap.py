"""The view of overlap: figures worked out again from the tables, sentences, and the way from each flag to its rows."""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import Any, NamedTuple
from urllib.parse import parse_qs

import pytest

from s3dash.analysis.overlap import Overlaps, overlaps
from s3dash.data.store import ProjectFilter
from s3dash.text import Text
from s3dash.views.domains import overlap as view
from s3dash.views.domains.overlap import overlap_view
from s3dash.views.domains.overlap_words import lead, own
from tests import by_hand
from tests.views.dom import context, queries_of, shown
from tests.views.figures import valid
from tests.views.numbers import money, number

BALTIC = {"DE", "DK", "EE", "FI", "LT", "LV", "NO", "PL"}
LEVELS = ("lan", "nuts2")


class Row(NamedTuple):
    """What the page says of a domain, worked out from the tables alone."""

    regions: list[str]
    listed: int
    neighbours: list[str]
    projects: dict[str, int]
    known: dict[str, by_hand.Money]
    placed: list[str]
    several: list[str]
    across: list[str]
    amounts: list[by_hand.Money]

    @property
    def joint(self) -> set[str]:
        return {*self.several, *self.across}


def is_across(project_id: str) -> bool:
    """Whether a project has a partner in a neighbour country and one elsewhere, or a Swedish region."""
    countries = {row["country"] for row in by_hand.by("participations", "project_id").get(project_id, [])}
    swedish = {row["nuts_id"][:2] for row in by_hand.by("project_regions", "project_id").get(project_id, [])}
    return bool(countries & BALTIC) and (len(countries) > 1 or "SE" in swedish)


def worked_out(domain: str, period: str, level: str) -> Row:
    units = by_hand.drawn(level)
    have = {unit: by_hand.domains(unit, period) for unit in units}
    rows = by_hand.projects(period=period, domain_id=domain)
    in_units = {
        row["project_id"]: [unit for unit in units if by_hand.places(row["project_id"]) & by_hand.area(unit)]
        for row in rows
    }
    by_unit = {unit: [row for row in rows if unit in in_units[row["project_id"]]] for unit in units}
    placed = [row for row in rows if in_units[row["project_id"]]]
    sweden = [by_hand.part_of(row, "SE") for row in placed]
    neighbours = [code for code in by_hand.drawn("neighbours") if not by_hand.is_national(code, period)]
    sums = {unit: by_hand.sums(found, unit).money for unit, found in by_unit.items()}
    return Row(
        regions=[unit for unit in units if domain in have[unit]],
        listed=sum(map(bool, have.values())),
        neighbours=[code for code in neighbours if domain in by_hand.domains(code, period)],
        projects={unit: len(found) for unit, found in by_unit.items() if found},
        known={unit: found["known"] for unit, found in sums.items() if "known" in found},
        placed=[row["project_id"] for row in placed],
        several=[row["project_id"] for row in placed if len(in_units[row["project_id"]]) > 1],
        across=[row["project_id"] for row in placed if is_across(row["project_id"])],
        amounts=[amount for kind, amount in sweden if kind == "known"],
    )


def page(site, query="", lang="en"):
    found = context(site, "&".join(filter(None, ["show=overlap", query])), lang, "domains")
    return shown(overlap_view(found, site.geometry).content)


@pytest.mark.parametrize("period", by_hand.PERIODS)
@pytest.mark.parametrize("level", LEVELS)
def test_every_figure_of_every_domain(site, level, period):
    every = {row["domain_id"]: worked_out(row["domain_id"], period, level) for row in by_hand.table("domains")}
    amounts = [amount.EUR for row in every.values() for amount in row.amounts]
    placed = sum(len(row.placed) for row in every.values())
    share = sum(len(row.joint) for row in every.values()) / placed
    table = page(site, f"level={level}&period={period}").one(".overlap-table")
    for row in table.select("tbody tr[data-domain]"):
        expected = every[row["data-domain"]]
        cells = [cell.text for cell in row.select("td")]
        n, joint = len(expected.placed), len(expected.joint)
        assert cells[0].endswith(f"{len(expected.regions)} of {expected.listed}")
        assert cells[1] == str(n)
        told = f"{joint} ({number(100 * joint / n, 'en')}%)" if n >= 10 else str(joint)
        assert cells[2].lstrip("\u25cf") == told
        sizes = [amount.EUR for amount in expected.amounts]
        assert cells[3].lstrip("\u25cf") == (
            money(by_hand.Money(median(sizes), 0), "en", "EUR") if len(sizes) >= 10 else "too few"
        )
        concentration = sum((part / sum(expected.projects.values())) ** 2 for part in expected.projects.values())
        assert cells[4].lstrip("\u25cf") == (number(concentration, "en", 2) if n >= 10 else "too few")
        signs = {
            0: len(expected.regions) >= 3 and 3 * len(expected.regions) >= expected.listed,
            2: n >= 10 and 5 * joint / n <= 4 * share,
            3: len(sizes) >= 10 and median(sizes) < median(amounts),
            4: n >= 10 and concentration <= 0.25,
        }
        assert {i for i, sign in signs.items() if sign} == {i for i, cell in enumerate(cells) if "\u25cf" in cell}
        flagged = all(signs.values())
        assert (row["data-verdict"] == "overlap") == flagged
        assert (row["data-verdict"] == "alone") == (len(expected.regions) == 1 and bool(expected.neighbours))
    together = [cell.text for cell in table.select("tr.together td")]
    assert together[1] == number(placed, "en")
    assert together[3] == money(by_hand.Money(median(amounts), 0), "en", "EUR")


@pytest.mark.parametrize(("domain", "period", "level"), [
    ("ict", by_hand.NOW, "lan"), ("blue", by_hand.BEFORE, "lan"), ("health", by_hand.NOW, "nuts2"),
    ("security", by_hand.NOW, "lan"),
])  # fmt: skip
def test_the_rows_of_one_domain(site, domain, period, level):
    expected = worked_out(domain, period, level)
    rows = page(site, f"domain={domain}&period={period}&level={level}").one(".domain-rows")
    by_region = {row["data-region"]: row for row in rows.select(".region-rows tbody tr")}
    assert set(by_region) == {*expected.projects, *expected.regions}
    for code, row in by_region.items():
        cells = [cell.text for cell in row.select("td")]
        known = expected.known.get(code)
        assert cells[0] == str(expected.projects.get(code, 0))
        if code in expected.projects:
            assert cells[1] == (money(known, "en", "EUR") if known else "not known")
        assert (cells[2] == "prioritised") == (code in expected.regions)
        if code in expected.projects:
            (query,) = queries_of(row, "th a")
            assert f"region={code}" in query and f"domain={domain}" in query
    titles = [link["href"].rpartition("/")[2] for link in rows.select("ul.projects .title a")]
    assert set(titles) <= expected.joint and len(titles) == min(6, len(expected.joint))
    neighbours = [parse_qs(query)["region"][0] for query in queries_of(rows, ".by-country a")]
    assert sorted(neighbours) == expected.neighbours


def test_a_flag_leads_to_its_rows(site):
    for card in page(site).select("ul.apart li[data-domain]"):
        domain = card["data-domain"]
        assert all(f"domain={domain}" in query for query in queries_of(card, "h3 a"))
        assert f"/domains/{domain}" in card.select(".ways a")[1]["href"]
        assert [sign["data-there"] for sign in card.select("ul.signs li")][:2] == ["yes", "yes"]
        assert page(site, f"domain={domain}").one("#overlap-domain")


def test_one_who_stands_alone_with_everyone_who_shares_it(site):
    items = {item["data-domain"]: item for item in page(site).select("ul.alone li[data-domain]")}
    expected = {
        row["domain_id"]: found
        for row in by_hand.table("domains")
        if len((found := worked_out(row["domain_id"], by_hand.NOW, "lan")).regions) == 1 and found.neighbours
    }
    assert set(items) == set(expected)
    for domain, item in items.items():
        (region,) = expected[domain].regions
        assert item["data-region"] == region
        pairs = [query for query in queries_of(item, "p a") if "other=" in query]
        assert sorted(parse_qs(query)["other"][0] for query in pairs) == expected[domain].neighbours
        assert any(f"region={region}" in query and f"domain={domain}" in query for query in queries_of(item, ".ways a"))


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("query", [
    "", "period=2014-2020", "level=nuts2", "fund=erdf", "currency=SEK", "domain=materials", "region=SE311",
    "region=PL63", "programme=interreg-aurora-2021", "fund=esf",
])  # fmt: skip
def test_every_state_has_a_whole_page(site, query, lang):
    found = context(site, f"show=overlap&{query}".rstrip("&"), lang, "domains")
    made = overlap_view(found, site.geometry)
    content = shown(made.content)
    assert len(content.select("h1")) == 1 and content.one(".lead").text
    assert "{" not in content.text and "None" not in content.text
    (chart,) = made.charts
    valid(chart)
    assert len(chart.rows) == 19


def changed(found: Overlaps, **verdicts: Any) -> Overlaps:
    """The same with other verdicts: all `few` but those named."""
    return replace(
        found, domains=tuple(replace(one, verdict=verdicts.get(one.domain, "few")) for one in found.domains)
    )


def found_in(site, query="", lang="en"):
    ctx = context(site, "&".join(filter(None, ["show=overlap", query])), lang, "domains")
    return ctx, overlaps(site.dataset, site.store, ProjectFilter(period=ctx.state.period), ctx.state.level)


def test_the_sentence_at_the_top(site):
    ctx, found = found_in(site)
    assert lead(ctx, changed(found)) == "No domain shows every sign of overlap."
    one = lead(ctx, changed(found, ict="overlap", blue="alone"))
    assert one.startswith("One domain, digital, shows every sign")
    assert "In one domain, blue economy, a single county stands alone" in one
    two = lead(ctx, changed(found, ict="overlap", food="overlap", blue="alone", space="alone"))
    assert two.startswith("2 domains (digital and food) show every sign")
    assert "In 2 domains (space and blue economy)" in two
    apart = lead(ctx, changed(found, food="separate"))
    assert "One domain that many counties prioritise, food, has projects that are spread" in apart
    unlisted = replace(found, domains=tuple(replace(d, verdict="unlisted", listed=4) for d in found.domains))
    assert "priorities of 4 of Sweden’s 21 counties" in lead(ctx, unlisted)


def test_the_sentence_about_the_chosen_region(site):
    ctx, found = found_in(site, "region=SE221")
    assert own(ctx, changed(found)) == "Blekinge has none of the domains where many work apart among its priorities."
    both = own(ctx, changed(found, ict="overlap", blue="alone"))
    assert both.startswith("Blekinge has one of the domains where many work apart: digital. ")
    assert both.endswith(" It stands alone in Sweden in one: blue economy.")
    ctx, found = found_in(site, "region=PL62")
    assert own(ctx, changed(found, blue="alone")).endswith("in which a Swedish region stands alone: blue economy.")
    assert "shares none" in own(ctx, changed(found))
    ctx, found = found_in(site, "region=SE321&period=2014-2020")
    assert own(ctx, found) == "The data has no priorities of Västernorrland for 2014–2020."
    assert own(*found_in(site)) == ""


def test_where_too_few_state_priorities_nothing_is_flagged(site, monkeypatch):
    _, found = found_in(site)
    unlisted = replace(found, domains=tuple(replace(d, verdict="unlisted", listed=4) for d in found.domains))
    monkeypatch.setattr(view, "overlaps", lambda *_: unlisted)
    content = page(site)
    assert content.select("#overlap-apart") == content.select("#overlap-alone") == []
    assert "too few to say who overlaps" in content.one(".lead").text


def test_the_chart_says_who_has_the_smallest_share(site):
    ctx = context(site, "show=overlap", "en", "domains")
    (chart,) = overlap_view(ctx, site.geometry).charts
    assert "digital has the smallest share of joint projects, 24%" in chart.alt
    apart = next(trace for trace in chart.figure["data"] if trace["name"] == Text("en")("overlap.chart.flagged"))
    assert apart["y"] == ["digital \u00b7 12"]


def test_the_level_leads_from_a_county_to_its_area(site):
    ctx = context(site, "show=overlap&region=SE221", "en", "domains")
    (query,) = [q for q in queries_of(shown(overlap_view(ctx, site.geometry).settings), "a") if "nuts2" in q]
    assert "region=SE22&" in query
