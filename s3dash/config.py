"""Settings from the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

BUNDLED_DATA = Path(__file__).parents[1] / "geodata"
_ADDRESS = re.compile(r"[^\s@<>\"',;?&]+@[^\s@<>\"',;?&]+\.[^\s@<>\"',;?&]+")

_ORIGIN = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+", re.ASCII)


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


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read HOST, PORT, S3DASH_DATA, S3DASH_CONTACT, S3DASH_STORE, S3DASH_URL, S3DASH_EMBED; raises ConfigError."""
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
    return Settings(host, int(port), data, contact, store, url, framed_by)
