"""The map on a slide: every region a shape of its own, in the theme's colours, with its name and its value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import shapely
from shapely import Geometry

from s3dash.export.slides import shapes
from s3dash.export.slides.deck import Page
from s3dash.export.slides.measure import height, width
from s3dash.export.slides.outlines import outlines
from s3dash.export.slides.plain import Legend
from s3dash.export.slides.shapes import Box, Point
from s3dash.export.slides.words import Run, paragraphs
from s3dash.map.geometry import MapGeometry
from s3dash.map.picture import Picture

_LABEL_SIZE = 10.5
_PLACES = {
    "university": ("ellipse", "#5b2a86"), "science_park": ("rect", "#b07a00"), "cluster": ("triangle", "#1f7a3d"),
    "testbed": ("diamond", "#b4235a"), "research_infrastructure": ("plus", "#333f48"),
}  # fmt: skip
"""Shape and colour of each kind of environment, as on the page."""
_NUMBERS = re.compile(r"-?[\d.]+")
_CLEAR = 82
"""How strong the colours of neighbours are, in per cent."""
ViewBox = tuple[float, float, float, float]


@dataclass(frozen=True)
class MapLook:
    """What a map shows besides a :class:`Picture`.

    `lit` are outlined, `named` have their names beside them, the first largest. `fills`: unit -> name of a colour, in
    place of its class. `view`: (x, y, width, height) in SVG units that must be seen; None is the whole Baltic Sea.
    """

    picture: Picture
    lit: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    fills: Mapping[str, str] = field(default_factory=dict)
    view: ViewBox | None = None


def put_map(
    page: Page, geometry: MapGeometry, look: MapLook, box: Box, names: Callable[[str], str], description: str
) -> None:
    """Put the map on a slide, filling a box; what lies outside is cut off at its edges."""
    _Drawing(page, geometry, look, box, names).put(description)


def around(geometry: MapGeometry, codes: Sequence[str], margin: float = 0.25) -> ViewBox:
    """The view box that holds some units, with a margin in parts of its longer side."""
    corners = [geometry.shapes[code].bbox for code in codes]
    x0, y0 = min(box[0] for box in corners), min(box[1] for box in corners)
    x1, y1 = max(box[2] for box in corners), max(box[3] for box in corners)
    room = margin * max(x1 - x0, y1 - y0)
    return x0 - room, y0 - room, x1 - x0 + 2 * room, y1 - y0 + 2 * room


class _Drawing:
    """One map: the way from SVG units to inches, and its layers from the sea upwards."""

    def __init__(self, page: Page, geometry: MapGeometry, look: MapLook, box: Box, names: Callable[[str], str]) -> None:
        self.page, self.geometry, self.look, self.box, self.names = page, geometry, look, box, names
        x, y, wide, tall = look.view or geometry.baltic
        self.scale = min(box.w / wide, box.h / tall)
        self.left = x + wide / 2 - box.w / 2 / self.scale
        self.top = y + tall / 2 - box.h / 2 / self.scale
        self.seen = (self.left, self.top, self.left + box.w / self.scale, self.top + box.h / self.scale)
        self.shapes: list[str] = []

    def put(self, description: str) -> None:
        picture, look = self.look.picture, self.look
        found = outlines(self.geometry)
        self.shapes.append(shapes.drawn(self.page.next_id(), "sea", self.box, fill="sea"))
        self._area("land", found.land, fill="land", line="paper", points=0.25)
        lit = [code for code in (*look.lit, picture.region, picture.other) if code in found.units]
        level = [code for code, shape in self.geometry.shapes.items() if shape.layer in (picture.level, "neighbours")]
        for code in sorted(level, key=lambda code: (code in lit, self.geometry.shapes[code].layer != "neighbours")):
            self._unit(code, found.units[code], code in lit)
        if picture.level == "lan":
            self._lines(found.borders)
        for code in dict.fromkeys(lit):
            if code not in level:
                fill = look.fills.get(code)
                self._area(self.names(code), found.units[code], fill=fill, line="paper" if fill else "accent", points=2)
        for code in picture.area:
            self._area(self.names(code), found.units[code], fill=None, line="area", points=1.25, dash="sysDash")
        self._curves()
        self._places()
        self._labels()
        name = self.page.deck.text("slides.map")
        self.page.put(shapes.group(self.page.next_id(), name, self.box, self.shapes, description))

    def _unit(self, code: str, polygons: Geometry, lit: bool) -> None:
        picture = self.look.picture
        css = picture.classes.get(code, "none")
        pale = self.geometry.shapes[code].layer == "neighbours" and not lit and code not in self.look.fills
        empty = css in ("none", "zero") and code not in self.look.fills
        self._area(
            f"{self.names(code)} ({code})",
            polygons,
            fill=self.look.fills.get(code, css),
            line="accent" if lit and code not in self.look.fills else "hatch" if empty else "paper",
            points=2 if lit else 0.5,
            alpha=_CLEAR if pale and css not in ("none", "zero", "missing", "unknown") else 100,
            description=picture.values.get(code, ""),
        )

    def _area(
        self,
        name: str,
        polygons: Geometry,
        *,
        fill: str | None,
        line: str | None,
        points: float,
        alpha: int = 100,
        dash: str = "solid",
        description: str = "",
    ) -> None:
        """A shape of polygons in SVG units, cut at the edges of the map; nothing where none of it is seen."""
        x0, y0, x1, y1 = polygons.bounds
        inside = self.seen[0] <= x0 and self.seen[1] <= y0 and x1 <= self.seen[2] and y1 <= self.seen[3]
        cut = polygons if inside else shapely.clip_by_rect(polygons, *self.seen)
        rings = [
            [self._at(point) for point in shapely.get_coordinates(ring)[:-1]]
            for part in shapely.get_parts(cut)
            if shapely.get_type_id(part) == 3
            for ring in shapely.get_rings(part)
        ]
        rings = [ring for ring in rings if len(ring) > 2]
        if rings:
            self.shapes.append(
                shapes.freeform(
                    self.page.next_id(), name, rings, fill=fill, line=line, points=points, alpha=alpha, dash=dash,
                    description=description,
                )
            )  # fmt: skip

    def _lines(self, lines: Geometry) -> None:
        cut = shapely.get_parts(shapely.clip_by_rect(shapely.simplify(lines, 0.7), *self.seen))
        rings = [[self._at(point) for point in shapely.get_coordinates(line)] for line in cut]
        rings = [ring for ring in rings if len(ring) > 1]
        if rings:
            name = self.page.deck.text("level.nuts2_plural")
            self.shapes.append(
                shapes.freeform(self.page.next_id(), name, rings, fill=None, line="paper", points=1.25, closed=False)
            )

    def _at(self, point: Sequence[float]) -> Point:
        x = min(max(self.box.x + (point[0] - self.left) * self.scale, self.box.x), self.box.right)
        y = min(max(self.box.y + (point[1] - self.top) * self.scale, self.box.y), self.box.bottom)
        return x, y

    def _curves(self) -> None:
        for one in self.look.picture.curves:
            x0, y0, cx, cy, x1, y1 = (float(number) for number in _NUMBERS.findall(one.d))
            start, control, end = self._at((x0, y0)), self._at((cx, cy)), self._at((x1, y1))
            for colour, wider in (("paper", 1.5), ("accent", 0.0)):
                self.shapes.append(
                    shapes.curve(
                        self.page.next_id(), one.label, start, control, end, line=colour,
                        points=0.75 * one.width + wider,
                    )
                )  # fmt: skip

    def _places(self) -> None:
        size = 0.1
        for place in self.look.picture.places:
            preset, colour = _PLACES[place.kind]
            x, y = self._at((place.x, place.y))
            dot = Box(x + place.dx / 110 - size / 2, y + place.dy / 110 - size / 2, size, size)
            if dot.x < self.box.x or dot.y < self.box.y or dot.right > self.box.right or dot.bottom > self.box.bottom:
                continue
            self.shapes.append(
                shapes.drawn(
                    self.page.next_id(), place.name, dot, preset=preset, fill=colour,
                    line="paper", points=0.5, description=place.note,
                )
            )  # fmt: skip

    def _labels(self) -> None:
        """Names beside the units' middles, each where it covers no other; without such a place only the first stays."""
        taken: list[Box] = []
        for n, code in enumerate(dict.fromkeys(self.look.named)):
            size = _LABEL_SIZE + (1.5 if n == 0 else 0)
            words = self.names(code)
            wide, tall = width(words, size, True) + 0.1, size * 1.2 / 72 + 0.04
            x, y = self._at(self.geometry.shapes[code].label)
            spots = (
                (x - wide / 2, y - tall - 0.07), (x - wide / 2, y + 0.07), (x + 0.1, y - tall / 2),
                (x - wide - 0.1, y - tall / 2), (x - wide / 2, y - 2 * tall - 0.1), (x - wide / 2, y + tall + 0.1),
            )  # fmt: skip
            free = [spot for spot in spots if self._is_free(Box(*spot, wide, tall), taken)]
            if not free and n:
                continue
            left, top = free[0] if free else spots[0]
            label = Box(
                min(max(left, self.box.x), self.box.right - wide), min(max(top, self.box.y), self.box.bottom - tall),
                wide, tall,
            )  # fmt: skip
            taken.append(label)
            run = paragraphs(Run(words, bold=True))
            self.shapes.append(
                shapes.text_box(
                    self.page.next_id(), words, label, shapes.aligned(run, "ctr"), self.page.relate,
                    self.page.deck.lang, size=size, fill="paper", alpha=82, anchor="ctr",
                )
            )  # fmt: skip

    def _is_free(self, label: Box, taken: Sequence[Box]) -> bool:
        if label.x < self.box.x or label.right > self.box.right or label.y < self.box.y:
            return False
        return label.bottom <= self.box.bottom and not any(
            label.x < other.right and other.x < label.right and label.y < other.bottom and other.y < label.bottom
            for other in taken
        )


