"""What a programme says of its focus, the words that speak for a domain marked."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from s3dash.analysis.candidates import Word
from s3dash.classify.classifier import Classifier
from s3dash.classify.stems import NEUTRAL, SILENT, Vocabulary
from s3dash.data.words import fold
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.parts import source_link, web_link

_WORD = re.compile(r"[^\W_]+")


def read_focus(text: str) -> list[Word]:
    """Find the words of a text that speak for a domain, by the list that projects are classified with."""
    stems = _vocabulary().find(text)
    return [Word(s.domain_id, s.strong, s.words) for s in stems if s.domain_id not in (NEUTRAL, SILENT)]


@cache
def _vocabulary() -> Vocabulary:
    return Classifier.load().vocabulary


def focus_item(context: Context, programme_id: str, domains: Collection[str]) -> html.Li:
    """A programme with its focus as recorded; the words that speak for one of the domains are marked."""
    programme = context.dataset.programme(programme_id)
    name: html.Node = context.programme_name(programme_id)
    if programme.url:
        name = web_link(name, programme.url)
    return html.Li(
        [
            html.Strong(name),
            html.P(
                [*marked_focus(context, programme.focus(context.state.lang), domains), " ",
                 source_link(context, programme.source_id)]
            ),
        ],
        **{"data-programme": programme_id},
    )  # fmt: skip


def marked_focus(context: Context, text: str, domains: Collection[str]) -> list[html.Node]:
    """A text with the words marked that speak for one of some domains; each mark says which.

    Where no word speaks clearly for a domain, the first of the vaguer ones is marked.
    """
    words = list(_WORD.finditer(text))
    folded = [fold(word[0]) for word in words]
    wanted = sorted(_telling(text, domains), key=lambda word: -len(word.parts))
    pieces: list[html.Node] = []
    end = n = 0
    while n < len(words):
        word = next((word for word in wanted if _stands_at(word.parts, folded, n)), None)
        if word is None:
            n += 1
            continue
        last = words[n + len(word.parts) - 1]
        short = context.domain_short(word.domain)
        pieces += [text[end : words[n].start()], html.Mark(text[words[n].start() : last.end()], title=short)]
        end, n = last.end(), n + len(word.parts)
    return [*pieces, text[end:]]


def _telling(text: str, domains: Collection[str]) -> list[Word]:
    found = [word for word in read_focus(text) if word.domain in domains]
    clear = {word.domain for word in found if word.clear}
    first = {word.domain: word for word in reversed(found)}
    return [word for word in found if word.clear or (word.domain not in clear and word is first[word.domain])]


def _stands_at(parts: tuple[str, ...], folded: list[str], n: int) -> bool:
    there = folded[n : n + len(parts)]
    return len(there) == len(parts) and all(word.startswith(part) for word, part in zip(there, parts, strict=True))
