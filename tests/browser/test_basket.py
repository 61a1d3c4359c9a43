"""Choosing regions for comparison on the map and going there with them."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import DESKTOP, PHONE, Server, point_inside


def chosen(page: Page) -> list[str]:
    return parse_qs(urlsplit(page.url).query).get("with", [""])[0].split(",")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], indirect=True)
def test_regions_chosen_on_the_map_go_along_to_the_comparison(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/en/")
    expect(page.locator("#basket")).to_be_hidden()
    for code in ("SE232", "SE224"):
        page.mouse.click(*point_inside(page, code))
        panel = page.locator(f"#region-panel[data-region={code}]")
        panel.get_by_role("button", name="to the comparison").click()
        expect(page.locator("#basket .chip", has_text="×")).to_have_count(len(chosen(page)))
        page.keyboard.press("Escape")
        expect(page.locator("#region-panel")).to_have_attribute("data-region", "")
        page.evaluate("scrollTo(0, 0)")
    assert chosen(page) == ["SE232", "SE224"]
    if page.locator("#menu").is_visible():
        page.locator("#menu > summary").click()
    page.locator("#pages a", has_text="Projects").click()
    expect(page.locator("#basket .chip")).to_have_text(["Västra Götaland×", "Skåne×"])
    page.locator("#basket a.primary").click()
    page.wait_for_url("**/en/compare?with=SE232,SE224")
    expect(page.locator("#basket")).to_be_hidden()


def test_a_chosen_region_is_taken_away_by_its_chip_and_by_the_panel(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/?region=SE311&with=SE311,PL63")
    page.locator("#region-panel").get_by_role("button", name="Ta bort Värmland").click()
    expect(page.locator("#basket .chip")).to_have_text(["Pomorskie×"])
    page.locator("#basket .chip").click()
    expect(page.locator("#basket")).to_be_hidden()
    page.go_back()
    expect(page.locator("#basket .chip")).to_have_text(["Pomorskie×"])


def test_the_find_box_adds_to_the_comparison(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/en/compare?with=SE232")
    page.locator("#control-find").fill("pomorsk")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/compare?with=SE232,PL63")
