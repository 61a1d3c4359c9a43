"""Projects under the filters of the projects page, and one project with its participations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from s3dash.api.fields import Row, day, group, groups, number, string, whole, word
from s3dash.api.found import Found, listed
from s3dash.api.parameters import Arguments
from s3dash.api.problems import Fault, Problem, refused, unknown
from s3dash.api.regions import known_region
from s3dash.api.sources import SOURCE, funding_of, money, source_of
from s3dash.api.words import words_of
from s3dash.data.dataset import Dataset
from s3dash.data.store import Participation, Project, ProjectFilter
from s3dash.state import EVERY_PERIOD, default_order

if TYPE_CHECKING:
    from s3dash.site import Site

NOT_GRANTED = frozenset({"amount_applied_for", "prioritised_only"})
"""Remarks on an amount that nobody has granted yet: it is shown with its project, and counted nowhere."""

_AMOUNT = (
    number("amount", "As the source prints it.", nullable=True),
    word("currency", "source_currency", "The currency of the source.", nullable=True),
    number("eur", "In EUR, converted where the source has another currency.", nullable=True),
    number("sek", "In SEK, converted where the source has another currency.", nullable=True),
)
_GRANT = (
    word("status", "amount_status", "`not_granted`: only applied for or prioritised; counted nowhere."),
    *_AMOUNT,
    word(
        "covers", "amount_covers", "Whose grant the amount is: never split it over partners or regions.", nullable=True
    ),
    whole("rate_year", "Year of the ECB's average rate that it is converted with."),
    word("rate_basis", "rate_basis", "Why that year."),
)
_SHARE = (
    word("status", "share_status", "`no_grant`: an associated partner, who gets none."),
    *_AMOUNT,
)
PROJECT = (
    string("project_id"),
    string("title", "In the language of the source."),
    string("title_en", nullable=True),
    string("summary", "In the language of the source.", nullable=True),
    string("summary_en", nullable=True),
    word("programme_id", "programme"),
    word("fund", "fund"),
    word("period", "period"),
    day("start_date"),
    day("end_date"),
    string("objective", "Thematic or specific objective.", nullable=True),
    string("intervention_field", "The EU's code, of the period's own list.", nullable=True),
    string("lead_organisation", nullable=True),
    string("lead_nuts", nullable=True),
    string("regions", "Codes that the source names as the project's regions.", many=True),
    string("place", "What the source says of places that no table knows.", nullable=True),
    whole("partner_count", "Participations that the dataset knows of."),
    string("countries", "Countries of the participations.", many=True),
    word("domain_id", "domain", "Null where the project is not classified.", nullable=True),
    word("domain_by", "domain_by", "How the domain was chosen.", nullable=True),
    string("domain_rule", "The rule that chose it.", nullable=True),
    group("total_budget", (number("amount"), word("currency", "source_currency")), "All financing.", nullable=True),
    group("eu_contribution", _GRANT, "The EU's contribution to the project."),
    word("remarks", "remark", "What one must know about the row.", many=True),
    string("url", "The project's page at the source.", nullable=True),
    string("source_ref", "The project's id at the source.", nullable=True),
    day("first_seen", "First import that had the project."),
    day("last_seen", "Latest import that had the project."),
    SOURCE,
)
PARTICIPATION = (
    string("organisation", "Null where the source names only the place, and for private persons.", nullable=True),
    string("organisation_id", nullable=True),
    word("organisation_type", "organisation_type", nullable=True),
    string("country"),
    string("nuts_id", nullable=True),
    string("place", "What the source says of a place that no table knows.", nullable=True),
    word("place_basis", "place_basis", "How the place is known."),
    word("role", "role"),
    group("eu_contribution", _SHARE, "The EU's contribution to this organisation."),
    SOURCE,
)
PROJECT_DETAIL = (*PROJECT, groups("participations", PARTICIPATION, "Lead, partners, associated partners."))


def projects(site: Site, asked: Arguments) -> Found:
    """The projects under the filters, in the order asked for."""
    store, wanted = site.store, _filter(site, asked)
    order = asked["order"] or default_order(asked["q"])

    def page(limit: int, offset: int) -> Iterable[Row]:
        return [_project(site.dataset, project) for project in store.page(wanted, order, limit, offset)]

    def every() -> Iterator[Row]:
        for batch in store.batches(wanted, order):
            for record in batch:
                yield _project(site.dataset, record.project)

    funding = store.funding(wanted)
    return Found(funding.projects, page, every, {"funding": funding_of(funding)})


def projects_of_region(site: Site, asked: Arguments) -> Found:
    """The projects that touch a region."""
    nuts_id = known_region(site.dataset, asked["nuts"])
    if nuts_id not in words_of(site.dataset)["area"]:
        raise Problem(404, f"{nuts_id} is a part of a region that the map draws; only that has projects.")
    return projects(site, asked | {"region": nuts_id})


def project(site: Site, asked: Arguments) -> dict[str, Any]:
    """One project with its participations."""
    try:
        found = site.store.project(asked["id"])
    except KeyError:
        raise unknown("project", asked["id"]) from None
    partners = site.store.partners(found.project_id)
    return _project(site.dataset, found) | {
        "participations": [_participation(site.dataset, partner) for partner in partners]
    }


def participations(site: Site, asked: Arguments) -> Found:
    """The participations of a project: lead, partners, associated partners."""
    try:
        partners = site.store.partners(asked["id"])
    except KeyError:
        raise unknown("project", asked["id"]) from None
    return listed(partners, lambda partner: _participation(site.dataset, partner))


def _filter(site: Site, asked: Arguments) -> ProjectFilter:
    """The filter of the store; a problem where a word cannot be looked for or an organisation is unknown."""
    words, organisation = asked["q"], asked["organisation"]
    if words is not None and not site.store.terms(words):
        raise refused([Fault("q", words, "there is no word in it", ("letters or digits",))])
    if organisation is not None:
        try:
            site.store.organisation(organisation)
        except KeyError:
            fault = Fault("organisation", organisation, "there is no such organisation", ("organisation_id of a row",))
            raise refused([fault]) from None
    return ProjectFilter(
        region=asked["region"],
        other=asked["other"],
        period=None if asked["period"] == EVERY_PERIOD else asked["period"],
        domain=asked["domain"],
        fund=asked["fund"],
        programme=asked["programme"],
        year_from=asked["year_from"],
        year_to=asked["year_to"],
        amount_min=asked["amount_min"],
        amount_max=asked["amount_max"],
        organisation=organisation,
        partner=asked["partner"],
        baltic=asked["baltic"] == "1",
        text=words,
    )


_ALIKE = [
    field.name
    for field in PROJECT
    if field.name not in ("total_budget", "eu_contribution", "remarks", "regions", "countries", "source")
]


def _project(dataset: Dataset, project: Project) -> dict[str, Any]:
    remarks = (project.note or "").split()
    row = {name: getattr(project, name) for name in _ALIKE}
    row["regions"], row["countries"] = list(project.regions), list(project.countries)
    row["total_budget"] = (
        None if project.total_budget is None else {"amount": money(project.total_budget), "currency": project.currency}
    )
    published = project.eu_contribution is not None
    granted = NOT_GRANTED.isdisjoint(remarks)
    row["eu_contribution"] = {
        "status": ("published" if granted else "not_granted") if published else "not_published",
        **_amount(project),
        "covers": project.amount_covers if published else None,
        "rate_year": project.rate_year,
        "rate_basis": project.rate_basis,
    }
    row["remarks"] = remarks
    row["source"] = source_of(dataset, project.source_id)
    return row


def _participation(dataset: Dataset, partner: Participation) -> dict[str, Any]:
    names = [field.name for field in PARTICIPATION if field.name not in ("eu_contribution", "source")]
    published = partner.eu_contribution is not None
    status = "no_grant" if partner.role == "associated" else "published" if published else "not_published"
    return {name: getattr(partner, name) for name in names} | {
        "eu_contribution": {"status": status, **_amount(partner)},
        "source": source_of(dataset, partner.source_id),
    }


def _amount(row: Project | Participation) -> dict[str, Any]:
    known = row.eu_contribution is not None
    return {
        "amount": money(row.eu_contribution),
        "currency": row.currency if known else None,
        "eur": money(row.eu_eur),
        "sek": money(row.eu_sek),
    }
