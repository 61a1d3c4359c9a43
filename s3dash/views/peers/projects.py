"""Regions with similar projects: how they are spread over the domains."""

from __future__ import annotations

from s3dash.analysis.portfolios import FEWEST, Portfolio, PortfolioPeer, PortfolioRanking, portfolio_peers
from s3dash.analysis.portfolios import portfolio as portfolio_of
from s3dash.views import html
from s3dash.views.chart import Chart, chart, projects_source
from s3dash.views.context import Context
from s3dash.views.parts import empty, note
from s3dash.views.peers.domain_table import Content, domain_table, no_list, ranked_list
from s3dash.views.peers.heatmap import heatmap
from s3dash.views.peers.rows import SHOWN, Row, finding, percent
from s3dash.views.peers.structure import abroad_choice

_MOST_NAMED, _MOST_COLUMNS = 3, 9
"""How many domains a reason names, and how many columns the table has."""
_STEPS = (0.5, 5, 10, 20, 30)
"""Limits of a cell's shade, in per cent."""


def portfolio_ranking(context: Context) -> PortfolioRanking:
    """The regions with similar projects."""
    state = context.state
    return portfolio_peers(
        context.dataset, context.store, context.region.nuts_id, state.period, state.level, abroad=state.abroad
    )


def projects_view(context: Context, ranking: PortfolioRanking) -> Content:
    """The regions whose projects are spread alike over the domains."""
    text, state = context.text, context.state
    own, period = context.name(ranking.own.nuts_id), text.period(state.period)
    key = "own_least" if context.is_neighbour(ranking.own.nuts_id) else "own"
    portfolio = ranking.own
    words = text.count(
        f"peers.projects.{key}",
        portfolio.projects,
        region=own,
        period=period,
        classified=text.number(portfolio.classified),
    )
    content: list[html.Node] = [
        html.Div(
            [html.P(words, className="note") if portfolio.projects else html.P(), abroad_choice(context)],
            className="peers-among",
        )
    ]

    def known(other: str) -> bool:
        return portfolio_of(context.store, portfolio.nuts_id, other).enough

    if not portfolio.classified:
        return [*content, no_list(context, text("peers.projects.none", region=own, period=period), known)], ()
    if not portfolio.enough:
        words = text.count("peers.projects.few", portfolio.classified, region=own, period=period, least=FEWEST)
        return [*content, no_list(context, words, known)], ()
    if not ranking.peers:
        return [*content, empty(text("peers.projects.no_peers", period=period))], ()
    rows = [Row(peer.nuts_id, peer.likeness, *_common(context, portfolio, peer)) for peer in ranking.peers]
    shown = _projects_chart(context, ranking)
    remarks: list[html.Node] = [note(text("peers.projects.note"))]
    if ranking.too_few:
        remarks.insert(0, note(text.count("peers.projects.too_few", len(ranking.too_few), least=FEWEST)))
    return [
        *content,
        finding(context, rows),
        ranked_list(context, rows, remarks),
        chart(context, shown),
    ], (shown,)


def _common(context: Context, own: Portfolio, peer: PortfolioPeer) -> tuple[html.Node, tuple[html.Node, ...]]:
    """The domains in which both have most projects, with both shares."""
    text = context.text
    named = [
        text(
            "peers.projects.domain",
            domain=context.domain_short(domain),
            here=percent(own.share(domain)),
            there=percent(peer.portfolio.share(domain)),
        )
        for domain in peer.common[:_MOST_NAMED]
    ]
    words = text("peers.projects.reason", domains=text.names(named)) if named else text("peers.projects.nothing")
    key = "size_least" if context.is_neighbour(peer.nuts_id) else "size"
    return words, (text.count(f"peers.projects.{key}", peer.portfolio.classified),)


def _projects_chart(context: Context, ranking: PortfolioRanking) -> Chart:
    """How the projects of the region and of the nearest are spread over the region's largest domains."""
    text, dataset, state = context.text, context.dataset, context.state
    own, peers = ranking.own, ranking.peers[:SHOWN]
    domains = sorted(own.domains, key=lambda domain: (-own.domains[domain], dataset.domain(domain).position))
    shown = domains[:_MOST_COLUMNS]
    names = [context.domain_short(domain) for domain in shown]
    portfolios = [own, *(peer.portfolio for peer in peers)]
    shares = [[100 * one.share(domain) for domain in shown] for one in portfolios]
    written = [[text.number(share) for share in row] for row in shares]
    body = [
        (one.nuts_id, [_share(words, share) for words, share in zip(*cells, strict=True)])
        for one, *cells in zip(portfolios, written, shares, strict=True)
    ]
    return Chart(
        id="portfolios",
        title=text("peers.projects.chart", region=context.name(own.nuts_id), period=text.period(state.period)),
        figure=heatmap(names, [context.name(one.nuts_id) for one in portfolios], shares, written, 60.0),
        columns=(text("fact.region"), *(context.domain_short(domain) for domain in domains)),
        rows=tuple(
            (context.name(one.nuts_id), *(round(100 * one.share(domain), 1) for domain in domains))
            for one in (own, *(peer.portfolio for peer in ranking.peers))
        ),
        alt=text(
            "peers.projects.alt",
            region=context.name(own.nuts_id),
            domain=context.domain_name(domains[0]),
            n=percent(own.share(domains[0])),
        ),
        source=projects_source(context),
        note=text("peers.projects.chart_note", region=context.name(own.nuts_id)),
        height=140 + 34 * len(portfolios),
        body=domain_table(context, names, body, "portfolios"),
    )


def _share(words: str, share: float) -> html.Td:
    return html.Td(words, className=f"number share{sum(share >= limit for limit in _STEPS)}")
