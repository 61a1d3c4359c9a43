"""axe-core on a page: which rules are asked, and its findings in a line each."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""What the law asks for (EN 301 549 has WCAG 2.1 AA), what is new in WCAG 2.2, and axe's own advice."""
_RUN = """async ({only, without}) => {
    const found = await axe.run(document, {
        runOnly: only, rules: Object.fromEntries(without.map((rule) => [rule, {enabled: false}])),
        resultTypes: ['violations'], preload: false,
    });
    return found.violations.flatMap(({id, nodes}) => nodes.map(({target, failureSummary}) =>
        `${id} | ${target.join(' >>> ')} | ${failureSummary.replace(/\\s+/g, ' ').slice(0, 300)}`));
}"""


def bring(context: BrowserContext) -> None:
    """Have axe in every page of a context and in every frame of it."""
    context.add_init_script(AXE_SCRIPT)


def violations(page: Page, *, rules: list[str] | None = None, without: tuple[str, ...] = ()) -> list[str]:
    """What axe finds on the page as it is now, a line for each element.

    Parameters
    ----------
    rules
        The rules by name; all that are tagged with `RULES` where none are given.
    without
        Rules that are not asked.
    """
    only: dict[str, Any] = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    found: list[str] = page.evaluate(_RUN, {"only": only, "without": list(without)})
    return found
