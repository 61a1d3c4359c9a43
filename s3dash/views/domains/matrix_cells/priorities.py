"""The matrix of priorities: whether a domain stands in a region's list of this period, of the other, or of both."""

from __future__ import annotations

from collections.abc import Mapping

from s3dash.analysis.matrix import Key, Standing, Standings, most_first, standings
from s3dash.analysis.priorities import CURRENT, EARLIER
from s3dash.state import ViewState
from s3dash.views.context import Context
from s3dash.views.domains.matrix_cells.content import Content, Finding, Shown
from s3dash.views.domains.matrix_cells.words import about_the_first, joined, largest, listed, units

_ORDER = ("both", "chosen", "other", "chosen_alone", "other_alone", "national", "unknown")
"""The meanings in the order of the legend."""


def priorities(context: Context, codes: tuple[str, ...]) -> Content:
    """The standings of every domain in some units; `+` is new since the earlier period, `-` gone since."""
    text, dataset, period = context.text, context.dataset, context.state.period
    found = standings(dataset, codes, period)
    counts = {domain: len(have) for domain, have in found.counties.items()}
    most, _ = largest(counts)
    meanings: dict[str, tuple[str, str]] = {}
    cells: dict[Key, Shown] = {}
    for (code, domain), standing in found.of.items():
        alone = standing in ("chosen", "other") and len(found.listed[code]) < 2
        meaning = f"{standing}_alone" if alone else standing
        cells[code, domain] = _shown(context, code, domain, standing, meaning)
        meanings[meaning] = (standing, cells[code, domain].sign)
    return Content(
        finding=finding(context, counts, found.stating),
        columns=most_first(dataset, counts),
        cells=cells,
        sums={
            domain: Shown(
                "sum", text.number(n), text("matrix.of", n=n, of=found.stating), n, share=n / most if most else 0.0
            )
            for domain, n in counts.items()
        },
        sums_name=text("matrix.sums.priorities", units=units(context, 2), of=text.number(found.stating)),
        totals={code: _total(context, code, found) for code in codes},
        totals_name=text("matrix.totals.priorities"),
        unit=text("matrix.unit.priorities"),
        legend=tuple(
            (*meanings[meaning], text(f"matrix.legend.{meaning}", **_periods(context)))
            for meaning in _ORDER
            if meaning in meanings
        ),
        notes=_notes(context, codes, found),
    )


def finding(context: Context, counts: Mapping[str, int], stating: int) -> Finding:
    """Which domains most regions have, which at least half have, and which one or none has.

    Parameters
    ----------
    counts
        Domain -> how many Swedish units of the level have it among their priorities, of `stating` with a list.
    """
    text = context.text
    most, first = largest(counts)
    if not first:
        return Finding(text("matrix.none.priorities", period=context.period_name()))
    n, of = text.number(most), text.number(stating)
    headline = about_the_first(context, "matrix.headline.priorities", first, n=n, of=of, units=units(context, stating))
    sentences = []
    if stating > 2:  # of two regions, one is both half of them and alone
        many = sorted((d for d, n in counts.items() if 2 * n >= stating and n < most), key=lambda d: -counts[d])
        alone = [domain for domain, n in counts.items() if n == 1 < most]
        sentences += [listed(context, "matrix.lead.half", many), listed(context, "matrix.lead.alone", alone)]
    nobody = [domain for domain, n in counts.items() if not n]
    return Finding(headline, joined([*sentences, listed(context, "matrix.lead.nobody", nobody)]))


def _shown(context: Context, code: str, domain: str, standing: Standing, meaning: str) -> Shown:
    words = context.text(f"matrix.standing.{meaning}", **_periods(context))
    new, gone = ("chosen", "other") if context.state.period == CURRENT else ("other", "chosen")
    signs = {new: "+", gone: "\u2212", "both": "=", "national": "\u25cb", "none": "", "unknown": ""}
    sign = "\u2022" if meaning != standing else signs[standing]
    return Shown(standing, sign, words, words, _evidence(context, code, domain, standing))


def _evidence(context: Context, code: str, domain: str, standing: Standing) -> ViewState | None:
    """The region's priorities in the domain, in the period in which it has them."""
    if standing in ("none", "unknown"):
        return None
    period = _other(context) if standing == "other" else context.state.period
    return context.about(code, page="explore", domain=domain, colour="domain", period=period)


def _total(context: Context, code: str, found: Standings) -> Shown:
    text = context.text
    if context.state.period not in found.listed[code]:
        return Shown("total", "\u2013", text("matrix.standing.unknown", **_periods(context)), None)
    n = sum(standing in ("both", "chosen") for (of, _), standing in found.of.items() if of == code)
    return Shown("total", text.number(n), text.count("matrix.domains", n), n)


def _other(context: Context) -> str:
    return EARLIER if context.state.period == CURRENT else CURRENT


def _periods(context: Context) -> dict[str, str]:
    return {"period": context.period_name(), "other": context.text.period(_other(context))}


def _notes(context: Context, codes: tuple[str, ...], found: Standings) -> tuple[str, ...]:
    """What a list holds, and whose lists are missing: of a NUTS2 area its counties', in either period."""
    text, dataset, period = context.text, context.dataset, context.state.period
    notes = [text(f"matrix.note.{context.state.level}_list")]
    without = {period: [code for code in codes if period not in found.listed[code]]}
    if context.state.level == "nuts2":
        counties = standings(dataset, dataset.drawn("lan"), period).listed
        without = {p: [c for c in counties if p not in counties[c]] for p in (period, _other(context))}
    for missing, regions in without.items():
        if swedish := [context.name(code) for code in regions if not context.is_neighbour(code)]:
            notes.append(text("matrix.note.no_list", period=text.period(missing), names=text.names(swedish)))
    abroad = [code for code in codes if context.is_neighbour(code) and period not in found.listed[code]]
    if abroad:
        notes.append(text.count("matrix.note.no_list_abroad", len(abroad), period=text.period(period)))
    return tuple(notes)
