"""Stories in YAML: what a file says, and by file and line what is wrong with one that breaks the schema."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from s3dash.data.schema import Violation
from s3dash.data.stories import LONGEST, MOST_STEPS, parse_story, read_stories
from tests.by_hand import GEODATA

STORY = """\
title: {sv: En titel, en: A title}
author: S3 Map
date: 2026-11-24
steps:
- view: /sv/domains?show=overlap
  heading: {sv: Rubrik, en: Heading}
  text:
    sv: |
      Ett stycke.

      Ett till.
    en: One paragraph.
- view: /?region=SE214#panel-links
  heading: The same in both
  notes: Say it slowly.
"""
TEMPLATE = """\
title: "{region} and its sea"
author: S3 Map
date: 2026-11-24
region: SE214
steps:
- view: /?region={nuts}
  heading: "{region} ({nuts})"
  text: "{region}!"
"""


def broken(text: str, *, signed: bool = True) -> list[tuple[int, str, str]]:
    """Where a story breaks the schema: (line, place, value)."""
    story, found = parse_story(text, "a", "stories/a.yml", signed=signed)
    assert (story is None) == bool(found)
    assert {violation.file for violation in found} <= {"stories/a.yml"}
    return [(violation.row, violation.column, violation.value) for violation in found]


def test_a_story_says_what_its_file_says() -> None:
    story, found = parse_story(STORY, "a", "stories/a.yml")
    assert story is not None and found == []
    assert (story.id, story.title["en"], story.author, story.date) == ("a", "A title", "S3 Map", date(2026, 11, 24))
    first, second = story.steps
    assert (first.view, first.line) == ("/domains?show=overlap", 5)
    assert first.text == {"sv": "Ett stycke.\n\nEtt till.", "en": "One paragraph."}
    assert first.notes == {"sv": "", "en": ""}
    assert second.view == "/?region=SE214#panel-links"
    assert second.heading == {"sv": "The same in both", "en": "The same in both"}
    assert second.notes["sv"] == "Say it slowly."


def test_a_template_is_told_about_any_region() -> None:
    story, _ = parse_story(TEMPLATE, "a", "stories/a.yml")
    assert story is not None and story.region == "SE214"
    told = story.about_region("DK01", {"sv": "Huvudstaden", "en": "Hovedstaden"})
    assert told.title == {"sv": "Huvudstaden and its sea", "en": "Hovedstaden and its sea"}
    assert told.steps[0].view == "/?region=DK01"
    assert told.steps[0].heading["en"] == "Hovedstaden (DK01)"
    assert told.region == "DK01" and story.steps[0].view == "/?region={nuts}"


def test_braces_are_braces_where_nothing_is_filled_in() -> None:
    assert broken(STORY.replace("Rubrik", '"{region} i {klamrar}"')) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "place"),
    [
        ("title: {sv: En titel, en: A title}", "title: {sv: En titel}", 1, "title: en"),
        ("title: {sv: En titel, en: A title}\n", "", 1, "title"),
        ("author: S3 Map\n", "", 1, "author"),
        ("author: S3 Map", "author:", 2, "author"),
        ("author: S3 Map", "author: [S3, Map]", 2, "author"),
        ("2026-11-24", "2026-13-01", 3, "date"),
        ("2026-11-24", "{}", 3, "date"),
        ("date:", "datum:", 1, "date"),
        ("steps:\n", "order: first\nsteps:\n", 4, "order"),
        ("steps:\n", "author: Someone\nsteps:\n", 4, ""),
        ("steps:\n", "region: gotland\nsteps:\n", 4, "region"),
        ("/sv/domains?show=overlap", "https://example.org/", 5, "steps: 1: view"),
        ("/sv/domains?show=overlap", "//example.org/", 5, "steps: 1: view"),
        ("/sv/domains?show=overlap", "javascript:alert(1)", 5, "steps: 1: view"),
        ("/sv/domains?show=overlap", "/sv\\example.org", 5, "steps: 1: view"),
        ("/sv/domains?show=overlap", "/compare?with=a b", 5, "steps: 1: view"),
        ("/sv/domains?show=overlap", "/?region={nuts}", 5, "steps: 1: view"),
        ("/sv/domains?show=overlap", "", 5, "steps: 1: view"),
        ("/sv/domains?show=overlap", "[/sv/]", 5, "steps: 1: view"),
        ("Rubrik", "'Rub\n\n    rik'", 6, "steps: 1: heading: sv"),
        ("Rubrik", "x" * (LONGEST["heading"] + 1), 6, "steps: 1: heading: sv"),
        ("Rubrik", "''", 6, "steps: 1: heading: sv"),
        ("Say it slowly.", '"a\\u202eb"', 15, "steps: 2: notes"),
        ("Say it slowly.", '"\\ud800"', 15, "steps: 2: notes"),
        ("  heading: The same in both\n", "", 13, "steps: 2: heading"),
        ("- view: /?region=SE214#panel-links\n  heading", "- heading", 13, "steps: 2: view"),
        ("  notes: Say it slowly.", "  nodes: Say it slowly.", 15, "steps: 2"),
        ("- view: /?region", "- just a text\n- view: /?region", 13, "steps: 2"),
    ],
)
def test_what_breaks_the_schema_is_named_by_its_line(old: str, new: str, line: int, place: str) -> None:
    assert STORY.count(old) >= 1
    found = broken(STORY.replace(old, new, 1))
    assert (line, place) in [(row, where) for row, where, _ in found]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 0),
        ("# only a remark\n", 0),
        ("just words", 1),
        ("- a list", 1),
        ("title: {sv: a, en: b\nsteps: [", 2),
        ("title: *nowhere", 1),
        ("title: a\n\tsteps: []", 2),
        ("title: a\nnotes: \x07", 2),
        ("[" * 3000, 1),
        ("x: " + "y" * 500_000, 0),
    ],
)
def test_what_is_no_story_at_all_is_told_too(text: str, line: int) -> None:
    assert line in [row for row, _, _ in broken(text)]


def test_steps_are_a_list_of_some() -> None:
    head = STORY.partition("steps:")[0]
    assert (4, "steps", "") in broken(f"{head}steps: []\n")
    assert (4, "steps", "none") in broken(f"{head}steps: none\n")
    many = "- {view: /, heading: a}\n"
    assert broken(f"{head}steps:\n{many * MOST_STEPS}") == []
    assert (5, "steps", "") in broken(f"{head}steps:\n{many * (MOST_STEPS + 1)}")


def test_only_a_template_has_placeholders_and_only_two() -> None:
    assert broken(TEMPLATE) == []
    assert broken(TEMPLATE.replace('"{region}!"', '"{land}!"')) == [(8, "steps: 1: text", "{land}!")]
    assert broken(TEMPLATE.replace("/?region={nuts}", "/?region={region}")) == [
        (6, "steps: 1: view", "/?region={region}")
    ]


def test_a_story_of_ones_own_need_not_be_signed() -> None:
    plain = STORY.replace("author: S3 Map\ndate: 2026-11-24\n", "")
    assert [place for _, place, _ in broken(plain)] == ["author", "date"]
    assert broken(plain, signed=False) == []
    assert broken(STORY, signed=False) == []


def test_a_bomb_of_references_is_harmless() -> None:
    levels = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))
    assert broken(f"a0: &a0 x\n{levels}\n")


@settings(deadline=None)
@given(st.text())
def test_no_text_makes_the_reader_stumble(text: str) -> None:
    broken(text)


KEYS = st.sampled_from(["title", "steps", "view", "heading", "sv", "en", "region"])


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner)
    )
)
def test_no_shape_makes_the_reader_stumble(shape: object) -> None:
    broken(yaml.safe_dump(shape))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "stories").mkdir()
    return tmp_path


def write(folder: Path, name: str, content: str | bytes) -> None:
    data = content.encode() if isinstance(content, str) else content
    (folder / "stories" / name).write_bytes(data)


def test_a_broken_story_leaves_the_others_alone(folder: Path) -> None:
    write(folder, "good.yml", STORY)
    write(folder, "first.yml", TEMPLATE + "order: 1\n")
    write(folder, "bad.yml", STORY.replace("2026-11-24", "soon"))
    write(folder, "bytes.yml", b"title: \xff\n")
    write(folder, "good.meta.yml", "producer: S3 Map\n")
    write(folder, "Notes.txt", "not a story")
    stories, violations = read_stories(folder)
    assert [story.id for story in stories] == ["first", "good"]
    assert violations == [
        Violation("stories/bad.yml", 3, "date", "soon", "a date YYYY-MM-DD"),
        Violation("stories/bytes.yml", 1, "", "bytes ff", "text in UTF-8"),
    ]


@pytest.mark.parametrize("name", ["own.yml", "With space.yml", "Ö.yml", "-a.yml"])
def test_a_file_is_named_as_its_address_will_be(folder: Path, name: str) -> None:
    write(folder, name, STORY)
    stories, violations = read_stories(folder)
    assert stories == [] and [(found.file, found.row, found.value) for found in violations] == [
        (f"stories/{name}", 0, name)
    ]


def test_a_byte_order_mark_and_other_line_ends_are_tolerated(folder: Path) -> None:
    write(folder, "a.yml", b"\xef\xbb\xbf" + STORY.replace("\n", "\r\n").encode())
    stories, violations = read_stories(folder)
    assert violations == [] and stories[0].steps[0].text["sv"] == "Ett stycke.\n\nEtt till."


def test_a_folder_without_stories_has_none(tmp_path: Path) -> None:
    assert read_stories(tmp_path) == ([], [])


def test_a_file_that_cannot_be_read_is_told(folder: Path) -> None:
    (folder / "stories" / "folder.yml").mkdir()
    stories, violations = read_stories(folder)
    assert stories == [] and [found.file for found in violations] == ["stories/folder.yml"]


def test_every_story_that_comes_with_the_data_is_in_both_languages_and_tells_where_it_is_from() -> None:
    stories, violations = read_stories(GEODATA)
    assert violations == []
    assert {story.id for story in stories} >= {"seven-pictures", "our-region", "overlap"}
    assert len(next(story for story in stories if story.id == "seven-pictures").steps) == 7
    for story in stories:
        about = yaml.safe_load((GEODATA / "stories" / f"{story.id}.meta.yml").read_text("utf-8"))
        assert {"producer", "source", "date_accessed", "licence"} <= set(about)
        for words in (story.title, story.about, *(step.text for step in story.steps)):
            assert words["sv"] and words["sv"] != words["en"]
        for step in story.steps:
            spoken = [*step.heading.values(), *step.text.values(), *step.notes.values()]
            assert not re.search(r"\d", " ".join(spoken).replace("NUTS2", "")), "figures are for the views to show"
            assert max(map(len, step.text.values())) <= 200, "to be read from ten metres"
