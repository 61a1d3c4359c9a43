"""The short list as a file: what the page shows first, readable again, with sources, and never a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from s3dash.export import short_list
from s3dash.export.short_list import COLUMNS, csv_file, file_name, rows, xlsx_file
from s3dash.text import Text
from s3dash.views.partners.page import partners
from s3dash.views.partners.ranking import FIRST
from tests.views.dom import context

BASE = "http://localhost"
QUERY = "region=SE232&domain=energy"
EVIL = '=HYPERLINK("http://example.org","click")'


def csv_rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheets(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("query", [QUERY, "region=PL63", "region=SE33&domain=mining"])
def test_both_files_hold_the_first_of_each_side_in_their_order(site, client, lang, query):
    text = Text(lang)
    found = partners(context(site, query, lang, "partners"))
    expected = [p.nuts_id for side in found.sides for p in side.partners[:FIRST]]
    code = text("partners.export.column.nuts_id")
    assert [row[code] for row in csv_rows(client.get(f"/{lang}/partners.csv?{query}").data)] == expected
    sheet = sheets(client.get(f"/{lang}/partners.xlsx?{query}").data)[text("partners.export.sheet.list")]
    heads, *body = sheet.iter_rows(values_only=True)
    assert [row[heads.index(code)] for row in body] == expected


def test_a_row_has_its_reasons_its_addresses_and_its_sources(client):
    row = csv_rows(client.get(f"/en/partners.csv?{QUERY}").data)[0]
    assert (row["Where"], row["Rank"], row["Region"], row["Match (0–100)"]) == (
        "Around the Baltic Sea", "1", "Midtjylland", "63",
    )  # fmt: skip
    assert row["Same domain"] == "A priority of its own (by the national strategy)"
    assert row["Strength"] == "At least 2 projects"
    assert row["Joint projects (at least)"] == "1" and "http://localhost/en/projects/" in row["Newest joint projects"]
    assert row["Programmes that could pay"] == "Interreg Baltic Sea Region; Interreg Öresund-Kattegat-Skagerrak"
    assert row["Page in S3 Map"] == "http://localhost/en/?region=SE232&other=DK04&domain=energy"
    assert row["Sources"].count("(http") >= 3


def test_the_file_is_sent_under_a_name(client):
    answer = client.get(f"/en/partners.xlsx?{QUERY}")
    name = f"s3-map-partners_2021-2027_vastra-gotaland_energy_{date.today().isoformat()}.xlsx"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["Cache-Control"].startswith("public, max-age=60")
    assert answer.content_type.endswith("spreadsheetml.sheet")
    assert client.get(f"/en/partners.csv?{QUERY}").content_type == "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    "path", ["/en/partners.csv", "/en/partners.xlsx", f"/xx/partners.csv?{QUERY}", "/en/partners.pdf"]
)
def test_no_list_without_a_region(client, path):
    assert client.get(path).status_code == 404


def test_the_sheet_about_the_file_says_what_is_not_known(site):
    book = sheets(xlsx_file(context(site, QUERY, "sv", "partners"), BASE, date(2026, 11, 24)))
    cells = list(book["Om filen"].iter_rows(values_only=True))
    about = {str(name): value for name, value, *_ in cells}
    assert about["Partner till"] == "Västra Götaland"
    assert about["Samma lista på webben"] == f"{BASE}/sv/partners?{QUERY}"
    assert any("bara för regioner i Sverige" in str(value) for _, value, *_ in cells)


def test_no_cell_is_a_formula(site, monkeypatch):
    view = context(site, QUERY, "en", "partners")
    found = [replace_texts(row) for row in rows(view, BASE)]
    monkeypatch.setattr(short_list, "rows", lambda *_: found)
    for row in csv_rows(csv_file(view, BASE)):
        assert row["Region"] == f"'{EVIL}" and row["Sources"] == f"'{EVIL}"
    sheet = sheets(xlsx_file(view, BASE, date(2026, 11, 24)))["Short list"]
    kinds = {cell.data_type for line in sheet.iter_rows(min_row=2) for cell in line}
    assert "f" not in kinds
    assert {cell.hyperlink for line in sheet.iter_rows(min_row=2) for cell in line} == {None}


def replace_texts(row):
    return {name: EVIL if isinstance(value, str) else value for name, value in row.items()}


def test_every_column_has_a_head_of_its_own_in_both_languages():
    for lang in ("sv", "en"):
        heads = [Text(lang)(f"partners.export.column.{name}") for name in COLUMNS if name != "region"]
        assert len(set(heads)) == len(heads) == len(COLUMNS) - 1


def test_a_name_of_plain_letters(site):
    view = context(site, "region=FI20", "sv", "partners")
    assert file_name(view, date(2026, 11, 24), "csv") == "s3-kartan-partner_2021-2027_aland_2026-11-24.csv"
    here = replace(view, state=view.state.but(domain="blue", period="2014-2020"))
    assert file_name(here, date(2026, 11, 24), "xlsx") == "s3-kartan-partner_2014-2020_aland_blue_2026-11-24.xlsx"
