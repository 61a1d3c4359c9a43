"""Every figure of a domain's page, worked out from the CSV files alone. Nothing here imports the program."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from statistics import median
from typing import NamedTuple

from tests import by_hand
from tests.by_hand import Money, Row


def primary(code: str, domain: str, period: str) -> list[str]:
    """The ids of the priorities that stand for a region and have the domain, those whose first domain it is first."""
    ids = [row["priority_id"] for row in by_hand.priorities(code, period, counties=True)]
    found = {key: by_hand.domains_of_priority(key) for key in ids}
    return sorted((key for key in ids if domain in found[key]), key=lambda key: found[key][0] != domain)


def has_list(code: str, period: str) -> bool:
    """Whether a region, or a part of it, states priorities of its own."""
    return bool(by_hand.priorities(code, period, counties=True)) and not by_hand.is_national(code, period)


def having(layer: str, domain: str, period: str) -> list[str]:
    """The units of a layer whose own list has the domain."""
    return [code for code in by_hand.drawn(layer) if has_list(code, period) and primary(code, domain, period)]


def changes(layer: str, domain: str) -> Counter[str]:
    """How many units of a layer kept the domain, added it or dropped it; `none`: it is in neither of two lists."""
    both = [code for code in by_hand.drawn(layer) if all(has_list(code, period) for period in by_hand.PERIODS)]
    return Counter(by_hand.changes(code).get(domain, "none") for code in both)


class Year(NamedTuple):
    """The projects that start in a year, those of them whose amount is known for Sweden, and the sum."""

    projects: int
    known: int
    money: Money


def is_elsewhere(project: Row) -> bool:
    """Whether a project has places, or partners, and none of them in Sweden."""
    codes = by_hand.places(project["project_id"])
    rows = by_hand.by("participations", "project_id").get(project["project_id"], [])
    countries = {row["country"] for row in rows}
    return not codes & by_hand.area("SE") and bool(codes or (countries and "SE" not in countries))


def sums(domain: str, period: str) -> dict[str, Year]:
    """Kind of attribution to Sweden -> projects and money; `elsewhere` for those of other countries alone."""
    found: dict[str, list[Money]] = {}
    for row in by_hand.projects(period=period, domain_id=domain):
        kind, money = ("elsewhere", Money(0, 0)) if is_elsewhere(row) else by_hand.part_of(row, "SE")
        found.setdefault(kind, []).append(money)
    return {kind: Year(len(rows), len(rows), by_hand.total(rows)) for kind, rows in found.items()}


def years(domain: str, period: str) -> dict[str, Year]:
    """Start year (an empty text: not known) -> projects and what is known of their money."""
    found: dict[str, list[tuple[str, Money]]] = {}
    for row in by_hand.projects(period=period, domain_id=domain):
        part = ("elsewhere", Money(0, 0)) if is_elsewhere(row) else by_hand.part_of(row, "SE")
        found.setdefault(row["start_date"][:4], []).append(part)
    known = {year: [money for kind, money in parts if kind == "known"] for year, parts in found.items()}
    return {year: Year(len(found[year]), len(rows), by_hand.total(rows)) for year, rows in known.items()}


class Reach(NamedTuple):
    """Projects in some unit, the joint ones among them, their concentration over units, and the median amount."""

    placed: int
    joint: int
    hhi: float
    median: Money


def is_joint(project: Row, level: str) -> bool:
    """Whether a project lies in several units of a level, or has a partner across the sea and one elsewhere."""
    codes = by_hand.places(project["project_id"])
    partners = by_hand.by("participations", "project_id").get(project["project_id"], [])
    countries = {row["country"] for row in partners}
    across = {by_hand.the("regions", code)["country"] for code in by_hand.drawn("neighbours")}
    regions = {row["nuts_id"] for row in by_hand.by("project_regions", "project_id").get(project["project_id"], [])}
    elsewhere = len(countries) > 1 or any(code.startswith("SE") for code in regions)
    return len(units_of(codes, level)) > 1 or (bool(countries & across) and elsewhere)


def units_of(codes: frozenset[str], level: str) -> list[str]:
    return [unit for unit in by_hand.drawn(level) if codes & by_hand.area(unit)]


def reach(domain: str, period: str, level: str) -> Reach:
    """What the signs of overlap rest on, of the projects that lie in a unit of a level."""
    projects = by_hand.projects(period=period, domain_id=domain)
    units = {row["project_id"]: units_of(by_hand.places(row["project_id"]), level) for row in projects}
    placed = [row for row in projects if units[row["project_id"]]]
    counts = Counter(unit for row in placed for unit in units[row["project_id"]]).values()
    parts = [by_hand.part_of(row, "SE") for row in placed]
    known = [money for kind, money in parts if kind == "known"]
    return Reach(
        len(placed),
        sum(is_joint(row, level) for row in placed),
        sum((n / sum(counts)) ** 2 for n in counts),
        Money(median(money.EUR for money in known), median(money.SEK for money in known)),
    )


def slug(organisation: str, country: str) -> str:
    """What makes names one organisation: the country, and the name in plain small letters."""
    letters = {"ø": "o", "æ": "ae", "ł": "l", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "œ": "oe", "ı": "i"}
    name = "".join(letters.get(letter, letter) for letter in organisation.lower())
    name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return f"{country.lower()}-{re.sub(r'[^a-z0-9]+', '-', name).strip('-')}"


def organisations(domain: str, period: str, countries: set[str]) -> list[tuple[str, int]]:
    """Organisations of some countries and in how many of the domain's projects each takes part, most first."""
    members: dict[str, set[str]] = {}
    for project in by_hand.projects(period=period, domain_id=domain):
        for row in by_hand.by("participations", "project_id").get(project["project_id"], []):
            if row["organisation"] and row["country"] in countries and row["organisation_type"] != "private_person":
                members.setdefault(slug(row["organisation"], row["country"]), set()).add(project["project_id"])
    counts = {key: len(projects) for key, projects in members.items()}
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def environments(domain: str) -> dict[str, list[str]]:
    """Kind -> names of the environments that work with the domain."""
    ids = {row["environment_id"] for row in by_hand.by("environment_domains", "domain_id").get(domain, [])}
    found: dict[str, list[str]] = {}
    for row in by_hand.table("environments"):
        if row["environment_id"] in ids:
            found.setdefault(row["kind"], []).append(row["name"])
    return found
