"""The numbers of the bundled dataset, worked out from its CSV files alone.

Nothing here imports the program: these are the rules of the about page, written a second time in the plainest way,
to be compared with what the pages show.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from functools import cache
from math import log
from pathlib import Path
from typing import NamedTuple

GEODATA = Path(__file__).parents[1] / "geodata"
PERIODS = ("2021-2027", "2014-2020")
NOW, BEFORE = PERIODS
Row = dict[str, str]


@cache
def table(name: str) -> list[Row]:
    """The rows of a table; an empty cell is an empty text."""
    with (GEODATA / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def by(name: str, column: str) -> dict[str, list[Row]]:
    """The rows of a table by what stands in one column."""
    groups: dict[str, list[Row]] = {}
    for row in table(name):
        groups.setdefault(row[column], []).append(row)
    return groups


def the(name: str, key: str) -> Row:
    """The row of a table whose first column is a key."""
    (row,) = by(name, next(iter(table(name)[0])))[key]
    return row


def drawn(*layers: str) -> list[str]:
    """The codes of some layers of the map (`lan`, `nuts2`, `neighbours`), sorted within each."""
    return [code for layer in layers for code in sorted(row["nuts_id"] for row in by("regions", "layer")[layer])]


def name_of(code: str, lang: str) -> str:
    return the("regions", code)[f"name_{lang}"]


@cache
def area(code: str) -> frozenset[str]:
    """All codes inside a region: its parts, their parts, and codes that the map shows as this region."""
    inside = {code} | {row["nuts_id"] for row in by("regions", "map_unit").get(code, [])}
    front = [code]
    while front:
        front = [row["nuts_id"] for around in front for row in by("regions", "parent").get(around, [])]
        inside.update(front)
    return frozenset(inside)


# Projects and money ---------------------------------------------------------------------------------------------


@cache
def places(project_id: str) -> frozenset[str]:
    """Every code by which a project is known: its regions, its lead's, its partners'."""
    codes = {row["nuts_id"] for row in by("project_regions", "project_id").get(project_id, [])}
    codes |= {row["nuts_id"] for row in by("participations", "project_id").get(project_id, [])}
    return frozenset(codes | {the("projects", project_id)["lead_nuts"]}) - {""}


def takes_part(project_id: str, code: str) -> bool:
    """Whether an organisation in a region is among a project's participations."""
    return any(row["nuts_id"] in area(code) for row in by("participations", "project_id").get(project_id, []))


def projects(
    region: str | None = None, period: str | None = None, other: str | None = None, **columns: str
) -> list[Row]:
    """The projects that touch a region (None: all), in which both of two regions take part, with some values."""
    found = []
    for row in table("projects"):
        if period not in (None, row["period"]) or any(row[name] != value for name, value in columns.items()):
            continue
        if region and not places(row["project_id"]) & area(region):
            continue
        if region and other and not (takes_part(row["project_id"], region) and takes_part(row["project_id"], other)):
            continue
        found.append(row)
    return found


class Money(NamedTuple):
    """An amount in EUR and in SEK."""

    EUR: float
    SEK: float


def converted(amount: str, currency: str, project: Row) -> Money:
    """An amount at the average rate of the year in which the project starts, or of the nearest known."""
    rates = {int(row["year"]): float(row["per_eur"]) for row in table("exchange_rates") if row["currency"] == "SEK"}
    year = int((project["start_date"] or project["period"])[:4])
    rate = rates[min(year, max(rates))]
    value = float(amount)
    return Money(value, value * rate) if currency == "EUR" else Money(value / rate, value)


def grant(project: Row) -> Money | None:
    """The grant of a whole project; None where it is not published."""
    amount = project["eu_contribution"]
    return converted(amount, project["currency"], project) if amount else None


def part_of(project: Row, region: str) -> tuple[str, Money]:
    """What of a project's grant is a region's: `known`, `shared` with others, `unpublished` or `no_grant`."""
    asked_for = {"amount_applied_for", "prioritised_only"} & set(project["note"].split())
    inside, whole = area(region), None if asked_for else grant(project)
    codes = places(project["project_id"])
    paid_for = codes
    if project["amount_covers"] == "swedish_partners":
        paid_for = frozenset(code for code in codes if code.startswith("SE")) or frozenset({"SE"})
    rows = by("participations", "project_id").get(project["project_id"], [])
    partners = [row for row in rows if row["nuts_id"] in inside]
    paid = [row for row in partners if row["role"] != "associated"]
    amounts = [
        converted(row["eu_contribution"], row["currency"], project) for row in paid if row["eu_contribution"]
    ]
    if whole and paid_for and paid_for <= inside:
        return "known", whole
    if amounts:
        return "known", total(amounts)
    only_guests = partners and not paid and codes & inside <= {row["nuts_id"] for row in partners}
    if only_guests and project["lead_nuts"] not in inside:
        return "no_grant", Money(0, 0)
    if whole and (not paid_for or paid_for & inside):
        return "shared", whole
    return "unpublished", Money(0, 0)


