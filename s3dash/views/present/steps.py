"""The stories of a dataset, checked against their pages, and a story told in one language about one region."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import unquote

from s3dash.data.dataset import Dataset
from s3dash.data.remembered import remembered
from s3dash.data.schema import Violation
from s3dash.data.store import ProjectStore
from s3dash.data.stories import FOLDER, OWN, Step, Story, Words, read_stories
from s3dash.query import Ignored
from s3dash.state import LANGUAGES, ViewState, Vocabulary, parse_path, parse_view
from s3dash.views.context import Context

NOT_SHOWN = ("present", "story")
"""Pages that no step can show: a presenter within the presenter."""
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Stories:
    """The stories that can be shown, in their order, and what is wrong with the others."""

    shown: dict[str, Story]
    broken: tuple[Violation, ...]


@dataclass(frozen=True)
class ToldStep:
    """A step: the view it shows, the place within it (or nothing), and what is said."""

    state: ViewState
    place: str
    heading: str
    text: str
    notes: str

    @property
    def url(self) -> str:
        """The address of the view."""
        return f"{self.state.url}#{self.place}" if self.place else self.state.url


@dataclass(frozen=True)
class Told:
    """A story in one language, about one region where it is a template."""

    id: str
    title: Words
    heading: str
    """The title in the language it is told in."""
    about: str
    author: str
    date: date | None
    region: str | None
    steps: tuple[ToldStep, ...]

    @property
    def data(self) -> dict[str, Any]:
        """What the presenter takes, from here as from the browser's own store."""
        steps = [
            {"view": step.url, "heading": step.heading, "text": step.text, "notes": step.notes} for step in self.steps
        ]
        return {"title": self.title, "steps": steps}

    @property
    def script(self) -> str:
        """The same as JSON that can stand in an HTML script element."""
        return json.dumps(self.data, ensure_ascii=False).replace("<", "\\u003c")


@remembered
def stories_of(dataset: Dataset, store: ProjectStore) -> Stories:
    """The stories of the dataset; they are read once, and what is broken is written to the log then."""
    stories, violations = read_stories(dataset.directory)
    vocabulary = vocabulary_of(dataset)
    shown = {}
    for story in stories:
        found = page_violations(story, dataset, vocabulary, lambda: store)
        violations += found
        if not found:
            shown[story.id] = story
    for violation in violations:
        _LOG.warning("A story is left out: %s", violation)
    return Stories(shown, tuple(violations))


@remembered
def vocabulary_of(dataset: Dataset) -> Vocabulary:
    """What parameters of an address may say."""
    return Vocabulary.of(dataset)


def page_violations(
    story: Story, dataset: Dataset, vocabulary: Vocabulary, store: Callable[[], ProjectStore]
) -> list[Violation]:
    """Every step of a story that leads to no page, or whose address says what the page does not understand.

    `store` is only called where a step shows the page of a project or an organisation.
    """
    file = f"{FOLDER}/{story.id}.yml"
    if story.region is not None:
        if story.region not in vocabulary.layers:
            return [Violation(file, 0, "region", story.region, "a region that the map draws")]
        story = story.about_region(story.region, dict.fromkeys(LANGUAGES, story.region))
    found = []
    for number, step in enumerate(story.steps, 1):
        expected = _wrong(step, dataset, vocabulary, store)
        if expected:
            found.append(Violation(file, step.line, f"steps: {number}: view", step.view, expected))
    return found


def _wrong(
    step: Step, dataset: Dataset, vocabulary: Vocabulary, store: Callable[[], ProjectStore]
) -> str | None:
    """What a step's address should be; None where it is right."""
    found = step_state(step.view, LANGUAGES[0], vocabulary)
    if found is None:
        return "the address of a page of the dashboard, without its language"
    state, ignored = found
    if state.page in NOT_SHOWN:
        return "a page that is not itself about presenting"
    if state.item is not None and not _exists(state, dataset, store):
        return f"the page of one {state.page} that the data have"
    if state.embed:
        return "an address without embed"
    if ignored:
        return "only parameters that the page understands: not " + ", ".join(
            f"{item.parameter}={item.value}" for item in ignored
        )
    return None


def _exists(state: ViewState, dataset: Dataset, store: Callable[[], ProjectStore]) -> bool:
    item = state.item or ""
    try:
        if state.page == "domain":
            dataset.domain(item)
        elif state.page == "project":
            store().project(item)
        else:
            store().organisation(item)
    except KeyError:
        return False
    return True


def step_state(view: str, lang: str, vocabulary: Vocabulary) -> tuple[ViewState, Iterable[Ignored]] | None:
    """The state that a step's address stands for, and what it ignores; None where there is no such page."""
    path, _, query = view.partition("#")[0].partition("?")
    where = parse_path(f"/{lang}{unquote(path)}")
    return parse_view(where.lang, where.page, query, vocabulary, where.item) if where else None


def told(context: Context, story: Story, lang: str | None = None) -> Told:
    """Tell a story in the view's language (or another one), about the view's region where it is a template."""
    lang = lang or context.state.lang
    vocabulary = vocabulary_of(context.dataset)
    region = None
    if story.region is not None:
        region = context.state.region or story.region
        row = context.dataset.region(region)
        story = story.about_region(region, {one: row.name(one) for one in LANGUAGES})
    return Told(
        id=story.id,
        title=story.title,
        heading=story.title[lang],
        about=story.about[lang],
        author=story.author,
        date=story.date,
        region=region,
        steps=tuple(_told_step(step, lang, vocabulary) for step in story.steps),
    )


def _told_step(step: Step, lang: str, vocabulary: Vocabulary) -> ToldStep:
    found = step_state(step.view, lang, vocabulary)
    state = found[0] if found else ViewState(lang=lang)
    place = step.view.partition("#")[2]
    return ToldStep(state, place, step.heading[lang], step.text[lang], step.notes[lang])


def story_of(context: Context) -> Story | None:
    """The story that the page is about; None for the one that the browser keeps; KeyError where there is none."""
    item = context.state.item or ""
    return None if item == OWN else stories_of(context.dataset, context.store).shown[item]
