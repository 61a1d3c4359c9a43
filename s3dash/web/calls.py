"""What the controls of a page may ask of the server: calls of its own callbacks, in the form that scripts send."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import flask

PATH = "/_dash-update-component"
LARGEST = 256 * 1024
"""Bytes of a call; those of a page of projects carry its grid."""
_DEEPEST = 40
"""How many lists and objects of a call may lie in each other."""


def register_calls(server: flask.Flask, callbacks: Mapping[str, Mapping[str, Any]]) -> None:
    """Refuse with 400 what is no call of a callback.

    Parameters
    ----------
    callbacks
        Dash's own map of callbacks by what they change; it is full before the first request.
    """

    @server.before_request
    def refuse() -> None:
        if flask.request.path == PATH and flask.request.method == "POST":
            flask.request.max_content_length = LARGEST
            if not is_call(_sent(), callbacks):
                flask.abort(400)


def _sent() -> Any:
    try:
        return flask.request.get_json()
    except RecursionError:
        return None


def is_call(body: Any, callbacks: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether a body calls one of the callbacks with the properties that it takes and changes."""
    if not isinstance(body, dict) or _is_deeper(body, _DEEPEST):
        return False
    name = body.get("output")
    called = callbacks.get(name) if isinstance(name, str) else None
    if called is None or "callback" not in called:  # the others run in the browser
        return False
    changed, outputs = body.get("changedPropIds", []), body.get("outputs")
    taken = _properties(called["inputs"])
    return (
        _properties(body.get("inputs")) == taken
        and _properties(body.get("state", [])) == _properties(called["state"])
        and _properties(outputs if isinstance(outputs, list) else [outputs]) == _changed_by(called)
        and isinstance(changed, list)
        and all(isinstance(one, str) for one in changed)
        and set(changed) <= {".".join(one) for one in taken or ()}
    )


def _properties(given: Any) -> list[tuple[str, str]] | None:
    """Which properties of which components a list names; None where it is no such list."""
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        return None
    named = [(one.get("id"), one.get("property")) for one in given]
    return named if all(isinstance(word, str) for one in named for word in one) else None


def _changed_by(called: Mapping[str, Any]) -> list[tuple[str, str]]:
    outputs = called["output"] if isinstance(called["output"], list) else [called["output"]]
    return [(one.component_id, one.component_property) for one in outputs]


def _is_deeper(tree: Any, most: int) -> bool:
    """Whether lists and objects lie in each other deeper than that."""
    level: Iterable[Any] = [tree]
    for _ in range(most):
        level = [child for node in level for child in _children(node)]
        if not level:
            return False
    return True


def _children(node: Any) -> Iterable[Any]:
    return node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
