"""What a screen reader has to go by: the map as a named group of links, and each change told once, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests import by_hand
from tests.browser.harness import LAPTOP, Server, drawn_regions

pytestmark = pytest.mark.parametrize("viewport", [LAPTOP], indirect=True)
_LISTEN = """(() => {
    window.heard = [];
    const live = '[role=status], [role=alert], [role=log], [aria-live]:not([aria-live=off])';
    const told = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(live);
    new MutationObserver((changes) => {
        for (const place of new Set(changes.map(({target}) => told(target)).filter(Boolean))) {
            const urgent = place.getAttribute('aria-live') === 'assertive' || place.getAttribute('role') === 'alert';
            if (place.textContent.trim()) window.heard.push([place.id, urgent, place.textContent.trim()]);
        }
    }).observe(document, {subtree: true, childList: true, characterData: true});
})()"""
"""Writes down what is announced: the text of every live region whose text changes."""


class Node:
    """A node of the accessibility tree."""

    def __init__(self, raw: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> None:
        self.role: str = raw.get("role", {}).get("value", "")
        self.name: str = raw.get("name", {}).get("value", "")
        self.description: str = raw.get("description", {}).get("value", "")
        self.ignored: bool = raw["ignored"]
        self.children = [Node(by_id[child], by_id) for child in raw.get("childIds", []) if child in by_id]

    def all(self) -> Iterator[Node]:
        """This node and everything in it that is told."""
        if not self.ignored:
            yield self
        for child in self.children:
            yield from child.all()


def tree(context: BrowserContext, page: Page) -> list[Node]:
    """What is told of the page, in its order."""
    nodes = context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    return list(Node(nodes[0], by_id).all())


def heard(page: Page) -> list[tuple[str, str]]:
    """What has been announced since the last time, each with the element that told it; nothing interrupts."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    told = page.evaluate("window.heard.splice(0)")
    assert not any(urgent for _, urgent, _ in told)
    return [(place, words) for place, _, words in told]


@pytest.fixture
def listened(page: Page) -> Page:
    """A page whose announcements are written down."""
    page.add_init_script(_LISTEN)
    return page


def test_the_map_is_a_named_group_of_named_links(page: Page, context: BrowserContext, server: Server) -> None:
    page.goto(f"{server.url}/sv/?region=SE311&other=PL63&places=university")
    nodes = tree(context, page)
    (group,) = [node for node in nodes if node.role == "group" and node.name.startswith("Regioner på kartan:")]
    assert group.name == "Regioner på kartan: Antal prioriteringar"
    assert "Piltangenterna" in group.description and "Esc" in group.description
    layers = {node.name: node for node in group.all() if node.role == "group" and node is not group}
    assert list(layers) == ["Län", "Grannar runt Östersjön"], "what is not drawn is not told"
    names = {layer: [node.name for node in told.all() if node.role == "link"] for layer, told in layers.items()}
    units = [unit for unit in drawn_regions() if unit.level == "lan"]
    assert len(names["Län"]) == 21 and len(names["Län"]) + len(names["Grannar runt Östersjön"]) == len(units)
    own = [row for row in by_hand.table("priorities") if (row["nuts_id"], row["period"]) == ("SE311", by_hand.NOW)]
    assert f"Värmland, SE311. {len(own)} prioriteringar" in names["Län"]
    without = [name for layer in names.values() for name in layer if name.strip().endswith(".")]
    assert without == [], "each has a value or a reason"
    assert {node.role for node in group.all()} <= {"group", "link", "image", "img"}, "no curve, and no name twice"
    current = page.locator("#map-svg a[aria-current=true]")
    assert sorted(link.get_attribute("data-nuts") or "" for link in current.all()) == ["PL63", "SE311"]


def test_a_change_is_told_once_with_the_region_and_what_is_found(listened: Page, server: Server) -> None:
    page = listened
    page.goto(f"{server.url}/en/")
    expect(page.locator("#control-period")).to_be_visible()
    heard(page)
    page.locator('#map a[data-nuts="SE311"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator("#region-panel h1")).to_have_text("Värmland")
    ((place, words),) = heard(page)
    assert place == "said"
    assert words.startswith("Värmland. priority areas: 7, projects: "), "not what the map shows, which is the same"
    assert "strongest link: " in words and len(words) < 200
    page.locator("#panel-projects .bar", has_text="Energy").click()
    expect(page.locator("#panel-projects .bar[aria-current]")).to_have_count(1)
    ((_, words),) = heard(page)
    assert words.startswith("The map shows Number of priority areas: Energy") and " Värmland. priority areas: " in words
    page.locator("#switches .choice", has_text="SEK").click()
    expect(page.locator("#region-panel .key-figures")).to_contain_text("SEK")
    ((_, words),) = heard(page)
    assert words.startswith("Värmland.") and "SEK" in words
    page.locator("#region-panel [aria-pressed]").click()
    expect(page.locator("#basket .chip")).to_have_count(1)
    assert heard(page) == [("said", "To compare Värmland.")]
    page.locator("#panel-links a.link").first.click()
    expect(page.locator("#region-panel h1 a")).to_have_count(2)
    ((_, words),) = heard(page)
    assert words.startswith("Värmland – ") and "joint projects: at least" in words
    page.go_back()
    expect(page.locator("#region-panel h1")).to_have_text("Värmland")
    assert [place for place, _ in heard(page)] == ["said"]


def test_other_pages_tell_their_finding(listened: Page, server: Server) -> None:
    page = listened
    page.goto(f"{server.url}/sv/projects?region=SE224&q=vind")
    expect(page.locator("#control-period")).to_be_attached()
    heard(page)
    page.locator("a.chip[data-filter=q]").click()
    expect(page.locator("a.chip[data-filter]")).to_have_count(1)
    ((_, words),) = heard(page)
    assert words == page.locator("#projects-sums .count").inner_text(), "the heading is as it was"
    page.goto(f"{server.url}/sv/domains?show=overlap")
    expect(page.locator("#control-period")).to_be_attached()
    heard(page)
    lead = page.locator(".page-head .lead").inner_text()
    page.locator("#page-settings .choice:not([aria-current])").first.click()
    expect(page.locator(".page-head .lead")).not_to_have_text(lead)
    ((_, words),) = heard(page)
    assert words == page.locator(".page-head .lead").inner_text()


def test_a_step_of_a_story_is_told_once(listened: Page, server: Server) -> None:
    page = listened
    page.goto(f"{server.url}/sv/present/our-region?region=SE232")
    expect(page.locator("#views iframe.shown.ready")).to_have_count(1)
    heard(page)
    page.keyboard.press("ArrowRight")
    expect(page.locator("#counter")).to_have_text("2 / 6")
    told = heard(page)
    assert [place for place, _ in told] == ["words"]
    assert told[0][1].startswith(page.locator("#step-heading").inner_text())
