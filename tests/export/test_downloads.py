"""The list as a file: exactly what is filtered, readable again, never a formula, and gone from the disk afterwards."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

import flask
import openpyxl
import pytest

from s3dash.data.projects import ProjectRecord
from s3dash.export.columns import PARTNER_COLUMNS, PROJECT_COLUMNS
from s3dash.export.csv_file import csv_chunks
from s3dash.export.downloads import register_downloads
from s3dash.export.xlsx_file import write_xlsx
from tests import by_hand
from tests.views.dom import context

EVIL = "=HYPERLINK(\"http://example.org\",\"click\")"


@pytest.fixture
def ask(tiny_site, tmp_path, monkeypatch):
    """Download from the tiny dataset; temporary files lie in the test's own folder."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    server = flask.Flask("downloads")
    register_downloads(server, lambda: tiny_site)
    return partial(server.test_client().get, buffered=True)


def csv_rows(data):
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def workbook(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def test_csv_has_a_row_a_project(ask):
    answer = ask("/en/projects.csv?period=all&order=title")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="s3-map-projects_all_{date.today().isoformat()}.csv"'
    )
    rows = csv_rows(answer.data)
    assert [row["Id"] for row in rows] == ["P-ALONE", "P-BACK", "P-GUEST", "P-PARTNERS", "P-SHARED", "P-UNKNOWN"]
    assert rows[0]["EU contribution"] == "1000" and rows[0]["Start"] == "2022-01-01"
    assert rows[5]["EU contribution"] == "" and rows[5]["Source"] == "General knowledge, no page"


@pytest.mark.parametrize("query", ["", "region=SE224", "q=gdynia", "baltic=1&domain=food", "q=nothing"])
def test_both_files_hold_exactly_what_is_filtered(ask, tiny_site, query):
    here = context(tiny_site, query, page="projects")
    expected = {project.project_id for project in here.store.page(here.project_filter, limit=100)}
    assert {row["Id"] for row in csv_rows(ask(f"/en/projects.csv?{query}").data)} == expected
    sheet = workbook(ask(f"/en/projects.xlsx?{query}").data)["Projects"]
    assert {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)} == expected


def test_the_workbook_has_typed_cells_partners_and_a_sheet_about_itself(ask, tmp_path):
    answer = ask("/sv/projects.xlsx?region=SE221")
    assert answer.content_type.endswith("spreadsheetml.sheet")
    assert list(tmp_path.iterdir()) == [], "the file is still on the disk"
    book = workbook(answer.data)
    assert book.sheetnames == ["Projekt", "Partner", "Om filen"]
    heads = [cell.value for cell in book["Projekt"][1]]
    rows = {
        row[0]: dict(zip(heads, row, strict=True)) for row in book["Projekt"].iter_rows(min_row=2, values_only=True)
    }
    assert rows["P-ALONE"]["Start"] == datetime(2022, 1, 1)
    assert rows["P-ALONE"]["EU-stöd"] == 1000
    assert rows["P-PARTNERS"]["Start"] == "2023-05"
    assert rows["P-PARTNERS"]["Total budget"] is None
    assert len(list(book["Partner"].iter_rows(min_row=2))) == 8
    about = {row[0]: row[1] for row in book["Om filen"].iter_rows(values_only=True)}
    assert about["Region"] == "Blekinge"
    assert about["Samma lista på webben"] == "http://localhost/sv/projects?region=SE221"


class Records:
    """A store that gives the same project again and again, for what the tiny dataset lacks."""

    def __init__(self, store, count, **changes):
        self._store, self._count, self._changes = store, count, changes

    def __getattr__(self, name):
        return getattr(self._store, name)

    def batches(self, _filter, _order="newest", size=2) -> Iterator[list[ProjectRecord]]:
        project = replace(self._store.project("P-ALONE"), **self._changes)
        partners = tuple(
            replace(partner, organisation=project.title) for partner in self._store.partners("P-ALONE")
        )
        left = self._count
        while left > 0:
            yield [ProjectRecord(project, partners)] * min(size, left)
            left -= size


def evil(tiny_site, count=3, **changes):
    """The list of the tiny dataset with a store that gives one project only."""
    here = context(tiny_site, page="projects")
    store: Any = Records(here.store, count, **changes)
    return replace(here, store=store)


def written(here, address="", **more):
    """The workbook of a list, read again."""
    file = io.BytesIO()
    write_xlsx(here, file, address, date(2026, 11, 24), **more)
    return openpyxl.load_workbook(file)


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_nothing_is_ever_a_formula(tiny_site, begins):
    text = f"{begins}1+1" if begins != "=" else EVIL
    changes = dict.fromkeys(("title", "summary", "summary_en", "lead_organisation", "url"), text)
    here = evil(tiny_site, **changes)
    for row in csv_rows(b"".join(csv_chunks(here))):
        assert row["Project"] == row["Lead partner"] == f"'{text}"
    book = written(here, EVIL)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" and cell.hyperlink is None
    assert book["Projects"]["B2"].value.removeprefix("_x000D_").strip() == text.strip()


def test_more_rows_than_a_sheet_takes_go_on_a_further_one(tiny_site):
    book = written(evil(tiny_site, count=7), sheet_rows=4)
    assert book.sheetnames == [
        "Projects", "Partners", "Projects 2", "Partners 2", "Projects 3", "Partners 3", "About this file",
    ]  # fmt: skip
    assert [book[name].max_row for name in book.sheetnames[::2]] == [4, 4, 2, book["About this file"].max_row]
    heads = [[cell.value for cell in book[name][1]] for name in ("Projects", "Projects 2", "Projects 3")]
    assert heads[0] == heads[1] == heads[2] and len(heads[0]) == len(PROJECT_COLUMNS)
    assert len(list(book["Partners 2"][1])) == len(PARTNER_COLUMNS)


def test_a_very_long_text_fits_a_cell(tiny_site):
    book = written(evil(tiny_site, count=1, summary="x" * 100_000))
    assert len(book["Projects"]["D2"].value) == 32_767


def test_a_file_is_sent_while_it_is_written(tiny_site):
    chunks = csv_chunks(evil(tiny_site, count=10**9))
    assert b"Project" in next(chunks)
    assert next(chunks).count(b"P-ALONE") == 2, "the second piece holds the first batch and no more"


def test_a_failure_leaves_no_file_behind(ask, tiny_site, tmp_path, monkeypatch):
    def broken(*_arguments):
        raise OSError("disk full")

    monkeypatch.setattr(tiny_site.store, "batches", broken)
    assert ask("/en/projects.xlsx").status_code == 500
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["/de/projects.csv", "/de/projects.xlsx"])
def test_there_is_no_file_in_another_language(ask, path):
    assert ask(path).status_code == 404


def test_nonsense_in_the_address_is_ignored_as_on_the_page(ask):
    assert len(csv_rows(ask("/en/projects.csv?domain=%00&x=%ff&year_from=never").data)) == 5


def test_the_bundled_list_in_full(client):
    rows = csv_rows(client.get("/sv/projects.csv?period=all", buffered=True).data)
    assert sorted(row["Id"] for row in rows) == sorted(row["project_id"] for row in by_hand.table("projects"))
