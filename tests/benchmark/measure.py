"""The measurements: a page seen for the first time, clicks on regions, the server's own time and memory."""

from __future__ import annotations

import re
import urllib.request
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from tests.browser.harness import DESKTOP, PHONE, Server, Watch, drawn_regions, new_context, point_inside

ANALYSES = {
    "compare": "compare?with=SE232,SE224,DK01",
    "similar regions": "peers?region=SE23",
    "partner finder": "partners?region=SE224&domain=energy",
    "over time": "change?region=SE232",
    "matrix of domains": "domains",
    "alignment": "domains?show=alignment",
    "overlap": "domains?show=overlap",
    "candidates": "domains?show=candidates",
    "one domain": "domains/energy",
}
"""The pages of analysis: name -> address below the language."""
_PROBE = Path(__file__).with_name("probe.js").read_text()
_VIEW_TIME = re.compile(r"(?:^|,)\s*view\s*;[^,]*\bdur=([0-9.]+)")


@dataclass(frozen=True)
class Profile:
    """A device and its connection."""

    name: str
    size: tuple[int, int]
    cpu_slowdown: float = 1
    megabits: float | None = None
    """Download rate in Mbit/s; None leaves the connection alone."""
    latency: float = 0
    """Milliseconds added to each request."""


PROFILES = (
    Profile("desktop", DESKTOP),
    Profile("phone", PHONE, cpu_slowdown=4, megabits=1.6, latency=150),
)


@dataclass
class Measurements:
    """Values by (profile, name of the target), in the target's unit, and what went wrong on the pages."""

    values: dict[tuple[str, str], list[float]] = field(default_factory=lambda: defaultdict(list))
    problems: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """By profile: console errors and warnings, uncaught errors, requests to other hosts."""

    def add(self, profile: str, name: str, value: float) -> None:
        """Note one value."""
        self.values[profile, name].append(value)


def first_views(browser: Browser, server: Server, profile: Profile, runs: int, into: Measurements) -> None:
    """Open the start page with an empty cache, `runs` times after one that does not count."""
    for run in range(runs + 1):
        context, watch = _watched(browser, server, profile)
        page = context.new_page()
        session = _slowed(context, page, profile)
        sizes: list[float] = []
        session.on("Network.loadingFinished", lambda file, to=sizes: to.append(file["encodedDataLength"]))
        page.goto(f"{server.url}/sv/", wait_until="commit")
        marks = page.evaluate("benchmark.reached(['mapVisible', 'panelUsable', 'filtersUsable'])")
        page.wait_for_load_state("networkidle")
        context.close()
        into.problems[profile.name] += watch.problems()
        if run == 0:
            continue
        into.add(profile.name, "first view over the wire", sum(sizes) / 1000)
        into.add(profile.name, "map visible", marks["mapVisible"] / 1000)
        into.add(profile.name, "panel usable", marks["panelUsable"] / 1000)
        into.add(profile.name, "filters and find box usable", marks["filtersUsable"] / 1000)


def clicks(browser: Browser, server: Server, profile: Profile, runs: int, into: Measurements) -> None:
    """Click (or tap) one county after another, `runs` times after one that does not count.

    On the phone the panel lies over the map, so that the selection is cleared before each tap.
    """
    counties = [region.nuts_id for region in drawn_regions() if region.layer == "lan"]
    context, watch = _watched(browser, server, profile)
    page = context.new_page()
    _slowed(context, page, profile)
    page.goto(f"{server.url}/sv/")
    page.evaluate("benchmark.reached(['panelUsable', 'filtersUsable'])")
    server_times: list[float] = []
    page.on("response", lambda answer: server_times.extend(_durations(answer.headers.get("server-timing", ""))))
    for run, code in enumerate(islice(cycle(counties), runs + 1)):
        if profile.size == PHONE:
            page.keyboard.press("Escape")
            expect(page.locator('#map a[data-nuts][aria-current="true"]')).to_have_count(0)
        x, y = point_inside(page, code)
        if profile.size == PHONE:
            page.touchscreen.tap(x, y)
        else:
            page.mouse.move(x, y)  # a pointer is over the region, and its name is shown, before a button goes down
            page.evaluate("benchmark.painted()")
            page.mouse.click(x, y)
        marks = page.evaluate("code => benchmark.reached(['lit', 'panel'], code)", code)
        page.wait_for_load_state("networkidle")
        if run == 0:
            server_times.clear()
            continue
        into.add(profile.name, "click to region lit", marks["lit"])
        into.add(profile.name, "click to panel painted", marks["panel"])
    if profile.megabits is None:
        for milliseconds in server_times:
            into.add("server", "time of a panel", milliseconds)
    context.close()
    into.problems[profile.name] += watch.problems()


def analyses(browser: Browser, server: Server, profile: Profile, runs: int, into: Measurements) -> None:
    """Open each page of analysis with an empty cache, `runs` times after one that does not count."""
    for name, address in ANALYSES.items():
        for run in range(runs + 1):
            context, watch = _watched(browser, server, profile)
            page = context.new_page()
            _slowed(context, page, profile)
            page.goto(f"{server.url}/sv/{address}", wait_until="commit")
            marks = page.evaluate("benchmark.reached(['pageUsable'])")
            context.close()
            into.problems[profile.name] += watch.problems()
            if run:
                into.add(profile.name, f"{name}: usable", marks["pageUsable"] / 1000)


def analyses_built(server: Server, into: Measurements) -> None:
    """Ask for views of every page of analysis that nobody has seen before and read the server's own time."""
    for name, address in ANALYSES.items():
        for more in ("period=2014-2020", "period=2014-2020&fund=erdf", "fund=interreg", "currency=SEK", "fund=erdf"):
            query = f"{address}{'&' if '?' in address else '?'}{more}"
            with urllib.request.urlopen(f"{server.url}/view/en/{query}") as answer:
                for milliseconds in _durations(answer.headers.get("Server-Timing", "")):
                    into.add("server", f"{name}: time of a new view", milliseconds)


def pages(server: Server, runs: int, into: Measurements) -> None:
    """Ask for whole pages with a region selected and read the server's own time from the answer.

    The period is one that no click has shown, so that no page has been built before.
    """
    for region in islice(cycle(drawn_regions()), runs):
        with urllib.request.urlopen(f"{server.url}/sv/?region={region.nuts_id}&period=2014-2020") as answer:
            for milliseconds in _durations(answer.headers.get("Server-Timing", "")):
                into.add("server", "time of a whole page", milliseconds)


def _watched(browser: Browser, server: Server, profile: Profile) -> tuple[BrowserContext, Watch]:
    context = new_context(browser, profile.size)
    context.set_default_timeout(60_000)
    context.add_init_script(_PROBE)
    watch = Watch(server.url)
    watch.follow(context)
    return context, watch


def _slowed(context: BrowserContext, page: Page, profile: Profile) -> CDPSession:
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    if profile.megabits is not None:
        bytes_per_second = profile.megabits * 1e6 / 8
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": profile.latency,
                "downloadThroughput": bytes_per_second,
                "uploadThroughput": bytes_per_second / 2,
            },
        )
    if profile.cpu_slowdown != 1:
        session.send("Emulation.setCPUThrottlingRate", {"rate": profile.cpu_slowdown})
    return session


def _durations(header: str) -> list[float]:
    return [float(duration) for duration in _VIEW_TIME.findall(header)]
