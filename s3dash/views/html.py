"""HTML elements as plain data: what views return, and how it is written out.

Elements are called like Dash's own (`html.Div("text", className="wide")`). They are not Dash components, since
pages and panels are sent as HTML: a panel has some 700 elements, for which Dash needs 9 ms to build components
on the server and 600 ms to render them in the browser; these take 1 ms and 20 ms.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any, TypeAlias

_ATTRIBUTES = {"className": "class"}


class Element:
    """An HTML element: its children (text, elements, lists of both, None) and its attributes.

    Attributes have their HTML names in any case, but for `className`; those that are None or False are left out,
    `style` is a dict.
    """

    __slots__ = ("attributes", "children")
    void = False

    def __init__(self, children: Any = None, **attributes: Any) -> None:
        self.children = children
        self.attributes = attributes


# fmt: off
class A(Element): ...
class Article(Element): ...
class Aside(Element): ...
class Button(Element): ...
class Br(Element): void = True
class Caption(Element): ...
class Dd(Element): ...
class Details(Element): ...
class Div(Element): ...
class Dl(Element): ...
class Dt(Element): ...
class H1(Element): ...
class H2(Element): ...
class H3(Element): ...
class H4(Element): ...
class Header(Element): ...
class Li(Element): ...
class Mark(Element): ...
class Nav(Element): ...
class Ol(Element): ...
class P(Element): ...
class Section(Element): ...
class Small(Element): ...
class Span(Element): ...
class Strong(Element): ...
class Summary(Element): ...
class Table(Element): ...
class Tbody(Element): ...
class Td(Element): ...
class Th(Element): ...
class Thead(Element): ...
class Tr(Element): ...
class Ul(Element): ...
# fmt: on


@dataclass(frozen=True)
class Raw:
    """Text that is HTML already, from the project's own Markdown; written as it is."""

    text: str


Node: TypeAlias = "Element | Raw | str | int | float | Iterable[Node] | None"


def to_html(node: Node) -> str:
    """Write an element, a text or a list of both as HTML; every text is escaped."""
    parts: list[str] = []
    _write(node, parts)
    return "".join(parts)


def to_plain(node: Node) -> str:
    """The text of a node without its elements."""
    if node is None:
        return ""
    if isinstance(node, Element):
        return to_plain(node.children)
    if isinstance(node, Raw):
        return node.text
    if isinstance(node, str | int | float):
        return str(node)
    return "".join(to_plain(child) for child in node)


def _write(node: Node, parts: list[str]) -> None:
    if node is None:
        return
    if isinstance(node, Element):
        _write_element(node, parts)
    elif isinstance(node, str):
        parts.append(escape(node, quote=False))
    elif isinstance(node, Raw):
        parts.append(node.text)
    elif isinstance(node, int | float):
        parts.append(str(node))
    else:
        for child in node:
            _write(child, parts)


def _write_element(element: Element, parts: list[str]) -> None:
    tag = type(element).__name__.lower()
    parts.append(f"<{tag}")
    for name, value in element.attributes.items():
        if value is None or value is False:
            continue
        if name == "style":
            value = ";".join(f"{key}:{style}" for key, style in value.items())
        text = "" if value is True else f'="{escape(str(value))}"'
        parts.append(f" {_ATTRIBUTES.get(name) or name.lower()}{text}")
    parts.append(">")
    if not element.void:
        _write(element.children, parts)
        parts.append(f"</{tag}>")
