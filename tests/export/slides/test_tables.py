"""Tables as large as fits, and over several slides."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from s3dash.export.slides.shapes import Box
from s3dash.export.slides.tables import Cell, Column, Table, cut_to, parts
from s3dash.export.slides.words import paragraphs

BOX = Box(0, 0, 6, 3)
COLUMNS = (Column("Region", 2), Column("Projects", 1, "r"))


def of(rows: list[str], **more: object) -> Table:
    return Table(COLUMNS, tuple((row, "1") for row in rows), sizes=(20, 14, 10), **more)  # type: ignore[arg-type]


def test_few_rows_are_large_and_many_small():
    assert [size for size, _ in parts(of(["Skåne"] * 3), BOX)] == [20]
    assert [size for size, _ in parts(of(["Skåne"] * 9), BOX)] == [10]


@given(st.lists(st.text("abc ", max_size=80), min_size=1, max_size=60))
def test_no_row_is_lost_and_every_part_fits(rows):
    table = of(rows)
    made = parts(table, BOX)
    assert [row for _, part in made for row in part.rows] == list(table.rows)
    assert all(sum(part.heights(BOX.w, size)) <= BOX.h + 1e-9 or len(part.rows) == 1 for size, part in made)


def test_rows_are_spread_evenly():
    lengths = [len(part.rows) for _, part in parts(of(["x"] * 25), BOX)]
    assert len(lengths) == 3 and max(lengths) - min(lengths) <= 2


def test_rows_of_the_head_stand_on_every_part():
    made = parts(of(["periods", *(["x"] * 30)], repeated=1), BOX)
    assert len(made) > 1 and all(part.rows[0] == ("periods", "1") for _, part in made)


def test_a_heading_in_the_table_is_never_the_last_row():
    heading = (Cell(paragraphs("Shared"), span=2),)
    for before in range(1, 30):
        rows = (*((("x", "1"),) * before), heading, *((("y", "1"),) * 20))
        made = parts(Table(COLUMNS, rows, sizes=(10,)), BOX)
        assert all(part.rows[-1] != heading for _, part in made), before


def test_a_table_is_cut_to_what_fits():
    size, cut = cut_to(of(["x"] * 50), BOX.w, BOX.h)
    assert size == 10 and 0 < len(cut.rows) < 50
    assert cut_to(of(["x"]), BOX.w, BOX.h) == (20, of(["x"]))
