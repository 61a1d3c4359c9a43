"""What speaks for a partner, in words: the same on the page and in the files."""

from __future__ import annotations

from dataclasses import dataclass

from s3dash.analysis.partner_evidence import Strength
from s3dash.analysis.partner_finder import Partner, Partners, Side
from s3dash.views.context import Context
from s3dash.views.parts import first_large

PARTS = ("priority", "strength", "joint", "programmes")
"""The four parts of a match, in the order in which they are told."""
_STRONGEST = 2
"""How many domains are named where every domain of a region is sought."""
_WEAK = 25
"""Below this match, which one reason alone can give, nobody is said to fit."""
_EQUALS = 3
"""How many that fit equally well are named; of more only their number is told."""


@dataclass(frozen=True)
class Reason:
    """One part of a match: its name, how much it counts (0 to 1), and what it rests on."""

    name: str
    part: float
    words: str


def reasons(context: Context, found: Partners, partner: Partner) -> tuple[Reason, ...]:
    """The four parts of a partner's match in words."""
    return (
        Reason("priority", partner.priority_part, _priority(context, found, partner)),
        Reason("strength", partner.strength_part, _strength(context, partner)),
        Reason("joint", partner.joint_part, _joint(context, partner)),
        Reason("programmes", partner.programme_part, _programmes(context, found, partner)),
    )


def best(context: Context, side: Side) -> str:
    """Who fits best on a side, equals together; or that nobody does, or nothing is known."""
    text = context.text
    names = [context.name(partner.nuts_id) for partner in side.partners if partner.rank == 1]
    if not names:
        return text(f"partners.nothing.{side.name}")
    if side.partners[0].match < _WEAK:
        return text(f"partners.best_weak.{side.name}", n=text.number(side.partners[0].match))
    if len(names) > _EQUALS:
        return text(f"partners.best_many.{side.name}", n=text.number(len(names)))
    return text.count(f"partners.best.{side.name}", len(names), names=text.names(names))


def has(context: Context, strength: Strength, neighbour: bool) -> str:
    """What a region has in a domain, none of it left out: "9 projects and no research and innovation environments"."""
    text = context.text
    words = [_projects(context, strength.projects, neighbour)]
    if strength.environments is not None:
        n = len(strength.environments)
        words.append(text.count("partners.n_environments", n) if n else text("partners.no_environments"))
    return text.names(words)


def _projects(context: Context, n: int, neighbour: bool) -> str:
    text = context.text
    if not n:
        return text("partners.no_known_projects" if neighbour else "partners.no_projects")
    return text.count("partners.at_least_projects" if neighbour else "n.projects", n)


def _priority(context: Context, found: Partners, partner: Partner) -> str:
    text = context.text
    if partner.basis is None:
        return text("partners.priority.unknown")
    if not found.sought:
        return text("partners.priority.nothing_sought")
    if context.state.domain:
        words = text(f"partners.priority.{partner.strengths[0].role or 'none'}")
    else:
        m = text.count("partners.n_domains", len(found.sought))
        roles = {strength.domain: strength.role for strength in partner.strengths}
        shared = [context.domain_short(domain) for domain in found.sought if roles[domain]]
        key = "partners.priority.shared" if shared else "partners.priority.shared_none"
        words = text(key, n=len(shared), m=m, domains=text.names(shared))
    return f"{words} ({text('partners.priority.national')})" if partner.basis == "national" else words


def _strength(context: Context, partner: Partner) -> str:
    text = context.text
    neighbour = context.is_neighbour(partner.nuts_id)
    if not partner.strengths:
        return text("partners.strength.nothing_sought")
    there = [strength for strength in partner.strengths if strength.projects or strength.environments]
    if not there:
        return text("partners.strength.none_known" if neighbour else "partners.strength.none")
    if context.state.domain:
        return first_large(_there(context, there[0], neighbour))
    words = [
        text("partners.strength.in_domain", domain=context.domain_short(s.domain), what=_there(context, s, neighbour))
        for s in there[:_STRONGEST]
    ]
    return first_large("; ".join(words))


def _there(context: Context, strength: Strength, neighbour: bool) -> str:
    """What there is of projects and environments, in few words."""
    text = context.text
    words = []
    if strength.projects:
        words.append(_projects(context, strength.projects, neighbour))
    if strength.environments:
        words.append(text.count("partners.strength.environments", len(strength.environments)))
    return text.names(words)


def _joint(context: Context, partner: Partner) -> str:
    text = context.text
    n, m = partner.joint_projects, partner.joint_in_all
    if not m:
        return text("partners.joint.none")
    if not context.state.domain:
        return text("partners.joint.any", n=text.number(n))
    if not n:
        return text("partners.joint.elsewhere", n=text.number(m))
    if n == m:
        return text("partners.joint.in_domain_only", n=text.number(n))
    return text("partners.joint.in_domain", n=text.number(n), m=text.number(m))


def _programmes(context: Context, found: Partners, partner: Partner) -> str:
    text = context.text
    sure, perhaps = (_one_interreg(names) for names in programme_names(context, partner))
    if sure and perhaps:
        return f"{sure}; {text('partners.programmes.perhaps', names=perhaps)}"
    if sure:
        return sure
    if perhaps:
        return first_large(text("partners.programmes.perhaps", names=perhaps))
    shared = next(side.shared_programmes for side in found.sides if partner in side.partners)
    return text("partners.programmes.shared_only" if shared else "partners.programmes.none")


def programme_names(context: Context, partner: Partner) -> tuple[list[str], list[str]]:
    """The programmes whose area surely has both regions, and those whose area perhaps has."""
    names: tuple[list[str], list[str]] = ([], [])
    for programme in partner.programmes:
        names[not programme.is_sure].append(context.programme_name(programme.programme_id))
    return names


def _one_interreg(names: list[str]) -> str:
    """Names with commas; the word Interreg, with which many begin, stands once before those."""
    prefix = "Interreg "
    ordered = sorted(names, key=lambda name: name.startswith(prefix))
    first = next((i for i, name in enumerate(ordered) if name.startswith(prefix)), len(ordered))
    return ", ".join([*ordered[: first + 1], *(name.removeprefix(prefix) for name in ordered[first + 1 :])])
