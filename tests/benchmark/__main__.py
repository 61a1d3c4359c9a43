"""`python -m tests.benchmark [--runs N] [--json FILE] [--scale]`: measure the dashboard on this machine.

Starts `python app.py` as users do and drives headless Chromium against it, on a desktop and on a phone
(1.6 Mbit/s, 150 ms, processor four times slower). Prints a Markdown table: target, median, min - max.
Run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.benchmark import scale
from tests.benchmark.measure import PROFILES, Measurements, analyses, analyses_built, clicks, first_views, pages
from tests.benchmark.presenting import moves
from tests.benchmark.report import TARGETS, Result, markdown
from tests.browser.harness import Server, running_browser, running_server


def main() -> None:
    """Measure everything, print the table, write the JSON file if one is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=20, help="how often each thing is measured (20)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every value to this file")
    parser.add_argument(
        "--scale", type=int, nargs="*", metavar="PROJECTS", help="instead: how import and answers grow with the data"
    )
    arguments = parser.parse_args()
    if arguments.scale is not None:
        scale.main(arguments.scale or list(scale.SIZES))
        return

    found = Measurements()
    with running_server() as server, sync_playwright() as playwright, running_browser(playwright) as browser:
        chromium = browser.version
        try:
            _measure(browser, server, arguments.runs, found)
        except (PlaywrightError, OSError) as error:
            raise SystemExit(f"The measurement stopped: {error}\nThe server's log:\n{server.log()}") from error

    results = [Result(target, tuple(found.values[target.profile, target.name])) for target in TARGETS]
    machine = f"{os.cpu_count()} processors, Python {platform.python_version()}, Chromium {chromium}"
    print(markdown(results))
    print(f"\n{date.today()}, {machine}")
    for problem in sorted({problem for problems in found.problems.values() for problem in problems}):
        print(problem)
    if arguments.json:
        content = {
            "date": date.today().isoformat(),
            "machine": machine,
            "results": [result.as_dict() for result in results],
        }
        arguments.json.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _measure(browser: Browser, server: Server, runs: int, found: Measurements) -> None:
    found.add("server", "ready after start", server.ready_after)
    for profile in PROFILES:
        first_views(browser, server, profile, runs, found)
        clicks(browser, server, profile, runs, found)
        analyses(browser, server, profile, max(runs // 4, 1), found)
        if profile.name == "desktop":
            moves(browser, server, profile, runs, found)
        problems = found.problems[profile.name]
        found.add(profile.name, "console problems and requests to other hosts", len(problems))
    pages(server, runs, found)
    analyses_built(server, found)
    found.add("server", "memory at the end", server.memory() / 1e6)


if __name__ == "__main__":
    main()
