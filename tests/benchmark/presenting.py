"""The measurement of the presenter: from a key to the next step's view, whole on the screen."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.benchmark.measure import Measurements, Profile
from tests.browser.harness import Server, Watch, new_context

_STORY, _STEPS = "seven-pictures", 7
_MOVE = """key => new Promise(done => {
  const started = performance.now();
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const look = () => {
    const frame = document.querySelector("#views iframe.shown.ready");
    if (!frame || getComputedStyle(frame).opacity !== "1") requestAnimationFrame(look);
    else requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - started)));
  };
  look();
})"""


def moves(browser: Browser, server: Server, profile: Profile, runs: int, into: Measurements) -> None:
    """Move through a story and back, `runs` times, once its views are there; with the fade, which takes its time."""
    context = new_context(browser, profile.size)
    context.set_default_timeout(60_000)
    watch = Watch(server.url)
    watch.follow(context)
    page = context.new_page()
    page.emulate_media(reduced_motion="no-preference")
    page.goto(f"{server.url}/sv/present/{_STORY}")
    expect(page.locator("#views iframe.ready")).to_have_count(_STEPS, timeout=60_000)
    way = ["ArrowRight"] * (_STEPS - 1) + ["ArrowLeft"] * (_STEPS - 1)
    for run in range(runs):
        into.add(profile.name, "presenter: a move", page.evaluate(_MOVE, way[run % len(way)]))
    context.close()
    into.problems[profile.name] += watch.problems()
