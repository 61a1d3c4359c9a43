"""One region domain by domain: what its known EU money goes to, inside its priorities and outside them."""

from __future__ import annotations

from s3dash.analysis.alignment import Alignment, DomainPart, Part
from s3dash.views import html
from s3dash.views.chart import DEEP, QUIET, Cell, Chart, chart, priorities_and_projects_source
from s3dash.views.context import Context
from s3dash.views.domains.alignment_words import (
    DETAIL,
    amount,
    domain_link,
    known,
    millions,
    projects_link,
    value,
)
from s3dash.views.parts import empty, key_figures, missing, note, percent, region_link, view_link
from s3dash.views.priorities import priority_item
from s3dash.views.projects import money_split


def region_section(context: Context, row: Alignment, shown: Chart | None) -> html.Section:
    """The region's name, what can be said of it in words and numbers, its domains, and its priorities left alone."""
    text, state = context.text, context.state
    close = view_link(text("alignment.region.close"), state.but(region=None), "more")
    parts: list[html.Node] = [
        html.Div([html.H2(region_link(context, row.nuts_id)), close], className="section-head"),
    ]
    if row.share is None:
        parts.append(empty(_why(context, row)))
    else:
        said = findings(context, row)
        parts += [html.P(" ".join(said[:2]), className="finding"), key_figures(_figures(context, row))]
        parts.append(note(" ".join(said[2:])))
    if shown:
        parts.append(chart(context, shown))
    if not row.is_neighbour:
        parts += _without_project(context, row)
    if row.funding.projects and not row.is_neighbour:
        parts += [html.H3(text("alignment.region.whole")), money_split(context, row.funding)]
    return html.Section(parts, id=DETAIL, tabindex="-1", **{"data-region": row.nuts_id})


def findings(context: Context, row: Alignment) -> list[str]:
    """What a region with a share is told, sentence by sentence."""
    text, region = context.text, context.name(row.nuts_id)
    share = row.share or 0.0
    if share in (0.0, 1.0):
        sentences = [text(f"alignment.region.{'share_all' if share else 'share_none'}", region=region)]
    else:
        sentences = [text("alignment.region.share", region=region, share=percent(text, share))]
    if row.verdict == "few":
        sentences.append(text.count("alignment.region.few", row.classified.known_projects))
    elif row.benchmark is not None:
        key = {1: "more", -1: "less", 0: "alike"}[row.against_benchmark]
        sentences.append(text(f"alignment.region.{key}", benchmark=percent(text, row.benchmark)))
    sentences.append(_outside(context, row))
    if row.unclassified.eur and row.bounds:
        low, high = (percent(text, bound) for bound in row.bounds)
        unclassified = amount(context, row.unclassified)
        sentences.append(text("alignment.region.bounds", amount=unclassified, low=low, high=high))
    return sentences


def _outside(context: Context, row: Alignment) -> str:
    """What lies outside every priority, and where the largest part of it is."""
    text = context.text
    found = sorted((d for d in row.domains if d.role == "outside" and d.part.eur), key=lambda d: -d.part.eur)
    if not found:
        return text("alignment.region.outside_none")
    domain = context.domain_short(found[0].domain)
    whole = amount(context, row.outside)
    if len(found) == 1:
        return text("alignment.region.outside_one", amount=whole, domain=domain)
    return text("alignment.region.outside", amount=whole, domain=domain, part=amount(context, found[0].part))


def _why(context: Context, row: Alignment) -> str:
    text, region = context.text, context.name(row.nuts_id)
    values = {"region": region}
    if row.verdict in ("no_list", "no_projects"):
        values["period"] = text.period(context.state.period)
    return text(f"alignment.region.why.{row.verdict}", **values)


def _figures(context: Context, row: Alignment) -> list[tuple[object, str]]:
    text = context.text
    figures: list[tuple[object, str]] = [(percent(text, row.share or 0.0), text("alignment.region.figure_share"))]
    if row.benchmark is not None:
        figures.append((percent(text, row.benchmark), text("alignment.region.figure_benchmark")))
    n = row.classified.known_projects
    figures.append((text.number(n), text.count("alignment.region.figure_projects", n)))
    missing, of = len(row.without_project), len(row.priorities)
    words = text("alignment.region.figure_missing_of", n=text.number(missing), m=text.number(of))
    figures.append((words, text.count("alignment.region.figure_missing", of)))
    return figures


def _without_project(context: Context, row: Alignment) -> list[html.Node]:
    """The priorities that no project belongs to, in the region's own words."""
    text, n = context.text, len(row.without_project)
    if not row.priorities:
        return []
    heading = html.H3(text("alignment.region.missing"))
    if not n:
        return [heading, note(text("alignment.region.missing_none"))]
    notes = [text.count("alignment.region.missing_note", n)]
    if row.unclassified.projects:
        notes.append(text.count("alignment.region.missing_perhaps", row.unclassified.projects))
    return [
        heading,
        note(" ".join(notes)),
        html.Ul([priority_item(context, priority) for priority in row.without_project], className="without-project"),
    ]


# ------------------------------------------------------------ the chart


