"""How much room a text takes: widths of Arial's letters, with room for the fonts that stand in for it.

Nothing on the server draws text, and a slide's text is laid out by whatever program opens it. Widths are those of the
AFM file of Helvetica, which Arial shares, in thousandths of the size of the type.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

from s3dash.export.slides.words import Paragraph, Run

POINT = 1 / 72
"""Inches."""
LINE = 1.2
"""Height of a line in sizes of its type."""
RESERVE, BOLD = 1.05, 1.07
"""Room for the roundings of different programs; bold letters are so much wider."""
_WIDTHS = {
    letter: width
    for letters, width in (
        ("'", 191), ("ijl", 222), ("|", 260), (" !,./:;I[]\\ft\u00a0", 278), ("()-r`\u2022", 333), ("{}", 334),
        ('"', 355), ("*", 389), ("^", 469), ("Jcksvxyz", 500), ("#$_0123456789Labdeghnopqu?\u2013\u20ac\u202f", 556),
        ("+<=>~\u2212", 584), ("FTZøß", 611), ("ABEKPSVXY&", 667), ("CDHNRUw", 722), ("GOQØ", 778), ("Mm", 833),
        ("%æ", 889), ("W", 944), ("@\u2014\u2026", 1000),
    )
    for letter in letters
}  # fmt: skip
_OTHER = 620


@lru_cache(maxsize=20_000)
def word_width(word: str, bold: bool = False) -> float:
    """The width of a word in sizes of its type, reserve included."""
    plain = unicodedata.normalize("NFD", word)
    letters = (letter for letter in plain if not unicodedata.combining(letter))
    wide = sum(_WIDTHS.get(letter, _OTHER) for letter in letters) / 1000
    return wide * RESERVE * (BOLD if bold else 1)


def width(words: str, size: float, bold: bool = False) -> float:
    """The width of a line of text in inches; `size` in points."""
    return word_width(words, bold) * size * POINT


def height(paragraphs: Iterable[Paragraph], inches: float, size: float) -> float:
    """The height in inches of paragraphs in a column `inches` wide; `size` of runs that have none of their own."""
    return sum(_height(paragraph, inches, size) for paragraph in paragraphs)


def largest(paragraphs: Sequence[Paragraph], inches: float, room: float, sizes: Sequence[float]) -> float | None:
    """The first of some sizes, the largest first, at which paragraphs fit in a box; None if none does."""
    return next((size for size in sizes if height(paragraphs, inches, size) <= room), None)


def shortened(words: str, size: float, inches: float, lines: int = 1, bold: bool = False) -> str:
    """Words that fit on some lines, cut between two of them and ending in an ellipsis where they are too many."""
    parts = words.split(" ")
    for kept in range(len(parts), 0, -1):
        shown = " ".join(parts[:kept]).rstrip(",;:") + ("" if kept == len(parts) else "\u2026")
        if round(_height(Paragraph((Run(shown, bold=bold),)), inches, size) / (size * LINE * POINT)) <= lines:
            return shown
    return f"{words[: max(1, int(lines * inches / (size * POINT * RESERVE * 0.6)) - 1)]}\u2026"


def _height(paragraph: Paragraph, inches: float, size: float) -> float:
    """Words are set one after the other and go to the next line where they do not fit; a long one is broken."""
    column = (inches - paragraph.indent) / POINT
    tallest = max((run.size or size for run in paragraph.runs), default=size)
    pieces = chain.from_iterable(_pieces(run, size) for run in paragraph.runs)
    lines, at = 1, 0.0
    for wide, space, starts in pieces:
        if starts and at and at + space + wide > column:
            lines, at = lines + 1, 0.0
        elif starts and at:
            at += space
        at += wide
        if at > column:
            lines += int(at // column)
            at %= column
    return (lines * tallest * LINE + paragraph.before) * POINT


def _pieces(run: Run, size: float) -> Iterable[tuple[float, float, bool]]:
    """A run's words: width, that of the space before it, and whether one may break before it."""
    points = run.size or size
    space = word_width(" ", run.bold) * points
    for n, word in enumerate(run.words.split(" ")):
        yield word_width(word, run.bold) * points, space, n > 0
