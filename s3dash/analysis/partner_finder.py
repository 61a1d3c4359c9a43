"""Whom a region could work with: regions round the Baltic Sea and in Sweden, each ranked with its reasons.

The match of a region A with a possible partner B is 100 times the plain mean of four parts, each 0 to 1. The formula is
S3 Map's own: it orders a list, it measures nothing. D are the domains that are sought, the chosen one or else all among
A's priorities of the period; w(d) is the weight of :func:`s3dash.analysis.links.domain_weights` (rare domains weigh
more; with one domain it does not matter). "Largest" is over all possible partners on the same side of the sea.

1. same domain: the sum over D of w(d) r(d) / the sum over D of w(d), where r(d) is 1 if d is the first domain of one of
   B's priorities, 1/2 if only a further one, and else 0;
2. strength (B has something in what A prioritises): the same mean of s(d), itself the mean of ln(1 + n) / ln(1 +
   largest n) for B's projects in d in the period and for its research and innovation environments in d. Where the data
   has no environment of B's whole country, the projects alone;
3. joint projects of the period, in the chosen domain or in any: ln(1 + J) / ln(1 + J_max), where J_max is the largest
   number in any domain, so that one project in a rare domain is not worth what twenty are;
4. programmes of 2021-2027 whose area has both: their number / the largest. What all possible partners share does not
   tell them apart and is left out; so is what the area's source says only of a part of the country.

The two sides are ranked apart, since not the same is known of them: Swedish regions have environments and all kinds of
projects in the data, neighbours hardly anything but projects with Swedish partners. What is not known counts nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import log
from typing import Literal

from s3dash.analysis.eligibility import ProgrammeLink
from s3dash.analysis.links import domain_weights, links_of
from s3dash.analysis.partner_evidence import Strength, strength_of, swedish_programmes
from s3dash.analysis.priorities import Basis, Role, basis_of, domains_of
from s3dash.data.dataset import Dataset
from s3dash.data.remembered import remembered
from s3dash.data.store import Level, ProjectFilter, ProjectStore

SideName = Literal["sea", "sweden"]
_ROLE_PARTS: dict[Role | None, float] = {"primary": 1.0, "secondary": 0.5, None: 0.0}


@dataclass(frozen=True)
class Evidence:
    """What is known of a possible partner, before it is compared with the others.

    `basis` says whose priorities stand for it, None: the data has no list. `strengths` are those in the sought domains.
    `joint_projects` are those in the chosen domain or in any, `joint_in_all` those in any. `partnerships`, across the
    sea alone, are told and not counted.
    """

    nuts_id: str
    basis: Basis | None
    strengths: tuple[Strength, ...]
    joint_projects: int
    joint_in_all: int
    programmes: tuple[ProgrammeLink, ...]
    partnerships: tuple[str, ...]


@dataclass(frozen=True)
class Partner(Evidence):
    """A possible partner: its reasons, the four parts (0 to 1), the match (0 to 100) and its rank; equals share one.

    `strengths` have most projects and environments first, the rarer domain among equals; `programmes` lack those that
    all possible partners share.
    """

    rank: int
    priority_part: float
    strength_part: float
    joint_part: float
    programme_part: float

    @property
    def match(self) -> float:
        """100 times the mean of the four parts."""
        return 25 * (self.priority_part + self.strength_part + self.joint_part + self.programme_part)

    @property
    def has_reason(self) -> bool:
        """Whether anything but a programme that could pay speaks for it."""
        return self.priority_part > 0 or self.strength_part > 0 or self.joint_projects > 0


@dataclass(frozen=True)
class Side:
    """The possible partners on one side: `sea` are the neighbours, `sweden` the Swedish regions.

    `partners` are those with a reason, best match first, ties by code. `shared_programmes` all possible partners have
    in common with the region. `any_joint` says whether the data has any joint project, in whatever domain.
    """

    name: SideName
    partners: tuple[Partner, ...]
    without_reason: tuple[str, ...]
    shared_programmes: tuple[str, ...]
    any_joint: bool


@dataclass(frozen=True)
class Partners:
    """The answer: what is sought, what the region has of it itself, and the sides; a neighbour has the Swedish one."""

    region: str
    period: str
    basis: Basis | None
    sought: tuple[str, ...]
    own: tuple[Strength, ...]
    sides: tuple[Side, ...]


def partners_of(
    ds: Dataset, store: ProjectStore, nuts_id: str, period: str, domain: str | None = None, level: Level = "lan"
) -> Partners:
    """Rank the regions that a region could work with.

    Parameters
    ----------
    nuts_id
        A drawn unit. A Swedish one is matched with every neighbour and with the Swedish units of its own level, a
        neighbour with the Swedish units of `level`.
    period
        The period of priorities and projects.
    domain
        What is sought, whether the region prioritises it or not; None: everything that it prioritises.

    Raises
    ------
    KeyError
        If the unit is not drawn, or there is no such domain.
    """
    layer = ds.region(nuts_id).layer
    if layer is None:
        raise KeyError(f"{nuts_id} is not drawn")
    weights = domain_weights(ds, period)
    sought = own_domains(ds, nuts_id, period) if domain is None else (ds.domain(domain).domain_id,)
    joint = _joint(ds, store, nuts_id, period)

    def evidence(other: str, programmes: Iterable[ProgrammeLink], partnerships: tuple[str, ...] = ()) -> Evidence:
        by_domain = joint.get(other, {})
        in_all = sum(by_domain.values())
        return Evidence(
            nuts_id=other,
            basis=basis_of(ds, other, period),
            strengths=tuple(strength_of(ds, store, other, one, period) for one in sought),
            joint_projects=in_all if domain is None else by_domain.get(domain, 0),
            joint_in_all=in_all,
            programmes=tuple(programmes),
            partnerships=partnerships,
        )

    links = links_of(ds, store, nuts_id, period, level)
    across: SideName = "sweden" if layer == "neighbours" else "sea"
    sides = [_side(across, [evidence(link.other, link.programmes, link.partnerships) for link in links], weights)]
    if layer != "neighbours":
        others = (code for code in ds.drawn(layer) if code != nuts_id)
        found = [evidence(other, swedish_programmes(ds, nuts_id, other)) for other in others]
        sides.append(_side("sweden", found, weights))
    own = tuple(strength_of(ds, store, nuts_id, one, period) for one in sought)
    return Partners(nuts_id, period, basis_of(ds, nuts_id, period), sought, own, tuple(sides))


def own_domains(ds: Dataset, nuts_id: str, period: str) -> tuple[str, ...]:
    """Return the domains among a region's priorities, the rarest first."""
    weights = domain_weights(ds, period)
    return tuple(sorted(domains_of(ds, nuts_id, period), key=lambda one: (-weights[one], ds.domain(one).position)))


