"""Each of the 70 regions can be selected by mouse, by keyboard and by URL; the panel says its name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.harness import (
    DESKTOP,
    DrawnRegion,
    Server,
    Watch,
    drawn_regions,
    new_context,
    point_inside,
)

REGIONS = drawn_regions()
every_region = pytest.mark.parametrize("region", REGIONS, ids=lambda region: region.nuts_id)


@pytest.fixture(scope="module")
def shared_watch(server: Server) -> Watch:
    return Watch(server.url)


@pytest.fixture(scope="module")
def shared_page(browser: Browser, shared_watch: Watch) -> Iterator[Page]:
    """One page for all, as a visitor keeps it open: no selection may spoil the next."""
    context = new_context(browser, DESKTOP)
    shared_watch.follow(context)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(shared_page: Page, shared_watch: Watch) -> Iterator[Page]:
    shared_watch.forget()
    yield shared_page
    assert not shared_watch.problems(), "\n".join(shared_watch.problems())


def link(page: Page, region: DrawnRegion) -> str:
    return f'#map a[data-nuts="{region.nuts_id}"]'


def open_map(page: Page, server: Server, language: str, level: str) -> None:
    """Have the map at a level with nothing selected, ready for use; loads a page only if it must."""
    landmark = page.locator(f'#map a[data-nuts="{"SE110" if level == "lan" else "SE11"}"]')
    if f"/{language}/" in page.url and landmark.is_visible():
        page.keyboard.press("Escape")
    else:
        page.goto(f"{server.url}/{language}/?level={level}")
    expect(page.locator("#region-panel[data-region]:not([data-region=''])")).to_have_count(0)


def expect_selected(page: Page, region: DrawnRegion, language: str) -> None:
    panel = page.locator(f'#region-panel[data-region="{region.nuts_id}"]')
    expect(panel).to_be_visible()
    expect(panel.locator("h1, h2").first).to_contain_text(region.names[language])
    expect(page.locator(link(page, region))).to_have_attribute("aria-current", "true")
    expect(page.locator('#map a[data-nuts][aria-current="true"]')).to_have_count(1)


def test_the_map_draws_seventy_units() -> None:
    layers = [region.layer for region in REGIONS]
    assert {layer: layers.count(layer) for layer in set(layers)} == {"lan": 21, "nuts2": 8, "neighbours": 41}


@every_region
def test_region_selected_by_mouse(page: Page, server: Server, region: DrawnRegion) -> None:
    open_map(page, server, "sv", region.level)
    page.mouse.click(*point_inside(page, region.nuts_id))
    expect_selected(page, region, "sv")
    assert f"region={region.nuts_id}" in page.url


@every_region
def test_region_selected_by_keyboard(page: Page, server: Server, region: DrawnRegion) -> None:
    open_map(page, server, "en", region.level)
    page.locator(link(page, region)).focus()
    page.keyboard.press("Enter")
    expect_selected(page, region, "en")
    assert f"region={region.nuts_id}" in page.url


@every_region
def test_region_selected_by_url(page: Page, server: Server, region: DrawnRegion) -> None:
    """The level that the address leaves out follows from the region; the languages take turns."""
    language = ("sv", "en")[REGIONS.index(region) % 2]
    page.goto(f"{server.url}/{language}/?region={region.nuts_id}")
    expect_selected(page, region, language)
