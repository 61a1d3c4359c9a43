"""Filtered projects as expressions on the store's tables: what every question is asked with."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import ibis

from s3dash.data.backend import Backend
from s3dash.data.dataset import Dataset
from s3dash.data.project_filter import Order, ProjectFilter
from s3dash.data.projects import Project, read_records
from s3dash.data.store_units import units
from s3dash.data.words import fold

SWEDISH_LAYERS = ("lan", "nuts2")
CACHED_FILTERS = 1024
"""How many answers of a kind a store keeps."""
_MOST_TERMS = 12
_WHOLE_WORD = 2
"""How much more a word says that stands there as typed than one that only begins so."""


class Selection:
    """The projects of a dataset in a backend, and the expressions that choose among them."""

    def __init__(self, dataset: Dataset, backend: Backend) -> None:
        self._dataset = dataset
        self._backend = backend
        self._units = frozenset(units(dataset))
        self._drawn = [code for layer in (*SWEDISH_LAYERS, "neighbours") for code in dataset.drawn(layer)]

    def check(self) -> None:
        """Raise DataUnavailable if no question can be answered now; cheap."""
        self._backend.check()

    def close(self) -> None:
        """Close the connections to the backend; the next question opens them again."""
        self._backend.close()

    def terms(self, text: str) -> tuple[str, ...]:
        """Return the words of a free text as they are compared: folded, each once."""
        return tuple(dict.fromkeys(fold(text).split()))[:_MOST_TERMS]

    def _unit(self, region: str | None) -> str:
        """The area of a filter; KeyError where no question may be about it."""
        if region is not None and region not in self._units:
            raise KeyError(region)
        return region or ""

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
        conditions = [projects[name] == value for name, value in plain_filters(f).items() if value is not None]
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
            chosen = chosen.semi_join(self._participants([f.other]), "position")
        if f.organisation is not None:
            members = self._backend.table("members")
            chosen = chosen.semi_join(members.filter(members.organisation_id == f.organisation), "position")
        if f.text is not None:
            hits = self._hits(f.text)
            return None if hits is None else chosen.join(hits, "position")
        return chosen

    def _participants(self, codes: Collection[str]) -> Any:
        """Rows of some units that take part in a project: by a partner or the lead, not by a stated coverage alone."""
        units = self._backend.table("units")
        return units.filter(units.unit.isin(sorted(codes)), units.participates)

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


def plain_filters(f: ProjectFilter) -> dict[str, str | None]:
    """What a filter says of columns that projects and totals share."""
    return {"period": f.period, "domain_id": f.domain, "fund": f.fund, "programme_id": f.programme}