def log_share(n: int, most: int) -> float:
    """Return ln(1 + n) / ln(1 + most), 0 to 1; 0 where there is none.

    Examples
    --------
    >>> log_share(1, 3)
    0.5
    """
    return log(1 + n) / log(1 + most) if most else 0.0


def _side(name: SideName, found: list[Evidence], weights: Mapping[str, float]) -> Side:
    """Rank the possible partners of one side by what is known of them."""
    have = Counter(p.programme_id for evidence in found for p in evidence.programmes if p.is_sure)
    shared = frozenset(programme for programme, n in have.items() if n == len(found))
    scale = _Scale.of(found, weights, shared)
    partners = [scale.partner(evidence) for evidence in found]
    return Side(
        name,
        _ranked([partner for partner in partners if partner.has_reason]),
        tuple(sorted(partner.nuts_id for partner in partners if not partner.has_reason)),
        tuple(sorted(shared)),
        any_joint=scale.joint > 0,
    )


@dataclass(frozen=True)
class _Scale:
    """The largest numbers of one side, against which each possible partner is held."""

    weights: Mapping[str, float]
    shared: frozenset[str]
    projects: Mapping[str, int]
    environments: Mapping[str, int]
    joint: int
    programmes: int

    @classmethod
    def of(cls, found: list[Evidence], weights: Mapping[str, float], shared: frozenset[str]) -> _Scale:
        projects: Counter[str] = Counter()
        environments: Counter[str] = Counter()
        for strength in (strength for evidence in found for strength in evidence.strengths):
            projects[strength.domain] = max(projects[strength.domain], strength.projects)
            n = len(strength.environments or ())
            environments[strength.domain] = max(environments[strength.domain], n)
        return cls(
            weights,
            shared,
            projects,
            environments,
            joint=max((evidence.joint_in_all for evidence in found), default=0),
            programmes=max((_telling(evidence, shared) for evidence in found), default=0),
        )

    def partner(self, evidence: Evidence) -> Partner:
        parts = {strength.domain: self._strength(strength) for strength in evidence.strengths}
        telling = _telling(evidence, self.shared)
        return Partner(
            nuts_id=evidence.nuts_id,
            rank=0,
            basis=evidence.basis,
            strengths=tuple(sorted(evidence.strengths, key=lambda s: -s.projects - len(s.environments or ()))),
            joint_projects=evidence.joint_projects,
            joint_in_all=evidence.joint_in_all,
            programmes=tuple(p for p in evidence.programmes if p.programme_id not in self.shared),
            partnerships=evidence.partnerships,
            priority_part=self._mean({s.domain: _ROLE_PARTS[s.role] for s in evidence.strengths}),
            strength_part=self._mean(parts),
            joint_part=log_share(evidence.joint_projects, self.joint),
            programme_part=telling / self.programmes if self.programmes else 0.0,
        )

    def _strength(self, strength: Strength) -> float:
        projects = log_share(strength.projects, self.projects[strength.domain])
        if strength.environments is None:
            return projects
        return (projects + log_share(len(strength.environments), self.environments[strength.domain])) / 2

    def _mean(self, parts: Mapping[str, float]) -> float:
        """The mean over domains, each with its weight; 0 where nothing is sought."""
        every = sum(self.weights[domain] for domain in sorted(parts))
        return sum(self.weights[domain] * parts[domain] for domain in sorted(parts)) / every if every else 0.0


def _ranked(partners: list[Partner]) -> tuple[Partner, ...]:
    """Best match first, ties by code; equals get the same rank, and the next one stands as far down as it would."""
    # rounded, so that the last binary digit of a sum does not decide between equals
    ordered = sorted(partners, key=lambda partner: (-round(partner.match, 6), partner.nuts_id))
    ranks: dict[float, int] = {}
    for place, partner in enumerate(ordered, start=1):
        ranks.setdefault(round(partner.match, 6), place)
    return tuple(replace(partner, rank=ranks[round(partner.match, 6)]) for partner in ordered)


def _telling(evidence: Evidence, shared: frozenset[str]) -> int:
    """How many sure programmes the region has in common with this one, but not with all."""
    return sum(p.is_sure and p.programme_id not in shared for p in evidence.programmes)


@remembered
def _joint(ds: Dataset, store: ProjectStore, nuts_id: str, period: str) -> dict[str, dict[str | None, int]]:
    return store.joint_by_domain(nuts_id, ProjectFilter(period=period))