def region_chart(context: Context, row: Alignment) -> Chart | None:
    """The region's domains with bars, drawn as bars for the picture; None where there is neither project nor list."""
    text, state = context.text, context.state
    if row.is_neighbour or not (row.domains or row.unclassified.projects):
        return None
    name = context.name(row.nuts_id)
    heads = [
        text(f"alignment.region.column.{head}", **({"currency": state.currency} if head == "amount" else {}))
        for head in ("domain", "role", "projects", "amount", "unknown")
    ]
    return Chart(
        id="alignment-domains",
        title=text("alignment.region.chart", region=name, period=text.period(state.period)),
        figure=_figure(context, row),
        columns=tuple(heads),
        rows=tuple(_values(context, row)),
        alt=_alt(context, row),
        source=priorities_and_projects_source(context),
        height=70 + 26 * len(row.domains),
        body=_body(context, row),
    )


def _groups(row: Alignment) -> list[tuple[str, list[DomainPart]]]:
    """Domains of the priorities, then the others; within each the most money first, then the most projects."""

    def ordered(inside: bool) -> list[DomainPart]:
        found = [one for one in row.domains if (one.role != "outside") == inside]
        return sorted(found, key=lambda one: (-one.part.eur, -one.part.projects))

    outside = "outside_head" if row.priorities else "outside_head_no_list"
    return [(head, rows) for head, rows in (("own", ordered(True)), (outside, ordered(False))) if rows]


def _body(context: Context, row: Alignment) -> html.Div:
    text = context.text
    most = max([*(one.part.eur for one in row.domains), row.unclassified.eur, 1e-9])
    children: list[html.Node] = []
    for head, rows in _groups(row):
        items = [
            _item(context, row, domain_link(context, one.domain), one.part, most, head, one.domain, one.role)
            for one in rows
        ]
        children += [html.H4(text(f"alignment.region.{head}")), html.Ul(items, className="domain-bars")]
    if row.unclassified.projects:
        name = text("alignment.region.unclassified")
        item = _item(context, row, name, row.unclassified, most, "unclassified", None, "outside")
        children.append(html.Ul([item], className="domain-bars apart"))
    return html.Div(children, className="domain-groups")


def _item(
    context: Context,
    row: Alignment,
    name: html.Node,
    part: Part,
    most: float,
    group: str,
    domain: str | None,
    role: str,
) -> html.Li:
    """One domain: its name, a bar, what is known, and the projects behind it."""
    text = context.text
    secondary = html.Small(text("alignment.region.secondary")) if role == "secondary" else None
    projects: html.Node = missing(text("alignment.region.no_project"))
    if part.projects:
        words = text.count("n.projects", part.projects)
        # The list of projects cannot be asked for those without a domain.
        projects = projects_link(context, words, row.nuts_id, domain) if domain else words
    fill = html.Span(className="track-fill", style={"width": f"{100 * part.eur / most:.1f}%"})
    return html.Li(
        [
            html.Span([name, secondary], className="bar-name"),
            html.Span(fill, className=f"track {group}", **{"aria-hidden": "true"}),
            html.Span(known(context, part), className="bar-value"),
            html.Span(projects, className="bar-projects"),
        ]
    )


def _figure(context: Context, row: Alignment) -> dict[str, object]:
    text, state = context.text, context.state
    groups = _groups(row)
    # Plotly draws the first category at the bottom.
    names = [context.domain_name(one.domain) for _, rows in groups for one in rows][::-1]
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "name": text(f"alignment.region.{head}"),
                "y": [context.domain_name(one.domain) for one in rows],
                "x": [millions(context, one.part) if one.part.is_known else None for one in rows],
                "marker": {"color": DEEP} if head == "own" else {"color": QUIET, "pattern": {"shape": "/"}},
            }
            for head, rows in groups
        ],
        "layout": {
            "barmode": "overlay",
            "xaxis": {"title": {"text": text("alignment.region.axis", unit=text(f"alignment.unit.{state.currency}"))}},
            "yaxis": {"categoryorder": "array", "categoryarray": names, "showgrid": False},
        },
    }


def _values(context: Context, row: Alignment) -> list[tuple[Cell, ...]]:
    text = context.text
    rows: list[tuple[Cell, ...]] = []
    for _, group in _groups(row):
        for one in group:
            role = one.role if row.priorities else "no_list"
            part = one.part
            name = context.domain_name(one.domain)
            words = text(f"alignment.region.role.{role}")
            rows.append((name, words, part.projects, value(context, part), part.unknown_projects))
    if row.unclassified.projects:
        part = row.unclassified
        names = (text("alignment.region.unclassified"), text("alignment.region.role.unclassified"))
        rows.append((*names, part.projects, value(context, part), part.unknown_projects))
    return rows


def _alt(context: Context, row: Alignment) -> str:
    text = context.text
    known = sorted((one for one in row.domains if one.part.eur), key=lambda one: -one.part.eur)
    sentences = findings(context, row) if row.share is not None else [_why(context, row)]
    sentences.append(text.count("alignment.region.alt", len(known)))
    if known:
        domain = context.domain_short(known[0].domain)
        sentences.append(text("alignment.region.alt_largest", domain=domain, amount=amount(context, known[0].part)))
    return " ".join(sentences)
