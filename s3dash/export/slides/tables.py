"""Tables of slides: quiet native ones with hairlines, as large as fits, over several slides where they are long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import quoteattr

from s3dash.export.slides.colours import fill_xml, line_xml
from s3dash.export.slides.deck import Page
from s3dash.export.slides.measure import height, width
from s3dash.export.slides.shapes import NAMESPACES, Box, aligned, emu, xfrm
from s3dash.export.slides.words import Align, Paragraph, Run, Words, paragraphs, text_xml

_PAD_X, _PAD_Y = 0.07, 0.06
HEAD_SIZE = 11


@dataclass(frozen=True)
class Column:
    """A column: its heading, its part of the table's width, and how its cells are set."""

    heading: Words
    share: float
    align: Align = "l"


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, the colour of its ground, and how many columns it spans."""

    words: tuple[Paragraph, ...]
    fill: str | None = None
    span: int = 1


Row = Sequence["Cell | Words"]


@dataclass(frozen=True)
class Table:
    """Rows under headings. `sizes` of the type, the largest first; the last one is used over several slides."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    sizes: tuple[float, ...] = (14, 13, 12, 11)
    least_row: float = 0.0
    """Inches that each row has at least."""
    lines: bool = True
    head_size: float = HEAD_SIZE
    pad: tuple[float, float] = field(default=(_PAD_X, _PAD_Y))
    anchor: str = "t"
    head: tuple[Cell, ...] = ()
    """The cells of the head where they are not the columns' own headings."""

    upright: bool = False
    """Whether the headings of all columns but the first stand upright."""
    repeated: int = 0
    """So many of the first rows belong to the head and stand on every slide."""

    def heads(self) -> tuple[Cell, ...]:
        """The cells of the head."""
        return self.head or tuple(Cell(aligned(paragraphs(one.heading), one.align)) for one in self.columns)

    def widths(self, inches: float) -> list[float]:
        """Each column's width in a table so wide."""
        whole = sum(column.share for column in self.columns)
        return [inches * column.share / whole for column in self.columns]

    def heights(self, inches: float, size: float) -> list[float]:
        """The height of the head and of each row."""
        widths = self.widths(inches)
        head = self.heads()
        has_head = any(cell.words and cell.words[0].words for cell in head)
        rows = [self._height(head, widths, self.head_size, bold=True) if has_head else 0.0]
        if self.upright:
            longest = max(width(cell.words[0].words, self.head_size, bold=True) for cell in head)
            rows = [longest + 0.12]
        return rows + [max(self.least_row, self._height(cells(row), widths, size)) for row in self.rows]

    def _height(self, row: Sequence[Cell], widths: Sequence[float], size: float, bold: bool = False) -> float:
        tallest, at = size * 1.2 / 72, 0
        for cell in row:
            column = sum(widths[at : at + cell.span]) - 2 * self.pad[0]
            words = tuple(_bold(one) for one in cell.words) if bold else cell.words
            tallest = max(tallest, height(words, column, size))
            at += cell.span
        return tallest + 2 * self.pad[1] + 0.01


def _bold(one: Paragraph) -> Paragraph:
    return Paragraph(tuple(Run(run.words, run.size, True) for run in one.runs), one.align, one.before, one.bullet)


def cells(row: Row) -> list[Cell]:
    """A row's cells, those given as words among them."""
    return [one if isinstance(one, Cell) else Cell(paragraphs(one)) for one in row]


def parts(table: Table, box: Box) -> list[tuple[float, Table]]:
    """Return the table with the size of its type; in several parts where it does not fit in one box.

    Rows are spread evenly over the parts, so that no slide has a single row left over.
    """
    for size in table.sizes:
        if sum(table.heights(box.w, size)) <= box.h:
            return [(size, table)]
    size, first = table.sizes[-1], table.repeated
    head, *rows = table.heights(box.w, size)
    room = box.h - head - sum(rows[:first])
    rows = rows[first:]
    keep = [len(cells(row)) == 1 for row in table.rows[first:]]
    least = len(_cut(rows, room, keep))
    even = max(sum(rows) / least, max(rows))
    while len(_cut(rows, even, keep)) > least:
        even += room / 50
    made = []
    for start, end in _cut(rows, min(even, room), keep):
        made.append((size, replace(table, rows=table.rows[:first] + table.rows[first + start : first + end])))
    return made


def cut_to(table: Table, inches: float, room: float) -> tuple[float, Table]:
    """Return the size of the type and as many of the rows as fit in the room at the smallest size."""
    for size in table.sizes:
        if sum(table.heights(inches, size)) <= room:
            return size, table
    size = table.sizes[-1]
    head, *rows = table.heights(inches, size)
    end = _cut(rows, room - head)[0][1]
    return size, replace(table, rows=table.rows[:end])


