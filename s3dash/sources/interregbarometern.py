"""Interregbarometern: the Swedish partners of the Interreg projects of 2021-2027, a row for each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from s3dash.data.words import fold
from s3dash.sources import eu_codes, swedish
from s3dash.sources.headers import Header
from s3dash.sources.interreg_programmes import OWN_NAMES
from s3dash.sources.listing import Cells, is_json, items_of, json_rows, list_rows
from s3dash.sources.parsing import country
from s3dash.sources.records import Item, ParticipationRow, ProjectRow, ReadOptions, Remark, Role, Source

if TYPE_CHECKING:
    from s3dash.sources.places import Places

HEADER = Header(
    {
        "programme": ["program"],
        "title": ["projektnamn"],
        "organisation": ["organisationsnamn"],
        "kind": ["organisationstyp"],
        "role": ["organisationsroll"],
        "county": ["nuts3"],
        "area": ["nuts2"],
        "budget": ["partnerbudget"],
        "objective": ["specifiktmal", "specifikt mål"],
        "start": ["startdatum"],
        "end": ["slutdatum"],
        "country": ["land"],
    },
    required=("programme", "title", "organisation", "role", "budget"),
)

_ANY_PROGRAMME = re.compile(r"\b(?:interreg|programme|program|programmet|vi|a|b|c|2021 2027)\b")
"""Words that the name of any programme may have beside its own."""

ORGANISATION_TYPES = {
    "higher education and research institution": "higher_education",
    "education and research institution": "higher_education",
    "local public authority": "local_authority",
    "regional public authority": "regional_authority",
    "national public authority": "national_authority",
    "national regional and local authorities": "public_authority",
    "business support organisation": "business_support",
    "small or medium sized enterprise sme": "sme",
    "large enterprise": "large_enterprise",
    "enterprise except sme": "large_enterprise",
    "ngo": "ngo",
    "interest groups including ngos": "interest_group",
    "sectoral agency": "sectoral_agency",
    "bodies governed by public law": "public_body",
    "international governmental organisation": "international_organisation",
    "infrastructure and public organisation service provider": "infrastructure_provider",
    "infrastructure and public service provider": "infrastructure_provider",
    "hospital and medical centre": "hospital",
    "egtc": "egtc",
    "other": "other",
}
_ROLES: dict[str, Role] = {"LP": "lead", "PP": "partner", "AP": "associated"}


def read(paths: Sequence[Path], options: ReadOptions) -> Iterator[Item]:
    """Give the items of some files, JSON, CSV or XLSX.

    The rows are held in memory: what the source says of a project's money and lead is spread over its rows.
    """
    items = [item for path in paths for item in _file_items(path, options.places)]
    grants: dict[str, list[float | None]] = defaultdict(list)
    leads: dict[str, ParticipationRow] = {}
    for item in items:
        if isinstance(item, ParticipationRow):
            if item.role != "associated" or item.eu_contribution:
                grants[item.ref].append(item.eu_contribution)
            if item.role == "lead":
                leads.setdefault(item.ref, item)
    titles: dict[str, str] = {}
    for item in items:
        if not isinstance(item, ProjectRow):
            yield item
            continue
        if item.ref not in titles and None in grants[item.ref] and any(grants[item.ref]):
            yield Remark(item.row, "a Swedish partner's EU contribution is not published: the sum is of the others")
        # The rows of a project may write its title in other letters: the first one stands.
        item.title = titles.setdefault(item.ref, item.title)
        yield _completed(item, grants[item.ref], leads.get(item.ref))


def _completed(project: ProjectRow, grants: Sequence[float | None], lead: ParticipationRow | None) -> ProjectRow:
    """Give a project the EU money of its Swedish partners, as far as it is published, and its lead partner.

    The whole project's money is not in the source, and `amount_covers` says so.
    """
    known = [grant for grant in grants if grant]
    return replace(
        project,
        eu_contribution=round(sum(known), 2) if known else None,
        currency="EUR" if known else None,
        lead_organisation=lead.organisation if lead else None,
        lead_nuts=lead.nuts_id if lead else None,
    )


def _file_items(path: Path, places: Places) -> Iterator[Item]:
    rows = json_rows(path, HEADER) if is_json(path) else list_rows(path, HEADER)
    return items_of(rows, HEADER, partial(_items, places))


def _items(places: Places, row: int, cells: Cells) -> Iterator[Item]:
    named, title = cells.required("programme"), cells.required("title")
    programme = OWN_NAMES["2021-2027"].get(" ".join(_ANY_PROGRAMME.sub(" ", fold(named)).split()))
    # The source's id is neither the row's nor the project's.
    ref = f"{programme or fold(named)}|{fold(title)}"
    start, end = cells.days("start", "end")
    partner = _partner(row, ref, cells, places)
    yield ProjectRow(
        row,
        ref,
        title,
        "2021-2027",
        "interreg",
        programme=programme,
        programme_name=named,
        start_date=start,
        end_date=end,
        objective=eu_codes.specific_objective(cells.text("objective") or ""),
        amount_covers="swedish_partners",
        regions=(partner.nuts_id,) if partner.nuts_id else (),
        unplaced=(partner.place,) if partner.place else (),
        notes=tuple(cells.notes),
        same_as=(f"title:{ref}",) if programme else (),
    )
    yield partner
    yield from _remarks(row, cells, partner, "" if programme else named)


def _partner(row: int, ref: str, cells: Cells, places: Places) -> ParticipationRow:
    role = _ROLES.get((cells.text("role") or "").upper())
    if not role:
        raise ValueError(f"{cells.column('role')}: {cells.text('role')!r} is not one of LP, PP and AP")
    home = country(cells.text("country") or "Sverige")
    if not home:
        raise ValueError(f"{cells.column('country')}: {cells.text('country')!r} is no country that is known")
    kind = ORGANISATION_TYPES.get(fold(cells.text("kind") or ""))
    organisation = swedish.organisation(cells.required("organisation"), kind=kind)
    assert organisation, "a name is required"
    county = cells.text("county")
    code = places.county(county) if county else None
    budget = cells.amount("budget")
    return ParticipationRow(
        row,
        ref,
        organisation.name,
        home,
        role,
        organisation.kind,
        nuts_id=code,
        place=None if code else county or cells.text("area"),
        eu_contribution=budget,
        currency="EUR" if budget else None,
    )


def _remarks(row: int, cells: Cells, partner: ParticipationRow, programme: str) -> Iterator[Remark]:
    if programme:
        yield Remark(row, "unknown programme", programme)
    if partner.place:
        yield Remark(row, "unknown county", partner.place)
    elif not partner.nuts_id:
        yield Remark(row, "no county is stated")
    kind = cells.text("kind")
    if kind and not partner.organisation_type:
        yield Remark(row, "unknown type of organisation", kind)


SOURCE = Source(
    source_id="interregbarometern",
    title="Interregbarometern",
    publisher="Tillväxtverket",
    url="https://github.com/bjoottG/interregbarometern",
    licence=None,
    expects="the partner rows of Interregbarometern, JSON, CSV or XLSX",
    read=read,
    prefix="IR",
)