def total(amounts: Iterable[Money]) -> Money:
    rows = list(amounts)
    return Money(sum(row.EUR for row in rows), sum(row.SEK for row in rows))


class Sums(NamedTuple):
    """Projects and money of each kind in a region."""

    projects: dict[str, int]
    money: dict[str, Money]


def sums(rows: Iterable[Row], region: str | None) -> Sums:
    """Count and add up some projects as seen from a region (None: Sweden)."""
    parts: dict[str, list[Money]] = {}
    for row in rows:
        kind, money = part_of(row, region or "SE")
        parts.setdefault(kind, []).append(money)
    return Sums({kind: len(part) for kind, part in parts.items()}, {kind: total(part) for kind, part in parts.items()})


# Priorities -----------------------------------------------------------------------------------------------------


def priorities(code: str, period: str, counties: bool = False) -> list[Row]:
    """The priorities that stand for a region; `counties` adds those of a NUTS2 area's counties."""
    rows = [row for row in table("priorities") if row["period"] == period]
    if code.startswith("SE"):
        codes = {code} | (set(children(code)) if counties else set())
        return [row for row in rows if row["nuts_id"] in codes]
    own = [row for row in rows if row["nuts_id"] in area(code)]
    return own or [row for row in rows if row["nuts_id"] == code[:2]]


def is_national(code: str, period: str) -> bool:
    """Whether the country's list stands in for a neighbour's own."""
    rows = priorities(code, period)
    return bool(rows) and not code.startswith("SE") and not any(row["nuts_id"] in area(code) for row in rows)


def children(code: str) -> list[str]:
    return [county for county in drawn("lan") if the("regions", county)["parent"] == code]


def domains_of_priority(priority_id: str) -> list[str]:
    """A priority's domains, the primary one first."""
    rows = by("priority_domains", "priority_id")[priority_id]
    return [row["domain_id"] for role in ("primary", "secondary") for row in rows if row["role"] == role]


def domains(code: str, period: str) -> set[str]:
    """All domains of a region's priorities, and of its counties'."""
    return {d for row in priorities(code, period, counties=True) for d in domains_of_priority(row["priority_id"])}


def changes(code: str) -> dict[str, str]:
    """Domain -> new, kept or gone since the period before; nothing where a list is missing."""
    lists = [set() if is_national(code, period) else domains(code, period) for period in (BEFORE, NOW)]
    before, now = lists
    if not before or not now:
        return {}
    return {d: "kept" if d in before & now else "new" if d in now else "gone" for d in before | now}


def counties_with(domain: str, period: str, among: Iterable[str]) -> list[str]:
    return [county for county in among if domain in domains(county, period)]


# Links ----------------------------------------------------------------------------------------------------------


class Link(NamedTuple):
    """Two regions' evidence and the strength, 0 to 100; what is only perhaps a programme of both stands apart."""

    other: str
    domains: list[str]
    joint: int
    programmes: list[str]
    unsure_programmes: list[str]
    partnerships: list[str]
    strength: float


@cache
def joint(code: str, other: str, period: str) -> int:
    return len([p for p in both_take_part(code, period) if takes_part(p, other)])


@cache
def both_take_part(code: str, period: str) -> tuple[str, ...]:
    return tuple(row["project_id"] for row in projects(code, period) if takes_part(row["project_id"], code))


@cache
def weights(period: str) -> dict[str, float]:
    """How much each domain weighs: the rarer in the lists of counties and neighbours, the more."""
    lists = {}
    for code in drawn("lan", "neighbours"):
        if priorities(code, period):
            lists[code[:2] if is_national(code, period) else code] = domains(code, period)
    n = Counter(d for found in lists.values() for d in found)
    return {row["domain_id"]: log((len(lists) + 1) / (n[row["domain_id"]] + 1)) + 1 for row in table("domains")}


@cache
def eligible(code: str) -> dict[str, int]:
    """Interreg programmes of 2021-2027 -> 2 if a source states the region, 1 by the area before, 0 if not sure."""
    country = code[:2]
    found = {}
    for programme in table("programmes"):
        programme_id = programme["programme_id"]
        rows = {row["nuts_id"]: row["coverage"] for row in by("programme_areas", "programme_id").get(programme_id, [])}
        if programme["kind"] != "interreg" or programme["period"] != NOW:
            continue
        if rows.keys() & area(code) or rows.get(country) == "whole":
            found[programme_id] = 2
        elif country in rows:
            earlier = by("programme_areas", "programme_id").get(programme_id.replace("-2021", "-2014"), [])
            found[programme_id] = 1 if area(code) & {row["nuts_id"] for row in earlier} else 0
    return found


