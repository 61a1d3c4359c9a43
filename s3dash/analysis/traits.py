"""The traits by which regions are alike in structure: which figures, from where, and how they are put on one scale.

Five to six traits in as many groups, those that the dataset has. GDP, unemployment and R&D spending say how it goes,
not what kind of region it is; they are kept out (:data:`BESIDE`) and shown next to the result.

Regions are compared with those of their own kind: a county with the counties; a NUTS2 area or a neighbour with the
NUTS2 areas and the neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log
from typing import Literal

import numpy as np

from s3dash.analysis.profile import indicator_values
from s3dash.data.dataset import Dataset
from s3dash.data.remembered import remembered

Kind = Literal["lan", "nuts2"]
CLIP = (2, 98)
"""Percentiles to which values are clipped, so that one extreme region does not squeeze all others together."""
OLDEST = 5
"""A value more than so many years older than the newest of its indicator counts as missing."""
SPAN = 10
"""Population change is per year over the longest span of years that is no longer than this."""


@dataclass(frozen=True)
class Trait:
    """One figure: the group that it belongs to, whether its logarithm is compared, and the indicator it comes from.

    Without an `indicator` it comes from the table of regions.
    """

    id: str
    group: str
    skewed: bool = False
    indicator: str | None = None


TRAITS = (
    Trait("population", "size", skewed=True),
    Trait("density", "density", skewed=True),
    Trait("population_change", "change", indicator="population"),
    Trait("tertiary", "skills", indicator="tertiary"),
    Trait("employment", "labour", indicator="employment"),
    Trait("internet_daily", "digital", indicator="internet_daily"),
)
GROUPS = tuple(dict.fromkeys(trait.group for trait in TRAITS))
BESIDE = ("gdp_pps", "unemployment", "gerd")
"""Indicators of how it goes for a region: shown beside the traits, and no part of any distance."""


@dataclass(frozen=True)
class Figure:
    """A trait or an indicator of a region: its value, the year (for a change the last one) and the source's flag."""

    value: float
    year: int | None
    flag: str | None = None


@dataclass(frozen=True)
class Scaled:
    """The traits of regions that are compared, each on a scale from 0 to 1.

    `values`: trait -> region -> 0..1, without the regions that lack it; a trait that none has is not there.
    """

    groups: Mapping[str, str]
    """Trait -> its group."""
    values: Mapping[str, Mapping[str, float]]


def kind_of(ds: Dataset, nuts_id: str) -> Kind:
    """Say with which kind of regions a drawn unit is compared; KeyError if it is not drawn."""
    layer = ds.region(nuts_id).layer
    if layer is None:
        raise KeyError(f"{nuts_id} is not drawn")
    return "lan" if layer == "lan" else "nuts2"


def compared_units(ds: Dataset, kind: Kind) -> tuple[str, ...]:
    """Return the regions of a kind: the counties, or the NUTS2 areas and the neighbours."""
    return ds.drawn("lan") if kind == "lan" else (*ds.drawn("nuts2"), *ds.drawn("neighbours"))


@remembered
def figures(ds: Dataset, kind: Kind) -> dict[str, dict[str, Figure]]:
    """Return trait or indicator of :data:`BESIDE` -> region -> its figure, for the regions of a kind.

    Regions without one are left out. A county's figures are its own, never those of the area around it.
    """
    units = compared_units(ds, kind)
    found: dict[str, dict[str, Figure]] = {"population": {}, "density": {}}
    for code in units:
        region = ds.region(code)
        if region.population:
            flag = region.population_flag
            found["population"][code] = Figure(region.population, region.population_year, flag)
            if region.area_km2:
                found["density"][code] = Figure(region.population / region.area_km2, region.population_year, flag)
    found["population_change"] = {
        code: change for code in units if (change := _change(indicator_values(ds, "population").get(code, {})))
    }
    for indicator in (*(t.indicator for t in TRAITS if t.indicator not in (None, "population")), *BESIDE):
        found[str(indicator)] = _latest(ds, str(indicator), units)
    return found


@remembered
def scaled_traits(ds: Dataset, kind: Kind) -> Scaled:
    """Return the traits of the regions of a kind on their scales."""
    every = figures(ds, kind)
    values = {
        trait.id: scaled({code: figure.value for code, figure in every[trait.id].items()}, trait.skewed)
        for trait in TRAITS
        if every[trait.id]
    }
    return Scaled({trait.id: trait.group for trait in TRAITS if trait.id in values}, values)


@remembered
def scaled_beside(ds: Dataset, kind: Kind) -> dict[str, dict[str, float]]:
    """Return indicator of :data:`BESIDE` -> region -> 0..1, on scales made like those of the traits."""
    every = figures(ds, kind)
    return {one: scaled({code: figure.value for code, figure in every[one].items()}) for one in BESIDE}


def scaled(values: Mapping[str, float], skewed: bool = False) -> dict[str, float]:
    """Put values on a scale from 0 to 1.

    Logarithms where `skewed`; clipped to the percentiles of :data:`CLIP` (linear between values), then
    (x - lowest) / (highest - lowest). Where all are the same, all are 0.

    Examples
    --------
    >>> scaled({"a": 1.0, "b": 10.0, "c": 100.0}, skewed=True)["b"]
    0.5
    """
    plain = {code: log(value) if skewed else value for code, value in values.items() if value > 0 or not skewed}
    if not plain:
        return {}
    low, high = (float(limit) for limit in np.percentile(list(plain.values()), CLIP))
    if high <= low:
        return dict.fromkeys(plain, 0.0)
    return {code: (min(max(value, low), high) - low) / (high - low) for code, value in plain.items()}


def _change(years: Mapping[int, tuple[float, str | None]]) -> Figure | None:
    """Mean change a year in per cent, compounded; None where there are not two years with people."""
    last = max(years, default=0)
    first = min((year for year in years if year >= last - SPAN), default=last)
    if first == last or years[first][0] <= 0 or years[last][0] <= 0:
        return None
    return Figure(100 * ((years[last][0] / years[first][0]) ** (1 / (last - first)) - 1), last, years[last][1])


def _latest(ds: Dataset, indicator_id: str, units: tuple[str, ...]) -> dict[str, Figure]:
    """Each region's latest value of an indicator, unless others have had newer ones for long."""
    values = indicator_values(ds, indicator_id)
    years = {code: max(values[code]) for code in units if values.get(code)}
    newest = max(years.values(), default=0)
    return {
        code: Figure(values[code][year][0], year, values[code][year][1])
        for code, year in years.items()
        if year >= newest - OLDEST
    }