_SWATCH, _ROW_SIZE, _TITLE_SIZE, _UNIT_SIZE = 0.36, 13, 13, 11


def legend_height(legend: Legend, wide: float) -> float:
    """How high a legend is in a column so wide, in inches."""
    heads = ((legend.title, True, _TITLE_SIZE), (legend.unit, False, _UNIT_SIZE))
    tall = sum(height(paragraphs(Run(words, bold=bold)), wide, size) + 0.03 for words, bold, size in heads if words)
    rows = sum(height(paragraphs(words), wide - _SWATCH - 0.12, _ROW_SIZE) + 0.07 for _, words in legend.rows)
    return tall + rows + 0.04


def put_legend(page: Page, legend: Legend, box: Box) -> None:
    """Put a legend on a slide: title, unit, and a row for each class."""
    y = box.y
    for words, points, colour, bold in (
        (legend.title, _TITLE_SIZE, "ink", True), (legend.unit, _UNIT_SIZE, "quiet", False)
    ):  # fmt: skip
        if words:
            tall = height(paragraphs(Run(words, bold=bold)), box.w, points)
            page.say("legend", Box(box.x, y, box.w, tall), [Run(words, bold=bold)], size=points, colour=colour)
            y += tall + 0.03
    y += 0.04
    for css, words in legend.rows:
        column = box.w - _SWATCH - 0.12
        tall = height(paragraphs(words), column, _ROW_SIZE)
        swatch = Box(box.x, y + 0.02, _SWATCH, 0.19)
        page.put(shapes.drawn(page.next_id(), words, swatch, fill=css, line="hatch", points=0.5))
        page.say("legend", Box(box.x + _SWATCH + 0.12, y, column, tall), [words], size=_ROW_SIZE)
        y += tall + 0.07
