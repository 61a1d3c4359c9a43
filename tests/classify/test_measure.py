"""How good the classifier is on the bundled dataset, and that the page says so."""

from __future__ import annotations

import pytest

from s3dash.classify import Classifier, Decision, measure
from s3dash.classify.__main__ import PAGE, TABLE
from s3dash.classify.classifier import TUNING, Tuning
from s3dash.classify.measure import Answer, Example, ask, coverage, cross_validate, misleading, precision
from s3dash.classify.report import confusion, kinds, report, tuning_text
from s3dash.classify.stems import SILENT, Stem


def example(domain_id: str, title: str = "", project_id: str = "A-1") -> Example:
    return Example(project_id, domain_id, title, "", "", "2014-2020", "erdf")


@pytest.fixture(scope="module")
def known() -> list[Example]:
    return measure.examples(TABLE)


@pytest.fixture(scope="module")
def tuning(known) -> Tuning:
    return measure.tune(known)


def test_precision_out_of_sample_is_at_least_nine_in_ten(known):
    answers = cross_validate(known)
    assert len(answers) == len(known)
    assert precision(answers) >= 0.9
    assert coverage(answers) >= 0.5


def test_what_was_learnt_is_what_the_command_learns(tuning):
    assert TUNING.read_text(encoding="utf-8") == tuning_text(tuning)
    assert Tuning.load() == tuning


def test_the_page_is_what_the_command_writes(known, tuning):
    assert PAGE.read_text(encoding="utf-8") == report(known, tuning)


def test_a_decision_without_a_domain_by_hand_is_wrong():
    answers = [Answer(example(""), Decision("food", "stem:sv:mat")), Answer(example(""), None)]
    assert (precision(answers), coverage(answers)) == (0.0, 0.5)


def test_nothing_decided_is_no_precision():
    assert (precision([Answer(example("food"), None)]), coverage([])) == (0.0, 0.0)


def test_examples_are_asked_with_what_they_say():
    answers = ask(Classifier.load(), [example("tourism", "Ekoturism"), example("food", "Ekoturism")])
    assert [answer.right for answer in answers] == [True, False]


def test_a_stem_misleads_that_stands_much_more_often_elsewhere():
    stems = [Stem(word, (word,), "energy", "sv", True) for word in ("alpha", "beta")]
    stems.append(Stem("silent", ("silent",), SILENT, "sv", True))
    seen = [example("food", "alpha beta silent")] * 2 + [example("energy", "beta")]
    assert misleading(seen, stems) == ("alpha",)


def test_tables_count_by_kind_and_by_pair():
    answers = [
        Answer(example("food"), Decision("food", "objective:TO4+stem:sv:mat+en:food")),
        Answer(example("food"), Decision("energy", "stem:sv:energi")),
        Answer(example(""), None),
    ]
    assert "| objective+stem | 1 | 1 | 100.0 % |\n| stem | 1 | 0 | 0.0 % |" in kinds(answers)
    assert confusion(answers, ["food", "energy"]).splitlines()[2:] == [
        "| food | 1 | 1 |  |",
        "| energy |  |  |  |",
        "| - |  |  | 1 |",
    ]
