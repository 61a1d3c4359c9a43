"""Views as files of data: scripts that hand over packed JSON, since pages from a folder may not fetch.

The folder would be five times as large unpacked, and what is read from a stick is slow.
"""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from s3dash.kit.links import Links
from s3dash.state import ViewState
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.export_menu import export_menu, filter_words
from s3dash.views.map_view import colouring, legend, legend_title
from s3dash.views.page import View

_BEGINNING = re.compile(r'(?:<\w+ \w+="[^"]*")?')
_CUTS = re.compile(r"(?=<section )")
_OF_COLOURS = ("legend", "export-menu")
"""Parts of the map's page that depend on its colours, and but for the title of its picture on no region."""
_LEFT_OUT = ("basket",)
"""Parts of a page that a copy has no use for."""


def packed(name: str, text: str) -> str:
    """A script that hands a text over under a name, as gzip in base64."""
    data = b64encode(gzip.compress(text.encode(), mtime=0)).decode()
    return f's3mapKit.take({json.dumps(name)},"{data}");\n'


class Pack:
    """The views of one file. Pieces of HTML that several views share are written once.

    `entries` are by key; a text in the `fragments` of an entry becomes a list of numbers of pieces in `pool`.
    """

    def __init__(self) -> None:
        self._pool: dict[str, int] = {}
        self.entries: dict[str, dict[str, Any]] = {}

    def add(self, key: str, entry: Mapping[str, Any]) -> None:
        """Add a view under its key."""
        cut = {name: self._numbers(text) for name, text in entry["fragments"].items()}
        self.entries[key] = {**entry, "fragments": cut}

    def _numbers(self, text: str) -> list[int]:
        return [self._pool.setdefault(piece, len(self._pool)) for piece in _CUTS.split(text) if piece]

    def script(self, name: str) -> str:
        """The file's text; it hands the data over under `name`.

        Pieces that begin alike stand together, for they are alike, and packing sees no further than 32 kB.
        """
        pool = sorted(self._pool, key=lambda piece: _BEGINNING.match(piece)[0])  # type: ignore[index]
        place = {self._pool[piece]: number for number, piece in enumerate(pool)}
        views = {
            key: entry
            | {"fragments": {part: [place[old] for old in numbers] for part, numbers in entry["fragments"].items()}}
            for key, entry in self.entries.items()
        }
        return packed(name, json.dumps({"pool": pool, "views": views}, ensure_ascii=False, separators=(",", ":")))


def whole(shown: View, state: ViewState, links: Links) -> dict[str, Any]:
    """All of a view, as the page takes it."""
    return {
        "title": shown.title,
        "region": shown.region,
        "fragments": _fragments(shown.fragments, state, links),
        "map": _picture(shown, state, links),
    }


def panel(shown: View, context: Context, links: Links) -> dict[str, Any]:
    """A view of the map without its colours, and without the menu of what they can be exported to."""
    state = context.state
    entry = whole(shown, state, links) | {"names": [context.name(code) for code in (state.region, state.other) if code]}
    for name in _OF_COLOURS:
        del entry["fragments"][name]
    for name in ("classes", "values"):
        del entry["map"][name]
    return entry


def colours(context: Context, links: Links) -> dict[str, Any]:
    """The colours of a view of the map, what they say of the regions, and the parts of the title of its picture."""
    shown = colouring(context)
    parts = {"legend": legend(context, shown), "export-menu": export_menu(context, has_map=True)}
    written = {name: html.to_html(part) for name, part in parts.items()}
    return {
        "fragments": _fragments(written, context.state, links),
        "map": {"classes": shown.classes, "values": shown.values},
        "picture": [legend_title(context), filter_words(context)],
    }


def _fragments(parts: Mapping[str, str], state: ViewState, links: Links) -> dict[str, str]:
    return {
        name: links.rewrite(part, state, relative=True) for name, part in parts.items() if name not in _LEFT_OUT
    }


def _picture(shown: View, state: ViewState, links: Links) -> dict[str, Any] | None:
    """The map's picture; its link as the address of the view without a region and the parameter that a click sets."""
    if shown.map is None:
        return None
    prefix, parameter = re.fullmatch(r"(.*?)[?&](\w+)=", shown.map.link).groups()  # type: ignore[union-attr]
    return asdict(shown.map) | {"link": [links.address(prefix, state, relative=True), parameter]}
