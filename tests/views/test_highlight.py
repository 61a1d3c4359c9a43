"""Words that were looked for, marked whatever their case and accents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.data.words import fold
from s3dash.views.highlight import marked, pieces
from tests.views.dom import shown


@pytest.mark.parametrize(
    ("text", "terms", "found"),
    [
        ("Grön energi i ÖRESUND", ["oresund", "gron"], ["Grön", "ÖRESUND"]),
        ("Energieffektiv energi", ["energi"], ["Energieffektiv", "energi"]),
        ("Bioenergi", ["energi"], []),
        ("R&D-centre", ["d"], ["D"]),
        ("snake_case", ["case"], ["case"]),
        ("Łódź, Sjælland", ["lodz", "sjaelland"], ["Łódź", "Sjælland"]),
        ("anything", [], []),
        ("", ["x"], []),
    ],
)
def test_words_that_begin_with_a_term_are_found(text, terms, found):
    assert pieces(text, terms)[1::2] == found


@given(st.text(), st.lists(st.text(min_size=1).map(fold).filter(bool), max_size=3))
def test_the_pieces_together_are_the_text(text, terms):
    cut = pieces(text, terms)
    assert "".join(cut) == text
    assert len(cut) % 2 == 1
    assert all(fold(word).startswith(tuple(terms)) for word in cut[1::2])


def test_marks_are_elements_and_the_text_stays_text():
    page = shown(marked(pieces("<b>Wind</b> & water", ["wind"])))
    assert page.text == "<b>Wind</b> & water"
    assert page.texts("mark") == ["Wind"]
