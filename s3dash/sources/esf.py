"""The project bank of ESF-rådet: a bilingual export of the European Social Fund's projects, CSV or XLSX."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from s3dash.sources.headers import Header
from s3dash.sources.listing import items_of, list_rows
from s3dash.sources.records import Item, ReadOptions, Source
from s3dash.sources.swedish_header import FIELDS
from s3dash.sources.swedish_operations import SwedishOperations

HEADER = Header(
    # What ESF-rådet calls "programområde" is a priority of its one programme.
    FIELDS | {"priority": [*FIELDS["priority"], "Programområde"], "programme": ["Program", "Programnamn", "Programme"]},
    required=("case", "title"),
)


def read(paths: Sequence[Path], options: ReadOptions) -> Iterator[Item]:
    """Give the items of some files."""
    operations = SwedishOperations(options.places, "esf")
    for path in paths:
        yield from items_of(list_rows(path, HEADER), HEADER, operations.items)


SOURCE = Source(
    source_id="esf",
    title="Projektbanken",
    publisher="Svenska ESF-rådet",
    url="https://www.esf.se/",
    licence=None,
    expects="the export of the project bank, CSV or XLSX",
    read=read,
    prefix="ESF",
)
