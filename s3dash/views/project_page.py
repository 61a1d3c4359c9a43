"""The page of one project: everything that is known of it, and where that comes from."""

from __future__ import annotations

from s3dash.data.projects import Project
from s3dash.state import EVERY_PERIOD, ViewState
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.glossary import explained, terms
from s3dash.views.items import ItemPage, facts, report_link
from s3dash.views.little_map import partners_map
from s3dash.views.original import foreign, language_from, project_language
from s3dash.views.parts import empty, key_figures, linked, note, region_link, web_link
from s3dash.views.project_domain import code_meaning, why_domain
from s3dash.views.project_money import amounts
from s3dash.views.project_partners import partners_table
from s3dash.views.project_row import summary_of
from s3dash.views.projects import project_list, remarks, years

_SIMILAR = 6


def project_page(context: Context) -> ItemPage:
    """Build the page; KeyError if the store does not know the project."""
    project = context.store.project(context.state.item or "")
    partners = context.store.partners(project.project_id)
    drawn, legend = partners_map(context, project, partners)
    content = [
        _head(context, project, len(partners)),
        _summary(context, project),
        _section(context, "money", amounts(context, project)),
        _section(context, "partners", partners_table(context, partners)),
        _section(context, "domain", _domain(context, project)),
        _section(context, "similar", _similar(context, project)),
    ]
    return ItemPage(content, _facts(context, project), drawn, legend)


def _section(context: Context, name: str, children: html.Node) -> html.Section:
    heading = html.H2(context.text(f"project.{name}"), id=f"heading-{name}")
    return html.Section([heading, children], id=f"project-{name}", **{"aria-labelledby": f"heading-{name}"})


def _head(context: Context, project: Project, partners: int) -> html.Header:
    text, english = context.text, project.title_en
    kicker: list[html.Node] = [
        context.programme_name(project.programme_id),
        " \u00b7 ",
        text.period(project.period),
    ]
    amount = text("projects.not_published")
    if project.eu_eur is not None and project.eu_sek is not None:
        amount = text.amount(project.eu_eur, project.eu_sek, context.state.currency)
    figures: list[tuple[object, str]] = [(_figure(amount, project.eu_eur is not None), text("column.amount"))]
    figures.append((_figure(years(context, project), project.start_year is not None), text("column.years")))
    if partners:
        figures.append((text.number(partners), text.count("figure.partners", partners)))
    return html.Header(
        [
            html.P(kicker, className="kicker"),
            html.H1(html.Span(project.title, lang=project_language(project, project.title), className="original")),
            html.P(english, lang="en", className="translated") if english and english != project.title else None,
            html.P(remarks(context, project), className="marks") if project.note else None,
            key_figures(figures),
        ],
        className="page-head",
    )


def _figure(words: str, known: bool) -> object:
    return words if known else html.Span(words, className="name")


def _summary(context: Context, project: Project) -> html.Section | None:
    """What the project is about, in the page's language first, and as the source has it."""
    first = summary_of(project, context.state.lang)
    if first is None:
        return None
    texts = [html.P(first.words, lang=first.lang)]
    others = ((project.summary, project_language(project, project.summary or "")), (project.summary_en, "en"))
    for words, lang in others:
        if words and words != first.words:
            texts.append(html.P(words, lang=lang, className="other-language"))
    return _section(context, "summary", texts)


def _domain(context: Context, project: Project) -> list[html.Node]:
    """The domain, a way to its other projects, and who or what decided on it."""
    text = context.text
    if project.domain_id is None:
        return [empty(text("project.no_domain"))]
    name = context.domain_name(project.domain_id)
    same = _list_of(context, domain=project.domain_id)
    return [html.P(html.A(name, href=same.url, className="domain-name")), note(why_domain(context, project))]


def _list_of(context: Context, **filters: object) -> ViewState:
    """The list of projects with some filters, in every period."""
    state = context.state
    return ViewState(lang=state.lang, page="projects", currency=state.currency, period=EVERY_PERIOD).but(**filters)


def _similar(context: Context, project: Project) -> html.Node:
    similar = context.store.similar(project.project_id, limit=_SIMILAR)
    if not similar:
        return empty(context.text("project.no_similar"))
    return [note(context.text("project.similar_note")), project_list(context, similar)]


def _facts(context: Context, project: Project) -> list[html.Node]:
    text = context.text
    programme = context.dataset.programme(project.programme_id)
    programme_name = programme.name(context.state.lang)
    rows: list[tuple[html.Node, html.Node]] = [
        (text("fact.start"), _day(context, project.start_date)),
        (text("fact.end"), _day(context, project.end_date)),
        (text("column.programme"), linked(programme_name, programme.url)),
        (text("fact.fund"), _fund(context, project.fund)),
        (_named(context, "objective"), _code(project, "objective", project.objective)),
        (_named(context, "intervention_field"), _code(project, "field", project.intervention_field)),
        (explained(context, "lead", "facts", text("column.lead")), _lead(project)),
        (text("column.places"), _regions(context, project)),
        (text("fact.place"), foreign(project.place, project.lead_nuts) if project.place else None),
        (text("fact.page"), web_link(text("fact.page_link"), project.url) if project.url else None),
        (text("column.source"), _source(context, project)),
        (text("fact.id"), project.project_id),
        (text("fact.ref"), _ref(project)),
        (text("fact.first_seen"), _day(context, project.first_seen) if project.first_seen else None),
        (text("fact.last_seen"), _day(context, project.last_seen) if project.last_seen else None),
    ]
    return [facts(rows), report_link(context)]


def _named(context: Context, fact: str) -> html.Node:
    """The name of a fact that the glossary explains."""
    return explained(context, fact, "facts", context.text(f"fact.{fact}"))


def _fund(context: Context, fund: str) -> html.Node:
    """The fund's name, explained where the glossary has it."""
    words = context.text(f"fund.{fund}")
    return explained(context, fund, "facts", words) if fund in terms(context.state.lang) else words


def _day(context: Context, iso: str | None) -> str:
    return context.text.day(iso) if iso else context.text("fact.unknown")


def _code(project: Project, kind: str, code: str | None) -> html.Node:
    """An official code with what it stands for, where that is known."""
    meaning = code_meaning(kind, code, project.period) if code else None
    return [code, html.Small(meaning, lang="en")] if meaning else code


def _lead(project: Project) -> html.Node:
    return foreign(project.lead_organisation, project.lead_nuts) if project.lead_organisation else None


def _ref(project: Project) -> str | None:
    """The id that the source itself uses; one that was put together for want of it (with a bar in it) is not shown."""
    return project.source_ref if project.source_ref and "|" not in project.source_ref else None


def _regions(context: Context, project: Project) -> list[html.Node]:
    links: list[html.Node] = []
    for code in project.regions:
        links += [", "] if links else []
        known = context.dataset.has_region(code)
        links.append(region_link(context, code) if known else f"{context.place(code)} ({code})")
    return links


def _source(context: Context, project: Project) -> list[html.Node]:
    """The source by its title, with the date on which it was read and its licence."""
    source = context.dataset.source(project.source_id)
    text = context.text
    title: html.Node = html.Span(source.title, lang=language_from(source.title))
    if source.url:
        title = web_link(title, source.url)
    return [title, html.Small(text("source.accessed", date=text.day(source.accessed)))]
