"""The filters in force on the page of projects: each in words, with the view that lacks it."""

from __future__ import annotations

from dataclasses import dataclass

from s3dash.state import ViewState
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.parts import view_link


@dataclass(frozen=True)
class Filter:
    """One filter: its parameter, what it is (`Domain`), what it is set to (`Energy`), the words on its chip."""

    name: str
    label: str
    value: str
    words: str
    without: ViewState


def filters(context: Context) -> list[Filter]:
    """The filters in force, in the order of the controls."""
    state, text = context.state, context.text
    found: list[Filter] = []

    def add(name: str, value: str, words: str = "", *, also: tuple[str, ...] = ()) -> None:
        without = state.but(**dict.fromkeys((name, *also), None))
        found.append(Filter(name, text(f"filter.label.{name}"), value, words or value, without))

    if state.q:
        add("q", state.q, text("filter.chip.q", value=state.q))
    if state.region:
        add("region", context.name(state.region))
    if state.other:
        add("other", context.name(state.other))
    if state.domain:
        add("domain", context.domain_name(state.domain))
    if state.fund:
        add("fund", text(f"fund.{state.fund}"))
    if state.programme:
        add("programme", context.programme_name(state.programme))
    if state.organisation:
        add("organisation", organisation_name(context, state.organisation))
    if state.partner:
        name = context.country(state.partner)
        add("partner", name, text("filter.chip.partner", value=name))
    if state.baltic:
        label, words = text("filter.label.baltic"), text("filter.chip.baltic")
        found.append(Filter("baltic", label, text("yes"), words, state.but(baltic=False)))
    years = _range(context, "years", _year(state.year_from), _year(state.year_to))
    if years:
        add("year_from", years, text("filter.chip.years", value=years), also=("year_to",))
    amounts = _range(context, "amounts", _euro(context, state.amount_min), _euro(context, state.amount_max))
    if amounts:
        add("amount_min", amounts, text("filter.chip.amounts", value=amounts), also=("amount_max",))
    return found


def organisation_name(context: Context, organisation_id: str) -> str:
    """An organisation's name; the id itself where the store knows none of it."""
    try:
        return context.store.organisation(organisation_id).name
    except KeyError:
        return organisation_id


def _year(year: int | None) -> str | None:
    return None if year is None else str(year)


def _euro(context: Context, amount: int | None) -> str | None:
    return None if amount is None else context.text.money(amount, "EUR")


def _range(context: Context, kind: str, low: str | None, high: str | None) -> str:
    """A range in words, open at either end; nothing where it is open at both."""
    text = context.text
    if low and high:
        return low if low == high else text("legend.range", low=low, high=high)
    if low:
        return text(f"filter.from.{kind}", low=low)
    return text(f"filter.to.{kind}", high=high) if high else ""


def chips(context: Context) -> html.Div:
    """The filters in force, each removed with a click, all of them with another, and the way back to the map."""
    state, text = context.state, context.text
    links = [
        view_link(
            [html.Span(row.words), html.Span("\u00d7", className="cross")],
            row.without,
            "chip",
            **{"aria-label": text("filter.remove", name=row.words), "data-filter": row.name},
        )
        for row in filters(context)
    ]
    more: list[html.Element] = []
    if len(links) > 1:
        bare = ViewState(lang=state.lang, page="projects", period=state.period, currency=state.currency)
        more.append(view_link(text("filter.clear"), bare, "more"))
    more.append(view_link(text("projects.on_map"), state.but(page="explore"), "more"))
    return html.Div([html.Span(context.period_name(), className="chip fixed"), *links, *more], className="chips")
