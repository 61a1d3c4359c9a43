"""Files of a story that the browser keeps: read, checked and written, and nothing kept."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from pptx import Presentation
from werkzeug.test import TestResponse

from s3dash.data.stories import LARGEST_FILE, parse_story, read_stories
from s3dash.data.story_file import plain_story
from tests.by_hand import GEODATA

STEP: dict[str, Any] = {"view": "/?region=SE232", "heading": "Väst", "text": "Ett.\n\nTvå.", "notes": "Fråga!"}
STORY: dict[str, Any] = {"title": "Vår väg", "about": "", "author": "Region X", "steps": [STEP]}


def read(client: FlaskClient, text: str | bytes) -> TestResponse:
    return client.post("/stories/read", data=text, content_type="application/yaml")


def problems(answer: TestResponse) -> list[tuple[int, str]]:
    assert answer.status_code == 422 and answer.json
    return [(one["line"], one["place"]) for one in answer.json["problems"]]


@pytest.mark.parametrize("story", ["seven-pictures", "overlap"])
def test_the_stories_that_come_with_the_data_can_be_opened(client: FlaskClient, story: str) -> None:
    answer = read(client, (GEODATA / "stories" / f"{story}.yml").read_bytes())
    expected = next(one for one in read_stories(GEODATA)[0] if one.id == story)
    assert answer.json == {"story": plain_story(expected)}
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_template_is_opened_as_a_story_about_its_region(client: FlaskClient) -> None:
    answer = read(client, (GEODATA / "stories" / "our-region.yml").read_bytes())
    assert answer.json
    story = answer.json["story"]
    assert story["title"] == {"sv": "Gotland och Östersjön", "en": "Gotland and the Baltic Sea"}
    assert "?region=SE214" in story["steps"][0]["view"]
    assert not re.search(r"\{(region|nuts)\}", answer.get_data(as_text=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: A\nsteps:\n- view: /\n  headin: B\n", (4, "steps: 1")),
        ("title: A\nsteps:\n- view: /nothing\n  heading: B\n", (3, "steps: 1: view")),
        ("title: A\nsteps:\n- view: https://example.org/sv/\n  heading: B\n", (3, "steps: 1: view")),
        ("title: A\nsteps:\n- view: //example.org/\n  heading: B\n", (3, "steps: 1: view")),
        ("title: A\nsteps:\n- view: /present\n  heading: B\n", (3, "steps: 1: view")),
        ("title: [A\n", (2, "")),
        ("", (0, "")),
        (b"title: \xff\n", (1, "")),
        ("title: A\nregion: SE999\nsteps:\n- view: /\n  heading: B\n", (0, "region")),
    ],
)
def test_what_breaks_the_schema_is_named_by_its_line(
    client: FlaskClient, text: str | bytes, expected: tuple[int, str]
) -> None:
    assert expected in problems(read(client, text))


def test_a_file_that_is_too_large_is_not_read(client: FlaskClient) -> None:
    assert problems(read(client, "a" * (LARGEST_FILE + 1))) == [(0, "")]
    assert read(client, "a" * (2 * LARGEST_FILE + 1)).status_code == 413


def test_a_story_is_written_as_a_file_that_can_be_opened(client: FlaskClient) -> None:
    answer = client.post("/stories/write", json=STORY)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="var-vag.yml"'
    text = answer.get_data(as_text=True)
    assert read(client, text).json == {"story": STORY}
    story, found = parse_story(text, "var-vag", "var-vag.yml")
    assert story is not None and not found, "with who tells it, the file can go into the folder of stories"


def test_addresses_are_written_as_the_dashboard_itself_writes_them(client: FlaskClient) -> None:
    step = STEP | {"view": "/?utm=x&level=lan&region=SE232&embed=1#panel-projects"}
    answer = client.post("/stories/write", json=STORY | {"steps": [step]})
    assert "- view: /?region=SE232#panel-projects\n" in answer.get_data(as_text=True)


@pytest.mark.parametrize("title", ["---", "Привет", "!?"])
def test_a_title_without_plain_letters_gives_a_plain_file_name(client: FlaskClient, title: str) -> None:
    answer = client.post("/stories/write", json=STORY | {"title": title})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="story.yml"'


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"steps": []},
        {"steps": [STEP | {"heading": ""}]},
        {"steps": [STEP | {"view": "/nothing"}]},
        {"author": "a\u202eb"},
        {"steps": [STEP] * 101},
    ],
)
@pytest.mark.parametrize("address", ["/stories/write", "/stories/slides.pptx?lang=sv"])
def test_what_could_not_be_opened_again_is_not_written(
    client: FlaskClient, address: str, change: dict[str, Any]
) -> None:
    assert problems(client.post(address, json=STORY | change))


@pytest.mark.parametrize(
    "sent", ["", "[]", "1", "{", "{}", '{"steps": 1}', '{"steps": [1]}', '{"steps": [{"view": 1}]}', "[" * 100_000]
)
def test_what_is_no_story_is_refused(client: FlaskClient, sent: str) -> None:
    assert client.post("/stories/write", data=sent).status_code == 400


def test_a_story_has_slides_with_its_words_and_notes(client: FlaskClient) -> None:
    answer = client.post("/stories/slides.pptx?lang=sv", json=STORY)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="var-vag.pptx"'
    slides = list(Presentation(io.BytesIO(answer.data)).slides)
    words = [shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame]
    assert any("Region X" in text for text in words)
    assert {"Vår väg", "Väst"} <= {slide.shapes.title.text_frame.text for slide in slides}
    assert any("Fråga!" in slide.notes_slide.notes_text_frame.text for slide in slides if slide.has_notes_slide)
    assert client.post("/stories/slides.pptx?lang=de", json=STORY).status_code == 400


@pytest.mark.parametrize("address", ["/stories/read", "/stories/write", "/stories/slides.pptx"])
def test_nothing_lies_there_to_be_fetched(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code in (404, 405)
