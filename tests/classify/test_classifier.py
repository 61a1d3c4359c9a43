"""Which domain a project gets, and why."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.classify import Classifier, Decision, Label
from s3dash.classify.classifier import weakened
from s3dash.classify.codes import Codes
from s3dash.classify.stems import read
from s3dash.data.words import fold

WORDS = ("Vätgas", "elnät", "skogens", "smarta städer", "turism", "e-hälsa", "Robotik", "klimat", "företag", "och")
CODES = Codes.load()
CLASSIFIER = Classifier.load()


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return CLASSIFIER


def test_words_of_the_title_decide_and_are_named(classifier):
    assert classifier.classify(title="Vätgas i framtidens elnät") == Decision("energy", "stem:sv:vätgas+elnät")


@pytest.mark.parametrize(
    ("title", "domain_id"),
    [
        ("Ekoturism i fjällen", "tourism"),
        ("Development of the bioeconomy in forest regions", "forest_bio"),
        ("Bæredygtig turisme og friluftsliv", "tourism"),
        ("Helseteknologi for sykehus", "health"),
        ("Kiertotalouden ja jätteiden kierrätyksen edistäminen", "circular"),
        ("Ringmajandus ja jäätmed", "circular"),
        ("Lauksaimniecības un pārtikas ražošana", "food"),
        ("Turizmo paslaugų plėtra", "tourism"),
        ("Budowa drogi ekspresowej S51 Olsztyn - Olsztynek", "mobility"),
        ("Wasserstoff und erneuerbare Energien", "energy"),
    ],
)
def test_titles_in_the_languages_around_the_baltic_sea(classifier, title, domain_id):
    decision = classifier.classify(title=title)
    assert decision is not None
    assert decision.domain_id == domain_id


def test_the_field_decides_before_objective_fund_and_words(classifier):
    decision = classifier.classify(
        title="Turism", objective="TO2", intervention_field="009", period="2014-2020", fund="esf"
    )
    assert decision == Decision("energy", "field:009")


def test_a_code_is_read_by_the_list_of_its_period(classifier):
    assert classifier.classify(intervention_field="053", period="2014-2020") == Decision("health", "field:053")
    assert classifier.classify(intervention_field="053", period="2021-2027") == Decision("energy", "field:053")
    assert classifier.classify(intervention_field="053") is None


def test_a_code_that_may_pay_for_any_industry_decides_nothing(classifier):
    assert classifier.classify(intervention_field="062", period="2014-2020") is None
    assert classifier.classify(objective="TO1") is None
    assert classifier.classify(objective="TO3", title="Turism") == classifier.classify(title="Turism")


def test_objectives_with_one_domain_decide(classifier):
    assert classifier.classify(title="Bredband", objective="TO2") == Decision("ict", "objective:TO2")
    assert classifier.classify(title="Turism", objective="ESO4.1") == Decision("social", "objective:ESO4.1")


def test_other_objectives_are_weighed_with_the_words(classifier):
    assert classifier.classify(objective="RSO2.4") == Decision("circular", "objective:RSO2.4")
    backed = classifier.classify(objective="RSO2.4", title="Flood protection")
    assert backed == Decision("circular", "objective:RSO2.4+stem:en:flood")
    assert classifier.classify(objective="RSO2.4", title="Young forests") is None
    forest = classifier.classify(objective="RSO2.4", title="Timber and pulp of young forests")
    assert forest is not None
    assert forest.domain_id == "forest_bio"


def test_the_low_carbon_objective_is_a_hint_that_needs_words(classifier):
    assert classifier.classify(objective="TO4") is None
    assert classifier.classify(objective="TO4", title="En koldioxidsnål region") == Decision(
        "energy", "objective:TO4+stem:sv:koldioxidsnål"
    )


def test_the_social_fund_decides_before_words(classifier):
    assert classifier.classify(title="Turism", fund="esf") == Decision("social", "fund:esf")


@pytest.mark.parametrize("title", ["", "   ", "ABC", "Samverkan för utveckling", "Hamn", "Klimat"])
def test_it_abstains_where_nothing_or_only_weak_words_speak(classifier, title):
    assert classifier.classify(title=title) is None


def test_it_abstains_where_two_domains_are_named_alike(classifier):
    assert classifier.classify(title="Vätgas och turism") is None


def test_it_abstains_on_smart_specialisation_itself(classifier):
    assert classifier.classify(title="Smart specialisation in forest regions, timber and wood") is None


def test_the_margin_is_the_share_that_the_second_may_have(classifier):
    texts = {"title": "Turism", "summary": "Vätgas"}
    strict, kind = (replace(classifier, weights=replace(classifier.weights, rival=rival)) for rival in (0.49, 0.5))
    assert strict.classify(**texts) is None
    assert kind.classify(**texts) == Decision("tourism", "stem:sv:turism")


def test_a_horizontal_domain_yields_to_another(classifier):
    decision = classifier.classify(title="Digitalisering av turism")
    assert decision is not None
    assert decision.domain_id == "tourism"


def test_title_weighs_more_than_summary(classifier):
    assert classifier.classify(title="Vätgas") is not None
    assert classifier.classify(summary="Vätgas") is None
    assert classifier.classify(summary="Vätgas", topics="Energi") is not None


def test_the_same_text_in_two_languages_counts_once(classifier):
    alone = classifier.classify(title="Turism", summary="Vätgas, elnät")
    assert alone is None
    assert classifier.classify(title="Turism", title_en="Tourism", summary="Vätgas, elnät") is None
    assert classifier.classify(title="Klimat", title_en="Climate") is None


def test_every_code_names_a_domain_of_the_stems():
    domains = {stem.domain_id for stem in read()}
    tables = [*CODES.fields.values(), CODES.decides, CODES.counts, CODES.hints, CODES.funds]
    assert all(code.domain_id in domains and code.meaning for table in tables for code in table.values())
    assert domains >= CODES.horizontal


@pytest.mark.parametrize(("period", "last"), [("2014-2020", 123), ("2021-2027", 182)])
def test_fields_are_codes_of_the_official_list(period, last):
    assert all(len(code) == 3 and 1 <= int(code) <= last for code in CODES.fields[period])


def test_doubtful_stems_count_as_weak():
    stems = weakened(read(), ["vätgas"])
    assert [stem.strong for stem in stems if stem.text == "vätgas"] == [False]
    assert any(stem.strong for stem in stems)


def test_a_rule_never_replaces_a_hand_label(classifier):
    hand = Label("tourism", "hand", None)
    assert classifier.label("A-1", Decision("energy", "field:009"), hand) is hand


def test_a_rule_replaces_a_guess_and_an_earlier_rule(classifier):
    for before in (None, Label("food", "keywords", None), Label("food", "rules", "stem:sv:mat")):
        assert classifier.label("A-1", Decision("energy", "field:009"), before) == Label("energy", "rules", "field:009")


def test_without_a_decision_a_guess_stays_and_an_earlier_rule_goes(classifier):
    guess = Label("food", "keywords", None)
    assert classifier.label("A-1", None, guess) is guess
    assert classifier.label("A-1", None, Label("food", "rules", "stem:sv:mat")) is None
    assert classifier.label("A-1", None, None) is None


def test_an_override_wins_over_hand_and_rule(classifier, tmp_path):
    table = tmp_path / "overrides.csv"
    table.write_text("project_id,domain_id\nA-1,food\n", encoding="utf-8")
    own = Classifier.load(table)
    assert own.label("A-1", Decision("energy", "field:009"), Label("tourism", "hand", None)) == Label(
        "food", "override", "override"
    )
    assert own.label("A-2", Decision("energy", "field:009")) == Label("energy", "rules", "field:009")


@given(st.lists(st.sampled_from(WORDS), max_size=6), st.sampled_from([" ", "  \t", "\n", " - ", ", "]))
def test_case_accents_and_white_space_do_not_matter(words, between):
    expected = CLASSIFIER.classify(title=" ".join(words))
    text = between.join(words)
    for variant in (text, text.upper(), text.lower(), fold(text), unicodedata.normalize("NFD", text), f"\u00a0{text} "):
        assert CLASSIFIER.classify(title=variant) == expected


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_classified_the_same_again(title, summary):
    first = CLASSIFIER.classify(title=title, summary=summary)
    assert CLASSIFIER.classify(title=title, summary=summary) == first


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), st.sampled_from([None, "TO4", "RSO2.4", "TO2"]))
def test_the_rule_says_enough_to_decide_again(words, objective):
    decision = CLASSIFIER.classify(title=" ".join(words), objective=objective)
    if decision is None:
        return
    named = dict(part.split(":", 1) for part in decision.rule.split("+") if part.startswith(("objective:", "stem:")))
    stems = [part.split(":")[-1] for part in decision.rule.split("+") if not part.startswith("objective:")]
    again = CLASSIFIER.classify(title=", ".join(stems), objective=named.get("objective"))
    assert again is not None
    assert again.domain_id == decision.domain_id
