"""Priorities from the Excel template: written, filled in, read back and put into a draft."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s3dash.data.dataset import load_dataset
from s3dash.sources.places import Places
from s3dash.sources.priorities import FIELDS, REQUIRED, SOURCE, apply, read, write_template
from s3dash.sources.priorities_table import _read, _write
from s3dash.sources.priorities_template import LISTS, TEXTS
from s3dash.sources.records import PriorityRow, ReadOptions, Reject, Remark, SourceError
from tests.data.tiny import validate, write_tiny
from tests.sources.broken import HTML

GEODATA = Path(__file__).parents[2] / "geodata"
TODAY = date(2027, 1, 15)
ENTRY = TEXTS["sheets"]["entry"]
FIRST = 5
"""The first row to fill in."""

GOOD = {
    "region": "Blekinge (SE221)",
    "period": "2021-2027",
    "name_original": "Grön energi",
    "name_en": "Green energy",
    "primary": "Energi / Energy (energy)",
    "secondary_1": "Livsmedel / Food (food)",
    "confidence": "official",
    "source_title": "Region Blekinge: strategi",
    "source_url": "https://example.org/blekinge",
    "source_year": 2024,
}
ROW = PriorityRow(
    row=FIRST,
    nuts_id="SE221",
    period="2021-2027",
    name_original="Grön energi",
    name_en="Green energy",
    domains=("energy", "food"),
    confidence="official",
    source_title="Region Blekinge: strategi",
    source_url="https://example.org/blekinge",
    source_year=2024,
)


@pytest.fixture(scope="module")
def options() -> ReadOptions:
    return ReadOptions(Places.load(GEODATA))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The template of the tiny dataset."""
    folder = tmp_path_factory.mktemp("template")
    write_template(folder / "priorities.xlsx", load_dataset(write_tiny(folder / "data")))
    return (folder / "priorities.xlsx").read_bytes()


