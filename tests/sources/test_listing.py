"""Lists of any kind are opened by what is in them, and their cells say which column is wrong."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.sources.headers import Header
from s3dash.sources.listing import Cells, harmless, is_json, items_of, json_rows, list_rows
from s3dash.sources.records import Reject, Remark, SourceError

HEADER = Header({"id": ["Nr"], "title": ["Namn"], "start": ["Start"], "money": ["Belopp"]}, required=("id", "title"))
COLUMNS = {"id": "Nr", "title": "Namn", "start": "Start"}


def cells(**row: Any) -> Cells:
    return Cells(row, COLUMNS, HEADER)


@given(
    delimiter=st.sampled_from(";,\t|"),
    title=st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=20),
)
def test_the_separator_is_found_by_the_header(delimiter: str, title: str, tmp_path_factory: pytest.TempPathFactory):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([["En lista; från 2026, med | i"], ["Nr", "Namn"], ["1", title]])
    path = tmp_path_factory.mktemp("lists") / "a.csv"
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    assert [row for _, row in list_rows(path, HEADER)] == [{"Nr": "1", "Namn": title}]


def test_json_whose_rows_lack_a_field_altogether_is_an_error(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"Nr": 1}, {"Nr": 2}]))
    with pytest.raises(SourceError, match="the rows lack title"):
        list(json_rows(path, HEADER))


@pytest.mark.parametrize(
    ("name", "content", "json_it_is"),
    [("a.json", "", True), ("a.txt", '\ufeff [{"a": 1}]', True), ("a.csv", "a,b", False), ("a.txt", "", False)],
)
def test_json_is_known_by_name_or_beginning(tmp_path, name, content, json_it_is):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert is_json(path) is json_it_is
    assert is_json(Path("nowhere") / name) is (name == "a.json")


def test_one_bad_cell_rejects_its_row_alone():
    rows: list[tuple[int, Any]] = [(2, {"Nr": "1", "Namn": "A"}), (3, {"Nr": "", "Namn": "B"})]

    def read(number: int, cells: Cells) -> list[Remark]:
        return [Remark(number, cells.required("id"))]

    assert list(items_of(rows, HEADER, read)) == [Remark(2, "1"), Reject(3, "Nr: is empty", {"Nr": "", "Namn": "B"})]


def test_a_missing_column_is_named_as_it_should_be():
    with pytest.raises(ValueError, match=r"^Namn: is empty$"):
        Cells({}, {}, HEADER).required("title")


@pytest.mark.parametrize("value", [["a"], {"a": 1}, True])
def test_what_is_no_text_is_told(value):
    with pytest.raises(ValueError, match="Namn: is no text"):
        cells(Namn=value).text("title")


def test_half_a_letter_is_taken_out():
    assert cells(Namn="\ud800half").text("title") == "half"
    assert cells(Namn="\ud800").text("title") is None


def test_days_gather_notes():
    odd = cells(Start="2019-02-30")
    assert odd.day("start") == "2019-02"
    assert odd.notes == ["impossible_day"]
    with pytest.raises(ValueError, match="Start: 1999-02 is before 2000"):
        cells(Start="1999-02-30").day("start")


def test_a_rejected_row_shows_no_contact_data():
    row = {
        "Nr": "1",
        "Projektledare": "Karin Påhittad",
        "Namn": "Skriv till karin@example.se",
        "Ägare": "Karin Påhittad",
    }
    reject = Cells(row, COLUMNS, HEADER).reject(5, ValueError("why"))
    assert "arin" not in repr(reject)
    assert isinstance(reject.original, dict)
    assert list(reject.original) == ["Nr", "Namn", "Ägare"]


@given(cell=st.one_of(st.none(), st.text(), st.integers(), st.lists(st.text())))
def test_a_shown_cell_can_be_written_and_is_short(cell: Any):
    shown = harmless(cell)
    assert len(shown) <= 500
    assert shown.isprintable()
