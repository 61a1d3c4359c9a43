"""What must hold on every page, in every window: `fitting.js` finds where it does not."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

_SCRIPT = Path(__file__).with_name("fitting.js").read_text(encoding="utf-8")
_DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Fitting:
    """A page that has been opened, and what is found on it at the sizes that it is given.

    Parameters
    ----------
    page
        The browser's page; its window is resized.
    url
        The whole address.
    size
        The window in CSS pixels that the page is opened in.
    """

    def __init__(self, page: Page, url: str, size: tuple[int, int]) -> None:
        self._page = page
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(url)
        if page.locator("#controls-app").count():
            expect(page.locator("#control-period, #control-find").first).to_be_attached()
        self._script = page.evaluate_handle(_SCRIPT)

    def resize(self, size: tuple[int, int]) -> None:
        """Give the window another size, and wait until the page has been laid out in it."""
        self._page.set_viewport_size({"width": size[0], "height": size[1]})
        self._page.evaluate(_DRAWN)

    def space(self) -> None:
        """Space all text as widely as a reader may ask for (WCAG 2.2, 1.4.12)."""
        self._page.evaluate("(script) => script.space()", self._script)
        self._page.evaluate(_DRAWN)

    def find(self, aspect: str) -> list[str]:
        """Where the page fails: `wide`, `small`, `hidden`, `cut` or `overlaid`, as `fitting.js` tells them."""
        found: list[str] = self._page.evaluate(f"(script) => script.{aspect}()", self._script)
        return found