@pytest.fixture(scope="module")
def short(template: bytes) -> bytes:
    """The template with few rows, which opens and saves more quickly."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    book[ENTRY].delete_rows(12, 400)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def fill(tmp_path: Path, short: bytes) -> Callable[..., Path]:
    """Fill rows into the template."""

    def fills(*rows: dict[str, Any]) -> Path:
        book = openpyxl.load_workbook(io.BytesIO(short))
        for number, row in enumerate(rows, FIRST):
            for name, value in row.items():
                book[ENTRY].cell(number, FIELDS.index(name) + 1, value)
        path = tmp_path / "filled.xlsx"
        book.save(path)
        return path

    return fills


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return write_tiny(tmp_path / "draft")


Fill = Callable[..., Path]


def bytes_of(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


# ---------------------------------------------------------------- the template


def test_the_template_has_instructions_in_both_languages_a_list_and_a_hidden_sheet(template: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template))
    assert book.sheetnames == ["Anvisningar", "Instructions", ENTRY, LISTS]
    assert book[LISTS].sheet_state == "hidden"
    swedish, english = (
        {str(cell.value) for row in book[name].iter_rows() for cell in row if cell.value}
        for name in ("Anvisningar", "Instructions")
    )
    assert set(TEXTS["instructions"]["sv"]["steps"]) <= swedish
    assert set(TEXTS["instructions"]["en"]["steps"]) <= english
    assert {"Energi", "energy", "Förnybar energi"} <= swedish
    assert {"Energy", "energy", "Renewable energy"} <= english


def test_the_list_has_drop_downs_in_both_languages_and_stays_in_view(template: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(template))[ENTRY]
    assert sheet.freeze_panes == "C4"
    header = [str(cell.value) for cell in sheet[3]]
    for name, head in zip(FIELDS, header, strict=True):
        assert TEXTS["columns"][name]["sv"] in head
        assert TEXTS["columns"][name]["en"] in head
        assert ("*" in head) == (name in REQUIRED)
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    of_column = {"B": "region", "C": "period", "J": "confidence"} | dict.fromkeys("FGHI", "domain")
    assert lists == {f"{letter}5:{letter}304": f"list_{name}" for letter, name in of_column.items()}
    for rule in sheet.data_validations.dataValidation:
        assert len(rule.promptTitle) <= 32
        assert len(rule.prompt) <= 255


def test_the_lists_are_those_of_the_dataset(template: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template))
    columns = {
        column[0].value: [str(cell.value) for cell in column[1:] if cell.value] for column in book[LISTS].columns
    }
    assert columns["region"][:3] == ["Blekinge (SE221)", "Skåne (SE224)", "Sydsverige / South Sweden (SE22)"]
    assert columns["region"][-1] == "Polen / Poland (PL)"
    assert columns["period"] == ["2021-2027", "2014-2020"]
    assert columns["domain"] == ["Energi / Energy (energy)", "Livsmedel / Food (food)"]
    assert [label.rsplit("(")[-1] for label in columns["confidence"]] == ["official)", "secondary)", "inferred)"]
    for name, labels in columns.items():
        area = book.defined_names[f"list_{name}"].attr_text
        assert area.endswith(f"${len(labels) + 1}")


def test_the_template_of_the_bundled_dataset_reads_back_as_an_empty_list(tmp_path: Path, options: ReadOptions) -> None:
    path = tmp_path / "priorities.xlsx"
    write_template(path, load_dataset(GEODATA))
    assert list(read([path], options)) == []


# ---------------------------------------------------------------- read


def test_a_row_is_read_back(fill: Fill, options: ReadOptions) -> None:
    assert list(read([fill(GOOD)], options)) == [ROW]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"region": "SE221"}, {}),
        ({"region": " blekinge "}, {}),
        ({"region": "Sydsverige"}, {"nuts_id": "SE22"}),
        ({"period": "2021–2027"}, {}),
        ({"period": "2014 - 2020"}, {"period": "2014-2020"}),
        ({"primary": "energy"}, {}),
        ({"primary": "ENERGI"}, {}),
        ({"secondary_1": None}, {"domains": ("energy",)}),
        ({"secondary_1": None, "secondary_3": "food"}, {"domains": ("energy", "food")}),
        ({"confidence": "Obekräftad"}, {"confidence": "inferred"}),
        ({"source_url": None}, {"source_url": None}),
        ({"source_year": None}, {"source_year": None}),
        ({"source_year": 2024.0}, {}),
        ({"source_year": "2024"}, {}),
        ({"name_original": "  Grön\n energi "}, {}),
    ],
)
def test_what_people_write(
    fill: Fill, options: ReadOptions, changes: dict[str, Any], expected: dict[str, Any]
) -> None:
    (row,) = read([fill(GOOD | changes)], options)
    assert isinstance(row, PriorityRow)
    for name in PriorityRow.__slots__:
        assert getattr(row, name) == expected.get(name, getattr(ROW, name)), name


def test_empty_rows_and_the_example_are_left_out_in_silence(fill: Fill, options: ReadOptions) -> None:
    path = fill({"region": " "}, {}, {"mark": "x"}, GOOD)
    assert [type(item) for item in read([path], options)] == [PriorityRow]


def test_a_row_of_ones_own_that_is_marked_as_an_example_is_told(fill: Fill, options: ReadOptions) -> None:
    (item,) = read([fill(GOOD | {"mark": "Example"})], options)
    assert isinstance(item, Remark)
    assert item.value == "Grön energi"


def test_a_domain_that_is_chosen_twice_counts_once(fill: Fill, options: ReadOptions) -> None:
    remark, row = read([fill(GOOD | {"secondary_2": "energy"})], options)
    assert isinstance(remark, Remark)
    assert isinstance(row, PriorityRow)
    assert row.domains == ("energy", "food")


def test_a_workbook_of_ones_own_needs_only_the_columns(tmp_path: Path, options: ReadOptions) -> None:
    book = openpyxl.Workbook()
    names = [name for name in FIELDS if name in GOOD]
    book.worksheets[0].append([TEXTS["columns"][name]["en"] for name in reversed(names)])
    book.worksheets[0].append([(GOOD | {"region": "SE221", "primary": "energy"})[name] for name in reversed(names)])
    path = tmp_path / "own.xlsx"
    book.save(path)
    (row,) = read([path], options)
    assert isinstance(row, PriorityRow)
    assert (row.nuts_id, row.domains, row.row) == ("SE221", ("energy", "food"), 2)


# ---------------------------------------------------------------- broken files

REJECTS: dict[str, tuple[dict[str, Any], str]] = {
    "unknown region": ({"region": "Atlantis"}, "cell B5 (Region): 'Atlantis' is not in the list"),
    "unknown code": ({"region": "SE999"}, "cell B5 (Region)"),
    "no region": ({"region": None}, "cell B5 (Region): it is empty"),
    "unknown period": ({"period": "2007-2013"}, "cell C5 (Programming period)"),
    "period 2999": ({"period": 2999}, "cell C5"),
    "period 1900": ({"period": "1900-01-01"}, "cell C5"),
    "no period": ({"period": None}, "cell C5"),
    "a date as period": ({"period": date(2021, 1, 1)}, "cell C5"),
    "unknown domain": ({"primary": "Astrology"}, "cell F5 (Primary domain): 'Astrology' is not in the list"),
    "unknown second domain": ({"secondary_3": "Astrology"}, "cell I5 (Secondary domain 3)"),
    "no domain": ({"primary": None}, "cell F5"),
    "unknown confidence": ({"confidence": "sure"}, "cell J5 (Confidence)"),
    "no name": ({"name_original": None}, "cell D5"),
    "null word as name": ({"name_original": "n/a"}, "cell D5"),
    "no English name": ({"name_en": ""}, "cell E5"),
    "huge name": ({"name_original": "x" * 30_000}, "cell D5"),
    "formula as name": ({"name_original": "=1+1"}, "a formula whose value was not saved"),
    "formula as region": ({"region": "=B4"}, "cell B5"),
    "e-mail in a name": ({"name_en": "Ask someone@example.org"}, "e-mail"),
    "no source": ({"source_title": None}, "cell K5"),
    "address without https": ({"source_url": "example.org"}, "cell L5"),
    "year 1900": ({"source_year": 1900}, "cell M5"),
    "year 2999": ({"source_year": 2999}, "cell M5"),
    "negative year": ({"source_year": -1}, "cell M5"),
    "astronomical year": ({"source_year": 10**15}, "cell M5"),
    "year in words": ({"source_year": "last year"}, "cell M5"),
    "error value": ({"region": "#REF!"}, "cell B5"),
}


@pytest.mark.parametrize("case", REJECTS)
def test_a_row_that_cannot_be_used_names_the_cell(fill: Fill, options: ReadOptions, draft: Path, case: str) -> None:
    changes, reason = REJECTS[case]
    good = GOOD | {"name_original": "En annan"}
    items = list(read([fill(GOOD | changes, good)], options))
    assert [type(item) for item in items] == [Reject, PriorityRow]
    assert isinstance(items[0], Reject)
    assert reason in items[0].reason
    assert items[0].row == FIRST
    assert "someone@example.org" not in str(items[0].original)
    apply(draft, items, TODAY)
    assert validate(draft) == []


def test_a_priority_that_comes_twice_is_rejected(fill: Fill, options: ReadOptions) -> None:
    items = list(read([fill(GOOD, GOOD | {"name_original": "GRÖN  ENERGI"})], options))
    assert isinstance(items[1], Reject)
    assert "already, in filled.xlsx, row 5" in items[1].reason


def _workbook(*rows: list[Any], merge: str = "") -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    if merge:
        book.worksheets[0].merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _zip(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


HEAD = [TEXTS["columns"][name]["en"] for name in FIELDS]
WHOLE = _workbook(HEAD, [GOOD.get(name) for name in FIELDS])
ERRORS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "blank": (b" \n ", "workbook"),
    "html": (HTML.encode(), "web page"),
    "text": ("Region;Period\nSkåne;2021-2027\n".encode("latin-1"), "workbook"),
    "nul bytes": (bytes(4_000), "workbook"),
    "old Excel": (b"\xd0\xcf\x11\xe0" + bytes(600), "old Excel"),
    "random bytes": (bytes(range(256)) * 20, "workbook"),
    "truncated": (WHOLE[: len(WHOLE) // 2], "workbook"),
    "zip of something": (_zip(a=b"b"), "no workbook"),
    "no cells": (_workbook(), "no sheet has the columns"),
    "other columns": (_workbook(["a", "b"], [1, 2]), "no sheet has the columns"),
    "no domain column": (_workbook([name for name in HEAD if name != "Primary domain"]), "no sheet has the columns"),
    "no header": (_workbook([GOOD.get(name) for name in FIELDS]), "no sheet has the columns"),
    "merged header": (_workbook(HEAD, merge="A1:F1"), "no sheet has the columns"),
    "column twice": (_workbook([*HEAD, "Region"]), "two columns have this name"),
    "header far below": (_workbook(*[["x"]] * 40, HEAD), "no sheet has the columns"),
}


@pytest.mark.parametrize("case", ERRORS)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, options: ReadOptions, case: str) -> None:
    content, message = ERRORS[case]
    path = tmp_path / "priorities.xlsx"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=message) as error:
        list(read([path], options))
    assert "priorities.xlsx" in str(error.value)


def test_a_missing_file_and_a_folder(tmp_path: Path, options: ReadOptions) -> None:
    for path in (tmp_path / "priorities.xlsx", tmp_path):
        with pytest.raises(SourceError):
            list(read([path], options))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([None, "", 0, -1.5, True, "x" * 500, "=A1", "Skåne", "2021-2027", date(1900, 1, 1)])))
def test_no_cells_whatever_break_the_reader(
    tmp_path_factory: pytest.TempPathFactory, cells: list[Any]
) -> None:
    path = tmp_path_factory.mktemp("cells") / "priorities.xlsx"
    path.write_bytes(_workbook(HEAD, cells))
    items = list(read([path], ReadOptions(Places.load(GEODATA))))
    assert all(isinstance(item, Reject) for item in items)


# ---------------------------------------------------------------- apply


def row(name: str, nuts_id: str = "SE224", **changes: Any) -> PriorityRow:
    values: dict[str, Any] = {
        "row": 5, "nuts_id": nuts_id, "period": "2021-2027", "name_original": name, "name_en": f"English {name}",
        "domains": ("energy",), "confidence": "official", "source_title": "A first source",
        "source_url": "https://example.org/a", "source_year": 2024,
    }  # fmt: skip
    return PriorityRow(**(values | changes))


def priorities(folder: Path) -> list[str]:
    return (folder / "tables" / "priorities.csv").read_text(encoding="utf-8").splitlines()[1:]


def test_a_list_replaces_that_of_its_region_and_period_alone(draft: Path) -> None:
    items = [row("Hav", domains=("food", "energy")), row("Skog")]
    counts = apply(draft, items, TODAY)
    assert (counts.new, counts.changed, counts.same) == (2, 1, 0)
    assert [remark.reason for remark in counts.remarks] == ["1 priorities that the new lists do not have, removed"]
    assert priorities(draft) == [
        "P0001,SE221,2021-2027,Energi,Energy,official,S0001,2022",
        "P0005,SE224,2021-2027,Hav,English Hav,official,S0001,2024",
        "P0006,SE224,2021-2027,Skog,English Skog,official,S0001,2024",
        "P0003,SE224,2014-2020,Energi,Energy,secondary,S0001,2015",
        "P0004,PL63,2021-2027,Energetyka,Energy,inferred,S0002,",
    ]
    domains = (draft / "tables" / "priority_domains.csv").read_text(encoding="utf-8")
    assert "P0005,food,primary\nP0005,energy,secondary\nP0006,energy,primary\n" in domains
    assert "P0002" not in domains
    assert validate(draft) == []


def test_importing_twice_changes_nothing(fill: Fill, options: ReadOptions, draft: Path) -> None:
    items = list(read([fill(GOOD)], options))
    apply(draft, items, TODAY)
    before = bytes_of(draft)
    counts = apply(draft, items, date(2028, 1, 1))
    assert (counts.new, counts.changed, counts.same, counts.remarks) == (0, 0, 1, [])
    assert bytes_of(draft) == before


def test_a_new_source_is_registered_with_the_day(draft: Path) -> None:
    apply(draft, [row("Hav", source_title="New", source_url=None)], TODAY)
    sources = (draft / "tables" / "sources.csv").read_text(encoding="utf-8").splitlines()
    assert sources[-1] == "S0003,New,,2027-01-15,"
    assert validate(draft) == []


def test_a_priority_keeps_its_id_when_its_words_change(draft: Path) -> None:
    counts = apply(draft, [row("Livsmedel", name_en="Food, anew")], TODAY)
    assert (counts.new, counts.changed, counts.same) == (0, 1, 0)
    assert "P0002,SE224,2021-2027,Livsmedel,\"Food, anew\",official,S0001,2024" in priorities(draft)


def test_another_order_is_a_change(draft: Path) -> None:
    first, second = row("Hav"), row("Skog")
    apply(draft, [first, second], TODAY)
    assert apply(draft, [second, first], TODAY).changed == 2
    assert [line.split(",")[3] for line in priorities(draft)][1:3] == ["Skog", "Hav"]


def test_a_region_without_a_list_gets_one_at_the_end(draft: Path) -> None:
    assert apply(draft, [row("Meri", "EE00")], TODAY).new == 1
    assert priorities(draft)[-1].startswith("P0005,EE00,2021-2027,Meri")
    assert validate(draft) == []


def test_what_the_dataset_does_not_know_is_rejected(draft: Path) -> None:
    before = bytes_of(draft)
    counts = apply(draft, [row("Hav", "FI19"), row("Skog", domains=("energy", "magic"))], TODAY)
    assert [reject.reason for reject in counts.rejects] == [
        "row 5: the dataset has no region or domain FI19",
        "row 5: the dataset has no region or domain magic",
    ]
    assert bytes_of(draft) == before


def test_the_bundled_tables_are_written_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    for name in ("priorities", "priority_domains"):
        for suffix in (".csv", ".meta.yml"):
            file = f"tables/{name}{suffix}"
            (tmp_path / file).write_bytes((GEODATA / file).read_bytes())
    before = bytes_of(tmp_path)
    _write(tmp_path, _read(tmp_path))
    assert bytes_of(tmp_path) == before


def test_the_source_is_one_of_priorities() -> None:
    assert SOURCE.kind == "priorities"
