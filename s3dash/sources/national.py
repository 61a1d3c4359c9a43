"""Any national list of operations, by a mapping: a YAML file that says what its columns hold.

An id is the country and the list's own id (`FI|A70001`); rows with the same one are of the same project. A list without
ids gets one from the title, the beneficiary and the start (or what the mapping names): the same for the same words,
whatever their case and accents. Of two rows that such an id cannot tell apart the second is rejected.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from s3dash.sources.files import Ragged, is_workbook, read_csv
from s3dash.sources.listing import items_of, list_rows
from s3dash.sources.mapping import Mapping, find, load, shipped
from s3dash.sources.national_beginning import Beginning
from s3dash.sources.national_cells import ListCells
from s3dash.sources.national_rows import Rows
from s3dash.sources.records import Item, ReadOptions, Source, SourceError
from s3dash.sources.tables import Row

_load_once = lru_cache(load)


def read(paths: Sequence[Path], options: ReadOptions) -> Iterator[Item]:
    """Yield the items of lists; each is read with the mapping that is named, or else with the one that fits."""
    readers: dict[Path, Rows] = {}
    for path in paths:
        mapping = mapping_for(path, options)
        if mapping.path not in readers:
            readers[mapping.path] = Rows(mapping, options.places)
        cells_of = partial(ListCells, mapping)
        yield from items_of(_rows(path, mapping), mapping.header, readers[mapping.path].items, cells_of)


def mapping_for(path: Path, options: ReadOptions) -> Mapping:
    """Give the mapping of a list: the one that is named, or the only one that comes along and fits its header.

    Raises
    ------
    SourceError
        If the named one cannot be used, or if none or several fit; the text helps to choose or to write one.
    """
    if options.mapping:
        return load(find(options.mapping))
    beginning = Beginning(path)
    fitting = [mapping for mapping in map(_load_once, shipped().values()) if beginning.separator(mapping)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        names = ", ".join(mapping.path.stem for mapping in fitting)
        raise SourceError(path, f"several mappings fit this header: choose one of {names} with --mapping")
    raise SourceError(path, f"no mapping that comes with S3 Map fits this header.\n{beginning.proposal()}")


def source_of(mapping: Mapping) -> Source:
    """Give the source that a list is: its own title, publisher, address and licence."""
    return replace(SOURCE, title=mapping.title, publisher=mapping.publisher, url=mapping.url, licence=mapping.licence)


def _rows(path: Path, mapping: Mapping) -> Iterator[tuple[int, Row]]:
    rows = list_rows(path, mapping.header) if is_workbook(path) else _csv_rows(path, mapping)
    empty = True
    for number, row in rows:
        if empty and not isinstance(row, Ragged):
            _refuse_another_list(path, mapping, row)
        empty = False
        yield number, row
    if empty:
        raise SourceError(path, "there are no rows below the header: download the file again")


def _csv_rows(path: Path, mapping: Mapping) -> Iterator[tuple[int, Row]]:
    separator = Beginning(path).separator(mapping) or mapping.separators[0]
    return read_csv(path, mapping.encodings, separator, mapping.header)


def _refuse_another_list(path: Path, mapping: Mapping, columns: dict[str, Any]) -> None:
    other = [name for name in mapping.not_with if name in columns]
    if other:
        raise SourceError(path, f"the column {other[0]!r} tells that this is not the list of {mapping.path.stem}")


SOURCE = Source(
    source_id="national",
    title="A national list of operations",
    publisher="The managing authority of a programme",
    url="https://ec.europa.eu/regional_policy/projects/projects-database_en",
    licence=None,
    expects=f"a list of operations as CSV or XLSX, of a mapping that comes along ({', '.join(shipped())}) or is given",
    read=read,
    prefix="NAT",
)
