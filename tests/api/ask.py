"""Asking the API and reading what it answers."""

from __future__ import annotations

import csv
import io
from typing import Any

from flask.testing import FlaskClient


def get(client: FlaskClient, path: str) -> dict[str, Any]:
    """The JSON of an address below /api/v1."""
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.content_type == "application/json"
    return answer.get_json()


def items(client: FlaskClient, path: str) -> list[dict[str, Any]]:
    """The rows of a list, through all its pages."""
    found: list[dict[str, Any]] = []
    address: str | None = f"/api/v1{path}"
    while address:
        page = get(client, address.removeprefix("/api/v1"))
        found += page["items"]
        address = page["next"]
    return found


def table(client: FlaskClient, path: str) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.content_type == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))


def problem(client: FlaskClient, path: str, status: int = 400) -> dict[str, Any]:
    """The problem that an address is refused with."""
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == status, answer.get_data(as_text=True)
    assert answer.content_type == "application/problem+json"
    found = answer.get_json()
    assert found["status"] == status
    return found
