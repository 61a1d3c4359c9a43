"""A view as slides that can be edited in PowerPoint and its like: `slides.pptx`.

Everything on them is native: text in placeholders, maps as shapes in the theme's colours, charts with their data,
tables. Each slide names its source and the date of the data, links to its live view and has notes.

The library behind them is loaded with the first deck: it would take a tenth of the time in which the dashboard starts.
"""

from __future__ import annotations

from collections.abc import Sequence

from s3dash.export.slides.step import Step
from s3dash.map.geometry import MapGeometry
from s3dash.views.context import Context
from s3dash.views.export_menu import has_slides as offered

__all__ = ["MIMETYPE", "Step", "offered", "slides", "slides_of_story"]

MIMETYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def slides(context: Context, geometry: MapGeometry, address: str) -> bytes:
    """Return the slides of a view as a PowerPoint file: :func:`s3dash.export.slides.decks.slides`."""
    from s3dash.export.slides.decks import slides as made

    return made(context, geometry, address)


def slides_of_story(
    context: Context, geometry: MapGeometry, address: str, heading: str, by: str, steps: Sequence[Step]
) -> bytes:
    """Return the slides of a story given as plain data: :func:`s3dash.export.slides.decks.slides_of_story`."""
    from s3dash.export.slides.decks import slides_of_story as made

    return made(context, geometry, address, heading, by, steps)
