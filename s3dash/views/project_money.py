"""A project's money in full: as its source prints it, converted, and what it pays for."""

from __future__ import annotations

from s3dash.data.projects import Project
from s3dash.text import Text
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.items import facts
from s3dash.views.parts import missing, note

_OTHER = {"EUR": "SEK", "SEK": "EUR"}


def exact(text: Text, amount: float, currency: str) -> str:
    """An amount to the whole unit of its currency."""
    number = text.number(amount)
    return text(f"money.{currency}.unit", n=number) if currency in _OTHER else f"{number}\u00a0{currency}"


def amounts(context: Context, project: Project) -> list[html.Node]:
    """The grant in its own currency and converted, the whole budget, and the rate that was used."""
    text = context.text
    rows: list[tuple[str, html.Node]] = [
        (text("column.amount"), _grant(text, project)),
        *((text("project.converted", currency=name), words) for name, words in converted(text, project)),
        (text("project.covers"), _covers(context, project)),
        (text("project.budget"), _budget(text, project)),
    ]
    parts: list[html.Node] = [facts(rows)]
    if converted(text, project):
        parts.append(note(text(f"project.rate.{project.rate_basis}", year=project.rate_year)))
    return parts


def converted(text: Text, project: Project) -> list[tuple[str, str]]:
    """The grant in the currencies that its source does not use: (currency, amount)."""
    if project.eu_eur is None or project.eu_sek is None or not project.eu_contribution:
        return []
    both = (("EUR", project.eu_eur), ("SEK", project.eu_sek))
    return [(name, exact(text, amount, name)) for name, amount in both if name != project.currency]


def _grant(text: Text, project: Project) -> html.Node:
    """The published amount, zero included; that it is not published is another thing."""
    if project.eu_contribution is None or project.currency is None:
        return missing(text("projects.not_published"))
    return html.Strong(exact(text, project.eu_contribution, project.currency))


def _budget(text: Text, project: Project) -> html.Node:
    if project.total_budget is None:
        return missing(text("projects.not_published"))
    return exact(text, project.total_budget, project.currency or "EUR")


def _covers(context: Context, project: Project) -> html.Node:
    if project.eu_contribution is None:
        return None
    key = project.amount_covers if project.amount_covers else "unknown"
    return context.text(f"project.covers_{key}")
