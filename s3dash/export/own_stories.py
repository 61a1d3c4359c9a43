"""What the browser cannot do for a story that it keeps: YAML files and slides. Nothing that is sent here is kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

import flask

from s3dash.data.schema import Violation
from s3dash.data.stories import LARGEST_FILE, LONGEST, MOST_STEPS, Story, parse_story
from s3dash.data.story_file import Plain, plain_story, story_file
from s3dash.data.words import fold
from s3dash.export.address import absolute
from s3dash.export.answers import attachment
from s3dash.export.slides import MIMETYPE as SLIDES
from s3dash.export.slides import Step, slides_of_story
from s3dash.state import ViewState
from s3dash.text import LANGUAGES, Text
from s3dash.views.present.steps import page_violations, step_state, told

if TYPE_CHECKING:
    from s3dash.site import Site

_ID = "own"
_FILE = "story.yml"
_LARGEST_SENT = 2 * LARGEST_FILE
"""Bytes of a request: a story in JSON is a little longer than its file."""
_MOST_STEPS = 2 * MOST_STEPS
"""Steps that are looked at, so that a story that is a little too long is told so."""
_MOST_PROBLEMS = 20


def register_own_stories(server: flask.Flask, current: Callable[[], Site]) -> None:
    """Add `/stories/read` (YAML to JSON), `/stories/write` (JSON to YAML) and `/stories/slides.pptx`, for POST only.

    A story that breaks the schema is answered with 422 and where it does. `current` gives the site in force; it is
    asked once for each request.
    """

    @server.post("/stories/read")
    def read() -> flask.Response:
        site = current()
        try:
            text = _sent().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            return _problems([Violation(_FILE, line, "", "", "text in UTF-8")])
        story, found = _checked(text, site)
        return _problems(found) if found or story is None else _json({"story": plain_story(story)})

    @server.post("/stories/write")
    def write() -> flask.Response:
        site = current()
        text = _file_of(_story_sent(), site)
        story, found = _checked(text, site)
        if found or story is None:
            return _problems(found)
        return attachment(text.encode(), "application/yaml", f"{_name(story.title[LANGUAGES[0]])}.yml")

    @server.post("/stories/slides.pptx")
    def slides() -> flask.Response:
        site = current()
        lang = flask.request.args.get("lang", "")
        if lang not in LANGUAGES:
            flask.abort(400)
        story, found = _checked(_file_of(_story_sent(), site), site)
        if found or story is None:
            return _problems(found)
        page = ViewState(lang=lang, page="present")
        shown = told(site.context(page), story)
        steps = [Step(step.url, step.heading, step.text, step.notes) for step in shown.steps]
        by = shown.author or Text(lang)("own_story.by_nobody")
        deck = slides_of_story(site.context(page), site.geometry, absolute(page.url), shown.heading, by, steps)
        return attachment(deck, SLIDES, f"{_name(shown.heading)}.pptx")


def _sent() -> bytes:
    """What was sent; 413 where it is too much."""
    flask.request.max_content_length = _LARGEST_SENT
    return flask.request.get_data(cache=False)


def _story_sent() -> Plain:
    """The story in JSON that was sent; 400 where it is none."""
    try:
        story = json.loads(_sent())
    except (ValueError, RecursionError):
        flask.abort(400)
    if not isinstance(story, dict) or not isinstance(story.get("steps"), list) or len(story["steps"]) > _MOST_STEPS:
        flask.abort(400)
    return story


def _file_of(story: Plain, site: Site) -> str:
    """The file of a story, with addresses as the dashboard itself writes them."""
    try:
        steps = [step | {"view": _canonical(step["view"], site)} for step in story["steps"]]
        return story_file(story | {"steps": steps}, date.today())
    except (AttributeError, KeyError, TypeError, ValueError):
        flask.abort(400)


def _canonical(view: str, site: Site) -> str:
    """An address without its language and without what its page does not understand."""
    found = step_state(view, LANGUAGES[0], site.vocabulary) if len(view) <= LONGEST["view"] else None
    if found is None:
        return view
    state, place = found[0].but(embed="", chart=None, start=found[0].start), view.partition("#")[2]
    return state.url.removeprefix(f"/{LANGUAGES[0]}") + (f"#{place}" if place else "")


def _checked(text: str, site: Site) -> tuple[Story | None, list[Violation]]:
    """Read a story of one's own; a template becomes a story about its region."""
    story, found = parse_story(text, _ID, _FILE, signed=False)
    if story is not None:
        found = page_violations(story, site.dataset, site.vocabulary, lambda: site.store)
        if not found and story.region is not None:
            row = site.dataset.region(story.region)
            story = story.about_region(story.region, {lang: row.name(lang) for lang in LANGUAGES})
    return story, found


def _json(content: Plain, status: int = 200) -> flask.Response:
    # half of a pair, which no text in UTF-8 has, is told as JSON writes it
    text = json.dumps(content, ensure_ascii=False).encode("utf-8", "backslashreplace")
    answer = flask.Response(text, status, mimetype="application/json")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _problems(found: Iterable[Violation]) -> flask.Response:
    """Where a story breaks the schema, line by line."""
    rows = [{"line": one.row, "place": one.column, "value": one.value, "expected": one.expected} for one in found]
    return _json({"problems": rows[:_MOST_PROBLEMS]}, 422)


def _name(title: str) -> str:
    """What a file is called: the story's title in plain letters, as the folder of stories wants it."""
    words = "-".join("".join(c for c in word if c.isascii()) for word in fold(title).split())
    return "-".join(part for part in words[:60].split("-") if part) or "story"
