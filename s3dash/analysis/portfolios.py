"""Regions with similar projects: how much their portfolios overlap by domain.

The likeness of two regions is the sum over the domains of the smaller of their two shares of projects, 0..1: the
index of Finger and Kreinin (1979), A measure of "export similarity" and its possible uses, The Economic Journal 89,
905-912, here of projects. 1 minus it is a metric. Shares are of the number of projects, since grants are mostly known
for whole projects only and are never split. Projects without a domain are left out of the shares and counted apart. A
region with fewer than :data:`FEWEST` projects with a domain has no portfolio to speak of and is not ranked. A project
that touches both regions counts for both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from s3dash.data.dataset import Dataset
from s3dash.data.store import Level, ProjectFilter, ProjectStore

FEWEST = 10
"""The least number of projects with a domain for which shares are compared."""


@dataclass(frozen=True)
class Portfolio:
    """The projects that touch a region in a period; `domains` counts those with a domain by it.

    For a neighbour `projects` means "at least".
    """

    nuts_id: str
    projects: int
    domains: Mapping[str, int]

    @property
    def classified(self) -> int:
        """How many projects have a domain."""
        return sum(self.domains.values())

    @property
    def enough(self) -> bool:
        """Whether there are projects enough to compare their shares."""
        return self.classified >= FEWEST

    def share(self, domain: str) -> float:
        """A domain's share of the projects that have one, 0..1."""
        return self.domains.get(domain, 0) / self.classified if self.classified else 0.0


@dataclass(frozen=True)
class PortfolioPeer:
    """A region with a similar portfolio; `common` has the domains of both, the largest common share first."""

    nuts_id: str
    likeness: float
    portfolio: Portfolio
    common: tuple[str, ...]


@dataclass(frozen=True)
class PortfolioRanking:
    """A region's portfolio, the regions with the most similar ones first (ties by code), those with too few projects.

    There are no peers where the region itself has too few.
    """

    own: Portfolio
    peers: tuple[PortfolioPeer, ...]
    too_few: tuple[str, ...]


def portfolio(store: ProjectStore, nuts_id: str, period: str) -> Portfolio:
    """Return a region's projects of a period by domain."""
    groups = store.by_domain(ProjectFilter(region=nuts_id, period=period))
    domains = {group.key: group.projects for group in groups if group.key is not None}
    return Portfolio(nuts_id, sum(group.projects for group in groups), domains)


def portfolio_peers(
    ds: Dataset, store: ProjectStore, nuts_id: str, period: str, level: Level = "lan", abroad: bool = False
) -> PortfolioRanking:
    """Rank regions by how similar their projects are by domain.

    Parameters
    ----------
    nuts_id
        A drawn unit. It is compared with every neighbour and with the Swedish units of its own level, a neighbour with
        those of `level`.
    period
        The period of the projects.
    abroad
        Only regions of other countries.

    Raises
    ------
    KeyError
        If the unit is not drawn.
    """
    region = ds.region(nuts_id)
    if region.layer is None:
        raise KeyError(f"{nuts_id} is not drawn")
    own = portfolio(store, nuts_id, period)
    peers, too_few = [], []
    for code in (*ds.drawn(level if region.layer == "neighbours" else region.layer), *ds.drawn("neighbours")):
        if code == nuts_id or (abroad and ds.region(code).country == region.country):
            continue
        theirs = portfolio(store, code, period)
        if not theirs.enough:
            too_few.append(code)
        elif own.enough:
            peers.append(PortfolioPeer(code, overlap(own, theirs), theirs, _common(own, theirs)))
    # rounded, so that the last binary digit of a sum does not decide between equals
    peers.sort(key=lambda peer: (-round(peer.likeness, 6), peer.nuts_id))
    return PortfolioRanking(own, tuple(peers), tuple(too_few))


def overlap(here: Portfolio, there: Portfolio) -> float:
    """Return the index of two portfolios, 0..1; 0 where one of them is empty.

    Examples
    --------
    >>> overlap(Portfolio("A", 4, {"energy": 2, "food": 2}), Portfolio("B", 4, {"energy": 1, "health": 3}))
    0.25
    """
    return sum(min(here.share(domain), there.share(domain)) for domain in sorted(here.domains.keys() & there.domains))


def _common(here: Portfolio, there: Portfolio) -> tuple[str, ...]:
    """The domains of both, the largest common share first."""
    both = here.domains.keys() & there.domains.keys()
    return tuple(sorted(both, key=lambda domain: (-min(here.share(domain), there.share(domain)), domain)))
