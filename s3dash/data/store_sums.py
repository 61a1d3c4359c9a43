"""Counts and sums: how many projects, and what is known of their money, by area and by what they have in common."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import ibis

from s3dash.data.backend import Backend
from s3dash.data.dataset import Dataset
from s3dash.data.project_filter import Level, ProjectFilter
from s3dash.data.store_selection import CACHED_FILTERS, Selection, plain_filters
from s3dash.data.totals import Totals

Sums = dict[Any, tuple[int, float, float]]
"""Projects, EUR and SEK by a key."""


@dataclass(frozen=True)
class Funding:
    """An area's EU contributions, by what is known of them.

    `projects` = `known_projects` + `shared_projects` + `unpublished_projects` + `no_grant_projects` +
    `elsewhere_projects`. `shared` is the whole of grants that pay for other areas too: it stands beside the known sum,
    is never added to it, and must not be summed over areas. `elsewhere_projects`, only where the question names
    no region: projects without any part in Sweden.
    """

    projects: int
    known_eur: float
    known_sek: float
    known_projects: int
    shared_eur: float
    shared_sek: float
    shared_projects: int
    unpublished_projects: int
    no_grant_projects: int
    elsewhere_projects: int = 0

    @property
    def is_unknown(self) -> bool:
        """Whether there are grants and none of them is known for the area: that is unknown, not zero."""
        return not self.known_projects and bool(self.shared_projects or self.unpublished_projects)


@dataclass(frozen=True)
class Group:
    """Projects that have something in common, and the sum that is known for the area.

    `key` is an id (domain, programme, fund) or a year; None where the project is not classified. `known_projects` says
    of how many the sum is, so that a sum of nothing is not taken for a stated zero; `no_grant_projects` how many give
    the area no grant at all.
    """

    key: str | None
    projects: int
    known_eur: float
    known_sek: float
    known_projects: int = 0
    no_grant_projects: int = 0

    @property
    def is_unknown(self) -> bool:
        """Whether there are grants and none of them is known for the area: that is unknown, not zero."""
        return not self.known_projects and self.projects > self.no_grant_projects


class ProjectSums(Selection):
    """Counts and sums, from totals in memory where these know all that a filter names."""

    def __init__(self, dataset: Dataset, backend: Backend) -> None:
        super().__init__(dataset, backend)
        self._totals = Totals(backend.table("totals").to_pyarrow().to_pandas())
        # Caches of this store alone: bounded, and safe to share between threads.
        self._sums = lru_cache(CACHED_FILTERS)(self._find_sums)
        self._fundings = lru_cache(CACHED_FILTERS)(self._funding_by_unit)

    def count(self, f: ProjectFilter) -> int:
        """Return the number of projects, each counted once."""
        return sum(n for n, _, _ in self._sums(f, "kind").values())

    def funding(self, f: ProjectFilter) -> Funding:
        """Return what is known of the EU contributions to the area, in EUR and SEK.

        Sums of the amounts that :func:`s3dash.data.money.attribute` gives the area, per kind.
        """
        return _funding(self._sums(f, "kind"))

    def by_domain(self, f: ProjectFilter) -> list[Group]:
        """Return the projects by domain, most projects first."""
        return self._groups(f, "domain_id")

    def by_programme(self, f: ProjectFilter) -> list[Group]:
        """Return the projects by programme, most projects first."""
        return self._groups(f, "programme_id")

    def by_fund(self, f: ProjectFilter) -> list[Group]:
        """Return the projects by fund, most projects first."""
        return self._groups(f, "fund")

    def by_year(self, f: ProjectFilter) -> list[Group]:
        """Return the projects by start year (`2023`), most projects first."""
        return self._groups(f, "start_year")

    def funding_by_region(self, f: ProjectFilter, level: Level = "lan") -> dict[str, Funding]:
        """Return the funding of every Swedish unit of a level; `f.region` is ignored.

        The units' project counts and shared sums overlap: only Sweden's own funding counts a project once.
        """
        found = self._fundings(replace(f, region=None))
        return {code: found[code] for code in self._dataset.drawn(level)}

    def projects_by_unit(self, f: ProjectFilter) -> dict[str, int]:
        """Count the projects that touch each drawn unit, as `count` does; `f.region` is ignored.

        A neighbour is known to a project mostly through its partners there, so its number means "at least".
        """
        return {code: found.projects for code, found in self._fundings(replace(f, region=None)).items()}

    def _find_sums(self, f: ProjectFilter, key: str, kind: str | None = None) -> Sums:
        """Projects and amounts by a key, of one area; of one kind of attribution alone where it is named."""
        unit = self._unit(f.region)
        if f.in_totals:
            return self._totals.by(key, unit, **plain_filters(f), kind=kind)
        attributed = self._attributed(f)
        if attributed is None:
            return {}
        chosen = attributed if kind is None else attributed.filter(attributed.kind == kind)
        sums = chosen.group_by(key).agg(n=ibis._.count(), eur=ibis._.eur.sum(), sek=ibis._.sek.sum())
        return {word: _cents(n, eur, sek) for word, n, eur, sek in self._backend.rows(sums)}

    def _groups(self, f: ProjectFilter, key: str) -> list[Group]:
        known, no_grant = self._sums(f, key, "known"), self._sums(f, key, "no_grant")
        nothing = (0, 0.0, 0.0)
        groups = []
        for word, (n, _, _) in self._sums(f, key).items():
            of, eur, sek = known.get(word, nothing)
            free, _, _ = no_grant.get(word, nothing)
            groups.append(Group(None if word is None else str(word), n, eur, sek, of, free))
        return sorted(groups, key=lambda group: (-group.projects, group.key is None, group.key or ""))

    def _funding_by_unit(self, f: ProjectFilter) -> dict[str, Funding]:
        """The funding of every drawn unit."""
        if f.in_totals:
            wanted = plain_filters(f)
            return {code: _funding(self._totals.by("kind", code, **wanted)) for code in self._drawn}
        sums: dict[str, Sums] = {code: {} for code in self._drawn}
        units = self._backend.table("units")
        projects = self._filtered(f, units.filter(units.unit.isin(self._drawn)))
        if projects is not None:
            found = projects.group_by("unit", "kind").agg(n=ibis._.count(), eur=ibis._.eur.sum(), sek=ibis._.sek.sum())
            for unit, kind, n, eur, sek in self._backend.rows(found):
                sums[unit][kind] = _cents(n, eur, sek)
        return {code: _funding(found) for code, found in sums.items()}

    def _attributed(self, f: ProjectFilter) -> Any:
        """The filtered projects with what of their grants belongs to the area, or None where there are none."""
        projects = self._filtered(f)
        if projects is None or f.region is not None:
            return projects
        return projects.mutate(kind=projects.sweden_kind, eur=projects.sweden_eur, sek=projects.sweden_sek)


def _cents(n: int, eur: float | None, sek: float | None) -> tuple[int, float, float]:
    """Sums in whole cents, so that the order of adding does not show."""
    return (n, round(eur or 0.0, 2), round(sek or 0.0, 2))


def _funding(sums: Sums) -> Funding:
    """What is known of an area's grants, from projects and sums by kind."""
    nothing = (0, 0.0, 0.0)
    known, shared = sums.get("known", nothing), sums.get("shared", nothing)
    return Funding(
        projects=sum(n for n, _, _ in sums.values()),
        known_eur=known[1],
        known_sek=known[2],
        known_projects=known[0],
        shared_eur=shared[1],
        shared_sek=shared[2],
        shared_projects=shared[0],
        unpublished_projects=sums.get("unpublished", nothing)[0],
        no_grant_projects=sums.get("no_grant", nothing)[0],
        elsewhere_projects=sums.get("elsewhere", nothing)[0],
    )
