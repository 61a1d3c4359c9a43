"""What a download holds: the columns of a project and of a participation, as typed values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

from s3dash.data.projects import Participation, Project
from s3dash.views.context import Context
from s3dash.views.projects import partner_name

Value: TypeAlias = "str | int | float | date | None"
Kind = Literal["text", "number", "year", "money", "date", "link"]


@dataclass(frozen=True)
class Column:
    """A column by its key in the catalogue (`export.column.*`), what its cells are, and their width in characters."""

    name: str
    kind: Kind
    width: int
    value: Callable[[Context, Any], Value]


def day(iso: str | None) -> Value:
    """A whole date as such; of a year or a month alone the text as it is."""
    if iso is None or len(iso) != 10:
        return iso
    try:
        return date.fromisoformat(iso)
    except ValueError:  # a day that is not in the calendar, as its source prints it
        return iso


def _field(name: str) -> Callable[[Context, Any], Value]:
    def value(_context: Context, row: Any) -> Value:
        found: Value = getattr(row, name)
        return found

    return value


def _day_of(name: str) -> Callable[[Context, Any], Value]:
    return lambda _context, row: day(getattr(row, name))


def _domain(context: Context, project: Project) -> Value:
    return context.dataset.domain(project.domain_id).name(context.state.lang) if project.domain_id else None


def _domain_by(context: Context, project: Project) -> Value:
    return context.text(f"export.domain_by.{project.domain_by}") if project.domain_by else None


def _covers(context: Context, project: Project) -> Value:
    return context.text(f"project.covers_{project.amount_covers}") if project.amount_covers else None


def _remarks(context: Context, project: Project) -> Value:
    return "; ".join(context.text(f"remark.{code}") for code in (project.note or "").split()) or None


def _organisation_type(context: Context, partner: Participation) -> Value:
    key = f"organisation_type.{partner.organisation_type}"
    return context.text(key) if partner.organisation_type and context.text.has(key) else partner.organisation_type


PROJECT_COLUMNS = (
    Column("project_id", "text", 18, _field("project_id")),
    Column("title", "text", 50, _field("title")),
    Column("title_en", "text", 30, _field("title_en")),
    Column("summary", "text", 40, _field("summary")),
    Column("summary_en", "text", 40, _field("summary_en")),
    Column("lead_organisation", "text", 32, _field("lead_organisation")),
    Column("partners", "number", 10, _field("partner_count")),
    Column("countries", "text", 16, lambda _context, project: ", ".join(project.countries) or None),
    Column("regions", "text", 22, lambda _context, project: ", ".join(project.regions) or None),
    Column("programme", "text", 30, lambda context, project: context.programme_name(project.programme_id)),
    Column("period", "text", 11, _field("period")),
    Column("fund", "text", 22, lambda context, project: context.text(f"fund.{project.fund}")),
    Column("domain", "text", 28, _domain),
    Column("domain_by", "text", 18, _domain_by),
    Column("start_date", "date", 12, _day_of("start_date")),
    Column("end_date", "date", 12, _day_of("end_date")),
    Column("objective", "text", 10, _field("objective")),
    Column("intervention_field", "text", 10, _field("intervention_field")),
    Column("total_budget", "money", 15, _field("total_budget")),
    Column("eu_contribution", "money", 15, _field("eu_contribution")),
    Column("currency", "text", 8, _field("currency")),
    Column("eu_eur", "money", 15, _field("eu_eur")),
    Column("eu_sek", "money", 15, _field("eu_sek")),
    Column("rate_year", "year", 10, lambda _context, project: project.rate_year if project.eu_eur else None),
    Column("amount_covers", "text", 22, _covers),
    Column("note", "text", 24, _remarks),
    Column("url", "link", 28, _field("url")),
    Column("source", "text", 32, lambda context, project: context.dataset.source(project.source_id).title),
    Column("source_url", "link", 28, lambda context, project: context.dataset.source(project.source_id).url),
    Column("last_seen", "date", 12, _day_of("last_seen")),
)
PARTNER_COLUMNS = (
    Column("project_id", "text", 18, _field("project_id")),
    Column("organisation", "text", 40, partner_name),
    Column("organisation_type", "text", 24, _organisation_type),
    Column("role", "text", 18, lambda context, partner: context.text(f"role.{partner.role}")),
    Column("country", "text", 8, _field("country")),
    Column("nuts_id", "text", 12, _field("nuts_id")),
    Column("place", "text", 20, _field("place")),
    Column("eu_contribution", "money", 15, _field("eu_contribution")),
    Column("currency", "text", 8, _field("currency")),
    Column("eu_eur", "money", 15, _field("eu_eur")),
    Column("eu_sek", "money", 15, _field("eu_sek")),
)


def titles(context: Context, columns: tuple[Column, ...]) -> list[str]:
    """The heads of columns in the view's language."""
    return [context.text(f"export.column.{column.name}") for column in columns]


def values(context: Context, columns: tuple[Column, ...], row: object) -> list[Value]:
    """The cells of a row."""
    return [column.value(context, row) for column in columns]
