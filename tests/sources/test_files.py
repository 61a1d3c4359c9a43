from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime
from itertools import islice

import openpyxl
import pytest

from s3dash.sources.files import (
    Ragged,
    open_text,
    open_zip_member,
    open_zip_text,
    read_csv,
    read_json,
    read_json_rows,
    read_sheet,
    read_workbook,
)
from s3dash.sources.headers import Header
from s3dash.sources.records import SourceError

WANTED = Header({"id": ["Id"], "title": ["Name", "Title"], "amount": ["Amount"]}, required=("id", "title"))


@pytest.fixture
def written(tmp_path):
    def write(content, name="list.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def workbook(tmp_path):
    def write(*sheets, name="list.xlsx", alter=None):
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for title, rows in sheets:
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        if alter:
            alter(book)
        book.save(tmp_path / name)
        return tmp_path / name

    return write


def zipped(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_csv", ".csv"), content)
    return path


# Text


def test_text_may_have_a_byte_order_mark_and_windows_line_ends(written):
    path = written(b"\xef\xbb\xbfId,Name\r\n1,Hav\r\n")
    with open_text(path) as file:
        assert file.read() == "Id,Name\r\n1,Hav\r\n"


def test_the_first_encoding_that_fits_all_of_the_file_is_taken(written):
    path = written("Id;Name\n" + "1;abc\n" * 300_000 + "2;Łódź\n", "pl.csv")
    path.write_bytes(path.read_text("utf-8").encode("cp1250"))
    with open_text(path, ("utf-8-sig", "cp1250")) as file:
        assert file.encoding == "cp1250"
        assert file.readlines()[-1] == "2;Łódź\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"\n  <!DOCTYPE html>\n<html>", "answered with a web page"),
        (b"\xef\xbb\xbf<HTML><body>", "answered with a web page"),
        (b"PK\x03\x04 and more", "a zip file or a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x1f\x8b\x08", "a gzip file"),
        (b"Id,Name\n1,a\x00b\n", "row 2: the file holds NUL bytes"),
        ("Id,Name\n1,Hav\n".encode("utf-16"), "NUL bytes"),
        ("Id,Name\n1,Hav\n2,Sjö\n".encode("latin-1"), "row 3: the text is not in utf-8-sig: byte 19 is 0xf6"),
        (b"Id,Name\n1,Sj" + "ö".encode()[:1], "byte 13 is 0xc3"),
    ],
)
def test_what_is_no_text_is_told_with_what_to_do(written, content, said):
    with pytest.raises(SourceError) as told:
        open_text(written(content))
    assert said in str(told.value)
    assert "list.csv" in str(told.value)


def test_an_error_behind_the_first_block_has_its_line_and_byte(written):
    path = written(b"abcdefg\n" * 200_000 + b"ab\xff\n")
    with pytest.raises(SourceError, match=r"row 200001: .* byte 1600003 is 0xff"):
        open_text(path)


def test_utf_16_is_read_where_it_is_asked_for(written):
    path = written("Id,Name\n1,Sjö\n".encode("utf-16"))
    assert [row for _, row in read_csv(path, ("utf-16",))] == [{"Id": "1", "Name": "Sjö"}]


def test_a_missing_file_and_a_folder_are_told(tmp_path):
    with pytest.raises(SourceError, match="no such file"):
        open_text(tmp_path / "none.csv")
    with pytest.raises(SourceError, match="a folder"):
        open_text(tmp_path)
    for read in (open_zip_member, open_zip_text):
        with pytest.raises(SourceError, match="no such file"):
            read(tmp_path / "none.zip", "project.csv")
        with pytest.raises(SourceError, match="a folder"):
            read(tmp_path, "project.csv")


# CSV


def test_rows_come_by_column_name_with_the_line_they_begin_in(written):
    path = written('\ufeffId,"Na\nme",Note\r\n\r\n1,"two\r\nlines","a ""b"""\r\n,,\r\n2,x,\r\n')
    assert list(read_csv(path)) == [
        (4, {"Id": "1", "Na me": "two\r\nlines", "Note": 'a "b"'}),
        (7, {"Id": "2", "Na me": "x", "Note": ""}),
    ]


def test_ragged_rows_come_as_such_between_the_good_ones(written):
    rows = list(read_csv(written("Id,Name\n1,a\n2\n3,b,c\n4,d\n")))
    assert [line for line, row in rows if isinstance(row, Ragged)] == [3, 4]
    assert rows[1][1] == Ragged(["2"], "the row has 1 cells, the header has 2")
    assert rows[-1] == (5, {"Id": "4", "Name": "d"})


