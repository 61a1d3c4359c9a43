"""Why a project stands under its domain, in words."""

from __future__ import annotations

import re
from functools import cache

from s3dash.classify.codes import Code, Codes
from s3dash.data.projects import Project
from s3dash.views import html
from s3dash.views.context import Context

_LANGUAGE = re.compile(r"^[a-z]{2}:")
_SIGNS = "~="
"""What the classifier writes before a stem that stands inside a word or is one by itself."""


def why_domain(context: Context, project: Project) -> list[html.Node]:
    """Who or what decided on the domain: a person, a rule of the classifier (in words), or a guess from words."""
    text, rule = context.text, project.domain_rule
    if project.domain_by != "rules" or not rule:
        return [text(f"domain_by.{project.domain_by or 'unknown'}")]
    said: list[html.Node] = []
    code, _, stems = rule.partition("stem:")
    kind, _, value = code.rstrip("+").partition(":")
    if value and text.has(f"domain_rule.{kind}"):
        said.append(text(f"domain_rule.{kind}", value=text(f"fund.{value}") if kind == "fund" else value))
        meaning = code_meaning(kind, value, project.period)
        said += [" ", html.Span(f"({meaning})", lang="en")] if meaning else []
    if stems:
        words = [f"{_LANGUAGE.sub('', stem).lstrip(_SIGNS)}\u2026" for stem in stems.split("+")]
        said += [" " if said else "", text("domain_rule.stem", value=text.names(words))]
    return said or [text("domain_by.rule", rule=rule)]


@cache
def _codes() -> Codes:
    return Codes.load()


def code_meaning(kind: str, value: str, period: str) -> str | None:
    """What an official code (`field` or `objective`) stands for, in English, where the classifier knows it."""
    codes = _codes()
    found: Code | None = None
    if kind == "field":
        found = codes.fields.get(period, {}).get(value)
    elif kind == "objective":
        found = codes.decides.get(value) or codes.counts.get(value) or codes.hints.get(value)
    return found.meaning if found else None