def _cut(heights: Sequence[float], room: float, keep: Sequence[bool] = ()) -> list[tuple[int, int]]:
    """First and last row of each part, each part no higher than the room unless one row alone is.

    A row of `keep`, a heading within the table, is never the last of its part.
    """
    cut, start, used = [], 0, 0.0
    for n, tall in enumerate(heights):
        if n > start and used + tall > room + 1e-9:
            end = n - 1 if keep and keep[n - 1] and n - 1 > start else n
            cut.append((start, end))
            start, used = end, sum(heights[end:n])
        used += tall
    return [*cut, (start, len(heights))]


def put_table(page: Page, table: Table, box: Box, size: float, name: str, description: str = "") -> list[float]:
    """Put a table on a slide; return the upper edge of each row in inches, and the lower edge of the last."""
    widths, heights = table.widths(box.w), table.heights(box.w, size)
    lang = page.deck.lang
    rows = []
    if heights[0]:
        head = [replace(cell, words=_quiet(cell.words)) for cell in table.heads()]
        rows.append(
            _row_xml(
                table,
                head,
                heights[0],
                table.head_size,
                page.relate,
                lang,
                line="grey",
                anchor="b",
                upright=table.upright,
            )
        )
    for tall, row in zip(heights[1:], table.rows, strict=True):
        written, at = [], 0
        for cell in cells(row):
            align = table.columns[at].align
            words = aligned(cell.words, align) if align != "l" else cell.words
            written.append(Cell(words, cell.fill, cell.span))
            at += cell.span
        line = "line" if table.lines else None
        rows.append(_row_xml(table, written, tall, size, page.relate, lang, line=line, anchor=table.anchor))
    grid = "".join(f'<a:gridCol w="{emu(width)}"/>' for width in widths)
    first = ' firstRow="1"' if heights[0] else ""
    described = f" descr={quoteattr(description)}" if description else ""
    page.put(
        f'<p:graphicFrame {NAMESPACES}><p:nvGraphicFramePr><p:cNvPr id="{page.next_id()}" name={quoteattr(name)}'
        f'{described}/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/>'
        f"</p:nvGraphicFramePr>{xfrm(Box(box.x, box.y, box.w, sum(heights)), 'p:xfrm')}"
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
        f"<a:tbl><a:tblPr{first}/><a:tblGrid>{grid}</a:tblGrid>{''.join(rows)}</a:tbl>"
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )
    edges = [box.y + heights[0]]
    for tall in heights[1:]:
        edges.append(edges[-1] + tall)
    return edges


def _quiet(words: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(tuple(Run(run.words, run.size, True, colour=run.colour or "quiet") for run in one.runs), one.align)
        for one in words
    )


def _row_xml(
    table: Table,
    row: Sequence[Cell],
    tall: float,
    size: float,
    relate: Callable[[str], str],
    lang: str,
    *,
    line: str | None,
    anchor: str,
    upright: bool = False,
) -> str:
    written = (_cell_xml(table, one, size, relate, lang, line, anchor, upright and n > 0) for n, one in enumerate(row))
    return f'<a:tr h="{emu(tall)}">{"".join(written)}</a:tr>'


def _cell_xml(
    table: Table,
    cell: Cell,
    size: float,
    relate: Callable[[str], str],
    lang: str,
    line: str | None,
    anchor: str,
    upright: bool,
) -> str:
    if upright:
        cell, anchor = replace(cell, words=aligned(cell.words, "l")), "ctr"
    text = text_xml(cell.words, relate, lang, tag="a:txBody", size=size, colour="ink")
    edges = "".join(f'<a:{edge} w="0"><a:noFill/></a:{edge}>' for edge in ("lnL", "lnR", "lnT"))
    below = line_xml(line, 0.75, tag="a:lnB")
    x, y = (emu(pad) for pad in table.pad)
    turned = ' vert="vert270"' if upright else ""
    span = f' gridSpan="{cell.span}"' if cell.span > 1 else ""
    merged = '<a:tc hMerge="1"><a:txBody><a:bodyPr/><a:lstStyle/><a:p/></a:txBody><a:tcPr/></a:tc>' * (cell.span - 1)
    return (
        f'<a:tc{span}>{text}<a:tcPr marL="{x}" marR="{x}" marT="{y}" marB="{y}" anchor="{anchor}"{turned}>'
        f"{edges}{below}{fill_xml(cell.fill)}</a:tcPr></a:tc>{merged}"
    )
