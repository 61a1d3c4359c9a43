"""The map as a list: the same journeys without the map, by mouse, by keys, on a phone, without script and on paper."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.harness import PHONE, Server, Watch, new_context

ROWS = "#region-list tr.unit"


def first_rows(page: Page, n: int) -> list[str]:
    return page.locator(ROWS).evaluate_all(f"rows => rows.slice(0, {n}).map(row => row.dataset.row)")


def test_from_the_first_hint_to_a_region_in_the_list_and_back_to_the_map(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/")
    hint, svg = page.locator("#map-hint"), page.locator("#map-svg")
    expect(hint).to_have_text(re.compile("Klicka på en region"))
    expect(hint).to_be_visible()
    page.locator("#show-switch").get_by_role("link", name="Lista").click()
    expect(page.locator(ROWS)).to_have_count(62)
    expect(svg).to_be_hidden()
    expect(hint).to_be_hidden()
    assert "show=list" in page.url

    # a column is sorted by its head, which keeps the focus
    value = page.get_by_role("columnheader", name="Värde")
    value.get_by_role("link").focus()
    page.keyboard.press("Enter")
    expect(value).to_have_attribute("aria-sort", "descending")
    expect(page.locator("#sort-value")).to_be_focused()
    highest = first_rows(page, 1)
    page.keyboard.press("Enter")
    expect(value).to_have_attribute("aria-sort", "ascending")
    assert first_rows(page, 1) != highest
    page.go_back()
    expect(value).to_have_attribute("aria-sort", "descending")
    assert first_rows(page, 1) == highest

    # anywhere on the row selects its region; the list stays where it was scrolled to
    gotland = page.locator(f'{ROWS}[data-row="SE214"]')
    gotland.scroll_into_view_if_needed()
    scrolled = page.locator("#region-list").evaluate("list => list.scrollTop")
    gotland.locator("td.value").click(force=True)  # over which the link of the row lies
    expect(page.locator('#region-panel[data-region="SE214"] h1')).to_have_text("Gotland")
    expect(page.locator("#row-SE214")).to_have_attribute("aria-current", "true")
    assert page.locator("#region-list").evaluate("list => list.scrollTop") == scrolled
    expect(page.locator("#region-list .notes")).to_have_count(5)

    # the links of the selected region lead to the pair, the button to the comparison
    page.locator("#region-list .pair").first.click()
    expect(page.locator("#region-panel .kicker")).to_contain_text("sida vid sida")
    page.locator("#compare-SE232").click()
    expect(page.locator("#basket")).to_contain_text("Västra Götaland")
    expect(page.locator("#compare-SE232")).to_have_attribute("aria-pressed", "true")

    # the map has what was chosen in the list
    page.locator("#show-switch").get_by_role("link", name="Karta").click()
    expect(svg).to_be_visible()
    expect(page.locator('#map-svg a[data-nuts="SE214"]')).to_have_attribute("aria-current", "true")
    expect(page.locator("#map-curves .curve")).to_have_count(1)
    expect(page.locator("#region-list table")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(hint).to_be_visible()


def test_on_a_phone_without_script_and_on_paper(browser: Browser, server: Server, watch: Watch) -> None:
    address = f"{server.url}/en/?show=list&region=SE224&places=science_park&area=interreg-south-baltic-2021"
    phone = new_context(browser, PHONE)
    watch.follow(phone)
    page = phone.new_page()
    page.goto(address)
    expect(page.locator(ROWS)).to_have_count(62)
    wide = "element => element.scrollWidth > element.clientWidth"
    assert not page.locator("html").evaluate(wide)
    assert not page.locator("#region-list").evaluate(wide)
    compare = page.locator("#compare-SE224").bounding_box()
    assert compare and min(compare["width"], compare["height"]) >= 24
    assert not watch.problems()
    phone.close()

    plain = browser.new_context(java_script_enabled=False, viewport={"width": 1366, "height": 768})
    page = plain.new_page()
    page.goto(address)
    page.locator("#sort-name").click()
    assert first_rows(page, 1) == ["SE221"]
    page.locator("#row-SE221").click()
    expect(page.locator("#region-panel h1")).to_have_text("Blekinge")
    expect(page.locator("#region-list .notes .outline").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("#row-PL63")).to_be_visible()
    expect(page.locator("#compare-SE224")).to_be_hidden()
    expect(page.locator("#map-svg")).to_be_hidden()
    height = page.locator("#region-list").evaluate("list => list.scrollHeight - list.clientHeight")
    assert height <= 1, "every row is on the paper"
    plain.close()
