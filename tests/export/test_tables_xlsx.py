"""The workbook of a region, a pair and a comparison: typed cells, units, what the page says, every source."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from s3dash.analysis.comparison import pairs_of
from s3dash.analysis.comparison_numbers import compare_funding, compare_indicators
from s3dash.analysis.priorities import priorities_of
from s3dash.analysis.profile import profile
from s3dash.data.dataset import Dataset
from s3dash.export.tables_rows import Tables
from s3dash.export.tables_xlsx import tables
from s3dash.text import Text
from tests.views.dom import context

ADDRESS = "http://room:8050/en/?region=SE224"
SHEETS = ("figures", "priorities", "domains", "years", "indicators", "environments", "links", "sources")
VIEWS = [
    ("", "region=SE224", "sv"),
    ("", "region=SE33&period=2014-2020&fund=esf", "en"),
    ("", "region=SE224&other=PL63", "en"),
    ("", "region=EE00", "sv"),
    ("compare", "with=SE232,SE22,DK01,PL63", "en"),
]
EVIL = '=HYPERLINK("http://example.org","click")'


def book(site, query, lang="en", page="") -> openpyxl.Workbook:
    view = context(site, query, lang, page)
    return openpyxl.load_workbook(io.BytesIO(tables(view, site.geometry, ADDRESS)))


def rows(made: openpyxl.Workbook, name: str, lang: str = "en") -> list[dict[str, Any]]:
    """A sheet's rows by the names of its columns in the catalogue."""
    text = Text(lang)
    keys = {text(key): key.removeprefix("tables.column.") for key in text._entries if key.startswith("tables.column.")}
    heads, *body = made[text(f"tables.sheet.{name}")].iter_rows(values_only=True)
    return [dict(zip((keys[str(head)] for head in heads), row, strict=True)) for row in body]


@pytest.mark.parametrize(("page", "query", "lang"), VIEWS)
def test_numbers_are_numbers_dates_are_dates_and_nothing_is_a_formula(site, page, query, lang):
    made = book(site, query, lang, page)
    text = Text(lang)
    assert made.sheetnames == [text("tables.sheet.about"), *(text(f"tables.sheet.{name}") for name in SHEETS)]
    whole = {"population", "projects", "known_projects", "shared_projects", "unpublished_projects",
             "no_grant_projects", "priorities", "joint_projects", "population_year", "year"}  # fmt: skip
    numbers = whole | {"known_eur", "known_sek", "shared_eur", "shared_sek", "value", "swedish_mean", "low", "high",
                       "strength"}  # fmt: skip
    for name in SHEETS:
        found = rows(made, name, lang)
        for row in found:
            for column, value in row.items():
                if value is None:
                    continue
                if column == "accessed":
                    assert isinstance(value, datetime), (name, row)
                elif column in numbers:
                    assert type(value) in ((int,) if column in whole else (int, float)), (name, column, value)
                else:
                    assert isinstance(value, str), (name, column, value)
        cells = [cell for line in made[text(f"tables.sheet.{name}")].iter_rows() for cell in line]
        assert not [cell for cell in cells if cell.data_type == "f"]


def test_headings_name_their_unit(site):
    for lang in ("sv", "en"):
        heads = [cell.value for cell in next(book(site, "region=SE224", lang)[Text(lang)("tables.sheet.figures")].rows)]
        assert sum("(EUR)" in str(head) for head in heads) == sum("(SEK)" in str(head) for head in heads) == 2
    assert all(row["unit"] for row in rows(book(site, "region=SE224"), "indicators"))


def test_the_key_figures_are_the_panels(site):
    view = context(site, "region=SE224&fund=interreg")
    funding = view.store.funding(view.project_filter)
    (row,) = rows(book(site, "region=SE224&fund=interreg"), "figures")
    assert row["nuts_id"] == "SE224" and row["region"] == "Skåne" and row["remark"] is None
    assert row["priorities"] == len(priorities_of(site.dataset, "SE224", "2021-2027"))
    for name in ("projects", "known_projects", "shared_projects", "unpublished_projects", "no_grant_projects"):
        assert row[name] == getattr(funding, name), name
    for name in ("known_eur", "known_sek", "shared_eur", "shared_sek"):
        assert row[name] == pytest.approx(getattr(funding, name)), name


