"""What the blocks of the comparison share: each region's mark, and tables with a column for each region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.parts import section

GLYPHS = ("\u25cf", "\u25c6", "\u25a0", "\u25b2")
"""The marks of the regions in their order, shaped like the symbols of the charts."""
NAMED = 4
"""So many domains are named in a sentence; of more, the first three and how many there are besides."""


@dataclass(frozen=True)
class Row:
    """A row of a table with a column for each region.

    `more` is shown below it when its heading is opened, with `aside` below the heading itself.
    """

    heading: html.Node
    cells: tuple[html.Node, ...]
    class_name: str = ""
    more: tuple[html.Node, ...] = ()
    aside: html.Node = None


def series(n: int) -> str:
    """The colour of the region in the n-th place, as the theme has it."""
    return f"var(--s{n + 1})"


def mark(n: int) -> html.Span:
    """The mark of the region in the n-th place."""
    return html.Span(GLYPHS[n], className="region-mark", style={"color": series(n)}, **{"aria-hidden": "true"})


def marked_name(context: Context, code: str) -> list[html.Node]:
    """A compared region's mark and name."""
    return [mark(context.state.compared.index(code)), " ", context.name(code)]


def few_domains(context: Context, domains: Sequence[str]) -> str:
    """Domains as they stand in a sentence, not too many of them."""
    text = context.text
    names = [context.domain_short(domain) for domain in domains]
    if len(names) <= NAMED:
        return text.names(names)
    first = names[: NAMED - 1]
    return text("compare.and_more", names=", ".join(first), n=text.number(len(names) - len(first)))


@dataclass(frozen=True)
class Words:
    """What a block says in words: the main difference, and what else one must know."""

    main: tuple[str, ...]
    more: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join((*self.main, *self.more))


def finding(words: Words) -> list[html.Node]:
    """A block's sentences, the main ones first and larger."""
    return [
        html.P(" ".join(words.main), className="finding") if words.main else None,
        html.P(" ".join(words.more), className="further-words") if words.more else None,
    ]


def table(
    context: Context, caption: str, rows: Sequence[Row | html.Tbody], head: html.Node = None, class_name: str = ""
) -> html.Table:
    """Rows with a cell for each compared region; the regions' names stand above all tables and are read out in each."""
    names = [html.Th(context.name(code), scope="col") for code in context.state.compared]
    return html.Table(
        [
            html.Caption(caption),
            html.Thead([html.Tr([html.Td(), *names], className="column-names"), head]),
            *(_body(context, row) if isinstance(row, Row) else row for row in rows),
        ],
        className=f"side {class_name}".strip(),
    )


def _body(context: Context, row: Row) -> html.Tbody:
    cells = [html.Td(cell, **_label(context, n)) for n, cell in enumerate(row.cells)]
    heading: html.Node = row.heading
    if row.more:
        heading = html.Details(html.Summary(row.heading))
    rows = [html.Tr([html.Th(heading, scope="row"), *cells])]
    if row.more:
        more = [html.Td(cell, **_label(context, n)) for n, cell in enumerate(row.more)]
        rows.append(html.Tr([html.Td(row.aside), *more], className="more-row"))
    return html.Tbody(rows, className=row.class_name or None)


def _label(context: Context, n: int) -> dict[str, str]:
    """The region's name, which small screens show in its cells."""
    return {"data-label": context.name(context.state.compared[n])}


def group_heading(context: Context, words: str, n: int) -> html.Tbody:
    """A heading within a table, over all its columns."""
    columns = len(context.state.compared) + 1
    return html.Tbody(
        html.Tr(html.Th([words, " ", html.Small(f"({n})")], scope="rowgroup", colspan=columns)), className="group"
    )


def block(name: str, heading: str, children: Sequence[html.Node], aside: html.Node = None) -> html.Section:
    """One block of the page, `#compare-<name>`."""
    return section(name, heading, children, aside, of="compare")
