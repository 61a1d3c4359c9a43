"""The page of projects: filters as chips, sums, the table and its pages."""

from __future__ import annotations

import pytest

from s3dash.views.projects_page import (
    PAGE_SIZE,
    projects_head,
    projects_note,
    projects_sums,
    projects_table,
    projects_tools,
)
from tests import by_hand
from tests.views.dom import context, queries_of, shown
from tests.views.numbers import address, every_view
from tests.views.test_projects import money_by_hand, money_rows


def page_of(site, query="", lang="en"):
    here = context(site, query, lang, "projects")
    parts = (projects_head, projects_sums, projects_tools, projects_table, projects_note)
    return shown([part(here) for part in parts])


@every_view
@pytest.mark.parametrize("region", [None, "SE311", "PL63"])
def test_count_sums_and_rows(site, region, period, lang, currency):
    rows = by_hand.projects(region, period)
    page = page_of(site, address(region, period, currency), lang)
    assert money_rows(page) == money_by_hand(rows, region, lang, currency)
    assert page.one("p.count").text.startswith(f"{len(rows)} ")
    assert len(page.select("tbody tr")) == min(len(rows), PAGE_SIZE)


@pytest.mark.parametrize("period", by_hand.PERIODS)
def test_the_pages_hold_every_project_once(site, period):
    titles, query, pages = [], f"period={period}", 0
    while query:
        page = page_of(site, query)
        titles += [row.one("th .original").text for row in page.select("tbody tr")]
        following = [link["href"] for link in page.select("nav.pager a") if link.text == "Next"]
        query = following[0].partition("?")[2] if following else ""
        pages += 1
    expected = [" ".join(row["title"].split()) for row in by_hand.projects(period=period)]
    assert sorted(titles) == sorted(expected)
    assert pages == -(-len(expected) // PAGE_SIZE)


def test_a_start_beyond_the_end_shows_the_last_page(site):
    n = len(by_hand.projects(period=by_hand.NOW))
    last = (n - 1) // PAGE_SIZE * PAGE_SIZE
    page = page_of(site, "start=999999999")
    assert page.one("nav.pager span").text == f"{last + 1}–{n} of {n}"
    assert [link.text for link in page.select("nav.pager a")] == ["Previous"]
    assert queries_of(page, "nav.pager a") == [f"start={last - PAGE_SIZE}"]


def test_a_row(tiny_site):
    rows = {row.one("th .original").text: row for row in page_of(tiny_site).select("tbody tr")}
    assert rows["Alone"].texts("td") == [
        "Region Blekinge",
        "Blekinge",
        "2022–2024",
        "Energy",
        "€1,000",
    ]
    assert rows["Alone"].texts("th small") == ["ERDF Skåne-Blekinge source", "A project."]
    assert rows["Alone"].one("th a.original")["href"] == "/en/projects/P-ALONE"
    shared = rows["Shared"].texts("td")
    assert (shared[1], shared[3]) == ("Blekinge, Skåne", "Without a domain")
    assert shared[4].endswith("shared by 2 regions")
    assert rows["Unknown"].texts("td")[0] == "not stated"
    assert rows["Unknown"].texts("td")[4] == "not published"
    assert rows["Partners"].texts("td")[3] == "Foodguessed from words"
    assert "€600" in rows["Partners"].text


def test_columns_are_named_for_small_screens_too(tiny_site):
    page = page_of(tiny_site)
    heads = page.texts("thead th")
    for row in page.select("tbody tr"):
        assert [cell["data-label"] for cell in row.select("td")] == heads[1:]
    assert all(head["scope"] == "col" for head in page.select("thead th"))
    assert page.one("caption").text


def test_each_filter_is_a_chip_that_removes_it(tiny_site):
    query = "region=SE224&other=PL63&domain=energy&fund=interreg&programme=interreg-south-baltic-2021"
    page = page_of(tiny_site, query)
    chips = {link.text.removesuffix("×"): link["href"].partition("?")[2] for link in page.select("a.chip")}
    assert chips == {
        "Skåne": query.removeprefix("region=SE224&other=PL63&"),
        "Pomorskie": query.replace("&other=PL63", ""),
        "Energy": query.replace("&domain=energy", ""),
        "Interreg": query.replace("&fund=interreg", ""),
        "South Baltic": query.replace("&programme=interreg-south-baltic-2021", ""),
    }
    assert page.one("h1").text == "Projects in both Skåne and Pomorskie"
    assert all(link["aria-label"].startswith("Remove the filter") for link in page.select("a.chip"))


def test_nothing_found_says_what_to_do(tiny_site):
    page = page_of(tiny_site, "region=SE221&domain=food&fund=erdf")
    assert "Remove one of them" in page.one("p.empty").text
    assert not page.select("table")


def test_the_order_is_a_choice(tiny_site):
    assert [row.one("th .original").text for row in page_of(tiny_site, "order=largest").select("tbody tr")] == [
        "Shared",
        "Alone",
        "Partners",
        "Guest",
        "Unknown",
    ]
    assert page_of(tiny_site, "order=largest").texts(".choices a[aria-current]") == ["Largest"]


def test_titles_in_their_alphabet(tiny_site):
    titles = [row.one("th .original").text for row in page_of(tiny_site, "order=title").select("tbody tr")]
    assert titles == sorted(titles)
    assert page_of(tiny_site, "order=title").texts(".choices a") == ["Newest", "Largest", "Title"]
    assert page_of(tiny_site, "q=partners").texts(".choices a[aria-current]") == ["Best match"]


def test_what_is_looked_for_is_marked_where_it_stands(tiny_site):
    page = page_of(tiny_site, "q=PROJECT+alone")
    assert page.texts("tbody th .original") == ["Alone"]
    assert page.texts("tbody mark") == ["Alone", "project"]
    elsewhere = page_of(tiny_site, "q=gdynia")
    assert elsewhere.texts("tbody th .original") == ["Partners"]
    assert elsewhere.one("tbody mark").text == "found among its partners"


def test_both_periods_at_once(tiny_site):
    page = page_of(tiny_site, "period=all")
    assert len(page.select("tbody tr")) == 6
    assert page.one(".chip.fixed").text == "All periods"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_can_be_downloaded_as_it_is_filtered(tiny_site, kind):
    page = page_of(tiny_site, "region=SE224&order=newest&start=50&q=shared", "sv")
    links = [link["href"] for link in page.select(".downloads a")]
    assert f"/sv/projects.{kind}?region=SE224&order=newest&q=shared" in links


def test_an_empty_list_offers_neither_order_nor_file(tiny_site):
    page = page_of(tiny_site, "q=nothingofthekind")
    assert page.one("p.count").text == "0 projects"
    assert not page.select(".downloads") and not page.select("dl.money")
