"""Words of the trade are explained where they stand: by the keyboard, after a view is fetched, and without scripts."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.browser.harness import DESKTOP, Server, Watch


def test_by_the_keyboard_on_a_page_and_after_a_click(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/?region=SE311")
    mark = page.locator("#panel-priorities .ask")
    box = page.locator("#term-priorities-priority")
    expect(box).to_be_hidden()
    mark.focus()
    page.keyboard.press("Enter")
    expect(box).to_be_visible()
    expect(box).to_contain_text("med regionens egna ord")
    page.keyboard.press("Tab")
    expect(box.get_by_role("link", name="Hela ordlistan")).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(mark).to_be_focused()
    assert "region=SE311" in page.url, "the region stays chosen"
    # a view that is fetched brings its own
    page.locator('#map a[data-nuts="SE312"]').click()
    expect(page.locator('#region-panel[data-region="SE312"]')).to_be_visible()
    level = page.locator("#region-panel .kicker .term")
    level.click()
    box = page.locator("#term-head-county")
    expect(box).to_contain_text("Ett av Sveriges 21 län")
    page.locator("#data-date").click()
    expect(box).to_be_hidden()
    page.locator("#panel-priorities .ask").click()
    page.get_by_role("link", name="Hela ordlistan").locator("visible=true").click()
    expect(page.locator("#word-edp")).to_contain_text("Entreprenöriell upptäcktsprocess")
    page.locator("#foot").get_by_role("link", name="Tillgänglighet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tillgänglighet för S3-kartan")


def test_without_scripts(browser: Browser, server: Server, watch: Watch) -> None:
    plain = browser.new_context(java_script_enabled=False, viewport={"width": DESKTOP[0], "height": DESKTOP[1]})
    watch.follow(plain)
    page = plain.new_page()
    page.goto(f"{server.url}/en/domains?cells=lq_eu")
    box = page.locator("#term-page-location_quotient")
    expect(box).to_be_hidden()
    page.get_by_role("button", name="Specialisation (location quotient)").click()
    expect(box).to_contain_text("2 is twice as large")
    plain.close()
    assert not watch.problems(), "\n".join(watch.problems())
