"""What joins two regions, as the views of one region, of a pair and of a comparison each tell it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from s3dash.analysis.comparison import Pair, pairs_of
from s3dash.analysis.eligibility import ProgrammeLink
from s3dash.analysis.links import Link, link_between
from s3dash.analysis.priorities import domains_of
from s3dash.state import same_side
from s3dash.views.context import Context


@dataclass(frozen=True)
class Together:
    """Two regions and what they have in common.

    `strength` (0..100) is only of regions on both sides of the sea. `joint_projects` is None where one region lies in
    the other. `programmes` are open to both now, `perhaps` those of which only that is known that they are open to a
    part of the country. `sources` are those of programmes and partnerships.
    """

    here: str
    there: str
    strength: float | None
    joint_projects: int | None
    domains: tuple[str, ...]
    programmes: tuple[str, ...]
    perhaps: tuple[str, ...]
    partnerships: tuple[str, ...]
    sources: tuple[str, ...]


def pairs(context: Context, codes: Sequence[str]) -> Iterator[Together]:
    """Yield the links of one region, strongest first, or each two of some regions in their order."""
    dataset, store, state = context.dataset, context.store, context.state
    if state.page == "compare":
        for pair in pairs_of(dataset, store, codes, context.money_filter):
            yield _compared(context, pair)
    elif len(codes) == 1:
        for link in context.links:
            yield _linked(context, link)
    else:
        here, there = codes
        yield _linked(context, link_between(dataset, store, here, there, state.period))


def _compared(context: Context, pair: Pair) -> Together:
    """Two of the regions compared; they may be on the same side of the sea."""
    here, there, period = pair.here, pair.there, context.state.period
    if not same_side(here, there):
        link = link_between(context.dataset, context.store, here, there, period)
        return replace(_linked(context, link), joint_projects=pair.joint_projects)
    both = domains_of(context.dataset, here, period) & domains_of(context.dataset, there, period)
    domains = tuple(domain for domain in context.dataset.domains["domain_id"] if domain in both)
    sure, perhaps = _by_certainty(pair.programmes)
    sure += pair.regional
    sources = _sources(context, here, there, (*sure, *perhaps), ())
    return Together(here, there, None, pair.joint_projects, domains, sure, perhaps, (), sources)


def _linked(context: Context, link: Link) -> Together:
    sure, perhaps = _by_certainty(link.programmes)
    sources = _sources(context, link.region, link.other, (*sure, *perhaps), link.partnerships)
    return Together(
        link.region,
        link.other,
        link.strength,
        link.joint_projects,
        link.shared_domains,
        sure,
        perhaps,
        link.partnerships,
        sources,
    )


def _by_certainty(links: Iterable[ProgrammeLink]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Programmes that are surely open to both, and those that perhaps are."""
    listed = list(links)
    sure = tuple(one.programme_id for one in listed if one.is_sure)
    return sure, tuple(one.programme_id for one in listed if not one.is_sure)


def _sources(
    context: Context, here: str, there: str, programmes: Iterable[str], partnerships: Iterable[str]
) -> tuple[str, ...]:
    found = [source for one in programmes for source in context.dataset.area_sources(one, here, there)]
    found += [source for one in partnerships for source in context.dataset.member_sources(one, here, there)]
    return tuple(dict.fromkeys(found))
