"""What is said at one address of a story."""

from __future__ import annotations

from typing import NamedTuple


class Step(NamedTuple):
    """One step: the address of its view, with its language and perhaps a place in it, and what is said."""

    view: str
    heading: str
    text: str
    notes: str = ""
