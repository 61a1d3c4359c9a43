"""A story that a visitor keeps in the browser, as the YAML file of a story, and back.

In the browser a story is plain data: `title`, `about`, `author` and `steps` of `view`, `heading`, `text` and `notes`. A
text is one for both languages, or a mapping with `sv` and `en`.
"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeAlias

import yaml

from s3dash.data.stories import Story, Words
from s3dash.text import LANGUAGES

Plain: TypeAlias = "dict[str, Any]"
_STEP = ("view", "heading", "text", "notes")
_MAY_BE_LEFT_OUT = ("about", "author", "text", "notes")
_WIDTH = 100


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as they are read, line by line."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def plain_story(story: Story) -> Plain:
    """A story as the browser keeps it; a template should have been told about a region first."""
    return {
        "title": _one(story.title),
        "about": _one(story.about),
        "author": story.author,
        "steps": [
            {"view": step.view, "heading": _one(step.heading), "text": _one(step.text), "notes": _one(step.notes)}
            for step in story.steps
        ],
    }


def _one(words: Words) -> str | Words:
    """One text where both languages have the same."""
    texts = set(words.values())
    return words if len(texts) > 1 else texts.pop()


def story_file(story: Plain, day: date) -> str:
    """Write a story as YAML; whether it keeps to the schema is for `parse_story` to say.

    Raises
    ------
    ValueError
        If it is not of the shape that the browser keeps, whatever its texts are.
    """
    head = {name: _said(story.get(name, "")) for name in ("title", "about", "author")}
    steps = story.get("steps")
    if not isinstance(steps, list) or not all(isinstance(step, dict) for step in steps):
        raise ValueError("the steps are no list of steps")
    written = _without_nothing(head) | {"date": day}
    written["steps"] = [_without_nothing({name: _said(step.get(name, "")) for name in _STEP}) for step in steps]
    return yaml.dump(written, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)


def _said(words: object) -> str | Words:
    """A text in one or both languages, its lines without spaces at their ends."""
    if isinstance(words, str):
        return "\n".join(line.rstrip() for line in words.strip().split("\n"))
    if isinstance(words, dict) and set(words) == set(LANGUAGES):
        texts = [words[lang] for lang in LANGUAGES]
        if all(isinstance(text, str) for text in texts):
            return {lang: str(_said(text)) for lang, text in zip(LANGUAGES, texts, strict=True)}
    raise ValueError("a text is neither one nor one for each language")


def _without_nothing(texts: dict[str, str | Words]) -> Plain:
    """The texts without those that may be left out and are empty."""
    return {name: text for name, text in texts.items() if name not in _MAY_BE_LEFT_OUT or _anything(text)}


def _anything(text: str | Words) -> bool:
    return any(text.values()) if isinstance(text, dict) else bool(text)
