"""The map and the charts in somebody else's page, and the dialog that gives out the code for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from tests.browser.harness import DESKTOP, HOST, LAPTOP, PHONE, Server, new_context, point_inside, running_server

AROUND = """<!doctype html><html lang="sv"><title>Region</title><body style="margin:0">
<p>Text</p>{}<p style="height:2000px">"""
SIZES = [(1100, 560), (640, 420), (340, 480), (1800, 400)]


class Elsewhere(BaseHTTPRequestHandler):
    """A page of somebody else's, that holds whatever code is put into it."""

    code = ""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(AROUND.format(self.code if self.path == "/" else "").encode())

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """The address of somebody else's website."""
    server = ThreadingHTTPServer((HOST, 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://{HOST}:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def framed(elsewhere: str) -> Iterator[Server]:
    """The dashboard, which that website may show."""
    with running_server(S3DASH_EMBED=elsewhere) as running:
        yield running


@pytest.fixture
def around(browser: Browser, elsewhere: str) -> Iterator[Callable[[str], tuple[Page, FrameLocator]]]:
    """Puts code into the other website's page and opens it."""
    contexts: list[BrowserContext] = []

    def opened(code: str, size: tuple[int, int] = DESKTOP) -> tuple[Page, FrameLocator]:
        Elsewhere.code = code
        contexts.append(new_context(browser, size))
        page = contexts[-1].new_page()
        page.goto(elsewhere)
        return page, page.frame_locator("iframe")

    yield opened
    for context in contexts:
        context.close()


def frame(server: Server, path: str) -> str:
    return f'<iframe src="{server.url}{path}" width="100%" height="560"></iframe>'


def test_the_map_works_in_somebody_elses_page(framed: Server, around: Callable[..., tuple[Page, FrameLocator]]) -> None:
    page, inside = around(frame(framed, "/sv/?embed=1"))
    inside.locator('#map a[data-nuts="SE311"]').click(force=True)
    expect(inside.locator(".embed-said strong")).to_have_text("Värmland")
    expect(inside.locator("#map-curves [data-curve]")).to_have_count(5)
    assert page.evaluate("history.length") == 2, "Back leads out of the page, not through the frame"
    before = inside.locator("#map-svg").get_attribute("viewBox")
    page.mouse.move(900, 300)
    page.mouse.wheel(0, 300)
    page.wait_for_function("scrollY > 100")
    assert inside.locator("#map-svg").get_attribute("viewBox") == before
    inside.locator("#zoom [data-zoom=in]").click()
    assert inside.locator("#map-svg").get_attribute("viewBox") != before
    with page.context.expect_page() as opened:
        inside.locator("#embed-foot a").click()
    expect(opened.value.locator('#region-panel[data-region="SE311"] h1')).to_have_text("Värmland")
    expect(opened.value.locator("#top")).to_be_visible()


def test_nothing_but_what_is_made_for_it_can_be_shown_elsewhere(
    framed: Server, around: Callable[..., tuple[Page, FrameLocator]]
) -> None:
    for path in ("/sv/", "/sv/?embed=page"):
        page, _ = around(frame(framed, path))
        assert page.frames[1].url.startswith("chrome-error:"), path


def test_a_chart_is_drawn_in_somebody_elses_page_and_its_links_lead_here(
    framed: Server, around: Callable[..., tuple[Page, FrameLocator]]
) -> None:
    _, inside = around(frame(framed, "/en/change?region=SE311&embed=1&chart=money"), PHONE)
    expect(inside.locator("figure .plot[data-drawn]")).to_be_visible()
    expect(inside.locator("figure .source")).to_contain_text("Source: ")
    page, inside = around(frame(framed, "/en/domains?embed=1&chart=matrix"))
    with page.context.expect_page() as opened:
        inside.locator("table.matrix tbody a").first.click()
    expect(opened.value.locator("#top")).to_be_visible()


@pytest.mark.parametrize("path", ["/sv/?region=SE311&embed=1", "/en/?colour=eu&fund=interreg&embed=1"])
def test_the_map_fits_its_frame(page: Page, server: Server, path: str) -> None:
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{server.url}{path}")
        expect(page.locator("#embed-foot a")).to_be_in_viewport(ratio=1)
        expect(page.locator("#embed-foot .source")).to_be_in_viewport(ratio=1)
        svg, legend, head = (page.locator(f"#{name}").bounding_box() for name in ("map-svg", "legend", "embed-head"))
        assert svg and legend and head
        assert svg["height"] > 100 and svg["width"] < 2 * svg["height"] + 200, (width, height)
        assert head["y"] + head["height"] <= legend["y"] + 1, "words do not lie on each other"
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_the_dialog_gives_out_code_that_works(
    browser: Browser, framed: Server, around: Callable[..., tuple[Page, FrameLocator]]
) -> None:
    context = new_context(browser, LAPTOP)
    page = context.new_page()
    page.goto(f"{framed.url}/sv/change?region=SE311")
    page.locator("#export > summary").click()
    page.locator("[data-embed-open]").click()
    dialog = page.locator("#embed-dialog")
    expect(dialog.get_by_role("heading", level=2)).to_have_text("Bädda in i en annan sida")
    chart = dialog.locator("#embed-what option").nth(2).get_attribute("data-title") or ""
    dialog.get_by_label("Vad som bäddas in").select_option(chart)
    dialog.get_by_label("Höjd").fill("500")
    dialog.get_by_label("Höjd").blur()
    shown = page.frame_locator("#embed-preview iframe")
    expect(shown.locator("figcaption")).to_have_text(chart)
    expect(dialog.locator("#embed-preview iframe")).to_have_attribute("height", "500")
    steps = page.evaluate("history.length")
    code = dialog.get_by_label("Koden").input_value()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert "region=SE311" in page.url and page.evaluate("history.length") == steps == 2
    assert page.evaluate("document.activeElement.closest('#export') !== null")
    context.close()
    _, inside = around(code)
    expect(inside.locator("figcaption")).to_have_text(chart)


def test_the_dialog_is_usable_by_keyboard_and_on_a_phone(browser: Browser, framed: Server) -> None:
    context = new_context(browser, PHONE)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=framed.url)
    page = context.new_page()
    page.goto(f"{framed.url}/en/?region=SE311")
    page.locator("#export > summary").press("Enter")
    page.locator("[data-embed-open]").press("Enter")
    expect(page.locator("#embed-code")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="The code is copied")).to_be_focused()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#embed-code").input_value()
    assert page.evaluate("document.querySelector('#embed-dialog').scrollWidth <= innerWidth")
    page.get_by_role("button", name="Close").click()
    x, y = point_inside(page, "SE232")
    page.touchscreen.tap(x, y)
    expect(page.locator("#region-panel")).to_have_attribute("data-region", "SE232")
    context.close()
