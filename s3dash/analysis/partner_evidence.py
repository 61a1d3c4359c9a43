"""What is known of a region as a possible partner: its strength in a domain, and the programmes of a Swedish pair."""

from __future__ import annotations

from dataclasses import dataclass

from s3dash.analysis.eligibility import ProgrammeLink, common_programmes, surest_first
from s3dash.analysis.priorities import CURRENT, Role, roles_of
from s3dash.data.dataset import Dataset
from s3dash.data.remembered import remembered
from s3dash.data.rows import rows_of
from s3dash.data.store import ProjectFilter, ProjectStore

_LAYERS = ("lan", "nuts2", "neighbours")


@dataclass(frozen=True)
class Strength:
    """What a region has in a domain: among its priorities or not, projects of the period, environments by id.

    A neighbour's number of projects means "at least". `environments` is None where the data has none of the whole
    country: that is not known, not nothing.
    """

    domain: str
    role: Role | None
    projects: int
    environments: tuple[str, ...] | None


def strength_of(ds: Dataset, store: ProjectStore, nuts_id: str, domain: str, period: str) -> Strength:
    """Return what a drawn unit has in a domain."""
    return Strength(
        domain=domain,
        role=_roles(ds, period).get(nuts_id, {}).get(domain),
        projects=store.projects_by_unit(ProjectFilter(period=period, domain=domain))[nuts_id],
        environments=_environments(ds, nuts_id).get(domain, ()) if ds.knows_environments_of(nuts_id) else None,
    )


@remembered
def _roles(ds: Dataset, period: str) -> dict[str, dict[str, Role]]:
    """Drawn unit -> domain -> its role among the unit's priorities."""
    return {unit: roles_of(ds, unit, period) for layer in _LAYERS for unit in ds.drawn(layer)}


@remembered
def _environments(ds: Dataset, nuts_id: str) -> dict[str, tuple[str, ...]]:
    """Domain -> ids of the environments in a region."""
    found: dict[str, list[str]] = {}
    for environment in ds.environments_in(nuts_id):
        for domain in environment.domains:
            found.setdefault(domain, []).append(environment.environment_id)
    return {domain: tuple(ids) for domain, ids in found.items()}


def swedish_programmes(ds: Dataset, here: str, there: str) -> tuple[ProgrammeLink, ...]:
    """Return the programmes of 2021-2027 whose area has two Swedish units: Interreg, and what pays within Sweden.

    Each is as sure as the less sure side; the surest come first. Interreg pays such a pair only together with a partner
    in another country.
    """
    national = (ProgrammeLink(programme, "stated") for programme in national_programmes(ds, here, there))
    return surest_first((*common_programmes(ds, here, there), *national))


def national_programmes(ds: Dataset, here: str, there: str) -> tuple[str, ...]:
    """Return the programmes of 2021-2027 other than Interreg whose area has two units."""
    areas = _national_areas(ds).items()
    return tuple(programme for programme, area in areas if all(_inside(ds, unit, area) for unit in (here, there)))


@remembered
def _national_areas(ds: Dataset) -> dict[str, tuple[str, ...]]:
    """Programmes of 2021-2027 other than Interreg, where a source states their area."""
    areas: dict[str, tuple[str, ...]] = {}
    for row in rows_of(ds.programme_areas):
        programme = ds.programme(row["programme_id"])
        if programme.kind != "interreg" and programme.period == CURRENT:
            areas[programme.programme_id] = (*areas.get(programme.programme_id, ()), row["nuts_id"])
    return areas


def _inside(ds: Dataset, unit: str, area: tuple[str, ...]) -> bool:
    """Whether a unit lies in an area, by itself or with all its counties."""
    if any(unit in ds.area(code) for code in area):
        return True
    counties = ds.children(unit)
    return bool(counties) and all(_inside(ds, county, area) for county in counties)
