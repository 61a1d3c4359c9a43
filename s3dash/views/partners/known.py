"""What the ranking of partners knows, and what it does not."""

from __future__ import annotations

from s3dash.analysis.partner_finder import Partners
from s3dash.analysis.priorities import basis_of
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.parts import method_link


def known(context: Context, found: Partners) -> html.Section:
    """The gaps of the data that bear on the ranking, one sentence each, and where the formula stands."""
    text = context.text
    how = method_link(context, "partners", text("partners.known.how"))
    return html.Section(
        [
            html.H2(text("partners.known.heading")),
            html.Ul([html.Li(sentence) for sentence in gaps(context, found)], className="known"),
            html.P(how),
        ],
        id="partners-known",
    )


def gaps(context: Context, found: Partners) -> list[str]:
    """The sentences, those that hold for the view alone."""
    text, period = context.text, context.text.period(found.period)
    imported = "_imported" if context.dataset.store else ""
    sentences = [*_environments(context), text(f"partners.known.projects{imported}")]
    for side in found.sides:
        if side.name == "sea":
            sentences += _lists(context, found)
        if not side.any_joint:
            region = context.name(found.region)
            sentences.append(text(f"partners.known.no_joint.{side.name}", period=period, region=region))
    if len(found.sides) > 1:
        sentences.append(text("partners.known.apart"))
    return [*sentences, text("partners.known.order")]


def _environments(context: Context) -> list[str]:
    """For which countries the data has environments, where that is not all."""
    text, dataset = context.text, context.dataset
    there = dataset.environment_countries
    every = {dataset.region(code).country for layer in ("lan", "neighbours") for code in dataset.drawn(layer)}
    if not there:
        return [text("partners.known.no_environments")]
    if every <= there:
        return []
    names = sorted(context.country(code) for code in there)
    return [text("partners.known.environments", countries=text.names(names))]


def _lists(context: Context, found: Partners) -> list[str]:
    """Whose list of priorities the data lacks, and for whom a country's stands in."""
    text = context.text
    unlisted = [
        code for code in context.dataset.drawn("neighbours") if basis_of(context.dataset, code, found.period) is None
    ]
    national = [
        code
        for code in context.dataset.drawn("neighbours")
        if basis_of(context.dataset, code, found.period) == "national"
    ]
    sentences = []
    for key, codes in (("lists", unlisted), ("national", national)):
        if codes:
            names = context.names(codes)
            period = text.period(found.period)
            sentences.append(text.count(f"partners.known.{key}", len(codes), names=names, period=period))
    return sentences
