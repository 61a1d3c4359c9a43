"""The page about the API: written in Markdown for each language, with its tables made of the API's declarations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import markdown

from s3dash.api.endpoints import BASE, ENDPOINTS, Endpoint
from s3dash.api.parameters import Parameter
from s3dash.api.words import Words, words_of
from s3dash.text import Text
from s3dash.views import html
from s3dash.views.context import Context

_FOLDER = Path(__file__).parents[1] / "text"
_PLACE = re.compile(r"<p>{{(\w+)}}</p>")
_MOST_WORDS = 8
"""A parameter with more words than this is described by their number and one of them."""


class Code(html.Element):
    """Text for a machine."""


def api_page(context: Context) -> list[html.Element | html.Raw]:
    """The article, with the tables of addresses and parameters and the citation where the text asks for them."""
    parts = {"addresses": _addresses, "parameters": _parameters, "citation": _citation}
    pieces: list[html.Element | html.Raw] = []
    for n, piece in enumerate(_PLACE.split(_article(context.state.lang))):
        pieces.append(parts[piece](context) if n % 2 else html.Raw(piece))
    return pieces


@cache
def _article(lang: str) -> str:
    text = (_FOLDER / f"api.{lang}.md").read_text(encoding="utf-8")
    return markdown.markdown(text, extensions=["attr_list", "fenced_code", "toc"], output_format="html")


def _addresses(context: Context) -> html.Element:
    text = context.text
    heads = [text("api.column.address"), text("api.column.gives")]
    rows = [[_address(endpoint, text), endpoint.summary(text.lang)] for endpoint in ENDPOINTS]
    return _table("addresses", heads, rows)


def _address(endpoint: Endpoint, text: Text) -> list[html.Node]:
    """The address, which opens its example, and the endings it also has."""
    ids = {found.name: found.example for found in (endpoint.path_parameter,) if found}
    opens = html.A(Code(BASE + endpoint.path), href=BASE + endpoint.path.format(**ids))
    endings = text.names([f".{format_}" for format_ in endpoint.formats if format_ != "json"])
    return [opens, " ", html.Small(text("api.also", endings=endings))]


def _parameters(context: Context) -> html.Element:
    text, words = context.text, words_of(context.dataset)
    heads = [text("api.column.parameter"), text("api.column.means"), text("api.column.allowed")]
    found: dict[str, Parameter] = {}
    for endpoint in ENDPOINTS:
        for parameter in endpoint.takes("json"):
            found.setdefault(parameter.name, parameter)
    rows: list[list[html.Node]] = [
        [Code(name), parameter.description(text.lang), _allowed(parameter, words, text)]
        for name, parameter in found.items()
    ]
    return _table("parameters", heads, rows)


def _allowed(parameter: Parameter, words: Words, text: Text) -> list[html.Node]:
    """The values of a parameter, and the one that holds if nothing is said."""
    found: list[html.Node] = [_values(parameter, words, text)]
    if parameter.default is not None:
        found.append("; " + text("api.default", value=parameter.default))
    return found


def _values(parameter: Parameter, words: Words, text: Text) -> str:
    if parameter.kind == "text":
        return str(parameter.example) if parameter.pattern == "^[A-Z]{2}$" else text("api.free_text")
    if parameter.kind != "word":
        return text("api.from_to", low=_number(parameter.low, text), high=_number(parameter.high, text))
    allowed = words[parameter.words]
    if len(allowed) > _MOST_WORDS:
        return text.count("api.one_of", len(allowed), example=parameter.example or allowed[0])
    return ", ".join(allowed)


def _number(value: float | None, text: Text) -> str:
    """A bound; up to four digits as they are, since most of those are years."""
    return f"{value or 0:.0f}" if (value or 0) < 10_000 else text.number(value or 0)


def _citation(context: Context) -> html.Element:
    day = context.text.day(context.dataset.data_date.isoformat())
    return html.P(context.text("api.citation", date=day, base=BASE))


def _table(heading: str, heads: Iterable[html.Node], rows: Iterable[Iterable[html.Node]]) -> html.Element:
    """A table named by the heading of that id in the article."""
    head = html.Thead(html.Tr([html.Th(cell, scope="col") for cell in heads]))
    body = html.Tbody([html.Tr([html.Td(cell) for cell in row]) for row in rows])
    return html.Div(html.Table([head, body], **{"aria-labelledby": heading}), className="table")
