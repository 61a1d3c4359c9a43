"""Alignment: how much of a region's EU money goes to what the region itself prioritises.

Only money that is known for the region counts (:func:`s3dash.data.money.attribute`), and only projects whose domain is
known can be inside or outside its priorities: the *share* is known money inside / known money with a domain. What has
no domain stands apart, and with it the bounds between which the share of all known money must lie. Shares are
worked out in euro, whatever currency amounts are shown in.

A share says little where few projects stand behind it, and a region that names many domains gets a high one by itself.
So a share is only judged from :data:`FEW` projects on, and beside it stands what the same domains get in all of Sweden.
The measures are S3 Map's own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from s3dash.analysis.priorities import Priority, Role, roles_of, with_counties
from s3dash.data.dataset import Dataset
from s3dash.data.store import Funding, Level, ProjectFilter, ProjectStore

FEW = 10
"""With fewer projects behind a share, one of average size alone moves it by more than ten points."""
ALIKE = 0.05
"""Two shares that are less than this apart are called equal."""

Place = Role | Literal["outside"]
"""A domain's role among a region's priorities, or that it is outside all of them."""
Verdict = Literal["judged", "few", "no_projects", "unknown", "unclassified", "zero", "no_list", "not_published"]
_ORDER: tuple[Verdict, ...] = (
    "judged", "few", "zero", "unclassified", "unknown", "no_projects", "no_list", "not_published",
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """Projects and the EU contribution known of them.

    `unknown_projects` have a grant of which no amount is known for the region: shared with others, or not published.
    What is in neither number gets no grant there.
    """

    projects: int = 0
    known_projects: int = 0
    unknown_projects: int = 0
    eur: float = 0.0
    sek: float = 0.0

    @classmethod
    def of(cls, funding: Funding) -> Part:
        """Read the part off what the store says of some projects."""
        unknown = funding.shared_projects + funding.unpublished_projects
        return cls(funding.projects, funding.known_projects, unknown, funding.known_eur, funding.known_sek)

    def __add__(self, other: Part) -> Part:
        """Add up the projects and amounts of two groups of projects that have none in common."""
        return self._with(other, 1)

    def __sub__(self, other: Part) -> Part:
        """Take away projects that are among these."""
        return self._with(other, -1)

    @property
    def is_known(self) -> bool:
        """Whether there is an amount, zero included: none of the grants is known where that is not so."""
        return bool(self.known_projects) or not self.unknown_projects

    def _with(self, other: Part, sign: int) -> Part:
        return Part(
            self.projects + sign * other.projects,
            self.known_projects + sign * other.known_projects,
            self.unknown_projects + sign * other.unknown_projects,
            self.eur + sign * other.eur,
            self.sek + sign * other.sek,
        )


NOTHING = Part()


@dataclass(frozen=True)
class DomainPart:
    """What one domain has in a region, and whether a priority has it first, only further on, or not at all."""

    domain: str
    role: Place
    part: Part


@dataclass(frozen=True)
class Alignment:
    """A region's money against its priorities, under a filter of projects.

    `domains`: those with a priority or a project, in the taxonomy's order. `without_project`: the priorities that have
    no project in any of their domains (one whose domain is not known may belong to them). `benchmark`: the share that
    the domains of the priorities have of Sweden's known money with a domain; None without priorities or such money.
    """

    nuts_id: str
    domains: tuple[DomainPart, ...]
    unclassified: Part
    funding: Funding
    priorities: tuple[Priority, ...]
    without_project: tuple[Priority, ...]
    benchmark: float | None
    is_neighbour: bool

    @property
    def inside(self) -> Part:
        """What is in the domains of the region's priorities."""
        return sum((row.part for row in self.domains if row.role != "outside"), NOTHING)

    @property
    def outside(self) -> Part:
        """What is in domains that none of the region's priorities has."""
        return sum((row.part for row in self.domains if row.role == "outside"), NOTHING)

    @property
    def classified(self) -> Part:
        """What has a domain."""
        return self.inside + self.outside

    @property
    def verdict(self) -> Verdict:
        """Whether the share can be judged, and if not, why.

        `few`: there is a share, of fewer than :data:`FEW` projects. All others have none. `not_published`: the region
        is a neighbour, for which no sums exist; `no_list`: no priorities are known; `no_projects`; `unknown`: no amount
        is known; `unclassified`: amounts are known, but of no project with a domain; `zero`: they add up to nothing.
        """
        if self.is_neighbour:
            return "not_published"
        if not self.priorities:
            return "no_list"
        if not self.funding.projects:
            return "no_projects"
        if not self.funding.known_projects:
            return "unknown"
        if not self.classified.known_projects:
            return "unclassified"
        if not self.classified.eur:
            return "zero"
        return "judged" if self.classified.known_projects >= FEW else "few"

    @property
    def share(self) -> float | None:
        """Known money in the region's own priority domains / known money with a domain; 0 to 1, None: no such share."""
        return self.inside.eur / self.classified.eur if self.verdict in ("judged", "few") else None

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The least and the most that the share of *all* known money can be, whatever the unclassified is about."""
        if self.share is None:
            return None
        whole = self.classified.eur + self.unclassified.eur
        return self.inside.eur / whole, (self.inside.eur + self.unclassified.eur) / whole

    @property
    def against_benchmark(self) -> int:
        """1 where the share is above what the same domains get in Sweden, -1 below, 0 about equal or not comparable."""
        if self.share is None or self.benchmark is None or abs(self.share - self.benchmark) < ALIKE:
            return 0
        return 1 if self.share > self.benchmark else -1


def alignment_of(ds: Dataset, store: ProjectStore, nuts_id: str, f: ProjectFilter) -> Alignment:
    """Hold a region's known EU money against its priorities of the same period.

    Parameters
    ----------
    nuts_id
        A county, or a NUTS2 area, whose counties' priorities count as its own. A neighbour has no sums.
    f
        Period (needed), fund and programme; region and domain are ignored.

    Raises
    ------
    KeyError
        If the region is not drawn on the map.
    ValueError
        If the filter names no period.
    """
    period = period_of(f)
    country = replace(f, region=None, domain=None)
    priorities = with_counties(ds, nuts_id, period)
    roles = roles_of(ds, nuts_id, period)
    funding, parts, unclassified = by_domain(store, replace(country, region=nuts_id))
    shown = sorted(roles.keys() | parts.keys(), key=lambda domain: ds.domain(domain).position)
    return Alignment(
        nuts_id=nuts_id,
        domains=tuple(DomainPart(domain, roles.get(domain, "outside"), parts.get(domain, NOTHING)) for domain in shown),
        unclassified=unclassified,
        funding=funding,
        priorities=priorities,
        without_project=tuple(p for p in priorities if parts.keys().isdisjoint(p.domains)),
        benchmark=_benchmark(store, country, frozenset(roles)),
        is_neighbour=ds.region(nuts_id).country != "SE",
    )


def alignments(ds: Dataset, store: ProjectStore, level: Level, f: ProjectFilter) -> list[Alignment]:
    """Return :func:`alignment_of` every Swedish unit of a level: highest share first, those without one last."""
    found = [alignment_of(ds, store, code, f) for code in ds.drawn(level)]
    return sorted(found, key=lambda row: (_ORDER.index(row.verdict), -(row.share or 0.0), row.nuts_id))


def period_of(f: ProjectFilter) -> str:
    """The filter's period; ValueError where it names none."""
    if f.period is None:
        raise ValueError("priorities are those of a period")
    return f.period


def by_domain(store: ProjectStore, f: ProjectFilter) -> tuple[Funding, dict[str, Part], Part]:
    """What the store knows of some projects: all of them, by domain, and those without a domain."""
    funding = store.funding(f)
    keys = [group.key for group in store.by_domain(f) if group.key is not None]
    parts = {domain: Part.of(store.funding(replace(f, domain=domain))) for domain in keys}
    rest = Part.of(funding) - sum(parts.values(), NOTHING)
    # Differences of sums in cents; what is left of nothing is nothing.
    return funding, parts, replace(rest, eur=round(rest.eur, 2), sek=round(rest.sek, 2))


def _benchmark(store: ProjectStore, country: ProjectFilter, domains: frozenset[str]) -> float | None:
    """The share of some domains in Sweden's known money with a domain."""
    if not domains:
        return None
    groups = [group for group in store.by_domain(country) if group.key is not None]
    whole = sum(group.known_eur for group in groups)
    return sum(group.known_eur for group in groups if group.key in domains) / whole if whole else None
