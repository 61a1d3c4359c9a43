"""Rows of keep.eu's sheet of partners become participations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from s3dash.data.words import fold
from s3dash.sources.headers import Header
from s3dash.sources.listing import Cells
from s3dash.sources.parsing import country
from s3dash.sources.persons import is_private_person
from s3dash.sources.records import Item, ParticipationRow, PlaceBasis, Remark
from s3dash.sources.swedish import organisation

if TYPE_CHECKING:
    from s3dash.sources.places import Places

PARTNERS = Header(
    {
        "programme": ["Programme"],
        "id": ["Project ID (2021-2027 only)", "Project ID"],
        "acronym": ["Project acronym"],
        "name": ["Organisation in English"],
        "name 2": ["Organisation in language 2"],
        "name 3": ["Organisation in language 3"],
        "name 4": ["Organisation in language 4"],
        "lead": ["Lead partner"],
        "country": ["Country code", "Country"],
        "nuts1": ["NUTS1 (or equivalent)", "NUTS1 code (or equivalent)"],
        "nuts2": ["NUTS2 code (or equivalent)", "NUTS2 (or equivalent)"],
        "nuts3": ["NUTS3 code (or equivalent)", "NUTS3 (or equivalent)"],
        "town": ["Town"],
        "pic": ["Participant Identification Code"],
        "other_id": ["Partner's ID if not PIC"],
        "type": ["Type of Organisation", "Type of organisation"],
        "erdf": ["ERDF contribution (2014-2020 only)"],
        "cofinancing": ["Partner's programme co-financing (EUR) (2021-2027 only)"],
    },
    ("programme", "acronym", "name", "country"),
)
_NAMES = ("name", "name 2", "name 3", "name 4")

_TYPES = {
    "business support organisation": "business_support",
    "education training centre and school": "other",
    "egtc": "egtc",
    "enterprise except sme": "large_enterprise",
    "higher education and research institution": "higher_education",
    "higher education and research institutions": "higher_education",
    "higher education and research organisation": "higher_education",
    "higher education and research organisations": "higher_education",
    "hospitals and medical centres": "hospital",
    "infrastructure and public service provider": "infrastructure_provider",
    "infrastructure and service provider": "infrastructure_provider",
    "interest groups including ngos": "ngo",
    "international organisation eeig": "international_organisation",
    "international organisation under national law": "international_organisation",
    "international organisation under international law": "international_organisation",
    "local public authority": "local_authority",
    "national public authority": "national_authority",
    "other": "other",
    "regional public authority": "regional_authority",
    "sectoral agency": "sectoral_agency",
    "sme": "sme",
}
_LEAD = {"yes": True, "no": False}
_NUTS = re.compile(r"\b[A-Z]{2}[0-9A-Z]{1,3}\b")
_SWEDISH = re.compile(r"(?:SE ?)?\d{6,8}[-+ ]?\d{4}(?:01)?", re.ASCII)
_PIC = re.compile(r"\d{9}", re.ASCII)
_OTHER_ID = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9 ./-]{3,23}", re.ASCII | re.IGNORECASE)


class _Place(NamedTuple):
    nuts_id: str | None
    place: str | None
    basis: PlaceBasis
    unknown: tuple[str, ...] = ()


class Partners:
    """Knows the projects of a workbook and turns its partners into participations of them."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._by_id: dict[tuple[str, str], str] = {}
        self._by_acronym: dict[tuple[str, str], str | None] = {}
        self._place = lru_cache(1 << 14)(self._read_place)

    def add_project(self, programme: str, number: str | None, acronym: str | None) -> str:
        """Note a project and return its `ref`.

        Raises
        ------
        ValueError
            If the project has neither an id nor an acronym.
        """
        key = number or fold(acronym or "")
        if not key:
            raise ValueError("Project ID and Project acronym: both are empty, so nothing tells the project from others")
        ref = f"{programme}|{key}"
        if number:
            self._by_id[fold(programme), fold(number)] = ref
        if acronym:
            short = fold(programme), fold(acronym)
            # Two projects of a programme may share an acronym: then it joins no partner.
            self._by_acronym[short] = ref if self._by_acronym.get(short, ref) == ref else None
        return ref

    def items(self, row: int, cells: Cells) -> Iterator[Item]:
        """Yield the items of a row.

        Raises
        ------
        ValueError
            Naming the column in error.
        """
        ref = self._project_of(cells.text("programme"), cells.text("id"), cells.text("acronym"))
        name = next((found for field in _NAMES if (found := cells.text(field))), None)
        if not name:
            raise ValueError("Organisation in English: the partner has no name in any language")
        said_country = cells.text("country") or ""
        state = country(said_country)
        if not state:
            raise ValueError(f"Country code: {said_country[:40]!r} is not known")
        lead = _LEAD.get((cells.text("lead") or "no").lower())
        if lead is None:
            raise ValueError(f"Lead partner: {cells.text('lead')!r} is neither Yes nor No")
        contribution, zeros = _contribution(cells)
        said_kind = cells.text("type") or ""
        kind = fold(said_kind)
        number, person = _number(state, cells.text("pic"), cells.text("other_id"))
        person = person or kind == "general public" or is_private_person(name)
        place = self._place(*(cells.text(field) or "" for field in ("nuts3", "nuts2", "nuts1", "town")))
        yield ParticipationRow(
            row,
            ref,
            None if person else name,
            state,
            "lead" if lead else "partner",
            organisation_type="private_person" if person else _TYPES.get(kind),
            organisation_number=None if person else number,
            nuts_id=place.nuts_id,
            place=place.place,
            place_basis=place.basis,
            eu_contribution=contribution,
            currency="EUR" if contribution else None,
        )
        for code in place.unknown:
            yield Remark(row, "unknown NUTS code", code)
        for column in zeros:
            yield Remark(row, f"{column} is 0: kept as not published")
        if kind and kind not in _TYPES and not person:
            yield Remark(row, "unknown Type of Organisation", said_kind)

    def _project_of(self, programme: str | None, number: str | None, acronym: str | None) -> str:
        """Return the project of a partner: by programme and id, else by programme and acronym."""
        group = fold(programme or "")
        found = self._by_id.get((group, fold(number))) if number else None
        if not found and acronym:
            found = self._by_acronym.get((group, fold(acronym)))
        if not found:
            shown = number or acronym or ""
            raise ValueError(f"Project ID and Project acronym: no one project {shown[:60]!r} among those that are used")
        return found

    def _read_place(self, nuts3: str, nuts2: str, nuts1: str, town: str) -> _Place:
        """Place a partner by the finest NUTS code that is known; else keep the town as it is written."""
        unknown: list[str] = []
        for cell in (nuts3, nuts2, nuts1):
            code = _NUTS.search(cell.upper())
            region = self._places.nuts(code[0]) if code else None
            if region:
                return _Place(region, None, "stated", tuple(unknown))
            if code:
                unknown.append(code[0])
        return _Place(None, town or None, "country_only", tuple(unknown))


def _contribution(cells: Cells) -> tuple[float | None, list[str]]:
    """Return what the source states as the EU's support to the partner, and the columns that hold 0 instead."""
    stated = {field: cells.amount(field) for field in ("cofinancing", "erdf")}
    found = next(filter(None, stated.values()), None)
    zeros = [cells.column(field) for field, value in stated.items() if not value and cells.text(field)]
    return found, zeros if found is None else []


def _number(state: str, pic: str | None, other: str | None) -> tuple[str | None, bool]:
    """Return a partner's number, and whether it is that of a natural person.

    It is the Swedish organisation number, else the participant's code (PIC), else another id. The other ids are free
    text (`SE 212000-1157`, `... | ... | Registry number`): only what looks like a number is kept.
    """
    parts = [part.strip() for part in (other or "").split("|")]
    if state == "SE":
        found = [organisation(None, part) for part in parts if _SWEDISH.fullmatch(part)]
        if found and found[0]:
            return found[0].number, found[0].kind == "private_person"
    if pic and _PIC.fullmatch(pic):
        return pic, False
    return None if state == "SE" else next(filter(_OTHER_ID.fullmatch, parts), None), False
