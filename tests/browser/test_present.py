"""The presenter as one uses it: a keyboard or a clicker, a finger, the mouse in the live view, two windows."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from tests.browser.harness import DESKTOP, LAPTOP, PHONE, Server, Watch

STORY = "seven-pictures"
STEPS = 7


def swipe(page: Page, x: float, by: float) -> None:
    """Draw a finger over the words, as the screen tells the browser."""
    box = page.locator("#words").bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    session = page.context.new_cdp_session(page)
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for part in (0.25, 0.5, 0.75, 1):
        point = {"x": x + part * by, "y": y + 3 * part}
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()


def begin(page: Page, server: Server, address: str = f"sv/present/{STORY}") -> None:
    """Open a story and wait until its first view is there."""
    page.goto(f"{server.url}/{address}")
    expect(page.locator("#views iframe.shown.ready")).to_have_count(1)


def at(page: Page, step: int, of: int = STEPS) -> None:
    """Expect a step, its view and its words."""
    expect(page.locator("#counter")).to_have_text(f"{step} / {of}")
    expect(page.locator("#views iframe.shown.ready")).to_have_attribute("title", re.compile(rf" {step}$"))
    steps = json.loads(page.locator("#story").text_content() or "")["steps"]
    expect(page.locator("#step-heading")).to_have_text(steps[step - 1]["heading"])
    expect(page.locator("#step-text")).to_have_text(steps[step - 1]["text"])


def seen(page: Page) -> FrameLocator:
    """The view of the step that is shown."""
    return page.frame_locator("#views iframe.shown")


def test_every_key_that_moves_does(page: Page, server: Server) -> None:
    begin(page, server)
    for key, step in (
        ("ArrowRight", 2), ("ArrowDown", 3), ("Space", 4), ("PageDown", 5), ("ArrowLeft", 4), ("ArrowUp", 3),
        ("PageUp", 2), ("End", STEPS), ("ArrowRight", STEPS), ("PageDown", STEPS), ("Shift+Space", STEPS - 1),
        ("Home", 1), ("ArrowLeft", 1), ("PageUp", 1),
    ):  # fmt: skip
        page.keyboard.press(key)
        at(page, step)


def test_a_reload_and_a_shared_address_come_to_the_same_step(page: Page, server: Server) -> None:
    begin(page, server)
    page.keyboard.press("End")
    at(page, STEPS)
    assert page.url.endswith(f"/sv/present/{STORY}?step={STEPS}")
    page.reload()
    at(page, STEPS)
    page.keyboard.press("Home")
    at(page, 1)
    assert page.url.endswith(f"/sv/present/{STORY}")
    begin(page, server, f"sv/present/{STORY}?step=199")
    at(page, STEPS)


def test_buttons_and_the_line_of_steps_move_too(page: Page, server: Server) -> None:
    begin(page, server)
    expect(page.locator("#previous")).to_be_disabled()
    page.locator("#next").click()
    at(page, 2)
    page.keyboard.press("Space")  # the keys are the presenter's again, not the button's
    at(page, 3)
    page.locator("#progress button").nth(5).click()
    at(page, 6)
    page.locator("#previous").click()
    at(page, 5)
    expect(page.locator("#progress [aria-current]")).to_have_attribute("aria-label", re.compile("^Bild 5 av 7: "))


def test_the_views_around_are_fetched_ahead(page: Page, server: Server) -> None:
    begin(page, server)
    expect(page.locator("#views iframe.ready")).to_have_count(STEPS, timeout=30_000)
    page.context.set_offline(True)
    page.keyboard.press("End")
    at(page, STEPS)
    page.keyboard.press("PageUp")
    at(page, STEPS - 1)


def test_the_live_map_can_be_clicked_and_the_story_is_one_key_away(page: Page, server: Server) -> None:
    begin(page, server)
    expect(page.locator("#back")).to_be_hidden()
    expect(seen(page).locator("#region-panel")).to_be_hidden()
    for way in ("button", "key"):
        seen(page).locator('#map a[data-nuts="SE331"]').click()
        expect(seen(page).locator('#region-panel[data-region="SE331"]')).to_be_visible()
        expect(page.locator("#back")).to_be_visible()
        assert "region=SE331" in page.evaluate("s3mapPresent.address()")
        assert "embed" not in page.evaluate("s3mapPresent.address()")
        if way == "button":
            page.locator("#back").click()
        else:
            page.keyboard.press("Escape")
        expect(page.locator("#back")).to_be_hidden()
        expect(seen(page).locator("#region-panel")).to_be_hidden()
        assert page.evaluate("s3mapPresent.address()") == "/sv/"


def test_after_a_click_into_the_view_the_keys_still_move(page: Page, server: Server) -> None:
    begin(page, server)
    seen(page).locator('#map a[data-nuts="SE331"]').click()
    expect(page.locator("#back")).to_be_visible()
    page.keyboard.press("ArrowRight")
    at(page, 2)
    expect(page.locator("#back")).to_be_hidden()
    page.keyboard.press("PageUp")
    at(page, 1)
    expect(page.locator("#back")).to_be_hidden()
    expect(seen(page).locator("#region-panel")).to_be_hidden()


def test_a_link_to_another_page_stays_in_the_story(page: Page, server: Server) -> None:
    begin(page, server, "sv/present/overlap?step=2")
    link = seen(page).locator('a[href*="/domains/"]').first
    link.click()
    expect(page.locator("#back")).to_be_visible()
    expect(seen(page).locator("h1")).to_be_visible()
    expect(seen(page).locator("#top")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("#back")).to_be_hidden()
    at(page, 2, 6)


def test_keys_within_the_view_reach_the_presenter(page: Page, server: Server) -> None:
    begin(page, server)
    region = seen(page).locator('#map a[data-nuts="SE331"]')
    region.focus()
    page.keyboard.press("ArrowDown")  # on the map the arrows go from region to region
    at(page, 1)
    expect(region).not_to_be_focused()
    page.keyboard.press("PageDown")  # what a clicker sends moves the story even so
    at(page, 2)


def test_black_and_back(page: Page, server: Server) -> None:
    begin(page, server)
    black = page.locator("#black")
    for lift in ("b", ".", "Escape", "click"):
        page.keyboard.press("b")
        expect(black).to_be_visible()
        assert black.bounding_box() == {"x": 0, "y": 0, "width": DESKTOP[0], "height": DESKTOP[1]}
        if lift == "click":
            black.click()
        else:
            page.keyboard.press(lift)
        expect(black).to_be_hidden()
    page.keyboard.press("b")
    page.keyboard.press("ArrowRight")
    expect(black).to_be_hidden()
    at(page, 2)


def test_full_screen_and_back(page: Page, server: Server) -> None:
    begin(page, server)
    page.keyboard.press("f")
    expect(page.locator(":root:fullscreen")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    at(page, 2)
    page.keyboard.press("f")
    expect(page.locator(":root:fullscreen")).to_have_count(0)
    page.locator("#tool-full").click()
    expect(page.locator(":root:fullscreen")).to_have_count(1)


def test_the_list_of_keys_opens_and_closes(page: Page, server: Server) -> None:
    begin(page, server)
    keys = page.locator("dialog#keys")
    for close in ("Escape", "?", "ArrowRight"):
        page.keyboard.press("?")
        expect(keys).to_be_visible()
        page.keyboard.press(close)
        expect(keys).to_be_hidden()
    at(page, 2)
    page.locator("#tool-keys").click()
    expect(keys).to_contain_text("Svart skärm")


def test_the_code_for_phones_is_one_key_away_also_from_within_the_view(page: Page, server: Server) -> None:
    begin(page, server)
    code = page.locator("dialog#qr")
    page.keyboard.press("q")
    expect(code).to_contain_text("/sv/")
    page.keyboard.press("Escape")
    expect(code).to_be_hidden()
    seen(page).locator('#map a[data-nuts="SE331"]').click()
    expect(page.locator("#back")).to_be_visible()
    page.locator("#tool-qr").click()
    expect(code).to_contain_text("region=SE331")
    expect(code).not_to_contain_text("embed")
    page.keyboard.press("q")
    expect(code).to_be_hidden()
    page.keyboard.press("ArrowRight")
    at(page, 2)


def test_notes_follow_in_a_window_of_their_own_and_move_the_story(
    page: Page, context: BrowserContext, server: Server
) -> None:
    begin(page, server)
    steps = json.loads(page.locator("#story").text_content() or "")["steps"]
    with context.expect_page() as opened:
        page.keyboard.press("n")
    notes = opened.value
    expect(notes.locator("h1")).to_have_text(steps[0]["heading"])
    expect(notes.locator('[data-note="notes"] p')).to_have_count(2)
    expect(notes.locator('[data-note="coming"]')).to_have_text(steps[1]["heading"])
    page.keyboard.press("ArrowRight")
    expect(notes.locator('[data-note="counter"]')).to_have_text(f"2 / {STEPS}")
    expect(notes.locator("h1")).to_have_text(steps[1]["heading"])
    notes.bring_to_front()
    notes.keyboard.press("PageDown")
    at(page, 3)
    notes.locator('[data-key="ArrowRight"]').click()
    at(page, 4)
    notes.keyboard.press("b")
    expect(page.locator("#black")).to_be_visible()
    notes.keyboard.press("End")
    at(page, STEPS)
    expect(notes.locator('[data-note="coming"]')).to_have_text("Det här är sista bilden.")
    assert re.fullmatch(r"\d\d:\d\d", notes.locator('[data-note="clock"]').inner_text())
    notes.close()
    page.keyboard.press("Home")
    at(page, 1)
    with context.expect_page():
        page.locator("#tool-notes").click()


@pytest.mark.parametrize("viewport", [PHONE], indirect=True)
def test_a_swipe_on_the_words_moves(page: Page, server: Server) -> None:
    begin(page, server)
    page.locator("#next").tap()  # first: the browser takes a tap so soon after a swipe for the end of it
    at(page, 2)
    swipe(page, 60, 120)
    at(page, 1)
    swipe(page, 300, -120)
    at(page, 2)
    swipe(page, 60, 25)  # too short to be meant
    at(page, 2)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE[0]


_OVERFLOW = """() => {
  const words = document.getElementById("words"), bar = document.getElementById("tools").getBoundingClientRect();
  const heading = parseFloat(getComputedStyle(document.getElementById("step-heading")).fontSize);
  const text = parseFloat(getComputedStyle(document.getElementById("step-text")).fontSize);
  return { hidden: words.scrollHeight - words.clientHeight, below: bar.bottom - innerHeight,
    wide: words.scrollWidth - words.clientWidth, heading, text, fit: words.style.getPropertyValue("--fit") };
}"""


@pytest.mark.parametrize(
    ("viewport", "least"), [(DESKTOP, 36), (LAPTOP, 25), ((3840, 2160), 72), ((1024, 768), 18)], indirect=["viewport"]
)
def test_the_words_are_large_and_all_of_them_are_there(page: Page, server: Server, least: float) -> None:
    for address, steps in ((f"en/present/{STORY}", STEPS), ("sv/present/our-region?region=SE12", 6)):
        begin(page, server, address)
        for step in range(1, steps + 1):
            at(page, step, steps)
            size: dict[str, Any] = page.evaluate(_OVERFLOW)
            assert size["hidden"] <= 1 and size["wide"] <= 1 and size["below"] <= 0, (address, step, size)
            assert size["text"] >= least and size["heading"] >= 1.5 * least, (address, step, size)
            page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_for_those_who_asked_for_calm(page: Page, server: Server, motion: Any) -> None:
    page.emulate_media(reduced_motion=motion)
    begin(page, server)
    running = "document.getAnimations().filter((one) => one.playState === 'running').length"
    animations = page.evaluate(f"() => {{ s3mapPresent.move(2); return {running}; }}")
    assert (animations == 0) == (motion == "reduce")


def test_a_view_that_cannot_be_fetched_is_said_and_comes_by_itself(page: Page, server: Server, watch: Watch) -> None:
    page.route(re.compile(r"/sv/\?embed=page"), lambda route: route.abort())
    page.goto(f"{server.url}/sv/present/{STORY}")
    expect(page.locator("#slow")).to_be_visible(timeout=15_000)
    expect(page.locator("#step-heading")).to_be_visible()
    page.keyboard.press("ArrowRight")
    at(page, 2)
    expect(page.locator("#slow")).to_be_hidden()
    page.keyboard.press("ArrowLeft")
    page.unroute(re.compile(r"/sv/\?embed=page"))
    expect(page.locator("#views iframe.shown.ready")).to_have_count(1, timeout=20_000)
    at(page, 1)
    expect(page.locator("#slow")).to_be_hidden()
    watch.forget()


def test_from_the_list_to_a_story_about_ones_region_and_back(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/en/present")
    page.locator("#region-of-our-region").select_option("SE232")
    page.locator(".story-card form button").click()
    expect(page.locator("#story-title")).to_have_text("Västra Götaland and the Baltic Sea")
    at(page, 1, 6)
    expect(seen(page).locator('#region-panel[data-region="SE232"]')).to_be_visible()
    page.locator("#close").click()
    expect(page.locator(".story-card")).to_have_count(3)


def test_without_a_script_the_story_is_a_list_of_links(browser: Browser, server: Server) -> None:
    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto(f"{server.url}/en/present/{STORY}")
    expect(page.locator("#handout li a")).to_have_count(STEPS)
    expect(page.locator("#presenter")).to_be_hidden()
    plain.close()


def test_an_own_story_shows_pages_of_the_dashboard_and_nothing_else(page: Page, server: Server) -> None:
    story = {
        "title": {"sv": "Min", "en": "Mine"},
        "steps": [
            {"view": "javascript:parent.hacked=1", "heading": "No"},
            {"view": "//example.org/", "heading": "No"},
            {"view": "/sv//example.org/", "heading": "No"},
            {"view": "https://example.org/", "heading": "No"},
            {"view": "/sv/?region=SE214", "heading": "<b>Gotland</b>", "text": "One.\n\nTwo."},
            {"view": "/sv/domains", "heading": "Domains", "frame": "javascript:parent.hacked=1"},
        ],
    }
    page.add_init_script(
        f"const story = {json.dumps(story)};"
        "addEventListener('DOMContentLoaded', () => {"
        "  window.s3mapStory = { current: () => story };"
        "  document.dispatchEvent(new CustomEvent('s3map:story')); })"
    )
    begin(page, server, "en/present/own")
    expect(page.locator("#counter")).to_have_text("1 / 2")
    expect(page.locator("#step-heading")).to_have_text("<b>Gotland</b>")
    expect(page.locator("#step-text p")).to_have_count(2)
    expect(seen(page).locator("html")).to_have_attribute("lang", "en")
    page.keyboard.press("ArrowRight")
    expect(seen(page).locator("#page-content table").first).to_be_visible()
    assert page.evaluate("window.hacked") is None
