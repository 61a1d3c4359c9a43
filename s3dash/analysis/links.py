"""Links between a Swedish region and a neighbour across the sea, each with its evidence.

Four kinds of evidence, each put on a scale from 0 to 1; the strength is 100 times their plain mean.
The formula is S3 Map's own (an order for a list, not a measurement), the same seen from either side:

1. domains, of the same period: the sum of idf over the shared domains divided by that over all domains
   of either region, with idf(d) = ln((N + 1) / (n_d + 1)) + 1, so that a rare domain weighs more. N is the
   number of priority lists among counties and neighbours in the period, n_d those that have d; a national
   list that stands in for several neighbours is one list;
2. joint projects, of the same period: ln(1 + J) / ln(1 + J_max);
3. Interreg programmes in which both are eligible in 2021-2027, whatever the period: their number divided
   by the largest number. Only what a source states counts (see :class:`s3dash.analysis.eligibility.ProgrammeLink`);
4. partnerships: the sum over the common ones of ln(P / P_p), divided by the largest sum. P is the number of
   pairs, P_p that of the pairs with p in common, so that what all pairs share weighs nothing.

"Largest" is over all pairs of a Swedish unit of the same level and a neighbour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from s3dash.analysis.eligibility import Eligibility, ProgrammeLink, eligibility, in_common
from s3dash.analysis.priorities import Basis, basis_of, domains_of
from s3dash.data.dataset import Dataset
from s3dash.data.remembered import remembered
from s3dash.data.rows import rows_of
from s3dash.data.store import Level, ProjectFilter, ProjectStore


@dataclass(frozen=True)
class Link:
    """The relation of two regions: evidence, each kind's part (0..1) and the strength (0..100).

    `shared_domains` has the rarest first. `joint_projects` means "at least". `other_basis` says whose
    priorities stand for the other region (None: it states none).
    """

    region: str
    other: str
    shared_domains: tuple[str, ...]
    joint_projects: int
    programmes: tuple[ProgrammeLink, ...]
    partnerships: tuple[str, ...]
    domain_part: float
    project_part: float
    programme_part: float
    partnership_part: float
    strength: float
    other_basis: Basis | None


def links_of(ds: Dataset, store: ProjectStore, nuts_id: str, period: str, level: Level = "lan") -> list[Link]:
    """Return a region's links, strongest first, ties by code.

    Parameters
    ----------
    nuts_id
        A drawn unit. A Swedish one is linked to every neighbour, a neighbour to every Swedish unit of
        `level`.
    period
        The period of the priorities and of the joint projects.

    Raises
    ------
    KeyError
        If the unit is not drawn.
    """
    layer = ds.region(nuts_id).layer
    network = _network(ds, store, period, _level(layer, level))
    if layer == "neighbours":
        links = [network.link(nuts_id, other) for other in network.swedish]
    else:
        links = [network.link(nuts_id, other) for other in network.neighbours]
    # rounded, so that the last binary digit of a sum does not decide between equals
    return sorted(links, key=lambda link: (-round(link.strength, 6), link.other))


def link_between(ds: Dataset, store: ProjectStore, region: str, other: str, period: str) -> Link:
    """Return the link of a Swedish unit and a neighbour, seen from `region`.

    Raises
    ------
    KeyError
        If the two are not one drawn unit on each side of the sea.
    """
    layers = (ds.region(region).layer, ds.region(other).layer)
    swedish = next((layer for layer in layers if layer != "neighbours"), None)
    return _network(ds, store, period, _level(swedish, "lan")).link(region, other)


@dataclass(frozen=True)
class _Side:
    """One region's evidence, before it is compared with another's."""

    domains: frozenset[str]
    basis: Basis | None
    programmes: Eligibility
    partnerships: frozenset[str]


@dataclass(frozen=True, eq=False)
class _Network:
    """All pairs of one Swedish level and the neighbours in one period: scales, and each region's evidence."""

    swedish: tuple[str, ...]
    neighbours: tuple[str, ...]
    sides: Mapping[str, _Side]
    idf: Mapping[str, float]
    joint: Mapping[str, Mapping[str, int]]
    most_joint: int
    most_programmes: int
    rarity: Mapping[str, float]
    most_partnership: float

    def link(self, region: str, other: str) -> Link:
        """Compare two regions; KeyError unless they are a pair of this network."""
        here, there = self.sides[region], self.sides[other]
        joint = self.joint[region if region in self.joint else other]
        if (region in self.joint) == (other in self.joint):
            raise KeyError(f"{region} and {other} are not a pair across the sea")
        shared = sorted(here.domains & there.domains, key=lambda domain: (-self.idf[domain], domain))
        joint_projects = joint.get(other if region in self.joint else region, 0)
        programmes = in_common(here.programmes, there.programmes)
        partnerships = tuple(sorted(here.partnerships & there.partnerships))
        parts = (
            _share(self._weight(shared), self._weight(here.domains | there.domains)),
            _share(log(1 + joint_projects), log(1 + self.most_joint)),
            _share(_sure(programmes), self.most_programmes),
            _share(sum(self.rarity[p] for p in partnerships), self.most_partnership),
        )
        return Link(
            region=region,
            other=other,
            shared_domains=tuple(shared),
            joint_projects=joint_projects,
            programmes=programmes,
            partnerships=partnerships,
            domain_part=parts[0],
            project_part=parts[1],
            programme_part=parts[2],
            partnership_part=parts[3],
            strength=100 * sum(parts) / len(parts),
            other_basis=there.basis,
        )

    def _weight(self, domains: list[str] | frozenset[str]) -> float:
        return sum(self.idf[domain] for domain in sorted(domains))


