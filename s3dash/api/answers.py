"""Answers: rows as JSON, as a streamed CSV file or as GeoJSON, and the headers that go with them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

import flask

from s3dash.api.fields import Field, Row, cells, header
from s3dash.api.found import Found
from s3dash.api.parameters import Arguments
from s3dash.api.problems import PROBLEM_TYPE, Problem
from s3dash.data.cells import neutral
from s3dash.data.dataset import Dataset

CACHE_CONTROL = "public, max-age=300"
"""How long an answer may be kept; whoever serves the API says so with it, and marks it."""
_ROWS_AT_ONCE = 200
"""Lines of a CSV file that are sent together."""


def json_answer(content: Any, media_type: str = "application/json", status: int = 200) -> flask.Response:
    """Some content as JSON."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return flask.Response(text, status, mimetype=media_type)


def problem_answer(problem: Problem) -> flask.Response:
    """A problem document."""
    response = json_answer(problem.json, PROBLEM_TYPE, problem.status)
    response.headers["Cache-Control"] = "no-store"
    if problem.allow:
        response.headers["Allow"] = ", ".join(sorted(problem.allow))
    return response


def page_answer(found: Found, asked: Arguments, dataset: Dataset) -> flask.Response:
    """One page of a list, with the address of the next one."""
    limit, offset = asked["limit"], asked["offset"]
    content = {
        "total": found.total,
        "limit": limit,
        "offset": offset,
        "next": next_page(found.total, asked),
        "data_date": dataset.data_date.isoformat(),
        **found.about,
        "items": list(found.rows(limit, offset)),
    }
    return _with_paging(json_answer(content), found, asked)


def csv_answer(fields: tuple[Field, ...], found: Found, asked: Arguments, name: str) -> flask.Response:
    """The rows as a CSV file, written while it is sent."""
    lines = _lines(fields, found.rows(asked.get("limit"), asked.get("offset") or 0))
    response = flask.Response(lines, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'inline; filename="s3map-{name}.csv"'
    return _with_paging(response, found, asked)


def geojson_answer(found: Found, geometries: dict[str, Any], media_type: str) -> flask.Response:
    """The rows as properties of their shapes."""
    features = [
        {"type": "Feature", "id": row["nuts_id"], "properties": row, "geometry": geometries[row["nuts_id"]]}
        for row in found.every()
    ]
    return json_answer({"type": "FeatureCollection", "features": features}, media_type)


def next_page(total: int, asked: Arguments) -> str | None:
    """The address of the next page, on this site; None after the last one."""
    limit, offset = asked.get("limit"), asked.get("offset") or 0
    if limit is None or offset + limit >= total:
        return None
    given = [(name, value) for name, value in flask.request.args.items(multi=True) if name not in ("limit", "offset")]
    query = urlencode([*given, ("limit", limit), ("offset", offset + limit)])
    return f"{flask.request.path}?{query}"


def _with_paging(response: flask.Response, found: Found, asked: Arguments) -> flask.Response:
    response.headers["X-Total-Count"] = str(found.total)
    following = next_page(found.total, asked)
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


def _lines(fields: tuple[Field, ...], rows: Iterable[Row]) -> Iterator[str]:
    """Lines of a CSV file, some at a time; the first piece holds the header."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header(fields))
    for count, row in enumerate(rows, start=1):
        writer.writerow([neutral(cell) for cell in cells(fields, row)])
        if count % _ROWS_AT_ONCE == 0:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()
