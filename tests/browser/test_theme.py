"""The reader's colours: the system's or those chosen, everywhere on the screen; paper and pictures stay light."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.harness import LAPTOP, Server, Watch

PAGES = (
    "/sv/?region=SE232&colour=eu", "/sv/compare?with=SE232,SE224", "/sv/peers?region=SE232", "/sv/domains",
    "/sv/projects?q=energi", "/sv/profile?region=SE232", "/sv/present", "/sv/present/seven-pictures", "/sv/about",
    "/sv/?embed=1", "/sv/peers?region=SE232&embed=1&chart=standing", "/sv/nothing-here",
)  # fmt: skip
"""One of each kind, with those for other people's pages and the one for an address that leads nowhere."""
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(18, 28, 36)"
GROUND = "getComputedStyle(document.body).backgroundColor"
LEFT_LIGHT = """() => {
  const light = (colour) => {
    const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
    return a > 0.5 && r + g + b > 600;
  };
  return [...document.querySelectorAll("body, body *")].filter((element) => {
    const { width, height } = element.getBoundingClientRect();
    return width * height > 20000 && light(getComputedStyle(element).backgroundColor);
  }).map((element) => element.outerHTML.slice(0, 80));
}"""
"""Large grounds that are light, such as one that a theme forgot."""
CHART_INK = """document.querySelector("#chart-standing .xtitle").style.fill"""


def theme(page: Page, name: str) -> None:
    """Wait until the page wears a theme."""
    expect(page.locator("html")).to_have_attribute("data-theme", name)


def choice(page: Page, name: str) -> Locator:
    """One of the colours in the menu of the header."""
    return page.locator(f'#display input[value="{name}"]')


def test_without_a_choice_it_is_the_systems_and_follows_it(page: Page, server: Server) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{server.url}/sv/?region=SE232")
    theme(page, "dark")
    assert page.evaluate(GROUND) == DARK
    head = page.content().partition("</head>")[0]
    assert head.index("theme.js") < head.index("stylesheet"), "the theme is there before anything is painted"
    page.emulate_media(color_scheme="light")
    theme(page, "light")
    page.emulate_media(color_scheme="light", contrast="more")
    theme(page, "contrast")
    page.emulate_media(color_scheme="dark", contrast="more")
    theme(page, "contrast-dark")


def test_a_choice_by_keys_is_kept_for_every_page_and_not_in_the_address(
    page: Page, context: BrowserContext, server: Server
) -> None:
    address = f"{server.url}/en/?region=SE232"
    page.goto(address)
    opener = page.get_by_label("Display")
    opener.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(choice(page, "system")).to_be_focused()
    for name in ("light", "dark"):
        page.keyboard.press("ArrowDown")
        expect(choice(page, name)).to_be_checked()
        theme(page, name)
    page.keyboard.press("Escape")
    expect(choice(page, "dark")).to_be_hidden()
    expect(opener).to_be_focused()
    expect(page.locator("#region-panel")).to_have_attribute("data-region", "SE232")
    assert page.url == address and context.cookies() == []
    other = context.new_page()
    other.goto(f"{server.url}/sv/about")
    theme(other, "dark")
    other.get_by_label("Visning").click()
    other.get_by_text("Hög kontrast").click()
    theme(page, "contrast")
    other.close()
    page.reload()
    theme(page, "contrast")
    opener.click()
    expect(choice(page, "contrast")).to_be_checked()
    choice(page, "system").check()
    theme(page, "light")
    page.locator("#panel-priorities h2").click()
    expect(choice(page, "dark")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('theme'))") == []


def test_in_the_dark_no_page_keeps_a_light_ground(page: Page, server: Server, watch: Watch) -> None:
    page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    page.emulate_media(color_scheme="dark")
    for address in PAGES:
        page.goto(server.url + address, wait_until="domcontentloaded")
        theme(page, "dark")
        if "projects" in address:
            expect(page.locator("#grid .ag-root")).to_be_attached()
        assert page.evaluate(LEFT_LIGHT) == [], address
    watch.forget()  # the browser tells of the page that is not there


