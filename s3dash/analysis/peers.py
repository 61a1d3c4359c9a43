"""Regions with similar priorities.

The similarity of two regions is that of their priority profiles alone: the sum of idf over the domains that both
have among their priorities in a period, divided by the sum over the domains that either has (a weighted Jaccard
index, 0..1), so that a rare domain in common weighs more. The idf is that of :mod:`s3dash.analysis.links`. It says
nothing of what kind of economy the regions have.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from s3dash.analysis.links import domain_weights
from s3dash.analysis.priorities import Basis, basis_of, domains_of
from s3dash.data.dataset import Dataset
from s3dash.data.store import Level


@dataclass(frozen=True)
class Peer:
    """A region compared with another: similarity 0..1, the shared domains (rarest first), whose priorities it has."""

    nuts_id: str
    similarity: float
    shared_domains: tuple[str, ...]
    basis: Basis


def peers_of(ds: Dataset, nuts_id: str, period: str, level: Level = "lan") -> list[Peer]:
    """Return the regions that share domains with a region, most similar first, ties by code.

    Parameters
    ----------
    nuts_id
        A drawn unit. It is compared with every neighbour and with the Swedish units of its own level, a neighbour
        with those of `level`. Units without priorities are left out; a neighbour may have its country's (basis
        `national`).
    period
        The period of the priorities.

    Raises
    ------
    KeyError
        If the unit is not drawn.
    """
    layer = ds.region(nuts_id).layer
    if layer is None:
        raise KeyError(f"{nuts_id} is not drawn")
    own = domains_of(ds, nuts_id, period)
    idf = domain_weights(ds, period)
    found = []
    for other in (*ds.drawn(level if layer == "neighbours" else layer), *ds.drawn("neighbours")):
        basis, theirs = basis_of(ds, other, period), domains_of(ds, other, period)
        if other != nuts_id and basis is not None and own & theirs:
            shared = sorted(own & theirs, key=lambda domain: (-idf[domain], domain))
            found.append(Peer(other, similarity(own, theirs, idf), tuple(shared), basis))
    # rounded, so that the last binary digit of a sum does not decide between equals
    return sorted(found, key=lambda peer: (-round(peer.similarity, 6), peer.nuts_id))


def similarity(here: AbstractSet[str], there: AbstractSet[str], weights: Mapping[str, float]) -> float:
    """Return the weighted Jaccard index of two sets, 0..1; 0 where both are empty.

    Examples
    --------
    >>> similarity({"energy", "food"}, {"food", "blue"}, {"energy": 1.0, "food": 2.0, "blue": 1.0})
    0.5
    """
    every = sum(weights[item] for item in sorted(here | there))
    return sum(weights[item] for item in sorted(here & there)) / every if every else 0.0
