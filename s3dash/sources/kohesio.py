"""Kohesio: the European Commission's list of the projects of cohesion policy, a CSV file per country and period.

The 33 columns of 2014-2020 and the longer header of newer files are read by name. Older files give beneficiaries by id
alone; Kohesio's list of beneficiaries, given together with them, adds the names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from s3dash.sources.files import Ragged, read_csv
from s3dash.sources.headers import Header, Match
from s3dash.sources.kohesio_rows import FIELDS, REQUIRED, Operations, words
from s3dash.sources.listing import reject_ragged
from s3dash.sources.records import Item, ReadOptions, Source

_OPERATIONS = Header(FIELDS, REQUIRED)
_FILES = "https://kohesio.ec.europa.eu/api/data/object?id=data"
_BENEFICIARIES = Header({"id": ["Beneficiary"], "name": ["BeneficiaryLabel"]}, ("id", "name"))


def read(paths: Sequence[Path], options: ReadOptions) -> Iterator[Item]:
    """Yield the items of lists of operations; lists of beneficiaries among the files are read first."""
    lists = {path: _is_list_of_beneficiaries(path) for path in paths}
    names = {entity: name for path, listed in lists.items() if listed for entity, name in _names(path)}
    for path, listed in lists.items():
        if not listed:
            yield from _read_operations(path, options, names)


def groups(paths: Sequence[Path]) -> list[list[Path]]:
    """Divide files into those that can be read side by side: a list of operations each, with all of beneficiaries."""
    beneficiaries = [path for path in paths if _is_list_of_beneficiaries(path)]
    return [[path, *beneficiaries] for path in paths if path not in beneficiaries] or [beneficiaries]


def _read_operations(path: Path, options: ReadOptions, names: dict[str, str]) -> Iterator[Item]:
    operations: Operations | None = None
    for line, row in read_csv(path, wanted=_OPERATIONS):
        if isinstance(row, Ragged):
            yield reject_ragged(line, row)
            continue
        if operations is None:
            operations = Operations(options.places, _OPERATIONS.match(row).found, names)
        yield from operations.items(line, row)


def _is_list_of_beneficiaries(path: Path) -> bool:
    """Say whether a file's header is that of the list of beneficiaries; files that cannot be opened fail later."""
    try:
        with path.open("rb") as file:
            return b"BeneficiaryLabel" in file.readline(1000)
    except OSError:
        return False


def _names(path: Path) -> Iterator[tuple[str, str]]:
    """Yield Q ids and names of beneficiaries."""
    match: Match | None = None
    for _, row in read_csv(path, wanted=_BENEFICIARIES):
        if isinstance(row, Ragged):
            continue
        match = match or _BENEFICIARIES.match(row)
        cells = match.fields(row)
        name = words(cells["name"])
        if name:
            yield cells["id"].rpartition("/")[2], name


SOURCE = Source(
    source_id="kohesio",
    title="Kohesio: projects of EU cohesion policy",
    publisher="European Commission",
    url="https://kohesio.ec.europa.eu/en/data",
    licence="CC BY 4.0",
    expects="the CSV of projects of one or more countries and periods; also the CSV of beneficiaries, for their names",
    read=read,
    prefix="KOH",
    groups=groups,
    addresses={
        "SE-2014-2020": f"{_FILES}/projects-2014-2020/2023-09-29/SE-pp14-20-20230929.csv",
        "SE-2021-2027": f"{_FILES}/projects-2021-2027/2025-11-10/SE-pp21-27-20251110.csv",
    },
)
