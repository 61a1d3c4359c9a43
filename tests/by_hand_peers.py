"""Likeness of regions, worked out from the CSV files alone; nothing here imports the program.

The rules are those of the about page, written a second time in the plainest way.
"""

from __future__ import annotations

from math import log, sqrt

from tests import by_hand

GROUPS = {
    "population": "size",
    "density": "density",
    "population_change": "change",
    "tertiary": "skills",
    "employment": "labour",
    "internet_daily": "digital",
}


def compared(code: str) -> list[str]:
    """The regions of a region's kind, itself among them."""
    county = by_hand.the("regions", code)["layer"] == "lan"
    return by_hand.drawn("lan") if county else by_hand.drawn("nuts2", "neighbours")


def latest(indicator: str, codes: list[str]) -> dict[str, float]:
    """Each region's newest value, unless it is more than five years older than the newest of all."""
    years: dict[str, dict[int, float]] = {}
    for row in by_hand.by("indicator_values", "indicator_id").get(indicator, []):
        if row["value"] and row["nuts_id"] in codes:
            years.setdefault(row["nuts_id"], {})[int(row["year"])] = float(row["value"])
    newest = max((year for found in years.values() for year in found), default=0)
    return {code: found[max(found)] for code, found in years.items() if max(found) >= newest - 5}


def change(codes: list[str]) -> dict[str, float]:
    """The population's change a year in per cent, over the longest span of at most ten years."""
    changes = {}
    for code in codes:
        rows = by_hand.by("indicator_values", "nuts_id").get(code, [])
        years = {int(row["year"]): float(row["value"]) for row in rows if row["indicator_id"] == "population"}
        if len(years) > 1:
            last = max(years)
            first = min(year for year in years if last - year <= 10)
            changes[code] = ((years[last] / years[first]) ** (1 / (last - first)) - 1) * 100
    return changes


def figures(code: str) -> dict[str, dict[str, float]]:
    """Figure -> region -> value, for the regions compared with one."""
    codes = compared(code)
    rows = {one: by_hand.the("regions", one) for one in codes}
    people = {one: float(row["population"]) for one, row in rows.items() if row["population"]}
    return {
        "population": people,
        "density": {one: n / float(rows[one]["area_km2"]) for one, n in people.items()},
        "population_change": change(codes),
        **{name: latest(name, codes) for name in ("tertiary", "employment", "internet_daily")},
    }


def percentile(values: list[float], share: float) -> float:
    """The value below which a share of the values lies, linear between neighbours."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def scale(name: str, values: dict[str, float]) -> dict[str, float]:
    """Values from 0 to 1."""
    plain = {code: log(n) if name in ("population", "density") else n for code, n in values.items()}
    low, high = percentile(list(plain.values()), 0.02), percentile(list(plain.values()), 0.98)
    return {code: min(max((n - low) / (high - low), 0), 1) for code, n in plain.items()}


def likeness(code: str, weights: dict[str, int] | None = None) -> dict[str, float]:
    """Region -> likeness 0..1 to one, for the pairs with seven tenths of the weight in common."""
    scaled = {name: scale(name, values) for name, values in figures(code).items() if values}
    weight = {name: (weights or {}).get(GROUPS[name], 1) for name in scaled}
    found = {}
    for other in compared(code):
        both = [name for name in scaled if code in scaled[name] and other in scaled[name]]
        common = sum(weight[name] for name in both)
        if other != code and common and common / sum(weight.values()) >= 0.7:
            squares = sum(weight[name] * (scaled[name][code] - scaled[name][other]) ** 2 for name in both)
            found[other] = 1 - sqrt(squares / common)
    return found


def shares(code: str, period: str) -> dict[str, float]:
    """Domain -> its share of a region's projects that have one; none where they are fewer than ten."""
    rows = [row["domain_id"] for row in by_hand.projects(code, period) if row["domain_id"]]
    return {domain: rows.count(domain) / len(rows) for domain in set(rows)} if len(rows) >= 10 else {}
