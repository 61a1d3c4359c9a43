"""Both languages are complete, and write numbers, money and dates their own way."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from s3dash.text import Text, catalogue

_ALIKE = {
    "alignment.regions.region",
    "kit.regions.one",
    "export_menu.slides",
    "export_menu.tables",
    "export_menu.list",
    "export_menu.gpkg",
    "present.region",
    "control.organisation",
    "control.period",
    "country.FI",
    "country.LI",
    "country.MT",
    "country.PT",
    "download.xlsx",
    "export.column.nuts_id",
    "export.column.organisation",
    "export.column.period",
    "export.column.start_date",
    "export.column.total_budget",
    "fact.region",
    "fact.start",
    "figure.partners.one",
    "figure.regions.one",
    "filter.label.organisation",
    "filter.label.period",
    "filter.label.region",
    "fund.interreg",
    "glossary.term.interreg.name",
    "glossary.term.period.name",
    "language.en",
    "language.sv",
    "map.partner",
    "organisation.kicker",
    "partner.organisation",
    "places.one.science_park",
    "project.budget",
    "role.partner",
}
"""Texts that are rightly the same in both languages."""
PACKAGE = Path(__file__).parents[1] / "s3dash"
_SPEAKING = ("api", "callbacks", "export", "views")
"""The parts of the package whose texts people read in the dashboard."""


def test_no_key_is_missing_in_either_language():
    assert set(catalogue("sv")) == set(catalogue("en"))


def fields(entry):
    return {name for _, name, _, _ in string.Formatter().parse(entry) if name}


@pytest.mark.parametrize("key", sorted(catalogue("sv")))
def test_both_languages_fill_in_the_same_values(key):
    assert fields(catalogue("sv")[key]) == fields(catalogue("en")[key])


def used_keys():
    """Keys written in the code, those with a part filled in at run time as patterns."""
    found = set()
    for file in (file for folder in _SPEAKING for file in (PACKAGE / folder).rglob("*.py")):
        for prefix, key in re.findall(
            r'\btext(?:\.count|\.has)?\(\s*(f?)"([^"\n]+)"', file.read_text(encoding="utf-8")
        ):
            found.add(re.sub(r"\{[^}]*\}", "*", key) if prefix else key)
    return found


@pytest.mark.parametrize("key", sorted(used_keys()))
def test_every_key_in_the_code_is_in_the_catalogue(key):
    entries = catalogue("sv")
    wanted = re.sub(r"^\\\*", ".+", re.escape(key)).replace(r"\*", r"[^.]+")  # a key that begins so may be anywhere
    pattern = re.compile(wanted + r"(\.(one|other))?")
    assert any(pattern.fullmatch(entry) for entry in entries) or key == "legend.note.*"


def test_swedish_and_english_are_not_the_same_words():
    same = {
        key
        for key, entry in catalogue("sv").items()
        if entry == catalogue("en")[key] and re.search(r"[a-z]{4}", re.sub(r"\{\w+\}", "", entry))
    }
    assert same == _ALIKE


@pytest.mark.parametrize(
    ("lang", "amount", "currency", "written"),
    [
        ("sv", 0, "EUR", "0\u00a0€"),
        ("sv", 449355, "EUR", "449\u202f355\u00a0€"),
        ("sv", 999_999, "EUR", "1,0\u00a0mn\u00a0€"),
        ("sv", 12_345_678, "SEK", "12,3\u00a0mnkr"),
        ("en", 12_345_678, "EUR", "€12.3m"),
        ("en", 1_234_567_890, "SEK", "SEK\u00a01.23bn"),
    ],
)
def test_money(lang, amount, currency, written):
    assert Text(lang).money(amount, currency) == written


def test_dates_say_as_much_as_is_known():
    assert Text("sv").day("2026-08-31").split() == ["31", "augusti", "2026"]
    assert Text("en").day("2026-08").split() == ["August", "2026"]
    assert Text("en").day("2026") == "2026"


def test_names_are_joined_with_and():
    assert Text("en").names(["a"]) == "a"
    assert Text("sv").names(["a", "b", "c"]) == "a, b och c"
