"""Journeys through the map and the panel: every way to another view goes through the address, and back."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.harness import LAPTOP, Server, point_inside

pytestmark = pytest.mark.parametrize("viewport", [LAPTOP], indirect=True)


def open_view(page: Page, server: Server, path: str) -> None:
    """Open an address and wait until its controls can be used."""
    page.goto(server.url + path)
    expect(page.locator("#control-find")).to_be_visible()


def panel(page: Page, region: str):
    return page.locator(f'#region-panel[data-region="{region}"]')


def classes(page: Page) -> dict[str, str]:
    """Unit -> the classes that colour it."""
    found: dict[str, str] = page.evaluate(
        "() => Object.fromEntries([...document.querySelectorAll('#map a[data-nuts]')]"
        ".map(a => [a.dataset.nuts, a.getAttribute('class')]))"
    )
    return found


def choose(page: Page, control: str, option: str) -> None:
    page.locator(f"#control-{control}").click()
    page.get_by_role("option", name=option, exact=True).click()


def test_back_and_forward_retrace_region_pair_and_filter(page: Page, server: Server) -> None:
    open_view(page, server, "/en/")
    page.mouse.click(*point_inside(page, "SE224"))
    expect(panel(page, "SE224").locator("h1")).to_have_text("Skåne")
    page.locator("#panel-links .link").first.click()
    expect(page.locator("#region-panel h1")).to_contain_text("Skåne –")
    pair = page.url
    choose(page, "period", "2014–2020")
    expect(page.locator("#legend")).to_contain_text("2014–2020")
    page.go_back()
    expect(page.locator("#legend")).to_contain_text("2021–2027")
    assert page.url == pair
    expect(page.locator("#control-period")).to_have_value("2021–2027")
    page.go_back()
    expect(page.locator("#region-panel h1")).to_have_text("Skåne")
    page.go_back()
    expect(panel(page, "")).to_be_visible()
    page.go_forward()
    expect(panel(page, "SE224")).to_be_visible()


@pytest.mark.parametrize("way", ["sea", "escape", "close"])
def test_the_selection_is_cleared(page: Page, server: Server, way: str) -> None:
    open_view(page, server, "/sv/?region=SE311&colour=projects")
    if way == "sea":
        page.locator("#map-svg").click(position={"x": 60, "y": 300})
    elif way == "escape":
        page.keyboard.press("Escape")
    else:
        page.locator("#region-panel .close").click()
    expect(panel(page, "")).to_be_visible()
    assert page.url.endswith("/sv/?colour=projects")


def test_the_pair_is_swapped_and_closed(page: Page, server: Server) -> None:
    open_view(page, server, "/en/?region=SE224&other=PL63")
    page.get_by_role("link", name="Swap sides").click()
    expect(page.locator("#region-panel h1")).to_have_text("Pomorskie – Skåne")
    expect(page.locator("#map-curves [data-curve]")).to_have_count(1)
    page.get_by_role("link", name="Close the pair").click()
    expect(panel(page, "PL63").locator("h1")).to_have_text("Pomorskie")


def test_a_row_and_its_curve_light_up_together(page: Page, server: Server) -> None:
    open_view(page, server, "/sv/?region=SE232")
    rows = page.locator("#panel-links .links > li[data-link]")
    curves = page.locator("#map-curves [data-curve]")
    expect(curves).to_have_count(5)
    shown = [curve.get_attribute("data-curve") for curve in curves.all()]
    assert shown == [row.get_attribute("data-link") for row in rows.all()][:5]
    widths = [float(curve.evaluate("curve => parseFloat(curve.style.strokeWidth)")) for curve in curves.all()]
    assert widths == sorted(widths, reverse=True)
    rows.nth(1).hover()
    expect(page.locator(f'#map-curves [data-curve="{shown[1]}"].alight')).to_have_count(1)
    expect(page.locator("#map-curves .alight")).to_have_count(1)
    page.mouse.move(10, 10)
    expect(page.locator("#map-curves .alight")).to_have_count(0)
    rows.nth(2).locator("a").focus()
    expect(page.locator(f'#map-curves [data-curve="{shown[2]}"].alight')).to_have_count(1)


def test_choosing_a_colour_repaints_map_and_legend(page: Page, server: Server) -> None:
    open_view(page, server, "/en/")
    before = classes(page)
    choose(page, "colour", "Number of projects")
    expect(page.locator("#legend .legend-title")).to_have_text("Number of projects")
    assert classes(page) != before
    assert "colour=projects" in page.url


def test_a_domain_filters_map_and_panel_and_its_bar_lifts_the_filter(page: Page, server: Server) -> None:
    open_view(page, server, "/en/?region=SE110")
    page.locator("#panel-projects .bar", has_text="Energy & cleantech").click()
    expect(page.locator("#control-domain")).to_have_value("Energy & cleantech")
    expect(page.locator("#panel-projects .bar[aria-current]")).to_contain_text("Energy & cleantech")
    expect(page.locator("#legend .legend-title")).to_contain_text("Energy & cleantech")
    page.locator("#panel-projects .bar[aria-current]").click()
    expect(page.locator("#control-domain")).to_have_value("All domains")
    assert "domain" not in page.url


@pytest.mark.parametrize(
    ("typed", "region"),
    [("varmland", "SE311"), ("SE311", "SE311"), ("17", "SE311"), ("Sydsverige", "SE22"), ("pomorskie", "PL63")],
)
def test_a_region_is_found_with_the_keyboard_alone(page: Page, server: Server, typed: str, region: str) -> None:
    open_view(page, server, "/sv/")
    page.locator("#map-svg a[data-nuts]:visible").first.focus()
    page.keyboard.press("/")
    expect(page.locator("#control-find")).to_be_focused()
    page.keyboard.type(typed)
    first = page.get_by_role("option").first
    expect(first).to_have_attribute("value", region)
    expect(first).to_have_attribute("data-combobox-selected", "true")
    page.keyboard.press("Enter")
    expect(panel(page, region)).to_be_visible()


def test_arrows_move_between_regions_and_enter_selects(page: Page, server: Server) -> None:
    open_view(page, server, "/sv/")
    page.locator('#map a[data-nuts="SE311"]').focus()
    expect(page.locator("#hover")).to_contain_text("Värmland")
    expect(page.locator('#map-marks use.focus[href="#shape-SE311"]')).to_have_count(1)
    page.keyboard.press("ArrowRight")
    reached = page.evaluate("document.activeElement.dataset.nuts")
    assert reached not in (None, "SE311")
    page.keyboard.press("Enter")
    expect(panel(page, reached)).to_be_visible()


def test_hovering_says_name_code_and_value_beside_the_region(page: Page, server: Server) -> None:
    open_view(page, server, "/sv/?colour=gdp_pps")
    for region in ("SE332", "NO07", "PL63", "SE110"):
        page.mouse.move(*point_inside(page, region))
        card = page.locator("#hover.shown")
        expect(card).to_contain_text(region)
        words, shape = card.bounding_box(), page.locator(f'#map a[data-nuts="{region}"]').bounding_box()
        assert words
        assert shape
        apart = (
            words["x"] >= shape["x"] + shape["width"]
            or shape["x"] >= words["x"] + words["width"]
            or words["y"] >= shape["y"] + shape["height"]
            or shape["y"] >= words["y"] + words["height"]
        )
        assert apart, region


def test_zoom_and_pan_do_not_select(page: Page, server: Server) -> None:
    open_view(page, server, "/sv/")
    svg = page.locator("#map-svg")
    whole = svg.get_attribute("viewBox")
    x, y = point_inside(page, "SE332")
    page.mouse.move(x, y)
    page.mouse.wheel(0, -300)
    expect(svg).not_to_have_attribute("viewBox", whole or "")
    zoomed = svg.get_attribute("viewBox")
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=4)
    page.mouse.up()
    expect(svg).not_to_have_attribute("viewBox", zoomed or "")
    expect(panel(page, "")).to_be_visible()
    page.locator('[data-zoom="sweden"]').click()
    sweden = svg.get_attribute("viewBox")
    page.locator('[data-zoom="baltic"]').click()
    expect(svg).not_to_have_attribute("viewBox", sweden or "")


def test_changing_the_level_keeps_the_place(page: Page, server: Server) -> None:
    open_view(page, server, "/en/?region=SE311")
    page.locator("#level-switch").get_by_text("NUTS2", exact=True).click()
    expect(panel(page, "SE31")).to_be_visible()
    expect(page.locator('#map a[data-nuts="SE31"]')).to_be_visible()
    expect(page.locator('#map a[data-nuts="SE311"]')).to_be_hidden()


def test_environments_at_one_spot_can_each_be_picked(page: Page, server: Server) -> None:
    open_view(page, server, "/en/?places=university,science_park,cluster,testbed,research_infrastructure")
    page.mouse.move(*point_inside(page, "SE224"))
    for _ in range(12):
        page.mouse.wheel(0, -300)
    hidden = page.evaluate(
        """() => {
            const spots = Map.groupBy(document.querySelectorAll('#map-places > g'), g => g.getAttribute('transform'));
            const crowd = [...spots.values()].sort((a, b) => b.length - a.length)[0];
            const svg = document.querySelector('#map-svg');
            const [x, y] = crowd[0].getAttribute('transform').match(/[\\d.]+/g).map(Number);
            svg.setAttribute('viewBox', `${x - 20} ${y - 20} 40 40`);
            svg.style.setProperty('--unit', 40 / Math.min(svg.clientWidth, svg.clientHeight));
            return crowd.filter(g => {
                const box = g.querySelector('use').getBoundingClientRect();
                const found = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                return !g.contains(found);
            }).length;
        }"""
    )
    assert hidden == 0


def test_an_interreg_area_is_outlined_on_demand(page: Page, server: Server) -> None:
    open_view(page, server, "/en/")
    choose(page, "area", "Interreg South Baltic 2021-2027")
    expect(page.locator("#map-area use")).not_to_have_count(0)
    expect(page.locator('#map-area use[href="#shape-SE224"]')).to_have_count(1)
    expect(page.locator('#map-area use[href="#shape-SE332"]')).to_have_count(0)
    expect(page.locator("#legend")).to_contain_text("Interreg South Baltic")


def test_share_copies_the_address_of_the_view(page: Page, context: BrowserContext, server: Server) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.url)
    open_view(page, server, "/en/?region=SE311")
    page.locator("#region-panel [data-share]").click()
    expect(page.locator("#status")).to_have_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_currency_and_language_keep_the_view(page: Page, server: Server) -> None:
    open_view(page, server, "/en/?region=SE311&period=2014-2020")
    page.locator("#switches").get_by_text("SEK").click()
    expect(page.locator("#panel-projects")).to_contain_text("SEK")
    page.locator("#switches").get_by_text("SV", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    assert page.url.endswith("/sv/?region=SE311&period=2014-2020&currency=SEK")
    expect(page.locator("#panel-projects")).to_contain_text("mnkr")


def test_filters_go_along_to_the_projects_and_are_taken_off_there(page: Page, server: Server) -> None:
    open_view(page, server, "/en/?region=SE224&domain=energy")
    page.locator("#panel-projects a.more").click()
    expect(page.locator("#page-content h1")).to_have_text("Projects in Skåne")
    count = page.locator("#page-content .count").inner_text()
    page.locator("#page-content .chip", has_text="Energy").click()
    expect(page.locator("#page-content .count")).not_to_have_text(count)
    assert "domain" not in page.url
    expect(page.locator("#projects-grid .grid-project a").first).to_be_visible()
    page.get_by_role("link", name="Show on the map").click()
    expect(panel(page, "SE224")).to_be_visible()


def test_what_the_address_gets_wrong_is_said(page: Page, server: Server) -> None:
    open_view(page, server, "/en/?region=XX1&nonsense=1")
    expect(page.locator("#notices")).to_contain_text("XX1")
    expect(page.locator("#notices")).to_contain_text("nonsense")
    expect(panel(page, "")).to_be_visible()


def test_no_contact_is_said_and_the_page_stays(page: Page, context: BrowserContext, server: Server) -> None:
    open_view(page, server, "/en/?region=SE311")
    page.route("**/view/**", lambda route: route.fulfill(status=200, body="not a view"))
    page.mouse.click(*point_inside(page, "SE332"))
    expect(page.locator("#status")).to_contain_text("cannot be reached")
    expect(panel(page, "SE311")).to_be_visible()
