"""Codes of the EU's own lists; the readers' tests show them at work."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.sources import eu_codes
from tests.by_hand import GEODATA


def test_programmes_of_a_code_are_in_the_dataset():
    with (GEODATA / "tables" / "programmes.csv").open(encoding="utf-8", newline="") as file:
        programmes = {row["programme_id"]: row for row in csv.DictReader(file)}
    for cci, programme in eu_codes.PROGRAMME_OF_CCI.items():
        assert eu_codes.period("", cci) == programmes[programme]["period"]
        assert programmes[programme]["cci"] in ("", cci)


@pytest.mark.parametrize(
    ("code", "cci", "fund"),
    [
        ("European Regional Development Fund (ERDF)", "", "erdf"),
        ("Cohesion Fund", "", "cf"),
        ("ESF/YEI", "", "esf"),
        ("REACT-EU ERDF", "", "erdf"),
        ("", "2014SE05SFOP001", "esf"),
        ("", "2014SE05M9OP001", None),
        ("", "2021TC16RFCB012", "interreg"),
        ("", "", None),
        ("EAFRD", "", "other"),
    ],
)
def test_funds(code, cci, fund):
    assert eu_codes.fund(code, cci) == fund


@pytest.mark.parametrize(
    ("text", "cci", "period"),
    [
        ("2014-2020", "", "2014-2020"),
        ("2021 - 2027", "", "2021-2027"),
        ("", "2021SE16RFPR001", "2021-2027"),
        ("2014-2020", "2021SE16RFPR001", "2014-2020"),
    ],
)
def test_periods(text, cci, period):
    assert eu_codes.period(text, cci) == period


@pytest.mark.parametrize("text", ["2007-2013", "", "soon", "1999"])
def test_other_periods_are_errors(text):
    with pytest.raises(ValueError, match="period"):
        eu_codes.period(text)


@given(st.integers(0, 999))
def test_an_intervention_field_is_the_same_with_and_without_zeros(number):
    assert eu_codes.intervention_field(str(number)) == eu_codes.intervention_field(f"{number:03}") == f"{number:03}"


@given(st.sampled_from("REIJ"), st.integers(1, 8), st.integers(1, 13))
def test_a_specific_objective_is_found_in_its_label(letter, first, second):
    code = f"{letter}SO{first}.{second}"
    assert eu_codes.specific_objective("", f"{code}. A long name") == code


@given(st.text(max_size=30))
def test_no_text_upsets_a_code(text):
    eu_codes.fund(text, text)
    assert eu_codes.thematic_objective(text) is None or text.strip()
    eu_codes.specific_objective(text, text)
    eu_codes.intervention_field(text)
