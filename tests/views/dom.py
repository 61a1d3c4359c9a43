"""HTML as a browser would read it, for asking what stands where: `page.one("#panel-links ol.links")`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from s3dash.site import Site
from s3dash.views import html
from s3dash.views.context import Context

_VOID = {"base", "br", "hr", "img", "input", "link", "meta"}
_PART = re.compile(r"([#.]?)([\w-]+)|\[([\w-]+)(?:=\"([^\"]*)\")?\]")


class Element:
    """One element: its tag, its attributes, and what is inside it in order."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element | str] = []

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    @property
    def text(self) -> str:
        """All text inside, each run of spaces and line ends as one space, as it is seen."""
        return re.sub(r"[ \n\t]+", " ", "".join(self._pieces())).strip()

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    def every(self) -> Iterator[Element]:
        """The elements inside, in the order of the document; of what a button opens only the box."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                if "popover" not in child.attributes:
                    yield from child.every()

    def select(self, selector: str) -> list[Element]:
        """The elements inside that fit a selector of tags, #ids, .classes and [attributes], with spaces between."""
        *outer, last = (_parts(step) for step in selector.split(" "))
        return [element for element in self.every() if element.fits(last) and element.lies_in(outer, self)]

    def one(self, selector: str) -> Element:
        """The only element that fits a selector."""
        found = self.select(selector)
        assert len(found) == 1, f"{len(found)} elements fit {selector}"
        return found[0]

    def texts(self, selector: str) -> list[str]:
        """The text of each element that fits a selector."""
        return [element.text for element in self.select(selector)]

    def fits(self, parts: list[tuple[str, str, str | None]]) -> bool:
        return all(self._has(*part) for part in parts)

    def lies_in(self, outer: list[list[tuple[str, str, str | None]]], top: Element) -> bool:
        left, around = list(outer), self.parent
        while left and around is not None and around is not top:
            if around.fits(left[-1]):
                left.pop()
            around = around.parent
        return not left

    def _has(self, kind: str, name: str, value: str | None) -> bool:
        if kind == "[":
            return name in self.attributes and value in (None, self.attributes[name])
        if kind == "#":
            return self.attributes.get("id") == name
        return name in self.classes if kind == "." else self.tag == name

    def _pieces(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif "popover" not in child.attributes:
                yield from child._pieces()


def _parts(step: str) -> list[tuple[str, str, str | None]]:
    return [("[", match[3], match[4]) if match[3] else (match[1], match[2], None) for match in _PART.finditer(step)]


class _Reader(HTMLParser):
    """Builds the tree; an end tag without its start tag, or the other way round, is an error."""

    def __init__(self) -> None:
        super().__init__()
        self.at = self.top = Element("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(element)
        if tag not in _VOID:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.at.tag == tag and self.at.parent is not None, f"</{tag}> closes <{self.at.tag}>"
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


def read(text: str) -> Element:
    """Read a page or a fragment; AssertionError where its tags do not fit together."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.at is reader.top, f"<{reader.at.tag}> is never closed"
    return reader.top


def shown(view: html.Node) -> Element:
    """A view as it is written out."""
    return read(html.to_html(view))


def context(site: Site, query: str = "", lang: str = "en", page: str = "") -> Context:
    """What the views get for an address that the page understands in full."""
    found = site.state(f"/{lang}/{page}", query)
    assert found is not None and found[1] == [], f"not understood: {found}"
    return site.context(found[0])


def queries_of(page: Element, selector: str) -> list[str]:
    """The query strings of the links that fit a selector."""
    return [link["href"].partition("?")[2] for link in page.select(selector)]
