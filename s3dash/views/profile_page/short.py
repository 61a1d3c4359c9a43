"""A region in a few sentences, made from the data."""

from __future__ import annotations

from s3dash.analysis.change import priority_change
from s3dash.analysis.priorities import Priority, domain_sharing, priorities_of
from s3dash.analysis.structure import structural_peers
from s3dash.state import PERIODS
from s3dash.views.change.findings import what
from s3dash.views.context import Context

_MOST_DOMAINS = 4
"""So many domains are named; of more the sentence says that they are some."""
_EQUALS = 2
"""So many that share the first place are named; of more none is."""
PEERS = 3
"""How many of the regions that are alike the sentence names."""


def in_short(context: Context) -> str:
    """What it wants, what is funded, who is like it, its strongest link, what has changed; and what is not known."""
    sentences = (*_wants(context), *_funded(context), *_alike(context), *_linked(context), *_changed(context))
    return " ".join(sentences)


def primary_domains(rows: list[Priority]) -> list[str]:
    """The first domains of some priorities, each once, those with most priorities first."""
    first = [priority.domains[0] for priority in rows if priority.domains]
    return sorted(dict.fromkeys(first), key=lambda domain: -first.count(domain))


def missing_list(context: Context) -> str:
    """That the list of the chosen period is not in the data, and whether the other one is."""
    text = context.text
    values = {"region": context.name(context.region.nuts_id), "period": text.period(context.state.period)}
    there = other_list(context)
    if not there:
        return text("profile_page.short.no_list", **values)
    return text("profile_page.short.no_list_but", other=text.period(there[0].period), **values)


def other_list(context: Context) -> list[Priority]:
    """The region's own list of the period that is not chosen."""
    other = next(period for period in PERIODS if period != context.state.period)
    rows = priorities_of(context.dataset, context.region.nuts_id, other)
    return [row for row in rows if row.basis != "national"]


def _wants(context: Context) -> list[str]:
    text, state, dataset = context.text, context.state, context.dataset
    nuts_id = context.region.nuts_id
    values = {"region": context.name(nuts_id), "period": text.period(state.period)}
    if context.region.layer == "nuts2":
        shares = [share for share in domain_sharing(dataset, nuts_id, state.period) if share.counties]
        if not shares:
            return [text("profile_page.short.no_list", **values)]
        said = [text.count("profile_page.short.domains", len(shares), **values)]
        most = len(shares[0].counties)
        first = [share.domain for share in shares if len(share.counties) == most]
        if most > 1 and len(first) <= _EQUALS:
            key, names = "profile_page.short.most_counties", _short(context, first)
            said.append(text.count(key, len(first), domains=names, k=most, m=shares[0].of))
        return said
    rows = priorities_of(dataset, nuts_id, state.period)
    if not rows:
        return [missing_list(context)]
    if rows[0].basis == "national":
        country = context.country(context.region.country)
        return [text("profile_page.short.national", country=country, **values)]
    domains = primary_domains(rows)
    key = "wants" if len(domains) <= _MOST_DOMAINS else "wants_among"
    names = _short(context, domains[:_MOST_DOMAINS])
    return [text.count(f"profile_page.short.{key}", len(rows), domains=names, **values)]


def _funded(context: Context) -> list[str]:
    text, state = context.text, context.state
    neighbour = context.is_neighbour(context.region.nuts_id)
    funding = context.store.funding(context.project_filter)
    values = {"period": text.period(state.period)}
    if not funding.projects:
        return [text(f"profile_page.short.no_projects{'_neighbour' if neighbour else ''}", **values)]
    said = [text.count(f"profile_page.short.projects{'_neighbour' if neighbour else ''}", funding.projects, **values)]
    if funding.known_projects:
        amount = text.amount(funding.known_eur, funding.known_sek, state.currency)
        every = funding.known_projects == funding.projects
        key = "known_all" if every else "known"
        said.append(text.count(f"profile_page.short.{key}", funding.known_projects, amount=amount))
    groups = [group for group in context.store.by_domain(context.project_filter) if group.key is not None]
    most = max((group.projects for group in groups), default=0)
    first = [group.key for group in groups if group.projects == most and group.key]
    if most > 1 and len(first) <= _EQUALS:
        names = _short(context, first)
        said.append(text.count("profile_page.short.most_projects", len(first), domains=names, k=text.number(most)))
    return said


def _alike(context: Context) -> list[str]:
    peers = structural_peers(context.dataset, context.region.nuts_id).peers[:PEERS]
    names = context.text.names([context.name(peer.nuts_id) for peer in peers])
    return [context.text.count("profile_page.short.alike", len(peers), names=names)] if peers else []


def _linked(context: Context) -> list[str]:
    links = context.links
    first = [link for link in links if round(link.strength, 6) == round(links[0].strength, 6)]
    if not first or len(first) > _EQUALS:
        return []
    names = context.text.names([context.name(link.other) for link in first])
    return [context.text.count("profile_page.short.linked", len(first), names=names)]


def _changed(context: Context) -> list[str]:
    change = priority_change(context.dataset, context.region.nuts_id)
    if not (change.alone and change.compared):
        return []
    return [context.text("profile_page.short.changed", what=what(context, change.totals))]


def _short(context: Context, domains: list[str]) -> str:
    names = [context.dataset.domain(domain).short(context.state.lang) for domain in domains]
    return context.text.names(names)
