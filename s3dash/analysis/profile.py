"""A region's indicators beside the Swedish mean and the range of the regions compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from s3dash.data.dataset import Dataset
from s3dash.data.remembered import remembered
from s3dash.data.rows import rows_of


@dataclass(frozen=True)
class Reading:
    """One indicator of a region in the latest year for which it has a value.

    `nuts_id` says whose value it is: the region's, or that of the NUTS2 area around a county.
    `swedish_mean` is the plain mean of the `swedish_mean_of` NUTS2 areas with a value in that year; `low`
    and `high` are the extremes of the `compared` NUTS2-level units with one. A county's own value may lie
    outside them. All are None (0) where `value` is missing. `series` holds every (year, value) of
    `nuts_id`, oldest first.
    """

    indicator_id: str
    value: float | None
    year: int | None
    flag: str | None
    nuts_id: str
    swedish_mean: float | None
    swedish_mean_of: int
    low: float | None
    high: float | None
    compared: int
    series: tuple[tuple[int, float], ...]


Values = Mapping[str, Mapping[int, tuple[float, str | None]]]
"""nuts_id -> year -> (value, flag), of one indicator."""


def profile(ds: Dataset, nuts_id: str) -> list[Reading]:
    """Return a region's readings of the indicators that are shown, in their order.

    Raises
    ------
    KeyError
        If there is no such region.
    """
    return [_reading(ds, indicator_id, nuts_id) for indicator_id in shown_indicators(ds)]


@remembered
def shown_indicators(ds: Dataset) -> tuple[str, ...]:
    """Return the ids of the indicators that enough regions have, in their order."""
    shown = [row for row in rows_of(ds.indicators) if row["shown"]]
    return tuple(row["indicator_id"] for row in sorted(shown, key=lambda row: row["position"]))


def indicator_values(ds: Dataset, indicator_id: str) -> Values:
    """Return every value of an indicator; empty if it has none."""
    return _all_values(ds).get(indicator_id, {})


def flags_of(flag: str | None) -> list[str]:
    """Return the single flags of a value as its source prints them.

    Examples
    --------
    >>> flags_of("bu"), flags_of("derived"), flags_of(None)
    (['b', 'u'], ['derived'], [])
    """
    return [flag] if flag == "derived" else list(flag or "")


def holder(ds: Dataset, indicator_id: str, nuts_id: str) -> str:
    """Say whose value stands for a unit: its own, or for a county without any its NUTS2 area's."""
    region = ds.region(nuts_id)
    if region.layer == "lan" and region.parent and nuts_id not in indicator_values(ds, indicator_id):
        return region.parent
    return nuts_id


def _reading(ds: Dataset, indicator_id: str, nuts_id: str) -> Reading:
    values = indicator_values(ds, indicator_id)
    source = holder(ds, indicator_id, nuts_id)
    own = values.get(source, {})
    if not own:
        return Reading(indicator_id, None, None, None, nuts_id, None, 0, None, None, 0, ())
    year = max(own)
    value, flag = own[year]
    swedish = _of_year(values, ds.drawn("nuts2"), year)
    compared = swedish + _of_year(values, ds.drawn("neighbours"), year)
    return Reading(
        indicator_id=indicator_id,
        value=value,
        year=year,
        flag=flag,
        nuts_id=source,
        swedish_mean=sum(swedish) / len(swedish) if swedish else None,
        swedish_mean_of=len(swedish),
        low=min(compared, default=None),
        high=max(compared, default=None),
        compared=len(compared),
        series=tuple((y, own[y][0]) for y in sorted(own)),
    )


def _of_year(values: Values, codes: tuple[str, ...], year: int) -> list[float]:
    return [values[code][year][0] for code in codes if year in values.get(code, ())]


@remembered
def _all_values(ds: Dataset) -> dict[str, dict[str, dict[int, tuple[float, str | None]]]]:
    """indicator_id -> nuts_id -> year -> (value, flag)."""
    table: dict[str, dict[str, dict[int, tuple[float, str | None]]]] = {}
    for row in rows_of(ds.indicator_values):
        if row["value"] is not None:
            years = table.setdefault(row["indicator_id"], {}).setdefault(row["nuts_id"], {})
            years[int(row["year"])] = (float(row["value"]), row["flag"])
    return table