def test_domains_and_years_are_the_stores(site):
    made, view = book(site, "region=SE224", "sv"), context(site, "region=SE224", "sv")
    domains, years = rows(made, "domains", "sv"), rows(made, "years", "sv")
    assert [row["projects"] for row in domains] == [g.projects for g in view.store.by_domain(view.project_filter)]
    assert sum(row["projects"] for row in years) == view.store.count(view.project_filter)
    known = [row["year"] for row in years if row["year"] is not None]
    assert known == sorted(known)
    assert [row["year"] for row in years[: len(known)]] == known, "without a year comes last"


def test_indicators_of_a_region_are_those_of_its_profile(site):
    found = rows(book(site, "region=SE224"), "indicators")
    for row, reading in zip(found, profile(site.dataset, "SE224"), strict=True):
        assert row["value"] == pytest.approx(reading.value) and row["year"] == reading.year
        assert row["swedish_mean"] == pytest.approx(reading.swedish_mean)
    flagged = [row["flag"] for row in found if row["flag"]]
    assert "computed" in " ".join(flagged) or Text("en")("flag.derived") in flagged


def test_a_comparison_has_the_pages_own_numbers(site):
    codes, page, query = ("SE232", "SE22", "DK01", "PL63"), "compare", "with=SE232,SE22,DK01,PL63"
    made, view = book(site, query, "en", page), context(site, query, "en", page)
    funding = compare_funding(site.dataset, site.store, codes, view.money_filter)
    for row, region in zip(rows(made, "figures"), funding, strict=True):
        assert row["projects"] == region.total.projects
        expected = region.amount(region.total, "EUR")
        assert row["known_eur"] == (None if expected is None else pytest.approx(expected))
        assert (row["remark"] is None) == region.complete
    shown = [value for one in compare_indicators(site.dataset, codes) for value in one.values]
    found = rows(made, "indicators")
    assert [row["value"] for row in found] == [None if v is None else pytest.approx(v.value) for v in shown]
    assert [row["year"] for row in found] == [None if v is None else v.year for v in shown]
    pairs = pairs_of(site.dataset, site.store, codes, view.money_filter)
    assert [(row["nuts_id"], row["other_id"], row["joint_projects"]) for row in rows(made, "links")] == [
        (pair.here, pair.there, pair.joint_projects) for pair in pairs
    ]


def test_a_domain_that_the_page_does_not_filter_by_is_no_filter(site):
    here = book(site, "with=SE224,SE232", "en", "compare")
    there = book(site, "with=SE224,SE232&domain=energy", "en", "compare")
    assert rows(there, "figures") == rows(here, "figures")
    about = Text("en")("tables.sheet.about")
    assert "Domain" not in [row[0] for row in there[about].iter_rows(values_only=True)]
    chosen = [row[:2] for row in book(site, "region=SE224&domain=energy")[about].iter_rows(values_only=True)]
    assert ("Domain", site.dataset.domain("energy").name("en")) in chosen


def test_links_of_a_region_are_the_panels_with_sure_programmes_apart(site):
    view = context(site, "region=SE224")
    found = rows(book(site, "region=SE224"), "links")
    assert [row["other_id"] for row in found] == [link.other for link in view.links]
    for row, link in zip(found, view.links, strict=True):
        sure = [view.programme_name(p.programme_id) for p in link.programmes if p.certainty != "part_of_country"]
        assert row["programmes"] == ("; ".join(sure) or None)
        assert row["strength"] == pytest.approx(link.strength)


