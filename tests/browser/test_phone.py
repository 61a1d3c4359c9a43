"""The map under a thumb: the panel is a sheet, the find box comes first, nothing needs two fingers or a drag."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.harness import PHONE, Server, point_inside

TABLET = (768, 1024)
phone = pytest.mark.parametrize("viewport", [PHONE], indirect=True)
tablet = pytest.mark.parametrize("viewport", [TABLET], indirect=True)


def handle(page: Page) -> Locator:
    return page.locator("#sheet-handle")


def expect_height(page: Page, height: str, says: str) -> None:
    expect(page.locator("#stage")).to_have_attribute("data-sheet", height)
    expect(handle(page)).to_have_accessible_name(says)


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).bounding_box()
    assert found, selector
    return {name: float(found[name]) for name in ("x", "y", "width", "height")}


@phone
def test_the_panel_is_a_sheet_of_three_heights(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/en/?region=SE311")
    expect_height(page, "half", "Show the whole panel")
    map_box, sheet = box(page, "#map-svg"), box(page, "#sheet")
    assert map_box["height"] > 0.3 * PHONE[1], "the map is there to be used"
    assert sheet["y"] > 0.45 * PHONE[1], "the handle is where a thumb reaches"
    handle(page).tap()
    expect_height(page, "full", "Show the map")
    assert box(page, "#sheet")["height"] > 0.7 * PHONE[1]
    handle(page).tap()
    expect_height(page, "peek", "Show the panel")
    expect(page.locator("#region-panel h1")).to_be_in_viewport()
    assert box(page, "#map-svg")["height"] > map_box["height"], "the map takes the room"
    point = point_inside(page, "SE332")
    page.touchscreen.tap(*point)
    expect(page.locator('#region-panel[data-region="SE332"] h1')).to_have_text("Norrbotten")
    expect_height(page, "half", "Show the whole panel")


@phone
def test_the_sheet_follows_the_finger_and_the_arrow_keys(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/en/?region=SE311")
    expect_height(page, "half", "Show the whole panel")
    ways = ((140, "full", "Show the map"), (760, "peek", "Show the panel"), (470, "half", "Show the whole panel"))
    for to, height, says in ways:
        grip = box(page, "#sheet-handle")
        page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
        page.mouse.down()
        page.mouse.move(PHONE[0] / 2, to, steps=4)
        page.mouse.up()
        expect_height(page, height, says)
    handle(page).focus()
    for key, height in (("ArrowUp", "full"), ("ArrowUp", "full"), ("ArrowDown", "half"), ("ArrowDown", "peek")):
        page.keyboard.press(key)
        expect(page.locator("#stage")).to_have_attribute("data-sheet", height)
    page.keyboard.press("Tab")
    expect(page.locator("#region-panel :focus")).to_be_in_viewport()
    expect(page.locator("#stage")).to_have_attribute("data-sheet", "half")


@phone
def test_the_find_box_comes_first_and_the_filters_are_a_sheet(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/en/")
    find = page.locator("#control-find")
    expect(find).to_be_visible()
    expect(page.locator("#control-domain")).to_be_hidden()
    row = box(page, "#controls-row")
    assert row["y"] > 0.85 * PHONE[1] and row["y"] + row["height"] <= PHONE[1], "within reach of a thumb"
    find.tap()
    page.keyboard.type("värm")
    page.get_by_role("option", name="Värmland").tap()
    expect(page.locator('#region-panel[data-region="SE311"]')).to_be_visible()
    toggle = page.locator("#filters-toggle")
    expect(toggle).to_have_text("Filters")
    toggle.tap()
    expect(page.locator("#control-area")).to_be_in_viewport()
    expect(toggle).to_have_text("Done")
    toggle.tap()
    expect(page.locator("#control-area")).to_be_hidden()
    toggle.press("Enter")
    page.locator("#control-area").press("Tab")
    expect(page.locator("#control-area")).to_be_hidden()
    expect(page.locator(":focus")).to_be_in_viewport()


@phone
def test_every_place_on_the_map_is_reached_without_dragging(page: Page, server: Server) -> None:
    """What a drag or two fingers do, single presses do too: the selected region comes to the middle."""
    page.goto(f"{server.url}/en/?region=PL63")
    for _ in range(6):
        page.locator('[data-zoom="in"]').tap()
    shape, room = box(page, '#map a[data-nuts="PL63"]'), box(page, "#map-svg")
    assert shape["width"] > 0.5 * room["width"]
    assert abs((shape["x"] + shape["width"] / 2) - (room["x"] + room["width"] / 2)) < 0.3 * room["width"]
    page.locator('[data-zoom="baltic"]').tap()
    assert box(page, '#map a[data-nuts="PL63"]')["width"] < 0.3 * room["width"]


@phone
def test_beside_the_list_the_panel_waits_until_a_region_is_chosen(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/en/?show=list")
    expect(page.locator("#stage")).to_have_attribute("data-sheet", "peek")
    page.locator("#row-SE332").tap()
    expect(page.locator('#region-panel[data-region="SE332"]')).to_be_visible()
    expect(page.locator("#stage")).to_have_attribute("data-sheet", "half")


@phone
def test_the_head_opens_to_all_that_it_holds(page: Page, server: Server) -> None:
    for path in ("", "domains", "about"):
        page.goto(f"{server.url}/en/{path}")
        expect(page.locator("#pages")).to_be_hidden()
        page.locator("#menu > summary").tap()
        for link in page.locator("#pages a, #switches a").all():
            expect(link).to_be_in_viewport()
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), path


@tablet
def test_on_a_tablet_the_panel_is_put_away_beside_the_map(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/en/?region=SE311")
    expect_height(page, "half", "Put the panel away")
    before = box(page, "#map")["width"]
    panel = page.locator("#region-panel")
    assert panel.evaluate("(panel) => panel.scrollWidth <= panel.clientWidth"), "nothing in it is cut off at the side"
    handle(page).click()
    expect(panel).to_be_hidden()
    expect_height(page, "peek", "Show the panel")
    assert box(page, "#map")["width"] == TABLET[0] > before
    page.mouse.click(*point_inside(page, "SE332"))
    expect(page.locator('#region-panel[data-region="SE332"]')).to_be_visible()
    handle(page).press("ArrowRight")
    expect(panel).to_be_hidden()
    handle(page).press("Enter")
    expect(panel).to_be_visible()
