"""The comparison worked out a second time, straight from the CSV files, with plain loops.

It shares nothing with the dashboard but the rules; what regions are, and the money rule, are those of `tests.by_hand`.
"""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

from tests import by_hand
from tests.by_hand import Money, Row

STALE = 5


# Priorities -----------------------------------------------------------------------------------------------------


def has_own_list(code: str, period: str) -> bool:
    return bool(by_hand.priorities(code, period, counties=True)) and not by_hand.is_national(code, period)


def standing(code: str, domain: str, period: str) -> str | None:
    """`primary`, `secondary` or `none`; None where nothing is known of the region's priorities."""
    rows = by_hand.priorities(code, period, counties=True)
    if not rows:
        return None
    places = [by_hand.domains_of_priority(row["priority_id"]) for row in rows]
    if any(domains[0] == domain for domains in places):
        return "primary"
    return "secondary" if any(domain in domains for domains in places) else "none"


def standings(codes: tuple[str, ...]) -> dict[str, list[str | None]]:
    """Domain -> a standing for each region in 2014-2020 and in 2021-2027; domains that none ever had are left out."""
    found = {}
    for row in by_hand.table("domains"):
        domain = row["domain_id"]
        cells = [standing(code, domain, period) for code in codes for period in (by_hand.BEFORE, by_hand.NOW)]
        if {"primary", "secondary"} & set(cells):
            found[domain] = cells
    return found


def holders(codes: tuple[str, ...], domain: str, period: str) -> list[str]:
    """The regions with a list of their own that has the domain."""
    return [
        code
        for code in codes
        if has_own_list(code, period) and standing(code, domain, period) in ("primary", "secondary")
    ]


def groups(codes: tuple[str, ...], period: str) -> list[list[str]]:
    """The domains shared by all, by some, of one alone, only in a national strategy, only in the other period."""
    lists = [code for code in codes if has_own_list(code, period)]
    every = {domain: holders(codes, domain, period) for domain in standings(codes)}
    of_all = [domain for domain, having in every.items() if len(having) == len(lists) > 1]
    some = [domain for domain, having in every.items() if len(having) > 1 and domain not in of_all]
    one = [domain for domain, having in every.items() if len(having) == 1]
    national = [
        domain
        for domain, having in every.items()
        if not having and any(standing(code, domain, period) in ("primary", "secondary") for code in codes)
    ]
    rest = [domain for domain in every if domain not in {*of_all, *some, *one, *national}]
    some.sort(key=lambda domain: -len(every[domain]))
    return [of_all, some, one, national, rest]


# Projects and money -----------------------------------------------------------------------------------------------


def is_complete(code: str) -> bool:
    """Whether there are complete sums: not for neighbours."""
    return code.startswith("SE")


def by(code: str, period: str, column: str) -> dict[str, list[Row]]:
    """The region's projects by domain (`domain_id`) or start year (`start_date`), empty where that is not known."""
    found: dict[str, list[Row]] = {}
    for row in by_hand.projects(code, period):
        found.setdefault(row[column][:4] if column == "start_date" else row[column], []).append(row)
    return found


def known(rows: list[Row], code: str) -> Money | None:
    """The known sum; nothing where there are grants and of none of them an amount is known for the region."""
    if not is_complete(code):
        return None
    sums = by_hand.sums(rows, code)
    if not sums.projects.get("known") and len(rows) > sums.projects.get("no_grant", 0):
        return None
    return sums.money.get("known", Money(0, 0))


def heads(code: str) -> int:
    return int(by_hand.the("regions", code)["population"])


# Indicators -------------------------------------------------------------------------------------------------------


class Indicator(NamedTuple):
    """An indicator of some regions: the common year, each region's (holder, row), the ends of the line, the mean."""

    year: int | None
    values: list[tuple[str, Row] | None]
    low: float
    high: float
    mean: float | None


def indicator(indicator_id: str, codes: tuple[str, ...]) -> Indicator | None:
    """None where no region has it."""
    table = by_hand.values(indicator_id)
    whose = [by_hand.holder(indicator_id, code) for code in codes]
    series = [table.get(code, {}) for code in whose]
    years = [year for year in range(2000, 2050) if all(year in rows for rows in series if rows)]
    latest = [max(rows) for rows in series if rows]
    if not latest:
        return None
    year = years[-1] if years and max(latest) - years[-1] <= STALE else None
    values = [
        (code, rows[year or max(rows)]) if rows else None for code, rows in zip(whose, series, strict=True)
    ]
    shown = {int(value[1]["year"]) for value in values if value}
    around = [
        float(table[code][at]["value"])
        for code in by_hand.drawn("nuts2", "neighbours")
        for at in shown
        if at in table.get(code, {})
    ]
    around += [float(value[1]["value"]) for value in values if value]
    swedish = [float(table[code][year]["value"]) for code in by_hand.drawn("nuts2") if year and year in table[code]]
    return Indicator(year, values, min(around), max(around), sum(swedish) / len(swedish) if swedish else None)


# Environments and links -------------------------------------------------------------------------------------------


def environments(code: str, kind: str) -> list[str]:
    """The names of a region's environments of a kind."""
    inside = by_hand.area(code)
    return [row["name"] for row in by_hand.table("environments") if row["kind"] == kind and row["nuts_id"] in inside]


def overlap(here: str, there: str) -> bool:
    return here in by_hand.area(there) or there in by_hand.area(here)


def joint(codes: tuple[str, ...], period: str) -> dict[tuple[str, str], set[str]]:
    """Each two regions of which neither lies in the other -> the projects in which both take part."""
    return {
        (here, there): {row["project_id"] for row in by_hand.projects(here, period, there)}
        for here, there in combinations(codes, 2)
        if not overlap(here, there)
    }


def programmes(here: str, there: str) -> dict[str, int]:
    """Interreg programmes of 2021-2027 that both may be in -> how sure that is (2, 1, 0)."""
    sides = by_hand.eligible(here), by_hand.eligible(there)
    return {one: min(sides[0][one], sides[1][one]) for one in sides[0] if one in sides[1]}


def regional_programmes(here: str, there: str) -> list[str]:
    """Programmes of the regional fund whose area both lie in."""
    found = []
    for row in by_hand.table("programmes"):
        areas = [area["nuts_id"] for area in by_hand.by("programme_areas", "programme_id").get(row["programme_id"], [])]
        inside = [any(code in by_hand.area(area) for area in areas) for code in (here, there)]
        if row["kind"] == "erdf_regional" and row["period"] == by_hand.NOW and all(inside):
            found.append(row["programme_id"])
    return found
