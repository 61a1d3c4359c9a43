"""CSV: the same values as the JSON, and nothing that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
import io
import json

import flask
import pytest

from s3dash.api.answers import csv_answer
from s3dash.api.endpoints import ENDPOINTS, Endpoint
from s3dash.api.fields import Field, group, groups, header, number, string, whole
from s3dash.api.found import Found, listed
from tests.api.ask import get, items, table

IDS = {"nuts": "SE224", "id": "P-PARTNERS", "layer": "lan"}


def as_cell(value):
    """A value as the API says that a cell holds it."""
    if value is None or value == []:
        return ""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False) if isinstance(value[0], dict) else "; ".join(value)
    return str(value)


def flat(row: dict, fields: tuple[Field, ...], prefix: str = "") -> dict:
    """A row of the JSON with its objects spread over columns."""
    cells: dict = {}
    for field in fields:
        value = None if row is None else row[field.name]
        if field.kind == "object" and not field.many:
            cells |= flat(value, field.fields, f"{prefix}{field.name}_")
        else:
            cells[f"{prefix}{field.name}"] = as_cell(value)
    return cells


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_the_file_equals_the_json(tiny_api, endpoint: Endpoint):
    path = endpoint.path.format(**IDS)
    rows = [get(tiny_api, path)] if endpoint.one else items(tiny_api, path)
    assert rows
    assert table(tiny_api, f"{path}.csv") == [flat(row, endpoint.row) for row in rows]


def test_no_two_columns_have_one_name():
    for endpoint in ENDPOINTS:
        names = header(endpoint.row)
        assert len(names) == len(set(names)), endpoint.name


def read(fields: tuple[Field, ...], found: Found) -> list[list[str]]:
    with flask.Flask("tests").test_request_context("/"):
        text = csv_answer(fields, found, {}, "test").get_data(as_text=True)
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t"])
def test_a_text_that_begins_like_a_formula_does_not_stay_one(begins):
    rows = listed([{"text": f"{begins}HYPERLINK(1)", "n": -1.5}], dict)
    assert read((string("text"), number("n")), rows)[1] == [f"'{begins}HYPERLINK(1)", "-1.5"]


def test_quotes_commas_and_line_ends_survive():
    rows = listed([{"text": 'a "b", c\nd'}], dict)
    assert read((string("text"),), rows)[1] == ['a "b", c\nd']


def test_an_object_that_is_not_there_leaves_its_columns_empty():
    fields = (
        group("budget", (number("amount"), string("currency")), nullable=True),
        groups("series", (whole("year"),)),
    )
    rows = listed(
        [{"budget": None, "series": []}, {"budget": {"amount": 1, "currency": "EUR"}, "series": [{"year": 1}]}], dict
    )
    assert read(fields, rows) == [
        ["budget_amount", "budget_currency", "series"],
        ["", "", ""],
        ["1", "EUR", '[{"year": 1}]'],
    ]


def test_a_long_file_is_written_while_it_is_sent():
    taken = []

    def every():
        for n in range(100_000):
            taken.append(n)
            yield {"n": n}

    with flask.Flask("tests").test_request_context("/"):
        answer = csv_answer((whole("n"),), Found(100_000, lambda limit, offset: [], every), {}, "test")
        assert answer.is_streamed and not taken
        next(iter(answer.response))
    assert 0 < len(taken) < 1000


def test_a_file_of_nothing_has_its_header(tiny_api):
    text = tiny_api.get("/api/v1/projects.csv?partner=XX").get_data(as_text=True)
    assert text.startswith("project_id,title,") and text.count("\n") == 1


def test_the_file_has_a_name(tiny_api):
    name = tiny_api.get("/api/v1/regions/SE224/links.csv").headers["Content-Disposition"]
    assert name == 'inline; filename="s3map-region-links-SE224.csv"'
