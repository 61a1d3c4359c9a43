"""How firm the order is: what becomes of the first regions when a group of traits is left out."""

from __future__ import annotations

from collections.abc import Sequence

from s3dash.analysis.structure import FIRST, Ranking, WithoutGroup
from s3dash.views import html
from s3dash.views.context import Context


def firmness(context: Context, ranking: Ranking) -> html.Section:
    """What becomes of the first regions when a group is left out, in a sentence and group by group."""
    text = context.text
    heading = html.H2(text("peers.firm.heading"))
    if not ranking.without:
        return html.Section([heading, html.P(text("peers.firm.one_group"))], className="firmness")
    rows = [_without(context, ranking, one) for one in ranking.without]
    return html.Section(
        [heading, html.P(firm_words(context, ranking), className="finding"), html.Ul(rows, className="without")],
        className="firmness",
    )


def firm_words(context: Context, ranking: Ranking) -> str:
    """How many of the first regions stay among the first in every case, and what becomes of the very first."""
    text = context.text
    first = ranking.peers[0]
    n = min(FIRST, len(ranking.peers))
    least = min(len(one.stay) for one in ranking.without)
    if least == n:
        words = text.count("peers.firm.same", n)
    elif least:
        words = text("peers.firm.least", k=least, n=n)
    else:
        words = text("peers.firm.none", n=n)
    key = "first_unknown" if first.places is None else "first_firm" if first.places[1] == 1 else "first_moves"
    place = first.places[1] if first.places else ""
    return f"{words} {text(f'peers.firm.{key}', region=context.name(first.nuts_id), n=place)}"


def _without(context: Context, ranking: Ranking, one: WithoutGroup) -> html.Li:
    text = context.text
    n = min(FIRST, len(ranking.peers))
    words: list[html.Node] = [
        html.Span(text("peers.firm.without", group=text(f"peers.group.{one.group}").lower()), className="left-out"),
        html.Span(_pips(len(one.stay), n), className="pips", **{"aria-hidden": "true"}),
        html.Span(text("peers.firm.stay", k=len(one.stay), n=n), className="stay"),
    ]
    if one.come:
        names = context.names(one.come)
        words.append(html.Span(text.count("peers.firm.come", len(one.come), names=names), className="come"))
    return html.Li(words)


def _pips(full: int, n: int) -> Sequence[html.Node]:
    return [html.Span(className="pip full" if number < full else "pip") for number in range(n)]
