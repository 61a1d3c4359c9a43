"""Lists of priorities into the tables of a draft snapshot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from s3dash.sources.drafts import Counts, Row, SourceRegister, read_table, write_table
from s3dash.sources.records import Item, PriorityRow, Reject, Remark

Group = tuple[str, str]
"""A region and a period: their list is replaced as a whole."""


@dataclass(frozen=True)
class _Priority:
    """A row of `priorities` with its domains, the primary one first."""

    row: Row
    domains: tuple[str, ...]

    @property
    def group(self) -> Group:
        return self.row["nuts_id"], self.row["period"]

    @property
    def name(self) -> str:
        return self.row["name_original"]


def apply(folder: Path, items: Iterable[Item], today: date | None = None) -> Counts:
    """Replace the list of each region and period that the items hold; all others stay.

    A priority of the same name keeps its id. A list that says what the table says already changes nothing.

    Parameters
    ----------
    folder
        A draft snapshot: tables in `tables/`, safe to overwrite.
    items
        What `s3dash.sources.priorities.read` yields.
    """
    counts = Counts()
    usable = list(_usable(folder, items, counts))
    register = SourceRegister(folder, today or date.today())
    old = _read(folder)
    numbers = (f"P{number:04}" for number in range(1, 1_000_000))
    known_ids = {one.row["priority_id"] for one in old}
    ids = {(*one.group, one.name): one.row["priority_id"] for one in old}
    new: defaultdict[Group, list[_Priority]] = defaultdict(list)
    for item in usable:
        key = (item.nuts_id, item.period, item.name_original)
        if key not in ids:
            ids[key] = next(number for number in numbers if number not in known_ids)
        new[item.nuts_id, item.period].append(_Priority(_row(item, ids[key], register), item.domains))
    merged = list(_merged(old, new))
    _count(old, new, counts)
    if merged != old:
        register.save()
        _write(folder, merged)
    return counts


def _usable(folder: Path, items: Iterable[Item], counts: Counts) -> Iterator[PriorityRow]:
    """Yield the priorities whose region and domains the dataset has; the others are rejected."""
    regions = {row["nuts_id"] for row in read_table(folder, "regions")}
    domains = {row["domain_id"] for row in read_table(folder, "domains")}
    for item in items:
        if not isinstance(item, PriorityRow):
            continue
        unknown = [code for code in (item.nuts_id,) if code not in regions]
        unknown += [domain for domain in item.domains if domain not in domains]
        if unknown:
            reason = f"row {item.row}: the dataset has no region or domain {', '.join(unknown)}"
            counts.rejects.append(Reject(item.row, reason, {"priority": item.name_original}))
        else:
            yield item


def _row(item: PriorityRow, priority_id: str, register: SourceRegister) -> Row:
    return {
        "priority_id": priority_id,
        "nuts_id": item.nuts_id,
        "period": item.period,
        "name_original": item.name_original,
        "name_en": item.name_en,
        "confidence": item.confidence,
        "source_id": register.id_of(item.source_title, item.source_url or ""),
        "source_year": str(item.source_year or ""),
    }


def _read(folder: Path) -> list[_Priority]:
    links: defaultdict[str, list[Row]] = defaultdict(list)
    for link in read_table(folder, "priority_domains"):
        links[link["priority_id"]].append(link)
    return [
        _Priority(row, tuple(link["domain_id"] for link in sorted(links[row["priority_id"]], key=_primary_first)))
        for row in read_table(folder, "priorities")
    ]


def _primary_first(link: Row) -> bool:
    return link["role"] != "primary"


def _merged(old: Sequence[_Priority], new: dict[Group, list[_Priority]]) -> Iterator[_Priority]:
    """Yield the table anew: a replaced list stands where its first row stood, a new one at the end."""
    done: set[Group] = set()
    for one in old:
        if one.group not in new:
            yield one
        elif one.group not in done:
            done.add(one.group)
            yield from new[one.group]
    for group, rows in new.items():
        if group not in done:
            yield from rows


def _count(old: Sequence[_Priority], new: dict[Group, list[_Priority]], counts: Counts) -> None:
    """Count a priority as same where its words, domains and place in the list are; a removed one is a change."""
    lists: defaultdict[Group, list[_Priority]] = defaultdict(list)
    for one in old:
        lists[one.group].append(one)
    removed = 0
    for group, rows in new.items():
        before = {one.name: (place, one) for place, one in enumerate(lists[group])}
        for place, one in enumerate(rows):
            counts.new += one.name not in before
            counts.same += before.get(one.name) == (place, one)
        removed += len(before.keys() - {one.name for one in rows})
    counts.changed = sum(map(len, new.values())) - counts.new - counts.same
    if removed:
        counts.changed += removed
        counts.remarks.append(Remark(0, f"{removed} priorities that the new lists do not have, removed"))


def _write(folder: Path, priorities: Sequence[_Priority]) -> None:
    write_table(folder, "priorities", (one.row for one in priorities))
    links = (
        {"priority_id": one.row["priority_id"], "domain_id": domain, "role": "secondary" if place else "primary"}
        for one in priorities
        for place, domain in enumerate(one.domains)
    )
    write_table(folder, "priority_domains", links)
