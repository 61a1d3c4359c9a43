"""Every page in both languages and all sizes: nothing overflows, no script is needed, no foreign words."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from s3dash.text import catalogue
from tests.browser.harness import PHONE, Server, new_context

VIEWS = {
    "overview": "",
    "county": "?region=SE311",
    "area": "?region=SE33",
    "neighbour": "?region=PL63",
    "pair": "?region=SE224&other=PL63",
    "earlier": "?region=SE123&period=2014-2020&currency=SEK&colour=eu",
    "projects": "projects?region=SE224",
    "found": "projects?period=all&q=energi&baltic=1&year_from=2016&amount_min=1",
    "project": "projects/IR-AUR-001",
    "organisation": "organisations/se-lunds-universitet",
    "about": "about",
}


def test_nothing_is_wider_than_a_projector(page: Page, server: Server) -> None:
    """Smaller windows are looked at in test_zoom.py."""
    for lang in ("sv", "en"):
        for path in VIEWS.values():
            page.goto(f"{server.url}/{lang}/{path}")
            overflow = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
            assert overflow <= 0, (lang, path)


def test_without_scripts_the_page_is_whole_and_its_links_work(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}/sv/")
    page.locator('#map a[data-nuts="SE311"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator('#region-panel[data-region="SE311"] h1')).to_have_text("Värmland")
    expect(page.locator("#map-curves [data-curve]")).to_have_count(5)
    page.locator("#panel-links .link").first.click()
    expect(page.locator("#region-panel h1")).to_contain_text("Värmland –")
    context.close()


def distinctive(lang: str, other: str) -> list[str]:
    """Longer texts of a language that the other does not share, cut at what is filled in."""
    texts = set()
    for key, entry in catalogue(lang).items():
        for piece in re.split(r"\{\w+\}", entry):
            words = piece.strip(" :;,.()”“\"'")
            if len(words.split()) >= 3 and words not in catalogue(other)[key]:
                texts.add(words)
    return sorted(texts)


@pytest.mark.parametrize(("lang", "other"), [("sv", "en"), ("en", "sv")])
def test_no_words_of_the_other_language(page: Page, server: Server, lang: str, other: str) -> None:
    foreign = distinctive(other, lang)
    assert len(foreign) > 50
    for path in VIEWS.values():
        page.goto(f"{server.url}/{lang}/{path}")
        shown = page.evaluate(
            """lang => {
                const texts = [];
                const walk = node => {
                    if (node.nodeType === Node.TEXT_NODE) texts.push(node.data);
                    else if (node.nodeType === Node.ELEMENT_NODE && !/^(SCRIPT|STYLE)$/i.test(node.tagName)) {
                        if (node.getAttribute('lang') && node.getAttribute('lang') !== lang) return;
                        node.childNodes.forEach(walk);
                    }
                };
                walk(document.body);
                return texts.join(' ');
            }""",
            lang,
        )
        assert [words for words in foreign if words in shown] == [], path


def test_on_a_phone_a_tap_selects_and_the_filters_open_as_a_sheet(browser: Browser, server: Server) -> None:
    context = new_context(browser, PHONE)
    page = context.new_page()
    page.goto(f"{server.url}/en/")
    expect(page.locator("#control-domain")).to_be_attached()
    page.locator('#map a[data-nuts="SE332"] path').tap()
    expect(page.locator('#region-panel[data-region="SE332"] h1')).to_have_text("Norrbotten")
    page.locator("#filters-toggle").tap()
    page.locator("#control-domain").tap()
    page.get_by_role("option", name="Energy & cleantech", exact=True).tap()
    expect(page.locator("#control-domain")).to_have_value("Energy & cleantech")
    page.locator("#filters-toggle").tap()
    expect(page.locator("#control-domain")).to_be_hidden()
    expect(page.locator("#legend")).to_contain_text("Energy & cleantech")
    context.close()


def test_the_about_page_has_its_methods_and_sources(page: Page, server: Server) -> None:
    for lang in ("sv", "en"):
        page.goto(f"{server.url}/{lang}/about#method-links")
        for anchor in ("method", "method-money", "method-links", "method-priorities", "sources", "gaps", "glossary"):
            expect(page.locator(f"#{anchor}")).to_be_visible()
        assert page.locator("#page-content details a[href^='http']").count() > 300
