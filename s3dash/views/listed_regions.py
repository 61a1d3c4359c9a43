"""What the list of regions shows: which ones, in which order, with their classes, ranks, links and marks."""

from __future__ import annotations

from dataclasses import dataclass

from s3dash.analysis.links import Link
from s3dash.analysis.ranking import by_value, ranks
from s3dash.data.words import alphabetical
from s3dash.map.geometry import MapGeometry
from s3dash.views.context import Context
from s3dash.views.map_view import Colouring, area_units, drawn_links


@dataclass(frozen=True)
class Shown:
    """What the rows say: the regions of both groups in their order, and by region its class, rank, links and marks."""

    own: tuple[str, ...]
    neighbours: tuple[str, ...]
    colours: Colouring
    steps: dict[str, int]
    """CSS class of the legend -> its number, the lowest values first."""
    ranks: dict[str, int]
    links: dict[str, tuple[int, Link]]
    """Region at the far end -> the place of the link among those that the map draws, and the link."""
    area: frozenset[str]

    @property
    def columns(self) -> int:
        """How many columns the table has: those of classes and ranks only where there are some."""
        return 3 + bool(self.steps) + bool(self.ranks)

    @classmethod
    def of(cls, context: Context, geometry: MapGeometry, colours: Colouring) -> Shown:
        """What is shown of the view."""
        state, measure = context.state, context.measure
        own, neighbours = context.dataset.drawn(state.level), _neighbours(context)
        classes = [css for css, _ in colours.rows if css[1:].isdigit()]
        return cls(
            own=_in_order(context, geometry, own),
            neighbours=_in_order(context, geometry, neighbours),
            colours=colours,
            steps={} if measure.unit == "yes_no" else {css: number for number, css in enumerate(classes, start=1)},
            ranks=_ranks(context, own) | _ranks(context, context.dataset.drawn("neighbours")),
            links={link.other: (number, link) for number, link in enumerate(drawn_links(context), start=1)},
            area=frozenset(area_units(context, geometry)),
        )


def _neighbours(context: Context) -> tuple[str, ...]:
    """The neighbours of the chosen country, all where none is chosen; what is selected is always there."""
    state, dataset = context.state, context.dataset
    return tuple(
        code
        for code in dataset.drawn("neighbours")
        if state.country in (None, dataset.region(code).country) or code in (state.region, state.other)
    )


def _ranks(context: Context, codes: tuple[str, ...]) -> dict[str, int]:
    """The places of regions within their group.

    A value that is another region's has none, nor have counts that are lower limits, or a mere yes or no.
    """
    measure = context.measure
    if measure.unit == "yes_no":
        return {}
    at_least = {code for code in codes if measure.id == "projects" and context.is_neighbour(code)}
    return ranks(
        {
            code: measure.values[code]
            for code in codes
            if code in measure.values and code not in at_least and code not in measure.stands_for
        }
    )


def _in_order(context: Context, geometry: MapGeometry, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The regions in the chosen order; equal values stand as they do on the map, from north to south."""
    by, turned = context.state.sort.removeprefix("-"), context.state.sort.startswith("-")
    if by == "name":
        return tuple(
            sorted(codes, key=lambda code: alphabetical(context.name(code), context.text.lang), reverse=turned)
        )
    down = {code: shape.label[1] for code, shape in geometry.shapes.items()}
    southward = sorted(codes, key=lambda code: (down[code], code))
    if by == "value":
        return by_value(southward, context.measure.values, highest_first=turned)
    return tuple(reversed(southward) if turned else southward)
