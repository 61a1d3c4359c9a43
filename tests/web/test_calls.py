"""Calls of the controls: those that their scripts make, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from s3dash.views.grid import GRID

CALL: dict[str, Any] = {
    "output": "control-organisation.data",
    "outputs": {"id": "control-organisation", "property": "data"},
    "inputs": [{"id": "control-organisation", "property": "searchValue", "value": "lund"}],
    "changedPropIds": ["control-organisation.searchValue"],
    "state": [{"id": "control-organisation", "property": "value"}],
}
ADDRESS: dict[str, Any] = {
    "output": "..controls.children...grid.children..",
    "outputs": [{"id": "controls", "property": "children"}, {"id": "grid", "property": "children"}],
    "inputs": [{"id": "address", "property": "data", "value": "/sv/"}],
    "changedPropIds": ["address.data"],
    "state": [{"id": "grid", "property": "children", "value": None}],
}
ROWS: dict[str, Any] = {
    "output": f"{GRID}.getRowsResponse",
    "outputs": {"id": GRID, "property": "getRowsResponse"},
    "inputs": [{"id": GRID, "property": "getRowsRequest", "value": {}}],
    "changedPropIds": [],
}
CALLS = (CALL, ADDRESS, ROWS)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def post(client: FlaskClient, body: object) -> int:
    return client.post("/_dash-update-component", data=json.dumps(body), content_type="application/json").status_code


def nested(depth: int) -> object:
    tree: object = 1
    for _ in range(depth):
        tree = [tree]
    return tree


@pytest.mark.parametrize("call", CALLS)
def test_a_call_is_answered(client: FlaskClient, call: dict[str, Any]) -> None:
    assert post(client, call) == 200


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        "text",
        CALL | {"output": "other.data"},
        CALL | {"output": ["control-organisation.data"]},
        CALL | {"output": "address.data"},
        CALL | {"inputs": []},
        CALL | {"inputs": {"id": "x"}},
        CALL | {"inputs": [*CALL["inputs"], *CALL["inputs"]]},
        CALL | {"inputs": [[{"id": "control-organisation", "property": "searchValue"}]]},
        CALL | {"inputs": [{"id": {"type": "x"}, "property": "searchValue"}]},
        CALL | {"state": []},
        CALL | {"outputs": None},
        CALL | {"outputs": [{"id": "other", "property": "data"}]},
        CALL | {"changedPropIds": ["__class__.x"]},
        CALL | {"changedPropIds": [[1]]},
        CALL | {"changedPropIds": "control-organisation.searchValue"},
        CALL | {"inputs": [CALL["inputs"][0] | {"value": nested(60)}]},
    ],
)
def test_anything_else_is_refused(client: FlaskClient, body: object) -> None:
    assert post(client, body) == 400


@pytest.mark.parametrize(
    "sent", ["", "{", "\x00", "[" * 20_000, '{"a":' * 20_000, "\ud800".encode("utf-8", "surrogatepass")]
)
def test_what_is_no_json_is_refused(client: FlaskClient, sent: str | bytes) -> None:
    assert client.post("/_dash-update-component", data=sent, content_type="application/json").status_code == 400


@given(value=ANYTHING, call=st.sampled_from(CALLS))
def test_no_value_makes_a_callback_fail(client: FlaskClient, value: object, call: dict[str, Any]) -> None:
    body = call | {"inputs": [call["inputs"][0] | {"value": value}]}
    if "state" in call:
        body["state"] = [call["state"][0] | {"value": value}]
    assert post(client, body) in (200, 204)


@given(changes=st.dictionaries(st.sampled_from(sorted(CALL)), ANYTHING, min_size=1))
def test_no_body_makes_the_server_fail(client: FlaskClient, changes: dict[str, Any]) -> None:
    assert post(client, CALL | changes) in (200, 204, 400)