def test_every_named_source_is_listed_once(site):
    made = book(site, "region=SE224&other=PL63")
    listed = [row["source"] for row in rows(made, "sources")]
    assert len(listed) == len(set(listed))
    named = {row["source"] for name in ("priorities", "indicators", "environments") for row in rows(made, name)}
    assert named <= set(listed)
    projects = {
        site.dataset.source(record.project.source_id).title
        for batch in site.store.batches(replace(context(site, "region=SE224").project_filter))
        for record in batch
    }
    assert projects <= set(listed)


def test_the_first_sheet_says_what_when_and_where(site):
    first = book(site, "region=SE224&other=PL63", "sv").worksheets[0]
    cells: list[Any] = [row[:2] for row in first.iter_rows(values_only=True)]
    assert cells[0][0] == "Skåne och Pomorskie: siffror ur S3-kartan"
    values: dict[Any, Any] = dict(cells[2:])
    assert values[Text("sv")("export.about.data")].date() == site.dataset.data_date
    assert ADDRESS in values.values()


def test_there_are_no_tables_of_no_region(site):
    with pytest.raises(ValueError, match="no tables"):
        tables(context(site), site.geometry, ADDRESS)


# ------------------------------------------------------------ a world small enough to count in one's head


def figures(site, query: str, page: str = "", *codes: str) -> Iterator[tuple[Any, ...]]:
    view = context(site, query, "en", page)
    return iter([tuple(row)[6:] for row in Tables(view, codes).figures()])


def test_known_shared_unpublished_and_no_grant_stand_apart(tiny_site):
    blekinge, skane = figures(tiny_site, "region=SE221", "", "SE221", "SE224")
    assert blekinge[:4] == (4, 2, 1200.0, pytest.approx(blekinge[3]))
    assert blekinge[4] == 1 and blekinge[6] == 90_000, "the whole of the shared grant, beside the known ones"
    assert blekinge[7:] == (0, 1, None)
    assert skane[7] == 1, "one grant is not published"


def test_nothing_known_is_empty_and_nothing_at_all_is_zero(tiny_site):
    (unknown,) = figures(tiny_site, "region=SE224&domain=energy&programme=interreg-south-baltic-2021", "", "SE224")
    (none,) = figures(tiny_site, "region=SE221&fund=jtf", "", "SE221")
    assert none == (0, 0, 0.0, 0.0, 0, 0.0, 0.0, 0, 0, None)
    assert unknown[0] > 0


def test_of_neighbours_the_numbers_mean_at_least(tiny_site):
    (pomorskie,) = figures(tiny_site, "region=PL63", "", "PL63")
    assert pomorskie[0] == 2 and "at least" in pomorskie[-1]
    (compared,) = list(figures(tiny_site, "with=SE224,PL63", "compare", "PL63"))
    assert compared == (2, *[None] * 8, Text("en")("tables.remark.not_compared"))
    (nothing,) = figures(tiny_site, "region=PL63&fund=jtf", "", "PL63")
    assert nothing == (*[None] * 9, Text("en")("tables.remark.none_known"))


def test_a_text_that_looks_like_a_formula_stays_a_text(site, monkeypatch):
    first = priorities_of(site.dataset, "SE224", "2021-2027")[0]
    monkeypatch.setattr(
        "s3dash.export.tables_rows.with_counties", lambda *_: (replace(first, name_original=EVIL),)
    )
    made = book(site, "region=SE224")
    cell = made[Text("en")("tables.sheet.priorities")]["D2"]
    assert cell.value == EVIL and cell.data_type == "s"


def test_a_cell_is_no_longer_than_excel_takes(site, monkeypatch):
    monkeypatch.setattr(Dataset, "environments_in", lambda *_: ())
    first = priorities_of(site.dataset, "SE224", "2021-2027")[0]
    monkeypatch.setattr(
        "s3dash.export.tables_rows.with_counties", lambda *_: (replace(first, name_original="x" * 40_000),)
    )
    assert len(rows(book(site, "region=SE224"), "priorities")[0]["name"]) == 32_767
