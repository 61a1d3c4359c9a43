"""The route and method of a request: what figures and logs call it, few words whatever is asked for."""

from __future__ import annotations

import flask

from s3dash.state import parse_path

_NONE = "none"
_SOME_PAGE = "/<path:path>"
_VIEW = "/view/<path:path>"
_METHODS = ("GET", "HEAD", "POST", "OPTIONS")


def route() -> str:
    """The route, such as `/<lang>/compare` or `/view/<lang>/compare`; `none` where the address leads nowhere."""
    rule = flask.request.url_rule
    if rule is None:
        return _NONE
    if rule.rule == _SOME_PAGE:
        return _page(flask.request.path, _NONE)
    if rule.rule == _VIEW:
        return f"/view{_page(flask.request.path.removeprefix('/view'), '/none')}"
    return rule.rule


def method() -> str:
    """The method, `other` where it is none that anything is asked by."""
    return flask.request.method if flask.request.method in _METHODS else "other"


def _page(path: str, otherwise: str) -> str:
    where = parse_path(path)
    if where is None:
        return otherwise
    name = "" if where.page == "explore" else where.page
    return f"/<lang>/{name}" + ("/<item>" if where.item else "")
