"""Whole decks: the slides of a view, and those of a story."""

from __future__ import annotations

from collections.abc import Sequence

from s3dash.export.slides.compare import compare_slides
from s3dash.export.slides.deck import Deck
from s3dash.export.slides.domain import domain_slides
from s3dash.export.slides.pair import pair_slides
from s3dash.export.slides.region import region_slides
from s3dash.export.slides.step import Step
from s3dash.export.slides.story import story_slides
from s3dash.map.geometry import MapGeometry
from s3dash.views.context import Context
from s3dash.views.export_menu import has_slides as offered
from s3dash.views.present.steps import story_of, told
from s3dash.views.present.story import byline
from s3dash.views.shell import title


def slides(context: Context, geometry: MapGeometry, address: str) -> bytes:
    """Return the slides of a view as a PowerPoint file.

    Parameters
    ----------
    address
        The view's whole address, which the slides link to.

    Raises
    ------
    ValueError
        If there are no slides of the view (see :func:`offered`).
    """
    if not offered(context):
        raise ValueError(f"There are no slides of {context.state.url}")
    deck, state = Deck(context, address), context.state
    if state.page == "story":
        return deck.save(_told(deck, geometry))
    if state.page == "compare":
        compare_slides(deck, geometry)
    elif state.page == "domain":
        domain_slides(deck, geometry)
    elif state.other:
        pair_slides(deck, geometry)
    else:
        region_slides(deck, geometry)
    return deck.save(title(context))


def slides_of_story(
    context: Context, geometry: MapGeometry, address: str, heading: str, by: str, steps: Sequence[Step]
) -> bytes:
    """Return the slides of a story given as plain data.

    Parameters
    ----------
    context
        Any view of the data, in the story's language.
    address
        The whole address of that view.
    heading, by
        The story's title, and who tells it.
    steps
        Addresses with their language, such as `/sv/?region=SE232`, and what is said at each.
    """
    deck = Deck(context, address)
    story_slides(deck, geometry, heading, by, steps)
    return deck.save(heading)


def _told(deck: Deck, geometry: MapGeometry) -> str:
    """Add the slides of a story of the dataset; return its title."""
    story = story_of(deck.context)
    assert story is not None, "one's own story is in the browser alone"
    shown = told(deck.context, story)
    steps = [Step(one.url, one.heading, one.text, one.notes) for one in shown.steps]
    subtitle = " ".join(part for part in (shown.about, byline(deck.text, shown)) if part)
    story_slides(deck, geometry, shown.heading, subtitle, steps, shown.region)
    return shown.heading
