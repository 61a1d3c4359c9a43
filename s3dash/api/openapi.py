"""The OpenAPI 3.1 document, written from the declarations that also check the requests and fill the answers."""

from __future__ import annotations

from typing import Any

from s3dash import __version__
from s3dash.api.endpoints import BASE, ENDPOINTS, MEDIA_TYPES, Endpoint, Format
from s3dash.api.fields import row_schema
from s3dash.api.parameters import Parameter
from s3dash.api.problems import PROBLEM_TYPE
from s3dash.api.words import Words, words_of
from s3dash.data.dataset import Dataset
from s3dash.text import Text

_ID_FORM = "^[A-Za-z0-9_-]+$"


def document(dataset: Dataset) -> dict[str, Any]:
    """Return the document for a dataset: its words are those that the parameters take."""
    words = words_of(dataset)
    text = Text("en")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": text("api.document.title"),
            "summary": text("api.document.summary"),
            "description": text("api.document.description"),
            "version": __version__,
        },
        "servers": [{"url": BASE}],
        "paths": {
            endpoint.address(format_): {"get": _operation(endpoint, format_, words)}
            for endpoint in ENDPOINTS
            for format_ in endpoint.formats
        },
        "components": {
            "schemas": _schemas(words),
            "headers": _HEADERS,
            "responses": _RESPONSES,
        },
    }


def _operation(endpoint: Endpoint, format_: Format, words: Words) -> dict[str, Any]:
    headers = ["ETag", "Cache-Control"]
    if endpoint.find and format_ != "geojson":
        headers += ["X-Total-Count", "Link"]
    found = {
        "description": endpoint.summary(),
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in headers},
        "content": {MEDIA_TYPES[format_]: {"schema": _answer(endpoint, format_)}},
    }
    answers = {
        "200": found,
        "304": {"$ref": "#/components/responses/Unchanged"},
        "400": {"$ref": "#/components/responses/BadRequest"},
        "404": {"$ref": "#/components/responses/NotFound"},
        "405": {"$ref": "#/components/responses/MethodNotAllowed"},
        "414": {"$ref": "#/components/responses/TooLong"},
        "429": {"$ref": "#/components/responses/TooMany"},
        "503": {"$ref": "#/components/responses/NotNow"},
    }
    if endpoint.path_parameter is None:
        del answers["404"]
    return {
        "operationId": f"{endpoint.name}_{format_}",
        "summary": endpoint.summary(),
        "tags": [endpoint.path.split("/")[1]],
        "parameters": [*_path_parameters(endpoint), *(_parameter(p, words) for p in endpoint.takes(format_))],
        "responses": answers,
    }


def _path_parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    found = endpoint.path_parameter
    if found is None:
        return []
    return [
        {
            "name": found.name,
            "in": "path",
            "required": True,
            "description": Text("en")(f"api.parameter.{found.name}"),
            "schema": {"$ref": f"#/components/schemas/{found.words}"} if found.words else {
                "type": "string", "pattern": _ID_FORM,
            },
            "example": found.example,
        }
    ]  # fmt: skip


def _parameter(parameter: Parameter, words: Words) -> dict[str, Any]:
    written: dict[str, Any] = {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "description": parameter.description(),
        "schema": parameter.schema(words),
    }
    example = parameter.example
    if example is not None and (parameter.kind != "word" or example in words[parameter.words]):
        written["example"] = example
    return written


def _answer(endpoint: Endpoint, format_: Format) -> dict[str, Any]:
    """The schema of an answer's content."""
    row = {"$ref": f"#/components/schemas/{endpoint.schema}"}
    if format_ == "csv":
        return {"type": "string"}
    if endpoint.one:
        return row
    if format_ == "geojson":
        return {
            "type": "object",
            "properties": {
                "type": {"const": "FeatureCollection"},
                "features": {"type": "array", "items": _feature(row)},
            },
            "required": ["type", "features"],
        }
    members: dict[str, Any] = {
        "total": {"type": "integer", "minimum": 0, "description": "Rows that fit, on all pages."},
        "limit": {"type": "integer"},
        "offset": {"type": "integer"},
        "next": {"type": ["string", "null"], "description": "Address of the next page; null on the last one."},
        "data_date": {"type": "string", "format": "date", "description": "The date of the dataset's newest rows."},
        **{field.name: field.schema for field in endpoint.about},
        "items": {"type": "array", "items": row},
    }
    return {"type": "object", "properties": members, "required": list(members), "additionalProperties": False}


def _feature(properties: dict[str, Any]) -> dict[str, Any]:
    geometry = {
        "type": "object",
        "properties": {"type": {"enum": ["Polygon", "MultiPolygon"]}, "coordinates": {"type": "array"}},
        "required": ["type", "coordinates"],
    }
    return {
        "type": "object",
        "properties": {
            "type": {"const": "Feature"},
            "id": {"type": "string"},
            "properties": properties,
            "geometry": geometry,
        },
        "required": ["type", "id", "properties", "geometry"],
    }


def _schemas(words: Words) -> dict[str, Any]:
    """Rows by their name, then the lists of words."""
    rows = {endpoint.schema: row_schema(endpoint.row) for endpoint in ENDPOINTS}
    lists = {name: {"type": "string", "enum": list(allowed)} for name, allowed in words.items()}
    return rows | lists | {"Problem": _PROBLEM}


_FAULT = {
    "type": "object",
    "properties": {
        "parameter": {"type": "string"},
        "value": {"type": "string"},
        "reason": {"type": "string"},
        "allowed": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["parameter", "value", "reason", "allowed"],
    "additionalProperties": False,
}
_PROBLEM = {
    "type": "object",
    "description": "RFC 9457; `errors` names each parameter that cannot be used and what it allows.",
    "properties": {
        "type": {"const": "about:blank"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "array", "items": _FAULT},
        "reference": {"type": "string", "description": "What the server's log has for this answer."},
    },
    "required": ["type", "title", "status", "detail", "errors"],
    "additionalProperties": False,
}
_HEADERS = {
    "ETag": {
        "required": True,
        "description": "Mark of the answer; send it back as If-None-Match.",
        "schema": {"type": "string", "pattern": '^W/"[0-9a-f]+"$'},
    },
    "Cache-Control": {"required": True, "schema": {"type": "string"}},
    "X-Total-Count": {
        "required": True,
        "description": "Rows that fit, on all pages.",
        "schema": {"type": "integer", "minimum": 0},
    },
    "Link": {
        "required": False,
        "description": 'Address of the next page, rel="next", where there is one.',
        "schema": {"type": "string"},
    },
    "Allow": {"required": True, "schema": {"type": "string"}},
    "Retry-After": {"required": False, "description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}},
}


def _refusal(description: str) -> dict[str, Any]:
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": description, "content": {PROBLEM_TYPE: problem}}


_LATER = {"headers": {"Retry-After": {"$ref": "#/components/headers/Retry-After"}}}
_RESPONSES = {
    "Unchanged": {
        "description": "The client has this answer already (If-None-Match).",
        "headers": {"ETag": {"$ref": "#/components/headers/ETag"}},
    },
    "BadRequest": _refusal("A parameter is unknown, repeated or has a value that is not allowed."),
    "NotFound": _refusal("The dataset has no such id."),
    "MethodNotAllowed": _refusal("The API only reads: GET, HEAD and OPTIONS.")
    | {"headers": {"Allow": {"$ref": "#/components/headers/Allow"}}},
    "TooLong": _refusal("The address is too long."),
    "TooMany": _refusal("Too many requests from this address within a minute.") | _LATER,
    "NotNow": _refusal("The projects cannot be read just now.") | _LATER,
}
