"""Similar regions: from the list to another region and side by side; sliders by mouse and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.harness import DESKTOP, PHONE, Server


def names(page: Page) -> list[str]:
    return page.locator("li.peer .peer-name").all_inner_texts()


def slider(page: Page, group: str) -> Locator:
    return page.locator(f'input[data-weight="{group}"]')


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], indirect=True, ids=["desktop", "phone"])
def test_a_keyboard_moves_the_weights_and_the_order_follows(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/peers?region=SE33")
    before = names(page)
    slider(page, "skills").focus()
    for weight in ("2", "3", "4"):
        page.keyboard.press("ArrowRight")
        expect(page).to_have_url(f"{server.url}/sv/peers?region=SE33&weights=skills:{weight}")
    expect(slider(page, "skills")).to_be_focused()
    expect(page.locator("li.peer").first).to_be_visible()
    expect(page.locator("li.peer .peer-name").first).not_to_have_text("")
    page.wait_for_function("first => document.querySelector('li.peer .peer-name').textContent !== first", arg=before[0])
    after = names(page)
    assert sorted(after) != after and before != after
    page.locator(".weights-foot a").click()
    expect(slider(page, "skills")).to_have_value("1")
    expect(page.locator("li.peer .peer-name").first).to_have_text(before[0])


def test_from_a_region_to_the_one_that_is_like_it_and_back(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/en/peers?region=SE11")
    first = page.locator("li.peer .peer-name").first
    expect(first).to_have_text("Hovedstaden")
    first.click()
    expect(page.locator("h1")).to_have_text("Regions like Hovedstaden")
    expect(page.locator("#map-labels .selected")).to_have_text("Hovedstaden")
    page.get_by_role("link", name="Other countries only").click()
    expect(page.locator('li.peer[data-peer^="DK"]')).to_have_count(0)
    page.get_by_role("link", name="Projects", exact=True).last.click()
    expect(page.locator("#chart-portfolios table.peer-domains")).to_be_visible()
    page.go_back()
    page.go_back()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Regions like Stockholm")
    page.get_by_role("link", name="Side by side with the nearest 3").click()
    expect(page).to_have_url(f"{server.url}/en/compare?level=nuts2&with=SE11,DK01,NO08,SE23")


def test_the_figures_behind_it_are_drawn_and_can_be_taken_away(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/peers?region=SE232")
    expect(page.locator("h1")).to_have_text("Regioner som liknar Västra Götaland")
    page.locator("#chart-standing").scroll_into_view_if_needed()
    expect(page.locator("#chart-standing .plot[data-drawn]")).to_have_count(1, timeout=30_000)
    for chart in ("figures", "standing"):
        with page.expect_download() as download:
            page.locator(f"#chart-{chart} .chart-files a").click()
        assert "Skåne" in download.value.path().read_text("utf-8")
        with page.expect_download(timeout=30_000) as picture:
            page.locator(f"#chart-{chart} [data-png]").click()
        assert picture.value.suggested_filename.endswith(".png")
    page.locator(".thin a").click()
    expect(page.locator("h1")).to_have_text("Regioner som liknar Västsverige")
