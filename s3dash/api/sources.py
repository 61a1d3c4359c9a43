"""Where a row of an answer comes from, and what is known of money: the parts that many rows share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml

from s3dash.api.fields import Field, day, group, groups, number, string, whole
from s3dash.data.dataset import Dataset
from s3dash.data.remembered import remembered
from s3dash.data.store import Funding
from s3dash.data.unavailable import reading

_SOURCE = (
    string("id", "Id of the source in the dataset; for a table of the dataset itself its name."),
    string("title"),
    string("url", "Page of the source.", nullable=True),
    day("date", "When the source was read."),
    string("licence", nullable=True),
)
SOURCE = group("source", _SOURCE, "Where the row comes from.")
TABLE_SOURCE = group("source", _SOURCE, "Where the row comes from; null where the dataset does not say.", nullable=True)
SOURCES = groups("sources", _SOURCE, "Where the evidence in the row comes from.")

_KNOWN = (whole("projects"), number("eur"), number("sek"))
_FUNDING = (
    whole("projects", "Projects; the sum of the kinds below."),
    group("known", _KNOWN, "EU contributions known for the area."),
    group(
        "shared", _KNOWN, "Whole grants that pay for other areas too: never add them to the known sum or over areas."
    ),
    group("not_published", (whole("projects"),), "Projects of which no source publishes the area's part."),
    group("no_grant", (whole("projects"),), "Projects in which the area has associated partners only."),
    group("elsewhere", (whole("projects"),), "Without a region: projects that have no part in Sweden."),
)
FUNDING = group("funding", _FUNDING, "What is known of the EU contributions to the area (without a region: to Sweden).")


def funding_of(funding: Funding) -> dict[str, Any]:
    """The sums of an area by what is known of them."""
    return {
        "projects": funding.projects,
        "known": _sum(funding.known_projects, funding.known_eur, funding.known_sek),
        "shared": _sum(funding.shared_projects, funding.shared_eur, funding.shared_sek),
        "not_published": {"projects": funding.unpublished_projects},
        "no_grant": {"projects": funding.no_grant_projects},
        "elsewhere": {"projects": funding.elsewhere_projects},
    }


def funding_by_period(period: Field) -> Field:
    """The sums of an area, a period each."""
    return groups(
        "funding",
        (period, *_FUNDING),
        "What is known of the EU contributions to the area, by period; empty for parts of drawn regions.",
    )


def money(value: float | None) -> float | None:
    """An amount, to the cent."""
    return None if value is None else round(float(value), 2)


def source_of(dataset: Dataset, source_id: str) -> dict[str, Any]:
    """A source of the dataset."""
    source = dataset.source(source_id)
    return {
        "id": source.source_id,
        "title": source.title,
        "url": source.url,
        "date": source.accessed,
        "licence": source.licence,
    }


def sources_of(dataset: Dataset, source_ids: Iterable[str]) -> list[dict[str, Any]]:
    """Some sources of the dataset, each once."""
    return [source_of(dataset, source_id) for source_id in dict.fromkeys(source_ids)]


@remembered
def source_of_file(dataset: Dataset, name: str) -> dict[str, Any] | None:
    """What the note beside a file of the dataset (`tables/regions`) says of its origin; None where there is no note."""
    file = dataset.directory / f"{name}.meta.yml"
    if not file.exists():
        return None
    with reading(file):
        about = yaml.safe_load(file.read_text(encoding="utf-8"))
    date, link = about.get("accessed") or about.get("date_accessed"), str(about.get("link") or "")
    return {
        "id": name.partition("/")[2],
        "title": f"{about['title']}: {about['source']}",
        "url": link if link.startswith("http") else None,
        "date": None if date is None else str(date),
        "licence": about.get("licence"),
    }


def _sum(projects: int, eur: float, sek: float) -> dict[str, Any]:
    return {"projects": projects, "eur": money(eur), "sek": money(sek)}
