"""How much room a text takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.export.slides.measure import height, largest, shortened, width
from s3dash.export.slides.words import Paragraph, Run, paragraphs

LINE = 12 * 1.2 / 72
WORDS = st.lists(st.text("abcdefgåäö", min_size=1, max_size=12), min_size=1, max_size=30).map(" ".join)


def lines(words: str, inches: float) -> int:
    return round(height(paragraphs(words), inches, 12) / LINE)


def test_letters_are_as_wide_as_arials():
    assert width("iiii", 12) < width("nnnn", 12) < width("WWWW", 12)
    assert width("Ö", 12) == width("O", 12) and width("n", 12, bold=True) > width("n", 12)
    assert width("nnnnnnnnnn", 72) == pytest.approx(5.56, rel=0.06)


def test_words_go_to_the_next_line_where_they_do_not_fit():
    word = width("nnnnn", 12)
    assert lines("nnnnn nnnnn", 2.3 * word) == 1
    assert lines("nnnnn nnnnn", 1.5 * word) == 2
    assert lines("nnnnn\u00a0nnnnn", 1.5 * word) == 2, "a long word is broken"
    assert lines("", 1) == 1


def test_paragraphs_and_their_spaces_add_up():
    both = (Paragraph((Run("a"),)), Paragraph((Run("b", 24),), before=6))
    assert height(both, 5, 12) == pytest.approx(LINE + 2 * LINE + 6 / 72)
    assert largest(both, 5, 10, (40, 12)) == 40
    assert largest(both, 5, 0.1, (40, 12)) is None


@given(WORDS, st.floats(1, 6), st.integers(1, 3))
def test_what_is_shortened_fits(words, inches, most):
    cut = shortened(words, 12, inches, most)
    assert lines(cut, inches) <= most
    assert cut == words or cut.endswith("…")


@given(WORDS, st.floats(1, 6))
def test_a_narrower_column_is_never_lower(words, inches):
    assert lines(words, inches) <= lines(words, inches / 2)
