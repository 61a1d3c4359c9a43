"""`python -m tests.load [SCENARIO ...]`: the dashboard with a full room, on this machine.

room      so many people, each doing a journey of 15 views in five minutes
burst     so many people opening the same QR link within five seconds
flat      the room for half an hour: memory at the beginning and at the end
scaling   as fast as it goes, with one to four workers, and where the time goes
pair      two processes behind nginx sharing a PostgreSQL store, one of which is killed half-way

Each prints a Markdown table. Viewers and servers share the machine's processors.
"""

from __future__ import annotations

import argparse
import json
import threading
import time
import urllib.request
from collections.abc import Callable, Sequence
from statistics import median

from tests.load import profile
from tests.load.journeys import VIEWS, Step, journey
from tests.load.report import failures, percentile, table
from tests.load.servers import gunicorn, nginx, postgresql
from tests.load.viewers import Sample, at_full_speed, in_real_time

_QR_LINK = "/sv/?region=SE232"
_MEMORY_EVERY = 15.0
_FILLING = 120.0
"""Seconds in which the kept answers grow to what they may take."""


def main() -> None:
    """Run the scenarios that are asked for."""
    scenarios: dict[str, Callable[[argparse.Namespace], None]] = {
        "room": room, "burst": burst, "flat": flat, "scaling": scaling, "pair": pair,
    }  # fmt: skip
    parser = argparse.ArgumentParser(
        prog="python -m tests.load", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("scenario", nargs="*", metavar="SCENARIO", help="room, burst, flat, scaling, pair (all)")
    parser.add_argument("--viewers", type=int, default=200, help="people in the room (200)")
    parser.add_argument("--minutes", type=float, default=5, help="how long a journey takes (5)")
    parser.add_argument("--workers", type=int, default=2, help="gunicorn's workers (2)")
    parser.add_argument("--flat-minutes", type=float, default=30, help="how long the room stays for `flat` (30)")
    arguments = parser.parse_args()
    for name in arguments.scenario or scenarios:
        if name not in scenarios:
            parser.error(f"there is no scenario {name}: choose from {', '.join(scenarios)}")
        print(f"\n## {name}\n", flush=True)
        scenarios[name](arguments)


def room(arguments: argparse.Namespace) -> None:
    """People who browse, with real pauses."""
    with gunicorn(arguments.workers) as server:
        before = server.processor_seconds()
        samples = in_real_time(server.url, _journeys(server.url, arguments.viewers), 60 * arguments.minutes)
        _say(samples, server.processor_seconds() - before)


def burst(arguments: argparse.Namespace) -> None:
    """Everybody opens the same address, just after the server has started."""
    with gunicorn(arguments.workers) as server:
        before = server.processor_seconds()
        steps = [[Step("page", _QR_LINK)]] * arguments.viewers
        samples = in_real_time(server.url, steps, seconds=1, over=5)
        _say(samples, server.processor_seconds() - before)


def flat(arguments: argparse.Namespace) -> None:
    """The room over and over, once what may be kept has been asked for: memory may not grow."""
    with gunicorn(arguments.workers) as server:
        earlier = _journeys(server.url, 12 * arguments.viewers)[arguments.viewers :]
        at_full_speed(server.url, [step for steps in earlier for step in steps], _FILLING)
        readings: list[tuple[float, float]] = []
        done = threading.Event()
        start = time.monotonic()

        def read() -> None:
            while not done.wait(_MEMORY_EVERY):
                readings.append((time.monotonic() - start, server.memory()))

        reader = threading.Thread(target=read)
        reader.start()
        views = round(VIEWS * arguments.flat_minutes / arguments.minutes)
        samples = in_real_time(server.url, _journeys(server.url, arguments.viewers, views), 60 * arguments.flat_minutes)
        done.set()
        reader.join()
    _say(samples, None)
    sixth = max(len(readings) // 6, 1)
    parts = [[memory for _, memory in readings[i : i + sixth]] for i in range(0, len(readings), sixth)]
    medians = ", ".join(f"{median(part):.0f} MB" for part in parts)
    print(f"\nMemory of all processes, median of each sixth of the time: {medians}", flush=True)


def scaling(arguments: argparse.Namespace) -> None:
    """As fast as it goes: answers a second, and a second of processor."""
    print("| workers | answers a second | answers a second of processor | median | 95 of 100 | failed |")
    print("|--:|--:|--:|--:|--:|--:|")
    for workers in (1, 2, 3, 4):
        with gunicorn(workers) as server:
            steps = [step for steps in _journeys(server.url, 40) for step in steps]
            at_full_speed(server.url, steps, 5)  # what everybody asks for is in memory
            before = server.processor_seconds()
            samples = at_full_speed(server.url, steps, 20)
            used = server.processor_seconds() - before
        seconds = [sample.seconds for sample in samples]
        print(
            f"| {workers} | {len(samples) / 20:.0f} | {len(samples) / used:.0f} "
            f"| {1000 * percentile(seconds, 50):.0f} ms | {1000 * percentile(seconds, 95):.0f} ms "
            f"| {len(failures(samples))} |",
            flush=True,
        )
    print("\nWhere the processor's time goes, in one process:\n")
    print(profile.table())


def pair(arguments: argparse.Namespace) -> None:
    """Two processes behind nginx: when one dies, visitors do not notice."""
    seconds = 60 * arguments.minutes
    killed: list[float] = []
    with (
        postgresql() as store,
        gunicorn(1, S3DASH_STORE=store) as first,
        gunicorn(1, S3DASH_STORE=store) as second,
        nginx((first.port, second.port)) as address,
    ):

        def kill() -> None:
            killed.append(time.monotonic())
            second.kill()

        timer = threading.Timer(seconds / 2, kill)
        timer.start()
        samples = in_real_time(address, _journeys(address, arguments.viewers), seconds)
        timer.cancel()
    _say(samples, None)
    for sample in failures(samples):
        when = sample.at - killed[0]
        in_flight = -sample.seconds <= when <= 0
        print(f"failed: {sample.address}, {when:+.2f} s from the kill{' (in flight)' if in_flight else ''}")


def _journeys(base: str, viewers: int, views: int = VIEWS) -> list[list[Step]]:
    """A journey a viewer, over the regions and domains that the dashboard itself lists."""
    regions = [row["nuts_id"] for row in _listed(base, "regions") if row["layer"] in ("lan", "neighbours")]
    domains = [row["domain_id"] for row in _listed(base, "domains")]
    return [journey(seed, regions, domains, views) for seed in range(viewers)]


def _listed(base: str, what: str) -> list[dict[str, str]]:
    with urllib.request.urlopen(f"{base}/api/v1/{what}?limit=500", timeout=30) as answer:
        items: list[dict[str, str]] = json.load(answer)["items"]
        return items


def _say(samples: Sequence[Sample], processor: float | None) -> None:
    print(table(samples))
    span = max(sample.at for sample in samples) - min(sample.at for sample in samples)
    print(f"\n{len(samples)} answers in {span:.0f} s, {len(failures(samples))} failed.", end="")
    print(f" Servers: {processor:.0f} s of processor." if processor is not None else "", flush=True)


if __name__ == "__main__":
    main()
