"""The domain of a project: official codes first, then the words of its texts; none where these do not suffice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import yaml

from s3dash.classify.codes import Codes
from s3dash.classify.overrides import read_overrides
from s3dash.classify.stems import NEUTRAL, SILENT, Stem, Vocabulary, read

TUNING = Path(__file__).with_name("tuning.yml")
_SHOWN = 3
"""So many stems stand in a rule's name."""


Pairs: TypeAlias = "tuple[tuple[str | None, str | None], ...]"
"""Title, topics and summary, each as written and in English."""


class Decision(NamedTuple):
    """A project's domain and the rule that decided: `field:047`, `objective:TO2`, `stem:sv:vätgas+elnät`."""

    domain_id: str
    rule: str


class Label(NamedTuple):
    """What stands in the columns domain_id, domain_by and domain_rule of a project."""

    domain_id: str
    domain_by: str
    domain_rule: str | None


@dataclass(frozen=True)
class Weights:
    """How words are weighed: points of a strong stem by where it stands, and what the best domain needs.

    A weak stem gives `weak` of a strong one's points, a hint of the objective gives `hint` points. The best domain
    needs at least `least` points, a strong stem or an objective among them, and the second may have at most the share
    `rival` of the best one's. Beside another domain, one that is `horizontal` keeps that share of its points.
    """

    title: float
    topics: float
    summary: float
    weak: float
    hint: float
    horizontal: float
    least: float
    rival: float


@dataclass(frozen=True)
class Tuning:
    """What was learnt from projects classified by hand.

    `doubtful` stems, named as written, misled so often that they count as weak.
    """

    weights: Weights
    doubtful: tuple[str, ...] = ()

    @classmethod
    def load(cls, path: Path = TUNING) -> Tuning:
        """Read a file like `tuning.yml`."""
        tree: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        return cls(Weights(**tree["weights"]), tuple(tree["doubtful"]))