def test_a_huge_cell_is_a_ragged_row_and_the_rest_is_read(written):
    rows = list(read_csv(written("Id,Name\n1,a\n2," + "x" * 1_000_001 + "\n3,b\n")))
    assert [line for line, _ in rows] == [2, 3, 4]
    assert isinstance(rows[1][1], Ragged)
    assert "field limit" in rows[1][1].reason
    assert rows[2][1] == {"Id": "3", "Name": "b"}


def test_a_quote_without_end_takes_a_bounded_part_of_the_file(written):
    lines = "".join(f"{n},{'abc' * 30}\n" for n in range(30_000))
    rows = list(read_csv(written('Id,Name\n1,"a\n' + lines)))
    broken = [row for _, row in rows if isinstance(row, Ragged)]
    assert len(broken) == 1
    assert "Lines 2 to " in broken[0].reason
    assert len(rows) > 15_000


def test_twin_names_in_a_header_are_refused(written):
    with pytest.raises(SourceError, match="row 1: the header has 'Name' twice: rename or delete one"):
        list(read_csv(written("Id,Name,Name\n1,a,b\n")))


def test_the_wanted_header_is_found_below_a_title_and_in_any_order(written):
    path = written("List of operations 2021-2027;;\n;;\nAmount (EUR);Title;Id\n5;Hav;1\n")
    assert list(read_csv(path, delimiter=";", wanted=WANTED)) == [(4, {"Amount (EUR)": "5", "Title": "Hav", "Id": "1"})]


def test_a_file_without_a_wanted_column_is_told_by_names(written):
    with pytest.raises(SourceError) as told:
        list(read_csv(written("Id,Titel,Colour\n1,a,b\n"), wanted=WANTED))
    assert "row 1: no column for title in the header" in str(told.value)
    assert "'Titel' may be title" in str(told.value)
    assert f"no column for title, such as {WANTED.aliases['title'][0]!r}" in str(told.value)


def test_a_file_of_blank_lines_has_no_header(written):
    for wanted in (None, WANTED):
        with pytest.raises(SourceError, match="there is no header"):
            list(read_csv(written("\n\n  \n"), wanted=wanted))


def test_a_header_that_cannot_be_read_is_an_error(written):
    with pytest.raises(SourceError, match="the header cannot be read"):
        list(read_csv(written('Id,"' + "x" * 1_000_010 + "\n")))


def test_a_file_is_read_as_its_rows_are_taken(written):
    path = written("Id,Name\n" + "1,a\n" * 50_000)
    assert len(list(islice(read_csv(path), 3))) == 3


# JSON


def test_json_rows_are_numbered_and_what_is_no_row_is_ragged(written):
    path = written('\ufeff[{"a": 1}, 5, {"a": 2}]', "list.json")
    assert list(read_json_rows(path)) == [
        (1, {"a": 1}),
        (2, Ragged([5], "the element is no JSON object")),
        (3, {"a": 2}),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('[\n{"a": 1},\n{"a" 2}]', "row 3: this is no JSON"),
        ('[{"a": 1}, {"a": ', "this is no JSON"),
        ('{"a": 1}', "no JSON array"),
        ("[]", "the JSON array is empty"),
        ('[{"a": NaN}]', "NaN is no number of JSON"),
        ('[{"a": -Infinity}]', "-Infinity is no number of JSON"),
        ("[" * 200_000, "nested too deeply"),
        ('[{"a": ' + "9" * 5000 + "}]", "this is no JSON"),
        ("<!doctype html>", "a web page"),
    ],
)
def test_json_that_is_no_list_of_rows_is_told(written, content, said):
    with pytest.raises(SourceError) as told:
        list(read_json_rows(written(content, "list.json")))
    assert said in str(told.value)


def test_json_of_any_shape_is_read(written):
    assert read_json(written('{"id": ["geo"]}', "x.json")) == {"id": ["geo"]}


# Workbooks


def test_a_workbook_gives_its_sheets_with_values_as_they_are(workbook):
    path = workbook(("Cover", [["keep.eu"]]), ("Projects", [["Id", "Start"], [1, datetime(2017, 1, 2)], ["x", None]]))
    sheets = read_workbook(path)
    assert list(sheets) == ["Cover", "Projects"]
    assert list(sheets["Projects"]) == [["Id", "Start"], [1, datetime(2017, 1, 2)], ["x"]]


