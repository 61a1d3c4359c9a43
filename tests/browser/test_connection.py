"""The connection drops: the page says so, what was seen can be seen again, and the rest comes by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.harness import PHONE, Server, Watch, point_inside

LINE = "#connection p"
FAILED_FETCH = "Failed to load resource"


def click(page: Page, region: str) -> None:
    page.mouse.click(*point_inside(page, region))


def panel(page: Page, region: str) -> None:
    expect(page.locator("#region-panel")).to_have_attribute("data-region", region)


@pytest.fixture
def forgiving(watch: Watch) -> Iterator[Watch]:
    """The browser writes every failed request to the console; here they are what is tested."""
    yield watch
    watch.console = [text for text in watch.console if FAILED_FETCH not in text]


@pytest.fixture
def connected(page: Page, server: Server, forgiving: Watch) -> Page:
    """The map with a region, after another that has been looked at."""
    page.goto(f"{server.url}/sv/?region=SE311")
    with page.expect_response(lambda answer: answer.url.endswith("/view/sv/?region=SE311")):
        click(page, "SE232")
    panel(page, "SE232")
    return page


@pytest.mark.parametrize("viewport", [PHONE], indirect=True)
def test_on_a_phone_nothing_but_the_line_changes(page: Page, server: Server, forgiving: Watch) -> None:
    page.goto(f"{server.url}/en/?region=SE311")
    expect(page.locator(LINE)).to_be_hidden()
    page.context.set_offline(True)
    expect(page.locator(LINE)).to_contain_text("The server cannot be reached. What you have already seen still works.")
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    page.context.set_offline(False)
    expect(page.locator(LINE)).to_be_hidden()
    expect(page.locator("#status")).to_have_text("The server can be reached again")


def test_what_has_been_seen_can_be_seen_again_and_the_rest_comes_by_itself(connected: Page) -> None:
    page = connected
    page.context.set_offline(True)
    expect(page.locator(LINE)).to_be_visible()
    page.go_back()
    panel(page, "SE311")
    expect(page.locator(LINE)).to_contain_text("Det som redan har visats går att använda.")
    expect(page.locator("#panel-projects")).to_be_attached()
    click(page, "SE232")
    panel(page, "SE232")
    click(page, "SE214")
    expect(page.locator(LINE)).to_contain_text("Det du valde visas så snart kontakten är tillbaka.")
    panel(page, "SE232")
    expect(page.locator("body")).to_have_class("awaiting")
    page.context.set_offline(False)
    panel(page, "SE214")
    expect(page.locator(LINE)).to_be_hidden()
    expect(page.locator("body")).not_to_have_class("awaiting")


def test_a_link_to_another_page_does_not_lead_to_the_browsers_error(connected: Page) -> None:
    page = connected
    page.context.set_offline(True)
    expect(page.locator(LINE)).to_be_visible()
    page.locator("#pages a").nth(1).click()
    expect(page.locator(LINE)).to_have_text("Det går att öppna först när kontakten är tillbaka.")
    panel(page, "SE232")
    page.context.set_offline(False)
    expect(page.locator(LINE)).to_be_hidden()
    page.locator("#pages a").nth(1).click()
    expect(page.locator("#page-content h1")).to_be_visible()


@pytest.mark.parametrize("how", ["refused", "gateway"])
def test_a_server_that_is_gone_for_a_while_is_tried_until_it_answers(
    page: Page, server: Server, forgiving: Watch, how: str
) -> None:
    page.clock.install()
    page.goto(f"{server.url}/sv/?region=SE311")
    tries: list[str] = []

    def fail(route: Route) -> None:
        tries.append(route.request.url)
        if how == "refused":
            route.abort("connectionrefused")
        else:
            route.fulfill(status=503, body="")

    page.route("**/view/**", fail)
    click(page, "SE232")
    expect(page.locator(LINE)).to_be_visible()
    with page.expect_request("**/view/**"):
        page.clock.run_for(2000)
    expect(page.locator(LINE)).to_be_visible()
    page.unroute("**/view/**")
    page.clock.run_for(4000)
    panel(page, "SE232")
    expect(page.locator(LINE)).to_be_hidden()
    assert len(tries) >= 2 and len(set(tries)) == 1


def test_a_server_that_does_not_answer_is_no_contact_either(page: Page, server: Server, forgiving: Watch) -> None:
    page.clock.install()
    page.goto(f"{server.url}/sv/?region=SE311")
    page.route("**/view/**", lambda route: None)
    with page.expect_request("**/view/**"):
        click(page, "SE232")
    expect(page.locator(LINE)).to_be_hidden()
    page.clock.run_for(20_000)
    expect(page.locator(LINE)).to_be_visible()
    page.unroute("**/view/**")
    page.clock.run_for(2000)
    panel(page, "SE232")
    expect(page.locator(LINE)).to_be_hidden()


def test_the_map_in_somebody_elses_page_says_it_too(page: Page, server: Server, forgiving: Watch) -> None:
    page.goto(f"{server.url}/en/?region=SE311&embed=1")
    page.context.set_offline(True)
    expect(page.locator(LINE)).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator(LINE)).to_be_hidden()
