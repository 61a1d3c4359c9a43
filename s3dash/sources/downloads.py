"""The files of a download: the part while it arrives, the whole one, and the checksum beside it.

The bytes go to `<file>.part`, with the version they belong to in `<file>.part.json`; only a whole file takes the final
name, in one step. Beside it stands `<file>.sha256` (`sha256sum --check` reads it) with the address, the day and what
the server said of the version.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import requests


@dataclass(frozen=True)
class Version:
    """What tells one version of a file at an address from another."""

    address: str
    etag: str | None = None
    last_modified: str | None = None

    @classmethod
    def of(cls, address: str, response: requests.Response) -> Version:
        """Take what an answer says of its version."""
        return cls(address, response.headers.get("ETag"), response.headers.get("Last-Modified"))

    @property
    def proof(self) -> str | None:
        """What If-Range takes: a strong ETag, or else the date; None where a rest cannot be asked for safely."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.last_modified


@dataclass(frozen=True)
class Files:
    """The whole file under its final name, and what stands beside it."""

    final: Path

    @property
    def part(self) -> Path:
        """The bytes so far."""
        return self.final.with_name(self.final.name + ".part")

    @property
    def version(self) -> Path:
        """What version the part belongs to."""
        return self.final.with_name(self.final.name + ".part.json")

    @property
    def checksum(self) -> Path:
        """Checksum, address and day of the whole file."""
        return self.final.with_name(self.final.name + ".sha256")

    def part_begun(self, address: str) -> Version | None:
        """Give the version that the part belongs to; None where nothing of this address can be resumed."""
        try:
            version = Version(**json.loads(self.version.read_text("utf-8")))
            resumable = version.address == address and version.proof and self.part.stat().st_size > 0
        except (OSError, ValueError, TypeError):
            return None
        return version if resumable else None

    def begin(self, version: Version) -> None:
        """Begin a new part of a version; the old one goes first, so that it is never taken for the new one."""
        self.discard()
        self.version.write_text(json.dumps(asdict(version)), "utf-8")

    def beginning(self) -> bytes:
        """Give the first bytes of the part."""
        with self.part.open("rb") as part:
            return part.read(2048)

    def discard(self) -> None:
        """Remove the part."""
        self.part.unlink(missing_ok=True)
        self.version.unlink(missing_ok=True)

    def kept(self, address: str) -> Version | None:
        """Give the version of the whole file of an earlier run, if it came from this address and is untouched."""
        try:
            lines = self.checksum.read_text("utf-8").splitlines()
            same = lines[-1].split()[0] == sha256(self.final)
        except (OSError, IndexError, UnicodeDecodeError):
            return None
        said = dict(line[2:].split(": ", 1) for line in lines[:-1] if ": " in line)
        if not same or said.get("address") != address:
            return None
        return Version(address, said.get("etag"), said.get("last-modified"))

    def publish(self, version: Version) -> None:
        """Give the part its final name and write the checksum beside it."""
        lines = [f"# address: {version.address}", f"# fetched: {datetime.now(UTC):%Y-%m-%d}"]
        if version.etag:
            lines.append(f"# etag: {version.etag}")
        if version.last_modified:
            lines.append(f"# last-modified: {version.last_modified}")
        lines.append(f"{sha256(self.part)}  {self.final.name}")
        self.version.unlink(missing_ok=True)
        os.replace(self.part, self.final)
        self.part.write_text("\n".join(lines) + "\n", "utf-8")
        os.replace(self.part, self.checksum)


def sha256(path: Path) -> str:
    """Give the checksum of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
