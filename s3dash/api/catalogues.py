"""The domains and the programmes of the dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from s3dash.api.fields import group, number, string, whole, word
from s3dash.api.found import Found, listed
from s3dash.api.parameters import Arguments
from s3dash.api.sources import SOURCE, TABLE_SOURCE, money, source_of, source_of_file
from s3dash.data.dataset import Dataset, Domain, Programme
from s3dash.state import EVERY_PERIOD

if TYPE_CHECKING:
    from s3dash.site import Site

_BUDGET = (number("amount"), word("currency", "source_currency"))
DOMAIN_ROW = (
    word("domain_id", "domain"),
    whole("position", "Place in the order of the taxonomy."),
    string("name_sv"),
    string("name_en"),
    string("short_sv"),
    string("short_en"),
    string("description_sv"),
    string("description_en"),
    string("nace", "What the domain corresponds to in NACE Rev. 2."),
    TABLE_SOURCE,
)
PROGRAMME_ROW = (
    word("programme_id", "programme"),
    string("name_sv"),
    string("name_en"),
    word("kind", "programme_kind"),
    word("period", "period"),
    string("cci", "The European Commission's code of the programme.", nullable=True),
    string("managing_authority", nullable=True),
    group("budget", _BUDGET, "The EU part of the budget; null where it is not known.", nullable=True),
    string("budget_note_sv", nullable=True),
    string("budget_note_en", nullable=True),
    string("focus_sv", "What the programme pays for.", nullable=True),
    string("focus_en", "What the programme pays for.", nullable=True),
    string("url", nullable=True),
    word("area", "region", "Regions and countries of its area, whole or in part; empty where not known.", many=True),
    word("confidence", "confidence"),
    SOURCE,
)


def domains(site: Site, asked: Arguments) -> Found:
    """Every domain, in the order of the taxonomy."""
    dataset = site.dataset
    found = sorted((dataset.domain(d) for d in dataset.domains["domain_id"]), key=lambda domain: domain.position)
    return listed(found, lambda domain: _domain(dataset, domain))


def programmes(site: Site, asked: Arguments) -> Found:
    """Every programme, or those of a period or kind."""
    found = [
        programme
        for programme in site.dataset.programme_list
        if asked["period"] in (EVERY_PERIOD, programme.period) and asked["kind"] in (None, programme.kind)
    ]
    return listed(found, lambda programme: _programme(site.dataset, programme))


def _domain(dataset: Dataset, domain: Domain) -> dict[str, Any]:
    names = [field.name for field in DOMAIN_ROW if field is not TABLE_SOURCE]
    return {name: getattr(domain, name) for name in names} | {"source": source_of_file(dataset, "tables/domains")}


def _programme(dataset: Dataset, programme: Programme) -> dict[str, Any]:
    budget = programme.budget_meur
    names = [field.name for field in PROGRAMME_ROW if field.name not in ("budget", "area", "source")]
    return {name: getattr(programme, name) for name in names} | {
        "budget": None if budget is None else {"amount": money(budget * 1e6), "currency": "EUR"},
        "area": list(dataset.areas_of(programme.programme_id)),
        "source": source_of(dataset, programme.source_id),
    }