def test_formulas_are_not_evaluated(workbook):
    path = workbook(("Projects", [["Id", "Name", "Amount"], [1, "a", "=1+1"]]))
    rows = list(read_sheet(read_workbook(path)["Projects"], path, WANTED))
    assert rows == [(2, {"Id": 1, "Name": "a", "Amount": None})]


def test_rows_of_a_sheet_may_be_shorter_or_have_empty_cells_beyond_the_header(workbook):
    rows = [["A title"], [], ["Id", "Name", None], [1, "a", None], [2], [None, None], [3, "b", None, None]]
    path = workbook(("P", rows))
    rows = list(read_sheet(read_workbook(path)["P"], path, WANTED))
    assert rows == [(4, {"Id": 1, "Name": "a"}), (5, {"Id": 2, "Name": None}), (7, {"Id": 3, "Name": "b"})]


def test_a_merged_header_is_told(workbook):
    def merge(book):
        book["P"].merge_cells("B1:C1")

    path = workbook(("P", [["Id", "Both", None, "Amount"], [1, "a", "b", 5]]), alter=merge)
    with pytest.raises(SourceError, match="its cells 3 are empty or merged: split them"):
        list(read_sheet(read_workbook(path)["P"], path, WANTED))


def test_a_wrong_size_of_the_sheet_hides_no_rows(workbook, tmp_path):
    path = workbook(("P", [["Id", "Name"], [1, "a"], [2, "b"]]))
    lying = tmp_path / "lying.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(lying, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            target.writestr(info, content.replace(b'ref="A1:B3"', b'ref="A1"'))
    assert len(list(read_workbook(lying)["P"])) == 3


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_that_was_cut_off_is_told(workbook, share):
    path = workbook(("P", [["Id", "Name"], *[[n, f"name {n}"] for n in range(2000)]]))
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    with pytest.raises(SourceError, match="no whole zip or workbook"):
        read_workbook(path)


def test_a_damaged_sheet_is_told_while_it_is_read(workbook, tmp_path):
    path = workbook(("P", [["Id", "Name"], *[[n, f"name {n}"] for n in range(2000)]]))
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(broken, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            target.writestr(info, content[: len(content) // 2] if "sheet1" in info.filename else content)
    with pytest.raises(SourceError, match="the workbook is damaged"):
        list(read_workbook(broken)["P"])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html>", "a web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Excel file"),
        (b"Id,Name\n1,a\n", "no whole zip"),
    ],
)
def test_what_is_no_workbook_is_told(written, content, said):
    with pytest.raises(SourceError, match=said):
        read_workbook(written(content, "list.xlsx"))


def test_a_zip_that_is_no_workbook_is_told(tmp_path):
    with pytest.raises(SourceError, match="no workbook"):
        read_workbook(zipped(tmp_path / "list.xlsx", project_csv="id"))


# Zips


def test_a_member_is_found_in_any_folder(tmp_path):
    path = zipped(tmp_path / "cordis.zip", csv__project_csv="id;title\n1;Hav\n", csv__topics_csv="x")
    with open_zip_member(path, "project.csv") as member:
        assert member.read() == b"id;title\n1;Hav\n"
    with open_zip_text(path, "Project.csv") as file:
        assert file.readlines() == ["id;title\n", "1;Hav\n"]


def test_a_missing_member_is_told_with_what_there_is(tmp_path):
    path = zipped(tmp_path / "cordis.zip", csv__topics_csv="x")
    with pytest.raises(SourceError, match=r"holds no project\.csv; it holds csv/topics\.csv"):
        open_zip_member(path, "project.csv")


def test_a_member_that_is_no_text_is_told_by_its_name(tmp_path):
    path = zipped(tmp_path / "cordis.zip", project_csv="<!DOCTYPE html>")
    with pytest.raises(SourceError, match=r"project\.csv: the address answered with a web page"):
        open_zip_text(path, "project.csv")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("project.csv", "w") as member:
        for _ in range(201):
            member.write(bytes(1 << 20))
    for read in (read_workbook, lambda path: open_zip_member(path, "project.csv")):
        with pytest.raises(SourceError, match="would unpack to 201 MB"):
            read(path)


def test_a_zip_with_damaged_content_is_told_while_it_is_read(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("project.csv", json.dumps(list(range(5000))))
    content = bytearray(buffer.getvalue())
    content[2000] ^= 0xFF
    path = tmp_path / "cordis.zip"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=r"project\.csv is damaged"), open_zip_member(path, "project.csv") as member:
        member.read()
