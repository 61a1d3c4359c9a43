"""Projects one by one: pages of a list, downloads, a project with its partners, and what is similar to it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from math import log
from typing import Any

from s3dash.data.backend import Backend
from s3dash.data.dataset import Dataset
from s3dash.data.project_filter import Order, ProjectFilter
from s3dash.data.projects import ROLES, Participation, Project, ProjectRecord, read_records
from s3dash.data.store_selection import Selection
from s3dash.data.words import fold

_SIMILAR_WORDS = 8


class ProjectLists(Selection):
    """Lists of projects, and each project by itself."""

    def __init__(self, dataset: Dataset, backend: Backend) -> None:
        super().__init__(dataset, backend)
        ((self._size,),) = backend.rows(backend.table("facts").count().as_table())

    def page(self, f: ProjectFilter, order: Order = "newest", limit: int = 10, offset: int = 0) -> list[Project]:
        """Return some of the projects in an order.

        Parameters
        ----------
        f
            Which projects.
        order
            `newest` (start date, latest first), `largest` (the published grant of the whole project in EUR,
            largest first), `title` (Swedish alphabet) or, where there is a text, `relevance` (what fits it
            best first). What is unknown comes last; ties by project id.
        limit, offset
            How many projects, and how many of the order to leave out before them.
        """
        ordered = self._ordered(f, order)
        if ordered is None:
            return []
        found = self._backend.rows(ordered.select("position").limit(limit, offset=offset))
        return self._at([position for (position,) in found])

    def batches(self, f: ProjectFilter, order: Order = "newest", size: int = 2000) -> Iterator[list[ProjectRecord]]:
        """Yield every project with its participations, in an order, some at a time.

        Both are read once, in the same order, however many there are; only some are in memory at a time.
        """
        projects = self._filtered(f)
        if projects is None:
            return
        keys = self._keys(f, order)
        chosen = projects.select("position", *(("score", "rank_newest") if len(keys) > 1 else (keys[0],)))
        records = chosen.join(self._backend.table("project_records"), "position").order_by(keys)
        parts = chosen.join(self._backend.table("participation_records"), "position").order_by([*keys, "n"])
        partners = _Partners(self._backend.stream(parts.select("position", "record"), size))
        for rows in self._backend.stream(records.select("position", "record"), size):
            found = read_records(Project, (json.loads(record) for _, record in rows))
            yield [
                ProjectRecord(project, tuple(partners.of(position)))
                for (position, _), project in zip(rows, found, strict=True)
            ]

    def project(self, project_id: str) -> Project:
        """Return one project; KeyError if there is none of that id."""
        return self._at([self._position(project_id)])[0]

    def partners(self, project_id: str) -> list[Participation]:
        """Return a project's participations: lead, partners, associated partners; KeyError if unknown."""
        position = self._position(project_id)
        return _participations(self._backend.records("participation_records", [position]).get(position, []))

    def similar(self, project_id: str, limit: int = 6) -> list[Project]:
        """Return the projects that share most with one: rare words of its title, and its domain.

        A shared word counts by its rarity, ln(projects / projects with it), and by where it stands; the same domain
        counts half as much again. Projects without any place in common come first among equals.
        """
        position = self._position(project_id)
        project = self._at([position])[0]
        words, vocabulary = self._backend.table("words"), self._backend.table("vocabulary")
        terms = list(dict.fromkeys(word for word in fold(project.title).split() if len(word) > 2))
        if not terms:
            return []
        counts = self._backend.rows(vocabulary.filter(vocabulary.word.isin(terms)).select("projects", "word_id"))
        rare = sorted((n, word) for n, word in counts if 1 < n <= max(self._size / 10, 20))[:_SIMILAR_WORDS]
        if not rare:
            return []
        hits: Counter[int] = Counter()
        found = words.filter(words.word_id.isin([word for _, word in rare])).select("word_id", "position", "weight")
        rarity = {word: log(self._size / n) for n, word in rare}
        for word, at, weight in self._backend.rows(found):
            if at != position:
                hits[at] += rarity[word] * weight
        nearest = self._at([at for at, _ in hits.most_common(10 * limit)])
        scores = dict(zip((p.project_id for p in nearest), (n for _, n in hits.most_common(10 * limit)), strict=True))
        own = {*project.regions, project.lead_nuts} - {None}

        def nearness(other: Project) -> tuple[float, bool, str]:
            same_domain = other.domain_id is not None and other.domain_id == project.domain_id
            elsewhere = own.isdisjoint({*other.regions, other.lead_nuts})
            return (-scores[other.project_id] * (1.5 if same_domain else 1.0), not elsewhere, other.project_id)

        return sorted(nearest, key=nearness)[:limit]


class _Partners:
    """Participations of projects that are asked for in the order in which a stream has them."""

    def __init__(self, batches: Iterator[list[tuple[int, str]]]) -> None:
        self._groups = groupby((row for batch in batches for row in batch), key=lambda row: row[0])
        self._next: tuple[int, list[str]] | None = self._read()

    def of(self, position: int) -> list[Participation]:
        """The participations of the project at a position; none where the stream has no more of it."""
        if self._next is None or self._next[0] != position:
            return []
        records, self._next = self._next[1], self._read()
        return _participations([json.loads(record) for record in records])

    def _read(self) -> tuple[int, list[str]] | None:
        position, rows = next(self._groups, (None, ()))
        return None if position is None else (position, [record for _, record in rows])


def _participations(records: list[list[Any]]) -> list[Participation]:
    """Participations of one project from their cells: lead, partners, associated partners."""
    return sorted(read_records(Participation, records), key=lambda part: ROLES.index(part.role))
