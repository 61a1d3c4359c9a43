"""The menu of what can be taken along from a view, the same on every page; what a page lacks is left out."""

from __future__ import annotations

from s3dash.state import ViewState
from s3dash.views import html
from s3dash.views.chart import data_date, projects_source
from s3dash.views.context import Context
from s3dash.views.embed import OF_PROJECTS, map_source, subject
from s3dash.views.filters import filters
from s3dash.views.map_view import legend_title
from s3dash.views.parts import file_address, view_link
from s3dash.views.present.steps import story_of
from s3dash.views.profile_page.whole import whole

LAYER_PAGES = ("explore", "projects")
"""Pages whose map is coloured by a measure, with a value for each unit."""
_LEAST_COMPARED = 2
_PICTURES = ("png", "svg")
_LAYERS = ("geojson", "gpkg")


def has_slides(context: Context) -> bool:
    """Whether there are slides of a view: of a region, a pair, a comparison, a domain, and a story of the dataset."""
    state = context.state
    if state.page == "explore":
        return state.region is not None
    if state.page == "compare":
        return len(state.compared) >= _LEAST_COMPARED
    return state.page == "domain" or (state.page == "story" and story_of(context) is not None)


def has_tables(context: Context) -> bool:
    """Whether a view is about a region, a pair or a comparison, whose figures make a workbook."""
    return bool(table_regions(context.state))


def table_regions(state: ViewState) -> tuple[str, ...]:
    """The regions that a workbook of the view is about; none where there is no such workbook."""
    if state.page == "explore":
        return tuple(code for code in (state.region, state.other) if code)
    if state.page == "compare" and len(state.compared) >= _LEAST_COMPARED:
        return state.compared
    return ()


def has_layer(context: Context) -> bool:
    """Whether the page has a map that is coloured by a measure, and the measure has something to say."""
    return context.state.page in LAYER_PAGES and bool(context.measure.values or context.measure.missing)


def export_menu(context: Context, *, has_map: bool) -> html.Node:
    """The entries of the menu in groups: files, the map, and ways to show the view elsewhere.

    Parameters
    ----------
    has_map
        Whether a map stands on the page.
    """
    groups = [
        ("files", [_slides(context), _excel(context)]),
        ("map", _map(context) if has_map else []),
        ("show", _show(context)),
    ]
    return [_group(context, name, entries) for name, entries in groups]


def _group(context: Context, name: str, entries: list[html.Element | None]) -> html.Element | None:
    shown = [html.Li(entry) for entry in entries if entry is not None]
    if not shown:
        return None
    heading = f"export-{name}"
    return html.Div(
        [html.P(context.text(f"export_menu.group.{name}"), id=heading), html.Ul(shown, **{"aria-labelledby": heading})],
        className="export-group",
    )


def _words(context: Context, name: str, more: html.Node = None) -> list[html.Node]:
    """What an entry is, and in small what one gets."""
    text, detail = context.text, f"export_menu.detail.{name}"
    small = html.Small(text(detail)) if text.has(detail) else None
    return [html.Span([text(f"export_menu.{name}"), more]), small]


def _file(context: Context, name: str, address: str) -> html.A:
    return html.A(_words(context, name), href=address, download=True, **{"data-file": name})


def _button(context: Context, name: str, attribute: str, value: str = "1", more: html.Node = None) -> html.Button:
    return html.Button(_words(context, name, more), type="button", **{attribute: value})


def _slides(context: Context) -> html.Element | None:
    return _file(context, "slides", file_address(context.state, "slides.pptx")) if has_slides(context) else None


def _excel(context: Context) -> html.Element | None:
    """The workbook of regions, or the list of the page."""
    state = context.state
    if has_tables(context):
        return _file(context, "tables", file_address(state, "tables.xlsx"))
    if state.page == "projects" or (state.page == "partners" and state.region):
        return _file(context, "list", f"{state.path}.xlsx" + (f"?{state.query}" if state.query else ""))
    return None


def _map(context: Context) -> list[html.Element | None]:
    files = [_file(context, kind, file_address(context.state, f"map.{kind}")) for kind in _LAYERS]
    pictures = () if context.state.show == "list" else _PICTURES  # the browser draws them from the map that is seen
    return [*(_picture(context, kind) for kind in pictures), *(files if has_layer(context) else [])]


def _picture(context: Context, kind: str) -> html.Element:
    """A button with all that stands around the map in its picture; the browser draws it."""
    button = _button(context, kind, "data-picture", kind)
    button.attributes |= {"data-title": map_title(context), "data-source": map_note(context)}
    return button


def map_title(context: Context) -> str:
    """What the map shows, of which regions the view is, and which projects are counted."""
    state, more = context.state, filter_words(context)
    if state.page == "projects":
        return f"{context.text('page.projects')} {context.period_name()}" + _after(more)
    if state.page != "explore":
        return subject(context)
    named = () if state.colour == "links" else (state.region,)
    return legend_title(context) + _after([*(context.name(code) for code in (*named, state.other) if code), *more])


def filter_words(context: Context) -> list[str]:
    """The filters that decide which projects the map counts, in words; on the page of projects its regions too."""
    state = context.state
    if state.page == "projects":
        return [row.words for row in filters(context)]
    if state.colour not in OF_PROJECTS:
        return []
    fund = [context.text(f"fund.{state.fund}")] if state.fund else []
    return fund + ([context.programme_name(state.programme)] if state.programme else [])


def _after(words: list[str]) -> str:
    return f" \u2013 {', '.join(words)}" if words else ""


def map_note(context: Context) -> str:
    """Where the colours of a page's map come from, and the day of the data."""
    page = context.state.page
    if page == "explore":
        return map_source(context)
    if page not in ("projects", "project", "organisation"):
        return data_date(context)
    return f"{context.text('chart.source', source=projects_source(context))} {data_date(context)}"


def _show(context: Context) -> list[html.Element | None]:
    state = context.state
    region = state.region if state.page != "profile" else None
    profile = whole(state).but(page="profile") if region else None
    counter = html.Span(className="counter", **{"data-story-count": "1"})
    return [
        view_link(_words(context, "profile"), profile) if profile else None,
        _button(context, "print", "data-print"),
        _button(context, "embed", "data-embed-open"),
        _button(context, "qr", "data-qr"),
        _button(context, "story", "data-story-add", more=counter) if state.page not in ("present", "story") else None,
    ]
