"""What is read out after a change: marked on the page, told once by `assets/view.js` where it is new.

An element with the attribute `data-said` is told: by the attribute's words, or by its own text where these are none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from s3dash.text import Text
from s3dash.views import html

OWN_WORDS = {"data-said": ""}
"""Attributes of an element whose own text is read out when it changes."""


def finding(text: Text, name: str, figures: Iterable[tuple[Any, str]]) -> dict[str, str]:
    """Attributes of what is about a region or a pair: its name and key figures in one sentence."""
    words = ", ".join(f"{label}: {html.to_plain(value)}" for value, label in figures)
    return {"data-said": text("spoken.finding", name=name, figures=words)}
