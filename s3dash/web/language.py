"""The language of a visitor of whom nothing but the browser is known."""

from __future__ import annotations

import flask

from s3dash.text import LANGUAGES


def browsers_language() -> str:
    """The language that the browser likes best among ours; the first of them where it likes none."""
    return flask.request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
