"""The language of names and titles, so that they are read aloud as what they are."""

from __future__ import annotations

import pytest

from s3dash.text.languages import UNKNOWN, language_of


@pytest.mark.parametrize(
    ("words", "home", "lang"),
    [
        ("Värmlands forsknings- och innovationsstrategi för hållbar smart specialisering 2022-2028", None, "sv"),
        ("Testbädd primärvård Uppsala", "sv", "sv"),
        ("Hälsa", "sv", "sv"),
        ("Sustainable Use of Single Use Endoscopes (SUSUES)", None, "en"),
        ("Circular Ports", None, "en"),
        ("Renewable energy - solar, wind, hydro and bioenergy power generation", "sv", "en"),
        ("Advanced manufacturing and complex systems", "pl", "en"),
        ("Hyvinvointiteknologia", "fi", "fi"),
        ("Kestävät ruokajärjestelmät sekä biotalouden uudet ratkaisut", "fi", "fi"),
        ("Cirkulär ekonomi och koldioxidsnål ekonomi", "fi", "sv"),
        ("Przemysł jutra", "pl", "pl"),
        ("Informacja i telekomunikacja", "pl", "pl"),
        ("Ernährungswirtschaft", "de", "de"),
        ("Sirkulærøkonomi", "no", "no"),
        ("Ren energi og maritim framtid", "no", "no"),
        ("Latvijas Universitāte", None, "lv"),
        ("Eesti Ülikool", "et", "et"),
        ("Klaipėdos universitetas", None, "lt"),
        ("SLU", "sv", "sv"),
    ],
)
def test_what_the_words_are_in(words, home, lang):
    assert language_of(words, home) == lang


@pytest.mark.parametrize("words", ["", "RESONATE", "SUMPs", "2021-2027", "Ar2CorD"])
def test_a_name_that_tells_nothing_has_no_language(words):
    assert language_of(words) == UNKNOWN == ""
