"""Readers of official files, one module a source; nothing here imports dash.

What they yield is said in :mod:`s3dash.sources.records`; what becomes of it in :mod:`s3dash.importing`.

- A source is the module of its name, with :data:`NAMES`; parts of it that are read by themselves stand beside it
  (`kohesio` and `kohesio_rows`, `kohesio_parts`; `national` and `mapping`, which says what a list's columns hold).
- Opening files: `files` (text, CSV, JSON), `archives` (zips, workbooks), `headers` (which column holds which field),
  `tables` (rows by column name), `listing` (whole lists: a row in, items out).
- Reading cells: `parsing` for all of them, made of `texts` and `numbers`; `countries`, `eu_codes`, `places` (a place's
  region, by tables and `boundaries`), `persons` (who is not shown).
- What several sources share: `eu_rows`, `interreg_programmes`, `swedish`, `swedish_operations` with `swedish_header`.
- Other tables than projects: `drafts` rewrites those of a draft. Downloads: `fetching`, with its files in `downloads`.
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
