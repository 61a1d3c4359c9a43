"""What a page must not do, the browser does not let it do, even if someone got words of theirs into it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.harness import DESKTOP, Server, new_context

ATTACK = """async () => {
  window.refused = new Set();
  document.addEventListener("securitypolicyviolation", (event) => window.refused.add(event.effectiveDirective));
  window.done = [];
  const holder = document.createElement("div");
  document.body.append(holder);
  holder.innerHTML = `<img src="x" onerror="done.push('handler')"><a href="javascript:done.push('link')" id="evil">x</a>
    <iframe src="data:text/html,x"></iframe><object data="/assets/map.js"></object><base href="https://example.org/">`;
  document.getElementById("evil").click();
  const script = document.createElement("script");
  script.textContent = "done.push('script')";
  holder.append(script);
  setTimeout("done.push('text')", 0);
  try { await fetch("https://example.org/stolen"); done.push("fetch"); } catch { /* refused */ }
  const form = Object.assign(document.createElement("form"), { action: "https://example.org/" });
  holder.append(form);
  form.submit();
}"""
REFUSED = [
    "base-uri", "connect-src", "form-action", "frame-src", "object-src", "script-src", "script-src-attr",
    "script-src-elem",
]  # fmt: skip


@pytest.mark.parametrize("path", ["/sv/?region=SE232", "/en/about"])
def test_nothing_foreign_runs_or_is_fetched(browser: Browser, server: Server, path: str) -> None:
    context = new_context(browser, DESKTOP)
    try:
        page = context.new_page()
        page.goto(f"{server.url}{path}", wait_until="domcontentloaded")
        page.evaluate(ATTACK)
        page.wait_for_function("(all) => all.every((one) => window.refused.has(one))", arg=REFUSED, timeout=10_000)
        assert page.evaluate("[window.done, document.cookie]") == [[], ""] and context.cookies() == []
        assert page.evaluate("document.baseURI").startswith(server.url)
        assert page.url == f"{server.url}{path}"
    finally:
        context.close()
