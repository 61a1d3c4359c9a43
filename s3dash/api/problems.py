"""Refusals: what the API answers where it cannot do what was asked, as problem documents (RFC 9457)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

PROBLEM_TYPE = "application/problem+json"
_LONGEST_VALUE = 200


@dataclass(frozen=True)
class Fault:
    """One parameter that cannot be used: what was given, why not, and what is allowed."""

    parameter: str
    value: str
    reason: str
    allowed: Sequence[str] = ()

    @property
    def json(self) -> dict[str, Any]:
        """The fault as a member of the problem's `errors`."""
        return {
            "parameter": self.parameter[:_LONGEST_VALUE],
            "value": self.value[:_LONGEST_VALUE],
            "reason": self.reason,
            "allowed": list(self.allowed),
        }


class Problem(Exception):
    """A request that gets a problem document; `allow` are the methods of an address asked with another one."""

    def __init__(self, status: int, detail: str, faults: Sequence[Fault] = (), allow: Sequence[str] = ()) -> None:
        super().__init__(status, detail)
        self.status = status
        self.detail = detail
        self.faults = faults
        self.allow = allow

    @property
    def json(self) -> dict[str, Any]:
        """The document."""
        return {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            "errors": [fault.json for fault in self.faults],
        }


def refused(faults: Sequence[Fault]) -> Problem:
    """The problem of parameters that cannot be used; its detail names them all."""
    return Problem(400, " ".join(f"{fault.parameter[:_LONGEST_VALUE]}: {fault.reason}." for fault in faults), faults)


def unknown(what: str, value: str) -> Problem:
    """The problem of an id in the path that the dataset does not have."""
    return Problem(404, f"There is no {what} “{value[:_LONGEST_VALUE]}”.")
