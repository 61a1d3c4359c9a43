"""The sentences about money and projects: who has most of what is known, and what the comparison leaves out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from s3dash.analysis.comparison_numbers import RegionFunding
from s3dash.views.compare.amounts import amount, money, per_head
from s3dash.views.compare.columns import Words
from s3dash.views.context import Context


def funding_words(context: Context, regions: Sequence[RegionFunding]) -> Words:
    """Compare the known amounts and the numbers of projects; then say of whom what is not known."""
    values = {region.region: amount(context, region, region.total) for region in regions}
    known = {code: value for code, value in values.items() if value is not None}
    if not any(region.total.projects for region in regions):
        return Words((_projects(context, regions),))
    return Words(
        tuple(word for word in (_money(context, known), _projects(context, regions)) if word),
        tuple(_left_out(context, regions, known)),
    )


def _money(context: Context, known: Mapping[str, float]) -> str:
    """Who has the largest known sum; those whose sums are written alike are said to have as much."""
    text = context.text
    if not known:
        return ""
    written = {code: money(context, value, per_head(context)) for code, value in known.items()}
    order = sorted(known, key=lambda code: -known[code])
    first = [code for code in order if written[code] == written[order[0]]]
    rest = [code for code in order if code not in first]
    if len(known) == 1:
        key = "one"
    elif not rest:
        key = "same"
    else:
        key = "most" if len(first) == 1 else "most_several"
    others = [text("compare.funding.amount_in", amount=written[code], region=context.name(code)) for code in rest]
    return text(
        f"compare.funding.{'per_head' if per_head(context) else 'total'}.{key}",
        regions=context.names(first),
        amount=written[order[0]],
        others=text.names(others),
    )


def _projects(context: Context, regions: Sequence[RegionFunding]) -> str:
    """Who has most projects; of a neighbour the number is said to be the least that there are."""
    text = context.text
    counts = {region.region: region.total.projects for region in regions}
    complete = {region.region: region.complete for region in regions}
    order = sorted(counts, key=lambda code: -counts[code])
    most = counts[order[0]]
    if not most:
        period = text.period(context.state.period)
        return text("compare.funding.no_projects", regions=context.names(list(counts)), period=period)

    def number(*codes: str) -> str:
        n = text.number(counts[codes[0]])
        return n if all(complete[code] for code in codes) else f"{text('at_least')} {n}"

    first = [code for code in order if counts[code] == most]
    rest = [code for code in order if counts[code] < most]
    key = "same" if not rest else "most" if len(first) == 1 else "most_several"
    others = [text("compare.funding.projects_in", n=number(code), region=context.name(code)) for code in rest]
    return text(
        f"compare.funding.projects.{key}",
        regions=context.names(first),
        n=number(*first),
        others=text.names(others),
    )


def _left_out(context: Context, regions: Sequence[RegionFunding], known: Mapping[str, float]) -> list[str]:
    """Of whom no sum can be compared, and what the compared sums do not hold."""
    text, words = context.text, []
    incomplete = [region.region for region in regions if not region.complete]
    if incomplete:
        words.append(text("compare.funding.incomplete_long", regions=context.names(incomplete)))
    unknown = [region.region for region in regions if region.complete and region.region not in known]
    if unknown:
        words.append(text("compare.funding.not_known_long", regions=context.names(unknown)))
    partly = [region for region in regions if region.region in known and region.left_out]
    if partly:
        names = [
            text.count("compare.funding.left_out_in", one.left_out, region=context.name(one.region)) for one in partly
        ]
        key = "left_out" if len(known) > 1 else "left_out_one"
        words.append(text(f"compare.funding.{key}", regions=text.names(names)))
    return words
