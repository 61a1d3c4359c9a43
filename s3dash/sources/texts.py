"""The texts that official files hold: white space folded, words for "nothing" known, HTML taken out."""

from __future__ import annotations

import html
import re
from datetime import datetime
from typing import Any

_NULL = frozenset({
    "", "-", "--", "–", "—", "?", "x", "xx", "xxx", "n.a.", "n.a", "n/a", "null", "none", "nan", "uppgift saknas",
    "#n/a", "#ref!", "#value!", "#div/0!", "#name?", "#num!", "#null!",
})  # fmt: skip
_LONGEST_NULL = max(map(len, _NULL))
_GAPS = re.compile(r"[\u0085\u2028\u2029]")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff¿]")


def text(value: Any) -> str | None:
    """Give a cell as one line of text, or None where it holds a word for "nothing".

    White space of any kind and line breaks become one space; control characters, invisible marks and the stray `¿`
    of a bad conversion go.
    """
    if type(value) is not str:
        if value is None:
            return None
        value = _written(value)
    line = " ".join(value.split())
    if not line.isprintable() or "¿" in line:
        line = " ".join(_INVISIBLE.sub("", _GAPS.sub(" ", line)).split())
    if len(line) <= _LONGEST_NULL and line.lower() in _NULL:
        return None
    return line


def _written(value: Any) -> str:
    """Write a cell that is no text; a whole number from a workbook without `.0`."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return str(value)


_MARKUP = re.compile(r"[<&]")
_UNSEEN = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_INLINE = re.compile(r"</?(?:a|b|i|u|em|strong|span|font|sub|sup)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def plain(value: Any) -> str | None:
    """Give the text of a cell that may hold HTML: tags removed, entities decoded (also those written twice)."""
    if type(value) is not str or not _MARKUP.search(value):
        return text(value)
    for _ in range(2):
        value = _TAG.sub(" ", _INLINE.sub("", _UNSEEN.sub(" ", value)))
        value = html.unescape(value)
    return text(value)


def printable(line: str | None) -> str | None:
    """Take out of a line what cannot be shown or written, such as half a surrogate pair; most pass as they are."""
    if not line or line.isprintable():
        return line
    return text("".join(filter(str.isprintable, line)))


def shown(value: Any) -> str:
    """Give a value as a message shows it: short, in quotes."""
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
