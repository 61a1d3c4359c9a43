"""A story of one's own as a file: what is written can be read, and says the same."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.data.stories import parse_story
from s3dash.data.story_file import plain_story, story_file

DAY = date(2026, 11, 24)
STORY = {
    "title": {"sv": "Öppna dörrar", "en": "Open doors"},
    "about": "",
    "author": "",
    "steps": [
        {
            "view": "/?region=SE232&colour=eu#panel-projects",
            "heading": "Ja: no",
            "text": "Ett stycke.\n\nEtt till.",
            "notes": "",
        },
        {"view": "/compare?with=SE232,SE224", "heading": "123", "text": "", "notes": "- fråga\n- svara"},
    ],
}
FILE = """\
title:
  sv: Öppna dörrar
  en: Open doors
date: 2026-11-24
steps:
- view: /?region=SE232&colour=eu#panel-projects
  heading: 'Ja: no'
  text: |-
    Ett stycke.

    Ett till.
- view: /compare?with=SE232,SE224
  heading: '123'
  notes: |-
    - fråga
    - svara
"""


def test_a_story_is_written_as_a_person_would_write_it() -> None:
    assert story_file(STORY, DAY) == FILE


def test_a_file_is_read_as_the_browser_keeps_it() -> None:
    story, found = parse_story(FILE, "own", "story.yml", signed=False)
    assert story is not None and not found
    assert plain_story(story) == STORY


@pytest.mark.parametrize(
    "story",
    [
        {},
        {"steps": None},
        {"steps": "abc"},
        {"steps": [1]},
        {"title": 3, "steps": []},
        {"title": {"sv": "a"}, "steps": []},
        {"title": {"sv": "a", "en": "b", "fi": "c"}, "steps": []},
        {"title": "a", "steps": [{"view": ["/"]}]},
    ],
)
def test_what_is_no_story_is_not_written(story: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"steps|text"):
        story_file(story, DAY)


_LETTERS = st.characters(categories=("L", "N", "P", "S", "Zs"))


def line(most: int) -> st.SearchStrategy[str]:
    return st.text(_LETTERS, max_size=most).map(str.strip)


def lines(most: int) -> st.SearchStrategy[str]:
    rows = st.lists(st.text(_LETTERS, max_size=30).map(str.rstrip), max_size=most)
    return rows.map(lambda texts: "\n".join(texts).strip())


def said(one: st.SearchStrategy[str]) -> st.SearchStrategy[object]:
    """One text for both languages, or two that differ."""
    both = st.fixed_dictionaries({"sv": one, "en": one}).filter(lambda words: words["sv"] != words["en"])
    return st.one_of(one, both)


@given(
    st.fixed_dictionaries(
        {
            "title": said(line(60).filter(bool)),
            "about": said(line(60)),
            "author": line(60),
            "steps": st.lists(
                st.fixed_dictionaries(
                    {
                        "view": st.sampled_from(["/", "/?region=SE232", "/domains/energy", "/projects?q=%C3%A5+b"]),
                        "heading": said(line(60).filter(bool)),
                        "text": said(lines(4)),
                        "notes": said(lines(6)),
                    }
                ),
                min_size=1,
                max_size=3,
            ),
        }
    )
)
def test_whatever_is_typed_comes_back_from_the_file(story: dict[str, object]) -> None:
    read, found = parse_story(story_file(story, DAY), "own", "story.yml", signed=False)
    assert found == []
    assert read is not None and plain_story(read) == story
