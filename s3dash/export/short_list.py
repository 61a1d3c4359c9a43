"""The short list of a region's partners as CSV or Excel: the first of each side, with reasons and sources."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import flask

from s3dash.analysis.partner_finder import Partner, Partners, Side
from s3dash.data.cells import csv_cell
from s3dash.data.projects import Project
from s3dash.data.words import fold
from s3dash.export.address import absolute
from s3dash.export.answers import attachment, context_asked
from s3dash.export.csv_file import BOM
from s3dash.export.workbook import MIMETYPE, workbook, write_cell
from s3dash.views.context import Context
from s3dash.views.partners.evidence import rows_behind
from s3dash.views.partners.known import gaps
from s3dash.views.partners.page import joint_examples, partners
from s3dash.views.partners.ranking import pair_state, shown
from s3dash.views.partners.words import programme_names, reasons

if TYPE_CHECKING:
    from s3dash.site import Site

COLUMNS = {
    "side": 18, "rank": 6, "region": 24, "nuts_id": 10, "country": 12, "match": 10, "priority": 30, "priorities": 50,
    "strength": 36, "environments": 50, "joint": 12, "joint_in_all": 12, "projects": 60, "programmes": 40,
    "perhaps": 30, "partnerships": 36, "page": 30, "sources": 60,
}  # fmt: skip
"""Columns by their key in the catalogue, and their width in characters."""
_KINDS = {
    "csv": "text/csv",
    "xlsx": MIMETYPE,
}

Row = dict[str, "str | int | float | None"]


def register_short_list(server: flask.Flask, current: Callable[[], Site]) -> None:
    """Add `/<lang>/partners.csv` and `/<lang>/partners.xlsx`, under the parameters of the page of partners.

    `current` gives the site in force; it is asked once for each file. 404 where the address names no region.
    """

    @server.route("/<lang>/partners.<any(csv, xlsx):kind>")
    def short_list(lang: str, kind: str) -> flask.Response:
        context, today = context_asked(current(), f"/{lang}/partners"), date.today()
        if context.state.region is None:
            flask.abort(404)
        base = absolute("")
        content = csv_file(context, base) if kind == "csv" else xlsx_file(context, base, today)
        return attachment(content, _KINDS[kind], file_name(context, today, kind))


def rows(context: Context, base: str) -> list[Row]:
    """The short list: the first partners of each side, best match first, with raw numbers and addresses.

    Parameters
    ----------
    base
        Where the dashboard is on the web, without a trailing slash.
    """
    found = partners(context)
    examples = joint_examples(context, found)
    return [
        _row(context, found, side, partner, examples.get(partner.nuts_id, []), base)
        for side in found.sides
        for partner in shown(side)
    ]


def csv_file(context: Context, base: str) -> bytes:
    """The list as CSV: UTF-8 with a byte order mark, commas, texts that no spreadsheet runs as a formula."""
    buffer = io.StringIO()
    buffer.write(BOM)
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(_titles(context))
    writer.writerows([csv_cell(row[name]) for name in COLUMNS] for row in rows(context, base))
    return buffer.getvalue().encode("utf-8")


def xlsx_file(context: Context, base: str, today: date) -> bytes:
    """The list as an Excel workbook: the list, and a sheet on what it is and what is not known."""
    buffer = io.BytesIO()
    with workbook(buffer, in_memory=True) as (book, formats):
        head, wrapped = formats["head"], formats["wrapped"]
        sheet = book.add_worksheet(context.text("partners.export.sheet.list"))
        sheet.freeze_panes(1, 3)
        for i, (title, width) in enumerate(zip(_titles(context), COLUMNS.values(), strict=True)):
            sheet.set_column(i, i, width)
            sheet.write_string(0, i, title, head)
        for number, row in enumerate(rows(context, base), start=1):
            for i, name in enumerate(COLUMNS):
                write_cell(sheet, number, i, row[name], wrapped)
        about = book.add_worksheet(context.text("partners.export.sheet.about"))
        about.set_column(0, 0, 24)
        about.set_column(1, 1, 110)
        for number, (name, text) in enumerate(_about(context, base, today)):
            about.write_string(number, 0, name, head if not number else wrapped)
            about.write_string(number, 1, text, wrapped)
    return buffer.getvalue()


def file_name(context: Context, today: date, ending: str) -> str:
    """A file's name in plain letters, as `s3-map-partners_2021-2027_skane_energy_2026-11-24.csv`."""
    state = context.state
    words = [state.period, fold(context.name(state.region or "")).replace(" ", "-"), state.domain]
    middle = "_".join(word for word in words if word and word.isascii())
    return f"{context.text('partners.export.file')}_{middle}_{today.isoformat()}.{ending}"


