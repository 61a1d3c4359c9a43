"""What stands around every page: links between pages, title, switches, and what was ignored of the address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from s3dash.state import CURRENCIES, ITEM_PAGES, LANGUAGES, LEVELS, PAGES, Ignored
from s3dash.views import html
from s3dash.views.analysis_page import SECTIONS, section_target
from s3dash.views.context import Context
from s3dash.views.items import item_name
from s3dash.views.parts import choices

_NOT_IN_HEADER = ("peers", "partners", "change", "profile", "accessibility")
"""Pages that other pages lead to."""


def page_links(context: Context) -> list[html.A]:
    """The links between pages; they keep the view, but for what the other page lacks."""
    state, text = context.state, context.text
    links = []
    for page in (page for page in PAGES.values() if page not in _NOT_IN_HEADER):
        here = state.page in SECTIONS.get(page, (page,))
        target = section_target(state, page)
        links.append(html.A(text(f"page.{page}"), href=target.url, **({"aria-current": "page"} if here else {})))
    return links


def title(context: Context) -> str:
    """The document's title: what the page is about, the page, the dashboard."""
    state, text = context.state, context.text
    if state.page in ITEM_PAGES.values():
        return f"{item_name(context)} \u2013 {text('app.name')}"
    where = [context.name(code) for code in (state.region, state.other) if code]
    page = [] if state.page == "explore" else [text(f"page.{state.page}")]
    return " \u2013 ".join(
        [" \u00b7 ".join(where), *page, text("app.name")] if where else [*page, text("app.name"), text("app.subtitle")]
    )


def switches(context: Context) -> list[html.Element]:
    """Currency and language; both keep the view."""
    state, text = context.state, context.text
    languages = [
        html.A(
            lang.upper(),
            href=state.but(lang=lang, start=state.start).url,
            lang=lang,
            hreflang=lang,
            className="choice",
            **({"aria-current": "true"} if lang == state.lang else {}),
            **{"aria-label": text(f"language.{lang}")},
        )
        for lang in LANGUAGES
    ]
    money = [(currency, state.but(currency=currency), currency == state.currency) for currency in CURRENCIES]
    return [
        choices("", money),
        html.Div(languages, className="choices", role="group", **{"aria-label": text("language.label")}),
    ]


def foot(context: Context) -> html.Footer:
    """The end of every page: what the map is, its words, what it lacks, and the accessibility statement."""
    state, text = context.state, context.text
    about = state.but(page="about").url
    places = {"about": about, "glossary": f"{about}#glossary", "gaps": f"{about}#gaps"}
    links = [html.A(text(f"foot.{name}"), href=url) for name, url in places.items()]
    links.append(html.A(text("page.accessibility"), href=state.but(page="accessibility").url))
    return html.Footer(links, id="foot")


def level_switch(context: Context, label: str = "", form: Literal["short", "plural"] = "short") -> html.Element:
    """Counties or NUTS2 areas; what is selected goes along as well as it can."""
    state, text = context.state, context.text
    options = []
    for level in LEVELS:
        target = state if level == state.level else state.but(level=level, region=_on_other_level(context))
        options.append((text(f"level.{level}_{form}"), target, level == state.level))
    return choices(label, options)


def _on_other_level(context: Context) -> str | None:
    """What is selected when the level changes: a county's NUTS2 area, its only county, a neighbour, or nothing."""
    selected, dataset = context.state.region, context.dataset
    if selected is None or context.is_neighbour(selected):
        return selected
    region = dataset.region(selected)
    if region.layer == "lan":
        return region.parent
    counties = dataset.children(selected)
    return counties[0] if len(counties) == 1 else None


def notices(context: Context, ignored: Iterable[Ignored]) -> html.Element | None:
    """Say what of the address the page could not use."""
    text = context.text
    rows = [text(item.reason, parameter=item.parameter, value=item.value) for item in ignored]
    if not rows:
        return None
    return html.Div(
        [html.Strong(text("ignored.title")), html.Ul([html.Li(row) for row in rows])],
        className="notice",
        role="status",
    )
