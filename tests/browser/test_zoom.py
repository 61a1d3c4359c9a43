"""Every page in small windows, enlarged to 400 %, with text spaced wide, by finger and by keyboard.

A window of 1280 by 1024 pixels that is enlarged to 200 % and 400 % has the room of one of 640 by 512 and 320 by 256.
Each page is opened once, and looked at in one size after the other; the tests then say what was found.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.fitting import Fitting
from tests.browser.harness import LAPTOP, Server, Watch, new_context

WHOLE, TWICE, FOUR_TIMES, HAND = (1280, 1024), (640, 512), (320, 256), (390, 844)
PAGES = (
    "/sv/",
    "/sv/?region=SE311",
    "/en/?region=SE232&other=PL63&show=list",
    "/sv/compare?with=SE232,SE224,DK01,PL63",
    "/sv/peers?region=SE232",
    "/sv/peers?region=SE232&show=priorities",
    "/en/partners?region=SE232",
    "/sv/change?region=SE232",
    "/sv/domains",
    "/en/domains?show=alignment&region=SE232",
    "/sv/domains?show=overlap&domain=energy",
    "/sv/domains?show=candidates",
    "/sv/domains/energy",
    "/sv/projects",
    "/sv/present",
    "/sv/profile?region=SE232",
    "/en/api",
    "/sv/accessibility",
)
CHECKS = (
    (FOUR_TIMES, ("wide", "cut", "overlaid", "hidden")),
    (HAND, ("wide", "small")),
    (TWICE, ("wide", "overlaid")),
    (WHOLE, ("wide", "small", "hidden")),
)


@pytest.fixture(scope="module")
def found(browser: Browser, server: Server) -> Iterator[dict[tuple[str, str], list[str]]]:
    """What is wrong, by the aspect and the size: each with the page that has it."""
    context = new_context(browser, WHOLE)
    watch = Watch(server.url)
    watch.follow(context)
    page = context.new_page()
    wrong: dict[tuple[str, str], list[str]] = {}
    for path in PAGES:
        fitting = Fitting(page, f"{server.url}{path}", FOUR_TIMES)
        for size, aspects in CHECKS:
            fitting.resize(size)
            for aspect in aspects:
                wrong.setdefault((aspect, str(size[0])), []).extend(f"{path}: {one}" for one in fitting.find(aspect))
        fitting.space()
        for aspect in ("wide", "cut", "overlaid"):
            wrong.setdefault((aspect, "spaced"), []).extend(f"{path}: {one}" for one in fitting.find(aspect))
    context.close()
    assert not watch.problems(), "\n".join(watch.problems())
    yield wrong


def expect_nothing(found: dict[tuple[str, str], list[str]], *keys: tuple[str, str]) -> None:
    wrong = [f"{aspect} {size}: {line}" for aspect, size in keys for line in found[aspect, size]]
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def test_no_page_is_wider_than_its_window(found: dict[tuple[str, str], list[str]]) -> None:
    expect_nothing(found, ("wide", "320"), ("wide", "390"), ("wide", "640"), ("wide", "1280"))


def test_enlarged_to_400_percent_no_text_is_cut_off_or_covered(found: dict[tuple[str, str], list[str]]) -> None:
    expect_nothing(found, ("cut", "320"), ("overlaid", "320"), ("overlaid", "640"))


def test_text_can_be_spaced_wide(found: dict[tuple[str, str], list[str]]) -> None:
    expect_nothing(found, ("wide", "spaced"), ("cut", "spaced"), ("overlaid", "spaced"))


def test_every_target_is_large_enough_or_stands_alone(found: dict[tuple[str, str], list[str]]) -> None:
    expect_nothing(found, ("small", "390"), ("small", "1280"))


def test_nothing_covers_what_has_the_focus(found: dict[tuple[str, str], list[str]]) -> None:
    expect_nothing(found, ("hidden", "320"), ("hidden", "1280"))


def test_nothing_is_lost_at_400_percent(page: Page, server: Server) -> None:
    """What the large window shows at once stands behind the menu and the filters' button, one press away."""
    controls = "#controls label:visible"
    page.goto(f"{server.url}/sv/?region=SE311")
    expect(page.locator("#control-period")).to_be_visible()
    links, labels = page.locator("#top a:visible").all_inner_texts(), page.locator(controls).all_inner_texts()
    page.set_viewport_size({"width": FOUR_TIMES[0], "height": FOUR_TIMES[1]})
    expect(page.locator("#pages")).to_be_hidden()
    page.locator("#menu > summary").press("Enter")
    shown = page.locator("#top a:visible").all_inner_texts()
    assert set(links) - set(shown) <= {"Så räknar vi"}, "that stands on the page About the map"
    page.locator("#filters-toggle").press("Enter")
    assert page.locator(controls).all_inner_texts() == labels
    page.locator("#filters-toggle").press("Enter")
    for place in ("#legend", "#map-switches", "#zoom", "#panel-profile"):
        page.locator(place).scroll_into_view_if_needed()
        expect(page.locator(place)).to_be_in_viewport()


@pytest.mark.parametrize("viewport", [LAPTOP], indirect=True)
def test_the_head_is_one_line_down_to_the_smallest_window(page: Page, server: Server) -> None:
    for lang in ("sv", "en"):
        page.goto(f"{server.url}/{lang}/compare")
        for width in (1920, 1440, 1366, 1301, 1300, 1180, 1024, 961, 960, 768, 390, 320):
            page.set_viewport_size({"width": width, "height": 700})
            head = page.locator("#top").bounding_box()
            assert head and head["height"] < 64, (lang, width, head)
            assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), (lang, width)


def test_nothing_moves_for_those_who_ask_for_that(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/?region=SE311")
    expect(page.locator("#control-period")).to_be_visible()
    moving = page.evaluate("""() => {
      const MOVES = /all|transform|translate|scale|rotate|width|height|top|left|right|bottom|margin|padding/;
      return [...document.querySelectorAll("*")].filter((element) => {
      const style = getComputedStyle(element);
      const longest = Math.max(...style.transitionDuration.split(",").map(parseFloat));
      return style.animationName !== "none" || (longest > 0 && MOVES.test(style.transitionProperty));
    }).map((element) => `${element.tagName} ${element.className} ${getComputedStyle(element).transition}`);
    }""")
    assert moving == []
