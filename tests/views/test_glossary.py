"""Words of the trade are explained where they stand, and all of them on the about page."""

from __future__ import annotations

import re

import pytest

from s3dash.state import ViewState
from s3dash.text import Text
from s3dash.views.about import about_page
from s3dash.views.glossary import explained, explained_words, terms
from s3dash.views.shell import foot
from tests.views.dom import context, shown

_ALPHABET = {letter: place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyzåäö")}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_about_page_has_every_term_in_alphabetical_order(site, lang):
    page = shown(about_page(context(site, lang=lang, page="about")))
    rows = page.select("ul.glossary li")
    assert {row["id"] for row in rows} == {f"word-{term}" for term in terms(lang)}
    names = [row.one("strong").text.casefold() for row in rows]
    assert names == sorted(names, key=lambda name: [_ALPHABET.get(letter, -1) for letter in name])
    assert all(re.search(r"[.!?]$", row.text) for row in rows)


def test_a_question_mark_opens_what_a_word_means(tiny_site):
    here = context(tiny_site, "region=SE224")
    mark = shown(explained(here, "nuts2", "head"))
    button, box = mark.one("button"), mark.one("[popover]")
    assert (button.text, button["aria-label"]) == ("?", "What does NUTS2 area mean?")
    assert button["popovertarget"] == box["id"] == "term-head-nuts2"
    assert box.text.startswith("NUTS2 area") and "Sweden has eight" in box.text
    assert box.one("a")["href"] == "/en/about?region=SE224#glossary"
    word = shown(explained(here, "county", "head", "County")).one("button")
    assert word.text == "County" and "aria-label" not in word.attributes


def test_the_words_of_a_page_stand_in_a_line(tiny_site):
    line = shown(explained_words(context(tiny_site), "domain", "known"))
    assert line.text == "Words on this page: Domain Known EU contribution"


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("", ""),
        ("", "region=SE311"),
        ("", "level=nuts2&region=SE22"),
        ("", "region=SE224&other=PL63"),
        ("compare", "with=SE232,SE224"),
        ("peers", "region=SE232"),
        ("partners", "region=SE232&domain=energy"),
        ("change", "region=SE232"),
        ("domains", "cells=lq_eu"),
        ("domains", "show=overlap"),
        ("domains", "show=alignment"),
        ("domains", "show=candidates"),
        ("projects", ""),
    ],
)
def test_each_button_on_a_page_has_a_box_of_its_own(site, page, query):
    here = context(site, query, "sv", page)
    fragments = "".join(site.view(here.state, []).fragments.values())
    targets = re.findall(r'popovertarget="([^"]+)"', fragments)
    terms_here = [target for target in targets if target.startswith("term-")]
    ids = re.findall(r' id="(term-[^"]+)"', fragments)
    assert terms_here and sorted(terms_here) == sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("page", ["", "about", "accessibility", "present", "projects"])
def test_every_page_leads_to_the_glossary_and_the_statement(site, lang, page):
    here = context(site, lang=lang, page=page)
    links = shown(foot(here)).select("a")
    state = ViewState(lang=lang)
    assert [link["href"] for link in links] == [
        state.but(page="about").url,
        f"{state.but(page='about').url}#glossary",
        f"{state.but(page='about').url}#gaps",
        state.but(page="accessibility").url,
    ]
    assert links[-1].text == Text(lang)("page.accessibility")
