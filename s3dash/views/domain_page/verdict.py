"""How the domain is shared: the verdict on overlap, with each sign, its figure and its limit."""

from __future__ import annotations

from s3dash.analysis.overlap import overlaps
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.domains.overlap_words import sign_list
from s3dash.views.parts import view_link


def verdict_section(context: Context, domain: str) -> html.Section:
    """The verdict in a sentence, the four signs that it rests on, and the way to the rows behind it."""
    text, state = context.text, context.state
    every = overlaps(context.dataset, context.store, context.money_filter, state.level)
    found = every.of(domain)
    rows = state.but(page="domains", show="overlap", domain=domain, region=None)
    return html.Section(
        [
            html.H2(
                [text("domain.section.verdict"), ": ", html.Strong(text(f"overlap.verdict.{found.verdict}"))],
                id="heading-verdict",
            ),
            html.P(text(f"overlap.about.{found.verdict}"), className="finding"),
            sign_list(context, found, every.together),
            html.P(view_link(text("overlap.apart.rows"), rows, "more")),
        ],
        id="domain-verdict",
        **{"aria-labelledby": "heading-verdict", "data-verdict": found.verdict},
    )
