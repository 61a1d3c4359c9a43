"""The store of projects: the only module that answers questions about projects and their money.

What every click asks for (counts and sums by area and filter) is answered from totals in memory; lists, free
text and the finer filters are asked of the backend, DuckDB or PostgreSQL, through Ibis. The store never changes and may
be shared by threads.

Where a filter names no region, the question is about every project in the dataset and about Sweden's
part of the money, each project once. Where it names one, it is about the projects that touch that
region: a project touches an area if a region it covers, its lead or one of its partners lies in it.
How money is attributed stands in :mod:`s3dash.data.money`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from math import log
from typing import Any, Literal

import ibis

from s3dash.data import backend as backends
from s3dash.data.backend import Backend
from s3dash.data.dataset import Dataset
from s3dash.data.projects import (
    ROLES,
    Organisation,
    Participation,
    Project,
    ProjectRecord,
    columns_of,
    read_records,
)
from s3dash.data.store_tables import units
from s3dash.data.totals import Totals
from s3dash.data.words import fold

__all__ = [
    "Funding", "Group", "Level", "Order", "Organisation", "Participation", "Project", "ProjectFilter", "ProjectRecord",
    "ProjectStore",
]  # fmt: skip

Order = Literal["newest", "largest", "title", "relevance"]
Level = Literal["lan", "nuts2"]
_SWEDISH_LAYERS = ("lan", "nuts2")
_CACHED_FILTERS = 1024
_MOST_TERMS = 12
_SIMILAR_WORDS = 8
_WHOLE_WORD = 2
"""How much more a word says that stands there as typed than one that only begins so."""


@dataclass(frozen=True)
class ProjectFilter:
    """Which projects a question is about; None means any.

    `other` keeps the projects with participations in both areas, so that they are exactly those that
    :meth:`ProjectStore.joint_projects` counts; touching both by a stated coverage alone is not enough.
    `year_from` and `year_to` keep what runs in those years; amounts are EU contributions of whole projects in EUR;
    `partner` is the country of a participation; `baltic` keeps the projects with a partner in a neighbour country and
    one elsewhere. `text`: each of its words, or one that begins so, stands in a title, a summary or a name.
    """

    region: str | None = None
    other: str | None = None
    period: str | None = None
    domain: str | None = None
    fund: str | None = None
    programme: str | None = None
    year_from: int | None = None
    year_to: int | None = None
    amount_min: float | None = None
    amount_max: float | None = None
    organisation: str | None = None
    partner: str | None = None
    baltic: bool = False
    text: str | None = None

    @property
    def in_totals(self) -> bool:
        """Whether the totals in memory know all that the filter names."""
        fine = ("year_from", "year_to", "amount_min", "amount_max", "organisation", "partner", "text", "other")
        return not self.baltic and all(getattr(self, name) is None for name in fine)


@dataclass(frozen=True)
class Funding:
    """An area's EU contributions, by what is known of them.

    `projects` = `known_projects` + `shared_projects` + `unpublished_projects` + `no_grant_projects` +
    `elsewhere_projects`. `shared` is the whole of grants that pay for other areas too: it stands beside the known sum,
    is never added to it, and must not be summed over areas. `elsewhere_projects`, only where the question names
    no region: projects without any part in Sweden.
    """

    projects: int
    known_eur: float
    known_sek: float
    known_projects: int
    shared_eur: float
    shared_sek: float
    shared_projects: int
    unpublished_projects: int
    no_grant_projects: int
    elsewhere_projects: int = 0


@dataclass(frozen=True)
class Group:
    """Projects that have something in common, and the sum that is known for the area.

    `key` is an id (domain, programme, fund) or a year; None where the project is not classified.
    """

    key: str | None
    projects: int
    known_eur: float
    known_sek: float


Sums = dict[Any, tuple[int, float, float]]
"""Projects, EUR and SEK by a key."""


class ProjectStore:
    """Answers to questions about the projects of a dataset.

    Parameters
    ----------
    dataset
        A loaded dataset.
    backend
        Where its projects lie; without one they are read from the dataset's own folder or CSV tables.
    """

    def __init__(self, dataset: Dataset, backend: Backend | None = None) -> None:
        self._dataset = dataset
        self._backend = backend or backends.of_dataset(dataset)
        self._units = frozenset(units(dataset))
        self._totals = Totals(self._backend.table("totals").to_pyarrow().to_pandas())
        self._pairs = self._read_pairs()
        self._size = sum(n for n, _, _ in self._totals.by("kind", "").values())
        # Caches of this store alone: bounded, and safe to share between threads.
        self._sums = lru_cache(_CACHED_FILTERS)(self._find_sums)
        self._fundings = lru_cache(_CACHED_FILTERS)(self._funding_by_unit)

    # ------------------------------------------------------------ counts and sums

    def count(self, f: ProjectFilter) -> int:
        """Return the number of projects, each counted once."""
        return sum(n for n, _, _ in self._sums(f, "kind").values())

    def funding(self, f: ProjectFilter) -> Funding:
        """Return what is known of the EU contributions to the area, in EUR and SEK.

        Sums of the amounts that :func:`s3dash.data.money.attribute` gives the area, per kind.
        """
        return _funding(self._sums(f, "kind"))

    def by_domain(self, f: ProjectFilter) -> list[Group]:
        """Return the projects by domain, most projects first."""
        return self._groups(f, "domain_id")

    def by_programme(self, f: ProjectFilter) -> list[Group]:
        """Return the projects by programme, most projects first."""
        return self._groups(f, "programme_id")

    def by_fund(self, f: ProjectFilter) -> list[Group]:
        """Return the projects by fund, most projects first."""
        return self._groups(f, "fund")

    def by_year(self, f: ProjectFilter) -> list[Group]:
        """Return the projects by start year (`2023`), most projects first."""
        return self._groups(f, "start_year")

    def funding_by_region(self, f: ProjectFilter, level: Level = "lan") -> dict[str, Funding]:
        """Return the funding of every Swedish unit of a level; `f.region` is ignored.

        The units' project counts and shared sums overlap: only Sweden's own funding counts a project once.
        """
        found = self._fundings(replace(f, region=None))
        return {code: found[code] for code in self._dataset.drawn(level)}

    def projects_by_unit(self, f: ProjectFilter) -> dict[str, int]:
        """Count the projects that touch each drawn unit, as `count` does; `f.region` is ignored.

        A neighbour is known to a project mostly through its partners there, so its number means "at least".
        """
        return {code: found.projects for code, found in self._fundings(replace(f, region=None)).items()}

    def joint_projects(self, region: str, f: ProjectFilter | None = None) -> dict[str, int]:
        """Count the projects with participations on both sides of the sea.

        Foreign partner lists are incomplete, so that each number means "at least".

        Parameters
        ----------
        region
            A Swedish unit (or `SE`), or a neighbour.
        f
            Restricts the projects by period, domain, fund and programme; the rest is ignored.

        Returns
        -------
        Drawn unit of the other side (neighbours; or län and NUTS2 areas) -> number of projects, most
        first, units without any left out.
        """
        self._dataset.region(region)
        wanted = f or ProjectFilter()
        counts: Counter[str] = Counter()
        for other, period, domain, fund, programme, n in self._pairs.get(region, ()):
            if (
                wanted.period in (None, period)
                and wanted.domain in (None, domain)
                and wanted.fund in (None, fund)
                and wanted.programme in (None, programme)
            ):
                counts[other] += n
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    # ------------------------------------------------------------ projects

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
        return self._partners_at([position]).get(position, [])

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

    def terms(self, text: str) -> tuple[str, ...]:
        """Return the words of a free text as they are compared: folded, each once."""
        return tuple(dict.fromkeys(fold(text).split()))[:_MOST_TERMS]

    # ------------------------------------------------------------ organisations

    def organisation(self, organisation_id: str) -> Organisation:
        """Return one organisation; KeyError if there is none of that id."""
        table = self._backend.table("organisations")
        found = self._organisations(table.filter(table.organisation_id == organisation_id))
        if not found:
            raise KeyError(organisation_id)
        return found[0]

    def organisations(self, text: str, limit: int = 12) -> list[Organisation]:
        """Return organisations whose name holds a text, those with most projects first."""
        table = self._backend.table("organisations")
        wanted = fold(text)
        if not wanted:
            return []
        found = table.filter(table.folded.contains(wanted))
        return self._organisations(found.order_by(ibis.desc("projects"), "organisation_id").limit(limit))

    def partners_of(self, organisation_id: str, limit: int = 50) -> list[tuple[Organisation, int]]:
        """Return the organisations that share projects with one, and how many, most first."""
        members = self._backend.table("members")
        own = members.filter(members.organisation_id == organisation_id).select("position")
        shared = (
            members.semi_join(own, "position")
            .filter(members.organisation_id != organisation_id)
            .group_by("organisation_id")
            .agg(n=ibis._.count())
            .order_by(ibis.desc("n"), "organisation_id")
            .limit(limit)
        )
        counts = dict(self._backend.rows(shared))
        table = self._backend.table("organisations")
        found = {
            o.organisation_id: o for o in self._organisations(table.filter(table.organisation_id.isin(list(counts))))
        }
        return [(found[code], n) for code, n in counts.items()]

    # ------------------------------------------------------------ how it is asked

    def _unit(self, region: str | None) -> str:
        """The area of a filter; KeyError where no question may be about it."""
        if region is not None and region not in self._units:
            raise KeyError(region)
        return region or ""

    def _find_sums(self, f: ProjectFilter, key: str, kind: str | None = None) -> Sums:
        """Projects and amounts by a key, of one area; of one kind of attribution alone where it is named."""
        unit = self._unit(f.region)
        if f.in_totals:
            return self._totals.by(key, unit, **_plain_filters(f), kind=kind)
        attributed = self._attributed(f)
        if attributed is None:
            return {}
        chosen = attributed if kind is None else attributed.filter(attributed.kind == kind)
        sums = chosen.group_by(key).agg(n=ibis._.count(), eur=ibis._.eur.sum(), sek=ibis._.sek.sum())
        return {word: _cents(n, eur, sek) for word, n, eur, sek in self._backend.rows(sums)}

    def _groups(self, f: ProjectFilter, key: str) -> list[Group]:
        known = self._sums(f, key, "known")
        groups = [
            Group(None if word is None else str(word), n, *known.get(word, (0, 0.0, 0.0))[1:])
            for word, (n, _, _) in self._sums(f, key).items()
        ]
        return sorted(groups, key=lambda group: (-group.projects, group.key is None, group.key or ""))

    def _funding_by_unit(self, f: ProjectFilter) -> dict[str, Funding]:
        """The funding of every drawn unit."""
        drawn = [code for layer in (*_SWEDISH_LAYERS, "neighbours") for code in self._dataset.drawn(layer)]
        if f.in_totals:
            wanted = _plain_filters(f)
            return {code: _funding(self._totals.by("kind", code, **wanted)) for code in drawn}
        sums: dict[str, Sums] = {code: {} for code in drawn}
        units = self._backend.table("units")
        projects = self._filtered(f, units.filter(units.unit.isin(drawn)))
        if projects is not None:
            found = projects.group_by("unit", "kind").agg(n=ibis._.count(), eur=ibis._.eur.sum(), sek=ibis._.sek.sum())
            for unit, kind, n, eur, sek in self._backend.rows(found):
                sums[unit][kind] = _cents(n, eur, sek)
        return {code: _funding(found) for code, found in sums.items()}

    def _attributed(self, f: ProjectFilter) -> Any:
        """The filtered projects with what of their grants belongs to the area, or None where there are none."""
        projects = self._filtered(f)
        if projects is None or f.region is not None:
            return projects
        return projects.mutate(kind=projects.sweden_kind, eur=projects.sweden_eur, sek=projects.sweden_sek)

    def _filtered(self, f: ProjectFilter, projects: Any = None) -> Any:
        """The projects that pass a filter as an expression, or None where the filter's words cannot be found.

        Parameters
        ----------
        projects
            Rows of `units` to choose from; without them the rows of the filter's region, or `facts`.
        """
        self._unit(f.region), self._unit(f.other)
        units = self._backend.table("units")
        if projects is None:
            projects = self._backend.table("facts") if f.region is None else units.filter(units.unit == f.region)
        conditions = [projects[name] == value for name, value in _plain_filters(f).items() if value is not None]
        if f.year_from is not None:
            conditions.append(ibis.coalesce(projects.end_year, projects.start_year) >= f.year_from)
        if f.year_to is not None:
            conditions.append(ibis.coalesce(projects.start_year, projects.end_year) <= f.year_to)
        if f.amount_min is not None:
            conditions.append(projects.eu_eur >= f.amount_min)
        if f.amount_max is not None:
            conditions.append(projects.eu_eur <= f.amount_max)
        if f.baltic:
            conditions.append(projects.baltic)
        if f.partner is not None:
            conditions.append(projects.countries.contains(f.partner))
        if f.other is not None and f.region is not None:
            conditions.append(projects.participates)
        chosen = projects.filter(conditions) if conditions else projects
        if f.other is not None:
            chosen = chosen.semi_join(units.filter(units.unit == f.other, units.participates), "position")
        if f.organisation is not None:
            members = self._backend.table("members")
            chosen = chosen.semi_join(members.filter(members.organisation_id == f.organisation), "position")
        if f.text is not None:
            hits = self._hits(f.text)
            return None if hits is None else chosen.join(hits, "position")
        return chosen

    def _ordered(self, f: ProjectFilter, order: Order) -> Any:
        projects = self._filtered(f)
        return None if projects is None else projects.order_by(self._keys(f, order))

    def _keys(self, f: ProjectFilter, order: Order) -> list[Any]:
        """What projects are ordered by; no two are equal in all of it."""
        if order == "relevance":
            newest = ibis._["rank_newest"]
            return [ibis.desc("score"), newest] if f.text is not None else [newest]
        return [ibis._[f"rank_{order}"]]

    def _hits(self, text: str) -> Any:
        """Positions of the projects that have every word of a text, each with a score; None for no word at all."""
        words = self._backend.table("words")
        found = None
        for term in self.terms(text):
            first, last, whole = self._range(term)
            begins = words.filter(words.word_id.between(first, last))
            weight = begins.weight.cast("int32")
            score = ibis.ifelse(begins.word_id == whole, weight * _WHOLE_WORD, weight)
            of_term = begins.group_by("position").agg(score=score.max())
            if found is None:
                found = of_term
            else:
                both = found.join(of_term, "position")
                found = both.select("position", score=both.score + both.score_right)
        return found

    def _range(self, term: str) -> tuple[int, int, int]:
        """Numbers of the first and last word that begin with a term, and of the word itself (-1: there is none)."""
        vocabulary = self._backend.table("vocabulary")
        begins = vocabulary.filter(vocabulary.word >= term, vocabulary.word < term + "\U0010ffff")
        whole = begins.word_id.min(where=begins.word == term)
        ((first, last, same),) = self._backend.rows(
            begins.agg(first=begins.word_id.min(), last=begins.word_id.max(), same=whole)
        )
        return (-1, -1, -1) if first is None else (first, last, -1 if same is None else same)

    def _position(self, project_id: str) -> int:
        projects = self._backend.table("facts")
        found = self._backend.rows(projects.filter(projects.project_id == project_id).select("position"))
        if not found:
            raise KeyError(project_id)
        return found[0][0]

    def _at(self, positions: list[int]) -> list[Project]:
        """The projects at some positions, in their order."""
        if not positions:
            return []
        found = self._backend.records("project_records", positions)
        return read_records(Project, (found[position][0] for position in positions))

    def _partners_at(self, positions: list[int]) -> dict[int, list[Participation]]:
        """Position -> participations: lead, partners, associated partners."""
        found = self._backend.records("participation_records", positions)
        return {position: _participations(cells) for position, cells in found.items()}

    def _organisations(self, found: Any) -> list[Organisation]:
        return read_records(Organisation, self._backend.rows(found.select(*columns_of(Organisation))))

    def _read_pairs(self) -> dict[str, list[tuple[Any, ...]]]:
        """Area -> (drawn unit of the other side, period, domain, fund, programme, joint projects)."""
        pairs: dict[str, list[tuple[Any, ...]]] = {}
        drawn = {code for layer in _SWEDISH_LAYERS for code in self._dataset.drawn(layer)}
        table = self._backend.table("pairs")
        columns = ("here", "there", "period", "domain_id", "fund", "programme_id", "projects")
        for here, there, *rest in self._backend.rows(table.select(*columns)):
            pairs.setdefault(here, []).append((there, *rest))
            if here in drawn:
                pairs.setdefault(there, []).append((here, *rest))
        return pairs


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


def _plain_filters(f: ProjectFilter) -> dict[str, str | None]:
    """What a filter says of columns that projects and totals share."""
    return {"period": f.period, "domain_id": f.domain, "fund": f.fund, "programme_id": f.programme}


def _cents(n: int, eur: float | None, sek: float | None) -> tuple[int, float, float]:
    """Sums in whole cents, so that the order of adding does not show."""
    return (n, round(eur or 0.0, 2), round(sek or 0.0, 2))


def _funding(sums: Sums) -> Funding:
    """What is known of an area's grants, from projects and sums by kind."""
    nothing = (0, 0.0, 0.0)
    known, shared = sums.get("known", nothing), sums.get("shared", nothing)
    return Funding(
        projects=sum(n for n, _, _ in sums.values()),
        known_eur=known[1],
        known_sek=known[2],
        known_projects=known[0],
        shared_eur=shared[1],
        shared_sek=shared[2],
        shared_projects=shared[0],
        unpublished_projects=sums.get("unpublished", nothing)[0],
        no_grant_projects=sums.get("no_grant", nothing)[0],
        elsewhere_projects=sums.get("elsewhere", nothing)[0],
    )
