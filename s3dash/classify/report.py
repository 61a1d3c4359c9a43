"""The page on the classifier, docs/classifier.md: how it decides and how good it is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import yaml

from s3dash.classify.classifier import Tuning
from s3dash.classify.codes import Codes
from s3dash.classify.measure import FOLDS, Answer, Example, ask, coverage, cross_validate, fold_of, precision, untuned
from s3dash.classify.stems import NEUTRAL, SILENT, read

TEMPLATE = Path(__file__).with_name("classifier.template.md")
NONE = "-"


def report(known: Sequence[Example], tuning: Tuning) -> str:
    """Write the page, from the projects classified by hand and what was learnt from all of them."""
    codes = Codes.load()
    stems = [stem for stem in read() if stem.domain_id not in (NEUTRAL, SILENT)]
    domains = list(dict.fromkeys(stem.domain_id for stem in stems))
    plain, tuned = ask(untuned(), known), cross_validate(known)
    decided = sum(answer.decision is not None for answer in tuned)
    good = precision(tuned)
    return TEMPLATE.read_text(encoding="utf-8").format(
        **{name: number(value) for name, value in asdict(tuning.weights).items()},
        domains=len(domains),
        stems=len(stems),
        fields_2014=len(codes.fields["2014-2020"]),
        fields_2021=len(codes.fields["2021-2027"]),
        decides=len(codes.decides),
        examples=len(known),
        without=sum(not one.domain_id for one in known),
        folds=FOLDS,
        decided=decided,
        margin=percent(1.96 * math.sqrt(good * (1 - good) / decided)) if decided else NONE,
        unused=", ".join(d for d in domains if all(one.domain_id != d for one in known)) or "none",
        doubtful=", ".join(tuning.doubtful) or "none",
        summary_table=summary(plain, tuned),
        kind_table=kinds(tuned),
        domain_table=by_domain(tuned, domains),
        confusion_table=confusion(tuned, domains),
    )


def tuning_text(tuning: Tuning) -> str:
    """Write what was learnt as `tuning.yml` holds it."""
    head = "# Written by `python -m s3dash.classify`: what was learnt from the projects classified by hand.\n"
    body = {"weights": asdict(tuning.weights), "doubtful": list(tuning.doubtful)}
    return head + yaml.safe_dump(body, allow_unicode=True, sort_keys=False)


def summary(plain: Sequence[Answer], tuned: Sequence[Answer]) -> str:
    """Compare the untuned and the tuned rules, on all examples and on each half."""
    halves = {"all": (0, 1), "half that was read": (0,), "half that was not": (1,)}
    rows = []
    for rules, answers in (("untuned", plain), ("tuned, cross-validated", tuned)):
        for name, parts in halves.items():
            part = [answer for answer in answers if fold_of(answer.example) % 2 in parts]
            decided = sum(answer.decision is not None for answer in part)
            rows.append((rules, name, len(part), decided, percent(precision(part)), percent(coverage(part))))
    return markdown(("rules", "projects", "number", "decided", "precision", "coverage"), rows)


def kinds(answers: Iterable[Answer]) -> str:
    """Show how good each kind of rule is."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for answer in answers:
        if answer.decision is not None:
            kind = "+".join(part.split(":")[0] for part in answer.decision.rule.split("+") if part.startswith(_KINDS))
            total[kind] += 1
            right[kind] += answer.right
    rows = [(kind, total[kind], right[kind], percent(right[kind] / total[kind])) for kind in sorted(total)]
    return markdown(("rule", "decided", "right", "precision"), rows)


_KINDS = ("field:", "objective:", "fund:", "stem:")


def by_domain(answers: Sequence[Answer], domains: Iterable[str]) -> str:
    """Show precision and recall of each domain."""
    own = Counter(answer.example.domain_id for answer in answers)
    given = Counter(answer.decision.domain_id for answer in answers if answer.decision)
    right = Counter(answer.example.domain_id for answer in answers if answer.right)
    rows = [
        (domain, own[domain], given[domain], right[domain], ratio(right, given, domain), ratio(right, own, domain))
        for domain in domains
    ]
    return markdown(("domain", "by hand", "decided", "right", "precision", "recall"), rows)


def confusion(answers: Iterable[Answer], domains: Sequence[str]) -> str:
    """Set the person's domains against the classifier's; an empty cell is 0."""
    pairs = Counter(
        (answer.example.domain_id or NONE, answer.decision.domain_id if answer.decision else NONE) for answer in answers
    )
    names = [*domains, NONE]
    rows = [(own, *(pairs[own, given] or "" for given in names)) for own in names]
    return markdown(("", *names), rows)


def ratio(part: Mapping[str, int], whole: Mapping[str, int], key: str) -> str:
    """Return a share as text, or a hyphen of nothing."""
    return percent(part[key] / whole[key]) if whole[key] else NONE


def percent(share: float) -> str:
    """Write a share with one decimal.

    Examples
    --------
    >>> percent(0.9015)
    '90.2 %'
    """
    return f"{100 * share:.1f} %"


def number(value: float) -> str:
    """Write a number without a needless decimal.

    Examples
    --------
    >>> number(2.0), number(0.34)
    ('2', '0.34')
    """
    return f"{value:g}"


def markdown(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """Write a table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
