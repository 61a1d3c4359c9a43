"""What tells this release of the dashboard from any other."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import dash

from s3dash import __version__
from s3dash.views.assets import ASSETS

_PACKAGE = Path(__file__).parents[1]


@cache
def release() -> str:
    """A mark of the version and of all that pages are made of, so that a mended text is a new release too."""
    digest = hashlib.sha256(f"{__version__} {dash.__version__}".encode())
    for folder in (_PACKAGE, ASSETS):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(folder)}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
