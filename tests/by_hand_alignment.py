"""The alignment of a region and of the country, worked out from the CSV files alone, as `tests.by_hand` does it."""

from __future__ import annotations

from typing import NamedTuple

from tests import by_hand
from tests.by_hand import Money, Row


class Group(NamedTuple):
    """Some projects as seen from a region: how many, of how many an amount is known, of how many it is not."""

    projects: int
    known: int
    unknown: int
    money: Money


class Region(NamedTuple):
    """A region's money by domain (what has none under an empty text), and what it says of the priorities."""

    roles: dict[str, str]
    groups: dict[str, Group]
    inside: Money
    outside: Money
    projects: int
    """Those with a domain and a known amount."""
    share: float | None
    benchmark: float | None
    priorities: list[Row]
    without_project: list[Row]


def group(rows: list[Row], region: str | None) -> Group:
    found = by_hand.sums(rows, region)
    counts = found.projects
    unknown = counts.get("shared", 0) + counts.get("unpublished", 0)
    return Group(len(rows), counts.get("known", 0), unknown, found.money.get("known", Money(0, 0)))


def by_domain(rows: list[Row], region: str | None) -> dict[str, Group]:
    return {
        domain: group([row for row in rows if row["domain_id"] == domain], region)
        for domain in sorted({row["domain_id"] for row in rows})
    }


def roles(code: str, period: str) -> dict[str, str]:
    """Domain -> whether some priority has it first, or only further on."""
    lists = [by_hand.domains_of_priority(row["priority_id"]) for row in by_hand.priorities(code, period, counties=True)]
    first = {names[0] for names in lists}
    return {domain: "primary" if domain in first else "secondary" for names in lists for domain in names}


def of(region: str, period: str, **columns: str) -> Region:
    """A Swedish region against its priorities, all its projects or those with some values."""
    own = roles(region, period)
    rows = by_hand.projects(region, period, **columns)
    groups = by_domain(rows, region)
    inside = by_hand.total(part.money for domain, part in groups.items() if domain in own)
    outside = by_hand.total(part.money for domain, part in groups.items() if domain and domain not in own)
    sweden = by_domain(by_hand.projects(period=period, **columns), None)
    in_sweden = {domain: part.money.EUR for domain, part in sweden.items() if domain}
    priorities = by_hand.priorities(region, period, counties=True)
    classified = inside.EUR + outside.EUR
    return Region(
        roles=own,
        groups=groups,
        inside=inside,
        outside=outside,
        projects=sum(part.known for domain, part in groups.items() if domain),
        share=inside.EUR / classified if own and classified else None,
        benchmark=sum(in_sweden.get(d, 0) for d in own) / sum(in_sweden.values()) if own else None,
        priorities=priorities,
        without_project=[
            row for row in priorities if not set(by_hand.domains_of_priority(row["priority_id"])) & groups.keys()
        ],
    )


class Domain(NamedTuple):
    """A domain in the whole country: the counties that prioritise it, its money, what the choices would give it."""

    counties: int
    group: Group
    expected: Money


def country(period: str, **columns: str) -> dict[str, Domain]:
    """Every domain of the taxonomy, in its order."""
    groups = by_domain(by_hand.projects(period=period, **columns), None)
    names = [row["domain_id"] for row in sorted(by_hand.table("domains"), key=lambda row: int(row["position"]))]
    counties = {domain: len(by_hand.counties_with(domain, period, by_hand.drawn("lan"))) for domain in names}
    whole = by_hand.total(part.money for domain, part in groups.items() if domain)
    every = sum(counties.values())
    return {
        domain: Domain(
            counties[domain],
            groups.get(domain, Group(0, 0, 0, Money(0, 0))),
            Money(*(counties[domain] / every * amount for amount in whole)),
        )
        for domain in names
    }


def rank_correlation(pairs: list[tuple[float, float]]) -> float:
    """Pearson's correlation of the ranks; equal values share the mean of their places."""

    def ranks(values: list[float]) -> list[float]:
        return [sum(other < value for other in values) + (values.count(value) + 1) / 2 for value in values]

    a, b = (ranks(list(values)) for values in zip(*pairs, strict=True))
    mean = (len(pairs) + 1) / 2
    covariance = sum((x - mean) * (y - mean) for x, y in zip(a, b, strict=True))
    return covariance / (sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b)) ** 0.5
