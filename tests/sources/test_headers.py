from __future__ import annotations

import pytest

from s3dash.sources.headers import Header, described, guesses

HEADER = Header(
    {
        "id": ["Diarienummer", "Operation ID", "ärende-id"],
        "partner_id": ["Partner's ID if not PIC"],
        "title": ["Namn på insatsen", "Operation Name"],
        "budget": ["Total budget"],
        "summary": ["Sammanfattning", "Summary"],
        "summary_en": ["Sammanfattning engelsk", "Summary in english"],
    },
    required=("id", "title"),
)


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("Diarienummer / Operation ID", "id"),
        ("\ufeffDIARIENUMMER", "id"),
        ("Ärende‑id", "id"),
        ("operation_id", "id"),
        ("Partner’s ID if not PIC", "partner_id"),
        ("Partner`s ID if not PIC", "partner_id"),
        ("Namn på\ninsatsen", "title"),
        ("  namn  pa insatsen ", "title"),
        ("Total budget (EUR)", "budget"),
        ("Budget totale / Total budget [SEK]", "budget"),
        ("Sammanfattning engelsk / Summary in english", "summary_en"),
    ],
)
def test_a_column_is_known_whatever_its_case_spacing_apostrophes_and_second_language(column, field):
    assert HEADER.match([column]).found == {field: column}


def test_match_says_what_is_unknown_and_missing():
    match = HEADER.match(["Operation Name", "Colour", "", " "])
    assert match.found == {"title": "Operation Name"}
    assert match.unknown == ["Colour"]
    assert match.missing == ["id"]


def test_the_surest_column_wins_and_the_other_stays_unknown():
    match = HEADER.match(["X / Summary", "Summary", "Sammanfattning"])
    assert match.found == {"summary": "Summary"}
    assert match.unknown == ["X / Summary", "Sammanfattning"]


def test_cells_by_field():
    match = HEADER.match(["Diarienummer", "Operation Name"])
    assert match.fields({"Diarienummer": "1", "Operation Name": "Hav", "Other": ""}) == {"id": "1", "title": "Hav"}


def test_every_column_is_described_and_a_missing_one_by_its_usual_name():
    match = HEADER.match(["Diarienummer", 'Namn på "insats"', "Totalbudget", "Qwxz"])
    said = described(match, HEADER.aliases)
    assert "recognised: 'Diarienummer' is id" in said
    assert "may be title" in said
    assert "may be budget" in said
    assert "unknown: 'Qwxz'\n" in said
    assert f"missing: no column for title, such as {HEADER.aliases['title'][0]!r}" in said
    guessed = {column: field for column, (field, _) in guesses(match, HEADER.aliases).items()}
    assert guessed == {'Namn på "insats"': "title", "Totalbudget": "budget", "Qwxz": ""}
