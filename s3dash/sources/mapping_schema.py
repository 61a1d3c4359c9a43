"""The schema of mappings: their keys, what each may hold, and which of them belong together."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, get_args

from s3dash.data.schema import NOTES
from s3dash.sources.headers import key
from s3dash.sources.parsing import country
from s3dash.sources.records import Fund, Period

FIELDS = {
    "id": "the list's own id of the project",
    "title": "the project's name in its language",
    "title_en": "the name in English",
    "summary": "what it is about",
    "summary_en": "the same in English",
    "start": "when the project starts (not when it was granted)",
    "end": "when it ends",
    "granted": "when the support was granted; only for telling projects apart",
    "beneficiary": "who got the support",
    "organisation_number": "the beneficiary's number in a register",
    "beneficiary_country": "the beneficiary's country",
    "beneficiary_town": "the beneficiary's town",
    "beneficiary_postcode": "the beneficiary's postcode",
    "total": "the project's whole budget",
    "eu_contribution": "the granted support of the EU alone, without national money",
    "currency": "the currency, where rows differ",
    "objective": "the thematic objective (2014-2020) or specific objective (2021-2027)",
    "intervention_field": "the EU's code of the type of intervention",
    "topics": "words about the subject, for the classifier",
    "fund": "the fund, where rows differ; `fund` then says what its words mean",
    "cci": "the programme's code (CCI)",
    "programme_name": "the programme's name",
    "status": "where the case stands; `granted` then says which words mean that the support is granted",
    "url": "the project's page",
    "place": "where the project takes place; `place` then says how",
    "latitude": "degrees north",
    "longitude": "degrees east",
}  # fmt: skip
"""What a column may hold."""
AMOUNTS = ("total", "eu_contribution")
WAYS = ("county", "municipality", "postcode", "nuts", "coordinates", "region_name", "none")
"""How a list gives the place of a project."""

_Check = Callable[[Any], bool]


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


def _one_of(*allowed: str) -> tuple[_Check, str]:
    return lambda value: isinstance(value, str) and value in allowed, "one of " + ", ".join(allowed)


def _list_of(check: _Check, what: str) -> tuple[_Check, str]:
    return (
        lambda value: (
            (_text(value) and check(value))
            or (isinstance(value, list) and bool(value) and all(_text(item) and check(item) for item in value))
        ),
        f"a list of {what}",
    )


def _matching(pattern: str, what: str) -> tuple[_Check, str]:
    return lambda value: isinstance(value, str) and bool(re.fullmatch(pattern, value)), what


def _encoding(name: str) -> bool:
    try:
        b"a".decode(name)
    except LookupError:
        return False
    except ValueError:  # an encoding all the same, in which the one byte is no text
        return True
    return True


def _separators(value: Any) -> bool:
    return (
        isinstance(value, str | list)
        and bool(value)
        and all(isinstance(item, str) and len(item) == 1 and item not in '"\r\n' for item in listed(value))
    )


def _fund_or_words(value: Any) -> bool:
    if isinstance(value, dict):
        return bool(value) and all(_text(word) and fund in get_args(Fund) for word, fund in value.items())
    return value in get_args(Fund) if isinstance(value, str) else False


def _programme(value: Any) -> bool:
    if not isinstance(value, dict) or not value:
        return False
    if set(value) <= {"cci", "name"}:
        return all(_text(text) for text in value.values())
    return set(value) <= set(get_args(Fund)) and all(isinstance(of, dict) and _programme(of) for of in value.values())


_TEXT = (_text, "a text")
_FIELD_NAMES = _list_of(FIELDS.__contains__, "fields of columns")
_SCHEMA: dict[str, tuple[_Check, str]] = {
    "title": _TEXT,
    "publisher": _TEXT,
    "url": _matching(r"https?://\S+\.\S+", "an address that begins with http:// or https://"),
    "licence": (lambda value: value is None or _text(value), "a text, or nothing"),
    "country": (
        lambda value: isinstance(value, str) and len(value) == 2 and country(value) == value,
        'the two-letter code of a country in capitals and quotes, such as "FI"',
    ),
    "period": _one_of(*get_args(Period)),
    "fund": (_fund_or_words, f"one of {', '.join(get_args(Fund))}, or the fund of each word of the column"),
    "programme": (_programme, "cci and name, or these for each fund"),
    "columns": (lambda value: isinstance(value, dict) and bool(value), "fields, each with the names of its column"),
    "required": _FIELD_NAMES,
    "not_with": _list_of(_text, "column names"),
    "encodings": _list_of(_encoding, "encodings that Python knows, such as utf-8-sig and cp1250"),
    "separators": (_separators, 'characters, each in quotes, such as [",", ";"]'),
    "decimal": _one_of(",", "."),
    "date_order": _one_of("dmy", "mdy"),
    "currency": _matching("[A-Z]{3}", "a code of three capitals, such as EUR"),
    "place": (lambda value: isinstance(value, dict), "by, separator and area"),
    "granted": _list_of(_text, "words of the column status"),
    "id_from": _FIELD_NAMES,
    "id_prefix": _matching("[A-Z0-9]{2,8}", "two to eight capitals and digits"),
    "first_line": _FIELD_NAMES,
    "null_words": _list_of(_text, "words"),
    "notes": _list_of(NOTES.__contains__, f"notes: {', '.join(NOTES)}"),
    "unreadable_amounts": _one_of("reject", "unknown"),
    "smallest_amount": (
        lambda value: isinstance(value, int | float) and not isinstance(value, bool) and 1 <= value <= 1e6,
        "a number from 1 to 1000000",
    ),
}
_COLUMN = _list_of(_text, "column names")
_PLACE: dict[str, tuple[_Check, str]] = {
    "by": _one_of(*WAYS),
    "separator": (lambda value: isinstance(value, str) and 0 < len(value) <= 5, "one to five characters"),
    "area": _matching("[A-Z]{2}[0-9A-Z]{0,3}", "a NUTS code, such as DE80"),
}
LISTS = frozenset(
    {"required", "not_with", "encodings", "separators", "granted", "id_from", "first_line", "null_words", "notes"}
)
"""Keys whose value is a list; one text alone stands for a list of one."""
_REQUIRED = ("title", "publisher", "url", "country", "period", "fund", "columns")


def faults_of(content: dict[Any, Any]) -> list[str]:
    """Say what is wrong with a mapping's content, one text for each fault."""
    faults = [f"{name}: is missing - expected {_SCHEMA[name][1]}" for name in _REQUIRED if name not in content]
    faults += _wrong(content, _SCHEMA, "")
    columns, place = content.get("columns"), content.get("place")
    if isinstance(place, dict):
        faults += _wrong(place, _PLACE, "place.")
    if isinstance(columns, dict):
        faults += _wrong(columns, dict.fromkeys(FIELDS, _COLUMN), "columns.")
    return faults or _contradictions(content)


