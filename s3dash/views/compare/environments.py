"""The block of research and innovation environments: how many of each kind, and which."""

from __future__ import annotations

from collections.abc import Sequence

from s3dash.analysis.comparison import Environments
from s3dash.state import PLACES
from s3dash.views import html
from s3dash.views.compare.columns import Row, Words, block, few_domains, finding, table
from s3dash.views.context import Context
from s3dash.views.parts import environment_item, missing, note


def environments_block(context: Context, regions: Sequence[Environments]) -> html.Section:
    """The sentence and, where any are known, a row for each kind that opens to their names."""
    text = context.text
    parts: list[html.Node] = finding(environments_words(context, regions))
    if any(region.found for region in regions):
        kinds = [kind for kind in PLACES if any(region.of_kind(kind) for region in regions)]
        rows = [
            Row(
                text(f"places.{kind}"),
                tuple(_count(context, region, kind) for region in regions),
                more=tuple(_names(context, region, kind) for region in regions),
            )
            for kind in kinds
        ]
        parts += [
            table(context, text("compare.environments.caption"), rows, class_name="counts"),
            note(text("compare.environments.note")),
        ]
    return block("environments", text("places.heading"), parts)


def environments_words(context: Context, regions: Sequence[Environments]) -> Words:
    """How many the data names in each region, and the domains that only one of them has."""
    text = context.text
    known = [region for region in regions if region.found]
    main, words = [], []
    if known:
        counts = [
            text("compare.environments.in_region", n=text.number(len(region.found)), region=context.name(region.region))
            for region in known
        ]
        main.append(text("compare.environments.counts", counts=text.names(counts)))
    none = [region.region for region in regions if not region.found and region.in_data]
    if none:
        words.append(text("compare.environments.none_in", regions=context.names(none)))
    outside = [region.region for region in regions if not region.in_data]
    if outside:
        words.append(text("compare.environments.outside", regions=context.names(outside)))
    if len(known) > 1:
        order = list(context.dataset.domains["domain_id"])
        for region in known:
            others = frozenset[str]().union(*(other.domains for other in known if other is not region))
            only = sorted(region.domains - others, key=order.index)
            if only:
                names = few_domains(context, only)
                words.append(text("compare.environments.only", region=context.name(region.region), domains=names))
        if len({region.domains for region in known}) == 1 and known[0].domains:
            regions_alike = context.names([region.region for region in known])
            words.append(text("compare.environments.same", regions=regions_alike))
    return Words(tuple(main), tuple(words))


def _count(context: Context, region: Environments, kind: str) -> html.Node:
    n = len(region.of_kind(kind))
    if n:
        return context.text.number(n)
    words = context.text("none_known" if region.in_data else "no_data")
    return missing(words)


def _names(context: Context, region: Environments, kind: str) -> html.Node:
    items = [environment_item(context, one, one.town) for one in region.of_kind(kind)]
    return html.Ul(items) if items else None
