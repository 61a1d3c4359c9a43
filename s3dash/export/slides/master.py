"""The master of the slides, made in code: the site's colours and type as a theme, five layouts of placeholders."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from functools import cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.util import Inches

from s3dash.export.slides.colours import THEME, fill_xml, line_xml
from s3dash.export.slides.shapes import NAMESPACES, Box, xfrm
from s3dash.text import Text

WIDTH, HEIGHT = 13.333, 7.5
MARGIN = 0.6
INNER = WIDTH - 2 * MARGIN
FONT = "Arial"
KICKER = Box(MARGIN, 0.4, INNER, 0.32)
TITLE = Box(MARGIN, 0.74, INNER, 0.84)
LEAD = Box(MARGIN, 1.6, INNER, 0.56)
CONTENT = Box(MARGIN, 1.72, INNER, 5.0)
"""Where a slide's own matter stands; below a lead it begins further down."""
SIDE = Box(MARGIN, 1.72, 4.5, 5.0)
"""The text beside a figure; the figure begins at :data:`BESIDE`."""
BESIDE = 5.55
MAP = Box(7.35, 0.0, WIDTH - 7.35, HEIGHT)
"""The map on the cover and on slides of a map: the right part of the slide to its edges."""
LEFT = Box(MARGIN, 2.1, MAP.x - MARGIN - 0.45, 4.62)
"""What stands beside such a map, below its title."""
LEFT_FOOTER = 3.95
LEFT_TITLE = Box(MARGIN, 0.74, LEFT.w, 1.26)
COVER = Box(MARGIN, 1.25, LEFT.w, 1.85)
FOOTER = Box(MARGIN, 6.96, 8.9, 0.36)
LINK = Box(9.65, 6.96, 2.35, 0.36)
NUMBER = Box(12.13, 6.96, 0.6, 0.36)
TITLE_SIZES, COVER_SIZES, SUBTITLE_SIZES = (28, 24, 21, 18, 16), (44, 38, 32, 27, 22), (17, 16, 15, 14, 13, 12)
BODY_SIZES = (20, 18, 16, 15, 14, 13, 12)
SUBTITLE = Box(MARGIN, 3.2, LEFT.w, 1.25)
LEAD_SIZES = (16, 15, 14, 13, 12)
COVER_LAYOUT, TEXT_LAYOUT, FIGURE_LAYOUT, SIDE_LAYOUT, MAP_LAYOUT = range(5)
KICKER_ID, BODY_ID, LEAD_ID, LINK_ID, FOOTER_ID, NUMBER_ID = 13, 1, 14, 15, 11, 12
"""The numbers of the placeholders, the same in every layout."""
_NUMBER_FIELD = (
    '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr/><a:t>&#8249;#&#8250;</a:t></a:fld>'
)


@cache
def template(lang: str) -> bytes:
    """Return an empty presentation with the master, whose prompts are in a language."""
    text = Text(lang)
    made = Presentation()
    made.slide_width, made.slide_height = Inches(WIDTH), Inches(HEIGHT)
    master = made.slide_master
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _theme(theme.blob.decode("utf-8")).encode("utf-8")
    for layout in list(made.slide_layouts)[5:]:
        made.slide_layouts.remove(layout)
    prompts = {name: text(f"slides.master.{name}") for name in ("title", "body", "kicker", "lead", "link")}
    _replace(master._element, "", _master_shapes(prompts))
    styles = master._element.find(".//{*}txStyles")
    styles.getparent().replace(styles, parse_xml(_styles()))
    for layout, (name, kind, shapes) in zip(made.slide_layouts, _layouts(prompts), strict=True):
        _replace(layout._element, text(f"slides.master.layout.{name}"), shapes)
        layout._element.attrib.pop("type", None)
        if kind:
            layout._element.set("type", kind)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _theme(xml: str) -> str:
    """The theme of an empty presentation with our colours and fonts."""
    colours = "".join(f'<a:{place}><a:srgbClr val="{rgb}"/></a:{place}>' for place, rgb in THEME.items())
    xml = re.sub(
        r"<a:clrScheme.*?</a:clrScheme>", f'<a:clrScheme name="S3 Map">{colours}</a:clrScheme>', xml, flags=re.S
    )
    fonts = "".join(
        f'<a:{kind}Font><a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/></a:{kind}Font>'
        for kind in ("major", "minor")
    )
    xml = re.sub(
        r"<a:fontScheme.*?</a:fontScheme>", f'<a:fontScheme name="S3 Map">{fonts}</a:fontScheme>', xml, flags=re.S
    )
    return re.sub(r'(<a:theme [^>]*name=)"[^"]*"', r'\1"S3 Map"', xml)


