"""The store of projects: the only module that answers questions about projects and their money.

Everything that a question needs is laid out in plain Python when the store is made, so that an answer
is a walk over the few hundred projects of one area. The store never changes afterwards and may be
shared by threads.

Where a filter names no region, the question is about every project in the dataset and about Sweden's
part of the money, each project once. Where it names one, it is about the projects that touch that
region: a project touches an area if a region it covers, its lead or one of its partners lies in it.
How money is attributed stands in :mod:`s3dash.data.money`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from s3dash.data.dataset import Dataset
from s3dash.data.money import Attribution, Kind, attribute
from s3dash.data.projects import Participation, Project, read_projects

__all__ = ["Funding", "Group", "Level", "Order", "Participation", "Project", "ProjectFilter", "ProjectStore"]

Order = Literal["newest", "largest", "title"]
Level = Literal["lan", "nuts2"]
_SWEDISH_LAYERS = ("lan", "nuts2")
_CACHED_FILTERS = 1024


@dataclass(frozen=True)
class ProjectFilter:
    """Which projects a question is about; None means any.

    `other` keeps the projects with participations in both areas, so that they are exactly those that
    :meth:`ProjectStore.joint_projects` counts; touching both by a stated coverage alone is not enough.
    """

    region: str | None = None
    other: str | None = None
    period: str | None = None
    domain: str | None = None
    fund: str | None = None
    programme: str | None = None


@dataclass(frozen=True)
class Funding:
    """An area's EU contributions, by what is known of them.

    `projects` = `known_projects` + `shared_projects` + `unpublished_projects` + `no_grant_projects`.
    `shared` is the whole of grants that pay for other areas too: it stands beside the known sum,
    is never added to it, and must not be summed over areas.
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


@dataclass(frozen=True)
class Group:
    """Projects that have something in common, and the sum that is known for the area.

    `key` is an id (domain, programme, fund) or a year; None where the project is not classified.
    """

    key: str | None
    projects: int
    known_eur: float
    known_sek: float


