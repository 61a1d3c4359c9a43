"""One NUTS2 area: the domains that its counties share, the focus that speaks of them, and the projects."""

from __future__ import annotations

from s3dash.analysis.candidates import Area, Candidate, Funder
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.domains.focus import focus_item
from s3dash.views.parts import empty, missing, note, region_link, view_link


def gap(candidate: Candidate) -> bool:
    """Whether a shared domain has neither a project nor a programme whose known focus speaks of it."""
    return not candidate.projects and not any(funder.mention for funder in candidate.funders)


def area_section(context: Context, area: Area, national: tuple[str, ...]) -> html.Section:
    """An area with its table; `national` programmes are explained elsewhere."""
    text, dataset = context.text, context.dataset
    parts: list[html.Node] = [html.H2(region_link(context, area.nuts_id)), html.P(_counties(context, area))]
    if area.candidates:
        parts.append(_table(context, area))
    elif len(area.counties) > 1:
        parts.append(empty(text("candidates.area.none" if len(area.listed) > 1 else "candidates.area.too_few")))
    own = [code for code in area.programmes if code not in national]
    if own and len(area.counties) > 1:
        domains = {candidate.domain for candidate in area.candidates}
        items = [focus_item(context, code, domains) for code in own]
        parts += [html.H3(text("candidates.area.programmes")), html.Ul(items, className="focus")]
    unknown = [code for code in area.without_focus if dataset.programme(code).kind != "interreg"]
    if unknown and len(area.counties) > 1:
        names = text.names([context.programme_name(code) for code in unknown])
        parts.append(note(text.count("candidates.area.unknown", len(unknown), names=names)))
    return html.Section(parts, id=f"area-{area.nuts_id}", className="area")


def _counties(context: Context, area: Area) -> list[html.Node] | str:
    """Which of the area's counties state priorities."""
    text = context.text
    if len(area.counties) == 1:
        return text("candidates.area.single", county=context.name(area.counties[0]))
    if not area.listed:
        names = context.names(area.counties)
        return text(
            "candidates.area.listed_none", of=len(area.counties), names=names, period=context.period_name()
        )
    names = context.names(area.listed)
    if len(area.listed) == len(area.counties):
        key = "listed_both" if len(area.counties) == 2 else "listed_all"
        return text(f"candidates.area.{key}", n=len(area.counties), names=names)
    return text.count("candidates.area.listed", len(area.listed), of=len(area.counties), names=names)


def _table(context: Context, area: Area) -> html.Div:
    text = context.text
    heads = [text(f"candidates.area.{name}") for name in ("domain", "shared", "focus", "projects")]
    return html.Div(
        html.Table(
            [
                html.Caption(text("candidates.area.table", area=context.name(area.nuts_id))),
                html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
                html.Tbody([_row(context, area, candidate) for candidate in area.candidates]),
            ]
        ),
        className="table",
        tabindex="0",
    )


def _row(context: Context, area: Area, candidate: Candidate) -> html.Tr:
    state, text = context.state, context.text
    n, of = len(candidate.counties), len(area.listed)
    key = ("both" if of == 2 else "every") + ("" if of == len(area.counties) else "_listed")
    shared: list[html.Node] = [text(f"candidates.area.{key}", n=of)]
    if not candidate.every:
        names = context.names(candidate.counties)
        shared = [text("candidates.area.most", n=n, of=of, names=names)]
    if candidate.own:
        shared.append(html.Small(text("candidates.area.own")))
    name = context.domain_name(candidate.domain)
    labels = [text(f"candidates.area.{key}") for key in ("shared", "focus", "projects")]
    cells = [shared, _focus(context, candidate), _projects(context, area, candidate)]
    return html.Tr(
        [
            html.Th(html.A(name, href=state.about("domain", candidate.domain).url), scope="row"),
            *(html.Td(cell, **{"data-label": label}) for cell, label in zip(cells, labels, strict=True)),
        ],
        **{"data-domain": candidate.domain},
    )


def _focus(context: Context, candidate: Candidate) -> html.Node:
    """The programmes whose focus names the domain or touches on it."""
    text = context.text
    speaking = [funder for funder in candidate.funders if funder.mention]
    if not speaking:
        return missing(text("candidates.area.no_focus"))
    return [
        html.Div(text(f"candidates.area.{funder.mention}", programme=context.programme_name(funder.programme_id)))
        for funder in speaking
    ]


def _projects(context: Context, area: Area, candidate: Candidate) -> html.Node:
    """How many projects the area has in the domain, and in which programmes; each number leads to its rows."""
    text = context.text
    if not candidate.projects:
        return missing(text("candidates.area.no_projects"))
    rows = context.state.but(page="projects", level="nuts2", region=area.nuts_id, domain=candidate.domain)
    paying = [funder for funder in candidate.funders if funder.projects]
    paying.sort(key=lambda funder: (-funder.projects, funder.programme_id))
    programmes: list[html.Node] = []
    for number, funder in enumerate(paying):
        target = rows.but(programme=funder.programme_id)
        programmes += [", " if number else "", view_link(_funder(context, funder), target)]
    return [view_link(text.count("candidates.area.count", candidate.projects), rows), html.Small(programmes)]


def _funder(context: Context, funder: Funder) -> str:
    name = context.programme_name(funder.programme_id)
    return context.text("candidates.area.funder", n=context.text.number(funder.projects), programme=name)
