"""The overlap of domains in words: what was found, each sign with its figure and its limit."""

from __future__ import annotations

from s3dash.analysis.overlap import LEAST_PROJECTS, Overlap, Overlaps
from s3dash.data.store import Reach
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.parts import percent

APART = ("overlap", "separate")
"""Verdicts of domains in which many work apart, the clearest first."""
ROWS = "overlap-domain"
"""The id of the heading above the rows of one domain."""
SIGNS = ("many", "spread", "small", "separate")


def units(context: Context, n: int = 2) -> str:
    """The word for so many regions of the level: county, counties, NUTS2 area ..."""
    return context.text(f"overlap.unit.{context.state.level}.{'one' if n == 1 else 'other'}")


def domain_link(context: Context, domain: str, words: html.Node) -> html.A:
    """The way to the rows behind a domain, which stand further up on the page."""
    url = f"{context.state.but(domain=domain).url}#{ROWS}"
    return html.A(words, href=url, **{"data-view": "1"})


def share(context: Context, part: float | None) -> str:
    """A share, 0..1, in whole per cent; "no data" where there is none."""
    if part is None:
        return context.text("no_data")
    return percent(context.text, part)


def index(context: Context, value: float) -> str:
    """A Herfindahl-Hirschman index with two decimals."""
    return context.text.number(value, 2)


def median(context: Context, reach: Reach) -> str:
    """What half of the projects get less than, in the view's currency."""
    if reach.median_eur is None or reach.median_sek is None:
        return context.text("no_data")
    return context.text.amount(reach.median_eur, reach.median_sek, context.state.currency)


def with_verdict(found: Overlaps, *verdicts: str) -> list[Overlap]:
    """The domains of some verdicts, in the verdicts' order, the most widely shared first."""
    chosen = [one for one in found.domains if one.verdict in verdicts]
    return sorted(chosen, key=lambda one: (verdicts.index(one.verdict), -len(one.regions)))


def lead(context: Context, found: Overlaps) -> str:
    """What the page found, in a sentence for each kind of finding."""
    text = context.text
    if found.domains and found.domains[0].verdict == "unlisted":
        listed, of = found.domains[0].listed, len(context.dataset.drawn(context.state.level))
        return text(
            "overlap.lead.unlisted", period=context.period_name(), n=listed, of=of, units=units(context, of)
        )
    first = _counted(context, "overlap.lead.overlap", with_verdict(found, "overlap"))
    sentences = [first or text("overlap.lead.no_overlap")]
    further = ("separate", "alone")
    sentences += [_counted(context, f"overlap.lead.{name}", with_verdict(found, name)) for name in further]
    return " ".join(filter(None, sentences))


def own(context: Context, found: Overlaps) -> str:
    """What concerns the region that is chosen; empty where none is."""
    state, text = context.state, context.text
    if state.region is None:
        return ""
    name = context.name(state.region)
    alone = with_verdict(found, "alone")
    if context.is_neighbour(state.region):
        shared = [one for one in alone if state.region in one.neighbours]
        if shared:
            return _counted(context, "overlap.own.neighbour", shared, region=name)
        return text("overlap.own.no_neighbour", region=name)
    if not any(state.region in one.regions for one in found.domains):
        return text("overlap.own.unlisted", region=name, period=context.period_name())
    apart = [one for one in with_verdict(found, *APART) if state.region in one.regions]
    first = _counted(context, "overlap.own.overlap", apart, region=name)
    second = _counted(context, "overlap.own.alone", [one for one in alone if state.region in one.regions])
    return " ".join(filter(None, [first or text("overlap.own.no_overlap", region=name), second]))


def _counted(context: Context, key: str, found: list[Overlap], **values: object) -> str:
    if not found:
        return ""
    names = context.domain_names(one.domain for one in found)
    words = {"names": names, "unit": units(context, 1), "units": units(context)}
    return context.text.count(key, len(found), **words, **values)


def sign_list(context: Context, one: Overlap, together: Reach) -> html.Ul:
    """The four signs of a domain: whether each is there, its figure, and the limit it is held against."""
    return html.Ul(
        [
            html.Li(
                [
                    html.Span([sign_mark(context, one, name), context.text(f"overlap.sign.{name}")], className="sign"),
                    html.Strong(_value(context, one, name)),
                    html.Small(_limit(context, one, together, name)),
                ],
                **{"data-sign": name, "data-there": {True: "yes", False: "no", None: "unknown"}[there(one, name)]},
            )
            for name in SIGNS
        ],
        className="signs",
    )


def there(one: Overlap, name: str) -> bool | None:
    """Whether a domain shows a sign; None where too little is known."""
    answer: bool | None = getattr(one.signs, name)
    return answer


def sign_mark(context: Context, one: Overlap, name: str) -> html.Span:
    """A sign as a filled or an empty dot, or a dash; in words for those who do not see it."""
    answer = there(one, name)
    mark = {True: "\u25cf", False: "\u25cb", None: "\u2013"}[answer]
    word = {True: "is", False: "is_not", None: "unknown"}[answer]
    return html.Span(mark, className="sign-mark", role="img", **{"aria-label": context.text(f"overlap.sign.{word}")})


def _value(context: Context, one: Overlap, name: str) -> str:
    text, reach = context.text, one.reach
    if name == "many":
        return text("overlap.value.many", n=len(one.regions), of=one.listed, units=units(context, one.listed))
    if name == "spread":
        if one.hhi_projects is None:
            return text("overlap.value.spread_none", n=text.number(reach.placed))
        equal = text.number(1 / one.hhi_projects)
        return text(
            "overlap.value.spread", hhi=index(context, one.hhi_projects), equal=equal, units=units(context)
        )
    if name == "small":
        if one.signs.small is None:
            return text("overlap.value.small_none", n=text.number(reach.known_projects))
        return text("overlap.value.small", amount=median(context, reach))
    values = {"n": text.number(reach.joint), "of": text.number(reach.placed)}
    if one.signs.separate is None:
        return text("overlap.value.separate_none", **values)
    return text("overlap.value.separate", **values, share=share(context, one.joint_share))


def _limit(context: Context, one: Overlap, together: Reach, name: str) -> str:
    text = context.text
    if there(one, name) is None:
        if name == "separate" and one.reach.placed >= LEAST_PROJECTS:
            return text("overlap.limit.joint", n=text.number(together.joint))
        return text("overlap.limit.few", n=LEAST_PROJECTS)
    if name == "small":
        return text("overlap.limit.small", amount=median(context, together))
    if name == "separate":
        return text("overlap.limit.separate", share=share(context, together.joint / together.placed))
    return text(f"overlap.limit.{name}")
