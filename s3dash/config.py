"""Settings from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

BUNDLED_DATA = Path(__file__).parents[1] / "geodata"


class ConfigError(Exception):
    """An environment variable that cannot be used; the text says which and what it should be."""


@dataclass(frozen=True)
class Settings:
    """Where to listen and where the dataset lies."""

    host: str
    port: int
    data: Path


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read HOST, PORT and S3DASH_DATA; raises ConfigError."""
    port = environment.get("PORT", "8050")
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise ConfigError(f"PORT is {port!r}: it should be a whole number from 1 to 65535.")
    host = environment.get("HOST", "127.0.0.1")
    if not host or any(character.isspace() for character in host):
        raise ConfigError(f"HOST is {host!r}: it should be a host name or address, such as 127.0.0.1.")
    data = Path(environment.get("S3DASH_DATA") or BUNDLED_DATA)
    if not data.is_dir():
        raise ConfigError(f"S3DASH_DATA is {str(data)!r}: there is no such directory.")
    return Settings(host, int(port), data)
