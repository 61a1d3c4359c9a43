"""A mapping to start from, for a list that no mapping fits: what is recognised, what may be, what is to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import yaml

from s3dash.sources.headers import Header, Match, described, guesses
from s3dash.sources.mapping import load, shipped
from s3dash.sources.mapping_schema import WAYS

_ALIASES = {
    "id": ["Operation ID", "Project ID", "ID", "Code", "Project code", "Diarienummer", "Projekt-ID", "Ärende-ID"],
    "title": ["Operation name", "Project title", "Project name", "Name", "Projektnamn", "Namn på insatsen"],
    "title_en": ["Operation name in English", "Title in English", "Projektnamn på engelska"],
    "summary": ["Summary", "Description", "Operation summary", "Sammanfattning", "Beskrivning", "Projektbeskrivning"],
    "summary_en": ["Summary in English", "Description in English", "Sammanfattning engelska"],
    "start": ["Start date", "Operation start date", "Start", "Startdatum"],
    "end": ["End date", "Operation end date", "End", "Slutdatum"],
    "granted": ["Grant date", "Date of approval", "Contract date", "Beslutsdatum"],
    "beneficiary": ["Beneficiary", "Beneficiary name", "Stödmottagare", "Projektägare"],
    "organisation_number": ["Beneficiary ID", "Organisation number", "VAT number", "Organisationsnummer"],
    "beneficiary_country": ["Beneficiary country", "Country", "Land", "Stödmottagarens land"],
    "beneficiary_town": ["Beneficiary city", "City", "Town", "Ort", "Projektägare ort"],
    "beneficiary_postcode": ["Beneficiary postcode", "Postnummer"],
    "total": ["Total budget", "Total cost", "Total eligible expenditure", "Total eligible cost", "Total projektbudget"],
    "eu_contribution": ["EU contribution", "Union co-financing", "Union support", "EU support", "EU-stöd"],
    "currency": ["Currency", "Valuta"],
    "objective": ["Specific objective", "Specific objective concerned", "Thematic objective", "Specifikt mål"],
    "intervention_field": ["Intervention field", "Category of intervention", "Interventionsområde"],
    "topics": ["Priority", "Theme", "Field", "Programområde"],
    "fund": ["Fund", "EU fund", "Fond", "EU-fond"],
    "cci": ["Programme CCI", "CCI", "Program CCI", "Programme code"],
    "programme_name": ["Programme", "Programme name", "Program"],
    "status": ["Status", "State", "Läge"],
    "url": ["Website", "Project page", "URL", "Webbplats"],
    "place": ["Region", "Location", "Place", "County", "Municipality", "Postcode", "Operation postcode", "NUTS", "Län"],
    "latitude": ["Latitude", "Lat", "Latitud"],
    "longitude": ["Longitude", "Long", "Lon", "Longitud"],
}  # fmt: skip
"""Usual names of the columns, besides those in the mappings that come along."""
_LONGEST_REPORT = 1_600


@cache
def known_names() -> dict[str, list[str]]:
    """Give the names that each field's column is known to have anywhere."""
    names = {field: list(aliases) for field, aliases in _ALIASES.items()}
    for path in shipped().values():
        for field, aliases in load(path).columns.items():
            names[field] += [alias for alias in aliases if alias not in names[field]]
    return names


def proposed(columns: Sequence[str], encoding: str, separator: str) -> str:
    """Say what the columns of an unknown list are and may be, and give the mapping to start from.

    It is a YAML that can be loaded once the gaps, `""`, are filled.
    """
    names = known_names()
    match = Header(names, ("title",)).match(columns)
    report = described(match, names)
    if len(report) > _LONGEST_REPORT:
        report = report[:_LONGEST_REPORT].rpartition("\n")[0] + "\n..."
    fields = _fields(match, names)
    if {"latitude", "longitude"} & {*fields}:
        fields = {"latitude": ([""], False), "longitude": ([""], False)} | fields
    start = "\n".join(_lines(fields, encoding, separator))
    return f'{report}\n\nA mapping to start from (fill in every "" and check every line with a ?):\n\n{start}'


def _fields(match: Match, names: Mapping[str, Sequence[str]]) -> dict[str, tuple[list[str], bool]]:
    """Give the fields that a list has or may have: field -> its columns, and whether they are a guess."""
    fields = {field: ([column], False) for field, column in match.found.items()}
    for column, (field, _) in guesses(match, names).items():
        if field:
            before, _ = fields.get(field, ([], True))
            fields[field] = [*before, column], True
    return fields


def _lines(fields: dict[str, tuple[list[str], bool]], encoding: str, separator: str) -> Iterable[str]:
    yield from ('title: ""  # of the list', 'publisher: ""', 'url: ""', 'country: ""  # two letters')
    yield 'period: ""  # 2014-2020 or 2021-2027'
    if "fund" in fields:
        yield 'fund: {"": erdf}  # each word in the column and its fund'
    else:
        yield 'fund: ""  # erdf, esf, cf, ...'
    yield f"encodings: [{encoding}]  # ?"
    yield f"separators: {_quoted(separator)}"
    yield 'currency: ""  # EUR, PLN, ...'
    yield "date_order: dmy  # ?"
    if "place" in fields or "latitude" in fields:
        yield f'place: {{by: ""}}  # {", ".join(WAYS)}'
    if "status" in fields:
        yield 'granted: [""]  # words of the status for granted support'
    yield "columns:"
    if "title" not in fields:
        yield '  title: [""]'
    for field, (columns, guess) in fields.items():
        yield f"  {field}: [{', '.join(map(_quoted, columns))}]" + ("  # ?" if guess else "")


def _quoted(text: str) -> str:
    """Write a text in quotes, as YAML reads it."""
    return yaml.safe_dump(text, default_style='"', allow_unicode=True, width=10_000).strip()
