"""The partner finder as people use it: choosing region and domain, opening what a match rests on, taking the list."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import PHONE, Server, point_inside

FIRST = "#partners-in-sea li.match"


def test_from_a_click_on_the_map_to_a_short_list_and_the_pair(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/en/partners")
    expect(page.locator("h1")).to_have_text("Find partners for a region")
    page.mouse.click(*point_inside(page, "SE332"))
    expect(page.locator("h1")).to_have_text("Partners for Norrbotten")
    page.locator("#page-settings a", has_text="energy").click()
    expect(page.locator("h1")).to_have_text("Partners for Norrbotten: energy")
    expect(page.locator("#control-domain")).to_have_value("Energy & cleantech")
    expect(page.locator(FIRST)).to_have_count(10)

    best = page.locator(FIRST).first
    code = best.get_attribute("data-partner")
    expect(page.locator(f'#map a[data-nuts="{code}"]')).to_have_attribute("class", "region c5")
    best.locator(".evidence > summary").focus()
    page.keyboard.press("Enter")
    expect(best.locator(".evidence a.source").first).to_be_visible()

    with page.expect_download() as download:
        page.locator(".downloads a", has_text="CSV").click()
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["Code (NUTS)"] == code

    best.locator("h4 a").click()
    expect(page.locator("#region-panel .kicker")).to_contain_text("side by side")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Partners for Norrbotten: energy")


def test_the_picture_of_a_ranking_can_be_taken_away(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/partners?region=SE224&domain=food")
    with page.expect_download() as download:
        page.locator("#chart-partners-sweden [data-png]").click()
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("viewport", [PHONE], indirect=True)
def test_on_a_phone_each_reason_has_its_name_and_nothing_overflows(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/partners?region=SE232")
    row = page.locator(FIRST).first
    for name in ("Samma område", "Styrka", "Gemensamma projekt", "Program"):
        expect(row.locator("dt", has_text=name).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
