"""The matrix of specialisation: how much larger a domain is in a region than in Sweden."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from s3dash.analysis.matrix import Key, fundings, known, most_first, project_counts
from s3dash.analysis.specialisation import (
    SMALLEST_BASE,
    SMALLEST_EXPECTED,
    Quotient,
    money_quotients,
    project_quotients,
)
from s3dash.data.schema import COUNTRY
from s3dash.views.context import Context
from s3dash.views.domains.matrix_cells.content import Content, Finding, Shown
from s3dash.views.domains.matrix_cells.words import MOST_NAMED, largest, that_unit

_LIMITS = ((2.0, "c5"), (1.3, "c3"), (0.8, "c1"))
"""From which quotient on, as it is printed, a cell is coloured, and how."""
_HIDDEN = {"few": "\u00b7", "unknown": "?"}


def quotients(context: Context, codes: tuple[str, ...]) -> Content:
    """Location quotients of projects or of known EU contributions, as the state asks."""
    text, dataset = context.text, context.dataset
    domains = tuple(dataset.domains["domain_id"])
    amounts, bases, found = _found(context, codes, domains)
    everywhere = sum(amounts[COUNTRY, domain] for domain in domains)
    shares = {domain: amounts[COUNTRY, domain] / everywhere if everywhere else 0.0 for domain in domains}
    most, _ = largest(shares)
    cells: dict[Key, Shown] = {key: _shown(context, key, quotient) for key, quotient in found.items()}
    legend = [(look, "", text("matrix.legend.from", n=text.number(low, 1))) for low, look in _LIMITS]
    seen = {shown.look for shown in cells.values()}
    legend += [(look, sign, text(f"matrix.hidden.{look}")) for look, sign in _HIDDEN.items() if look in seen]
    base, expected = text.number(SMALLEST_BASE), text.number(SMALLEST_EXPECTED)
    return Content(
        finding=finding(context, found),
        columns=most_first(dataset, shares),
        cells=cells,
        sums={domain: _share(context, share, share / most if most else 0.0) for domain, share in shares.items()},
        sums_name=text("matrix.sums.quotients"),
        totals={code: _base(context, sum(bases[code, domain] for domain in domains)) for code in (*codes, COUNTRY)},
        totals_name=text("matrix.totals.base"),
        unit=text("matrix.unit.quotients"),
        legend=tuple(legend),
        notes=(text("matrix.note.quotients", base=base, expected=expected, that=that_unit(context)),),
    )


def finding(context: Context, found: Mapping[Key, Quotient]) -> Finding:
    """Where a domain is largest compared with the country, and how many cells have a base that is large enough."""
    text = context.text
    values = {key: round(quotient.value, 1) for key, quotient in found.items() if quotient.value is not None}
    if not values:
        return Finding(text("matrix.none.base"))
    base = text("matrix.lead.base", n=text.number(len(values)), of=text.number(len(found)))
    top, first = largest(values)
    if top <= 1:
        return Finding(text("matrix.none.quotients"), base)
    n = text.number(top, 1)
    if len(first) > MOST_NAMED:
        headline = text("matrix.headline.quotients.many", k=text.number(len(first)), n=n)
    else:
        pairs = [
            text("matrix.in", region=context.name(code), domain=context.dataset.domain(cast(str, d)).short(text.lang))
            for code, d in first
        ]
        headline = text("matrix.headline.quotients.few", pairs=text.names(pairs), n=n)
    return Finding(headline, f"{text('matrix.lead.quotient')} {base}")


def _found(
    context: Context, codes: tuple[str, ...], domains: tuple[str, ...]
) -> tuple[Mapping[Key, float], Mapping[Key, int], dict[Key, Quotient]]:
    """What is compared, the projects behind it, and the quotients."""
    state, dataset, store = context.state, context.dataset, context.store
    if state.cells == "lq_projects":
        counts = project_counts(dataset, store, context.money_filter, codes)
        return counts, counts, project_quotients(counts, codes, domains)
    money = fundings(dataset, store, context.money_filter, state.level)
    amounts = {key: known(funding, state.currency) for key, funding in money.items()}
    bases = {key: funding.known_projects for key, funding in money.items()}
    return amounts, bases, money_quotients(money, codes, domains, state.currency)


def _shown(context: Context, key: Key, quotient: Quotient) -> Shown:
    text = context.text
    code, domain = key
    target = context.about(code, page="projects", domain=domain) if quotient.projects else None
    if quotient.value is None:
        hidden = quotient.hidden or "few"
        return Shown(hidden, _HIDDEN[hidden], text(f"matrix.hidden.{hidden}"), None, target)
    rounded = round(quotient.value, 1)
    look = next((look for low, look in _LIMITS if rounded >= low), "plain" if quotient.value else "zero")
    sign = _short(context, quotient.value, 0.1)
    return Shown(look, sign, text("matrix.times", n=sign), round(quotient.value, 2), target)


def _share(context: Context, share: float, length: float) -> Shown:
    text = context.text
    sign = text("matrix.per_cent", n=_short(context, 100 * share, 1.0))
    return Shown("sum", sign, text("matrix.share", n=text.number(100 * share, 1)), round(100 * share, 1), share=length)


def _base(context: Context, n: int) -> Shown:
    return Shown("total", context.text.number(n), context.text.count("n.projects", n), n)


def _short(context: Context, value: float, step: float) -> str:
    """A number to the next step of 1 or 0.1; 0 only for nothing at all."""
    text, decimals = context.text, 0 if step == 1 else 1
    if 0 < value < step / 2:
        return text("matrix.little", n=text.number(step, decimals))
    return text.number(value, decimals if value else 0)
