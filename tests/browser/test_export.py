"""The export menu by mouse, keyboard and finger, and what it gives out."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.harness import DESKTOP, LAPTOP, PHONE, Server, point_inside

SVG = "{http://www.w3.org/2000/svg}"
PAGES = [
    "", "compare?with=SE224,PL63", "peers?region=SE224", "domains", "projects", "present", "about",
    "profile?region=SE224",
]  # fmt: skip


def opener(page: Page):
    return page.locator("#export > summary")


def menu(page: Page):
    return page.locator("#export-menu")


def taken(page: Page, selector: str, folder: Path) -> Path:
    """Choose an entry that gives a file, and keep the file under the name that it comes with."""
    if not menu(page).is_visible():
        opener(page).click()
    with page.expect_download() as coming:
        menu(page).locator(selector).click()
    file = folder / coming.value.suggested_filename
    coming.value.save_as(file)
    return file


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], indirect=True)
def test_the_menu_is_on_every_page_and_lies_within_the_window(page: Page, server: Server) -> None:
    for path in PAGES:
        page.goto(f"{server.url}/sv/{path}")
        opener(page).click()
        for name in ("data-print", "data-embed-open", "data-qr"):
            expect(menu(page).locator(f"button[{name}]")).to_be_visible()
        box, window = menu(page).bounding_box(), page.viewport_size
        assert box and window and box["x"] >= 0 and box["x"] + box["width"] <= window["width"], path
        assert box["y"] + box["height"] <= window["height"], path
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), path


def test_the_menu_by_keyboard(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/en/?region=SE224")
    opener(page).press("Enter")
    expect(menu(page)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(menu(page).locator('[data-file="slides"]')).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(menu(page).locator("[data-story-add]")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    expect(menu(page).locator('[data-file="tables"]')).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu(page)).to_be_hidden()
    expect(opener(page)).to_be_focused()
    expect(page.locator("#region-panel"), "Esc closes the menu alone").to_have_attribute("data-region", "SE224")
    opener(page).press("Enter")
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    expect(menu(page), "going on closes it").to_be_hidden()
    opener(page).press("Escape")
    expect(page.locator("#region-panel")).to_have_attribute("data-region", "")


def test_a_click_elsewhere_closes_the_menu(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/")
    opener(page).click()
    page.mouse.click(*point_inside(page, "SE311"))
    expect(menu(page)).to_be_hidden()
    expect(page.locator("#region-panel")).to_have_attribute("data-region", "SE311")
    opener(page).click()
    expect(menu(page).locator('[data-file="tables"]'), "what is offered follows the view").to_have_attribute(
        "href", "/files/sv/tables.xlsx?region=SE311"
    )
    opener(page).click()
    expect(menu(page)).to_be_hidden()


@pytest.mark.parametrize("viewport", [PHONE], indirect=True)
def test_the_menu_by_finger(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/en/?region=SE224")
    opener(page).tap()
    expect(menu(page)).to_be_visible()
    for entry in menu(page).locator("li > :is(a, button)").all():
        box = entry.bounding_box()
        assert box and box["height"] >= 40, entry.inner_text()
    head = page.locator("#top").bounding_box()
    assert head
    page.touchscreen.tap(head["width"] * 0.38, 12)  # anywhere beside it: here where the head of the page is empty
    expect(menu(page)).to_be_hidden()


def test_print_asks_the_browser_and_closes_the_menu(page: Page, server: Server) -> None:
    page.add_init_script("window.print = () => { document.documentElement.dataset.printed = '1'; }")
    page.goto(f"{server.url}/sv/")
    opener(page).click()
    menu(page).locator("[data-print]").click()
    expect(page.locator("html")).to_have_attribute("data-printed", "1")
    expect(menu(page)).to_be_hidden()
    expect(opener(page)).to_be_focused()


def test_a_dialog_gives_the_focus_back_to_the_menus_button(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/?region=SE224")
    for name in ("data-qr", "data-embed-open"):
        opener(page).press("Enter")
        menu(page).locator(f"[{name}]").press("Enter")
        expect(menu(page)).to_be_hidden()
        expect(page.locator("dialog[open]")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
        expect(opener(page)).to_be_focused()
    expect(page.locator("#region-panel")).to_have_attribute("data-region", "SE224")


def test_a_view_is_added_and_counted(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/?region=SE224")
    opener(page).click()
    menu(page).locator("[data-story-add]").click()
    expect(menu(page).locator("[data-story-count]")).to_contain_text("1")
    page.goto(f"{server.url}/sv/compare?with=SE224,PL63")
    opener(page).click()
    expect(menu(page).locator("[data-story-count]")).to_contain_text("1")


def test_files_of_a_region(page: Page, server: Server, tmp_path: Path) -> None:
    page.goto(f"{server.url}/sv/?region=SE232")
    book = load_workbook(taken(page, '[data-file="tables"]', tmp_path))
    assert book.sheetnames[:2] == ["Om filen", "Nyckeltal"] and book["Nyckeltal"]["B2"].value == "Västra Götaland"
    layer = taken(page, '[data-file="geojson"]', tmp_path)
    assert re.fullmatch(r"vastra-gotaland-s3-kartan_\d{4}-\d\d-\d\d\.geojson", layer.name)
    assert taken(page, '[data-file="gpkg"]', tmp_path).read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], indirect=True)
def test_the_picture_is_the_map_as_it_is_seen(page: Page, server: Server, tmp_path: Path) -> None:
    page.goto(f"{server.url}/en/?region=SE224&period=2014-2020&places=university")
    file = taken(page, '[data-picture="svg"]', tmp_path)
    assert file.name == "s3-map_number-of-priority-areas-skane.svg"
    drawn = ET.parse(file).getroot()
    words = [element.text for element in drawn.iter(f"{SVG}text")]
    legend = page.locator("#legend li").all_inner_texts()
    assert words[0] == "Number of priority areas – Skåne"
    assert [word.strip() for word in legend] == [word for word in words if word in legend]
    assert any("Source: " in (word or "") and "S3 Map" in (word or "") for word in words)
    mark = page.locator("#mark-university").get_attribute("d")
    assert "Skåne" in words and len([path for path in drawn.iter(f"{SVG}path") if path.get("d") == mark]) > 10
    code = file.read_text(encoding="utf-8")
    assert not re.search(r"var\(|class=|href=|rgba\(|vector-effect", code), "it needs nothing else"
    fills = {path.get("fill") for path in drawn.iter(f"{SVG}path")}
    colour = page.locator('#map a[data-nuts="SE224"] path').evaluate("(path) => getComputedStyle(path).fill")
    assert colour in fills and "url(#no-data)" in fills
    placed = next(g.get("transform") for g in drawn.iter(f"{SVG}g") if "scale" in (g.get("transform") or ""))
    if page.locator('[data-zoom="in"]').is_visible():
        page.locator('[data-zoom="in"]').click()
    else:
        page.locator('[data-zoom="sweden"]').click()
    closer = ET.parse(taken(page, '[data-picture="svg"]', tmp_path)).getroot()
    zoomed = next(g.get("transform") for g in closer.iter(f"{SVG}g") if "scale" in (g.get("transform") or ""))
    assert zoomed != placed and scale(zoomed) > scale(placed)


def scale(transform: str | None) -> float:
    found = re.search(r"scale\(([\d.]+)\)", transform or "")
    assert found
    return float(found[1])


def test_the_picture_in_points_is_large_enough_to_be_printed(page: Page, server: Server, tmp_path: Path) -> None:
    for path in ("", "peers?region=SE224", "projects"):
        page.goto(f"{server.url}/sv/{path}")
        file = taken(page, '[data-picture="png"]', tmp_path)
        head = file.read_bytes()[:24]
        assert head.startswith(b"\x89PNG") and int.from_bytes(head[16:20]) >= 1900, path
    before = page.locator("#map-svg").evaluate("(svg) => svg.style.getPropertyValue('--unit')")
    taken(page, '[data-picture="svg"]', tmp_path)
    assert page.locator("#map-svg").evaluate("(svg) => svg.style.getPropertyValue('--unit')") == before
