"""Addresses within a copy: the file of a page, the key of a view, and every link rewritten so that it leads there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape, unescape
from urllib.parse import unquote

from s3dash.kit.contents import Contents, bare, colours_of, first_of, plain
from s3dash.state import GEOGRAPHY, ITEM_PAGES, ViewState, Vocabulary, parse_path, parse_view

GONE = "gone.html"
"""The page that says that something is not in the copy."""
RELATIVE = "?~"
"""Begins the query of a link to the same page, here or in the other language: what it changes of the address.

A parameter without a value goes.
"""
_HREF = re.compile(r'\b(href|action)="(/[^"]*)"')
_STORY = re.compile(r'(<script type="application/json" id="story">)(.*?)(</script>)', re.DOTALL)
_MAP = "explore"


def file_of(state: ViewState) -> str:
    """The name of the file that holds a state's page; a story that is told about a region has a file for each."""
    name = "_".join(part for part in state.path.split("/")[2:] if part) or "index"
    name = re.sub(r"[^A-Za-z0-9._-]", "-", unquote(name))
    return f"{name}_{state.region}" if state.page == "story" and state.region else name


def parts(state: ViewState) -> dict[str, str]:
    """The parameters of a state as they stand in the copy's addresses, without those that the file's name says."""
    if state.page == "story":
        return {"step": str(state.step)} if state.step != 1 else {}
    return dict(part.split("=", 1) for part in state.query.split("&") if part)


def key(state: ViewState) -> str:
    """Under which a view lies in its file of data: the parameters in alphabetical order."""
    return "&".join(sorted(f"{name}={value}" for name, value in parts(state).items()))


def part_of(state: ViewState) -> str:
    """In which of its page's files of data a view lies: that of its region, or without one that of its domain."""
    return state.region or (f"domain-{state.domain}" if state.domain else "-")


def panel_key(state: ViewState) -> str:
    """The key of a view of the map without its colour."""
    return key(state.but(colour=ViewState().colour))


class Links:
    """Knows what the copy holds, and rewrites links.

    Parameters
    ----------
    held
        The contents by language.
    vocabulary
        What parameters may say.
    """

    def __init__(self, held: Mapping[str, Contents], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._panels = {state for one in held.values() for state in one.panels}
        self._colours = {state for one in held.values() for state in one.colours}
        self._pages = {state for one in held.values() for state in one.pages}

    def holds(self, state: ViewState) -> bool:
        """Whether the copy has exactly this view."""
        if state.page == _MAP:
            return plain(state) in self._panels and colours_of(state) in self._colours
        return bare(state) in self._pages

    def find(self, state: ViewState) -> ViewState | None:
        """The view itself, or the one that has the same question and fewer conditions; None where there is none."""
        return next(filter(self.holds, _nearer(state)), None)

    def rewrite(self, html: str, origin: ViewState, *, relative: bool) -> str:
        """Let every link lead to a file of the copy.

        Parameters
        ----------
        html
            HTML of the view of `origin`.
        relative
            Write links within the page as changes of its address, so that one piece of HTML fits several views.
        """
        html = _HREF.sub(lambda found: self._link(found[1], unescape(found[2]), origin, relative), html)
        return _STORY.sub(lambda found: found[1] + self._steps(found[2], origin) + found[3], html)

    def address(self, address: str, origin: ViewState, *, relative: bool) -> str | None:
        """The address in the copy that an address of the dashboard has; None where the copy lacks it."""
        url, _, place = address.partition("#")
        path, _, query = url.partition("?")
        where = parse_path(unquote(path))
        if where is None:
            return None
        asked, _ = parse_view(where.lang, where.page, query, self._vocabulary, where.item)
        found = self._target(asked, origin)
        if found is None:
            return None
        if found.page == "story":
            found = found.but(step=asked.step)
        return self._local(found, origin, relative) + (f"#{place}" if place else "")

    def told_about(self, lang: str) -> set[str]:
        """The regions that the stories of a language are told about, by choice."""
        return {state.region for state in self._pages if state.page == "story" and state.lang == lang and state.region}

    def _target(self, asked: ViewState, origin: ViewState) -> ViewState | None:
        """The view that a link leads to; within a page one that has something of what the link changes.

        On the map the browser finds the nearest one, which depends on the colours.
        """
        if asked.page != "compare" and asked.compared != origin.compared:
            return None  # one more region in the basket, which the copy has not
        if (asked.lang, file_of(asked)) != (origin.lang, file_of(origin)):
            return self.find(asked)
        near = next((one for one in _nearer(asked) if self.holds(one) and _moves(origin, asked, one)), None)
        return bare(asked) if near and asked.page == _MAP else near

    def _link(self, attribute: str, address: str, origin: ViewState, relative: bool) -> str:
        local = self.address(address, origin, relative=relative)
        if local is not None:
            return f'{attribute}="{escape(local)}"'
        page = parse_path(unquote(address.partition("#")[0].partition("?")[0]))
        return f'{attribute}="{GONE}" data-missing="{"page" if page else "file"}"'

    def _local(self, state: ViewState, origin: ViewState, relative: bool) -> str:
        here = parts(state)
        file = f"{file_of(state)}.html"
        if state.lang != origin.lang:
            file = f"../{state.lang}/{file}"
        if relative and file_of(state) == file_of(origin):
            before = parts(origin)
            changes = {name: value for name, value in here.items() if before.get(name) != value}
            changes |= dict.fromkeys(sorted(before.keys() - here.keys()), "")
            return ("" if state.lang == origin.lang else file) + RELATIVE + _joined(changes)
        return f"{file}?{_joined(here)}" if here else file

    def _steps(self, script: str, origin: ViewState) -> str:
        """The story's steps, each with the address of its frame in the copy."""
        story = json.loads(script)
        for step in story["steps"]:
            local = self.address(step["view"], origin, relative=False) or GONE
            url, mark, place = local.partition("#")
            step["frame"] = f"{url}{'&' if '?' in url else '?'}embed=page{mark}{place}"
        return json.dumps(story, ensure_ascii=False).replace("<", "\\u003c")


def _moves(origin: ViewState, asked: ViewState, near: ViewState) -> bool:
    """Whether a view has at least something of what a link asks to change; a link that changes nothing may stay."""
    before, wanted, found = parts(origin), parts(bare(asked)), parts(near)
    changes = [name for name in before.keys() | wanted.keys() if before.get(name) != wanted.get(name)]
    return found == wanted or any(found.get(name) == wanted.get(name) for name in changes)


def _joined(values: Mapping[str, str]) -> str:
    return "&".join(f"{name}={value}" for name, value in values.items())


def _nearer(state: ViewState) -> Iterator[ViewState]:
    """The state, then the same with fewer and fewer conditions."""
    state = bare(state)
    yield state
    drops: Iterable[dict[str, object]] = (
        {"order": "newest", "start": 0, "country": None, "places": (), "area": None},
        {"currency": "EUR"},
        {"colour": "priorities", "fund": None, "programme": None},
        {"region": None, "level": "lan"},
        {"domain": None, "period": ViewState().period},
    )
    if state.page == _MAP:
        drops = (
            {"show": None, "sort": GEOGRAPHY},
            *list(drops)[:2],
            {"domain": None, "fund": None, "programme": None, "colour": _without_domain(state)},
            {"other": None},
        )
    for drop in drops:
        state = state.but(**drop)
        yield state
    if state.page in ("present", *ITEM_PAGES.values()):
        yield first_of(state)


def _without_domain(state: ViewState) -> str:
    return "priorities" if state.colour == "domain" else state.colour
