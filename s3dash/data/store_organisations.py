"""Organisations: one, those of a name, those that work together, and those in most projects."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import ibis

from s3dash.data.backend import Backend
from s3dash.data.dataset import Dataset
from s3dash.data.project_filter import ProjectFilter
from s3dash.data.projects import Organisation, columns_of, read_records
from s3dash.data.store_selection import CACHED_FILTERS, Selection
from s3dash.data.words import fold


class Organisations(Selection):
    """Questions about the organisations that take part in projects."""

    def __init__(self, dataset: Dataset, backend: Backend) -> None:
        super().__init__(dataset, backend)
        self._tops = lru_cache(CACHED_FILTERS)(self._find_tops)

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

    def top_organisations(
        self, f: ProjectFilter, limit: int = 12, countries: tuple[str, ...] | None = None
    ) -> list[tuple[Organisation, int]]:
        """Return the organisations that take part in most of the filtered projects.

        Natural persons are never among them, nor are partners whose source gives no name. Lists of foreign partners are
        incomplete, so that a number abroad means "at least".

        Parameters
        ----------
        f
            Which projects.
        limit
            How many organisations.
        countries
            Only organisations of these countries, two letters each; None means any.

        Returns
        -------
        Organisations, each with its number of projects among the filtered ones; most first, ties by id.
        """
        return list(self._tops(f, limit, countries))

    def _find_tops(
        self, f: ProjectFilter, limit: int, countries: tuple[str, ...] | None
    ) -> list[tuple[Organisation, int]]:
        projects = self._filtered(f)
        if projects is None:
            return []
        table = self._backend.table("organisations")
        wanted = table.organisation_type.fill_null("") != "private_person"
        if countries is not None:
            wanted &= table.country.isin(countries)
        members = self._backend.table("members").semi_join(projects.select("position"), "position")
        found = (
            members.group_by("organisation_id")
            .agg(n=ibis._.count())
            .join(table.filter(wanted), "organisation_id")
            .order_by(ibis.desc("n"), "organisation_id")
            .limit(limit)
        )
        rows = self._backend.rows(found.select("n", *columns_of(Organisation)))
        organisations = read_records(Organisation, (row[1:] for row in rows))
        return [(organisation, row[0]) for organisation, row in zip(organisations, rows, strict=True)]

    def _organisations(self, found: Any) -> list[Organisation]:
        return read_records(Organisation, self._backend.rows(found.select(*columns_of(Organisation))))
