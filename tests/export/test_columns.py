"""What a row of a download says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from s3dash.export.columns import PARTNER_COLUMNS, PROJECT_COLUMNS, day, titles, values
from tests.views.dom import context


def row_of(here, columns, row):
    return dict(zip((column.name for column in columns), values(here, columns, row), strict=True))


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("columns", [PROJECT_COLUMNS, PARTNER_COLUMNS])
def test_every_column_has_a_head_of_its_own(tiny_site, columns, lang):
    heads = titles(context(tiny_site, lang=lang), columns)
    assert len(set(heads)) == len(columns)


def test_a_project(tiny_site):
    here = context(tiny_site)
    row = row_of(here, PROJECT_COLUMNS, here.store.project("P-ALONE"))
    assert (row["project_id"], row["regions"], row["domain"]) == ("P-ALONE", "SE221", "Energy")
    assert (row["start_date"], row["end_date"]) == (date(2022, 1, 1), date(2024, 12, 31))
    assert (row["eu_contribution"], row["currency"], row["rate_year"]) == (1000.0, "EUR", 2022)
    assert row["amount_covers"] == "The whole project"
    assert row["source_url"] == "https://example.org/a"
    back = row_of(here, PROJECT_COLUMNS, here.store.project("P-BACK"))
    assert back["note"] == "dates reversed in the source"
    unknown = row_of(here, PROJECT_COLUMNS, here.store.project("P-UNKNOWN"))
    assert (unknown["eu_contribution"], unknown["eu_eur"], unknown["rate_year"]) == (None, None, None)


def test_a_partner(tiny_site):
    here = context(tiny_site)
    lead = here.store.partners("P-GUEST")[0]
    row = row_of(here, PARTNER_COLUMNS, lead)
    assert (row["organisation"], row["role"], row["eu_eur"]) == ("Region Skåne", "Lead partner", 500.0)
    person = row_of(here, PARTNER_COLUMNS, replace(lead, organisation=None, organisation_type="private_person"))
    assert person["organisation"] == "private person"


@pytest.mark.parametrize(
    ("iso", "value"),
    [
        ("2024-02-29", date(2024, 2, 29)),
        ("2023-02-29", "2023-02-29"),
        ("2024-05", "2024-05"),
        ("2024", "2024"),
        (None, None),
    ],
)
def test_only_a_whole_date_is_a_date(iso, value):
    assert day(iso) == value
