"""CORDIS: the EU's research projects (Horizon 2020, Horizon Europe), a zip of CSV files per framework programme.

Projects come from `project.csv`, participants from `organization.csv`, the words of `euroSciVoc.csv` go to the topics.
The two CSV files may also be given unpacked. An organisation's street, website and contact form are never read.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple, TextIO

from s3dash.sources.archives import open_zip
from s3dash.sources.cordis_rows import ORGANISATIONS, PROJECTS, VOCABULARY, participation, project
from s3dash.sources.files import Ragged, csv_rows, open_text, open_zip_text
from s3dash.sources.headers import Header
from s3dash.sources.listing import items_of
from s3dash.sources.records import Item, ReadOptions, Remark, Source, SourceError
from s3dash.sources.tables import Row

_ENCODINGS = ("utf-8-sig", "cp1252")
"""Old dumps are ISO-8859-1, of which cp1252 is the kind that tells text from other bytes."""
_MEMBERS = {"project.csv": "projects", "organization.csv": "organisations", "euroscivoc.csv": "vocabulary"}
_OPENED_WRONGLY = re.compile(r'(?:(?<=[^"]";)|(?<=;"";)|(?<=""";))""(?=[^";\r\n])(.*?)(?<!")""(?=;"|;?\r?\n?$)')


class _Table(NamedTuple):
    """One CSV file, in a zip or not."""

    name: str
    open: Callable[[], TextIO]


def read(paths: Sequence[Path], options: ReadOptions) -> Iterator[Item]:
    """Yield projects, then the participations of those projects."""
    tables = _tables(paths)
    if not tables["projects"]:
        raise SourceError(paths[0], "this is a table of organisations: give project.csv too, which names the projects")
    topics = _topics(tables["vocabulary"])
    known: set[str] = set()
    for table in tables["projects"]:
        yield from items_of(_rows(table, PROJECTS), PROJECTS, partial(project, topics, known))
    for table in tables["organisations"]:
        rows = _rows(table, ORGANISATIONS)
        yield from items_of(rows, ORGANISATIONS, partial(participation, options.places, known))
    if not tables["organisations"]:
        yield Remark(1, "no organization.csv among the files: the projects have no participants")


def _rows(table: _Table, header: Header) -> Iterator[tuple[int, Row]]:
    """Yield rows without the columns that are never read, in the order of the header's fields."""
    wanted: list[str] | None = None
    with table.open() as file:
        for line, row in csv_rows(map(mended, file), table.name, ";", header):
            if isinstance(row, Ragged):
                # Which cell is which is not known, and some hold streets and contact forms.
                yield line, Ragged(row.cells[:1], row.reason)
                continue
            if wanted is None:
                found = header.match(row).found
                wanted = [found[field] for field in header.aliases if field in found]
            yield line, {column: row[column] for column in wanted}


def mended(line: str) -> str:
    """Quote in full the fields of a line that begin and end with two quotes: `;""The "" action"";` lacks a third."""
    return _OPENED_WRONGLY.sub(r'"""\1"""', line) if ';""' in line else line


def _tables(paths: Sequence[Path]) -> dict[str, list[_Table]]:
    """Sort the files, and the files in zips, by what they hold."""
    tables: dict[str, list[_Table]] = defaultdict(list)
    for path in paths:
        if _is_zip(path):
            for kind, table in _members(path):
                tables[kind].append(table)
        else:
            tables[_kind(path)].append(_Table(str(path), partial(open_text, path, _ENCODINGS)))
    return tables


def _members(path: Path) -> Iterator[tuple[str, _Table]]:
    with open_zip(path) as archive:
        names = {PurePosixPath(name).name.lower() for name in archive.namelist()}
    if "project.csv" not in names:
        raise SourceError(path, f"the zip holds no project.csv; it holds {', '.join(sorted(names)[:12]) or 'nothing'}")
    for name, kind in _MEMBERS.items():
        if name in names:
            yield kind, _Table(f"{path}: {name}", partial(open_zip_text, path, name, _ENCODINGS))


def _is_zip(path: Path) -> bool:
    """Say whether a file is, or by its name should be, a zip."""
    return path.suffix.lower() == ".zip" or _start(path).startswith(b"PK\x03\x04")


def _kind(path: Path) -> str:
    """Say which table a CSV file is, by its first line."""
    start = _start(path).split(b"\n", 1)[0].lower()
    if b"euroscivoctitle" in start:
        return "vocabulary"
    return "organisations" if b"projectid" in start and b"role" in start else "projects"


def _start(path: Path) -> bytes:
    """Return how a file begins; one that cannot be opened begins with nothing and fails where it is read."""
    try:
        with path.open("rb") as file:
            return file.read(4096)
    except OSError:
        return b""


def _topics(tables: Sequence[_Table]) -> dict[str, list[str]]:
    """Return the words of the scientific vocabulary by project."""
    topics: dict[str, list[str]] = defaultdict(list)
    for table in tables:
        for _, row in _rows(table, VOCABULARY):
            if not isinstance(row, Ragged):
                project_id, title = row.values()
                topics[project_id].append(sys.intern(title))
    return topics


SOURCE = Source(
    source_id="cordis",
    title="CORDIS: EU research projects under Horizon 2020 and Horizon Europe",
    publisher="Publications Office of the European Union",
    url="https://cordis.europa.eu/",
    licence="CC BY 4.0",
    expects="the zip of a framework programme, or its project.csv and organization.csv",
    read=read,
    prefix="CORDIS",
    addresses={
        "HORIZON": "https://cordis.europa.eu/data/cordis-HORIZONprojects-csv.zip",
        "H2020": "https://cordis.europa.eu/data/cordis-h2020projects-csv.zip",
    },
)