def _titles(context: Context) -> list[str]:
    text = context.text
    return [
        text("filter.label.region") if name == "region" else text(f"partners.export.column.{name}") for name in COLUMNS
    ]


def _row(context: Context, found: Partners, side: Side, partner: Partner, examples: list[Project], base: str) -> Row:
    text, dataset = context.text, context.dataset
    told = {reason.name: reason.words for reason in reasons(context, found, partner)}
    behind = rows_behind(context, found, partner)
    sure, perhaps = programme_names(context, partner)
    project_addresses = (
        f"{project.title} ({base}{context.state.about('project', project.project_id).url})" for project in examples
    )
    return {
        "side": text(f"partners.side.{side.name}"),
        "rank": partner.rank,
        "region": context.name(partner.nuts_id),
        "nuts_id": partner.nuts_id,
        "country": context.country(dataset.region(partner.nuts_id).country),
        "match": round(partner.match, 1),
        "priority": told["priority"],
        "priorities": _joined(priority.name_original for priority in behind.priorities),
        "strength": told["strength"],
        "environments": _joined(environment.name for environment in behind.environments),
        "joint": partner.joint_projects,
        "joint_in_all": partner.joint_in_all,
        "projects": _joined(project_addresses),
        "programmes": _joined(sure),
        "perhaps": _joined(perhaps),
        "partnerships": _joined(dataset.partnership(one).name for one in partner.partnerships),
        "page": f"{base}{pair_state(context, partner).url}",
        "sources": _joined(_sources(context, found, partner, examples)),
    }


def _sources(context: Context, found: Partners, partner: Partner, examples: list[Project]) -> Iterator[str]:
    """The sources of all that the row tells, each once, with its address."""
    dataset = context.dataset
    behind = rows_behind(context, found, partner)
    ids = [priority.source_id for priority in behind.priorities]
    ids += [environment.source_id for environment in behind.environments]
    ids += [project.source_id for project in examples]
    for programme in partner.programmes:
        ids += dataset.area_sources(programme.programme_id, found.region, partner.nuts_id)
    for one in partner.partnerships:
        ids += dataset.member_sources(one, found.region, partner.nuts_id)
    for source in map(dataset.source, dict.fromkeys(ids)):
        yield f"{source.title} ({source.url})" if source.url else source.title


def _about(context: Context, base: str, today: date) -> list[tuple[str, str]]:
    """Names and values of the sheet about the file, in the order in which they are read."""
    text, state, dataset = context.text, context.state, context.dataset
    domain = (
        dataset.domain(state.domain).name(state.lang) if state.domain else text("partners.export.about.all_domains")
    )
    known = gaps(context, partners(context))
    return [
        (text("partners.export.about.title"), ""),
        (text("partners.export.about.region"), context.name(state.region or "")),
        (text("partners.export.about.domain"), domain),
        (text("filter.label.period"), text.period(state.period)),
        (text("export.about.made"), text.day(today.isoformat())),
        (text("export.about.data"), text.day(dataset.data_date.isoformat())),
        (text("export.about.address"), f"{base}{state.url}"),
        (text("partners.export.about.match"), text("partners.export.about.match_text")),
        *((text("partners.export.about.known") if not i else "", sentence) for i, sentence in enumerate(known)),
    ]


def _joined(words: Iterator[str] | list[str]) -> str | None:
    return "; ".join(words) or None
