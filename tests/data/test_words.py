from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.data.words import alphabetical, fold


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("  Region Östergötland, R&D-centre ", "region ostergotland r d centre"),
        ("Łódź", "lodz"),
        ("Sjælland / Københavns omegn", "sjaelland kobenhavns omegn"),
        ("Straße đ Đ ð þ", "strasse d d d th"),
        ("Šiauliai\u00a0apskritis\n", "siauliai apskritis"),
        ("o_p-2014", "o p 2014"),
        ("Δήμου", "δημου"),
        ("", ""),
        ("– …", ""),
    ],
)
def test_fold_takes_case_accents_and_punctuation_off(text, key):
    assert fold(text) == key


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcåäöéłøœßĳ xyz0189-_.,"))
def test_case_does_not_matter(text):
    assert fold(text.upper()) == fold(text.lower())


@pytest.mark.parametrize(
    ("lang", "order"),
    [
        ("sv", ["Gävleborg", "Łódzkie", "Uppsala", "Västra Götaland", "Zealand", "Åland", "Ängelholm", "Örebro"]),
        ("en", ["Åland", "Ängelholm", "Gävleborg", "Łódzkie", "Örebro", "Uppsala", "Västra Götaland", "Zealand"]),
    ],
)
def test_swedish_letters_stand_where_each_language_has_them(lang, order):
    assert sorted(order, key=lambda name: alphabetical(name, lang)) == order
