"""Settings from the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

BUNDLED_DATA = Path(__file__).parents[1] / "geodata"
_ADDRESS = re.compile(r"[^\s@<>\"',;?&]+@[^\s@<>\"',;?&]+\.[^\s@<>\"',;?&]+")

_ORIGIN = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+", re.ASCII)

LIMITS = {"exports": 600, "search": 6000, "controls": 12_000, "stories": 600, "api": 1200}
"""Requests in a minute from one address: what 200 people in a room ask for who share theirs."""
CACHE = 32
"""Megabytes of answers that each process keeps, where nothing else is said."""
_MOST_PROXIES = 9
_LARGEST_CACHE = 100_000


class ConfigError(Exception):
    """An environment variable that cannot be used; the text says which and what it should be."""


@dataclass(frozen=True)
class Settings:
    """Where to listen, where the dataset lies, and who is told of errors in it (None: nobody)."""

    host: str
    port: int
    data: Path
    contact: str | None = None
    store: str | None = None
    """Address of a PostgreSQL database that holds the projects; None: DuckDB, in this process."""
    url: str | None = None
    """The address under which others reach the dashboard, without a slash at its end; None: the one it was asked at."""
    framed_by: tuple[str, ...] = ()
    """The origins that may show the map or a chart in a page of theirs."""
    proxies: int = 0
    """How many proxies stand before the dashboard; so many of what they forward is believed."""
    limits: Mapping[str, int] = field(default_factory=lambda: dict(LIMITS))
    """How many requests of a kind one address may make in a minute; 0: any number."""
    cache: int = CACHE
    """Megabytes of answers that each process keeps."""
    log: str = ""
    """`text` or `json`: a line for each request in that form, and errors; nothing: only warnings and errors."""
    metrics: bool = False
    """Whether figures for Prometheus are shown."""


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the variables that the README lists.

    Raises
    ------
    ConfigError
        Where one of them cannot be used.
    """
    port = environment.get("PORT", "8050")
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise ConfigError(f"PORT is {port!r}: it should be a whole number from 1 to 65535.")
    host = environment.get("HOST", "127.0.0.1")
    if not host or any(character.isspace() for character in host):
        raise ConfigError(f"HOST is {host!r}: it should be a host name or address, such as 127.0.0.1.")
    data = Path(environment.get("S3DASH_DATA") or BUNDLED_DATA)
    if not data.is_dir():
        raise ConfigError(f"S3DASH_DATA is {str(data)!r}: there is no such directory.")
    contact = environment.get("S3DASH_CONTACT") or None
    if contact and not _ADDRESS.fullmatch(contact):
        raise ConfigError(f"S3DASH_CONTACT is {contact!r}: it should be an e-mail address, such as s3@example.org.")
    store = environment.get("S3DASH_STORE") or None
    if store and not store.startswith(("postgresql://", "postgres://")):
        raise ConfigError("S3DASH_STORE should be the address of a PostgreSQL database, such as postgresql://host/name.")
    url = (environment.get("S3DASH_URL") or "").rstrip("/") or None
    if url and not _ORIGIN.fullmatch(url):
        raise ConfigError(f"S3DASH_URL is {url!r}: it should be an address such as http://192.168.0.10:8050.")
    framed_by = tuple((environment.get("S3DASH_EMBED") or "").split())
    for origin in framed_by:
        if not _ORIGIN.fullmatch(origin):
            raise ConfigError(f"S3DASH_EMBED has {origin!r}: it should be addresses such as https://example.org.")
    proxies = environment.get("S3DASH_PROXIES") or "0"
    if not (proxies.isascii() and proxies.isdigit() and int(proxies) <= _MOST_PROXIES):
        raise ConfigError(f"S3DASH_PROXIES is {proxies!r}: it should be how many proxies stand before the dashboard.")
    limits = _limits(environment.get("S3DASH_LIMITS") or "")
    cache = environment.get("S3DASH_CACHE") or str(CACHE)
    if not (cache.isascii() and cache.isdigit() and 0 < int(cache) <= _LARGEST_CACHE):
        raise ConfigError(f"S3DASH_CACHE is {cache!r}: it should be the megabytes of answers to keep, such as {CACHE}.")
    log = environment.get("S3DASH_LOG") or ""
    if log not in ("", "text", "json"):
        raise ConfigError(f"S3DASH_LOG is {log!r}: it should be text or json.")
    metrics = environment.get("S3DASH_METRICS") or "0"
    if metrics not in ("0", "1"):
        raise ConfigError(f"S3DASH_METRICS is {metrics!r}: it should be 1 or 0.")
    return Settings(
        host, int(port), data, contact, store, url, framed_by,
        proxies=int(proxies), limits=limits, cache=int(cache), log=log, metrics=metrics == "1",
    )  # fmt: skip


def _limits(given: str) -> dict[str, int]:
    """The limits, those that are given in place of the usual ones."""
    if given == "off":
        return {}
    limits = dict(LIMITS)
    for one in given.split():
        name, _, number = one.partition("=")
        if name not in LIMITS or not (number.isascii() and number.isdigit() and len(number) < 10):
            raise ConfigError(
                f"S3DASH_LIMITS has {one!r}: it should be off, or {' '.join(f'{n}={m}' for n, m in LIMITS.items())}"
                " or some of them: requests in a minute, 0 for any number."
            )
        limits[name] = int(number)
    return limits
