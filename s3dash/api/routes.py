"""The routes of the API: a Flask blueprint made of the table of addresses."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import flask
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import BaseConverter

from s3dash.api.answers import csv_answer, geojson_answer, json_answer, page_answer, problem_answer
from s3dash.api.boundaries import geometry_of
from s3dash.api.endpoints import BASE, ENDPOINTS, MEDIA_TYPES, Endpoint, Format
from s3dash.api.found import listed
from s3dash.api.openapi import document
from s3dash.api.parameters import read_arguments
from s3dash.api.problems import Problem
from s3dash.api.words import words_of

if TYPE_CHECKING:
    from s3dash.site import Site

METHODS = ("GET", "HEAD", "OPTIONS")
_DOCUMENT = f"{BASE}/openapi.json"


class _Id(BaseConverter):
    """An id in a path: it holds no dot, so that an ending that names a format is none of it."""

    regex = "[^/.]+"


def register_api(server: flask.Flask, current: Callable[[], Site]) -> None:
    """Add the API to a server.

    Parameters
    ----------
    current
        Gives the site in force; it is called once per request.
    """
    server.url_map.converters["id"] = _Id
    blueprint = flask.Blueprint("api", __name__)
    for endpoint in ENDPOINTS:
        for format_ in endpoint.formats:
            rule = BASE + endpoint.address(format_).replace("{", "<id:").replace("}", ">")
            answer = partial(_answer, current, endpoint, format_)
            blueprint.add_url_rule(rule, f"{endpoint.name}_{format_}", answer)
    blueprint.add_url_rule(_DOCUMENT, "document", partial(_document, current))
    blueprint.before_app_request(_refuse)
    blueprint.after_app_request(_add_headers)
    blueprint.register_error_handler(Problem, problem_answer)
    server.register_blueprint(blueprint)


def _answer(current: Callable[[], Site], endpoint: Endpoint, format_: Format, **ids: str) -> flask.Response:
    """Answer a request for an address in a format."""
    site = current()
    given = flask.request.args.items(multi=True)
    asked = read_arguments(endpoint.takes(format_), given, words_of(site.dataset)) | ids
    return _content(site, endpoint, format_, asked)


def _content(site: Site, endpoint: Endpoint, format_: Format, asked: dict) -> flask.Response:
    name = "-".join(part for part in (endpoint.name.replace("_", "-"), *_ids(endpoint, asked)) if part)
    if endpoint.one:
        thing = endpoint.one(site, asked)
        if format_ == "csv":
            return csv_answer(endpoint.row, listed([thing], dict), {}, name)
        return json_answer(thing)
    assert endpoint.find is not None
    found = endpoint.find(site, asked)
    if format_ == "csv":
        return csv_answer(endpoint.row, found, asked, name)
    if format_ == "geojson":
        return geojson_answer(found, geometry_of(site, asked["layer"]), MEDIA_TYPES[format_])
    return page_answer(found, asked, site.dataset)


def _ids(endpoint: Endpoint, asked: dict) -> list[str]:
    return [asked[endpoint.path_parameter.name]] if endpoint.path_parameter else []


def _document(current: Callable[[], Site]) -> flask.Response:
    """The OpenAPI document."""
    site = current()
    read_arguments((), flask.request.args.items(multi=True), {})
    return json_answer(document(site.dataset))


def _refuse() -> flask.Response | None:
    """Answer with a problem where an address of the API, or its method, does not exist."""
    request = flask.request
    if not _is_api(request.path):
        return None
    error: HTTPException | None = request.routing_exception
    if isinstance(error, MethodNotAllowed):
        detail = f"{request.method} is not possible here: the API only reads."
        return problem_answer(Problem(405, detail, allow=METHODS))
    if error is not None or request.blueprint != "api":
        detail = f"There is no address {request.path[:200]}; {_DOCUMENT} lists them all."
        return problem_answer(Problem(404, detail))
    return None


def _add_headers(response: flask.Response) -> flask.Response:
    """Let pages of other sites read the answers."""
    if _is_api(flask.request.path):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Link, X-Total-Count"
        if flask.request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = ", ".join(METHODS)
            response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
            response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _is_api(path: str) -> bool:
    return path == "/api" or path.startswith("/api/")
