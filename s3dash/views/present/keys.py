"""The keys of the presenter, as a list."""

from __future__ import annotations

from s3dash.text import Text
from s3dash.views import html

KEYS = (
    ("move", None), ("ends", None), ("full", "f"), ("black", "b"), ("notes", "n"), ("qr", "q"), ("help", "?"),
    ("escape", "Esc"), ("swipe", None),
)  # fmt: skip
"""What each does, and the key; None where it is a word of the language."""


def key_list(text: Text) -> html.Dl:
    """Every key and what it does."""
    rows = [html.Div([html.Dt(_keys(text, name, key)), html.Dd(text(f"present.keys.{name}"))]) for name, key in KEYS]
    return html.Dl(rows, className="key-list")


def _keys(text: Text, name: str, key: str | None) -> html.Node:
    if name == "swipe":
        return text("present.keys.swipe_keys")
    if key:
        return html.Kbd(key)
    return [html.Kbd(word.replace("_", " ")) for word in text(f"present.keys.{name}_keys").split()]