class ProjectStore:
    """Answers to questions about the projects of a dataset.

    Parameters
    ----------
    dataset
        A loaded dataset; its tables `projects`, `project_regions`, `participations` and
        `exchange_rates` are read once, here.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        records = read_projects(dataset)
        self._projects = [record.project for record in records]
        self._partners = [record.partners for record in records]
        self._grants = [record.grant for record in records]
        self._index = {project.project_id: i for i, project in enumerate(self._projects)}
        self._touching = _places(grant.places for grant in self._grants)
        self._participating = _places(
            {partner.nuts_id for partner in partners if partner.nuts_id} for partners in self._partners
        )
        self._ranks: dict[Order, list[int]] = {
            "newest": _ranks(self._projects, _newest),
            "largest": _ranks(self._projects, _largest),
            "title": _ranks(self._projects, _alphabetical),
        }
        # Caches of this store alone: bounded, and safe to share between threads.
        self._selected = lru_cache(_CACHED_FILTERS)(self._select)
        self._attributed = lru_cache(_CACHED_FILTERS)(self._attribute)
        self._participants = lru_cache(_CACHED_FILTERS)(self._find_participants)
        for code in self._drawn(*_SWEDISH_LAYERS, "neighbours"):
            self._attributed(code)
        self._attributed(None)

    def count(self, f: ProjectFilter) -> int:
        """Return the number of projects, each counted once."""
        return len(self._selected(f))

    def page(
        self, f: ProjectFilter, order: Order = "newest", limit: int = 10, offset: int = 0
    ) -> list[Project]:
        """Return some of the projects in an order.

        Parameters
        ----------
        f
            Which projects.
        order
            `newest` (start date, latest first), `largest` (the published grant of the whole project in EUR,
            largest first) or `title` (Swedish alphabet). What is unknown comes last; ties by project id.
        limit, offset
            How many projects, and how many of the order to leave out before them.
        """
        ranks = self._ranks[order]
        ordered = sorted(self._selected(f), key=ranks.__getitem__)
        return [self._projects[i] for i in ordered[offset : offset + limit]]

    def funding(self, f: ProjectFilter) -> Funding:
        """Return what is known of the EU contributions to the area, in EUR and SEK.

        Sums of the amounts that :func:`s3dash.data.money.attribute` gives the area, per kind.
        """
        attributed = self._attributed(f.region)
        projects: dict[Kind, int] = {"known": 0, "shared": 0, "unpublished": 0, "no_grant": 0}
        eur: dict[Kind, float] = dict.fromkeys(projects, 0.0)
        sek: dict[Kind, float] = dict.fromkeys(projects, 0.0)
        for i in self._selected(f):
            kind, money = attributed[i]
            projects[kind] += 1
            eur[kind] += money.eur
            sek[kind] += money.sek
        return Funding(
            projects=sum(projects.values()),
            known_eur=eur["known"],
            known_sek=sek["known"],
            known_projects=projects["known"],
            shared_eur=eur["shared"],
            shared_sek=sek["shared"],
            shared_projects=projects["shared"],
            unpublished_projects=projects["unpublished"],
            no_grant_projects=projects["no_grant"],
        )

    def by_domain(self, f: ProjectFilter) -> list[Group]:
        """Return the projects by domain, most projects first."""
        return self._groups(f, lambda project: project.domain_id)

    def by_programme(self, f: ProjectFilter) -> list[Group]:
        """Return the projects by programme, most projects first."""
        return self._groups(f, lambda project: project.programme_id)

    def by_fund(self, f: ProjectFilter) -> list[Group]:
        """Return the projects by fund, most projects first."""
        return self._groups(f, lambda project: project.fund)

    def by_year(self, f: ProjectFilter) -> list[Group]:
        """Return the projects by start year (`2023`), most projects first."""
        return self._groups(f, lambda project: str(project.start_year) if project.start_year else None)

    def funding_by_region(self, f: ProjectFilter, level: Level = "lan") -> dict[str, Funding]:
        """Return the funding of every Swedish unit of a level; `f.region` is ignored.

        The units' project counts and shared sums overlap: only Sweden's own funding counts a project once.
        """
        return {code: self.funding(replace(f, region=code)) for code in self._drawn(level)}

    def joint_projects(self, region: str, f: ProjectFilter | None = None) -> dict[str, int]:
        """Count the projects with participations on both sides of the sea.

        Foreign partner lists are incomplete, so that each number means "at least".

        Parameters
        ----------
        region
            A Swedish unit (or `SE`), or a neighbour.
        f
            Restricts the projects; its `region` and `other` are ignored.

        Returns
        -------
        Drawn unit of the other side (neighbours; or län and NUTS2 areas) -> number of projects, most
        first, units without any left out.
        """
        selected = self._participants(region).intersection(
            self._selected(replace(f or ProjectFilter(), region=None, other=None))
        )
        layers = ("neighbours",) if region.startswith("SE") else _SWEDISH_LAYERS
        counts = {code: len(selected & self._participants(code)) for code in self._drawn(*layers)}
        return dict(sorted(((c, n) for c, n in counts.items() if n), key=lambda item: (-item[1], item[0])))

    def projects_by_unit(self, f: ProjectFilter) -> dict[str, int]:
        """Count the projects that touch each drawn unit, as `count` does; `f.region` is ignored.

        A neighbour is known to a project mostly through its partners there, so its number means "at least".
        """
        return {
            code: self.count(replace(f, region=code)) for code in self._drawn(*_SWEDISH_LAYERS, "neighbours")
        }

    def project(self, project_id: str) -> Project:
        """Return one project; KeyError if there is none of that id."""
        return self._projects[self._index[project_id]]

    def partners(self, project_id: str) -> list[Participation]:
        """Return a project's participations: lead, partners, associated partners; KeyError if unknown."""
        return list(self._partners[self._index[project_id]])

    def _drawn(self, *layers: str) -> list[str]:
        return [code for layer in layers for code in self._dataset.drawn(layer)]

    def _select(self, f: ProjectFilter) -> tuple[int, ...]:
        """Positions of the projects that pass a filter, in the table's order."""
        chosen: Iterable[int] = range(len(self._projects))
        if f.region is not None:
            chosen = self._in_area(self._touching, f.region)
        if f.other is not None:
            chosen = self._participants(f.other).intersection(chosen)
            if f.region is not None:
                chosen = self._participants(f.region).intersection(chosen)
        wanted = [
            (name, value)
            for name, value in (
                ("period", f.period),
                ("domain_id", f.domain),
                ("fund", f.fund),
                ("programme_id", f.programme),
            )
            if value is not None
        ]
        for name, value in wanted:
            chosen = [i for i in chosen if getattr(self._projects[i], name) == value]
        return tuple(sorted(chosen))

    def _attribute(self, region: str | None) -> dict[int, Attribution]:
        """Position -> what of the project's grant belongs to the region (None: Sweden, for every project)."""
        area = self._dataset.area(region or "SE")
        positions = range(len(self._projects)) if region is None else self._in_area(self._touching, region)
        return {i: attribute(self._grants[i], area) for i in positions}

    def _find_participants(self, region: str) -> frozenset[int]:
        return self._in_area(self._participating, region)

    def _in_area(self, places: dict[str, frozenset[int]], region: str) -> frozenset[int]:
        inside = (places[code] for code in self._dataset.area(region) if code in places)
        return frozenset().union(*inside)

    def _groups(self, f: ProjectFilter, key: Callable[[Project], str | None]) -> list[Group]:
        attributed = self._attributed(f.region)
        members: dict[str | None, list[int]] = {}
        for i in self._selected(f):
            members.setdefault(key(self._projects[i]), []).append(i)
        groups = []
        for name, inside in members.items():
            known = [attributed[i].money for i in inside if attributed[i].kind == "known"]
            eur, sek = sum(money.eur for money in known), sum(money.sek for money in known)
            groups.append(Group(name, len(inside), eur, sek))
        return sorted(groups, key=lambda group: (-group.projects, group.key is None, group.key or ""))


def _places(codes_of_projects: Iterable[Iterable[str]]) -> dict[str, frozenset[int]]:
    """NUTS code -> positions of the projects that name it."""
    places: dict[str, set[int]] = {}
    for i, codes in enumerate(codes_of_projects):
        for code in codes:
            places.setdefault(code, set()).add(i)
    return {code: frozenset(positions) for code, positions in places.items()}


def _ranks(projects: list[Project], key: Callable[[Project], Any]) -> list[int]:
    """Each project's place in an order, ties by project id."""
    ordered = sorted(range(len(projects)), key=lambda i: (key(projects[i]), projects[i].project_id))
    ranks = [0] * len(projects)
    for rank, i in enumerate(ordered):
        ranks[i] = rank
    return ranks


def _newest(project: Project) -> int:
    return -int((project.start_date or "0000").replace("-", "").ljust(8, "0"))


def _largest(project: Project) -> float:
    return -project.eu_eur if project.eu_eur is not None else 0.0


_SWEDISH_ALPHABET = str.maketrans({"å": "{", "ä": "|", "ö": "}", "é": "e", "ü": "y", "æ": "|", "ø": "}"})


def _alphabetical(project: Project) -> str:
    return project.title.casefold().translate(_SWEDISH_ALPHABET).lstrip("\"'”“«(")
