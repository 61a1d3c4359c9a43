"""Words that were looked for, marked where they are found."""

from __future__ import annotations

import re
from collections.abc import Sequence

from s3dash.data.words import fold
from s3dash.views import html

_WORD = re.compile(r"[^\W_]+")


def pieces(text: str, terms: Sequence[str]) -> list[str]:
    """Cut a text into pieces of which every second one, from the second on, is a found word.

    A word is found where it begins with one of the folded terms, whatever its case and accents.

    Examples
    --------
    >>> pieces("Grön energi i Öresund", ["oresund", "gron"])
    ['', 'Grön', ' energi i ', 'Öresund', '']
    """
    cut = [""]
    end = 0
    for match in _WORD.finditer(text) if terms else ():
        if fold(match[0]).startswith(tuple(terms)):
            cut[-1] += text[end : match.start()]
            cut += [match[0], ""]
            end = match.end()
    cut[-1] += text[end:]
    return cut


def marked(cut: Sequence[str]) -> list[html.Node]:
    """A text that :func:`pieces` has cut, with each found word in a `<mark>`."""
    return [html.Mark(piece) if number % 2 else piece for number, piece in enumerate(cut)]
