"""The store's answers worked out a second time, in the plainest way, from rows of projects alone.

Rows are those of `tests.analysis.world.project`, with the columns that `tests.data.stores.full_world` adds.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any

from s3dash.data.dataset import Dataset
from s3dash.data.store import Funding, Group, Level, Order, ProjectFilter
from s3dash.data.store_tables import ORGANISATION, SUMMARY, TITLE
from s3dash.data.words import fold
from tests.analysis.world import RATES, partner, project
from tests.data.stores import PLN

Row = dict[str, Any]
Money = tuple[float, float]
"""EUR and SEK."""
WHOLE_WORD = 2
NEIGHBOURS = {"DE", "DK", "EE", "PL"}


class Reference:
    """Some projects and the answers to questions about them.

    Parameters
    ----------
    dataset
        Says which codes an area holds.
    rows
        The projects.
    """

    def __init__(self, dataset: Dataset, rows: Iterable[Row]) -> None:
        self.dataset = dataset
        self.rows = sorted(rows, key=lambda row: row["project_id"])

    # ------------------------------------------------------------ which projects

    def matching(self, f: ProjectFilter) -> list[Row]:
        return [row for row in self.rows if self._passes(row, f)]

    def ids(self, f: ProjectFilter, order: Order) -> list[str]:
        rows = sorted(self.matching(f), key=newest_first)
        if order == "largest":
            rows = sorted(self.matching(f), key=lambda row: -(grant_of(row) or (0.0, 0.0))[0])
        elif order == "title":
            rows = sorted(self.matching(f), key=lambda row: swedish(row["title"]))
        elif order == "relevance" and f.text is not None:
            rows.sort(key=lambda row: -(score(row, f.text or "") or 0))
        return [row["project_id"] for row in rows]

    def organisation_id(self, part: Row) -> str | None:
        """Country and folded name; under one number in a country, the first of its names."""
        if part["organisation"] is None:
            return None
        number = part.get("organisation_number")
        same = self._numbered.get((part["country"], number)) if number else None
        return min(same) if same else slug(part)

    @cached_property
    def _numbered(self) -> dict[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = {}
        for row in self.rows:
            for part in row["partners"]:
                if part["organisation"] is not None and part.get("organisation_number"):
                    found.setdefault((part["country"], part["organisation_number"]), set()).add(slug(part))
        return found

    def _passes(self, row: Row, f: ProjectFilter) -> bool:
        start, end = year(row["start_date"]), year(row["end_date"])
        first, last = (start if start is not None else end), (end if end is not None else start)
        amount = grant_of(row)
        parts, countries = row["partners"], {part["country"] for part in row["partners"]}
        in_sweden = any(code.startswith("SE") for code in row["regions"].split())
        return all(
            (
                f.period in (None, row["period"]),
                f.domain in (None, row["domain_id"]),
                f.fund in (None, row["fund"]),
                f.programme in (None, row["programme_id"]),
                f.year_from is None or (last is not None and last >= f.year_from),
                f.year_to is None or (first is not None and first <= f.year_to),
                f.amount_min is None or (amount is not None and amount[0] >= f.amount_min),
                f.amount_max is None or (amount is not None and amount[0] <= f.amount_max),
                f.organisation is None or any(self.organisation_id(part) == f.organisation for part in parts),
                f.partner is None or f.partner in countries,
                not f.baltic or (bool(countries & NEIGHBOURS) and (len(countries) > 1 or in_sweden)),
                f.text is None or score(row, f.text) is not None,
                f.region is None or bool(places(row) & self.dataset.area(f.region)),
                f.other is None or all(self._takes_part(row, code) for code in (f.region, f.other) if code),
            )
        )

    def _takes_part(self, row: Row, region: str) -> bool:
        return any(part["nuts_id"] in self.dataset.area(region) for part in row["partners"])

    # ------------------------------------------------------------ counts and sums

    def funding(self, f: ProjectFilter) -> Funding:
        parts: dict[str, list[Money]] = {}
        for row in self.matching(f):
            kind, money = self._part_of(row, f.region)
            parts.setdefault(kind, []).append(money)
        known, shared = total(parts.get("known", [])), total(parts.get("shared", []))
        return Funding(
            projects=sum(map(len, parts.values())),
            known_eur=known[0],
            known_sek=known[1],
            known_projects=len(parts.get("known", [])),
            shared_eur=shared[0],
            shared_sek=shared[1],
            shared_projects=len(parts.get("shared", [])),
            unpublished_projects=len(parts.get("unpublished", [])),
            no_grant_projects=len(parts.get("no_grant", [])),
            elsewhere_projects=len(parts.get("elsewhere", [])),
        )

    def groups(self, f: ProjectFilter, column: str) -> list[Group]:
        groups: dict[str | None, list[tuple[str, Money]]] = {}
        for row in self.matching(f):
            value = year(row["start_date"]) if column == "start_year" else row[column]
            groups.setdefault(None if value is None else str(value), []).append(self._part_of(row, f.region))
        found = [
            Group(
                key,
                len(parts),
                *total(money for kind, money in parts if kind == "known"),
                known_projects=sum(kind == "known" for kind, _ in parts),
                no_grant_projects=sum(kind == "no_grant" for kind, _ in parts),
            )
            for key, parts in groups.items()
        ]
        return sorted(found, key=lambda group: (-group.projects, group.key is None, group.key or ""))

    def projects_by_unit(self, f: ProjectFilter) -> dict[str, int]:
        drawn = [code for layer in ("lan", "nuts2", "neighbours") for code in self.dataset.drawn(layer)]
        chosen = self.matching(replace(f, region=None))
        return {code: sum(bool(places(row) & self.dataset.area(code)) for row in chosen) for code in drawn}

    def funding_by_region(self, f: ProjectFilter, level: Level) -> dict[str, Funding]:
        """Each unit's part of the projects that pass the filter without its region."""
        chosen = Reference(self.dataset, self.matching(replace(f, region=None)))
        return {code: chosen.funding(ProjectFilter(region=code)) for code in self.dataset.drawn(level)}

    def _part_of(self, row: Row, region: str | None) -> tuple[str, Money]:
        """What of a grant belongs to a region, or, without one, to Sweden."""
        inside = self.dataset.area(region or "SE")
        codes, countries = places(row), {part["country"] for part in row["partners"]}
        if region is None and not codes & inside and (codes or (countries and "SE" not in countries)):
            return "elsewhere", (0.0, 0.0)
        whole = None if "amount_applied_for" in (row["note"] or "").split() else grant_of(row)
        paid_for = codes
        if row["amount_covers"] == "swedish_partners":
            paid_for = {code for code in codes if code.startswith("SE")} or {"SE"}
        here = [part for part in row["partners"] if part["nuts_id"] in inside]
        paid = [part for part in here if part["role"] != "associated"]
        amounts = [money for part in paid if (money := converted(part, row)) is not None]
        if whole and paid_for and paid_for <= inside:
            return "known", whole
        if amounts:
            return "known", total(amounts)
        guests = {part["nuts_id"] for part in here}
        if here and not paid and codes & inside <= guests and row["lead_nuts"] not in inside:
            return "no_grant", (0.0, 0.0)
        if whole and (not paid_for or paid_for & inside):
            return "shared", whole
        return "unpublished", (0.0, 0.0)


