"""Rows of CORDIS become items: projects, and the parts that organisations have in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from s3dash.data.words import fold
from s3dash.sources.eu_rows import unpublished, with_acronym
from s3dash.sources.headers import Header
from s3dash.sources.listing import Cells
from s3dash.sources.parsing import country, organisation_number
from s3dash.sources.persons import is_private_person
from s3dash.sources.records import Item, ParticipationRow, Period, ProjectRow, Remark, Role

if TYPE_CHECKING:
    from s3dash.sources.places import Places

PROJECTS = Header(
    {
        "id": ["id"],
        "acronym": ["acronym"],
        "title": ["title"],
        "start": ["startDate"],
        "end": ["endDate"],
        "total": ["totalCost"],
        "contribution": ["ecMaxContribution"],
        "framework": ["frameworkProgramme"],
        "call": ["topics"],
        "keywords": ["keywords"],
        "objective": ["objective"],
    },
    ("id", "title", "framework"),
)
ORGANISATIONS = Header(
    {
        "project": ["projectID"],
        "pic": ["organisationID", "organizationID"],
        "vat": ["vatNumber"],
        "name": ["name"],
        "sme": ["SME"],
        "activity": ["activityType"],
        "city": ["city"],
        "country": ["country"],
        "nuts": ["nutsCode"],
        "role": ["role"],
        "contribution": ["netEcContribution"],
    },
    ("project", "name", "country", "role"),
)
VOCABULARY = Header({"project": ["projectID"], "title": ["euroSciVocTitle"]}, ("project", "title"))

_FRAMEWORKS: dict[str, tuple[Period, str]] = {
    "HORIZON": ("2021-2027", "Horizon Europe"),
    "H2020": ("2014-2020", "Horizon 2020"),
}
_ROLES: dict[str, Role] = {
    "coordinator": "lead",
    "participant": "partner",
    "associatedpartner": "associated",
    "thirdparty": "associated",
    "internationalpartner": "associated",
}
_TYPES = {"HES": "higher_education", "PUB": "public_body", "REC": "other", "OTH": "other"}
_SIZES = {"true": "sme", "false": "large_enterprise"}
_MAY_BE_PERSONS = ("PRC", "OTH", "")
"""Activity types under which a sole trader may stand; a university or an authority is never one."""


def project(topics: Mapping[str, Sequence[str]], known: set[str], row: int, cells: Cells) -> Iterator[Item]:
    """Read a row of project.csv and add its id to the `known` ones.

    Raises
    ------
    ValueError
        Naming the column in error.
    """
    ref = cells.required("id")
    if not (ref.isascii() and ref.isdigit()):
        raise ValueError(f"id: {ref[:40]!r} is no project number")
    title, acronym = cells.required("title"), cells.text("acronym")
    framework = cells.required("framework").upper()
    if framework not in _FRAMEWORKS:
        raise ValueError(f"frameworkProgramme: {framework[:40]!r} is neither HORIZON nor H2020")
    period, programme = _FRAMEWORKS[framework]
    start, end = cells.days("start", "end")
    total, contribution = cells.amount("total"), cells.amount("contribution")
    topical = [*topics.get(ref, ()), cells.text("keywords"), cells.text("call")]
    known.add(ref)
    yield ProjectRow(
        row,
        ref,
        with_acronym(title, acronym),
        period,
        "horizon",
        title_en=title,
        summary_en=cells.prose("objective"),
        programme_name=programme,
        start_date=start,
        end_date=end,
        topics="; ".join(dict.fromkeys(word for word in topical if word)) or None,
        total_budget=total,
        eu_contribution=contribution,
        currency="EUR" if total or contribution else None,
        amount_covers="project" if total or contribution else None,
        url=f"https://cordis.europa.eu/project/id/{ref}",
        notes=tuple(cells.notes),
    )
    yield from unpublished(row, cells, "total", "contribution")


def participation(places: Places, projects: Collection[str], row: int, cells: Cells) -> Iterator[Item]:
    """Read a row of organization.csv; `projects` are the ids of those that were used.

    Raises
    ------
    ValueError
        Naming the column in error.
    """
    ref = cells.required("project")
    if ref not in projects:
        raise ValueError(f"projectID: there is no project {ref[:40]!r} in project.csv, or its row is rejected")
    name, said_role, said_country = cells.required("name"), cells.required("role"), cells.required("country")
    role = _ROLES.get(fold(said_role).replace(" ", ""))
    if not role:
        raise ValueError(f"role: {said_role[:40]!r} is not known")
    state = country(said_country)
    if not state:
        raise ValueError(f"country: {said_country[:40]!r} is not known")
    activity = (cells.text("activity") or "").upper()
    person = activity in _MAY_BE_PERSONS and is_private_person(name)
    code = cells.text("nuts")
    # A code of two letters is the country once more.
    region = places.nuts(code) if code and len(code) > 2 else None
    contribution = cells.amount("contribution")
    yield ParticipationRow(
        row,
        ref,
        None if person else name,
        state,
        role,
        organisation_type="private_person" if person else _type(activity, cells.text("sme")),
        organisation_number=None if person else _number(state, cells),
        nuts_id=region,
        place=None if region else cells.text("city"),
        place_basis="stated" if region else "country_only",
        eu_contribution=contribution,
        currency="EUR" if contribution else None,
    )
    yield from unpublished(row, cells, "contribution")
    if code and len(code) > 2 and not region:
        yield Remark(row, "unknown NUTS code", code)


def _type(activity: str, sme: str | None) -> str | None:
    """Return the type of organisation; a company is small or large only where the source says which."""
    return _SIZES.get((sme or "").lower()) if activity == "PRC" else _TYPES.get(activity)


def _number(state: str, cells: Cells) -> str | None:
    """Return the Swedish organisation number that a Swedish VAT number holds, else the participant's code (PIC)."""
    return (organisation_number(cells.text("vat")) if state == "SE" else None) or cells.text("pic")
