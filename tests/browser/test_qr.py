"""The QR code of what is shown: one key on every page, in the presenter, and in the export menu."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from s3dash.text import Text
from tests.browser.harness import LAPTOP, PHONE, Server, Watch, new_context, running_server


def asked(page: Page) -> str:
    """The page that the code, which is drawn and large, is of."""
    image = page.locator("#qr-code")
    expect(image).to_be_visible()
    image.evaluate("(image) => image.decode()")
    box = image.bounding_box()
    assert box and min(box["width"], box["height"]) > 300
    return parse_qs(urlsplit(image.get_attribute("src") or "").query)["for"][0]


@pytest.mark.parametrize(
    "path",
    ["/sv/?region=SE232", "/en/compare?with=SE232,SE224", "/sv/projects?q=%C3%A5ker", "/sv/present", "/en/about"],
)
def test_one_key_opens_it_on_every_page_and_esc_closes_it(page: Page, server: Server, path: str) -> None:
    page.goto(f"{server.url}{path}")
    page.keyboard.press("q")
    assert asked(page) == path
    expect(page.locator("#qr-address")).to_have_text(f"{server.url}{path.replace('%C3%A5', 'å')}")
    page.keyboard.press("Escape")
    expect(page.locator("#qr")).to_be_hidden()
    assert page.url == f"{server.url}{path}", "the page itself did not hear the key"
    page.keyboard.press("Q")
    expect(page.locator("#qr")).to_be_visible()
    page.keyboard.press("q")
    expect(page.locator("#qr")).to_be_hidden()


def test_a_q_that_is_typed_is_a_letter(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/projects")
    page.locator("#search input[type=search]").press_sequentially("q")
    expect(page.locator("#search input[type=search]")).to_have_value("q")
    expect(page.locator("#qr")).to_be_hidden()
    page.keyboard.press("Control+q")
    expect(page.locator("#qr")).to_be_hidden()


@pytest.mark.parametrize("viewport", [PHONE], indirect=True)
def test_the_menu_opens_it_too(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/?region=SE232")
    page.locator("#export > summary").tap()
    page.locator("[data-qr]").tap()
    assert asked(page) == "/sv/?region=SE232"
    page.get_by_role("button", name=Text("sv")("qr.close")).tap()
    expect(page.locator("#qr")).to_be_hidden()


def test_in_the_presenter_it_is_of_the_view_and_not_of_the_story(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/present/our-region?region=SE232")
    expect(page.locator("#views iframe.shown.ready")).to_have_count(1)
    page.keyboard.press("q")
    assert asked(page) == "/sv/?region=SE232"
    page.keyboard.press("ArrowRight")
    expect(page.locator("#counter")).to_have_text("1 / 6")
    page.keyboard.press("Escape")
    page.locator("#tool-qr").click()
    expect(page.locator("#qr")).to_be_visible()
    page.keyboard.press("q")
    frame = page.frame_locator("#views iframe.shown")
    frame.locator("#region-panel").press("q")
    expect(page.locator("#qr")).to_be_visible()


def test_it_leads_where_the_room_can_go(browser: Browser) -> None:
    with running_server(S3DASH_URL="http://192.168.0.10:8050") as venue:
        context = new_context(browser, LAPTOP)
        page = context.new_page()
        page.goto(f"{venue.url}/sv/?region=SE232")
        page.keyboard.press("q")
        expect(page.locator("#qr-address")).to_have_text("http://192.168.0.10:8050/sv/?region=SE232")
        assert "http://192.168.0.10:8050/sv/?region=SE232" in page.request.get(
            f"{venue.url}{page.locator('#qr-code').get_attribute('src')}"
        ).text()
        context.close()


def test_where_there_can_be_no_code_it_says_so(page: Page, server: Server, watch: Watch) -> None:
    page.goto(f"{server.url}/sv/projects?organisation={'a' * 150}&programme={'b' * 700}")
    page.keyboard.press("q")
    expect(page.locator("#qr-failed")).to_have_text(Text("sv")("qr.failed"))
    expect(page.locator("#qr-code")).to_be_hidden()
    expect(page.locator("#qr-address")).to_be_visible()
    assert all("414" in line for line in watch.console)
    watch.forget()
