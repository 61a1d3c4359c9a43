"""Stories: views of the dashboard in an order, with a few words each, kept as YAML files beside the tables.

```yaml
title: {sv: ..., en: ...}
about: {sv: ..., en: ...}      # what it tells, in a sentence; may be left out
author: S3 Map                 # the organisation that tells it
date: 2026-11-24
region: SE214                  # only of a template: the region that it is about where none is chosen
order: 1                       # its place in the list; those without one come last
steps:
  - view: /?level=lan&colour=projects      # the address of any page, without its language
    heading: {sv: ..., en: ...}
    text: {sv: ..., en: ...}
    notes: {sv: ..., en: ...}              # for whoever presents; may be left out
```

A text that is the same in both languages can stand alone. In a template `{region}` stands for the region's name and
`{nuts}` for its code. A blank line in `text` and `notes` begins a new paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from s3dash.data.schema import Violation
from s3dash.text import LANGUAGES

FOLDER = "stories"
"""The folder of a dataset that holds its stories, one a file named after its id."""
OWN = "own"
"""The id that no file can have: the story that a visitor keeps in the browser."""
MOST_STEPS = 100
LONGEST = {"title": 120, "about": 400, "author": 120, "heading": 120, "text": 800, "notes": 6000, "view": 2000}
"""How many characters each text may have."""
LARGEST_FILE = 500_000
"""Bytes of a file."""
_MOST_NODES = 5000
"""Keys, texts and lists of a file, several times those of the longest story; reading more would only take time."""
_DEEPEST = 10
_LAST = 1000
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_VIEW = re.compile(r"(/(sv|en))?(?P<page>/([^/\s\\#?][^\s\\#?]*)?(\?[^\s#]*)?(#[\w-]*)?)")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_ONE_LINE = ("title", "about", "author", "heading", "view")
_MAY_BE_EMPTY = ("about", "text", "notes")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Characters that are not seen, or that turn the direction of what is."""

Words: TypeAlias = "dict[str, str]"
"""A text by language."""


@dataclass(frozen=True)
class Step:
    """One view and what is said about it; `view` is an address without its language, `line` where it stands."""

    view: str
    heading: Words
    text: Words
    notes: Words
    line: int = 0


@dataclass(frozen=True)
class Story:
    """A story; `region` is set where it is a template, `date` is None where the file has none."""

    id: str
    title: Words
    about: Words
    author: str
    date: date | None
    region: str | None
    order: int
    steps: tuple[Step, ...]

    def about_region(self, nuts_id: str, name: Words) -> Story:
        """The story of a template, told about a region with these names."""

        def filled(words: Words) -> Words:
            return {lang: _fill(text, nuts_id, name[lang]) for lang, text in words.items()}

        steps = tuple(
            replace(
                step,
                view=_fill(step.view, nuts_id, ""),
                heading=filled(step.heading),
                text=filled(step.text),
                notes=filled(step.notes),
            )
            for step in self.steps
        )
        return replace(self, title=filled(self.title), about=filled(self.about), region=nuts_id, steps=steps)


def _fill(text: str, nuts_id: str, name: str) -> str:
    return text.replace("{nuts}", nuts_id).replace("{region}", name)


def read_stories(directory: Path) -> tuple[list[Story], list[Violation]]:
    """Read the stories of a dataset's folder in their order; a broken one is left out, and what breaks it is listed.

    Whether the pages that the steps lead to exist is for those to say who know the pages.
    """
    stories: list[Story] = []
    violations: list[Violation] = []
    folder = directory / FOLDER
    for path in sorted(folder.glob("*.yml")) if folder.is_dir() else ():
        if path.name.endswith(".meta.yml"):
            continue
        story, found = _read_file(path)
        violations += found
        if story is not None and not found:
            stories.append(story)
    return sorted(stories, key=lambda story: (story.order, story.id)), violations


