"""The API's parameters, each declared once: the declaration both checks a request and writes the OpenAPI document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from s3dash.api.problems import Fault, refused
from s3dash.api.words import Words
from s3dash.state import EVERY_PERIOD, LARGEST_AMOUNT, PERIODS, YEARS
from s3dash.text import Text

Kind = Literal["word", "integer", "number", "text"]
Arguments = dict[str, Any]
"""Parameter -> value as Python, None where it is not given and has no default."""

LIMIT, MOST_ROWS = 100, 500
_LONGEST_TEXT = 200
_FORMS = {
    "integer": re.compile(r"[0-9]{1,9}"),
    "number": re.compile(r"-?[0-9]{1,16}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?"),
}


@dataclass(frozen=True)
class Parameter:
    """A parameter of the query.

    `words` names the list in :mod:`s3dash.api.words` that a `word` is one of; `low` and `high` are inclusive;
    `pattern` is the form of a `text`, in the syntax that ECMAScript and Python share.
    """

    name: str
    kind: Kind
    words: str = ""
    low: float | None = None
    high: float | None = None
    pattern: str = "^[^\\u0000-\\u001f\\u007f]*$"
    default: str | int | None = None
    example: str | int | None = None

    def read(self, text: str, words: Words) -> str | int | float | None:
        """Return the value of a parameter as Python; None where the text is no such value."""
        if self.kind == "word":
            return text if text in words[self.words] else None
        if self.kind == "text":
            fits = 0 < len(text) <= _LONGEST_TEXT and re.fullmatch(self.pattern.strip("^$"), text)
            return text if fits else None
        if not _FORMS[self.kind].fullmatch(text):
            return None
        value = int(text) if self.kind == "integer" else float(text)
        return value if self._within(value) else None

    def schema(self, words: Words) -> dict[str, Any]:
        """The values as JSON Schema."""
        kinds = {"word": "string", "text": "string"}
        found: dict[str, Any] = {"type": kinds.get(self.kind, self.kind)}
        if self.kind == "word":
            found = {"$ref": f"#/components/schemas/{self.words}"}
        if self.kind == "text":
            found |= {"minLength": 1, "maxLength": _LONGEST_TEXT, "pattern": self.pattern}
        bounds = {"minimum": self.low, "maximum": self.high, "default": self.default}
        return found | {name: bound for name, bound in bounds.items() if bound is not None}

    def description(self, lang: str = "en") -> str:
        """What the parameter does, in a language."""
        return Text(lang)(f"api.parameter.{self.name}")

    def expected(self, words: Words) -> tuple[str, ...]:
        """The allowed values, in words where they cannot be listed."""
        if self.kind == "word":
            return words[self.words]
        if self.kind == "text":
            return (f"text of 1 to {_LONGEST_TEXT} characters that fits {self.pattern}",)
        what = "a whole number" if self.kind == "integer" else "a number"
        return (f"{what} from {self.low:g} to {self.high:.0f}",)

    def _within(self, value: float) -> bool:
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


PERIOD = Parameter("period", "word", "period_or_all", default=EVERY_PERIOD, example=PERIODS[0])
ONE_PERIOD = Parameter("period", "word", "period", default=PERIODS[0], example=PERIODS[1])
LEVEL = Parameter("level", "word", "level", default="lan", example="nuts2")
LAYER = Parameter("layer", "word", "layer", example="neighbours")
COUNTRY = Parameter("country", "word", "country", example="FI")
NEIGHBOUR_COUNTRY = Parameter("country", "word", "neighbour_country", example="FI")
DOMAIN = Parameter("domain", "word", "domain", example="energy")
FUND = Parameter("fund", "word", "fund", example="interreg")
PROGRAMME = Parameter("programme", "word", "programme", example="interreg-south-baltic-2021")
REGION = Parameter("region", "word", "area", example="SE224")
OTHER = Parameter("other", "word", "area", example="PL63")
CURRENCY = Parameter("currency", "word", "currency", default="EUR", example="SEK")
COLOUR = Parameter("colour", "word", "colour", default="priorities", example="eu")
PEERS_BY = Parameter("by", "word", "peers_by", default="priorities", example="structure")
KIND = Parameter("kind", "word", "programme_kind", example="interreg")

OF_PROJECTS = (
    PERIOD,
    DOMAIN,
    FUND,
    PROGRAMME,
    REGION,
    OTHER,
    Parameter("year_from", "integer", low=YEARS[0], high=YEARS[1], example=2022),
    Parameter("year_to", "integer", low=YEARS[0], high=YEARS[1], example=2024),
    Parameter("amount_min", "number", low=0, high=LARGEST_AMOUNT, example=100000),
    Parameter("amount_max", "number", low=0, high=LARGEST_AMOUNT, example=5000000),
    Parameter("organisation", "text"),
    Parameter("partner", "text", pattern="^[A-Z]{2}$", example="LV"),
    Parameter("baltic", "word", "switch", default="0", example="1"),
    Parameter("q", "text", example="hydrogen"),
)
"""The filters of the projects page, under its names."""

ORDER = Parameter("order", "word", "order", example="largest")
"""Without it the best match comes first where there is a text to look for, else the newest project."""
_OFFSET = Parameter("offset", "integer", low=0, high=100_000_000, default=0, example=0)
PAGING = (Parameter("limit", "integer", low=1, high=MOST_ROWS, default=LIMIT, example=20), _OFFSET)
CSV_PAGING = (replace(PAGING[0], default=None), _OFFSET)
"""A CSV file has every row unless it is told otherwise."""


def read_arguments(parameters: Iterable[Parameter], given: Iterable[tuple[str, str]], words: Words) -> Arguments:
    """Read a query into arguments.

    Parameters
    ----------
    parameters
        What may be asked.
    given
        The names and values of the query, in its order.

    Raises
    ------
    Problem
        If a name is unknown or repeated, or a value is not allowed; it names them all.
    """
    known = {parameter.name: parameter for parameter in parameters}
    arguments: Arguments = {name: parameter.default for name, parameter in known.items()}
    faults: list[Fault] = []
    seen: set[str] = set()
    for name, text in given:
        if name not in known:
            faults.append(Fault(name, text, "there is no such parameter here", tuple(known)))
            continue
        value = known[name].read(text, words)
        if name in seen:
            faults.append(Fault(name, text, "it is there more than once"))
        elif value is None:
            faults.append(Fault(name, text, "this value is not allowed", known[name].expected(words)))
        seen.add(name)
        arguments[name] = value
    faults += _contradictions(arguments) if not faults else []
    if faults:
        raise refused(faults)
    return arguments


def _contradictions(arguments: Arguments) -> list[Fault]:
    """What each parameter allows, but not together with the others."""
    faults = []
    for low, high in (("year_from", "year_to"), ("amount_min", "amount_max")):
        first, last = arguments.get(low), arguments.get(high)
        if first is not None and last is not None and first > last:
            faults.append(Fault(high, str(last), f"it is less than {low}", (f"at least {first}",)))
    if arguments.get("order") == "relevance" and not arguments.get("q"):
        faults.append(Fault("order", "relevance", "relevance needs a text to look for, q"))
    for colour, needed in (("links", "region"), ("domain", "domain")):
        if arguments.get("colour") == colour and not arguments.get(needed):
            faults.append(Fault("colour", colour, f"this colour needs a {needed}"))
    return faults
