"""The flow of one region's domains, with its own words of both periods on either side."""

from __future__ import annotations

from s3dash.analysis.change import DomainFlow, PriorityChange
from s3dash.analysis.priorities import CURRENT, EARLIER, Priority
from s3dash.views import html
from s3dash.views.change.bands import UNKNOWN, bands
from s3dash.views.change.findings import KINDS
from s3dash.views.chart import Cell
from s3dash.views.context import Context
from s3dash.views.original import priority_words
from s3dash.views.parts import confidence_mark, source_link, view_link


def own_body(context: Context, change: PriorityChange) -> list[html.Li]:
    """The rows: a domain, the words of the earlier list, its band, the words of the current list."""
    (holder,) = change.holders
    rows = [_head(context)]
    for flow in change.flows:
        kind = _kind(flow)
        mark = context.text(f"change.{kind}") if kind in KINDS else None
        rows.append(
            html.Li(
                [
                    html.Div(
                        [
                            _domain_link(context, flow.domain),
                            html.Span(mark, className=f"change {kind}") if mark else None,
                        ],
                        className="flow-domain",
                    ),
                    _words(context, change.words(holder, EARLIER, flow.domain), EARLIER, kind == "no_earlier"),
                    bands(flow),
                    _words(context, change.words(holder, CURRENT, flow.domain), CURRENT, kind == "no_current"),
                ],
                className=f"flow-row {kind}",
            )
        )
    return rows


def _head(context: Context) -> html.Li:
    """Headings of the columns; each row says its periods itself, out of sight where these are seen."""
    text = context.text
    return html.Li(
        [
            html.Span(text("change.priorities.domain")),
            html.Span(text.period(EARLIER)),
            html.Span(),
            html.Span(text.period(CURRENT)),
        ],
        className="flow-head",
        **{"aria-hidden": "true"},
    )


def _words(context: Context, priorities: tuple[Priority, ...], period: str, unknown: bool) -> html.Div:
    """A region's own words of one period, each with the way to its source."""
    text, lang = context.text, context.state.lang
    label = html.Span(f"{text.period(period)}: ", className="flow-period")
    if not priorities:
        said = text("change.priorities.unknown" if unknown else "change.priorities.absent")
        return html.Div([label, html.Span(said, className="absent")], className="flow-words")
    items = []
    for priority in priorities:
        foreign_name = priority.name_en and priority.name_en.casefold() != priority.name_original.casefold()
        # A Swedish reader needs no English of Swedish words.
        translated = foreign_name and (lang == "en" or not priority.nuts_id.startswith("SE"))
        items.append(
            html.Li(
                [
                    priority_words(priority),
                    html.Span(
                        [
                            html.Span(priority.name_en, lang="en", className="translation") if translated else None,
                            confidence_mark(text, priority.confidence),
                            source_link(context, priority.source_id),
                        ],
                        className="details",
                    ),
                ]
            )
        )
    return html.Div([label, html.Ul(items)], className="flow-words")


def own_rows(context: Context, change: PriorityChange) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """Headings and rows of the data table, with the words as the lists have them; None where a list is missing."""
    text = context.text
    (holder,) = change.holders

    def words(flow: DomainFlow, period: str) -> str | None:
        return "; ".join(p.name_original for p in change.words(holder, period, flow.domain)) or None

    columns = tuple(text(f"change.priorities.column.{name}") for name in ("domain", "change", "before", "now"))
    return columns, tuple(
        (
            context.domain_name(flow.domain),
            text(f"change.priorities.key.{_kind(flow)}"),
            words(flow, EARLIER) or _nothing(context, flow, "no_earlier"),
            words(flow, CURRENT) or _nothing(context, flow, "no_current"),
        )
        for flow in change.flows
    )


def _nothing(context: Context, flow: DomainFlow, lacking: str) -> str | None:
    """Why a period has no words: the domain is not in the list, or (None) there is no list."""
    return None if getattr(flow, lacking) else context.text("change.priorities.absent")


def _kind(flow: DomainFlow) -> str:
    """What became of a domain in the list of one region."""
    return next(kind for kind in (*KINDS, *UNKNOWN) if getattr(flow, kind))


def _domain_link(context: Context, domain: str) -> html.A:
    name = context.domain_name(domain)
    return view_link(name, context.state.about("domain", domain))