def _wrong(content: dict[Any, Any], schema: dict[str, tuple[_Check, str]], where: str) -> list[str]:
    faults = []
    for name, value in content.items():
        if name not in schema:
            near = get_close_matches(str(name), schema, 1)
            meant = f" (did you mean {near[0]}?)" if near else ""
            faults.append(f"{where}{str(name)[:40]}: is no key{meant} - expected one of {', '.join(schema)}")
        elif not schema[name][0](value):
            shown = repr(value) if len(repr(value)) < 80 else repr(value)[:77] + "..."
            faults.append(f"{where}{name}: {shown} - expected {schema[name][1]}")
    return faults


def _contradictions(content: dict[str, Any]) -> list[str]:
    """Say which keys of a mapping do not fit each other."""
    columns, words = content["columns"], isinstance(content["fund"], dict)
    way = content.get("place", {}).get("by", "none")
    place = {"latitude"} if way == "coordinates" and "latitude" in columns else {"place"}
    needed = [("title", "every list")]
    needed += [(name, "required") for name in listed(content.get("required", []))]
    needed += [("fund", "the words of fund")] if words else []
    needed += [("status", "granted")] if "granted" in content else []
    needed += [(name, "place.by") for name in place if way != "none"]
    needed += [("longitude", "columns.latitude")] if "latitude" in columns else []
    needed += [("latitude", "columns.longitude")] if "longitude" in columns else []
    faults = [
        f"columns.{name}: is missing - expected the names of its column, for {why}"
        for name, why in needed
        if name not in columns
    ]
    if "fund" in columns and not words:
        faults.append("fund: expected the fund of each word of columns.fund")
    if "status" in columns and "granted" not in content:
        faults.append("granted: is missing - expected the words of columns.status for granted support")
    if {*AMOUNTS} & {*columns} and not ("currency" in content or "currency" in columns):
        faults.append("currency: is missing - expected a code such as EUR, for the amounts")
    if way == "none" and "place" in columns:
        faults.append(f"place.by: is missing - expected one of {', '.join(WAYS)}, for columns.place")
    return faults + _shared_names(columns)


def _shared_names(columns: dict[str, Any]) -> list[str]:
    """Say which column names two fields claim."""
    claims = [(name, alias) for name, aliases in columns.items() for alias in listed(aliases)]
    field_of = {key(alias): name for name, alias in reversed(claims)}
    return [
        f"columns.{name}: {alias!r} - expected a name that columns.{field_of[key(alias)]} has not"
        for name, alias in claims
        if field_of[key(alias)] != name
    ]


def listed(value: Any) -> list[str]:
    """Give one text as a list of one, and a list as it is."""
    return [value] if isinstance(value, str) else value