def _replace(element: Any, name: str, shapes: str) -> None:
    """Give a master or a layout other shapes."""
    old = element.find("{*}cSld")
    named = f" name={quoteattr(name)}" if name else ""
    ground = f"<p:bg><p:bgPr>{fill_xml('paper')}<a:effectLst/></p:bgPr></p:bg>" if not name else ""
    tree = (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        f"{shapes}</p:spTree>"
    )
    element.replace(old, parse_xml(f"<p:cSld {NAMESPACES}{named}>{ground}{tree}</p:cSld>"))


def _styles() -> str:
    """The type of titles, of bodies and of all else, which the placeholders inherit."""

    def level(n: int, size: float, colour: str, bold: bool = False) -> str:
        return (
            f'<a:lvl{n}pPr marL="0" indent="0" algn="l" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">'
            f'<a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
            f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}" kern="1200">{fill_xml(colour)}'
            f'<a:latin typeface="+m{"j" if bold else "n"}-lt"/></a:defRPr></a:lvl{n}pPr>'
        )

    body = "".join(level(n, size, "ink") for n, size in enumerate((20, 18, 16, 14, 14), start=1))
    other = "".join(level(n, 12, "ink") for n in range(1, 6))
    return (
        f"<p:txStyles {NAMESPACES}><p:titleStyle>{level(1, TITLE_SIZES[0], 'ink', True)}</p:titleStyle>"
        f"<p:bodyStyle>{body}</p:bodyStyle><p:otherStyle>{other}</p:otherStyle></p:txStyles>"
    )


def _master_shapes(prompts: Mapping[str, str]) -> str:
    return (
        _placeholder(2, "title", 'type="title"', TITLE, prompts["title"])
        + _placeholder(3, "body", f'type="body" idx="{BODY_ID}"', CONTENT, prompts["body"])
        + _placeholder(4, "footer", 'type="ftr" sz="quarter" idx="3"', FOOTER, "", size=9, colour="quiet")
        + _placeholder(5, "number", 'type="sldNum" sz="quarter" idx="4"', NUMBER, None, 9, "quiet", "r")
    )


