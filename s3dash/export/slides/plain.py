"""What views say, as plain words: slides show what the panel and the pages show, and so read it from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from s3dash.views import html

_INLINE = (html.Span, html.A, html.Strong, html.Mark)


def elements(node: html.Node) -> Iterator[html.Element]:
    """Every element in a node, in the order of the page."""
    if isinstance(node, html.Element):
        yield node
        yield from elements(node.children)
    elif not isinstance(node, str | int | float | html.Raw | None):
        for child in node:
            yield from elements(child)


def with_class(node: html.Node, name: str) -> list[html.Element]:
    """The elements of a class."""
    return [one for one in elements(node) if name in (one.attributes.get("className") or "").split()]


def of_kind(node: html.Node, kind: type[html.Element]) -> list[html.Element]:
    """The elements of a kind, such as `html.P`."""
    return [one for one in elements(node) if type(one) is kind]


def words(node: html.Node) -> str:
    """The words of a node; what stands apart on the page is parted by a space."""
    pieces: list[str] = []
    _collect(node, pieces)
    return " ".join("".join(pieces).split(" ")).strip().replace("  ", " ")


def _collect(node: html.Node, pieces: list[str]) -> None:
    if node is None:
        return
    if isinstance(node, html.Element):
        apart = " " if not isinstance(node, _INLINE) else ""
        pieces.append(apart)
        _collect(node.children, pieces)
        pieces.append(apart)
    elif isinstance(node, html.Raw):
        pieces.append(node.text)
    elif isinstance(node, str | int | float):
        pieces.append(str(node))
    else:
        for child in node:
            _collect(child, pieces)


def pieces(node: html.Node) -> list[tuple[str, bool]]:
    """The words of a node in pieces, each with whether it is small on the page."""
    found: list[tuple[str, bool]] = []
    _cut(node, False, found)
    return [(part, small) for part, small in found if part.strip()]


def _cut(node: html.Node, small: bool, found: list[tuple[str, bool]]) -> None:
    if isinstance(node, html.Element):
        _cut(node.children, small or isinstance(node, html.Small), found)
    elif isinstance(node, html.Raw | str | int | float):
        part = node.text if isinstance(node, html.Raw) else str(node)
        if found and found[-1][1] == small:
            part = found.pop()[0] + part
        found.append((part, small))
    elif node is not None:
        for child in node:
            _cut(child, small, found)


class Figure(NamedTuple):
    """A key figure: its value and what it counts."""

    value: str
    label: str


def key_figures(node: html.Node) -> list[Figure]:
    """The key figures at the head of a panel or a page."""
    return [
        Figure(words(of_kind(pair, html.Dd)), words(of_kind(pair, html.Dt)))
        for figures in with_class(node, "key-figures")
        for pair in of_kind(figures, html.Div)
    ]


class Split(NamedTuple):
    """A kind of money: its name, the amount or why there is none, and of how many projects."""

    label: str
    amount: str
    projects: str


def money_kinds(node: html.Node) -> list[Split]:
    """The rows of :func:`s3dash.views.projects.money_split`."""
    return [
        Split(words(of_kind(row, html.Dt)), words(of_kind(row, html.Strong)), words(of_kind(row, html.Small)))
        for row in of_kind(node, html.Div)
    ]


class Legend(NamedTuple):
    """A map's legend: its title, the unit, and the class and words of each row."""

    title: str
    unit: str
    rows: tuple[tuple[str, str], ...]


def map_legend(node: html.Node) -> Legend:
    """Read a legend; rows that show no colour of an area are left out."""
    rows = []
    for row in of_kind(node, html.Li):
        swatch = with_class(row, "swatch")
        if swatch:
            css = next(name for name in swatch[0].attributes["className"].split() if name != "swatch")
            rows.append((css, words(row)))
    return Legend(_first(node, "legend-title"), _first(node, "legend-unit"), tuple(rows))


def _first(node: html.Node, name: str) -> str:
    return next((words(one) for one in with_class(node, name)), "")


def table_rows(node: html.Node) -> list[list[html.Element]]:
    """The cells of every row of the tables in a node, headings too."""
    return [list(_cells(row)) for row in of_kind(node, html.Tr)]


def _cells(row: html.Element) -> Iterable[html.Element]:
    return (cell for cell in elements(row.children) if type(cell) in (html.Td, html.Th))
