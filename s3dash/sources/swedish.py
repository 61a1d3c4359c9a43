"""What the lists of Swedish authorities share: programme areas, places in words, case numbers, beneficiaries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from s3dash.data.words import fold
from s3dash.sources.parsing import organisation_number
from s3dash.sources.persons import is_private_person
from s3dash.sources.records import Period

if TYPE_CHECKING:
    from s3dash.sources.places import Places

_AREAS = {
    "ovre norrland": "se33", "mellersta norrland": "se32", "norra mellansverige": "se31", "vastsverige": "se23",
    "skane blekinge": "se22", "skane och blekinge": "se22", "smaland med oarna": "se21", "smaland och oarna": "se21",
    "smaland oarna": "se21", "ostra mellansverige": "se12", "stockholm": "se11", "stockholms": "se11",
    "nationellt regionalfondsprogram": "national", "nationella regionalfondsprogrammet": "national",
    "nationella programmet": "national", "nationellt program": "national",
}  # fmt: skip
"""Area of a programme of the Regional Fund, as the lists write it -> its part of the programme_id."""
_AREA = re.compile(r"\b(?:" + "|".join(sorted(_AREAS, key=len, reverse=True)) + r")\b")
_WHOLE = frozenset({"hela sverige", "hela landet", "samtliga lan", "alla lan", "whole of sweden", "all counties"})
COUNTIES = (
    "SE110", "SE121", "SE122", "SE123", "SE124", "SE125", "SE211", "SE212", "SE213", "SE214", "SE221", "SE224",
    "SE231", "SE232", "SE311", "SE312", "SE313", "SE321", "SE322", "SE331", "SE332",
)  # fmt: skip
_NUTS = re.compile(r"\bSE ?\d{0,3}\b", re.ASCII)
_POSTCODE = re.compile(r"(?:SE-?)?\d{3} ?\d{2}", re.ASCII)
_POINT = re.compile(r"(?:POINT ?\()?\(?\s*(-?\d{1,3}\.\d+)[,; ]+\s*(-?\d{1,3}\.\d+)\s*\)?", re.ASCII | re.IGNORECASE)
_LIST = re.compile(r"[,;|/]")
_COUNTY_BODY = re.compile(r"(?:länsstyrelsen|landstinget|region)(?: i)? (.+)|(.+?)(?: läns)? landsting", re.IGNORECASE)
_CCI_BEFORE_CASE = re.compile(r"(?:2014|2021)[A-Z]{2}[A-Z0-9]{6,9}[_ ]", re.ASCII)
_PERSONAL_NUMBER = re.compile(r"(?:19|20)?\d\d[01]\d[0-3]\d[-+ ]?\d{4}", re.ASCII)


def programme(area: str | None, period: Period) -> str | None:
    """Give the programme of the Regional Fund that a text names by its area; None where it names none or two."""
    found = {_AREAS[name] for name in _AREA.findall(fold(area or ""))}
    return f"erdf-{found.pop()}-{period[:4]}" if len(found) == 1 else None


def same_case(case: str) -> tuple[str, ...]:
    """Name a case by its digits, as Kohesio and the authorities write it: `2020/00114`, `2021SE05SFPR001_23-017-S01`.

    Examples
    --------
    >>> same_case("23-017-S01")
    ('case:SE|2301701',)
    """
    digits = re.sub(r"\D", "", _CCI_BEFORE_CASE.sub("", case))
    return (f"case:SE|{digits}",) if len(digits) >= 6 else ()


@dataclass(frozen=True, slots=True)
class Placed:
    """Regions of today, and the words that no table knows."""

    regions: tuple[str, ...]
    unknown: tuple[str, ...]


def placed(places: Places, said: str | None) -> Placed:
    """Place a text that names counties, municipalities, postcodes, NUTS codes or coordinates, one or a list."""
    if not said:
        return Placed((), ())
    if fold(said) in _WHOLE:
        return Placed(COUNTIES, ())
    point = _POINT.fullmatch(said)
    if point:
        return _of_point(places, said, float(point[1]), float(point[2]))
    # The whole text goes first: a name may hold a comma or a slash of its own.
    parts = [said] if _region(places, said) else [part.strip() for part in _LIST.split(said)]
    found = {part: _region(places, part) for part in parts if part}
    regions = dict.fromkeys(code for code in found.values() if code)
    return Placed(tuple(regions), tuple(part for part, code in found.items() if not code))


def _of_point(places: Places, said: str, first: float, second: float) -> Placed:
    # WKT and GeoJSON put the longitude first; in Sweden the latitude is the larger of the two.
    code = places.point(max(first, second), min(first, second))
    return Placed((code,), ()) if code else Placed((), (said,))


def _region(places: Places, part: str) -> str | None:
    if _NUTS.fullmatch(part):
        return places.nuts(part.replace(" ", ""))
    if _POSTCODE.fullmatch(part):
        return places.postcode("SE", part)
    return places.county(part) or places.municipality(part) or places.region_name("SE", part)


def seat_by_name(places: Places, organisation: str | None) -> str | None:
    """Give the county that a public body's own name says: `Arjeplogs kommun`, `Västerbottens Läns Landsting`."""
    name = organisation or ""
    if name.lower().endswith((" kommun", " stad")):
        return places.municipality(name)
    body = _COUNTY_BODY.fullmatch(name)
    return places.county(body[1] or body[2]) if body else None


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who has a part in a project; a natural person has neither name nor number."""

    name: str | None
    kind: str | None
    number: str | None


def organisation(name: str | None, number: str | None = None, kind: str | None = None) -> Organisation | None:
    """Give an organisation by its name and Swedish number, without those of natural persons; None where nothing is."""
    if not (name or number):
        return None
    if (name and is_private_person(name)) or (number and not organisation_number(number) and _is_personal(number)):
        return Organisation(None, "private_person", None)
    return Organisation(name, kind, organisation_number(number))


def _is_personal(number: str) -> bool:
    """Say whether a number is a personal identity number, under which sole traders are registered."""
    return bool(_PERSONAL_NUMBER.fullmatch(number))


def unique(*groups: Iterable[str]) -> tuple[str, ...]:
    """Give the texts of several groups once each, in order."""
    return tuple(dict.fromkeys(text for group in groups for text in group))