@dataclass(frozen=True)
class Classifier:
    """Classifies projects by rules that can be read; :meth:`load` makes it from the files beside this module.

    It is the same answer for the same texts, always: nothing is learnt while it runs.
    """

    codes: Codes
    vocabulary: Vocabulary
    weights: Weights
    overrides: Mapping[str, str] = field(default_factory=dict)
    """Project -> domain, as the operator says."""

    @classmethod
    def load(cls, overrides: Path | None = None) -> Classifier:
        """Return the classifier, with the operator's table of overrides if there is one.

        Raises
        ------
        SourceError
            Where the table of overrides cannot be read or names an unknown domain.
        """
        tuning = Tuning.load()
        stems = read()
        domains = {stem.domain_id for stem in stems} - {NEUTRAL, SILENT}
        table = read_overrides(overrides, domains) if overrides else {}
        return cls(Codes.load(), Vocabulary(weakened(stems, tuning.doubtful)), tuning.weights, table)

    def classify(
        self,
        title: str | None = None,
        title_en: str | None = None,
        summary: str | None = None,
        summary_en: str | None = None,
        topics: str | None = None,
        objective: str | None = None,
        intervention_field: str | None = None,
        period: str | None = None,
        fund: str | None = None,
    ) -> Decision | None:
        """Return the domain that a project's codes or texts point at; None where they do not point clearly at one.

        Codes are as in `ProjectRow`: `TO2` or `RSO1.2`, `047`, `2021-2027`, `erdf`.
        """
        codes = self.codes
        if intervention_field and period and (code := codes.fields.get(period, {}).get(intervention_field)):
            return Decision(code.domain_id, f"field:{intervention_field}")
        if objective and (code := codes.decides.get(objective)):
            return Decision(code.domain_id, f"objective:{objective}")
        if fund and (code := codes.funds.get(fund)):
            return Decision(code.domain_id, f"fund:{fund}")
        return self._by_words(((title, title_en), (topics, None), (summary, summary_en)), objective)

    def label(self, project_id: str, decision: Decision | None, known: Label | None = None) -> Label | None:
        """Return what a project is labelled: override before hand before rule; a guess stays where no rule decides."""
        if project_id in self.overrides:
            return Label(self.overrides[project_id], "override", "override")
        if known is not None and known.domain_by == "hand":
            return known
        if decision is not None:
            return Label(decision.domain_id, "rules", decision.rule)
        return known if known is not None and known.domain_by == "keywords" else None

    def _by_words(self, pairs: Pairs, objective: str | None) -> Decision | None:
        find, weights = self.vocabulary.find, self.weights
        points: dict[str, float] = {}
        readings: list[tuple[float, list[Stem]]] = []
        for (own, english), factor in zip(pairs, (weights.title, weights.topics, weights.summary), strict=True):
            first = find(own) if own else ()
            second = find(english) if english and english != own else ()
            if first or second:
                readings.append((factor, [*first, *second]))
                self._add(points, factor, first, second)
        if SILENT in points:
            return None
        strong = {stem.domain_id for _, stems in readings for stem in stems if stem.strong}
        backed = self._objective(points, objective)
        best = self._clear(points, strong | {backed})
        if best is None:
            return None
        return Decision(best, rule_of(best, readings, weights.weak, f"objective:{objective}" if backed == best else ""))

    def _objective(self, points: dict[str, float], objective: str | None) -> str:
        """Add the points of an objective that does not decide by itself; return its domain."""
        codes, weights = self.codes, self.weights
        for table, value in ((codes.counts, weights.title), (codes.hints, weights.hint)):
            code = table.get(objective) if objective else None
            if code is not None:
                points[code.domain_id] = points.get(code.domain_id, 0.0) + value
                return code.domain_id
        return ""

    def _add(self, points: dict[str, float], factor: float, first: Iterable[Stem], second: Iterable[Stem]) -> None:
        """Add the points of a text; of the same text in two languages a domain gets the greater."""
        sums: dict[str, float] = {}
        weak = self.weights.weak
        for stem in first:
            sums[stem.domain_id] = sums.get(stem.domain_id, 0.0) + (1.0 if stem.strong else weak)
        if second:
            english: dict[str, float] = {}
            for stem in second:
                english[stem.domain_id] = english.get(stem.domain_id, 0.0) + (1.0 if stem.strong else weak)
            sums = {domain: max(sums.get(domain, 0.0), english.get(domain, 0.0)) for domain in {**sums, **english}}
        for domain, value in sums.items():
            points[domain] = points.get(domain, 0.0) + factor * value

    def _clear(self, points: Mapping[str, float], sure: Collection[str]) -> str | None:
        """Return the domain with the most points, if they are enough, sure, and the second has far fewer."""
        if not points:
            return None
        weights, horizontal = self.weights, self.codes.horizontal
        if not horizontal.issuperset(points):
            points = {d: value * weights.horizontal if d in horizontal else value for d, value in points.items()}
        best = max(points, key=points.__getitem__)
        if points[best] < weights.least or best not in sure:
            return None
        limit = weights.rival * points[best]
        return best if all(value <= limit for domain, value in points.items() if domain != best) else None


def rule_of(domain_id: str, readings: Iterable[tuple[float, list[Stem]]], weak: float, backing: str = "") -> str:
    """Name what speaks most for a domain, the heaviest first: `objective:TO4+stem:sv:vätgas+en:grid`."""
    totals: dict[tuple[str, str], float] = {}
    for factor, stems in readings:
        for stem in stems:
            if stem.domain_id == domain_id:
                key = stem.language, stem.text
                totals[key] = totals.get(key, 0.0) + factor * (1.0 if stem.strong else weak)
    parts: list[str] = []
    spoken = ""
    for language, text in sorted(totals, key=totals.__getitem__, reverse=True)[:_SHOWN]:
        parts.append(text if language == spoken else f"{language}:{text}")
        spoken = language
    return "+".join(filter(None, (backing, "stem:" + "+".join(parts) if parts else "")))


def weakened(stems: Iterable[Stem], doubtful: Iterable[str]) -> list[Stem]:
    """Return the stems, those that are doubtful (named as written) as weak ones."""
    names = set(doubtful)
    return [replace(stem, strong=False) if stem.text in names else stem for stem in stems]
