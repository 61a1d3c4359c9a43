"""The map written as SVG: layers of shapes that are links, and the parts that change with the view."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

from s3dash.map.geometry import MapGeometry, Shape
from s3dash.map.picture import Curve, Picture, Place

_LAYERS = ("lan", "nuts2", "neighbours")
"""In the order in which they are read out and reached by keyboard; they lie beside, not on, each other."""
MARKS = {
    "university": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
    "science_park": "M-4.6-4.6h9.2v9.2h-9.2z",
    "cluster": "M0-6.2 6.1 4.8h-12.2z",
    "testbed": "M0-6.5 6.5 0 0 6.5-6.5 0z",
    "research_infrastructure": "M-2.1-5.9h4.2v3.8h3.8v4.2h-3.8v3.8h-4.2v-3.8h-3.8v-4.2h3.8z",
}
"""The mark of each kind of environment, in pixels around its place: circle, square, triangle, diamond, cross. A shape
of its own for each, so that nobody needs the colours to tell them apart (WCAG 1.4.1)."""


def map_svg(
    geometry: MapGeometry, picture: Picture, names: Callable[[str], str], label: str, layers: Mapping[str, str]
) -> str:
    """Write the whole map for a view.

    For assistive technology it is a group of links, named by the element `#map-name` and the legend's title, and
    described by `#map-how`, where the page has these. Curves and names on the map are told elsewhere, as are the links.

    Parameters
    ----------
    geometry
        Shapes in SVG units.
    picture
        Classes, curves and the rest of the view.
    names
        A unit's name in the page's language.
    label
        The map's name where the page has no element that names it.
    layers
        What the units of each layer are called together: `lan`, `nuts2`, `neighbours`.
    """
    x, y, width, height = geometry.baltic
    sweden = " ".join(f"{value:.0f}" for value in geometry.sweden)
    baltic = " ".join(f"{value:.0f}" for value in geometry.baltic)
    groups = "".join(
        f'<g class="layer {layer}" data-layer="{layer}" role="group" aria-label="{escape(layers[layer])}"'
        + (' aria-hidden="true">' if layer not in (picture.level, "neighbours") else ">")
        + "".join(
            _region(shape, picture, names(code), geometry)
            for code, shape in geometry.shapes.items()
            if shape.layer == layer
        )
        + "</g>"
        for layer in _LAYERS
    )
    return (
        f'<svg id="map-svg" viewBox="{x:.0f} {y:.0f} {width:.0f} {height:.0f}" data-sweden="{sweden}" '
        f'data-baltic="{baltic}" data-level="{picture.level}" preserveAspectRatio="xMidYMid meet" role="group" '
        f'aria-label="{escape(label)}" aria-labelledby="map-name legend-title" aria-describedby="map-how">'
        '<defs><pattern id="no-data" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="6" height="6" class="hatch-ground"/><path d="M0 0V6" class="hatch-line"/></pattern>'
        '<pattern id="not-known" width="7" height="7" patternUnits="userSpaceOnUse">'
        '<rect width="7" height="7" class="hatch-ground"/><circle cx="3.5" cy="3.5" r="1.2" class="dots"/></pattern>'
        + "".join(f'<path id="mark-{kind}" d="{shape}"/>' for kind, shape in MARKS.items())
        + "</defs>"
        f'<rect class="sea" x="{-geometry.width}" y="{-geometry.height}" width="{3 * geometry.width}" '
        f'height="{3 * geometry.height}"/>'
        f'<path class="land" d="{geometry.land}"/>{groups}'
        f'<path class="nuts2-borders" d="{geometry.nuts2_borders}"/>'
        f'<g id="map-area">{_outlines(geometry, picture.area, "area")}</g>'
        f'<g id="map-lit">{_outlines(geometry, [picture.region, picture.other], "lit-edge", "lit")}</g>'
        f'<g id="map-marks"></g>'
        f'<g id="map-curves" aria-hidden="true">{"".join(_curve(curve) for curve in picture.curves)}</g>'
        f'<g id="map-places">{"".join(_place(place) for place in picture.places)}</g>'
        f'<g id="map-labels" aria-hidden="true">{_labels(geometry, picture, names)}</g>'
        "</svg>"
    )


def _region(shape: Shape, picture: Picture, name: str, geometry: MapGeometry) -> str:
    code = shape.nuts_id
    value = picture.values.get(code, "")
    current = ' aria-current="true"' if code in (picture.region, picture.other) else ""
    other = ' data-other="true"' if code == picture.other else ""
    next_to = ""
    for level in ("lan", "nuts2"):
        ways = geometry.adjacent.get(f"{level}:{code}", {})
        next_to += f' data-next-{level}="{" ".join(f"{way}:{unit}" for way, unit in ways.items())}"' if ways else ""
    return (
        f'<a data-nuts="{code}" class="region {picture.classes.get(code, "none")}" '
        f'href="{escape(picture.link + code)}" data-name="{escape(name)}" '
        f'data-x="{shape.label[0]:.0f}" data-y="{shape.label[1]:.0f}" '
        f'aria-label="{escape(f"{name}, {code}. {value}")}"{next_to}{current}{other}>'
        f'<path id="shape-{code}" d="{shape.path}"/></a>'
    )


def _outlines(geometry: MapGeometry, codes: Sequence[str], *class_names: str) -> str:
    """The outlines of some units on top of the others, as references to their shapes."""
    drawn = [code for code in codes if code in geometry.shapes]
    return "".join(f'<use href="#shape-{code}" class="{name}"/>' for code in drawn for name in class_names)


def _curve(curve: Curve) -> str:
    return (
        f'<path d="{curve.d}" class="curve-edge" style="stroke-width:{curve.width + 2}"/>'
        f'<path d="{curve.d}" data-curve="{curve.to}" style="stroke-width:{curve.width}" class="curve">'
        f"<title>{escape(curve.label)}</title></path>"
    )


def _place(place: Place) -> str:
    name, href = f"{place.name}, {place.note}", ' role="img" tabindex="0"'
    if place.url:
        href = f' href="{escape(place.url)}" target="_blank" rel="noopener noreferrer"'
    return (
        f'<g transform="translate({place.x} {place.y})"><g class="unscaled"><a class="place {place.kind}"{href} '
        f'data-place="{escape(name)}" aria-label="{escape(name)}">'
        f'<use href="#mark-{place.kind}" transform="translate({place.dx} {place.dy})"/></a></g></g>'
    )


def _labels(geometry: MapGeometry, picture: Picture, names: Callable[[str], str]) -> str:
    """Names of the selected region and of those it is linked to."""
    codes = dict.fromkeys([picture.region, picture.other, *(curve.to for curve in picture.curves)])
    return "".join(
        f'<g transform="translate({geometry.shapes[code].label[0]} {geometry.shapes[code].label[1]})">'
        f'<text class="unscaled{" selected" if code == picture.region else ""}" y="-6">{escape(names(code))}</text></g>'
        for code in codes
        if code in geometry.shapes
    )