@remembered
def _network(ds: Dataset, store: ProjectStore, period: str, level: Level) -> _Network:
    swedish, neighbours = ds.drawn(level), ds.drawn("neighbours")
    sides = _sides(ds, period)
    pairs = [(sides[s], sides[n]) for s in swedish for n in neighbours]
    joint = {code: store.joint_projects(code, ProjectFilter(period=period)) for code in swedish}
    common = Counter(p for here, there in pairs for p in here.partnerships & there.partnerships)
    rarity = {partnership: log(len(pairs) / n) for partnership, n in common.items()}
    return _Network(
        swedish=swedish,
        neighbours=neighbours,
        sides=sides,
        idf=domain_weights(ds, period),
        joint=joint,
        most_joint=max((n for counts in joint.values() for n in counts.values()), default=0),
        most_programmes=max((_sure(in_common(here.programmes, there.programmes)) for here, there in pairs), default=0),
        rarity=rarity,
        most_partnership=max(
            (sum(rarity[p] for p in sorted(here.partnerships & there.partnerships)) for here, there in pairs),
            default=0.0,
        ),
    )


@remembered
def _sides(ds: Dataset, period: str) -> dict[str, _Side]:
    """Each drawn unit's own evidence."""
    members: dict[str, set[str]] = {}
    for row in rows_of(ds.partnership_members):
        members.setdefault(row["nuts_id"], set()).add(row["partnership_id"])
    sides = {}
    for layer in ("lan", "nuts2", "neighbours"):
        for code in ds.drawn(layer):
            inside = {*ds.area(code), ds.region(code).country}
            sides[code] = _Side(
                domains=domains_of(ds, code, period),
                basis=basis_of(ds, code, period),
                programmes=eligibility(ds)[code],
                partnerships=frozenset[str]().union(*(members.get(place, ()) for place in inside)),
            )
    return sides


@remembered
def domain_weights(ds: Dataset, period: str) -> dict[str, float]:
    """Weight of each domain: ln((N + 1) / (n_d + 1)) + 1 over the period's priority lists."""
    lists: dict[str, frozenset[str]] = {}
    for code in (*ds.drawn("lan"), *ds.drawn("neighbours")):
        basis = basis_of(ds, code, period)
        if basis is not None:
            lists[ds.region(code).country if basis == "national" else code] = domains_of(ds, code, period)
    n = Counter(domain for domains in lists.values() for domain in domains)
    return {domain: log((len(lists) + 1) / (n[domain] + 1)) + 1 for domain in ds.domains["domain_id"]}


def _sure(programmes: tuple[ProgrammeLink, ...]) -> int:
    return sum(programme.is_sure for programme in programmes)


def _share(part: float, whole: float) -> float:
    """Part of a whole, 0..1; 0 where there is nothing to share."""
    return min(1.0, part / whole) if whole > 0 else 0.0


def _level(layer: str | None, default: Level) -> Level:
    return "nuts2" if layer == "nuts2" else "lan" if layer == "lan" else default
