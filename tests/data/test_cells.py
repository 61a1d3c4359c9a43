"""Cells that a spreadsheet must not take for a formula."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.data.cells import csv_cell, neutral


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"])
def test_text_that_begins_like_a_formula(begins):
    assert neutral(f"{begins}1+1") == f"'{begins}1+1"


@pytest.mark.parametrize("value", ["", "A=1", "'=1", "å", -1, -2.5, 0, None, True])
def test_everything_else_stays_as_it_is(value):
    assert neutral(value) is value


@given(st.text())
def test_no_text_begins_as_a_formula_does_and_none_is_lost(text):
    cell = csv_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell.removeprefix("'") == text.replace("\x00", "").removeprefix("'")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (0, "0"),
        (0.0, "0"),
        (1234567.0, "1234567"),
        (12.345, "12.35"),
        (1e11, "100000000000"),
        (date(2024, 2, 29), "2024-02-29"),
        ("2024-05", "2024-05"),
        ("a\x00b", "ab"),
    ],
)
def test_values_keep_their_kind(value, written):
    assert csv_cell(value) == written
