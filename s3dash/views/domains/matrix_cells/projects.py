"""The matrix of projects: how many touch a region in a domain."""

from __future__ import annotations

from collections.abc import Mapping

from s3dash.analysis.matrix import Key, most_first, project_counts
from s3dash.data.schema import COUNTRY
from s3dash.views.context import Context
from s3dash.views.domains.matrix_cells.content import Content, Finding, Shown, colour_classes
from s3dash.views.domains.matrix_cells.words import about_regions, about_the_first, joined, largest, listed, units


def projects(context: Context, codes: tuple[str, ...]) -> Content:
    """The number of projects in some units by domain, and of those without one."""
    text, dataset = context.text, context.dataset
    counts = project_counts(dataset, context.store, context.money_filter, codes)
    columns = (*most_first(dataset, {d: n for (code, d), n in counts.items() if code == COUNTRY and d}), None)
    looks = colour_classes({key: n for key, n in counts.items() if key[0] != COUNTRY and key[1]}, integer=True)

    def cell(code: str, domain: str | None) -> Shown:
        n = counts[code, domain]
        words = text.count("matrix.at_least" if context.is_neighbour(code) else "n.projects", n)
        target = context.about(code, page="projects", domain=domain) if n and domain else None
        return Shown(looks.get((code, domain), "plain" if n else "zero"), text.number(n), words, n, target)

    def total(code: str) -> Shown:
        n = sum(counts[code, domain] for domain in columns)
        target = context.about(code, page="projects", domain=None) if n and code != COUNTRY else None
        return Shown("total", text.number(n), text.count("n.projects", n), n, target)

    most, _ = largest({domain: counts[COUNTRY, domain] for domain in columns})
    notes = [text("matrix.note.counted", one=units(context, 1))]
    if any(context.is_neighbour(code) for code in codes):
        notes.append(text("matrix.note.at_least"))
    return Content(
        finding=finding(context, counts, codes),
        columns=columns,
        cells={(code, domain): cell(code, domain) for code in codes for domain in columns},
        sums={
            domain: Shown("sum", text.number(n), text.count("n.projects", n), n, share=n / most if most else 0.0)
            for domain in columns
            for n in (counts[COUNTRY, domain],)
        },
        sums_name=context.name(COUNTRY),
        totals={code: total(code) for code in (*codes, COUNTRY)},
        totals_name=text("matrix.totals.projects"),
        unit=text("matrix.unit.projects"),
        legend=(("zero", "0", text("matrix.legend.no_projects")),),
        notes=tuple(notes),
    )


def finding(context: Context, counts: Mapping[Key, int], codes: tuple[str, ...]) -> Finding:
    """Which domain has most projects, where most are, how many have no domain, and which domains have none.

    Parameters
    ----------
    counts
        As :func:`s3dash.analysis.matrix.project_counts` gives them for `codes`.
    """
    text = context.text
    sweden = {domain: n for (code, domain), n in counts.items() if code == COUNTRY}
    every = sum(sweden.values())
    if not every:
        return Finding(text("matrix.none.projects"), empty=True)
    classified = {domain: n for domain, n in sweden.items() if domain is not None}
    most, first = largest(classified)
    if not first:
        return Finding(text("matrix.headline.unclassified"))
    n, of = text.number(most), text.number(every)
    swedish = [code for code in codes if not context.is_neighbour(code)]
    top, leading = largest({code: sum(counts[code, domain] for domain in sweden) for code in swedish})
    lead = [about_regions(context, "matrix.lead.most_projects", leading, text.number(top))]
    if sweden[None]:
        lead.append(text.count("matrix.lead.unclassified", sweden[None]))
    lead.append(listed(context, "matrix.lead.empty", [domain for domain, n in classified.items() if not n]))
    return Finding(about_the_first(context, "matrix.headline.projects", first, n=n, of=of), joined(lead))
