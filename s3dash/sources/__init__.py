"""Readers of official files, one module a source; nothing here imports dash.

What they yield is said in :mod:`s3dash.sources.records`; what becomes of it in :mod:`s3dash.importing`.
"""

from __future__ import annotations

from importlib import import_module

from s3dash.sources.records import Source

NAMES = (
    "tillvaxtverket", "projektbanken", "interregbarometern", "esf", "kohesio", "cohesion_open_data", "keep", "cordis",
    "national", "eurostat", "gisco", "priorities",
)  # fmt: skip


def source(name: str) -> Source:
    """Return a source by its name; KeyError if there is none."""
    if name not in NAMES:
        raise KeyError(name)
    found: Source = import_module(f"s3dash.sources.{name}").SOURCE
    return found
