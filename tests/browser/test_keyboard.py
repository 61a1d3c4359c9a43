"""Every journey by keys alone: the focus is seen, goes in the order of the page, is never caught and never lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.harness import LAPTOP, PHONE, Server, new_context

on_a_laptop = pytest.mark.parametrize("viewport", [LAPTOP], indirect=True)
WITH_CONTROLS = "#control-period"
_SEEN = """() => {
    const at = document.activeElement;
    const name = `${at.tagName}#${at.id}.${at.getAttribute('class')} ${at.textContent.trim().slice(0, 40)}`;
    const marked = '#map-marks use.focus, .place:focus-visible';
    if (at.closest('#map-svg')) return document.querySelector(marked) ? '' : `no mark on ${name}`;
    const outlined = (element) => {
        const {outlineStyle, outlineWidth, outlineColor} = getComputedStyle(element);
        return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && !/, 0\\)$/.test(outlineColor);
    };
    const around = [at, at.parentElement, at.closest('.mantine-Input-input')];
    if (!around.some((one) => one && outlined(one))) return `no outline on ${name}`;
    const {top, bottom, left, right} = at.getBoundingClientRect();
    return bottom > 0 && right > 0 && top < innerHeight && left < innerWidth ? '' : `out of sight: ${name}`;
}"""
_STOP = """(parts) => {
    const at = document.activeElement;
    if (at === document.body) return ['', ''];
    const part = parts.find((selector) => at.closest(selector)) ?? '';
    return [part, `${at.tagName}#${at.id} ${at.getAttribute('aria-label') ?? at.textContent.trim().slice(0, 40)}`];
}"""


def lap(page: Page, parts: list[str], most: int = 250) -> list[str]:
    """The parts of the page that the Tab key comes through, once for each stop, from its beginning to its end.

    At each stop the focus is seen.
    """
    first = ""
    stops: list[str] = []
    trail: list[str] = []
    while len(stops) < most:
        page.keyboard.press("Tab")
        part, name = page.evaluate(_STOP, parts)
        if not name or name == first:
            return stops
        first = first or name
        assert page.evaluate(_SEEN) == ""
        stops.append(part)
        trail.append(name)
    raise AssertionError(f"caught: {trail[-6:]}")


def order(stops: list[str]) -> list[str]:
    """Each part once for every time that one comes into it."""
    return [part for before, part in zip(["", *stops], stops, strict=False) if part != before]


def focused(page: Page) -> str:
    """What has the focus, in a few words."""
    words: str = page.evaluate(
        "() => { const at = document.activeElement, label = at.getAttribute('aria-label') ?? at.textContent.trim();"
        " return `${at.tagName.toLowerCase()} ${at === document.body ? '' : at.id || at.dataset.nuts || label}` }"
    )
    return words


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(most):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached, the focus is on {focused(page)}")


def panel(page: Page, region: str) -> Locator:
    return page.locator(f'#region-panel[data-region="{region}"]')


@on_a_laptop
def test_tab_goes_through_the_page_of_the_map_in_its_order_and_out_again(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/?region=SE311&places=university&with=SE311,SE232")
    expect(page.locator(WITH_CONTROLS)).to_be_visible()
    parts = [".skip", "#top", "#basket", "#controls-row", "#map-svg", "#region-panel"]
    stops = lap(page, parts)
    assert [part for part in order(stops) if part] == parts
    assert stops.count("#map-svg") == 2, "the regions are one stop, the points another"
    page.keyboard.press("Tab")
    tab_to(page, ".skip")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#region-panel') !== null")


@on_a_laptop
def test_tab_is_caught_nowhere_and_always_seen(page: Page, server: Server) -> None:
    tabs, controls = "#page-tabs", "#controls-row"
    for path, parts in {
        "compare?with=SE232,SE224": [tabs, controls, "main"],
        "domains": [tabs, controls, "main"],
        "peers?region=SE232": [tabs, controls, "main"],
        "projects": ["#search", "#projects-tools", "#map-svg", controls, "#grid"],
        "present": ["main"],
    }.items():
        page.goto(f"{server.url}/en/{path}")
        if path != "present":
            expect(page.locator(WITH_CONTROLS)).to_be_attached()
        if path == "projects":
            expect(page.locator("#projects-grid .grid-project").first).to_be_visible()
        stops = order(lap(page, [".skip", "#top", *sorted(parts, key="#controls-row".__eq__), "#foot"]))
        assert [part for part in stops if part] == [".skip", "#top", *parts, "#foot"], path


@on_a_laptop
def test_a_region_its_links_a_pair_and_back_where_one_came_from(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/en/")
    tab_to(page, "#map-svg a")
    assert focused(page) == "a SE110", "the first of the Swedish counties"
    page.keyboard.press("ArrowLeft")
    region = page.evaluate("document.activeElement.dataset.nuts")
    expect(page.locator("#hover small")).to_contain_text("Arrows")
    page.keyboard.press("Enter")
    expect(panel(page, region).locator("h1")).to_be_visible()
    assert focused(page) == f"a {region}", "the map keeps the focus"
    page.keyboard.press("Enter")
    expect(page.locator("#region-panel")).to_be_focused()
    link = page.locator("#panel-links a.link").nth(1)
    led_to = link.get_attribute("href")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#region-panel h1 a")).to_have_count(2)
    expect(page.locator("#region-panel")).to_be_focused()
    tab_to(page, "#region-panel a.close")
    page.keyboard.press("Enter")
    expect(page.locator("#panel-links a.link").nth(1)).to_be_focused()
    assert page.locator("#panel-links a.link").nth(1).get_attribute("href") == led_to
    page.keyboard.press("Escape")
    expect(panel(page, "")).to_be_visible()
    expect(page.locator(f'#map a[data-nuts="{region}"]')).to_be_focused()


@on_a_laptop
def test_what_changes_the_view_keeps_the_focus(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/en/?region=SE224")
    expect(page.locator(WITH_CONTROLS)).to_be_visible()
    bar = page.locator("#panel-projects .bar", has_text="Energy")
    bar.focus()
    for chosen in (1, 0):
        page.keyboard.press("Enter")
        expect(page.locator("#panel-projects .bar[aria-current]")).to_have_count(chosen)
        expect(bar).to_be_focused()
    compare = page.locator("#region-panel [aria-pressed]")
    compare.focus()
    page.keyboard.press("Space")
    expect(compare).to_have_attribute("aria-pressed", "true")
    expect(compare).to_be_focused()
    page.locator("#basket .chip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#basket .chip")).to_have_count(0)
    expect(compare).to_be_focused()
    level = page.locator("#level-switch .choice", has_text="NUTS2")
    level.focus()
    page.keyboard.press("Enter")
    expect(panel(page, "SE22")).to_be_visible()
    expect(level).to_be_focused()
    currency = page.locator("#switches .choice", has_text="SEK")
    currency.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#region-panel .key-figures")).to_contain_text("SEK")
    expect(currency).to_be_focused()


PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@on_a_laptop
def test_filters_by_keys(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/en/?region=SE224")
    for control, wanted, shown in (("domain", "Energy & cleantech", "energy"), ("period", "2014–2020", "2014-2020")):
        box = page.locator(f"#control-{control}")
        box.focus()
        page.keyboard.press("Enter")
        expect(box).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("Escape")
        expect(box).to_have_attribute("aria-expanded", "false")
        expect(panel(page, "SE224")).to_be_visible()
        page.keyboard.press("Enter")
        expect(box).to_have_attribute("aria-expanded", "true")
        marked = page.locator("#choices [data-combobox-selected]")
        for _ in range(25):
            page.keyboard.press("ArrowDown")
            page.evaluate(PAINTED)
            if marked.inner_text() == wanted:
                break
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(f"{control}={shown}"))
        expect(page.locator("#legend .legend-unit")).to_contain_text("2014" if control == "period" else "2021")
        expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel(page, "SE224")).to_be_visible()


@on_a_laptop
def test_chips_of_the_list_of_projects(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/projects?region=SE224&domain=energy&q=vind")
    chips = page.locator("a.chip[data-filter]")
    expect(chips).to_have_count(3)
    expect(page.locator(WITH_CONTROLS)).to_be_attached()
    chips.first.focus()
    for left in (2, 1):
        page.keyboard.press("Enter")
        expect(chips).to_have_count(left)
        expect(chips.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(chips).to_have_count(0)
    expect(page.locator("#projects-head h1")).to_be_focused()


@on_a_laptop
def test_menus_and_dialogs_close_with_escape_and_give_the_focus_back(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/?region=SE224")
    opener = page.locator("#export > summary")
    for entry, dialog in (("[data-qr]", "#qr"), ("[data-embed-open]", "#embed-dialog")):
        opener.focus()
        page.keyboard.press("Enter")
        page.locator(f"#export-menu {entry}").focus()
        page.keyboard.press("Enter")
        expect(page.locator(dialog)).to_be_visible()
        expect(page.locator(f"{dialog} *:focus")).to_have_count(1)
        for _ in range(12):
            page.keyboard.press("Tab")
            place = page.evaluate("document.activeElement.closest('dialog')?.id ?? document.activeElement.tagName")
            assert place in (dialog[1:], "BODY"), "outside the dialog only the browser's own buttons are reached"
        page.locator(f"{dialog} .close").focus()
        page.keyboard.press("Escape")
        expect(page.locator(dialog)).to_be_hidden()
        expect(opener).to_be_focused()
        expect(panel(page, "SE224")).to_be_visible()
    word = page.locator("#region-panel [popovertarget]").first
    word.focus()
    page.keyboard.press("Enter")
    expect(page.locator(":popover-open")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(":popover-open")).to_have_count(0)
    expect(word).to_be_focused()
    expect(panel(page, "SE224")).to_be_visible()


@on_a_laptop
def test_a_story_by_keys(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/present/our-region?region=SE232")
    expect(page.locator("#views iframe.shown.ready")).to_have_count(1)
    expect(page.locator("#presenter")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#counter")).to_have_text("2 / 6")
    for selector in ("#progress button", "#previous", "#next", "#tool-notes", "#tool-keys", "#close"):
        tab_to(page, selector)
        assert page.evaluate(_SEEN) == ""
    page.locator("#tool-keys").focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog#keys")).to_be_hidden()
    expect(page.locator("#tool-keys")).to_be_focused()
    page.locator("#close").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".stories")).to_be_visible()


def test_the_sheet_of_filters_on_a_small_screen(browser: Browser, server: Server) -> None:
    context = new_context(browser, PHONE)
    page = context.new_page()
    page.goto(f"{server.url}/en/?region=SE224")
    expect(page.locator("#control-domain")).to_be_attached()
    toggle = page.locator("#filters-toggle")
    toggle.focus()
    page.keyboard.press("Enter")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    tab_to(page, "#control-domain")
    page.keyboard.press("Escape")
    expect(page.locator("#control-domain")).to_be_hidden()
    expect(toggle).to_be_focused()
    expect(panel(page, "SE224")).to_be_visible()
    context.close()
