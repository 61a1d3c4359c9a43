"""What the store says of projects: one project, one participation, one organisation, as plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from s3dash.data.money import RateBasis

ROLES = ("lead", "partner", "associated")
_Record = TypeVar("_Record")


@dataclass(frozen=True)
class Participation:
    """One organisation's part in a project; a blank organisation means the source names only the place.

    A natural person has the organisation_type `private_person` and no name. `place` is what the source says of a
    place that no table knows.
    """

    project_id: str
    organisation: str | None
    organisation_id: str | None
    organisation_type: str | None
    country: str
    nuts_id: str | None
    role: str
    eu_contribution: float | None
    currency: str | None
    eu_eur: float | None
    eu_sek: float | None
    place_basis: str
    place: str | None
    source_id: str


@dataclass(frozen=True)
class Project:
    """One project: what its source says, its domain, and its grant in both currencies.

    `rate_year` is the year of the exchange rate and `rate_basis` says why that year (see
    :func:`s3dash.data.money.rate_for`). `dates_reversed`: the source gives an end before the start.
    `summary` is in the original language. `countries` are those of its partners. `place`: what the source says of
    places that no table knows. `first_seen`, `last_seen`: ISO dates of the first and the latest import with it.
    """

    project_id: str
    title: str
    title_en: str | None
    summary: str | None
    summary_en: str | None
    programme_id: str
    fund: str
    period: str
    start_date: str | None
    end_date: str | None
    objective: str | None
    intervention_field: str | None
    total_budget: float | None
    eu_contribution: float | None
    currency: str | None
    amount_covers: str | None
    lead_organisation: str | None
    lead_nuts: str | None
    domain_id: str | None
    domain_by: str | None
    domain_rule: str | None
    source_id: str
    source_ref: str | None
    url: str | None
    note: str | None
    regions: tuple[str, ...]
    place: str | None
    first_seen: str | None
    last_seen: str | None
    eu_eur: float | None
    eu_sek: float | None
    rate_year: int
    rate_basis: RateBasis
    start_year: int | None
    end_year: int | None
    dates_reversed: bool
    partner_count: int
    countries: tuple[str, ...]


@dataclass(frozen=True)
class Organisation:
    """An organisation with a part in projects; `projects` is how many."""

    organisation_id: str
    name: str
    organisation_type: str | None
    country: str
    nuts_id: str | None
    projects: int


@dataclass(frozen=True)
class ProjectRecord:
    """A project with its participations: lead, partners, associated partners."""

    project: Project
    partners: tuple[Participation, ...]


def columns_of(kind: type) -> list[str]:
    """Return the names of a record's fields, which are the columns that it is read from."""
    return [field.name for field in fields(kind)]


_LISTS = frozenset({"regions", "countries"})
"""Columns that hold words separated by a space."""


def read_records(kind: type[_Record], rows: Iterable[Sequence[Any]]) -> list[_Record]:
    """Make records of rows whose cells stand in the order of :func:`columns_of`."""
    lists = [position for position, name in enumerate(columns_of(kind)) if name in _LISTS]
    made = []
    for row in rows:
        if lists:
            cells = list(row)
            for position in lists:
                cells[position] = tuple((cells[position] or "").split())
            row = cells
        made.append(kind(*row))
    return made
