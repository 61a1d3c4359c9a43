"""Projects that join regions: across the sea, within Sweden, each two of some regions, and how far projects reach.

Two regions have a project together where organisations of both take part in it; a stated coverage alone is not enough.
How far projects reach is another question: there a project joins the units that it covers too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import Any, TypeVar

import ibis

from s3dash.data.backend import Backend
from s3dash.data.dataset import Dataset
from s3dash.data.project_filter import Level, ProjectFilter
from s3dash.data.projects import Project
from s3dash.data.store_selection import CACHED_FILTERS, SWEDISH_LAYERS, Selection

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Reach:
    """How far projects reach, and how large they are.

    `placed` lie in a unit of some level, `several` of them in two or more; `across` have a partner in a neighbour
    country and one elsewhere; `joint` are those that are one of the two, or both. The medians are of Sweden's part of
    the grants of the `known_projects`, in each currency by itself; None where none is known.
    """

    placed: int
    several: int
    across: int
    joint: int
    known_projects: int
    median_eur: float | None
    median_sek: float | None


NO_REACH = Reach(0, 0, 0, 0, 0, None, None)
"""Where there is no project."""


class JointProjects(Selection):
    """Questions about projects in which more than one region has a part."""

    def __init__(self, dataset: Dataset, backend: Backend) -> None:
        super().__init__(dataset, backend)
        self._pairs = self._read_pairs()
        self._jointly = lru_cache(CACHED_FILTERS)(self._find_jointly)

    def joint_projects(self, region: str, f: ProjectFilter | None = None) -> dict[str, int]:
        """Count the projects with participations on both sides of the sea.

        Foreign partner lists are incomplete, so that each number means "at least".

        Parameters
        ----------
        region
            A Swedish unit (or `SE`), or a neighbour.
        f
            Restricts the projects by period, domain, fund and programme; the rest is ignored.

        Returns
        -------
        Drawn unit of the other side (neighbours; or län and NUTS2 areas) -> number of projects, most
        first, units without any left out.
        """
        self._dataset.region(region)
        wanted = f or ProjectFilter()
        counts: Counter[str] = Counter()
        for other, period, domain, fund, programme, n in self._pairs.get(region, ()):
            if (
                wanted.period in (None, period)
                and wanted.domain in (None, domain)
                and wanted.fund in (None, fund)
                and wanted.programme in (None, programme)
            ):
                counts[other] += n
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def joint_by_domain(self, region: str, f: ProjectFilter | None = None) -> dict[str, dict[str | None, int]]:
        """Count the projects with participations in an area and in another, by domain, on either side of the sea.

        Returns
        -------
        Drawn unit -> domain (None: not classified) -> number of projects. Units without any are left out; the area
        itself, and what it lies in or holds, are not.
        """
        joint = self._joint(region, f)
        if joint is None:
            return {}
        found: dict[str, dict[str | None, int]] = {}
        for unit, domain, n in self._backend.rows(joint.group_by("unit", "domain_id").agg(n=ibis._.count())):
            found.setdefault(unit, {})[domain] = n
        return found

    def joint_examples(
        self, region: str, units: Collection[str], f: ProjectFilter | None = None, limit: int = 3
    ) -> dict[str, list[Project]]:
        """Return the newest of the projects that :meth:`joint_by_domain` counts, for some units."""
        joint = self._joint(region, f)
        if joint is None or not units:
            return {}
        nth = ibis.row_number().over(ibis.window(group_by="unit", order_by="rank_newest"))
        chosen = joint.filter(joint.unit.isin(sorted(units))).mutate(nth=nth)
        first = chosen.filter(chosen.nth < limit).order_by("unit", "rank_newest").select("unit", "position")
        return self._examples((unit, position) for unit, position in self._backend.rows(first))

    def together(
        self, regions: Sequence[str], f: ProjectFilter, limit: int = 5
    ) -> dict[tuple[str, str], tuple[int, list[Project]]]:
        """Count the projects in which organisations of both of two regions take part, for each two of some regions.

        The regions may lie on the same side of the sea. Where one is a neighbour the number means "at least".

        Parameters
        ----------
        regions
            Drawn units. Of two that overlap, a project in what they share counts for both.
        f
            Which projects; its `region` and `other` are ignored.
        limit
            How many of the newest projects to give of each two.

        Returns
        -------
        Each two regions in their order -> the number of projects, and the newest of them.
        """
        found = self._jointly(tuple(regions), replace(f, region=None, other=None))
        newest = self._examples((pair, position) for pair, every in found.items() for position in every[:limit])
        return {pair: (len(every), newest.get(pair, [])) for pair, every in found.items()}

    def reach(self, f: ProjectFilter, level: Level = "lan") -> tuple[Reach, dict[str, Reach]]:
        """Say how far the classified projects reach: all domains together, and each domain; `f.region` is ignored.

        A domain without a project that lies in a unit of the level is left out.
        """
        placed = self._placed(f, level)
        if placed is None:
            return NO_REACH, {}
        placed = placed.filter(placed.domain_id.notnull())
        sums = _reach_sums(placed)
        (together,) = self._backend.rows(placed.agg(**sums))
        by_domain = self._backend.rows(placed.group_by("domain_id").agg(**sums))
        return _reach(together), {domain: _reach(tuple(row)) for domain, *row in by_domain}

    def reach_examples(self, f: ProjectFilter, level: Level = "lan", limit: int = 10) -> list[Project]:
        """Return the newest of the projects that :meth:`reach` counts as joint."""
        placed = self._placed(f, level)
        if placed is None:
            return []
        found = placed.filter((placed.units > 1) | placed.baltic).order_by("rank_newest").select("position")
        return self._at([position for (position,) in self._backend.rows(found.limit(limit))])

    def _joint(self, region: str, f: ProjectFilter | None) -> Any:
        """Rows of the drawn units that take part in the filtered projects in which an area takes part."""
        here = self._filtered(replace(f or ProjectFilter(), region=region, other=None))
        if here is None:
            return None
        return self._participants(self._drawn).semi_join(here.filter(here.participates), "position")

    def _find_jointly(self, regions: tuple[str, ...], f: ProjectFilter) -> dict[tuple[str, str], list[int]]:
        """Each two regions -> the positions of the projects in which both take part, newest first."""
        for region in regions:
            self._unit(region)
        pairs: dict[tuple[str, str], list[int]] = {pair: [] for pair in combinations(regions, 2)}
        chosen = self._filtered(f, self._participants(regions))
        if chosen is None:
            return pairs
        grouped = chosen.group_by("position", "rank_newest").agg(units=ibis._.unit.collect(), n=ibis._.count())
        joint = grouped.filter(grouped.n > 1).order_by("rank_newest").select("position", "units")
        for position, here in self._backend.rows(joint):
            for pair in combinations([region for region in regions if region in here], 2):
                pairs[pair].append(position)
        return pairs

    def _placed(self, f: ProjectFilter, level: Level) -> Any:
        """A row for each filtered project that lies in units of a level: how many, and Sweden's part of its grant."""
        units = self._backend.table("units")
        rows = self._filtered(replace(f, region=None), units.filter(units.unit.isin(self._dataset.drawn(level))))
        if rows is None:
            return None
        reached = rows.group_by("position").agg(units=ibis._.count())
        facts = self._backend.table("facts")
        columns = ("position", "domain_id", "baltic", "rank_newest", "sweden_kind", "sweden_eur", "sweden_sek")
        return reached.join(facts.select(*columns), "position")

    def _read_pairs(self) -> dict[str, list[tuple[Any, ...]]]:
        """Area -> (drawn unit of the other side, period, domain, fund, programme, joint projects)."""
        pairs: dict[str, list[tuple[Any, ...]]] = {}
        drawn = {code for layer in SWEDISH_LAYERS for code in self._dataset.drawn(layer)}
        table = self._backend.table("pairs")
        columns = ("here", "there", "period", "domain_id", "fund", "programme_id", "projects")
        for here, there, *rest in self._backend.rows(table.select(*columns)):
            pairs.setdefault(here, []).append((there, *rest))
            if here in drawn:
                pairs.setdefault(there, []).append((here, *rest))
        return pairs

    def _examples(self, rows: Iterable[tuple[Key, int]]) -> dict[Key, list[Project]]:
        """The projects at the positions of each key, in the order of the rows."""
        rows = list(rows)
        positions = sorted({position for _, position in rows})
        projects = dict(zip(positions, self._at(positions), strict=True))
        found: dict[Key, list[Project]] = {}
        for key, position in rows:
            found.setdefault(key, []).append(projects[position])
        return found


def _reach_sums(placed: Any) -> dict[str, Any]:
    """The fields of :class:`Reach` as sums over rows of placed projects."""
    several, known = placed.units > 1, placed.sweden_kind == "known"
    return {
        "placed": placed.position.count(),
        "several": placed.position.count(where=several),
        "across": placed.position.count(where=placed.baltic),
        "joint": placed.position.count(where=several | placed.baltic),
        "known_projects": placed.position.count(where=known),
        "median_eur": placed.sweden_eur.median(where=known),
        "median_sek": placed.sweden_sek.median(where=known),
    }


def _reach(row: tuple[Any, ...]) -> Reach:
    """A row of :func:`_reach_sums`, the medians in whole cents."""
    *counts, eur, sek = row
    return Reach(*counts, *(None if median is None else round(float(median), 2) for median in (eur, sek)))
