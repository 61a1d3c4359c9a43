"""The one callback that runs on the server: the controls of an address, through Dash's own endpoint."""

from __future__ import annotations

import json
from typing import Any

import pytest

from s3dash.views.controls import CONTROLS


@pytest.fixture(scope="module")
def ask(client):
    """Ask for the controls of an address as the browser does."""

    def answer(address):
        body = {
            "output": "controls.children",
            "outputs": {"id": "controls", "property": "children"},
            "inputs": [{"id": "address", "property": "data", "value": address}],
            "changedPropIds": ["address.data"],
        }
        return client.post("/_dash-update-component", json=body)

    return answer


def values(node):
    """The value of each control in a tree of components."""
    found: dict[str, Any] = {}
    if isinstance(node, list):
        for child in node:
            found |= values(child)
    elif isinstance(node, dict):
        props = node.get("props", {})
        if str(props.get("id", "")).startswith("control-"):
            found[props["id"].removeprefix("control-")] = props.get("value")
        found |= values(props.get("children"))
    return found


@pytest.mark.parametrize("page", ["/sv/", "/sv/projects"])
def test_an_address_gets_its_controls(ask, page):
    answer = ask(f"{page}?region=SE311&domain=energy&places=cluster&period=2014-2020")
    assert answer.status_code == 200
    found = values(json.loads(answer.data)["response"]["controls"]["children"])
    assert set(found) == {"find", *CONTROLS}
    assert (found["domain"], found["places"], found["period"]) == ("energy", ["cluster"], "2014-2020")


@pytest.mark.parametrize("address", ["/sv/nothing", "/", "", None, "http://["])
def test_nothing_is_sent_where_there_is_no_page(ask, address):
    answer = ask(address)
    assert answer.status_code in (200, 204)
    assert not answer.data or json.loads(answer.data).get("response", {}) == {}


def test_nonsense_in_the_address_does_no_harm(ask):
    answer = ask("/sv/?region=%00&domain=<script>&period=never&x=%ff")
    assert values(json.loads(answer.data)["response"]["controls"]["children"])["period"] == "2021-2027"


def test_the_browser_runs_the_rest_itself(client):
    """A choice leads to an address: that needs no server."""
    dependencies = json.loads(client.get("/_dash-dependencies").data)
    on_server = [d for d in dependencies if not d.get("clientside_function")]
    assert [d["output"] for d in on_server] == ["controls.children"]
    in_browser = [d["clientside_function"] for d in dependencies if d.get("clientside_function")]
    assert {f["namespace"] for f in in_browser} == {"s3map"}
    assert {f["function_name"] for f in in_browser} == {"address", "choose", "find"}
