"""The one callback that runs on the server: the controls of an address, through Dash's own endpoint."""

from __future__ import annotations

import json
from typing import Any

import pytest

from s3dash.views.controls import CONTROLS

OUTPUT = "..controls.children...controls-for.data.."


@pytest.fixture(scope="module")
def ask(client):
    """Answer an address as the browser asks for it, with the key of the controls it has."""

    def answer(path, search, controls_for=None):
        body = {
            "output": OUTPUT,
            "outputs": [{"id": "controls", "property": "children"}, {"id": "controls-for", "property": "data"}],
            "inputs": [
                {"id": "url", "property": "pathname", "value": path},
                {"id": "url", "property": "search", "value": search},
            ],
            "state": [{"id": "controls-for", "property": "data", "value": controls_for}],
            "changedPropIds": ["url.pathname"],
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


def test_an_address_gets_its_controls(ask):
    answer = ask("/sv/", "?region=SE311&domain=energy&places=cluster&period=2014-2020")
    assert answer.status_code == 200
    sent = json.loads(answer.data)["response"]
    assert sent["controls-for"]["data"] == "sv/explore/2014-2020"
    found = values(sent["controls"]["children"])
    assert set(found) == {"find", *CONTROLS}
    assert (found["domain"], found["places"], found["period"]) == ("energy", ["cluster"], "2014-2020")


@pytest.mark.parametrize(
    ("path", "search", "controls_for"),
    [
        ("/sv/", "?region=SE311", "sv/explore/2021-2027"),  # the same choices are there already
        ("/sv/nothing", "", None),
        ("/", "", None),
        (None, None, None),
    ],
)
def test_nothing_is_sent_where_nothing_changes(ask, path, search, controls_for):
    answer = ask(path, search, controls_for)
    assert answer.status_code == 200
    assert json.loads(answer.data)["response"] == {}


@pytest.mark.parametrize(
    ("path", "search"), [("/en/", "?region=SE311"), ("/sv/projects", ""), ("/sv/", "?period=2014-2020")]
)
def test_other_choices_are_sent_anew(ask, path, search):
    answer = ask(path, search, "sv/explore/2021-2027")
    assert answer.status_code == 200


def test_nonsense_in_the_address_does_no_harm(ask):
    answer = ask("/sv/", "?region=%00&domain=<script>&period=never&x=%ff")
    assert values(json.loads(answer.data)["response"]["controls"]["children"])["period"] == "2021-2027"


def test_the_browser_runs_the_rest_itself(client):
    """A choice leads to an address: that needs no server."""
    dependencies = json.loads(client.get("/_dash-dependencies").data)
    on_server = [d for d in dependencies if not d.get("clientside_function")]
    assert [d["output"] for d in on_server] == [OUTPUT]
    in_browser = [d for d in dependencies if d.get("clientside_function")]
    assert {d["clientside_function"]["namespace"] for d in in_browser} == {"s3map"}
    assert {i["id"] for d in in_browser for i in d["inputs"]} == {f"control-{name}" for name in (*CONTROLS, "find")}
    assert all(d["prevent_initial_call"] for d in in_browser)
