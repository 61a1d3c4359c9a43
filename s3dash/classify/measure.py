"""How good the classifier is: learning its weights from hand-classified projects, and measuring on others."""

from __future__ import annotations

import csv
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import NamedTuple

from s3dash.classify.classifier import Classifier, Decision, Tuning, Weights, weakened
from s3dash.classify.codes import Codes
from s3dash.classify.stems import SILENT, Stem, Vocabulary, read

FOLDS = 10
TARGET = 0.9
"""The share of right decisions that tuning asks for on the projects it learns from."""
UNTUNED = Weights(title=2, topics=2, summary=1, weak=0.5, hint=1, horizontal=0.25, least=2, rival=0.5)
"""Round figures that are fitted to no project."""
MISLEADS = 2
"""A strong stem counts as weak that stands in so many more projects of other domains than of its own."""


class Example(NamedTuple):
    """A project classified by hand; `domain_id` is empty where a person found no domain that fits."""

    project_id: str
    domain_id: str
    title: str
    summary_en: str
    objective: str
    period: str
    fund: str


class Answer(NamedTuple):
    """What the classifier said of an example."""

    example: Example
    decision: Decision | None

    @property
    def right(self) -> bool:
        """Whether the domain is the person's."""
        return self.decision is not None and self.decision.domain_id == self.example.domain_id


def examples(table: Path) -> list[Example]:
    """Read the projects classified by hand from the dataset's table of projects."""
    with table.open(encoding="utf-8", newline="") as file:
        return [
            Example(*(row[column] for column in Example._fields))
            for row in csv.DictReader(file)
            if row["domain_by"] == "hand"
        ]


def ask(classifier: Classifier, asked: Iterable[Example]) -> list[Answer]:
    """Classify examples."""
    return [
        Answer(
            one,
            classifier.classify(
                title=one.title, summary_en=one.summary_en, objective=one.objective, period=one.period, fund=one.fund
            ),
        )
        for one in asked
    ]


def precision(answers: Sequence[Answer]) -> float:
    """Return the share of right answers among those where a rule decided (0 where none did)."""
    decided = sum(answer.decision is not None for answer in answers)
    return sum(answer.right for answer in answers) / decided if decided else 0.0


def coverage(answers: Sequence[Answer]) -> float:
    """Return the share of examples where a rule decided."""
    return sum(answer.decision is not None for answer in answers) / len(answers) if answers else 0.0


def untuned() -> Classifier:
    """Return the classifier as it is without having seen an example."""
    return Classifier(Codes.load(), Vocabulary(read()), UNTUNED)


def tune(seen: Sequence[Example]) -> Tuning:
    """Learn weights, and the stems that count as weak, from examples.

    Of the few settings of `least` and `rival` that are tried, that one is taken which is right in at least the share
    :data:`TARGET` of its decisions and decides most often; where none is so good, the one with the greatest share.
    """
    stems, codes = read(), Codes.load()
    doubtful = misleading(seen, stems)
    vocabulary = Vocabulary(weakened(stems, doubtful))
    best, rank = UNTUNED, (0.0, 0.0)
    for weights in grid():
        answers = ask(Classifier(codes, vocabulary, weights), seen)
        good = precision(answers)
        reached = (1.0, coverage(answers)) if good >= TARGET else (good, 0.0)
        if reached > rank:
            best, rank = weights, reached
    return Tuning(best, doubtful)


def grid() -> list[Weights]:
    """Return the weights that tuning chooses from: few, since there are few examples to learn from."""
    choices = product((1.5, 2.0), (0.34, 0.5))
    return [replace(UNTUNED, least=least, rival=rival) for least, rival in choices]


def misleading(seen: Iterable[Example], stems: Iterable[Stem]) -> tuple[str, ...]:
    """Return strong stems, as written, that stand much more often in projects of other domains than of their own."""
    vocabulary = Vocabulary(stems)
    own: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for one in seen:
        for stem in set(vocabulary.find(f"{one.title} | {one.summary_en}")):
            if stem.strong and stem.domain_id != SILENT:
                (own if stem.domain_id == one.domain_id else other)[stem.text] += 1
    return tuple(sorted(text for text, wrong in other.items() if wrong - own[text] >= MISLEADS))


def fold_of(one: Example) -> int:
    """Return the part of the examples that one belongs to, by its id alone."""
    return zlib.crc32(one.project_id.encode()) % FOLDS


def cross_validate(known: Sequence[Example]) -> list[Answer]:
    """Classify every example with what was learnt from the other folds alone."""
    stems, codes = read(), Codes.load()
    answers: list[Answer] = []
    for fold in range(FOLDS):
        tuning = tune([one for one in known if fold_of(one) != fold])
        classifier = Classifier(codes, Vocabulary(weakened(stems, tuning.doubtful)), tuning.weights)
        answers += ask(classifier, [one for one in known if fold_of(one) == fold])
    return answers
