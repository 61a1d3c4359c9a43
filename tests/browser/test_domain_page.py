"""A domain's page as people use it: its drawings, the map beside, the files, the ways on."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import by_hand, by_hand_domain
from tests.browser.harness import LAPTOP, PHONE, Server, point_inside


@pytest.mark.parametrize("viewport", [LAPTOP], indirect=True)
def test_from_a_domain_to_a_region_s_words_and_to_its_projects(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/en/domains/energy")
    page.locator("#chart-projects-by-year").scroll_into_view_if_needed()
    expect(page.locator("#chart-projects-by-year .plot[data-drawn]")).to_be_attached(timeout=15_000)
    expect(page.locator("#page-facts")).to_contain_text("Click a region")
    page.mouse.click(*point_inside(page, "SE332"))
    expect(page.locator("#page-facts h2")).to_have_text("Norrbotten")
    assert page.url.endswith("/en/domains/energy?region=SE332")
    expect(page.locator(".who tr.chosen th a")).to_have_text("Norrbotten")
    expect(page.locator("#page-facts .original")).to_have_count(4)
    projects = len(by_hand.projects("SE332", by_hand.NOW, domain_id="energy"))
    page.locator("#page-facts a.more").click()
    expect(page.locator("#projects-sums .count")).to_have_text(f"{projects} projects")
    page.go_back()
    expect(page.locator("#page-facts h2")).to_have_text("Norrbotten")
    page.locator("#page-facts").get_by_text("Clear the choice").click()
    expect(page.locator("#page-facts")).to_contain_text("Click a region")


@pytest.mark.parametrize("viewport", [LAPTOP], indirect=True)
def test_the_neighbours_the_table_the_file_and_the_picture(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/en/domains/ict?period=2014-2020")
    neighbours = page.locator("#domain-who details.sea")
    neighbours.locator("summary").click()
    expect(neighbours.locator("tbody tr").first).to_be_visible()
    money = page.locator("#chart-money-by-year")
    money.locator("summary").click()
    expect(money.locator("tbody tr").first).to_be_visible()
    with page.expect_download() as files:
        money.get_by_text("CSV").click()
    rows = list(csv.reader(Path(files.value.path()).read_text("utf-8-sig").splitlines()))
    years = sum(len(by_hand_domain.years("ict", period)) for period in by_hand.PERIODS)
    assert len(rows) == 1 + years and len(rows[0]) == 6
    with page.expect_download() as pictures:
        page.locator("#chart-organisations-sweden [data-png]").click()
    assert pictures.value.suggested_filename == "s3-map_organisations-sweden.png"
    assert Path(pictures.value.path()).read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("viewport", [PHONE], indirect=True)
def test_on_a_phone_the_map_follows_the_head_and_nothing_is_cut_off(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/domains/food")
    expect(page.locator("h1")).to_have_text("Livsmedel och lantbruk")
    tops = [page.locator(place).bounding_box() for place in ("h1", "#map", "#domain-verdict", "#domain-who")]
    heights = [box["y"] for box in tops if box]
    assert heights == sorted(heights) and len(heights) == 4
    wide = page.evaluate(
        "() => [...document.querySelectorAll('#page-content *, .beside *:not(#map *)')]"
        ".filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.table'))"
        ".map(e => e.outerHTML.slice(0, 80))"
    )
    assert wide == []
    page.locator(".other-domains").get_by_text("Rymd och flyg").click()
    expect(page.locator("h1")).to_have_text("Rymd och flyg")
