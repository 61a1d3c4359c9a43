"""One project in a list: its words for the plain table and for the grid, with what was looked for marked."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from s3dash.data.projects import Project
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.highlight import marked, pieces
from s3dash.views.original import lead_language, project_language
from s3dash.views.parts import region_link, source_link
from s3dash.views.projects import project_amount, project_link, remarks, years

_PLACES = 4
COLUMNS = ("title", "lead", "places", "years", "domain", "amount")
"""Of the plain table and of the grid."""


@dataclass(frozen=True)
class Summary:
    """What a project is about, and the language of the words."""

    words: str
    lang: str


def summary_of(project: Project, lang: str) -> Summary | None:
    """The summary to show first: English on English pages, else the source's own where there is one."""
    own = Summary(project.summary, project_language(project, project.summary)) if project.summary else None
    english = Summary(project.summary_en, "en") if project.summary_en else None
    return (english or own) if lang == "en" else (own or english)


@dataclass(frozen=True)
class Found:
    """The texts of a project cut where looked-for words stand, and whether none of them holds any.

    Then the words stand in the name of one of its partners.
    """

    title: list[str]
    lead: list[str]
    summary: list[str]
    lang: str
    elsewhere: bool


def found_in(context: Context, project: Project) -> Found:
    """Mark what is looked for; a summary in the other language is shown where only that one holds it."""
    terms = context.terms
    title, lead = pieces(project.title, terms), pieces(project.lead_organisation or "", terms)
    first = summary_of(project, context.state.lang) or Summary("", "")
    own = project_language(project, project.summary or "")
    others = [(project.summary, own), (project.summary_en, "en"), (project.title_en, "en")]
    texts = [first, *(Summary(words, lang) for words, lang in others if words and words != first.words)]
    cut = [(pieces(text.words, terms), text.lang) for text in texts]
    seen = len(title) > 1 or len(lead) > 1
    summary, lang = next((row for row in cut if len(row[0]) > 1), cut[0]) if not seen else cut[0]
    return Found(title, lead, summary, lang, bool(terms) and not seen and len(summary) == 1)


def table_row(context: Context, project: Project) -> html.Tr:
    """A project as a row of the plain table; each cell names its column for small screens."""
    text, found = context.text, found_in(context, project)
    title: list[object] = [project_link(context, project, marked(found.title))]
    origin = [context.programme_name(project.programme_id), " ", source_link(context, project.source_id)]
    title.append(html.Small(origin, className="programme"))
    if found.summary != [""]:
        title.append(html.Small(marked(found.summary), lang=found.lang, className="summary"))
    title += remarks(context, project)
    lead: object = text("projects.lead_unknown")
    if project.lead_organisation:
        lead = html.Span(marked(found.lead), lang=lead_language(project))
    if found.elsewhere:
        lead = [lead, html.Small(html.Mark(text("projects.found_in_partners")))]
    cells = {
        "lead": lead,
        "places": _places(context, project),
        "years": years(context, project),
        "domain": _domain(context, project),
        "amount": html.Span(project_amount(context, project)),
    }
    row = [
        html.Td(cell, className=f"cell-{name}", **{"data-label": text(f"column.{name}")})
        for name, cell in cells.items()
    ]
    return html.Tr([html.Th(title, scope="row"), *row])


def grid_row(context: Context, project: Project) -> dict[str, Any]:
    """A project as a row of the grid: texts cut into pieces (see :func:`s3dash.views.highlight.pieces`) and words."""
    text, found = context.text, found_in(context, project)
    amount, *covers = [piece for piece in project_amount(context, project) if piece is not None]
    known = isinstance(amount, str)
    places, more = _shown_places(context, project)
    return {
        "id": project.project_id,
        "href": context.state.about("project", project.project_id).url,
        "title": found.title,
        "title_lang": project_language(project, project.title),
        "summary": found.summary if found.summary != [""] else [],
        "summary_lang": found.lang,
        "remarks": [text(f"remark.{code}") for code in (project.note or "").split()],
        "lead_lang": lead_language(project),
        "lead": found.lead if project.lead_organisation else [text("projects.lead_unknown")],
        "elsewhere": text("projects.found_in_partners") if found.elsewhere else "",
        "places": ", ".join(map(context.place, places)) + (text("projects.more_places", n=more) if more > 0 else ""),
        "years": years(context, project),
        "domain": _domain_name(context, project),
        "guessed": text("projects.guessed") if project.domain_by == "keywords" and project.domain_id else "",
        "programme": context.programme_name(project.programme_id),
        "amount": amount if known else text("projects.not_published"),
        "known": known,
        "covers": "".join(html.to_plain(piece) for piece in covers),
    }


def _places(context: Context, project: Project) -> list[object]:
    places: list[object] = []
    shown, more = _shown_places(context, project)
    for code in shown:
        places += [", "] if places else []
        places.append(region_link(context, code) if context.dataset.has_region(code) else context.place(code))
    if more:
        places.append(context.text("projects.more_places", n=more))
    return places


def _shown_places(context: Context, project: Project) -> tuple[list[str], int]:
    """Some of a project's regions, and how many there are besides.

    The chosen region comes first, then Sweden's, then others that the dataset knows; of those that it does not know
    each country is named once.
    """
    dataset, chosen = context.dataset, context.state.region
    area = dataset.area(chosen) if chosen else frozenset()
    codes = sorted(
        project.regions,
        key=lambda code: (code not in area, not code.startswith("SE"), not dataset.has_region(code)),
    )
    names = {code: context.place(code) for code in codes}
    first: dict[str, str] = {}
    for code, name in names.items():
        first.setdefault(name, code)
    shown = dict(islice(first.items(), _PLACES))
    return list(shown.values()), sum(name not in shown for name in names.values())


def _domain_name(context: Context, project: Project) -> str:
    if project.domain_id is None:
        return context.text("projects.unclassified")
    return context.domain_name(project.domain_id)


def _domain(context: Context, project: Project) -> html.Node:
    """A project's domain, and whether it is only a guess from its words."""
    name = _domain_name(context, project)
    if project.domain_id is None or project.domain_by != "keywords":
        return name
    return html.Span([name, html.Small(context.text("projects.by_keywords"))])
