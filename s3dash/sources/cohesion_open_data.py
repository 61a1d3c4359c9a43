"""Cohesion Open Data: the table 557j-pmg8, Kohesio's projects of 2014-2020 as a JSON array.

Its columns are Kohesio's in lower case, numbers come as text and an empty cell is left out of its row. An operation has
the id that it has in Kohesio's own files, so one that was read from there is updated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from s3dash.sources.files import Ragged
from s3dash.sources.headers import Header
from s3dash.sources.kohesio_rows import FIELDS, REQUIRED, Operations
from s3dash.sources.listing import json_rows, reject_ragged
from s3dash.sources.records import Item, ReadOptions, Reject, Source

_OPERATIONS = Header(FIELDS, REQUIRED)
_PERIOD = "2014-2020"
"""The table holds no other period and does not say so in a column."""


def read(paths: Sequence[Path], options: ReadOptions) -> Iterator[Item]:
    """Yield the items of each file."""
    for path in paths:
        rows = list(json_rows(path, _OPERATIONS))
        # A column that is empty in a row is not in it, so the columns are those of all rows.
        found = _OPERATIONS.match(dict.fromkeys(name for _, row in rows if isinstance(row, dict) for name in row)).found
        operations = Operations(options.places, found, period=_PERIOD)
        for number, row in rows:
            if isinstance(row, Ragged):
                yield reject_ragged(number, row)
                continue
            try:
                cells = {column: _cell(column, row.get(column)) for column in found.values()}
            except ValueError as error:
                yield Reject(number, str(error))
                continue
            yield from operations.items(number, cells)


def _cell(column: str, value: Any) -> str:
    """Write a value as text; an address comes as an object with `url`, a point with `coordinates`."""
    if isinstance(value, Mapping):
        value = value.get("url") or _latitude_longitude(value)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"{column}: it holds {type(value).__name__}, not text or a number")
    # Half a surrogate pair is possible in JSON and cannot be written anywhere.
    return str(value).encode("utf-8", "ignore").decode()


def _latitude_longitude(point: Mapping[str, Any]) -> Any:
    """Give a point of GeoJSON, or one with `latitude` and `longitude`, as Kohesio writes it."""
    pair = point.get("coordinates")
    if isinstance(pair, Sequence) and len(pair) == 2:
        return f"{pair[1]},{pair[0]}"
    if "latitude" in point and "longitude" in point:
        return f"{point['latitude']},{point['longitude']}"
    return point


SOURCE = Source(
    source_id="cohesion_open_data",
    title="Cohesion Open Data: Kohesio projects 2014-2020 (557j-pmg8)",
    publisher="European Commission",
    url="https://cohesiondata.ec.europa.eu/d/557j-pmg8",
    licence="CC BY 4.0",
    expects="the JSON array of the table 557j-pmg8, for one country or all",
    read=read,
    prefix="KOH",
    addresses={
        "SE": (
            "https://cohesiondata.ec.europa.eu/resource/557j-pmg8.json"
            "?$where=country=%27Sweden%27&$order=:id&$limit=50000"
        ),
    },
)