def _layouts(prompts: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    """Name, kind and shapes of each layout: the cover; text; a figure; text beside a figure; a map."""
    left = LEFT.w

    def small(name: str, box: Box, prompt: str | None, size: float, align: str = "l") -> str:
        return _placeholder(_SMALL_IDS[name], name, _SMALL[name], box, prompt, size, "quiet", align)

    def around(kicker: Box, link: Box, footer: Box, number: Box) -> str:
        return (
            small("kicker", kicker, prompts["kicker"], 13)
            + small("link", link, prompts["link"], 9, "r")
            + small("footer", footer, "", 9)
            + small("number", number, None, 9, "r")
            + _rule(30, footer.y - 0.1, MARGIN, number.right - MARGIN)
        )

    title = _placeholder(20, "title", 'type="title"', TITLE, prompts["title"])
    whole = around(KICKER, LINK, FOOTER, NUMBER) + title
    body = _placeholder(21, "body", f'type="body" idx="{BODY_ID}"', CONTENT, prompts["body"])
    side = _placeholder(21, "body", f'type="body" sz="half" idx="{BODY_ID}"', SIDE, prompts["body"])
    cover = (
        small("kicker", KICKER._replace(w=left, h=0.6), prompts["kicker"], 13)
        + small("link", Box(MARGIN, 6.6, left, 0.22), prompts["link"], 9)
        + small("footer", FOOTER._replace(w=left), "", 9)
        + _rule(30, 6.5, MARGIN, left)
        + _placeholder(20, "title", 'type="ctrTitle"', COVER, prompts["title"], COVER_SIZES[0], anchor="b")
        + _placeholder(21, "subtitle", f'type="subTitle" idx="{BODY_ID}"', SUBTITLE, prompts["lead"], 17, "quiet")
    )
    beside = (
        around(
            KICKER._replace(w=left),
            Box(4.6, FOOTER.y, 1.75, FOOTER.h),
            FOOTER._replace(w=LEFT_FOOTER),
            Box(6.4, FOOTER.y, 0.5, FOOTER.h),
        )
        + _placeholder(20, "title", 'type="title"', LEFT_TITLE, prompts["title"])
        + _placeholder(21, "body", f'type="body" sz="half" idx="{BODY_ID}"', LEFT, prompts["body"])
    )
    return (
        ("cover", "title", cover),
        ("text", "obj", whole + body),
        ("figure", "", whole + small("lead", LEAD, prompts["lead"], 16)),
        ("side", "", whole + side),
        ("map", "", beside),
    )


_SMALL = {
    "kicker": f'type="body" sz="quarter" idx="{KICKER_ID}"',
    "lead": f'type="body" sz="quarter" idx="{LEAD_ID}"',
    "link": f'type="body" sz="quarter" idx="{LINK_ID}"',
    "footer": f'type="ftr" sz="quarter" idx="{FOOTER_ID}"',
    "number": f'type="sldNum" sz="quarter" idx="{NUMBER_ID}"',
}
"""The kinds of the placeholders of small text."""
_SMALL_IDS = {name: 10 + n for n, name in enumerate(_SMALL)}


def _rule(shape_id: int, y: float, x: float, length: float) -> str:
    return (
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{shape_id}" name="Rule"/><p:cNvCxnSpPr/><p:nvPr userDrawn="1"/>'
        "</p:nvCxnSpPr>"
        f'<p:spPr>{xfrm(Box(x, y, length, 0))}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        f"{line_xml('line', 1)}</p:spPr></p:cxnSp>"
    )


def _placeholder(
    shape_id: int,
    name: str,
    kind: str,
    box: Box,
    prompt: str | None,
    size: float | None = None,
    colour: str = "ink",
    align: str = "l",
    anchor: str = "t",
) -> str:
    """A placeholder; without a prompt the slide's number. `size` None leaves the type to the master."""
    styles = ""
    if size:
        bold = ' b="1"' if "itle" in kind and "sub" not in kind else ""
        styles = (
            f'<a:lvl1pPr marL="0" indent="0" algn="{align}"><a:buNone/>'
            f'<a:defRPr sz="{round(size * 100)}"{bold}>{fill_xml(colour)}</a:defRPr></a:lvl1pPr>'
        )
    run = f"<a:r><a:rPr/><a:t>{escape(prompt or '')}</a:t></a:r>"
    if prompt is None:
        run = _NUMBER_FIELD
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{shape_id}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>"
        f'<p:spPr>{xfrm(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}">'
        f"<a:normAutofit/></a:bodyPr><a:lstStyle>{styles}</a:lstStyle><a:p>{run}</a:p></p:txBody></p:sp>"
    )


def number_xml(shape_id: int) -> str:
    """The slide's number as it stands on a slide."""
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{shape_id}" name="number"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f'</p:cNvSpPr><p:nvPr><p:ph type="sldNum" sz="quarter" idx="{NUMBER_ID}"/></p:nvPr></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/><a:p>{_NUMBER_FIELD}</a:p></p:txBody></p:sp>"
    )


def footer_xml(shape_id: int, text: str) -> str:
    """The footer as it stands on a slide; `text` is its body, DrawingML."""
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{shape_id}" name="footer"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f'</p:cNvSpPr><p:nvPr><p:ph type="ftr" sz="quarter" idx="{FOOTER_ID}"/></p:nvPr></p:nvSpPr><p:spPr/>'
        f"{text}</p:sp>"
    )
