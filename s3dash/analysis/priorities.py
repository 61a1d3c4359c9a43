"""What regions state as their priority areas, and the domains these fall into.

A neighbour without priorities of its own or of its parts is represented by its country's list
(basis `national`): shown and marked, used for links, and left out wherever regions are counted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from s3dash.data.dataset import Dataset
from s3dash.data.remembered import remembered
from s3dash.data.rows import rows_of
from s3dash.data.schema import PERIODS

Basis = Literal["own", "part", "national"]
Change = Literal["kept", "new", "gone"]
Role = Literal["primary", "secondary"]
"""A domain is primary where it is the first of any of a region's priorities, else secondary."""
EARLIER, CURRENT = PERIODS


@dataclass(frozen=True)
class Priority:
    """One priority area as a region states it; `domains` has the primary one first."""

    priority_id: str
    nuts_id: str
    period: str
    name_original: str
    name_en: str | None
    domains: tuple[str, ...]
    confidence: str
    source_id: str
    source_year: int | None
    basis: Basis


@dataclass(frozen=True)
class DomainShare:
    """The counties that have a domain among their priorities, and how many counties state any (`of`)."""

    domain: str
    counties: tuple[str, ...]
    of: int


def priorities_of(ds: Dataset, nuts_id: str, period: str) -> list[Priority]:
    """Return the priorities that stand for a region, in the table's order.

    A Swedish region has its own only. A neighbour has its own (also where the source gives them
    for a code that covers exactly the same place) and those of its parts; if there are none of both,
    its country's.

    Raises
    ------
    KeyError
        If there is no such region.
    """
    stated = _stated(ds)

    def rows(codes: list[str], basis: Basis) -> list[Priority]:
        return [replace(p, basis=basis) for code in codes for p in stated.get((code, period), ())]

    region = ds.region(nuts_id)
    if region.country == "SE":
        return rows([nuts_id], "own")
    inside = sorted(ds.area(nuts_id))
    equal = [code for code in inside if _same_place(code, nuts_id)]
    found = rows(equal, "own") + rows([code for code in inside if code not in equal], "part")
    return found or rows([region.country], "national")


def domains_of(ds: Dataset, nuts_id: str, period: str) -> frozenset[str]:
    """Return the domains, primary and secondary, of a region's priorities.

    For a Swedish NUTS2 area its counties' count too; for a neighbour without any, its country's.
    """
    return frozenset(domain for p in with_counties(ds, nuts_id, period) for domain in p.domains)


def roles_of(ds: Dataset, nuts_id: str, period: str) -> dict[str, Role]:
    """Return the same domains, each with its role among the priorities."""
    lists = [priority.domains for priority in with_counties(ds, nuts_id, period)]
    roles: dict[str, Role] = {domain: "secondary" for domains in lists for domain in domains}
    return roles | {domains[0]: "primary" for domains in lists if domains}


def with_counties(ds: Dataset, nuts_id: str, period: str) -> tuple[Priority, ...]:
    """Return :func:`priorities_of`, for a Swedish NUTS2 area followed by its counties' (basis `part`)."""
    return _with_counties(ds, nuts_id, period)


def basis_of(ds: Dataset, nuts_id: str, period: str) -> Basis | None:
    """Say whose priorities stand for a region: the nearest basis among them, None if there are none."""
    found = {p.basis for p in with_counties(ds, nuts_id, period)}
    return next((basis for basis in _BASES if basis in found), None)


def domain_changes(ds: Dataset, nuts_id: str) -> dict[str, Change] | None:
    """Compare a region's domains in 2021-2027 with those in 2014-2020.

    Returns
    -------
    Domain -> `kept`, `new` or `gone`; None where a period has no priorities (a country's standing in
    do not count, since they say nothing about the region).
    """
    before, now = (
        {d for p in with_counties(ds, nuts_id, period) if p.basis != "national" for d in p.domains}
        for period in (EARLIER, CURRENT)
    )
    if not before or not now:
        return None
    changes: dict[str, Change] = dict.fromkeys(sorted(before & now), "kept")
    changes |= dict.fromkeys(sorted(now - before), "new")
    changes |= dict.fromkeys(sorted(before - now), "gone")
    return changes


def domain_sharing(ds: Dataset, nuts2: str, period: str) -> list[DomainShare]:
    """Say which counties of a Swedish NUTS2 area share each domain, most shared first.

    `of` counts the counties that state any priority in the period. A domain that only the area's own
    strategy has is listed with no counties. Empty where no county states any.
    """
    return _shares(ds, ds.children(nuts2), period, domains_of(ds, nuts2, period))


def domain_counts(ds: Dataset, period: str) -> list[DomainShare]:
    """Say how many of the Swedish counties have each domain of the taxonomy, most common first.

    All domains are listed, those without counties too. Empty where no county states any.
    """
    return _shares(ds, ds.drawn("lan"), period, frozenset(ds.domains["domain_id"]))


_BASES: tuple[Basis, ...] = ("own", "part", "national")


@remembered
def _stated(ds: Dataset) -> dict[tuple[str, str], list[Priority]]:
    """(nuts_id, period) -> the priorities that the source gives for exactly that code."""
    domains: dict[str, list[tuple[bool, str]]] = {}
    for row in rows_of(ds.priority_domains):
        domains.setdefault(row["priority_id"], []).append((row["role"] != "primary", row["domain_id"]))
    stated: dict[tuple[str, str], list[Priority]] = {}
    for row in rows_of(ds.priorities):
        year = row["source_year"]
        priority = Priority(
            priority_id=row["priority_id"],
            nuts_id=row["nuts_id"],
            period=row["period"],
            name_original=row["name_original"],
            name_en=row["name_en"],
            domains=_primary_first(domains.get(row["priority_id"], [])),
            confidence=row["confidence"],
            source_id=row["source_id"],
            source_year=None if year is None else int(year),
            basis="own",
        )
        stated.setdefault((priority.nuts_id, priority.period), []).append(priority)
    return stated


def _primary_first(domains: list[tuple[bool, str]]) -> tuple[str, ...]:
    return tuple(domain for _, domain in sorted(domains, key=lambda item: item[0]))


@remembered
def _with_counties(ds: Dataset, nuts_id: str, period: str) -> tuple[Priority, ...]:
    found = priorities_of(ds, nuts_id, period)
    region = ds.region(nuts_id)
    if region.country == "SE" and region.level == "NUTS2":
        for county in ds.children(nuts_id):
            found += [replace(p, basis="part") for p in priorities_of(ds, county, period)]
    return tuple(found)


def _shares(
    ds: Dataset, counties: tuple[str, ...], period: str, domains: frozenset[str]
) -> list[DomainShare]:
    have = {county: domains_of(ds, county, period) for county in counties}
    stating = sum(bool(found) for found in have.values())
    if not stating:
        return []
    shares = [
        DomainShare(domain, tuple(county for county in counties if domain in have[county]), stating)
        for domain in domains
    ]
    return sorted(shares, key=lambda share: (-len(share.counties), ds.domain(share.domain).position))


def _same_place(code: str, unit: str) -> bool:
    """Whether a code inside a unit covers all of it.

    So does the unit's own code, one that contains it (Estonia, `EE`, is drawn as its only NUTS2 area `EE00`),
    and its only part, which NUTS marks with a last digit 0 (Åland is `FI20` and `FI200`).
    """
    return unit.startswith(code) or code == f"{unit}0"