@cache
def memberships(code: str) -> frozenset[str]:
    inside = area(code) | {code[:2]}
    return frozenset(row["partnership_id"] for row in table("partnership_members") if row["nuts_id"] in inside)


@cache
def _scales(period: str, level: str) -> tuple[int, int, dict[str, float], float]:
    """Most joint projects, most programmes, what each partnership weighs, and the most of that, over all pairs."""
    pairs = [(here, there) for here in drawn(level) for there in drawn("neighbours")]
    common = Counter(p for here, there in pairs for p in memberships(here) & memberships(there))
    rarity = {p: log(len(pairs) / n) for p, n in common.items()}
    most = max(sum(rarity[p] for p in memberships(here) & memberships(there)) for here, there in pairs)
    most_programmes = max(len(_common(here, there, 1)) for here, there in pairs)
    return max(joint(*pair, period) for pair in pairs), most_programmes, rarity, most


def _common(here: str, there: str, certainty: int) -> list[str]:
    """Programmes of both with at least a certainty (0, 1, 2)."""
    sides = eligible(here), eligible(there)
    return [p for p in sides[0] if p in sides[1] and min(side[p] for side in sides) >= certainty]


def link(here: str, there: str, period: str) -> Link:
    """The link of two regions on either side of the sea, seen from the first."""
    level = next(row["layer"] for row in (the("regions", here), the("regions", there)) if row["country"] == "SE")
    most_joint, most_programmes, rarity, most_partnership = _scales(period, level)
    mine, theirs, weight = domains(here, period), domains(there, period), weights(period)
    sure = _common(here, there, 1)
    partnerships = sorted(memberships(here) & memberships(there))
    both = sum(weight[d] for d in mine | theirs)
    parts = [
        sum(weight[d] for d in mine & theirs) / both if both else 0,
        log(1 + joint(here, there, period)) / log(1 + most_joint) if most_joint else 0,
        len(sure) / most_programmes,
        sum(rarity[p] for p in partnerships) / most_partnership,
    ]
    return Link(
        there,
        sorted(mine & theirs, key=lambda d: (-weight[d], d)),
        joint(here, there, period),
        sorted(sure, key=lambda p: (-min(eligible(here)[p], eligible(there)[p]), p)),
        sorted(set(_common(here, there, 0)) - set(sure)),
        partnerships,
        25 * sum(parts),
    )


def links(here: str, period: str, level: str = "lan") -> list[Link]:
    """A region's links to all units across the sea, strongest first, ties by code."""
    others = drawn("neighbours") if here.startswith("SE") else drawn(level)
    found = [link(here, there, period) for there in others]
    return sorted(found, key=lambda row: (-round(row.strength, 9), row.other))


# Indicators -----------------------------------------------------------------------------------------------------


class Reading(NamedTuple):
    """An indicator's latest value for a region and, of the same year, the Swedish mean and the range."""

    holder: str
    year: int
    value: float
    flag: str
    mean: float | None
    low: float
    high: float


def shown_indicators() -> list[Row]:
    rows = [row for row in table("indicators") if row["shown"] == "true"]
    return sorted(rows, key=lambda row: int(row["position"]))


@cache
def values(indicator_id: str) -> dict[str, dict[int, Row]]:
    """Region -> year -> row, where there is a value."""
    found: dict[str, dict[int, Row]] = {}
    for row in by("indicator_values", "indicator_id")[indicator_id]:
        if row["value"]:
            found.setdefault(row["nuts_id"], {})[int(row["year"])] = row
    return found


def holder(indicator_id: str, code: str) -> str:
    """The region whose value is shown: for a county without any, its NUTS2 area."""
    region = the("regions", code)
    return region["parent"] if region["layer"] == "lan" and code not in values(indicator_id) else code


def reading(indicator_id: str, code: str) -> Reading | None:
    whose = holder(indicator_id, code)
    years = values(indicator_id).get(whose)
    if not years:
        return None
    year = max(years)

    def of_year(codes: list[str]) -> list[float]:
        rows = values(indicator_id)
        return [float(rows[code][year]["value"]) for code in codes if year in rows.get(code, {})]

    swedish, compared = of_year(drawn("nuts2")), of_year(drawn("nuts2", "neighbours"))
    row = years[year]
    mean = sum(swedish) / len(swedish) if swedish else None
    return Reading(whose, year, float(row["value"]), row["flag"], mean, min(compared), max(compared))
