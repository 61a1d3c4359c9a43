"""The texts that only tell, written in Markdown for each language: about, accessibility."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import markdown

_FOLDER = Path(__file__).parents[1] / "text"
_HEADING_OR_TABLE = re.compile(r'<h[1-6] id="([^"]+)">|<table>')


@cache
def article(name: str, lang: str) -> str:
    """The HTML of `text/<name>.<lang>.md`."""
    text = (_FOLDER / f"{name}.{lang}.md").read_text(encoding="utf-8")
    return named_tables(markdown.markdown(text, extensions=["tables", "attr_list", "toc"], output_format="html"))


def named_tables(article: str) -> str:
    """Give each table of an article the name of the heading above it, and say that its heads are of columns.

    Examples
    --------
    >>> named_tables('<h2 id="who">Who</h2><table><th>Name</th></table>')
    '<h2 id="who">Who</h2><table aria-labelledby="who"><th scope="col">Name</th></table>'
    """
    heading = ""

    def named(found: re.Match[str]) -> str:
        nonlocal heading
        heading = found[1] or heading
        return found[0] if found[1] else f'<table aria-labelledby="{heading}">'

    return _HEADING_OR_TABLE.sub(named, article).replace("<th>", '<th scope="col">')
