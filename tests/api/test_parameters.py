"""Parameters: what a declaration reads is what it describes."""

from __future__ import annotations

import json

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s3dash.api.endpoints import ENDPOINTS
from s3dash.api.parameters import Parameter, read_arguments
from s3dash.api.problems import Problem

WORDS = {"fund": ("erdf", "interreg")}
PARAMETERS = [
    Parameter("fund", "word", "fund"),
    Parameter("limit", "integer", low=1, high=500),
    Parameter("amount", "number", low=0, high=1e12),
    Parameter("q", "text"),
    Parameter("partner", "text", pattern="^[A-Z]{2}$"),
]
TEXTS = st.one_of(
    st.text(),
    st.sampled_from(["erdf", "interreg", "PL", "1", "500", "501", "0", "1.5", "1e5", "-0", "NaN", "Infinity", "01"]),
    st.integers(-5, 2000).map(str),
    st.floats(allow_nan=False).map(repr),
)


@settings(deadline=None, derandomize=True)
@given(st.sampled_from(PARAMETERS), TEXTS)
def test_what_is_read_fits_the_schema_and_nothing_else_is_read(parameter, text):
    schema = parameter.schema(WORDS)
    if parameter.kind == "word":
        assert schema == {"$ref": "#/components/schemas/fund"}
        schema = {"enum": list(WORDS["fund"])}
    value = parameter.read(text, WORDS)
    validator = jsonschema_rs.validator_for(schema)
    if value is not None:
        assert validator.is_valid(value)
    elif parameter.kind in ("integer", "number"):
        assert not (is_json_number(text) and validator.is_valid(json.loads(text)) and short(text, parameter.kind))
    else:
        assert not validator.is_valid(text)


def is_json_number(text: str) -> bool:
    try:
        return isinstance(json.loads(text), int | float)
    except ValueError:
        return False


def short(text: str, kind: str) -> bool:
    """Whole numbers are written without a point, other ones with no more digits than an amount has."""
    return text.isdigit() if kind == "integer" else len(text) < 16


def test_defaults_hold_where_nothing_is_said():
    parameters = (Parameter("limit", "integer", low=1, high=5, default=3), Parameter("q", "text"))
    assert read_arguments(parameters, [], WORDS) == {"limit": 3, "q": None}
    assert read_arguments(parameters, [("q", "a b"), ("limit", "2")], WORDS) == {"limit": 2, "q": "a b"}


def test_every_fault_is_found_at_once():
    with pytest.raises(Problem) as refused:
        read_arguments(PARAMETERS, [("x", "1"), ("fund", "cf"), ("q", "a"), ("q", "b")], WORDS)
    assert [fault.parameter for fault in refused.value.faults] == ["x", "fund", "q"]


def test_a_name_means_the_same_at_every_address():
    kinds: dict[str, set[str]] = {}
    for endpoint in ENDPOINTS:
        for parameter in endpoint.takes("json"):
            kinds.setdefault(parameter.name, set()).add(parameter.kind)
    assert all(len(found) == 1 for found in kinds.values())
