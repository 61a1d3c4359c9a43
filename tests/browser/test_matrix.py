"""Journeys through the matrix: from a cell to its evidence, by keyboard, and with its heads always in sight."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import DESKTOP, LAPTOP, PHONE, Server

CELL = 'table.matrix tr[data-region="{region}"] a[aria-label*="{domain}"]'


def box(page: Page, selector: str) -> dict[str, float]:
    return page.locator(selector).evaluate("e => e.getBoundingClientRect().toJSON()")


@pytest.mark.parametrize("viewport", [LAPTOP, DESKTOP], indirect=True)
def test_the_whole_country_fits_the_screen(server: Server, page: Page, viewport: tuple[int, int]) -> None:
    page.goto(f"{server.url}/sv/domains")
    expect(page.locator("h1")).to_contain_text("av 21 län")
    if viewport == LAPTOP:  # no row is lower than a finger needs, so the page's head makes room
        page.locator("table.matrix").evaluate("(table) => table.scrollIntoView()")
        assert box(page, 'tr[data-region="SE332"]')["top"] >= 0
    assert box(page, "table.matrix tbody:last-of-type tr:last-child")["bottom"] <= viewport[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport[0]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_from_a_cell_a_domain_and_a_region_to_what_is_behind(server: Server, page: Page, lang: str) -> None:
    page.goto(f"{server.url}/{lang}/domains")
    energy = {"sv": "energi:", "en": "energy:"}[lang]
    page.locator(CELL.format(region="SE311", domain=energy)).click()
    expect(page.locator('#region-panel[data-region="SE311"] #panel-priorities li.priority').first).to_be_visible()
    page.go_back()
    page.get_by_role("link", name={"sv": "Projekt", "en": "Projects"}[lang], exact=True).last.click()
    cell = page.locator(CELL.format(region="SE224", domain=energy))
    number = cell.inner_text()
    cell.click()
    expect(page.locator("#projects-sums")).to_contain_text(number)
    page.go_back()
    page.locator('th[data-domain="energy"] a').click()
    expect(page).to_have_url(f"{server.url}/{lang}/domains/energy")
    page.go_back()
    page.locator('tr[data-region="SE332"] th a').click()
    expect(page.locator('#region-panel[data-region="SE332"]')).to_be_visible()


def test_by_keyboard(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/en/domains?cells=projects")
    first = page.locator(CELL.format(region="SE332", domain="circular"))
    expect(page.locator('table.matrix a[tabindex="0"]')).to_have_count(1)
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(CELL.format(region="SE332", domain="energy"))).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(CELL.format(region="SE331", domain="energy"))).to_be_focused()
    expect(page.locator("th.lit")).to_have_text("energy")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator('th[data-domain="energy"] a')).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{server.url}/en/projects?region=SE332&domain=energy")


def test_heads_stay_in_sight_below_all_the_neighbours(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/en/domains")
    rows = page.locator("table.matrix tr[data-region]")
    expect(rows).to_have_count(21)
    page.locator(".matrix-settings").get_by_role("link", name="Show", exact=True).click()
    expect(rows).to_have_count(62)
    page.locator(".matrix-settings").get_by_role("link", name="By similarity").click()
    expect(page).to_have_url(f"{server.url}/en/domains?sort=similarity&neighbours=1")
    expect(page.locator("table.matrix tbody")).to_have_count(1)
    rows.last.scroll_into_view_if_needed()
    expect(page.locator('th[data-domain="energy"] a')).to_be_in_viewport()


@pytest.mark.parametrize("viewport", [PHONE], indirect=True)
def test_on_a_phone_the_names_stay_while_one_swipes(server: Server, page: Page, viewport: tuple[int, int]) -> None:
    page.goto(f"{server.url}/sv/domains")
    frame = page.locator(".matrix-frame")
    frame.evaluate("e => e.scrollTo(400, 20)")
    assert frame.evaluate("e => [e.scrollLeft, e.scrollTop]") == [400, 20]
    assert box(page, 'tr[data-region="SE232"] th')["left"] == box(page, ".matrix-frame")["left"]
    assert box(page, "table.matrix thead")["top"] == pytest.approx(box(page, ".matrix-frame")["top"], abs=1)
    assert box(page, ".matrix-frame")["right"] <= viewport[0]
