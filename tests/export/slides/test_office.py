"""LibreOffice reads the slides and draws them: nothing leaves its page, runs into the footer or covers another text."""

from __future__ import annotations

import io
import itertools

import pytest
from pptx import Presentation

from s3dash.export.slides import master, slides
from tests.export.slides.files import BASE, Word, drawn, view

DECKS = [
    ("/sv/", "region=SE224"),
    ("/en/", "region=SE33&period=2014-2020&colour=gerd"),
    ("/sv/", "region=FI1B"),
    ("/en/", "region=SE224&other=PL63"),
    ("/sv/compare", "with=SE33,SE311,FI1D,NO07&currency=SEK"),
    ("/en/compare", "with=SE110,SE121&per=inhabitant&period=2014-2020"),
    ("/sv/domains/energy", "level=nuts2"),
    ("/en/present/seven-pictures", ""),
    ("/sv/present/our-region", "region=SE214"),
    ("/en/present/overlap", ""),
]
_COVERED = 0.3
"""Words overlap a little where lines stand close; so much of the smaller one is a fault."""


@pytest.fixture(scope="module")
def made(site, tmp_path_factory):
    """Address -> the slides and the words drawn on each."""
    contexts = [view(site, *deck) for deck in DECKS]
    contents = [slides(context, site.geometry, BASE + context.state.url) for context in contexts]
    pages = drawn(contents, tmp_path_factory.mktemp("office"))
    opened = [Presentation(io.BytesIO(content)) for content in contents]
    return dict(zip(DECKS, zip(opened, pages, strict=True), strict=True))


@pytest.mark.parametrize("deck", DECKS)
def test_every_slide_is_a_page_with_words_within_its_edges(made, deck):
    presentation, pages = made[deck]
    assert len(pages) == len(presentation.slides)
    for n, page in enumerate(pages, start=1):
        assert page, f"slide {n} is empty"
        outside = [one.words for one in page if not inside(one)]
        assert not outside, f"slide {n} ends where {outside} goes on"


@pytest.mark.parametrize("deck", DECKS)
def test_no_text_runs_into_the_footer(made, deck):
    for n, (slide, page) in enumerate(zip(made[deck][0].slides, made[deck][1], strict=True), start=1):
        footer = {
            word for shape in slide.placeholders if shape.top > emu(6.5) for word in shape.text_frame.text.split()
        }
        has_map = any(shape.name in ("The map", "Kartan") for shape in slide.shapes)
        edge = master.MAP.x if has_map else master.WIDTH
        low = [one.words for one in page if one.y1 > master.FOOTER.y and one.x0 < edge and one.words not in footer]
        assert low in ([], [str(n)]), f"slide {n}: {low} runs into the footer"


@pytest.mark.parametrize("deck", DECKS)
def test_no_text_covers_another(made, deck):
    for n, page in enumerate(made[deck][1], start=1):
        pairs = itertools.combinations(page, 2)
        covered = [(one.words, other.words) for one, other in pairs if one.covers(other) > _COVERED]
        assert not covered, f"slide {n}: words cover each other: {covered}"


def inside(word: Word) -> bool:
    return word.x0 >= -0.01 and word.y0 >= -0.01 and word.x1 <= master.WIDTH + 0.01 and word.y1 <= master.HEIGHT + 0.01


def emu(inches: float) -> int:
    return round(inches * 914_400)
