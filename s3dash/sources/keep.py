"""keep.eu: projects of Interreg and their partners, the workbook that its search page exports.

Projects and partners stand on two sheets. A project is known by its programme and its id or, before 2021 when projects
have no id, its acronym. A project's total is never split over its partners: a partner's amount is what the
source states for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from s3dash.data.words import fold
from s3dash.sources import eu_codes
from s3dash.sources.eu_rows import unpublished, with_acronym
from s3dash.sources.files import read_sheet, read_workbook
from s3dash.sources.headers import Header
from s3dash.sources.interreg_programmes import programme_id
from s3dash.sources.keep_partners import PARTNERS, Partners
from s3dash.sources.listing import Cells, items_of
from s3dash.sources.records import Item, Period, ProjectRow, ReadOptions, Remark, Source, SourceError

_LANGUAGES = ("English", "language 2", "language 3", "language 4")
_PROJECTS = Header(
    {
        "period": ["Period"],
        "programme": ["Programme"],
        "id": ["Project ID (2021-2027 only)", "Project ID"],
        "acronym": ["Project acronym"],
        **{f"title {n}": [f"Project name in {language}"] for n, language in enumerate(_LANGUAGES)},
        "description": ["Description in English"],
        "description 2": ["Description in language 2"],
        "start": ["Project start", "Project start date"],
        "end": ["Project end", "Project end date"],
        "total": ["Project's total budget / expenditure"],
        "contribution": ["Project's EU funding"],
        "website": ["Website"],
        "objective": ["Specific objective"],
        "thematic": ["Thematic objective"],
        **{f"theme {n}": [f"Theme {n}"] for n in (1, 2, 3)},
    },
    ("programme", "acronym", "title 0"),
)
_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+")
_PERIOD_OF_NAME = re.compile(r"(\d{4}) ?[-–] ?(\d{4})")


def read(paths: Sequence[Path], options: ReadOptions) -> Iterator[Item]:
    """Yield the projects of each workbook, then their partners."""
    for path in paths:
        book = read_workbook(path)
        partners = Partners(options.places)
        projects = _sheet(book, "projects", path)
        if projects is None:
            raise SourceError(path, f"no sheet of projects (Search results, projects) among {', '.join(book)}")
        yield from items_of(read_sheet(projects, path, _PROJECTS), _PROJECTS, partial(_project, partners))
        sheet = _sheet(book, "partners", path)
        if sheet is None:
            yield Remark(1, "the workbook has no sheet of partners")
        else:
            yield from items_of(read_sheet(sheet, path, PARTNERS), PARTNERS, partners.items)


def _sheet(book: Mapping[str, Iterator[list[Any]]], word: str, path: Path) -> Iterator[list[Any]] | None:
    """Return the sheet whose name has a word, as in `Search results, projects`."""
    found = [rows for name, rows in book.items() if word in fold(name).split()]
    if len(found) > 1:
        raise SourceError(path, f"{len(found)} sheets of {word}: delete all but one")
    return found[0] if found else None


def _project(partners: Partners, row: int, cells: Cells) -> Iterator[Item]:
    programme, acronym = cells.required("programme"), cells.text("acronym")
    period = _period(cells.text("period"), programme)
    names = [cells.text(f"title {n}") for n in range(len(_LANGUAGES))]
    title = next((name for name in names if name), acronym)
    if not title:
        raise ValueError("Project name in English: the project has no name in any language and no acronym")
    known = programme_id(programme, period)
    total, contribution = cells.amount("total"), cells.amount("contribution")
    start, end = cells.days("start", "end")
    website = cells.text("website") or ""
    themes = [cells.text(f"theme {n}") for n in (1, 2, 3)]
    specific, thematic = cells.text("objective") or "", cells.text("thematic") or ""
    summary, summary_en = cells.prose("description 2"), cells.prose("description")
    yield ProjectRow(
        row,
        partners.add_project(programme, cells.text("id"), acronym),
        with_acronym(title, acronym),
        period,
        "interreg",
        title_en=names[0],
        summary=summary,
        summary_en=summary_en,
        programme=known,
        programme_name=programme,
        start_date=start,
        end_date=end,
        objective=eu_codes.specific_objective(specific) or eu_codes.thematic_objective(thematic),
        topics="; ".join(dict.fromkeys(theme for theme in themes if theme)) or None,
        total_budget=total,
        eu_contribution=contribution,
        currency="EUR" if total or contribution else None,
        amount_covers="project" if total or contribution else None,
        url=website if _ADDRESS.fullmatch(website) else None,
        notes=tuple(cells.notes),
        same_as=_same_as(known, [*names, acronym]),
    )
    yield from unpublished(row, cells, "total", "contribution")


def _period(stated: str | None, programme: str) -> Period:
    """Return the period of a project, stated or else in the name of its programme."""
    if not stated and (years := _PERIOD_OF_NAME.match(programme)):
        stated = f"{years[1]}-{years[2]}"
    try:
        return eu_codes.period(stated or "")
    except ValueError as error:
        raise ValueError(f"Period: {error}") from None


def _same_as(programme: str | None, names: Sequence[str | None]) -> tuple[str, ...]:
    """Name a project by its titles and its acronym, by which other lists of the programme may know it."""
    if not programme:
        return ()
    return tuple(dict.fromkeys(f"title:{programme}|{key}" for name in names if name and (key := fold(name))))


SOURCE = Source(
    source_id="keep",
    title="keep.eu: Interreg projects and partners",
    publisher="Interact",
    url="https://keep.eu/",
    licence="Open with attribution: source keep.eu (https://keep.eu), an Interact service; say what was changed",
    expects="the workbook (XLSX) that the search page exports, with the sheets of projects and of partners",
    read=read,
    prefix="KEEP",
)