# ------------------------------------------------------------ single rows


def places(row: Row) -> set[str]:
    of_partners = (part["nuts_id"] for part in row["partners"])
    return {code for code in (*row["regions"].split(), row["lead_nuts"], *of_partners) if code}


def year(day: str | None) -> int | None:
    return int(day[:4]) if day else None


def converted(amount: Row, row: Row) -> Money | None:
    """An amount at the rates of the year in which its project starts, or of the latest known before it."""
    value, currency = amount["eu_contribution"], amount["currency"]
    if value is None or currency is None:
        return None
    wanted = year(row["start_date"]) or int(row["period"][:4])
    at = max(known for known in RATES if known <= wanted)
    per_eur = {"EUR": 1.0, "SEK": RATES[at], "PLN": PLN[at]}.get(currency)
    if per_eur is None:
        return None
    return round(value / per_eur, 2), value if currency == "SEK" else round(value / per_eur * RATES[at], 2)


def grant_of(row: Row) -> Money | None:
    return converted(row, row)


def total(amounts: Iterable[Money]) -> Money:
    rows = list(amounts)
    return round(sum(eur for eur, _ in rows), 2), round(sum(sek for _, sek in rows), 2)


def newest_first(row: Row) -> int:
    """A date with unknown parts is before all that it may be."""
    return -int((row["start_date"] or "0").replace("-", "").ljust(8, "0"))


def swedish(title: str) -> list[float]:
    """A title's place in the Swedish alphabet, which ends in å, ä, ö; quotation marks in front do not count."""
    last = {"å": ord("z") + 0.1, "ä": ord("z") + 0.2, "ö": ord("z") + 0.3}
    return [last.get(letter, ord(letter)) for letter in title.lower().lstrip("\"'”“«(")]


