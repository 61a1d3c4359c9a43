"""The block of money and projects: the sentence, the kinds of amounts kept apart, and the charts."""

from __future__ import annotations

from collections.abc import Sequence

from s3dash.analysis.comparison_numbers import RegionFunding
from s3dash.state import PERS
from s3dash.views import html
from s3dash.views.chart import Chart, chart
from s3dash.views.compare.amounts import amount_words
from s3dash.views.compare.columns import Row, block, finding, table
from s3dash.views.compare.funding_charts import funding_charts
from s3dash.views.compare.funding_words import funding_words
from s3dash.views.context import Context
from s3dash.views.parts import choices, empty, missing
from s3dash.views.projects import coverage_note


def funding_block(context: Context, regions: Sequence[RegionFunding]) -> tuple[html.Section, tuple[Chart, ...]]:
    """What is known of each region's projects and their money, in all, by domain and by start year."""
    text = context.text
    parts: list[html.Node] = [*finding(funding_words(context, regions))]
    charts: tuple[Chart, ...] = ()
    if any(region.total.projects for region in regions):
        charts = funding_charts(context, regions)
        wide = [chart(context, one) for one in charts if one.body is not None]
        small = [chart(context, one) for one in charts if one.body is None]
        parts += [
            _kinds(context, regions),
            _switch(context),
            html.Div(wide, className="wide-charts"),
            html.Div(small, className="charts"),
        ]
    else:
        parts.append(empty(text("compare.funding.no_projects_long", period=text.period(context.state.period))))
    parts.append(coverage_note(context))
    return block("funding", text("compare.funding.heading"), parts, _chosen(context)), charts


def _chosen(context: Context) -> html.Span:
    """The period, and the fund or programme that the projects are filtered by."""
    state, text = context.state, context.text
    words = [text.period(state.period)]
    if state.fund:
        words.append(text(f"fund.{state.fund}"))
    if state.programme:
        words.append(context.programme_name(state.programme))
    return html.Span(" \u00b7 ".join(words), className="aside")


def _switch(context: Context) -> html.Div:
    """In all or per inhabitant."""
    state, text = context.state, context.text
    options = [(text(f"compare.per.{per}"), state.but(per=per), per == state.per) for per in PERS]
    return choices(text("compare.per.label"), options)


def _kinds(context: Context, regions: Sequence[RegionFunding]) -> html.Table:
    """What is known, shared and not published: kinds that are never added to each other."""
    text, currency = context.text, context.state.currency

    def with_count(amount: str, n: int) -> html.Node:
        return [html.Strong(amount), " ", html.Small(text.count("n.projects", n))] if n else _none(context)

    known = [
        with_count(text.amount(one.total.known_eur, one.total.known_sek, currency), one.total.known_projects)
        for one in regions
    ]
    shared = [
        with_count(text.amount(one.total.shared_eur, one.total.shared_sek, currency), one.total.shared_projects)
        for one in regions
    ]
    per_head = [amount_words(context, one, per_inhabitant=True) for one in regions]
    rows = [
        Row(text("compare.funding.known"), tuple(known)),
        Row(text("compare.funding.known_per_head"), tuple(per_head)),
    ]
    if any(one.total.shared_projects for one in regions):
        rows.append(Row(text("projects.shared"), tuple(shared)))
    unpublished = [one.total.unpublished_projects for one in regions]
    no_grant = [one.total.no_grant_projects for one in regions]
    for label, counts in ((text("projects.unpublished"), unpublished), (text("compare.funding.no_grant"), no_grant)):
        if any(counts):
            rows.append(Row(label, tuple(text.count("n.projects", n) if n else _none(context) for n in counts)))
    return table(context, text("compare.funding.caption"), rows, class_name="kinds")


def _none(context: Context) -> html.Span:
    return missing(context.text("compare.funding.none"))
