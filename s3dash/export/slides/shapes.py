"""Shapes of slides in PresentationML. Boxes are in inches; every function needs an id that the slide has not used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from s3dash.export.slides.colours import fill_xml, line_xml
from s3dash.export.slides.words import Align, Paragraph, text_xml

EMU = 914_400
"""English Metric Units per inch."""
NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
Point = tuple[float, float]


class Box(NamedTuple):
    """A place on a slide, in inches from its upper left corner."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.h


def emu(inches: float) -> int:
    """Inches in English Metric Units."""
    return round(inches * EMU)


def xfrm(box: Box, tag: str = "a:xfrm") -> str:
    """Where a shape stands."""
    place = f'<a:off x="{emu(box.x)}" y="{emu(box.y)}"/><a:ext cx="{emu(box.w)}" cy="{emu(box.h)}"/>'
    return f"<{tag}>{place}</{tag}>"


def _named(shape_id: int, name: str, description: str = "") -> str:
    described = f" descr={quoteattr(description)}" if description else ""
    return f'<p:cNvPr id="{shape_id}" name={quoteattr(name)}{described}/>'


def text_box(
    shape_id: int,
    name: str,
    box: Box,
    given: Iterable[Paragraph],
    relate: Callable[[str], str],
    lang: str,
    *,
    size: float,
    colour: str = "ink",
    anchor: str = "t",
    fill: str | None = None,
    alpha: int = 100,
    wrap: bool = True,
    inset: float = 0.0,
) -> str:
    """Text in a box of its own. `anchor` is `t`, `ctr` or `b`."""
    edge = emu(inset)
    body = (
        f'<a:bodyPr wrap="{"square" if wrap else "none"}" lIns="{edge}" tIns="{edge // 2}" rIns="{edge}" '
        f'bIns="{edge // 2}" anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
    )
    text = text_xml(given, relate, lang, body=body, size=size, colour=colour)
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr>{_named(shape_id, name)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{xfrm(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill_xml(fill, alpha)}</p:spPr>'
        f"{text}</p:sp>"
    )


def drawn(
    shape_id: int,
    name: str,
    box: Box,
    *,
    preset: str = "rect",
    fill: str | None = None,
    line: str | None = None,
    points: float = 0.75,
    description: str = "",
) -> str:
    """A shape that the programs know by name: `rect`, `ellipse`, `diamond`, `triangle`, `plus`, `line`."""
    return (
        f"<p:sp {NAMESPACES}><p:nvSpPr>{_named(shape_id, name, description)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f'<p:spPr>{xfrm(box)}<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>{fill_xml(fill)}'
        f"{line_xml(line, points)}</p:spPr>{_NO_TEXT}</p:sp>"
    )


_NO_TEXT = "<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody>"


def freeform(
    shape_id: int,
    name: str,
    rings: Sequence[Sequence[Point]],
    *,
    fill: str | None,
    line: str | None,
    points: float = 0.5,
    alpha: int = 100,
    dash: str = "solid",
    closed: bool = True,
    description: str = "",
) -> str:
    """A shape of straight lines. Rings of points are in inches on the slide; a ring within another is a hole."""
    edges = _edges(rings)
    path = "".join(_ring_xml(ring, edges, closed) for ring in rings)
    return _custom(shape_id, name, edges, path, fill_xml(fill, alpha), line_xml(line, points, dash=dash), description)


def curve(shape_id: int, name: str, start: Point, control: Point, end: Point, *, line: str, points: float) -> str:
    """A quadratic curve, in inches on the slide."""
    middle = tuple((a + 2 * b + c) / 4 for a, b, c in zip(start, control, end, strict=True))
    edges = _edges([[start, end, (middle[0], middle[1])]])
    a, b, c = (_local(point, edges) for point in (start, control, end))
    path = f"<a:moveTo>{a}</a:moveTo><a:quadBezTo>{b}{c}</a:quadBezTo>"
    return _custom(shape_id, name, edges, path, "<a:noFill/>", line_xml(line, points, cap="rnd"), "", stroke_only=True)


def group(shape_id: int, name: str, box: Box, children: Iterable[str], description: str = "") -> str:
    """Shapes that belong together, whose boxes stay those of the slide."""
    place = f'x="{emu(box.x)}" y="{emu(box.y)}"', f'cx="{emu(box.w)}" cy="{emu(box.h)}"'
    frame = f"<a:xfrm><a:off {place[0]}/><a:ext {place[1]}/><a:chOff {place[0]}/><a:chExt {place[1]}/></a:xfrm>"
    inner = "".join(children).replace(f" {NAMESPACES}", "")
    return (
        f"<p:grpSp {NAMESPACES}><p:nvGrpSpPr>{_named(shape_id, name, description)}<p:cNvGrpSpPr/><p:nvPr/>"
        f"</p:nvGrpSpPr><p:grpSpPr>{frame}</p:grpSpPr>{inner}</p:grpSp>"
    )


def _edges(rings: Sequence[Sequence[Point]]) -> Box:
    xs = [x for ring in rings for x, _ in ring]
    ys = [y for ring in rings for _, y in ring]
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _local(point: Point, edges: Box) -> str:
    return f'<a:pt x="{emu(point[0] - edges.x)}" y="{emu(point[1] - edges.y)}"/>'


def _ring_xml(ring: Sequence[Point], edges: Box, closed: bool) -> str:
    first, *rest = (_local(point, edges) for point in ring)
    lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in rest)
    return f"<a:moveTo>{first}</a:moveTo>{lines}{'<a:close/>' if closed else ''}"


def _custom(
    shape_id: int, name: str, edges: Box, path: str, fill: str, line: str, description: str, stroke_only: bool = False
) -> str:
    size = f'w="{max(1, emu(edges.w))}" h="{max(1, emu(edges.h))}"'
    unfilled = ' fill="none"' if stroke_only else ""
    return (
        f"<p:sp {NAMESPACES}><p:nvSpPr>{_named(shape_id, name, description)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{xfrm(edges)}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path {size}{unfilled}>{path}</a:path></a:pathLst></a:custGeom>'
        f"{fill}{line}</p:spPr>{_NO_TEXT}</p:sp>"
    )


def aligned(words: Iterable[Paragraph], align: Align) -> tuple[Paragraph, ...]:
    """The same paragraphs with another alignment."""
    return tuple(Paragraph(one.runs, align, one.before, one.bullet) for one in words)
