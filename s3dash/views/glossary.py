"""Words of the trade, explained where they stand: the browser's own popovers, which need no script."""

from __future__ import annotations

from functools import cache

from s3dash.text import Text, catalogue
from s3dash.views import html
from s3dash.views.context import Context

_PREFIX, _SUFFIX = "glossary.term.", ".name"
_ALPHABET = {letter: place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyzåäö")}


@cache
def terms(lang: str) -> tuple[str, ...]:
    """The terms of the glossary in alphabetical order of what they are called."""
    names = {
        key.removeprefix(_PREFIX).removesuffix(_SUFFIX): name
        for key, name in catalogue(lang).items()
        if key.startswith(_PREFIX) and key.endswith(_SUFFIX)
    }
    return tuple(sorted(names, key=lambda term: [_ALPHABET.get(letter, -1) for letter in names[term].casefold()]))


def explained(context: Context, term: str, place: str, words: str | None = None) -> html.Span:
    """A button that explains a term.

    Parameters
    ----------
    place
        Where on the page it stands; a term and its place are one on a page.
    words
        The word that is the button, as in a sentence; without it a quiet question mark beside a word.
    """
    text = context.text
    name, box = text(f"{_PREFIX}{term}{_SUFFIX}"), f"term-{place}-{term}"
    label = {} if words else {"aria-label": text("glossary.button", term=name)}
    whole = f"{context.state.but(page='about').url}#glossary"
    return html.Span(
        [
            html.Button(words or "?", type="button", className="term" if words else "ask", popovertarget=box, **label),
            html.Span(
                [
                    html.Strong(name),
                    html.Span(text(f"{_PREFIX}{term}.means")),
                    html.A(text("glossary.whole"), href=whole),
                ],
                id=box,
                popover="auto",
                className="meaning",
            ),
        ],
        className="explained",
    )


def explained_words(context: Context, *names: str) -> html.P:
    """A quiet line below a page's heading: what its special words mean."""
    text = context.text
    shown = [explained(context, term, "page", text(f"{_PREFIX}{term}{_SUFFIX}")) for term in names]
    return html.P([text("glossary.page"), *(part for button in shown for part in (" ", button))], className="words")


def glossary_list(lang: str) -> html.Ul:
    """Every term with its meaning."""
    text = Text(lang)
    return html.Ul(
        [
            html.Li(
                [html.Strong(f"{text(f'{_PREFIX}{term}{_SUFFIX}')}:"), " ", text(f"{_PREFIX}{term}.means")],
                id=f"word-{term}",
            )
            for term in terms(lang)
        ],
        className="glossary",
    )
