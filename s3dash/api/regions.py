"""Regions: what they are, what they prioritise, whom they are linked to, their indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from s3dash.analysis.links import Link, links_of
from s3dash.analysis.priorities import Priority, with_counties
from s3dash.analysis.profile import Reading, profile
from s3dash.api.found import Found, listed
from s3dash.api.parameters import Arguments
from s3dash.api.problems import Problem, unknown
from s3dash.api.region_fields import PRIORITY, REGION
from s3dash.api.sources import (
    SOURCE,
    TABLE_SOURCE,
    funding_of,
    source_of,
    source_of_file,
    sources_of,
)
from s3dash.api.words import words_of
from s3dash.data.dataset import Dataset, Process, Region
from s3dash.data.records import records
from s3dash.data.store import ProjectFilter
from s3dash.state import EVERY_PERIOD, PERIODS

if TYPE_CHECKING:
    from s3dash.site import Site


def known_region(dataset: Dataset, nuts_id: str) -> str:
    """The code, if the dataset has it; a problem if not."""
    if not dataset.has_region(nuts_id):
        raise unknown("region", nuts_id)
    return nuts_id


def regions(site: Site, asked: Arguments) -> Found:
    """Every region, or those of a layer or country."""
    every = records(Region, site.dataset.regions)
    wanted = [r for r in every if asked["layer"] in (None, r.layer) and asked["country"] in (None, r.country)]
    return listed(wanted, lambda region: _region(site.dataset, region))


def region(site: Site, asked: Arguments) -> dict[str, Any]:
    """One region with its strategy and its funding."""
    dataset, nuts_id = site.dataset, known_region(site.dataset, asked["nuts"])
    process = dataset.process_of(nuts_id)
    return _region(dataset, dataset.region(nuts_id)) | {
        "children": list(dataset.children(nuts_id)),
        "strategy": _strategy(dataset, process) if process else None,
        "funding": [
            {"period": period} | funding_of(site.store.funding(ProjectFilter(region=nuts_id, period=period)))
            for period in (PERIODS if nuts_id in words_of(dataset)["area"] else ())
        ],
    }


def priorities(site: Site, asked: Arguments) -> Found:
    """The priorities that stand for a region, of one period or of both."""
    nuts_id = known_region(site.dataset, asked["nuts"])
    found = [
        priority
        for period in PERIODS
        if asked["period"] in (EVERY_PERIOD, period)
        for priority in with_counties(site.dataset, nuts_id, period)
        if asked["domain"] in (None, *priority.domains)
    ]
    return listed(found, lambda priority: _priority(site.dataset, priority))


def links(site: Site, asked: Arguments) -> Found:
    """A region's links across the sea, strongest first."""
    nuts_id = drawn_region(site.dataset, asked["nuts"])
    found = [
        link
        for link in links_of(site.dataset, site.store, nuts_id, asked["period"], asked["level"])
        if link.strength > 0
        and asked["country"] in (None, site.dataset.region(link.other).country)
        and asked["domain"] in (None, *link.shared_domains)
    ]
    return listed(found, lambda link: _link(site.dataset, link, asked["period"]))


def indicators(site: Site, asked: Arguments) -> Found:
    """A region's indicators."""
    nuts_id = known_region(site.dataset, asked["nuts"])
    return listed(profile(site.dataset, nuts_id), lambda reading: _indicator(site.dataset, nuts_id, reading))


def drawn_region(dataset: Dataset, nuts_id: str) -> str:
    """The code, if the map draws it; a problem if not."""
    if dataset.region(known_region(dataset, nuts_id)).layer is None:
        raise Problem(404, f"{nuts_id} is not a region that the map draws; only those have links and peers.")
    return nuts_id


def _region(dataset: Dataset, region: Region) -> dict[str, Any]:
    names = [field.name for field in REGION if field is not TABLE_SOURCE]
    return {name: getattr(region, name) for name in names} | {"source": source_of_file(dataset, "tables/regions")}


def names_of(dataset: Dataset, nuts_id: str) -> dict[str, Any]:
    """A region's names and country."""
    region = dataset.region(nuts_id)
    return {"name_sv": region.name_sv, "name_en": region.name_en, "country": region.country}


def _strategy(dataset: Dataset, process: Process) -> dict[str, Any]:
    return {
        "responsible_organisation": process.responsible_organisation,
        "title": process.strategy_title,
        "year": process.strategy_year,
        "url": process.strategy_url,
        "status_sv": process.status_sv,
        "status_en": process.status_en,
        "confidence": process.confidence,
        "source": source_of(dataset, process.source_id),
    }


def _priority(dataset: Dataset, priority: Priority) -> dict[str, Any]:
    names = [field.name for field in PRIORITY if field is not SOURCE]
    return {name: getattr(priority, name) for name in names} | {
        "domains": list(priority.domains),
        "source": source_of(dataset, priority.source_id),
    }


def _link(dataset: Dataset, link: Link, period: str) -> dict[str, Any]:
    ends = (link.region, link.other)
    sources = sources_of_shared(dataset, ends, link.shared_domains, period)
    sources += [s for p in link.programmes for s in dataset.area_sources(p.programme_id, *ends)]
    sources += [s for p in link.partnerships for s in dataset.member_sources(p, *ends)]
    return {
        "nuts_id": link.region,
        "other": link.other,
        **names_of(dataset, link.other),
        "strength": round(link.strength, 4),
        "domain_part": round(link.domain_part, 6),
        "project_part": round(link.project_part, 6),
        "programme_part": round(link.programme_part, 6),
        "partnership_part": round(link.partnership_part, 6),
        "shared_domains": list(link.shared_domains),
        "joint_projects": link.joint_projects,
        "programmes": [{"programme_id": p.programme_id, "certainty": p.certainty} for p in link.programmes],
        "partnerships": list(link.partnerships),
        "other_basis": link.other_basis,
        "sources": sources_of(dataset, sources),
    }


def sources_of_shared(dataset: Dataset, regions: tuple[str, str], domains: tuple[str, ...], period: str) -> list[str]:
    """Sources of the priorities of two regions that are in the domains they share."""
    return [
        priority.source_id
        for nuts_id in regions
        for priority in with_counties(dataset, nuts_id, period)
        if not set(domains).isdisjoint(priority.domains)
    ]


def _indicator(dataset: Dataset, nuts_id: str, reading: Reading) -> dict[str, Any]:
    indicator = dataset.indicator(reading.indicator_id)
    return {
        "nuts_id": nuts_id,
        "indicator_id": indicator.indicator_id,
        "group": indicator.group,
        "name_sv": indicator.name_sv,
        "name_en": indicator.name_en,
        "unit_sv": indicator.unit_sv,
        "unit_en": indicator.unit_en,
        "value": reading.value,
        "year": reading.year,
        "flag": reading.flag,
        "value_of": reading.nuts_id,
        "swedish_mean": reading.swedish_mean,
        "swedish_mean_of": reading.swedish_mean_of,
        "low": reading.low,
        "high": reading.high,
        "compared": reading.compared,
        "series": [{"year": year, "value": value} for year, value in reading.series],
        "source": source_of(dataset, indicator.source_id),
    }