def slug(part: Row) -> str:
    name = "".join(c for c in fold(part["organisation"]) if c.isascii())
    return f"{part['country'].lower()}-{name.replace(' ', '-')}"


def words_of(row: Row) -> dict[str, int]:
    """Each word of a project and how much it says by where it stands."""
    texts = [(row[name], TITLE) for name in ("title", "title_en", "project_id")]
    texts += [(row["lead_organisation"], ORGANISATION), *((p["organisation"], ORGANISATION) for p in row["partners"])]
    texts += [(row[name], SUMMARY) for name in ("summary", "summary_en")]
    found: dict[str, int] = {}
    for text, weight in texts:
        for word in fold(text or "").split():
            found[word] = max(found.get(word, 0), weight)
    return found


def score(row: Row, text: str) -> int | None:
    """How well a project fits a text; None if one of its words is missing, or it has none."""
    terms, words = dict.fromkeys(fold(text).split()), words_of(row)
    scores = [
        max((n * (WHOLE_WORD if word == term else 1) for word, n in words.items() if word.startswith(term)), default=0)
        for term in terms
    ]
    return sum(scores) if scores and all(scores) else None


# ------------------------------------------------------------ rows to ask about

CODES = [
    "SE221", "SE224", "SE311", "SE312", "SE22", "SE31", "SE", "PL633", "PL63", "DK01", "DE803", "EE", "EE001", "FR10",
]  # fmt: skip
WORDS = [
    "energi", "ENERGY", "Öresund", "hav", "havet", "vätgas", "C++", "100%", "a_b", "l'eau", "Łódź", "smart-grid", "på",
    "\\backslash", "”citat”", "zoo", "Ål", "ärla", "Straße",
]  # fmt: skip
ORGANISATIONS = [
    ("Lunds universitet", "2021003211"), ("Lund University (LU)", "2021003211"), ("Region Skåne", None),
    ("Uniwersytet Gdański", None), ("REGION SKANE", None), ("Tartu Ülikool", "74001073"), (None, None), (None, None),
]  # fmt: skip


def invented(seed: int, size: int) -> list[Row]:
    """Rows of projects that differ in all that the store tells apart."""
    chance = random.Random(seed)

    def words(most: int) -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(1, most)))

    def amount() -> dict[str, Any]:
        value = chance.choice([None, float(chance.randint(1, 2000))])
        return {"eu_contribution": value, "currency": value and chance.choice(["EUR", "EUR", "SEK", "PLN", "GBP"])}

    def part() -> Row:
        code = chance.choice([None, *CODES, *CODES])
        name, number = chance.choice(ORGANISATIONS)
        country = (code or chance.choice(["SE", "PL"]))[:2]
        role = chance.choice(["lead", "partner", "partner", "associated"])
        person = {"organisation_type": None if name else chance.choice([None, "private_person"])}
        named = {"organisation": name, "organisation_number": number}
        return partner(code, role=role, country=country) | named | person | amount()

    def row(n: int) -> Row:
        period = chance.choice(["2014-2020", "2021-2027"])
        years = [int(period[:4]) + chance.randint(0, 5) for _ in range(2)]
        start, end = (chance.choice([None, f"{y}", f"{y}-0{chance.randint(1, 9)}-15"]) for y in sorted(years))
        changes = {
            "title": words(3),
            "title_en": chance.choice([None, words(2)]),
            "summary": chance.choice([None, words(6)]),
            "summary_en": chance.choice([None, words(6)]),
            "lead_organisation": chance.choice([None, "Region Skåne"]),
            "lead_nuts": chance.choice([None, None, *CODES]),
            "regions": " ".join(chance.sample(CODES, k=chance.choice([0, 0, 1, 2]))),
            "period": period,
            "start_date": start,
            "end_date": end,
            "domain_id": chance.choice([None, "energy", "food"]),
            "fund": chance.choice(["erdf", "interreg"]),
            "programme_id": chance.choice(["interreg-south-2021", "erdf-se22-2021"]),
            "amount_covers": chance.choice(["project", "project", "swedish_partners"]),
            "note": chance.choice([None, None, "amount_applied_for"]),
            "partners": [part() for _ in range(chance.choice([0, 1, 2, 4]))],
        }
        return project(f"P{n:03}", **changes) | amount()

    return [row(n) for n in range(size)]
