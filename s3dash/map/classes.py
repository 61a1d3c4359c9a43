"""The map's colour classes: at most five, by a rule that the legend states."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import jenkspy
import numpy as np

Rule = Literal["quantiles", "natural_breaks", "categories"]
MOST = 5
"""The number of colours."""
SMALL_COUNT = 50
"""Counts up to this are classed by natural breaks: few, lumpy numbers that quantiles would cut at random."""


@dataclass(frozen=True)
class Classes:
    """The classes of a set of values, 1 the lowest.

    `limits` holds (low, high) per class: a value v lies in it if low <= v < high; in the last class high is
    the greatest value and belongs to it. `low` is always a value that occurs. Under the rule `categories`
    each value is a class of its own, low == high. `of` says each unit's class.
    """

    limits: tuple[tuple[float, float], ...]
    of: dict[str, int]
    rule: Rule


def classify(values: Mapping[str, float], *, integer: bool) -> Classes:
    """Put values into at most five classes; equal values always share one.

    - up to five different values: one class each (`categories`);
    - counts up to 50 (`integer`): natural breaks, the limits that make the sum of squared deviations within
      the classes smallest (Fisher-Jenks);
    - all others: quantiles, classes of about equally many units.

    Parameters
    ----------
    values
        Unit -> finite value.
    integer
        Whether the values are counts.
    """
    numbers = tuple(sorted(values.values()))
    tops, rule = _tops(numbers, integer)
    of = {unit: bisect_left(tops, value) + 1 for unit, value in values.items()}
    lows = [min(v for v in numbers if v > below) for below in (float("-inf"), *tops[:-1])] if tops else []
    highs = lows if rule == "categories" else [*lows[1:], *numbers[-1:]]
    return Classes(tuple(zip(lows, highs, strict=True)), of, rule)


@lru_cache(maxsize=256)
def _tops(numbers: tuple[float, ...], integer: bool) -> tuple[tuple[float, ...], Rule]:
    """Greatest value of each class, ascending, and the rule they come from."""
    distinct = sorted(set(numbers))
    if len(distinct) <= MOST:
        return tuple(distinct), "categories"
    natural = integer and distinct[-1] <= SMALL_COUNT
    shares = [(number + 1) / MOST for number in range(MOST)]
    bins = jenkspy.jenks_breaks(numbers, MOST)[1:] if natural else np.quantile(numbers, shares)
    # A limit between two values means the lower one; limits that then fall together are one.
    tops = {distinct[bisect_right(distinct, float(top)) - 1] for top in bins}
    return tuple(sorted(tops | {distinct[-1]})), "natural_breaks" if natural else "quantiles"
