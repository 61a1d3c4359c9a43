"""The change of priorities in sentences: what is kept, new and gone, and what cannot be told."""

from __future__ import annotations

from collections.abc import Iterable

from s3dash.analysis.change import DomainFlow, PriorityChange
from s3dash.analysis.priorities import CURRENT, EARLIER, priorities_of
from s3dash.data.schema import COUNTRY
from s3dash.views.context import Context

_MOST_NAMES = 3
"""More domains than this that share the first place are only counted."""
KINDS = ("kept", "new", "gone")


def finding(context: Context, change: PriorityChange) -> str:
    """The main result in a few sentences, or why there is none."""
    text = context.text
    region = context.name(change.nuts_id)
    if change.alone:
        (holder,) = change.holders
        if change.compared:
            return _of_one(context, change, holder)
        lacks = "no_earlier" if change.no_earlier else "no_current" if change.no_current else "no_list"
        return text(f"change.priorities.{lacks}", region=context.name(holder))
    if not change.flows:
        return text("change.priorities.no_list", region=region)
    if not change.compared:
        return text("change.priorities.none_comparable", region=region)
    every = _lists(context, change, len(change.holders))
    if len(change.compared) == len(change.holders):
        sentences = [text("change.priorities.all_compared", all=every)]
    else:
        sentences = [text.count("change.priorities.compared", len(change.compared), all=every)]
    if len(change.compared) == 1:
        sentences.append(_of_one(context, change, change.compared[0]))
    else:
        sentences += [_most(context, change, kind) for kind in KINDS]
    return " ".join(sentences)


def gaps(context: Context, change: PriorityChange) -> list[str]:
    """Remarks about lists that are missing or not counted."""
    text = context.text
    remarks = []
    if not change.alone:
        for key, codes in (
            ("missing_earlier", change.no_earlier),
            ("missing_current", change.no_current),
            ("missing_both", change.no_list),
        ):
            if codes:
                remarks.append(text(f"change.priorities.{key}", names=context.names(codes)))
        remarks += _joint(context, change)
    return remarks


def cautions(context: Context, change: PriorityChange) -> list[str]:
    """Remarks about how far the lists can be trusted and compared."""
    text = context.text
    remarks = []
    if not change.alone:
        guessed = [
            f"{context.name(code)} {text.period(period)}"
            for code in change.holders
            for period in (EARLIER, CURRENT)
            if (rows := change.lists.get((code, period))) and all(p.confidence != "official" for p in rows)
        ]
        if guessed:
            remarks.append(text("change.priorities.guessed", names=text.names(guessed)))
    if change.compared:
        remarks.append(text("change.priorities.caution"))
    return remarks


def flow_names(context: Context, flows: Iterable[DomainFlow]) -> str:
    """Domains within a sentence; that there is none where there is none."""
    return context.domain_names(flow.domain for flow in flows) or context.text("change.priorities.nothing")


def what(context: Context, numbers: tuple[int, int, int]) -> str:
    """How many are kept, new and gone, without those of which there are none."""
    text = context.text
    said = [text.count(f"change.priorities.n.{kind}", n) for kind, n in zip(KINDS, numbers, strict=True) if n]
    return ", ".join(said)


def _lists(context: Context, change: PriorityChange, n: int) -> str:
    """`5 counties`, or `5 lists` where a neighbour's parts have their own."""
    swedish = context.dataset.region(change.nuts_id).country == COUNTRY
    return context.text.count(f"change.priorities.holders.{'counties' if swedish else 'lists'}", n)


def _of_one(context: Context, change: PriorityChange, holder: str) -> str:
    """What one region keeps, adds and drops."""
    text, region = context.text, context.name(holder)
    kept, new, gone = ([flow for flow in change.flows if holder in getattr(flow, kind)] for kind in KINDS)
    before = len(kept) + len(gone)
    if not kept:
        sentences = [text.count("change.priorities.kept_none", before, region=region)]
    elif not gone:
        sentences = [text.count("change.priorities.kept_all", before, region=region)]
    else:
        sentences = [text("change.priorities.kept_of", region=region, kept=text.number(len(kept)), n=before)]
    if new:
        sentences.append(text.count("change.priorities.new", len(new), names=flow_names(context, new)))
    else:
        sentences.append(text("change.priorities.new_none"))
    if gone and kept:
        sentences.append(text.count("change.priorities.gone", len(gone), names=flow_names(context, gone)))
    return " ".join(sentences)


def _most(context: Context, change: PriorityChange, kind: str) -> str:
    """The domains that most of the compared lists keep, add or drop; how many where many share the first place."""
    text = context.text
    most = max((len(getattr(flow, kind)) for flow in change.flows), default=0)
    if not most:
        return text(f"change.priorities.none.{kind}")
    first = [flow for flow in change.flows if len(getattr(flow, kind)) == most]
    where = _lists(context, change, most)
    if len(first) > _MOST_NAMES:
        names = text.count("change.priorities.many", len(first))
        return text(f"change.priorities.most_each.{kind}", names=names, where=where)
    return text(f"change.priorities.most.{kind}", names=flow_names(context, first), where=where)


def _joint(context: Context, change: PriorityChange) -> list[str]:
    """A Swedish NUTS2 area's own list, which has no earlier one beside it."""
    region = context.dataset.region(change.nuts_id)
    if region.layer != "nuts2":
        return []
    return [
        context.text("change.priorities.joint", region=context.name(change.nuts_id), period=context.text.period(period))
        for period in (EARLIER, CURRENT)
        if priorities_of(context.dataset, change.nuts_id, period)
    ]
