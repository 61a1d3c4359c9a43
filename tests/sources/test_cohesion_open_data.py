"""Cohesion Open Data's table 557j-pmg8: Kohesio's columns in lower case, as JSON with numbers in text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from s3dash.sources import kohesio
from s3dash.sources.cohesion_open_data import SOURCE
from s3dash.sources.places import Places
from s3dash.sources.records import Item, ParticipationRow, ProjectRow, ReadOptions, Reject, SourceError
from tests.by_hand import GEODATA
from tests.sources.broken import Roles, assert_clean, assert_told, broken_json

GOOD: dict[str, Any] = {
    "operation_unique_identifier": "https://linkedopendata.eu/entity/Q9000001",
    "operation_local_identifier": "20201234",
    "operation_name_programme_language": "Fiber till byarna",
    "operation_start_date": "2017-01-02T00:00:00.000",
    "operation_end_date": "2020-04-30T00:00:00.000",
    "cofinancing_rate": "50.0",
    "total_eligible_expenditure_amount": "800000.5",
    "project_eu_budget": "400000.25",
    "location_indicator_latitude_longitude": "59.86,17.64",
    "postal_code": "93090",
    "beneficiary_name": "Arjeplogs kommun",
    "category_label": "ICT: backbone network",
    "fund_code": "ERDF",
    "fund_name": "European Regional Development Fund",
    "programme_name": "Övre Norrland",
    "managingauthority": "Tillväxtverket",
    "country": "Sweden",
}


@pytest.fixture(scope="module")
def options() -> ReadOptions:
    return ReadOptions(Places.load(GEODATA))


def items_of(tmp_path: Path, options: ReadOptions, *rows: dict[str, Any]) -> list[Item]:
    path = tmp_path / "557j-pmg8.json"
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    items = list(SOURCE.read([path], options))
    for item in items:
        assert_clean(item)
    return items


def test_a_row_becomes_a_project_and_its_beneficiary(tmp_path, options):
    project, part = items_of(tmp_path, options, GOOD)
    assert project == ProjectRow(
        row=1,
        ref="Q9000001",
        title="Fiber till byarna",
        period="2014-2020",
        fund="erdf",
        programme_name="Övre Norrland",
        start_date="2017-01-02",
        end_date="2020-04-30",
        topics="ICT: backbone network",
        total_budget=800000.5,
        eu_contribution=400000.25,
        currency="EUR",
        amount_covers="project",
        regions=("SE121",),
        lead_organisation="Arjeplogs kommun",
        lead_nuts="SE332",
        url="https://kohesio.ec.europa.eu/en/projects/Q9000001",
        same_as=("case:SE|20201234",),
    )
    assert part == ParticipationRow(
        1, "Q9000001", "Arjeplogs kommun", "SE", "lead", nuts_id="SE332", place_basis="named"
    )


@pytest.mark.parametrize(
    "other",
    [
        {"operation_unique_identifier": {"url": "https://linkedopendata.eu/entity/Q9000001"}},
        {"location_indicator_latitude_longitude": {"type": "Point", "coordinates": [17.64, 59.86]}},
        {"location_indicator_latitude_longitude": {"latitude": "59.86", "longitude": "17.64"}},
        {"project_eu_budget": 400000.25},
    ],
)
def test_other_types_of_value_say_the_same(tmp_path, options, other):
    assert items_of(tmp_path, options, GOOD | other) == items_of(tmp_path, options, GOOD)


def test_columns_that_are_empty_are_not_in_a_row(tmp_path, options):
    bare = {key: GOOD[key] for key in ("operation_unique_identifier", "operation_name_programme_language")}
    items = items_of(tmp_path, options, bare, GOOD)
    assert [type(item) for item in items] == [ProjectRow, ProjectRow, ParticipationRow]


def test_an_operation_has_the_id_that_kohesio_gives_it():
    assert SOURCE.prefix == kohesio.SOURCE.prefix == "KOH"


def test_a_value_that_is_no_text_is_rejected_by_column(tmp_path, options):
    (reject,) = items_of(tmp_path, options, GOOD | {"fund_code": ["ERDF"]})
    assert isinstance(reject, Reject)
    assert reject.reason == "fund_code: it holds list, not text or a number"


def test_an_answer_to_a_wrong_question_is_told(tmp_path, options):
    path = tmp_path / "557j-pmg8.json"
    path.write_text('{"code": "query.soql.no-such-column", "error": true}', encoding="utf-8")
    with pytest.raises(SourceError, match="array"):
        list(SOURCE.read([path], options))


def test_broken_files_are_told(tmp_path, options):
    roles = Roles(
        key="operation_unique_identifier",
        title="operation_name_programme_language",
        start="operation_start_date",
        amount="project_eu_budget",
    )
    cases = broken_json(tmp_path, GOOD, roles)
    assert len(cases) >= 20
    for case in cases:
        assert_told(SOURCE, options, case)
