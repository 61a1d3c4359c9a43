"""Tillväxtverket's list of operations 2021-2027: the Regional Fund and the Just Transition Fund, CSV or XLSX."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from s3dash.sources.headers import Header
from s3dash.sources.listing import items_of, list_rows
from s3dash.sources.records import Item, ReadOptions, Source
from s3dash.sources.swedish_header import FIELDS
from s3dash.sources.swedish_operations import SwedishOperations

HEADER = Header(FIELDS, required=("title", "beneficiary"))


def read(paths: Sequence[Path], options: ReadOptions) -> Iterator[Item]:
    """Give the items of some files."""
    operations = SwedishOperations(options.places, "erdf")
    for path in paths:
        yield from items_of(list_rows(path, HEADER), HEADER, operations.items)


SOURCE = Source(
    source_id="tillvaxtverket",
    title="Förteckning över insatser 2021-2027",
    publisher="Tillväxtverket",
    url="https://tillvaxtverket.se/",
    licence=None,
    expects="the list of operations, CSV or XLSX",
    read=read,
    prefix="TVV",
)
