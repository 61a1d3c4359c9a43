"""The order of a list: by place, north to south, or so that likes stand next to each other.

Seriation looks for the order in which the sum of the distances from each item to the next is smallest: the shortest
path through all of them (Hahsler, Hornik and Buchta 2008, "Getting things in order", Journal of Statistical Software
25(3)). Two paths, the order given and the shortest of those that always go on to the nearest item left, are improved
by turning a piece of them round or by moving one item, until nothing gets better; the shorter one is taken. What comes
out is good, not proven to be the best.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from s3dash.analysis.links import domain_weights
from s3dash.analysis.peers import similarity
from s3dash.analysis.priorities import domains_of
from s3dash.data.dataset import Dataset
from s3dash.data.remembered import remembered

_Item = TypeVar("_Item")
_ROUNDING = 1e-9
"""Lengths that differ by less are equal."""


@dataclass(frozen=True)
class Group:
    """Regions that stand together in a list: those of a NUTS2 area or of a country, whose code is `key`."""

    key: str
    codes: tuple[str, ...]


def by_geography(ds: Dataset, codes: Iterable[str], down: Mapping[str, float]) -> tuple[Group, ...]:
    """Put regions from north to south: the groups by the mean of their regions, the regions within each.

    Parameters
    ----------
    codes
        Counties are grouped by their NUTS2 area, all others by their country.
    down
        Region -> how far down the map it lies, in any unit.
    """
    groups: dict[str, list[str]] = {}
    for code in codes:
        region = ds.region(code)
        key = region.parent if region.layer == "lan" and region.parent else region.country
        groups.setdefault(key, []).append(code)

    def middle(group: Group) -> tuple[float, str]:
        return sum(down[code] for code in group.codes) / len(group.codes), group.key

    found = [Group(key, tuple(sorted(some, key=lambda code: (down[code], code)))) for key, some in groups.items()]
    return tuple(sorted(found, key=middle))


@remembered
def by_similarity(ds: Dataset, codes: tuple[str, ...], period: str) -> tuple[str, ...]:
    """Put regions in an order in which those next to each other have similar priorities.

    The distance of two regions is 1 minus the similarity of their domains in the period
    (:func:`s3dash.analysis.peers.similarity`, rare domains weighing more). Of the two ends the one that stands
    earlier in `codes` comes first; regions without any list come last, as they stand in `codes`.
    """
    weights = domain_weights(ds, period)
    domains = {code: domains_of(ds, code, period) for code in codes}
    listed = [code for code in codes if domains[code]]
    ordered = seriate(listed, lambda here, there: 1 - similarity(domains[here], domains[there], weights))
    return (*ordered, *(code for code in codes if not domains[code]))


def seriate(items: Sequence[_Item], distance: Callable[[_Item, _Item], float]) -> tuple[_Item, ...]:
    """Return items in an order in which each is near the next.

    Parameters
    ----------
    items
        Each once. The result depends on their order only where paths are equally long, and in which of the two ends
        comes first: the one that stands earlier here.
    distance
        Symmetric, 0 or more.

    Examples
    --------
    >>> seriate([3, 10, 1, 7], lambda a, b: abs(a - b))
    (10, 7, 3, 1)
    """
    n = len(items)
    far = [[distance(here, there) for there in items] for here in items]
    nearest = min((_nearest_next(far, start) for start in range(n)), key=lambda path: _length(far, path), default=[])
    improved = [_improved(far, path) for path in (nearest, list(range(n)))]
    path = min(improved, key=lambda path: _length(far, path))
    if n > 1 and path[-1] < path[0]:
        path.reverse()
    return tuple(items[number] for number in path)


def _length(far: list[list[float]], path: Sequence[int]) -> float:
    """The length of a path, rounded so that the last binary digit does not decide between equals."""
    return round(sum(far[here][there] for here, there in pairwise(path)), 9)


def _nearest_next(far: list[list[float]], start: int) -> list[int]:
    path, left = [start], [number for number in range(len(far)) if number != start]
    while left:
        path.append(min(left, key=lambda number: (round(far[path[-1]][number], 9), number)))
        left.remove(path[-1])
    return path


def _improved(far: list[list[float]], path: list[int]) -> list[int]:
    while (better := _shorter(far, path)) is not None:
        path = better
    return path


def _shorter(far: list[list[float]], path: list[int]) -> list[int] | None:
    """A path that is shorter by one change, or None where none is: a piece turned round, or one item moved."""
    n = len(path)

    def step(i: int, j: int) -> float:
        """From one place of the path to another; nothing beyond its ends."""
        return far[path[i]][path[j]] if 0 <= i < n and 0 <= j < n else 0.0

    for i in range(n):
        for j in range(i + 1, n):
            if step(i - 1, j) + step(i, j + 1) < step(i - 1, i) + step(j, j + 1) - _ROUNDING:
                return [*path[:i], *reversed(path[i : j + 1]), *path[j + 1 :]]
    for i in range(n):
        rest = [*path[:i], *path[i + 1 :]]
        gain = step(i - 1, i) + step(i, i + 1) - (step(i - 1, i + 1) if 0 < i < n - 1 else 0.0)
        for at in range(n):
            before = far[rest[at - 1]][path[i]] if at else 0.0
            after = far[path[i]][rest[at]] if at < n - 1 else 0.0
            between = far[rest[at - 1]][rest[at]] if 0 < at < n - 1 else 0.0
            if before + after - between < gain - _ROUNDING:
                return [*rest[:at], path[i], *rest[at:]]
    return None
