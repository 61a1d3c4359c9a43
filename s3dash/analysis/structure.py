"""Regions alike in structure: how far apart two regions are in what is slow to change.

Inspired by the regional benchmarking of Navarro, Gibaja, Franco, Murciego, Gianelle, Hegyi and Kleibrink (2014),
Regional benchmarking in the smart specialisation process: Identification of reference regions based on structural
similarity (JRC89819); it is not their index: groups, indicators and weights are S3 Map's own.

Each trait lies between 0 and 1 (:mod:`s3dash.analysis.traits`). A group's weight is shared by its traits, and

    d(a, b) = sqrt( sum of w_i (a_i - b_i)^2 / sum of w_i )    over the traits i that both regions have,

so that a missing trait drops out and the weights of the others grow. d lies between 0 and 1; likeness is 1 - d. For
regions that have every trait, d is a metric (a weighted Euclidean distance). Coverage is the weight of the traits
that both have divided by the weight of all; pairs with less than :data:`ENOUGH` are not ranked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from s3dash.analysis.traits import Scaled, compared_units, kind_of, scaled_traits
from s3dash.data.dataset import Dataset

ENOUGH = 0.7
"""The least coverage at which a pair is ranked."""
FIRST = 5
"""How many regions the first ones are, when it is said how firm their places are."""

Weights = Mapping[str, float]
"""Weight of each group of traits, 0 or more; a group that is not there has 1."""


@dataclass(frozen=True)
class Distance:
    """How far apart two regions are.

    `value` is None where they have no weighted trait in common. `shares`: group -> its part of the squared distance;
    they sum to 1, or are all 0 where the distance is. `differences`: trait -> theirs minus ours on the scale from 0
    to 1, also of traits without weight; traits that one lacks are left out.
    """

    value: float | None
    coverage: float
    shares: Mapping[str, float]
    differences: Mapping[str, float]


@dataclass(frozen=True)
class StructuralPeer:
    """A ranked region: `places` are its best and its worst place when one group at a time is left out.

    None where it is not ranked in one of those cases.
    """

    nuts_id: str
    distance: float
    coverage: float
    shares: Mapping[str, float]
    differences: Mapping[str, float]
    places: tuple[int, int] | None

    @property
    def likeness(self) -> float:
        """1 for regions alike in every trait, 0 for opposites."""
        return 1 - self.distance


@dataclass(frozen=True)
class WithoutGroup:
    """What leaving a group out does to the first regions: those that stay among them, and those that come in."""

    group: str
    stay: tuple[str, ...]
    come: tuple[str, ...]


@dataclass(frozen=True)
class Ranking:
    """The regions compared with one, the most alike first, ties by code.

    `groups` are those for which any region of the kind has a figure. `coverage` is the region's own. `unranked` have
    too few figures in common with it. `without` has an entry for each group with weight; none where there is only
    one.
    """

    nuts_id: str
    groups: tuple[str, ...]
    coverage: float
    peers: tuple[StructuralPeer, ...]
    unranked: tuple[str, ...]
    without: tuple[WithoutGroup, ...]


def structural_peers(ds: Dataset, nuts_id: str, weights: Weights | None = None, abroad: bool = False) -> Ranking:
    """Rank the regions of a region's own kind by how alike they are in structure.

    Parameters
    ----------
    nuts_id
        A drawn unit: a county among the counties, else among the NUTS2 areas and the neighbours.
    weights
        Group -> weight; without it all weigh the same.
    abroad
        Only regions of other countries.

    Raises
    ------
    KeyError
        If the unit is not drawn.
    """
    kind = kind_of(ds, nuts_id)
    country = ds.region(nuts_id).country
    others = [
        code
        for code in compared_units(ds, kind)
        if code != nuts_id and not (abroad and ds.region(code).country == country)
    ]
    return ranking(scaled_traits(ds, kind), nuts_id, others, weights or {})


def ranking(table: Scaled, nuts_id: str, others: Sequence[str], weights: Weights) -> Ranking:
    """Rank some regions by their distance to one, and say what becomes of the order without each of the groups."""
    groups = tuple(dict.fromkeys(table.groups.values()))
    distances, unranked = _ranked(table, nuts_id, others, weights)
    order = list(distances)
    weighted = [group for group in groups if weights.get(group, 1) > 0]
    orders: dict[str, list[str]] = {}
    if order and len(weighted) > 1:
        orders = {group: list(_ranked(table, nuts_id, others, {**weights, group: 0})[0]) for group in weighted}
    peers = tuple(
        StructuralPeer(
            code,
            float(found.value or 0.0),
            found.coverage,
            found.shares,
            found.differences,
            _places(code, list(orders.values())),
        )
        for code, found in distances.items()
    )
    without = tuple(
        WithoutGroup(
            group,
            tuple(code for code in order[:FIRST] if code in ranked[:FIRST]),
            tuple(code for code in ranked[:FIRST] if code not in order[:FIRST]),
        )
        for group, ranked in orders.items()
    )
    return Ranking(nuts_id, groups, distance(table, nuts_id, nuts_id, weights).coverage, peers, unranked, without)


def _places(code: str, orders: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """A region's best and worst place in some orders; None where one of them does not have it, or there are none."""
    if not orders or not all(code in order for order in orders):
        return None
    places = [order.index(code) + 1 for order in orders]
    return min(places), max(places)


def _ranked(
    table: Scaled, nuts_id: str, others: Sequence[str], weights: Weights
) -> tuple[dict[str, Distance], tuple[str, ...]]:
    """The regions with enough in common, nearest first, and those without."""
    every = {code: distance(table, nuts_id, code, weights) for code in others}
    ranked = {code: found for code, found in every.items() if found.value is not None and _enough(found)}
    # rounded, so that the last binary digit of a sum does not decide between equals
    order = sorted(ranked, key=lambda code: (round(ranked[code].value or 0.0, 9), code))
    return {code: ranked[code] for code in order}, tuple(code for code in others if code not in ranked)


def _enough(found: Distance) -> bool:
    """Whether a pair has enough in common; rounded, so that seven tenths are seven tenths."""
    return round(found.coverage, 9) >= ENOUGH


def distance(table: Scaled, here: str, there: str, weights: Weights) -> Distance:
    """Measure how far apart two regions are; of a region and itself the coverage is the region's own."""
    traits_in = {group: sum(g == group for g in table.groups.values()) for group in table.groups.values()}
    weight = {trait: weights.get(group, 1) / traits_in[group] for trait, group in table.groups.items()}
    differences = {
        trait: values[there] - values[here]
        for trait, values in table.values.items()
        if here in values and there in values
    }
    common = sum(weight[trait] for trait in differences)
    everything = sum(weight.values())
    squares = {trait: weight[trait] * difference**2 for trait, difference in differences.items()}
    total = sum(squares.values())
    shares = dict.fromkeys(table.groups.values(), 0.0)
    for trait, square in squares.items():
        shares[table.groups[trait]] += square / total if total else 0.0
    return Distance(
        value=sqrt(total / common) if common else None,
        coverage=common / everything if everything else 0.0,
        shares=shares,
        differences=differences,
    )
