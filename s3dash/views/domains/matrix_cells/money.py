"""The matrix of EU contributions: what is known to go to a region in a domain, and where that is not known."""

from __future__ import annotations

from collections.abc import Mapping

from s3dash.analysis.matrix import Key, fundings, known, most_first, why_unknown
from s3dash.data.schema import COUNTRY
from s3dash.data.store import Funding
from s3dash.views.context import Context
from s3dash.views.domains.matrix_cells.content import Content, Finding, Shown, colour_classes, millions
from s3dash.views.domains.matrix_cells.words import about_regions, about_the_first, joined, largest, that_unit

_UNKNOWN = {"shared": ("unknown", "?"), "not_published": ("missing", "\u2013")}
"""Why an amount is not known -> the look and the sign of that."""


def money(context: Context, codes: tuple[str, ...]) -> Content:
    """The known EU contributions to some Swedish units by domain, and to projects without one."""
    text, dataset, currency = context.text, context.dataset, context.state.currency
    found = fundings(dataset, context.store, context.money_filter, context.state.level)
    amounts = {key: known(funding, currency) for key, funding in found.items()}
    columns = (*most_first(dataset, {d: n for (code, d), n in amounts.items() if code == COUNTRY and d}), None)
    looks = colour_classes({key: n for key, n in amounts.items() if key[0] != COUNTRY and key[1]}, integer=False)

    def cell(code: str, domain: str | None) -> Shown:
        funding, amount = found[code, domain], amounts[code, domain]
        target = context.about(code, page="projects", domain=domain) if funding.projects and domain else None
        reason = why_unknown(funding)
        if reason:
            return Shown(*_UNKNOWN[reason], text(f"matrix.reason.{reason}"), None, target)
        look = looks.get((code, domain), "plain" if amount else "zero")
        return Shown(look, millions(context, amount), text.money(amount, currency), amount, target)

    def whole(look: str, amount: float, share: float = 0.0) -> Shown:
        return Shown(look, millions(context, amount), text.money(amount, currency), amount, share=share)

    cells: dict[Key, Shown] = {(code, domain): cell(code, domain) for code in codes for domain in columns}
    most, _ = largest({domain: amounts[COUNTRY, domain] for domain in columns})
    seen = {shown.look for shown in cells.values()}
    return Content(
        finding=finding(context, found, codes),
        columns=columns,
        cells=cells,
        sums={d: whole("sum", amounts[COUNTRY, d], amounts[COUNTRY, d] / most if most else 0.0) for d in columns},
        sums_name=context.name(COUNTRY),
        totals={code: whole("total", sum(amounts[code, d] for d in columns)) for code in (*codes, COUNTRY)},
        totals_name=text("matrix.totals.eu"),
        unit=text(f"matrix.unit.{currency}"),
        legend=(
            ("zero", "0", text("matrix.legend.no_money")),
            *((*key, text(f"matrix.reason.{reason}")) for reason, key in _UNKNOWN.items() if key[0] in seen),
        ),
        notes=_notes(context, found),
    )


def finding(context: Context, found: Mapping[Key, Funding], codes: tuple[str, ...]) -> Finding:
    """Which domain gets most of the known EU contribution, which region has most, and how much has no domain.

    Parameters
    ----------
    found
        As :func:`s3dash.analysis.matrix.fundings` gives it.
    """
    text, currency = context.text, context.state.currency
    sweden = {domain: funding for (code, domain), funding in found.items() if code == COUNTRY}
    if not any(funding.projects for funding in sweden.values()):
        return Finding(text("matrix.none.projects"), empty=True)
    amounts = {key: known(funding, currency) for key, funding in found.items()}
    every = sum(amounts[COUNTRY, domain] for domain in sweden)
    if not every:
        return Finding(text("matrix.none.money"))
    most, first = largest({domain: amounts[COUNTRY, domain] for domain in sweden if domain is not None})
    if not first:
        return Finding(text("matrix.headline.unclassified_money"))
    n, of = text.money(most, currency), text.money(every, currency)
    top, leading = largest({code: round(sum(amounts[code, domain] for domain in sweden), 2) for code in codes})
    lead = [about_regions(context, "matrix.lead.most_money", leading, text.money(top, currency))]
    if amounts[COUNTRY, None]:
        lead.append(text("matrix.lead.unclassified_money", amount=text.money(amounts[COUNTRY, None], currency)))
    return Finding(about_the_first(context, "matrix.headline.eu", first, n=n, of=of), joined(lead))


def _notes(context: Context, found: Mapping[Key, Funding]) -> tuple[str, ...]:
    """What the known sum leaves out."""
    text = context.text
    notes = [text("matrix.note.known", that=that_unit(context))]
    sweden = [funding for (code, _), funding in found.items() if code == COUNTRY]
    unpublished = sum(funding.unpublished_projects for funding in sweden)
    shared = sum(funding.shared_projects for funding in sweden)
    if unpublished:
        notes.append(text.count("matrix.note.unpublished", unpublished))
    if shared:
        notes.append(text.count("matrix.note.shared", shared))
    return tuple(notes)
