"""The matches of the partner finder worked out anew from the CSV files, without the dashboard's own code."""

from __future__ import annotations

from math import log
from typing import NamedTuple

from tests import by_hand
from tests.by_hand import NOW


class Match(NamedTuple):
    """What speaks for a partner: the four parts, 0 to 1, and the numbers that the page tells."""

    priority: float
    strength: float
    joint: float
    programmes: float
    projects: dict[str, int]
    environments: dict[str, int]
    joint_projects: int
    joint_in_all: int

    @property
    def value(self) -> float:
        """0 to 100."""
        return 100 * (self.priority + self.strength + self.joint + self.programmes) / 4


def matches(region: str, period: str, domain: str | None, others: list[str]) -> dict[str, Match]:
    """Each of some regions on one side of the sea as a partner of a region."""
    weights = by_hand.weights(period)
    sought = [domain] if domain else sorted(by_hand.domains(region, period))
    whole = sum(weights[d] for d in sought)
    projects = {o: {d: len(by_hand.projects(o, period, domain_id=d)) for d in sought} for o in others}
    environments = {o: {d: _environments(o, d) for d in sought} for o in others}
    swedish = others[0].startswith("SE")
    joint = {o: _joint(region, o, period) for o in others}
    most_joint = max(len(rows) for rows in joint.values())
    common = {o: _programmes(region, o) for o in others}
    shared = set.intersection(*common.values())
    most_programmes = max(len(found - shared) for found in common.values())

    def share(n: int, most: int) -> float:
        return log(1 + n) / log(1 + most) if most else 0.0

    def strength(other: str, d: str) -> float:
        of_projects = share(projects[other][d], max(found[d] for found in projects.values()))
        if not swedish:
            return of_projects
        return (of_projects + share(environments[other][d], max(found[d] for found in environments.values()))) / 2

    found = {}
    for other in others:
        in_domain = [row for row in joint[other] if domain in (None, row["domain_id"])]
        found[other] = Match(
            sum(weights[d] * _role(other, d, period) for d in sought) / whole if whole else 0.0,
            sum(weights[d] * strength(other, d) for d in sought) / whole if whole else 0.0,
            share(len(in_domain), most_joint),
            len(common[other] - shared) / most_programmes if most_programmes else 0.0,
            projects[other],
            environments[other],
            len(in_domain),
            len(joint[other]),
        )
    return found


def _role(code: str, domain: str, period: str) -> float:
    lists = [by_hand.domains_of_priority(row["priority_id"]) for row in by_hand.priorities(code, period, counties=True)]
    if any(domains[0] == domain for domains in lists):
        return 1.0
    return 0.5 if any(domain in domains for domains in lists) else 0.0


def _environments(code: str, domain: str) -> int:
    inside = {row["environment_id"] for row in by_hand.table("environments") if row["nuts_id"] in by_hand.area(code)}
    return sum(
        row["domain_id"] == domain and row["environment_id"] in inside for row in by_hand.table("environment_domains")
    )


def _joint(here: str, there: str, period: str) -> list[dict[str, str]]:
    return [
        row
        for row in by_hand.table("projects")
        if row["period"] == period
        and by_hand.takes_part(row["project_id"], here)
        and by_hand.takes_part(row["project_id"], there)
    ]


def _programmes(here: str, there: str) -> set[str]:
    """Programmes of 2021-2027 that surely have both: Interreg; in Sweden also those whose area a source states."""
    mine, theirs = by_hand.eligible(here), by_hand.eligible(there)
    common = {programme for programme in mine.keys() & theirs.keys() if mine[programme] and theirs[programme]}
    if here[:2] != there[:2]:
        return common
    kinds = {row["programme_id"]: (row["kind"], row["period"]) for row in by_hand.table("programmes")}
    for programme, (kind, period) in kinds.items():
        areas = [row["nuts_id"] for row in by_hand.table("programme_areas") if row["programme_id"] == programme]
        if kind != "interreg" and period == NOW and all(_inside(code, areas) for code in (here, there)):
            common.add(programme)
    return common


def _inside(code: str, areas: list[str]) -> bool:
    """A county in the area, or a NUTS2 area with all its counties in it."""
    counties = [code] if len(code) == 5 else by_hand.children(code)
    return all(any(county.startswith(area) for area in areas) for county in counties)
