"""Regions in the order of their values, and the place of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def ranks(values: Mapping[str, float]) -> dict[str, int]:
    """Return the place of each region, the highest value first; equal values share a place, and the next is left out.

    Examples
    --------
    >>> ranks({"SE311": 5.0, "SE224": 7.0, "SE232": 5.0, "SE214": 2.0})
    {'SE311': 2, 'SE224': 1, 'SE232': 2, 'SE214': 4}
    """
    first: dict[float, int] = {}
    for place, value in enumerate(sorted(values.values(), reverse=True), start=1):
        first.setdefault(value, place)
    return {code: first[value] for code, value in values.items()}


def by_value(codes: Iterable[str], values: Mapping[str, float], *, highest_first: bool) -> tuple[str, ...]:
    """Put regions in the order of their values; equal ones stay as they were, those without a value come last."""
    codes = tuple(codes)
    known = [code for code in codes if code in values]
    known.sort(key=values.__getitem__, reverse=highest_first)
    return (*known, *(code for code in codes if code not in values))
