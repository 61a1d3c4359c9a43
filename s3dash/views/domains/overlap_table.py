"""Every domain beside the others, in one table with all that its verdict rests on."""

from __future__ import annotations

from s3dash.analysis.overlap import LEAST_PROJECTS, Overlap, Overlaps, joint_share
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.domains.overlap_words import (
    APART,
    domain_link,
    index,
    median,
    share,
    sign_mark,
    there,
    units,
)
from s3dash.views.parts import first_large, missing, note


def overlap_table(context: Context, found: Overlaps) -> list[html.Node]:
    """Every domain with its figures, the signs marked; a domain's name leads to its rows."""
    text = context.text
    heads: list[html.Node] = [html.Th(text("overlap.table.domain"), scope="col")]
    for name in ("regions", "projects", "joint", "size", "hhi_projects", "hhi_money"):
        word = first_large(text(f"overlap.table.{name}", units=units(context)))
        heads.append(html.Th(word, scope="col", className="number"))
    heads.append(html.Th(text("overlap.table.verdict"), scope="col"))
    together = found.together
    foot = html.Tr(
        [
            html.Th(text("overlap.table.all"), scope="row"),
            html.Td(),
            html.Td(text.number(together.placed), className="number"),
            html.Td(_joint(context, together.joint, joint_share(together)), className="number"),
            html.Td(median(context, together), className="number"),
            html.Td(),
            html.Td(),
            html.Td(),
        ],
        className="together",
    )
    return [
        html.Div(
            html.Table(
                [
                    html.Caption(text("overlap.table.caption", period=context.period_name())),
                    html.Thead(html.Tr(heads)),
                    html.Tbody([*(_table_row(context, one) for one in found.domains), foot]),
                ]
            ),
            className="table overlap-table",
            tabindex="0",
        ),
        note(text("overlap.table.key", n=LEAST_PROJECTS)),
    ]


def _table_row(context: Context, one: Overlap) -> html.Tr:
    text = context.text
    few = missing(text("overlap.table.few"))
    name = context.domain_name(one.domain)

    def cell(value: html.Node, sign: str | None = None) -> html.Td:
        mark = sign_mark(context, one, sign) if sign and there(one, sign) else None
        return html.Td([mark, value], className="number")

    regions = text("overlap.table.of", n=len(one.regions), of=one.listed)
    size = median(context, one.reach) if one.reach.known_projects >= LEAST_PROJECTS else few
    return html.Tr(
        [
            html.Th(domain_link(context, one.domain, name), scope="row"),
            cell(regions, "many"),
            cell(text.number(one.reach.placed)),
            cell(_joint(context, one.reach.joint, one.joint_share if one.hhi_projects else None), "separate"),
            cell(size, "small"),
            cell(few if one.hhi_projects is None else index(context, one.hhi_projects), "spread"),
            cell(few if one.hhi_money is None else index(context, one.hhi_money)),
            html.Td(text(f"overlap.verdict.{one.verdict}")),
        ],
        className="flagged" if one.verdict in (*APART, "alone") else None,
        **{"data-domain": one.domain, "data-verdict": one.verdict},
    )


def _joint(context: Context, joint: int, part: float | None) -> str:
    number = context.text.number(joint)
    return number if part is None else context.text("overlap.table.of_share", n=number, share=share(context, part))
