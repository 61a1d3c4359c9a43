"""Simulated viewers: each opens pages with what belongs to them, clicks, and thinks in between."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

import aiohttp

from tests.load.journeys import Step

_FILES = re.compile(r'(?:href|src)="(/(?:assets|_dash-component-suites)/[^"]+)"')
_AFTER_THE_PAGE = ("/_dash-layout", "/_dash-dependencies")
"""What Dash asks for once its scripts run."""
_LONGEST = aiohttp.ClientTimeout(total=60)
_HEADERS = {"Accept-Encoding": "gzip, br", "User-Agent": "s3map-load"}


@dataclass(frozen=True)
class Sample:
    """One answer."""

    kind: str
    """The kind of the step, or `file` for what a page loads besides."""
    at: float
    """When it was asked for, in seconds of `time.monotonic`."""
    seconds: float
    status: int
    """0: the connection broke, was refused or took longer than a minute."""
    size: int
    """Bytes over the wire."""
    address: str

    @property
    def failed(self) -> bool:
        """Whether the visitor did not get what was asked for."""
        return not 200 <= self.status < 400


@dataclass
class Viewer:
    """One browser: it keeps files whose address never changes, and asks for nothing else twice in vain.

    Parameters
    ----------
    base
        Address of the server, without a slash at its end.
    samples
        Where the answers are noted.
    """

    session: aiohttp.ClientSession
    base: str
    samples: list[Sample]
    _kept: set[str] = field(default_factory=set)

    async def take(self, step: Step) -> None:
        """Open a page with its files, or fetch a view."""
        if step.kind != "page":
            await self._get(step.kind, f"/view{step.address}")
            return
        html = await self._get("page", step.address)
        files = [path for path in dict.fromkeys(_FILES.findall(html)) if path not in self._kept]
        self._kept.update(files)
        await asyncio.gather(*(self._get("file", path.replace("&amp;", "&")) for path in files))
        if "/_dash-component-suites/" in html:
            referer = {"Referer": f"{self.base}{step.address}"}
            await asyncio.gather(*(self._get("file", path, referer) for path in _AFTER_THE_PAGE))

    async def _get(self, kind: str, path: str, headers: dict[str, str] | None = None) -> str:
        at = time.monotonic()
        status, size, text = 0, 0, ""
        try:
            async with self.session.get(f"{self.base}{path}", headers=headers) as answer:
                body = await answer.read()
                status, size = answer.status, int(answer.headers.get("Content-Length") or len(body))
                text = body.decode("utf-8", "replace") if kind == "page" else ""
        except (aiohttp.ClientError, TimeoutError):
            pass
        self.samples.append(Sample(kind, at, time.monotonic() - at, status, size, unquote(path)))
        return text


def in_real_time(base: str, journeys: Sequence[Sequence[Step]], seconds: float, over: float = 0.0) -> list[Sample]:
    """Let every viewer do a journey in about so many seconds, thinking between views for random times.

    Parameters
    ----------
    over
        The viewers arrive evenly spread over so many seconds; 0: spread over one think time.
    """
    return asyncio.run(_in_real_time(base, journeys, seconds, over))


async def _in_real_time(
    base: str, journeys: Sequence[Sequence[Step]], seconds: float, over: float
) -> list[Sample]:
    samples: list[Sample] = []

    async def one(number: int, steps: Sequence[Step]) -> None:
        choose = random.Random(number)
        mean = seconds / max(len(steps), 1)
        await asyncio.sleep(number * (over or mean) / len(journeys))
        async with _session() as session:
            viewer = Viewer(session, base, samples)
            for step in steps:
                await viewer.take(step)
                await asyncio.sleep(min(choose.lognormvariate(0, 0.6) * mean * 0.835, 4 * mean))

    await asyncio.gather(*(one(number, steps) for number, steps in enumerate(journeys)))
    return samples


def at_full_speed(base: str, steps: Iterable[Step], seconds: float, at_once: int = 16) -> list[Sample]:
    """Ask without thinking for so many seconds, so many at once: what the server can do at most."""
    return asyncio.run(_at_full_speed(base, list(steps), seconds, at_once))


async def _at_full_speed(base: str, steps: list[Step], seconds: float, at_once: int) -> list[Sample]:
    samples: list[Sample] = []
    end = time.monotonic() + seconds

    async def ask(first: int) -> None:
        async with _session() as session:
            viewer = Viewer(session, base, samples)
            number = first
            while time.monotonic() < end:
                step = steps[number % len(steps)]
                await viewer._get(step.kind, step.address if step.kind == "page" else f"/view{step.address}")
                number += at_once
    await asyncio.gather(*(ask(number) for number in range(at_once)))
    return samples


def _session() -> aiohttp.ClientSession:
    """A browser's connections: six at most to a host, kept open; it says what it can unpack."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=6), timeout=_LONGEST, headers=_HEADERS, auto_decompress=True
    )
