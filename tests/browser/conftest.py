"""Fixtures of the browser journeys: one server and one browser for all, a fresh context for each test.

A test fails when its page asked another host for anything, or wrote an error or a warning to the console.
When a test fails, the report holds the end of the server's log and the path of a screenshot.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.harness import DESKTOP, Server, Watch, new_context, running_browser, running_server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The dashboard, started as a user starts it."""
    with running_server() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium."""
    with sync_playwright() as playwright, running_browser(playwright) as running:
        yield running


@pytest.fixture
def viewport(request: pytest.FixtureRequest) -> tuple[int, int]:
    """The window in CSS pixels; parametrise it indirectly with a size from `harness.VIEWPORTS`."""
    size: tuple[int, int] = getattr(request, "param", DESKTOP)
    return size


@pytest.fixture
def watch(server: Server) -> Watch:
    """What went wrong on the page so far."""
    return Watch(server.url)


@pytest.fixture
def context(browser: Browser, viewport: tuple[int, int], watch: Watch) -> Iterator[BrowserContext]:
    """A fresh browser profile that is watched; the test fails at its end if anything went wrong on a page."""
    fresh = new_context(browser, viewport)
    watch.follow(fresh)
    try:
        yield fresh
    finally:
        fresh.close()
    assert not watch.problems(), "\n".join(watch.problems())


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty page of the watched context."""
    return context.new_page()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed:
        fixtures = getattr(item, "funcargs", {})
        running = fixtures.get("server")
        if isinstance(running, Server):
            report.sections.append(("server log", running.log()))
        shown = fixtures.get("page")
        if isinstance(shown, Page) and not shown.is_closed():
            report.sections.append(("screenshot", f"{_screenshot(shown, item.name)}\n{shown.url}"))
    return report


def _screenshot(page: Page, name: str) -> Path:
    directory = Path(tempfile.gettempdir()) / "s3map-screenshots"
    directory.mkdir(exist_ok=True)
    path = directory / f"{re.sub(r'[^A-Za-z0-9-]+', '-', name).strip('-')}.png"
    page.screenshot(path=path, timeout=5_000)
    return path
