"""One project as plain Python: its columns, its partners, and what the money rule needs to know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from s3dash.data.dataset import Dataset
from s3dash.data.money import Grant, Money, PartnerShare, Rate, RateBasis, rate_for
from s3dash.data.rows import rows_of

ROLES = ("lead", "partner", "associated")


@dataclass(frozen=True)
class Participation:
    """One organisation's part in a project; a blank organisation means the source names only the place."""

    organisation: str | None
    organisation_type: str | None
    country: str
    nuts_id: str | None
    role: str
    eu_eur: float | None
    eu_sek: float | None
    place_basis: str
    source_id: str


@dataclass(frozen=True)
class Project:
    """One project: the columns of the table, its regions, and its grant in both currencies.

    `rate_year` is the year of the exchange rate and `rate_basis` says why that year (see
    :func:`s3dash.data.money.rate_for`). `dates_reversed`: the source gives an end before the start.
    """

    project_id: str
    title: str
    summary_en: str | None
    programme_id: str
    fund: str
    period: str
    start_date: str | None
    end_date: str | None
    objective: str | None
    total_budget: float | None
    eu_contribution: float | None
    currency: str | None
    amount_covers: str
    lead_organisation: str | None
    lead_nuts: str | None
    domain_id: str | None
    domain_by: str | None
    source_id: str
    note: str | None
    regions: tuple[str, ...]
    eu_eur: float | None
    eu_sek: float | None
    rate_year: int
    rate_basis: RateBasis
    start_year: int | None
    end_year: int | None
    dates_reversed: bool


_DERIVED = 8
_TABLE_COLUMNS = tuple(Project.__dataclass_fields__)[:-_DERIVED]


@dataclass(frozen=True)
class ProjectRecord:
    """A project with its participations (lead, partners, associated partners) and its grant."""

    project: Project
    partners: tuple[Participation, ...]
    grant: Grant


def read_projects(dataset: Dataset) -> list[ProjectRecord]:
    """Read the dataset's tables `projects`, `project_regions`, `participations` and `exchange_rates`.

    All amounts of a project, its partners' too, are converted with the one rate of
    :func:`s3dash.data.money.rate_for`.
    """
    rates = {int(row["year"]): float(row["sek_per_eur"]) for row in rows_of(dataset.exchange_rates)}
    regions = _by_project(rows_of(dataset.project_regions))
    participations = _by_project(rows_of(dataset.participations))
    records = []
    for row in rows_of(dataset.projects):
        project_id = row["project_id"]
        rate = rate_for(rates, _year(row["start_date"]), row["period"])
        project = _project(row, tuple(region["nuts_id"] for region in regions.get(project_id, ())), rate)
        partners = [_participation(part, rate) for part in participations.get(project_id, ())]
        partners.sort(key=lambda partner: ROLES.index(partner.role))
        records.append(ProjectRecord(project, tuple(partners), _grant(project, partners)))
    return records


_NOT_GRANTED = frozenset({"amount_applied_for", "prioritised_only"})
"""Remarks on an amount that nobody has granted yet: it is shown with its project, and counted nowhere."""


def _by_project(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row["project_id"], []).append(row)
    return groups


def _year(date: str | None) -> int | None:
    return int(str(date)[:4]) if date else None


def _project(row: dict[str, Any], regions: tuple[str, ...], rate: Rate) -> Project:
    grant = rate.convert(row["eu_contribution"], row["currency"])
    start, end = row["start_date"] or "", row["end_date"] or ""
    shorter = min(len(start), len(end))
    return Project(
        **{name: row[name] for name in _TABLE_COLUMNS},
        regions=regions,
        eu_eur=grant.eur if grant else None,
        eu_sek=grant.sek if grant else None,
        rate_year=rate.year,
        rate_basis=rate.basis,
        start_year=_year(start),
        end_year=_year(end),
        dates_reversed=end[:shorter] < start[:shorter],
    )


def _participation(row: dict[str, Any], rate: Rate) -> Participation:
    grant = rate.convert(row["eu_contribution"], row["currency"])
    return Participation(
        organisation=row["organisation"],
        organisation_type=row["organisation_type"],
        country=row["country"],
        nuts_id=row["nuts_id"],
        role=row["role"],
        eu_eur=grant.eur if grant else None,
        eu_sek=grant.sek if grant else None,
        place_basis=row["place_basis"],
        source_id=row["source_id"],
    )


def _grant(project: Project, partners: list[Participation]) -> Grant:
    codes = {*project.regions, project.lead_nuts, *(partner.nuts_id for partner in partners)}
    places = frozenset(code for code in codes if code)
    swedish = frozenset(code for code in places if code.startswith("SE")) or frozenset({"SE"})
    granted = _NOT_GRANTED.isdisjoint((project.note or "").split())
    return Grant(
        amount=_money(project.eu_eur, project.eu_sek) if granted else None,
        places=places,
        coverage=swedish if project.amount_covers == "swedish_partners" else places,
        lead_nuts=project.lead_nuts,
        shares=tuple(
            PartnerShare(
                partner.nuts_id, _money(partner.eu_eur, partner.eu_sek), partner.role == "associated"
            )
            for partner in partners
        ),
    )


def _money(eur: float | None, sek: float | None) -> Money | None:
    return None if eur is None or sek is None else Money(eur, sek)