def test_controls_and_charts_follow_and_paper_is_light(page: Page, server: Server) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{server.url}/sv/peers?region=SE232")
    page.evaluate("window.s3mapCharts.every()")
    page.locator(".mantine-Select-input").first.wait_for()
    dark = page.evaluate(CHART_INK)
    assert dark == "rgb(230, 237, 241)"
    expect(page.locator(".mantine-Select-input").first).to_have_css("background-color", DARK)
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"() => {CHART_INK} === 'rgb(20, 35, 46)'")
    expect(page.locator(".mantine-Select-input").first).to_have_css("background-color", LIGHT)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"() => {CHART_INK} === '{dark}'")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(CHART_INK) == "rgb(20, 35, 46)"
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate(GROUND) == LIGHT
    assert page.evaluate("getComputedStyle(document.querySelector('.sea')).fill") == "rgb(234, 240, 243)"
    page.emulate_media(color_scheme="dark", media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.wait_for_function(f"() => {CHART_INK} === '{dark}'")


def test_a_picture_of_the_map_has_the_colours_of_paper(page: Page, server: Server, tmp_path: Path) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{server.url}/sv/?region=SE232&colour=eu")
    page.locator("#export > summary").click()
    with page.expect_download() as coming:
        page.locator("[data-picture=svg]").click()
    coming.value.save_as(tmp_path / "map.svg")
    drawn = (tmp_path / "map.svg").read_text("utf-8")
    assert 'fill="rgb(234, 240, 243)"' in drawn and 'fill="rgb(18, 60, 91)"' in drawn
    assert "rgb(11, 20, 26)" not in drawn
    assert re.search(r'<rect x="0" y="0" fill="#fff"', drawn)
    theme(page, "dark")


def test_where_the_system_forces_colours_what_colour_tells_is_still_told(page: Page, server: Server) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"{server.url}/sv/?region=SE232&colour=eu")
    theme(page, "contrast")
    told = page.evaluate("""() => {
      const all = (selector) => [...document.querySelectorAll(selector)];
      const of = (selector, name) => all(selector).map((element) => getComputedStyle(element)[name]);
      return {
        swatches: [1, 2, 3, 4, 5].flatMap((n) => of(`#legend .swatch.c${n}`, "backgroundColor")),
        classes: [1, 2, 3, 4, 5].flatMap((n) => of(`.lan .region.c${n} path`, "fill").slice(0, 1)),
        hatched: of("#legend .swatch.missing", "backgroundImage"),
        selected: of("use.lit", "stroke"),
        ground: of(".sea", "fill"),
        bars: of("#panel-projects .bar-track > span", "backgroundColor").slice(0, 1),
        track: of("#panel-projects .bar-track", "backgroundColor").slice(0, 1),
        names: of("#map-labels text", "fill").slice(0, 1),
      };
    }""")
    assert len(set(told["swatches"])) == 5 and told["swatches"] == told["classes"]
    assert "repeating-linear-gradient" in told["hatched"][0]
    assert told["selected"][0] not in {*told["classes"], *told["ground"]}
    assert told["bars"] != told["track"] and told["names"] != told["ground"]
    page.goto(f"{server.url}/sv/domains")
    tile = "getComputedStyle(document.querySelector('.matrix td.{} > a')).backgroundColor"
    assert page.evaluate(tile.format("both")) != page.evaluate(tile.format("chosen"))
    expect(page.locator("#pages a[aria-current]")).to_have_css("outline-style", "solid")


def test_the_code_for_phones_is_black_on_white_in_every_theme(page: Page, server: Server) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{server.url}/sv/present/seven-pictures")
    expect(page.locator("#presenter")).to_be_visible()
    theme(page, "dark")
    frame = page.frame_locator("#views iframe.shown")
    expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
    page.keyboard.press("q")
    dialog = page.locator("dialog#qr")
    expect(dialog).to_have_css("background-color", LIGHT)
    expect(dialog.locator(".close")).to_have_css("color", "rgb(85, 101, 114)")
