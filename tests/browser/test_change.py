"""Change over time, as a person goes through it: from the country to a county, by mouse and keyboard, to the files."""

from __future__ import annotations

import csv
import io

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import DESKTOP, PHONE, Server


def test_from_the_country_to_a_county_and_its_files(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/change")
    expect(page.locator("h1")).to_have_text("Sverige över tid")
    row = page.locator(".flow summary", has_text="Byggande, boende och smarta städer")
    row.focus()
    page.keyboard.press("Enter")
    opened = page.locator(".flow details[open]")
    expect(opened.locator("dt")).to_have_text(["Kvar i", "Nytt i", "Borta i"])
    opened.get_by_role("link", name="Värmland").click()
    expect(page.locator("h1")).to_have_text("Värmland över tid")
    expect(page.locator("#change-priorities .finding")).to_contain_text("Värmland behåller 7 av de 9 områdena")
    expect(page.locator("#chart-money .plot[data-drawn]")).to_be_visible(timeout=20_000)
    page.get_by_role("link", name="SEK", exact=True).click()
    expect(page.locator("#chart-money")).to_contain_text("miljoner kronor")
    with page.expect_download() as download:
        page.locator("#chart-priorities").get_by_role("link", name="CSV").click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert rows[0][:2] == ["Område", "Förändring"] and len(rows) == 12
    with page.expect_download() as download:
        page.locator("#chart-priorities [data-png]").click()
    assert download.value.path().stat().st_size > 20_000
    page.go_back()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Sverige över tid")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], indirect=True, ids=["desktop", "phone"])
def test_a_region_found_by_name_and_the_table_of_a_chart(page: Page, server: Server, viewport: tuple[int, int]) -> None:
    page.goto(f"{server.url}/en/change")
    if viewport == PHONE:
        page.locator("#filters-toggle").click()
    page.locator("#control-find").fill("kalmar")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Kalmar over time")
    expect(page.locator("#change-priorities .finding")).to_contain_text("lacks the list of Kalmar for 2014–2020")
    expect(page.locator("#change-priorities .band.new")).to_have_count(0)
    gerd = page.locator("#chart-indicator-gerd")
    gerd.scroll_into_view_if_needed()
    expect(gerd.locator(".plot[data-drawn]")).to_be_visible(timeout=20_000)
    gerd.locator("summary").click()
    expect(gerd.locator(".table tbody tr").first).to_contain_text("2013")
    for part in ("#change-priorities", "#change-funding", "#change-indicators"):
        box = page.locator(part).bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= viewport[0], part
