"""The block of links: what joins each two of the compared regions, and what could pay for more of it."""

from __future__ import annotations

from collections.abc import Sequence

from s3dash.analysis.comparison import Pair
from s3dash.analysis.eligibility import ProgrammeLink
from s3dash.state import same_side
from s3dash.views import html
from s3dash.views.compare.columns import Words, block, finding, marked_name
from s3dash.views.context import Context
from s3dash.views.parts import linked, note, source_link, view_link
from s3dash.views.projects import project_link


def pairs_block(context: Context, pairs: Sequence[Pair]) -> html.Section:
    """The sentence and, for each two regions, their joint projects and programmes."""
    text = context.text
    items = [html.Li(_pair(context, pair), **{"data-pair": f"{pair.here} {pair.there}"}) for pair in pairs]
    parts: list[html.Node] = [*finding(pairs_words(context, pairs)), html.Ul(items, className="pairs")]
    if any(_at_least(context, pair) for pair in pairs):
        parts.append(note(text("projects.at_least")))
    return block("links", text("compare.pairs.heading"), parts)


def pairs_words(context: Context, pairs: Sequence[Pair]) -> Words:
    """Who has most projects together, and the programmes that are open to all of them."""
    text = context.text
    counts = {(pair.here, pair.there): pair.joint_projects for pair in pairs if pair.joint_projects is not None}
    unsure = {(pair.here, pair.there) for pair in pairs if _at_least(context, pair)}
    words = []
    some = {names: n for names, n in counts.items() if n}
    if not counts:
        words.append(text("compare.pairs.inside"))
    elif not some:
        words.append(text("compare.pairs.none" if len(counts) == 1 else "compare.pairs.none_several"))
    elif len(counts) == 1:
        (((here, there), n),) = some.items()
        sure = "at_least" if (here, there) in unsure else "exactly"
        words.append(text.count(f"compare.pairs.one_{sure}", n, here=context.name(here), there=context.name(there)))
    else:
        most = max(some.values())
        first = [names for names, n in counts.items() if n == most]
        pair_names = text.names([_names(context, names) for names in first])
        at_least = f"{text('at_least')} " if unsure.intersection(first) else ""
        words.append(text.count("compare.pairs.most", most, pairs=pair_names, at_least=at_least))
        without = [names for names, n in counts.items() if not n]
        if without:
            words.append(text("compare.pairs.without", pairs=text.names([_names(context, names) for names in without])))
    return Words(tuple(words), (_open_to_all(context, pairs),))


def _open_to_all(context: Context, pairs: Sequence[Pair]) -> str:
    """The Interreg programmes that surely cover every one of the regions."""
    text = context.text
    sure = [{one.programme_id for one in pair.programmes if one.is_sure} for pair in pairs]
    common = set.intersection(*sure)
    names = [
        context.programme_name(one.programme_id)
        for one in pairs[0].programmes
        if one.programme_id in common
    ]
    if not names:
        return text("compare.pairs.no_programme")
    return text("compare.pairs.programmes_of_all", programmes=text.names(names))


def _names(context: Context, codes: tuple[str, str]) -> str:
    return f"{context.name(codes[0])}\u2013{context.name(codes[1])}"


def _at_least(context: Context, pair: Pair) -> bool:
    """Whether partner lists are incomplete for the pair, since one of the two is a neighbour."""
    return not pair.inside and any(context.is_neighbour(code) for code in (pair.here, pair.there))


def _pair(context: Context, pair: Pair) -> list[html.Node]:
    text = context.text
    dash = html.Span(" \u2013 ", className="dash")
    heading = html.H3([marked_name(context, pair.here), dash, marked_name(context, pair.there)])
    programmes = [_programme(context, pair, link) for link in pair.programmes]
    regional = [
        html.Li([context.programme_name(one), html.Small(text("compare.pairs.same_area"))]) for one in pair.regional
    ]
    on_map = context.state.but(page="explore", region=pair.here, other=pair.there)
    return [
        heading,
        _joint(context, pair),
        html.P(text("compare.pairs.programmes"), className="label") if programmes or regional else None,
        html.Ul([*programmes, *regional], className="programmes-of")
        if programmes or regional
        else html.P(text("compare.pairs.no_common_programme"), className="quiet"),
        None if same_side(pair.here, pair.there) else html.P(view_link(text("compare.pairs.open"), on_map, "quiet")),
    ]


def _joint(context: Context, pair: Pair) -> html.Node:
    """The number of joint projects, which opens to the newest of them and to the way to all."""
    text = context.text
    if pair.joint_projects is None:
        return html.P(text("compare.pairs.one_in_other"), className="quiet")
    if not pair.joint_projects:
        return html.P(text("compare.pairs.no_joint"), className="quiet")
    number = html.Strong(text.number(pair.joint_projects))
    words = [
        html.Small(text("at_least")) if _at_least(context, pair) else None,
        " ",
        number,
        " ",
        text.count("figure.joint_projects", pair.joint_projects),
    ]
    items = [html.Li(project_link(context, project)) for project in pair.newest]
    target = context.state.but(page="projects", region=pair.here, other=pair.there, domain=None)
    every = html.P(view_link(text.count("projects.all", pair.joint_projects), target, "more"))
    return html.Details([html.Summary(words), html.Ul(items, className="joint"), every], className="joint-projects")


def _programme(context: Context, pair: Pair, link: ProgrammeLink) -> html.Li:
    programme = context.dataset.programme(link.programme_id)
    name = context.programme_name(link.programme_id)
    source_ids = context.dataset.area_sources(link.programme_id, pair.here, pair.there)
    sources = [source_link(context, one) for one in source_ids]
    remark = None
    if link.certainty != "stated":
        remark = html.Small(context.text(f"compare.pairs.certainty.{link.certainty}"))
    return html.Li([linked(name, programme.url), remark, *sources])
