"""The lists of words, and how a text is searched for them."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.classify.stems import NEUTRAL, SILENT, Stem, Vocabulary, read
from s3dash.data.words import fold

TABLES = Path(__file__).parents[2] / "geodata" / "tables"
LANGUAGES = {"sv", "en", "da", "nb", "fi", "et", "lv", "lt", "pl", "de"}


@pytest.fixture(scope="module")
def stems() -> list[Stem]:
    return read()


def make(text: str, domain_id: str = "energy", *, whole: bool = False, inside: bool = False) -> Stem:
    return Stem(text, tuple(fold(text).split()), domain_id, "sv", True, whole, inside)


def texts(found: list[Stem]) -> list[str]:
    return [stem.text for stem in found]


def test_the_domains_are_those_of_the_taxonomy(stems):
    with (TABLES / "domains.csv").open(encoding="utf-8", newline="") as file:
        taxonomy = [row["domain_id"] for row in csv.DictReader(file)]
    assert {stem.domain_id for stem in stems} - {NEUTRAL, SILENT} == set(taxonomy)


def test_every_domain_has_strong_stems_in_every_language(stems):
    languages = defaultdict(set)
    for stem in stems:
        if stem.strong:
            languages[stem.domain_id].add(stem.language)
    assert languages.pop(SILENT) == LANGUAGES
    assert {domain: LANGUAGES - has for domain, has in languages.items() if has != LANGUAGES} == {}


def test_stems_are_folded_and_none_is_empty(stems):
    assert [stem for stem in stems if not stem.words or list(stem.words) != fold(stem.text).split()] == []


def test_a_stem_speaks_for_one_domain(stems):
    domains = defaultdict(set)
    for stem in stems:
        domains[stem.words].add(stem.domain_id)
    assert {words for words, of in domains.items() if len(of) > 1} == set()


def test_within_a_language_a_stem_is_either_strong_or_weak(stems):
    kinds = defaultdict(set)
    for stem in stems:
        kinds[stem.words, stem.whole, stem.language].add(stem.strong)
    assert [words for words, of in kinds.items() if len(of) > 1] == []


def test_a_stem_is_how_a_word_begins():
    assert texts(Vocabulary([make("vätgas")]).find("Vätgasen, överallt: vätgas och biovätgas")) == ["vätgas"]


def test_a_stem_of_three_letters_is_a_whole_word():
    vocabulary = Vocabulary([make("iot", whole=True)])
    assert vocabulary.find("iotisk") == []
    assert texts(vocabulary.find("IoT!")) == ["iot"]


def test_a_stem_may_stand_inside_a_word_but_how_the_word_begins_counts_first():
    vocabulary = Vocabulary([make("turism", "tourism", inside=True), make("skog", "forest_bio")])
    assert texts(vocabulary.find("ekoturismen")) == ["turism"]
    assert texts(vocabulary.find("skogsturism")) == ["skog"]


def test_the_longest_stem_counts():
    vocabulary = Vocabulary([make("vatten", "circular"), make("vattenkraft")])
    assert texts(vocabulary.find("vattenkraftverk")) == ["vattenkraft"]


def test_words_in_a_stem_of_several_words_do_not_count_by_themselves():
    vocabulary = Vocabulary([make("offshore", "blue"), make("offshore wind"), make("wind", "none")])
    assert texts(vocabulary.find("Offshore-wind parks")) == ["offshore wind"]
    assert texts(vocabulary.find("offshore, wind parks: wind")) == ["offshore wind", "wind"]
    assert texts(vocabulary.find("wind offshore")) == ["wind", "offshore"]
    assert texts(vocabulary.find("offshore")) == ["offshore"]


def test_a_stem_of_several_words_may_lie_in_one_token_or_have_signs_between():
    vocabulary = Vocabulary([make("e hälsa", "health")])
    for text in ("e-hälsa", "E - - - Hälsan", "ny/e-hälsolösning e-hälsa"):
        assert texts(vocabulary.find(text)) == ["e hälsa"], text
    assert vocabulary.find("e e-post hälsa") == []


def test_short_words_of_a_longer_stem_are_whole_words():
    vocabulary = Vocabulary([make("max iv", "testbeds")])
    assert vocabulary.find("max ivrig") == []
    assert texts(vocabulary.find("MAX IV-laboratoriet")) == ["max iv"]


def test_neutral_words_hide_the_stem_they_begin_with():
    vocabulary = Vocabulary([make("handel", "services"), make("händelse", NEUTRAL)])
    assert vocabulary.find("händelser") == []
    assert texts(vocabulary.find("handeln")) == ["handel"]


def test_a_stem_is_found_once():
    assert len(Vocabulary([make("vätgas")]).find("vätgas " * 9)) == 1


def test_what_is_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr("s3dash.classify.stems._REMEMBERED", 10)
    vocabulary = Vocabulary([make("vätgas")])
    for number in range(100):
        assert texts(vocabulary.find(f"vätgas {number}")) == ["vätgas"]
        assert len(vocabulary._known) <= 10


@given(st.text(max_size=60))
def test_folding_token_by_token_is_folding_the_text(text):
    assert [word for token in text.split() for word in fold(token).split()] == fold(text).split()
