"""Small pieces that several panels share: links to views, bars, key figures, marks of source and confidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from s3dash.data.dataset import Environment
from s3dash.state import ViewState
from s3dash.text import Text
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.original import foreign, region_language


def file_address(state: ViewState, name: str) -> str:
    """The address of a file of a view."""
    return f"/files{state.path.rstrip('/')}/{name}" + (f"?{state.query}" if state.query else "")


def view_link(children: object, state: ViewState, class_name: str = "", **attributes: str) -> html.A:
    """A link to another view of the dashboard; the browser follows it without loading the page anew."""
    return html.A(children, href=state.url, className=class_name or None, **{"data-view": "1", **attributes})


def web_link(children: object, url: str, class_name: str = "") -> html.A:
    """A link out of the dashboard."""
    return html.A(children, href=url, className=class_name or None, target="_blank", rel="noopener noreferrer")


def linked(words: html.Node, url: str | None) -> html.Node:
    """Words that lead to a page out of the dashboard, where there is one."""
    return web_link(words, url) if url else words


def method_link(context: Context, method: str, words: str | None = None, class_name: str = "") -> html.A:
    """The way to how something is counted: the part of the about page on a method."""
    url = f"{context.state.but(page='about').url}#method-{method}"
    return html.A(words or context.text("how_counted"), href=url, className=class_name or None)


def share_button(text: Text) -> html.Button:
    """Copies the address of the view."""
    return html.Button(text("share.button"), type="button", className="button", **{"data-share": "1"})


def section(
    name: str, heading: str, children: Iterable[object], aside: object = None, of: str = "panel"
) -> html.Section:
    """One section of the panel, `#panel-<name>`, or of a page, with its heading and an optional remark beside it."""
    return html.Section(
        [html.Div([html.H2(heading, id=f"heading-{name}"), aside], className="section-head"), *children],
        id=f"{of}-{name}",
        **{"aria-labelledby": f"heading-{name}"},
    )


def empty(text: str) -> html.P:
    """Say what is missing and why."""
    return html.P(text, className="empty")


def missing(words: str) -> html.Span:
    """Words in place of a number: that it is not known, not published, or not there."""
    return html.Span(words, className="missing")


def percent(text: Text, share: float) -> str:
    """A share in whole per cent; what is not quite nothing or not quite all never reads so."""
    if 0 < share < 0.01:
        return text("percent.under")
    if 0.99 < share < 1:
        return text("percent.over")
    return text("percent.whole", n=text.number(100 * share))


def first_large(words: str) -> str:
    """Words that begin a line or a sentence, the first letter large."""
    return words[:1].upper() + words[1:]


def listed(items: Iterable[html.Node]) -> list[html.Node]:
    """Elements with commas between them."""
    row: list[html.Node] = []
    for item in items:
        row += [", ", item] if row else [item]
    return row


def no_legend(context: Context) -> html.P:
    """What stands in place of a legend while no region is chosen."""
    return html.P(context.text("legend.choose_region"), id="legend-title", className="legend-title")


def legend_classes(rows: Iterable[tuple[str, str]]) -> html.Ul:
    """The classes of a legend: (class of the stylesheet, label)."""
    return html.Ul(
        [html.Li([html.Span(className=f"swatch {css}"), html.Span(label)]) for css, label in rows],
        className="legend-classes",
    )


def note(children: object) -> html.P:
    """A quiet remark below a figure."""
    return html.P(children, className="note")


def key_figures(figures: Sequence[tuple[object, str]]) -> html.Dl:
    """The few facts that come first: (value, what it counts)."""
    return html.Dl([html.Div([html.Dt(label), html.Dd(value)]) for value, label in figures], className="key-figures")


@dataclass(frozen=True)
class Bar:
    """One row of a bar list: `share` is the length, 0 to 1; `state` the view a click leads to."""

    name: str
    share: float
    value: str
    state: ViewState
    chosen: bool = False
    detail: str = ""


def bars(rows: Iterable[Bar], label: str) -> html.Ul:
    """A list of bars whose rows are links; the chosen row is marked."""
    return html.Ul([_bar(row) for row in rows], className="bars", **{"aria-label": label})


def _bar(row: Bar) -> html.Li:
    attributes = {"aria-current": "true"} if row.chosen else {}
    return html.Li(
        view_link(
            [
                html.Span(row.name, className="bar-name"),
                html.Span(html.Span(style={"width": f"{100 * row.share:.1f}%"}), className="bar-track"),
                html.Span([row.value, html.Small(row.detail) if row.detail else None], className="bar-value"),
            ],
            row.state,
            "bar",
            **attributes,
        )
    )


def choices(label: str, options: Iterable[tuple[str, ViewState, bool]]) -> html.Div:
    """A row of alternatives, one of them chosen: (text, view, chosen)."""
    links: list[html.Element] = [html.Span(label, className="choices-label")] if label else []
    for text, state, chosen in options:
        links.append(view_link(text, state, "choice", **({"aria-current": "true"} if chosen else {})))
    return html.Div(links, className="choices", role="group", **{"aria-label": label or None})


def confidence_mark(text: Text, confidence: str) -> html.Span | None:
    """A word about how sure a fact is, where its source is not an official one."""
    if confidence == "official":
        return None
    return html.Span(text(f"confidence.{confidence}"), className="mark", title=text(f"confidence.{confidence}_long"))


def source_link(context: Context, source_id: str) -> html.A | html.Span:
    """The way from a fact to its source: a link, with title and date on it."""
    source = context.dataset.source(source_id)
    text = context.text
    title = text("source.title", title=source.title, date=text.day(source.accessed))
    if not source.url:
        return html.Span(text("source.word"), className="source", title=title)
    link = web_link(text("source.word"), source.url, "source")
    link.attributes |= {"title": title, "aria-label": f"{text('source.word')}: {title}"}
    return link


def region_link(context: Context, nuts_id: str, class_name: str = "") -> html.A | html.Span:
    """A region's name that selects it, where the map draws it."""
    region = context.dataset.region(nuts_id)
    foreign_name = {"lang": lang} if (lang := region_language(context, nuts_id)) else {}
    if not region.layer:
        return html.Span(context.name(nuts_id), className=class_name or None, **foreign_name)
    return view_link(context.name(nuts_id), context.about(nuts_id, page="explore"), class_name, **foreign_name)


def environment_item(context: Context, environment: Environment, where: str) -> html.Li:
    """A research and innovation environment with a word on its place, how sure it is, and its source."""
    details = [
        html.Span(where),
        confidence_mark(context.text, environment.confidence),
        source_link(context, environment.source_id),
    ]
    name = linked(foreign(environment.name, environment.nuts_id), environment.url)
    return html.Li([name, html.Span(details, className="details")])
