"""No page, dialog or menu breaks a rule that a machine can check (axe-core), in either language and in any colours.

To be quick, one page goes through all of them. Contrast and the size of targets take most of the time: they are
measured on the Swedish pages, and where a dialog or a menu is open.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import bring, violations
from tests.browser.harness import LAPTOP, PHONE, Server, Watch, new_context

PLACES = "university,science_park,cluster,testbed,research_infrastructure"
WITH_CONTROLS = [
    f"?region=SE33&level=nuts2&area=interreg-south-baltic-2021&places={PLACES}",
    "?region=SE224&other=PL63&with=SE224,PL63", "?colour=gdp_pps&period=1", "?show=list&region=SE311", "compare",
    "compare?with=SE232,SE224,DK01", "peers", "peers?region=SE232", "peers?region=SE232&show=projects",
    "partners", "partners?region=SE232&domain=energy",
    "change?region=SE232", "domains", "domains?show=alignment", "domains?show=alignment&region=SE232",
    "domains?show=overlap", "domains?show=candidates", "domains/energy", "projects?period=all",
    "projects?region=SE224&q=energi",
]  # fmt: skip
WITHOUT = [
    "projects/IR-AUR-001", "organisations/se-lunds-universitet", "profile", "profile?region=SE232", "present",
    "present/own", "about", "api", "accessibility", "nowhere",
]  # fmt: skip
EMBEDDED = [
    "?embed=1&region=SE311", "?embed=page&region=SE311", "domains?embed=1&chart=matrix", "domains?embed=1&chart=none",
]  # fmt: skip
NO_COLOURS = ("color-contrast", "target-size")
_SHOW_THEME = "theme => { document.documentElement.dataset.theme = theme }"


@pytest.fixture(scope="module")
def watched(browser: Browser, server: Server) -> Iterator[Page]:
    """A page with axe in it, used for one view after the other."""
    watch, context = Watch(server.url), new_context(browser, LAPTOP)
    watch.follow(context)
    bring(context)
    yield context.new_page()
    context.close()
    problems = [line for line in watch.problems() if "404" not in line]
    assert not problems, "\n".join(problems)


def open_view(page: Page, server: Server, lang: str, path: str) -> None:
    page.goto(f"{server.url}/{lang}/{path}")
    if path in WITH_CONTROLS:
        expect(page.locator("#control-period")).to_be_attached()


@pytest.fixture(scope="module")
def in_hand(browser: Browser, server: Server) -> Iterator[Page]:
    """The same on a phone."""
    context = new_context(browser, PHONE)
    bring(context)
    yield context.new_page()
    context.close()


def told(where: str, found: list[str]) -> list[str]:
    return [f"{where}: {line}" for line in found]


def test_pages_in_swedish_light_and_dark(watched: Page, server: Server) -> None:
    found = []
    for path in WITH_CONTROLS + WITHOUT + EMBEDDED:
        open_view(watched, server, "sv", path)
        found += told(path, violations(watched))
        watched.evaluate(_SHOW_THEME, "dark")
        found += told(f"{path} (dark)", violations(watched, rules=["color-contrast"]))
    assert not found, "\n".join(found)


def test_pages_in_english(watched: Page, server: Server) -> None:
    found = []
    for path in WITH_CONTROLS + WITHOUT:
        open_view(watched, server, "en", path)
        found += told(path, violations(watched, without=NO_COLOURS))
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("lang", "theme"), [("sv", "contrast"), ("en", "dark")])
def test_dialogs_and_menus(watched: Page, server: Server, lang: str, theme: str) -> None:
    page, found = watched, []

    def look(where: str) -> None:
        nonlocal found
        found += told(where, violations(page))

    page.goto(f"{server.url}/{lang}/?region=SE311")
    page.evaluate(_SHOW_THEME, theme)
    opener = page.locator("#export > summary")
    opener.click()
    look("export menu")
    page.locator("#export-menu [data-embed-open]").click()
    expect(page.locator("#embed-preview iframe")).to_be_visible()
    look("embed dialog")
    page.keyboard.press("Escape")
    page.keyboard.press("q")
    expect(page.locator("#qr")).to_be_visible()
    look("QR code")
    page.keyboard.press("Escape")
    page.locator("#region-panel [popovertarget]").first.click()
    expect(page.locator(":popover-open")).to_be_visible()
    look("a word explained")
    page.keyboard.press("Escape")
    for control in ("domain", "places", "find"):
        page.locator(f"#control-{control}").click()
        expect(page.get_by_role("option").first).to_be_visible()
        look(f"choices of {control}")
        page.keyboard.press("Escape")
    page.locator("[data-share]").first.click()
    expect(page.locator("body.told")).to_have_count(1)
    look("a message")
    page.goto(f"{server.url}/{lang}/present/our-region?region=SE232")
    expect(page.locator("#views iframe.shown.ready")).to_have_count(1)
    page.evaluate(_SHOW_THEME, theme)
    look("presenter")
    page.keyboard.press("?")
    look("list of keys")
    assert not found, "\n".join(found)


def test_on_a_phone_with_the_filters_open(in_hand: Page, server: Server) -> None:
    page, found = in_hand, []
    for path in ("?region=SE311", "projects", "domains", "compare?with=SE232,SE224"):
        page.goto(f"{server.url}/en/{path}")
        expect(page.locator("#control-period")).to_be_attached()
        found += told(f"{path} on a phone", violations(page))
        page.locator("#filters-toggle").tap()
        found += told(f"{path}, filters open", violations(page, without=NO_COLOURS))
    page.goto(f"{server.url}/en/present/our-region?region=SE232")
    expect(page.locator("#views iframe.shown.ready")).to_have_count(1)
    found += told("presenter on a phone", violations(page, without=("target-size",)))
    assert not found, "\n".join(found)
