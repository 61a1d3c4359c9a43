"""A presentation being made: its slides one after the other, each with source, date, link and notes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml

from s3dash.export.slides import master
from s3dash.export.slides.measure import height, largest, shortened
from s3dash.export.slides.shapes import NAMESPACES, Box, emu, text_box
from s3dash.export.slides.words import Paragraph, Run, Words, paragraphs, text_xml
from s3dash.state import ViewState
from s3dash.views.context import Context

_FIT = "<a:bodyPr><a:normAutofit/></a:bodyPr>"
MORE = "\u2026"


def tops(title: str, lead: str) -> tuple[float, float]:
    """Where the lead and what stands below it begin on a slide of a figure, in inches: higher under a short title."""
    one_line = largest(paragraphs(Run(title, bold=True)), master.TITLE.w, 0.5, master.TITLE_SIZES[:1]) is not None
    y = master.LEAD.y - (0.32 if one_line else 0.0)
    if not lead:
        return y, master.CONTENT.y - (0.2 if one_line else 0.0)
    size = largest(paragraphs(lead), master.LEAD.w, master.LEAD.h, master.LEAD_SIZES) or master.LEAD_SIZES[-1]
    return y, y + min(height(paragraphs(lead), master.LEAD.w, size), master.LEAD.h) + 0.14


class Deck:
    """Slides about a view.

    Parameters
    ----------
    context
        The view.
    address
        Its whole address, which slides link to.
    """

    def __init__(self, context: Context, address: str) -> None:
        self.context = context
        self.text = context.text
        self.lang = context.state.lang
        self.address = address
        self.base = address.removesuffix(context.state.url)
        self.file = Presentation(io.BytesIO(master.template(self.lang)))
        self.cited: dict[str, None] = {}
        """Ids of the sources behind the slides, in the order in which they came."""

    def link(self, state: ViewState, part: str = "") -> str:
        """The whole address of a view, or of a part of its page."""
        return f"{self.base}{state.url}{f'#{part}' if part else ''}"

    def cite(self, *source_ids: str) -> None:
        """Remember sources for the list at the end."""
        self.cited |= dict.fromkeys(source_ids)

    def add(
        self,
        layout: int,
        title: str,
        *,
        kicker: str = "",
        lead: str = "",
        body: Sequence[Words] = (),
        room: float | None = None,
        source: str = "",
        link: str | None = None,
        notes: Iterable[str] = (),
    ) -> Page:
        """Add a slide.

        Parameters
        ----------
        layout
            One of those in :mod:`s3dash.export.slides.master`.
        title, kicker, lead, body
            What its placeholders say; those without words are taken away.
        room
            Inches that the body may take where other things stand below it.
        source
            Where what it shows comes from, in words.
        link
            The live view; without one that of the whole deck.
        notes
            Paragraphs for the one who presents.
        """
        slide = self.file.slides.add_slide(self.file.slide_layouts[layout])
        page = Page(self, slide)
        cover = layout == master.COVER_LAYOUT
        column = {master.COVER_LAYOUT: master.COVER, master.MAP_LAYOUT: master.LEFT_TITLE}.get(layout, master.TITLE)
        sizes = master.COVER_SIZES if cover else master.TITLE_SIZES
        page.title(title, column, sizes)
        page.fill(master.KICKER_ID, (kicker,) if kicker else ())
        if layout == master.FIGURE_LAYOUT:
            lead_y, page.top = tops(title, lead)
            page.move(master.LEAD_ID, master.LEAD._replace(y=lead_y))
        page.fill(master.LEAD_ID, (lead,) if lead else (), Box(0, 0, master.INNER, master.LEAD.h), master.LEAD_SIZES)
        place = _BODIES.get(layout, master.CONTENT)
        place = place._replace(h=place.h if room is None else room)
        page.fill(master.BODY_ID, body, place, master.SUBTITLE_SIZES if cover else master.BODY_SIZES)
        page.footer(source, link or self.address, layout)
        page.notes(notes, source, link or self.address)
        return page

    def save(self, title: str) -> bytes:
        """Return the file."""
        properties = self.file.core_properties
        properties.title, properties.author, properties.language = title, self.text("app.name"), self.lang
        properties.last_modified_by, properties.comments = self.text("app.name"), self.address
        buffer = io.BytesIO()
        self.file.save(buffer)
        return buffer.getvalue()


_BODIES = {
    master.COVER_LAYOUT: master.SUBTITLE,
    master.SIDE_LAYOUT: master.SIDE,
    master.MAP_LAYOUT: master.LEFT,
}
_FOOTERS = {master.COVER_LAYOUT: master.LEFT.w, master.MAP_LAYOUT: master.LEFT_FOOTER}
"""Layout -> where its text stands, and how wide its footer is, if not as on the others."""


class Page:
    """One slide and what is put on it."""

    def __init__(self, deck: Deck, slide: Any) -> None:
        self.deck = deck
        self.slide = slide
        self._tree = slide.shapes._spTree
        self._ids = 100
        self.top = master.CONTENT.y
        """Where what stands below title and lead begins, in inches."""
        self._placeholders = {one.placeholder_format.idx: one for one in slide.placeholders}

    def next_id(self) -> int:
        """An id that no shape of the slide has."""
        self._ids += 1
        return self._ids

    def relate(self, url: str) -> str:
        """The id of the slide's relationship to an address outside the file."""
        found: str = self.slide.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return found

    def put(self, xml: str) -> None:
        """Put a shape on top of those that are there."""
        self._tree.append(parse_xml(xml))

    def title(self, words: str, column: Box, sizes: Sequence[float]) -> None:
        """Set the title, smaller where it is long, cut where it would still not fit."""
        runs = paragraphs(Run(words, bold=True))
        size = largest(runs, column.w, column.h, sizes)
        if size is None:
            size = sizes[-1]
            lines = int(column.h * 72 / (size * 1.2))
            words = shortened(words, size, column.w, lines, bold=True)
        self._write(self.slide.shapes.title, paragraphs(words), size if size != sizes[0] else None)

    def move(self, idx: int, box: Box) -> None:
        """Put a placeholder elsewhere than the layout does."""
        place = self._placeholders[idx]
        place.left, place.top, place.width, place.height = (emu(part) for part in box)

    def fill(self, idx: int, words: Sequence[Words], box: Box | None = None, sizes: Sequence[float] = ()) -> None:
        """Write into a placeholder, smaller where the words are many; take it away where there are none.

        Words that do not fit at the smallest size are left out from the end.
        """
        place = self._placeholders.get(idx)
        if place is None:
            return
        if not words:
            place._element.getparent().remove(place._element)
            return
        shown = paragraphs(*words)
        size = None
        if box is not None and sizes:
            size = largest(shown, box.w, box.h, sizes)
            if size is None:
                size, shown = sizes[-1], fitted(shown, box, sizes[-1])
        self._write(place, shown, size if sizes and size != sizes[0] else None)

    def _write(self, place: Any, words: Sequence[Paragraph], size: float | None) -> None:
        xml = text_xml(words, self.relate, self.deck.lang, body=_FIT, size=size)
        old = place._element.txBody
        old.getparent().replace(old, _parsed(xml))

    def say(
        self,
        name: str,
        box: Box,
        words: Sequence[Words],
        *,
        size: float,
        colour: str = "ink",
        anchor: str = "t",
        smallest: float | None = None,
    ) -> None:
        """Put text in a box of its own, down to the `smallest` size where it is long."""
        shown = paragraphs(*words)
        sizes = [size - step for step in range(int(size - (smallest or size)) + 1)]
        fits = largest(shown, box.w, box.h, sizes)
        if fits is None:
            fits, shown = sizes[-1], fitted(shown, box, sizes[-1])
        self.put(
            text_box(
                self.next_id(), name, box, shown, self.relate, self.deck.lang, size=fits, colour=colour, anchor=anchor
            )
        )

    def footer(self, source: str, link: str, layout: int) -> None:
        """Source and date, the way to the live view, and the slide's number."""
        text = self.deck.text
        date = text.day(self.deck.context.dataset.data_date.isoformat())
        wide, cover = _FOOTERS.get(layout, master.FOOTER.w), layout == master.COVER_LAYOUT
        words, kept = text("slides.footer_data", date=date), source
        while kept:
            words = text("slides.footer", source=kept, date=date).replace(f"{MORE}.", MORE)
            if height(paragraphs(words), wide, 9) <= master.FOOTER.h:
                break
            kept = f"{kept.rstrip(MORE).rpartition(' ')[0].rstrip(',;')}{MORE}" if " " in kept else ""
        xml = text_xml(paragraphs(words), self.relate, self.deck.lang, body="<a:bodyPr/>")
        self.put(master.footer_xml(self.next_id(), xml))
        label = link.partition("://")[2] if cover else text("slides.live")
        self.fill(master.LINK_ID, (Run(shortened(label, 9, 6.0), link=link),))
        if not cover:
            self.put(master.number_xml(self.next_id()))

    def notes(self, notes: Iterable[str], source: str, link: str) -> None:
        """Write what the presenter reads: the notes, the source and the address."""
        text = self.deck.text
        said = [*(note for note in notes if note), text("chart.source", source=source) if source else "", link]
        frame = self.slide.notes_slide.notes_text_frame
        frame.text = "\n".join(line for line in said if line)

    def describe(self, graphic: Any, name: str, description: str) -> None:
        """Name a chart, give it an id of its own, and say what it shows, for those who do not see it."""
        graphic._element.nvGraphicFramePr.cNvPr.set("id", str(self.next_id()))
        graphic._element.nvGraphicFramePr.cNvPr.set("name", name)
        graphic._element.nvGraphicFramePr.cNvPr.set("descr", description)


def fitted(words: Sequence[Paragraph], box: Box, size: float) -> tuple[Paragraph, ...]:
    """The paragraphs that fit in a box, the last of them cut where it has to be."""
    kept: list[Paragraph] = []
    for one in words:
        if height([*kept, one], box.w, size) > box.h:
            room = box.h - height(kept, box.w, size) - one.before / 72
            lines = int(room * 72 / (size * 1.2))
            if lines > 0:
                cut = shortened(one.words, size, box.w - one.indent, lines)
                kept.append(replace(one, runs=(replace(one.runs[0], words=cut, bold=False),)))
            break
        kept.append(one)
    return tuple(kept)


def _parsed(xml: str) -> Any:
    return parse_xml(xml.replace("<p:txBody>", f"<p:txBody {NAMESPACES}>", 1))