def _read_file(path: Path) -> tuple[Story | None, list[Violation]]:
    file = f"{FOLDER}/{path.name}"
    if not _ID.fullmatch(path.stem) or path.stem == OWN:
        expected = f"small letters a to z, digits and hyphens before .yml, and not {OWN}.yml"
        return None, [Violation(file, 0, "", path.name, expected)]
    try:
        content = path.read_bytes()
    except OSError as error:
        return None, [Violation(file, 0, "", str(error.strerror or error), "a file that can be read")]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return None, [Violation(file, line, "", f"bytes {content[error.start : error.end].hex(' ')}", "text in UTF-8")]
    return parse_story(text, path.stem, file)


def parse_story(text: str, story_id: str, file: str, *, signed: bool = True) -> tuple[Story | None, list[Violation]]:
    """Read one story from YAML.

    Parameters
    ----------
    text
        The file's content.
    story_id
        What the story will be called.
    file
        How the file is named in what is wrong with it.
    signed
        Whether it must say who tells it and since when.

    Returns
    -------
    The story, and every place where the file breaks the schema; None where that is anywhere.
    """
    reading = _Reading(file)
    story = reading.story(text, story_id, signed)
    return (None if reading.found else story), sorted(reading.found, key=lambda found: found.row)


class _Loader(yaml.SafeLoader):
    """Reads YAML into nodes, without aliases, a few deep, and not more of them than a story can have."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self._nodes = 0
        self._depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        self._nodes += 1
        self._depth += 1
        problem = (
            "an alias (*), which a story cannot have" if self.check_event(yaml.AliasEvent)
            else "too many keys, texts and lists" if self._nodes > _MOST_NODES
            else "lists and keys that lie in each other too deep" if self._depth > _DEEPEST
            else None
        )  # fmt: skip
        if problem:
            raise yaml.composer.ComposerError(None, None, problem, self.peek_event().start_mark)
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


class _Reading:
    """Walks through the nodes of a YAML file, which know their lines, and collects what is wrong with them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Violation] = []
        self.template = False

    def bad(self, node: yaml.Node | None, place: str, expected: str) -> None:
        """Note a violation; the value is that of a scalar, shortened."""
        line = node.start_mark.line + 1 if node is not None else 0
        value = node.value if isinstance(node, yaml.ScalarNode) else ""
        self.found.append(Violation(self.file, line, place, value if len(value) <= 80 else f"{value[:79]}…", expected))

    def story(self, text: str, story_id: str, signed: bool) -> Story | None:
        top = self._compose(text)
        if top is None:
            return None
        required = ("title", *(("author", "date") if signed else ()), "steps")
        optional = ("about", "region", "order", *(() if signed else ("author", "date")))
        keys = self.mapping(top, "", required, optional)
        region = self._region(keys.get("region"))
        self.template = region is not None
        return Story(
            id=story_id,
            title=self.words(keys.get("title"), "title"),
            about=self.words(keys.get("about"), "about"),
            author=self.line(keys.get("author"), "author"),
            date=self._date(keys.get("date")),
            region=region,
            order=self._order(keys.get("order")),
            steps=self._steps(keys.get("steps")),
        )

    def _compose(self, text: str) -> yaml.Node | None:
        """The top node; None where the text is no YAML."""
        if len(text.encode("utf-8", "replace")) > LARGEST_FILE:
            self.bad(None, "", f"at most {LARGEST_FILE} bytes")
            return None
        try:
            top = yaml.compose(text, Loader=_Loader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")
            at = mark.line + 1 if mark else text.count("\n", 0, getattr(error, "position", 0) or 0) + 1
            self.found.append(Violation(self.file, at, "", problem, "well-formed YAML"))
            return None
        if top is None:
            self.bad(None, "", "content: the file is empty")
        return top

    def mapping(
        self, node: yaml.Node, place: str, required: tuple[str, ...], optional: tuple[str, ...]
    ) -> dict[str, yaml.Node]:
        """The values of a mapping by key; keys that are missing, unknown or there twice are noted."""
        if not isinstance(node, yaml.MappingNode):
            self.bad(node, place, f"the keys {', '.join(required)}")
            return {}
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            if name not in (*required, *optional):
                self.bad(key, place, f"one of the keys {', '.join((*required, *optional))}")
            elif name in found:
                self.bad(key, place, "each key once")
            else:
                found[name] = value
        for name in required:
            if name not in found:
                self.bad(node, _below(place, name), "this key, which is missing")
        return found

    def words(self, node: yaml.Node | None, place: str) -> Words:
        """A text in both languages, or one for both; empty texts where there is none."""
        if isinstance(node, yaml.MappingNode):
            keys = self.mapping(node, place, LANGUAGES, ())
            return {lang: self.line(keys.get(lang), f"{place}: {lang}") for lang in LANGUAGES}
        return dict.fromkeys(LANGUAGES, self.line(node, place))

    def line(self, node: yaml.Node | None, place: str) -> str:
        """The text of a node, which the schema's own rules hold for."""
        name = next(part for part in reversed(place.split(": ")) if part in LONGEST)
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self.bad(node, place, "a text")
            return ""
        text = node.value.strip()
        if not text and name not in _MAY_BE_EMPTY:
            self.bad(node, place, "a text; there is none")
        elif len(text) > LONGEST[name]:
            self.bad(node, place, f"at most {LONGEST[name]} characters, not {len(text)}")
        elif _CONTROL.search(text) or (name in _ONE_LINE and "\n" in text):
            self.bad(node, place, "text without control characters" + (", on one line" if name in _ONE_LINE else ""))
        elif name != "view":
            self._placeholders(node, place, text)
        return text

    def _placeholders(self, node: yaml.Node, place: str, text: str) -> None:
        """In a template a pair of braces holds the name of something to be filled in; elsewhere braces are braces."""
        if self.template and any(name not in ("region", "nuts") for name in _PLACEHOLDER.findall(text)):
            self.bad(node, place, "no other placeholders than {region} and {nuts}")

    def _steps(self, node: yaml.Node | None) -> tuple[Step, ...]:
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode) or not 1 <= len(node.value) <= MOST_STEPS:
            self.bad(node, "steps", f"a list of 1 to {MOST_STEPS} steps")
            return ()
        return tuple(self._step(step, f"steps: {number}") for number, step in enumerate(node.value, 1))

    def _step(self, node: yaml.Node, place: str) -> Step:
        keys = self.mapping(node, place, ("view", "heading"), ("text", "notes"))
        view = keys.get("view")
        return Step(
            view=self._view(view, f"{place}: view") if view else "",
            heading=self.words(keys.get("heading"), f"{place}: heading"),
            text=self.words(keys.get("text"), f"{place}: text"),
            notes=self.words(keys.get("notes"), f"{place}: notes"),
            line=(view or node).start_mark.line + 1,
        )

    def _view(self, node: yaml.Node, place: str) -> str:
        """An address within the dashboard without its language."""
        text = self.line(node, place)
        found = _VIEW.fullmatch(text)
        if not text or not isinstance(node, yaml.ScalarNode):
            return ""
        if found is None:
            self.bad(node, place, "the address of a page from its first slash, such as /compare?with=SE232,SE224")
            return ""
        allowed = ("nuts",) if self.template else ()
        if any(name not in allowed for name in _PLACEHOLDER.findall(text)):
            self.bad(node, place, "no other placeholder than {nuts}, and that only in a template, which names a region")
        return found["page"]

    def _region(self, node: yaml.Node | None) -> str | None:
        if node is None:
            return None
        if not isinstance(node, yaml.ScalarNode) or not re.fullmatch(r"[A-Z]{2}[0-9A-Z]{0,3}", node.value):
            self.bad(node, "region", "a NUTS code, such as SE311")
            return ""
        return node.value

    def _date(self, node: yaml.Node | None) -> date | None:
        if node is None:
            return None
        try:
            return date.fromisoformat(node.value)
        except (TypeError, ValueError):
            self.bad(node, "date", "a date YYYY-MM-DD")
            return None

    def _order(self, node: yaml.Node | None) -> int:
        if node is None:
            return _LAST
        if not isinstance(node, yaml.ScalarNode) or not re.fullmatch(r"[0-9]{1,3}", node.value):
            self.bad(node, "order", "a whole number from 0 to 999")
            return _LAST
        return int(node.value)


def _below(place: str, name: str) -> str:
    return f"{place}: {name}" if place else name
