"""The page of one project: what is known of it, in the order of a reader's questions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from s3dash.data.store import ProjectFilter
from s3dash.text import Text
from s3dash.views.items import report_link
from s3dash.views.project_domain import why_domain
from s3dash.views.project_money import amounts, exact
from s3dash.views.project_page import project_page
from s3dash.views.project_partners import organisation_words, partner_amount, partners_table
from tests.views.dom import context, shown


def page_of(site, project_id, lang="en", query=""):
    page = project_page(context(site, query, lang, f"projects/{project_id}"))
    return shown([page.content, page.facts, page.legend])


def facts(page, selector="dl.facts"):
    return {row.one("dt").text: row.one("dd").text for part in page.select(selector) for row in part.select("div")}


def test_everything_about_a_project(tiny_site):
    page = page_of(tiny_site, "P-ALONE")
    assert page.one("h1").text == "Alone"
    assert page.one("p.kicker").text == "ERDF Skåne-Blekinge · 2021–2027"
    assert {row.one("dt").text: row.one("dd").text for row in page.select(".key-figures div")} == {
        "EU contribution": "€1,000",
        "Years": "2022–2024",
        "partner": "1",
    }
    assert page.one("#project-summary p").text == "A project."
    known = facts(page)
    assert known["EU contribution"] == "€1,000"
    assert known["In SEK"] == "SEK\u00a010,630"
    assert known["Total budget"] == "€2,000"
    assert known["What the amount covers"] == "The whole project"
    assert (known["Start"], known["End"]) == ("1\u00a0January\u00a02022", "31\u00a0December\u00a02024")
    assert known["Fund"] == "Regional Development Fund (ERDF)"
    assert known["EU objective"] == "RSO1.1"
    assert known["Id"] == "P-ALONE"
    assert known["Source"].startswith("A first source")
    assert "2022, the year the project starts" in page.one("#project-money p.note").text
    assert page.one("#project-domain a")["href"] == "/en/projects?period=all&domain=energy"
    assert page.one("#project-domain p.note").text == "Chosen by a person when the data was compiled."


def test_similar_projects_are_links(tiny_site):
    links = page_of(tiny_site, "P-ALONE").select("#project-similar a.original")
    assert all(link["href"].startswith("/en/projects/P-") for link in links)


def test_what_is_not_known_is_said(tiny_site):
    page = page_of(tiny_site, "P-UNKNOWN")
    known = facts(page)
    assert known["EU contribution"] == known["Total budget"] == "not published"
    assert known["Start"] == "unknown"
    assert "In SEK" not in known and "What the amount covers" not in known
    back = page_of(tiny_site, "P-BACK")
    assert back.one("#project-domain p.empty").text == "No domain is known."
    assert back.one(".marks").text == "dates reversed in the source"
    assert back.one("#project-partners p.empty").text == "The source names no partners."


@pytest.mark.parametrize(("currency", "amount"), [("EUR", "€200"), ("SEK", "SEK\u00a02,296")])
def test_partners_with_role_place_and_amount(tiny_site, currency, amount):
    page = page_of(tiny_site, "P-PARTNERS", query=f"currency={currency}")
    rows = {row.one("th").text: row.texts("td") for row in page.select("#project-partners tbody tr")}
    assert rows["Region Blekinge"] == ["Partner", "Blekinge, Sweden", amount]
    assert rows["Gdynia City"][:2] == ["Lead partner", "Trójmiejski, Polandby the organisation’s seat"]
    link = page.select("#project-partners tbody th a")[0]
    assert link["href"].startswith("/en/organisations/") and link["href"].endswith(
        "" if currency == "EUR" else "?currency=SEK"
    )


def test_no_grant_zero_and_not_published_are_three_things(tiny_site):
    here = context(tiny_site, page="projects/P-GUEST")
    lead, *_ = here.store.partners("P-GUEST")
    told = {
        name: shown(partner_amount(here, partner)).text
        for name, partner in {
            "known": lead,
            "zero": replace(lead, eu_eur=0.0, eu_sek=0.0, eu_contribution=0.0),
            "unknown": replace(lead, eu_eur=None, eu_sek=None, eu_contribution=None),
            "associated": replace(lead, role="associated"),
        }.items()
    }
    assert told == {"known": "€500", "zero": "€0", "unknown": "not published", "associated": "gets no grant"}


def test_a_private_person_and_a_partner_without_a_name(tiny_site):
    here = context(tiny_site, page="projects/P-GUEST")
    lead, *_ = here.store.partners("P-GUEST")
    person = replace(lead, organisation=None, organisation_id=None, organisation_type="private_person", place="Lund")
    assert organisation_words(here, person) == "private person"
    assert organisation_words(here, replace(person, organisation_type=None)) == "a partner that is not named"
    row = shown(partners_table(here, [person])).one("tbody tr")
    assert row.texts("td")[1] == "Lund, Skåne, Sweden"
    assert not shown(organisation_words(here, replace(lead, organisation_id=None))).select("a")


def test_a_grant_of_zero_is_printed_as_zero(tiny_site):
    here = context(tiny_site, page="projects/P-ALONE")
    project = replace(here.store.project("P-ALONE"), eu_contribution=0.0, eu_eur=0.0, eu_sek=0.0)
    known = facts(shown(amounts(here, project)))
    assert known["EU contribution"] == "€0" and "In SEK" not in known


def test_an_amount_in_another_currency_is_converted_to_both(tiny_site):
    here = context(tiny_site, page="projects/P-ALONE")
    alone = here.store.project("P-ALONE")
    project = replace(alone, eu_contribution=4321.0, currency="PLN", rate_year=2021, rate_basis="last_known")
    page = shown(amounts(here, project))
    assert facts(page)["EU contribution"] == "4,321\u00a0PLN"
    assert {"In EUR", "In SEK"} < set(facts(page))
    assert "2021, the latest known before" in page.one("p.note").text
    assert exact(Text("sv"), 4321, "PLN") == "4\u202f321\u00a0PLN"


@pytest.mark.parametrize(
    ("by", "rule", "words"),
    [
        ("hand", None, "Chosen by a person when the data was compiled."),
        ("keywords", None, "Guessed from words in the title and the summary."),
        ("override", None, "Chosen by whoever runs the map."),
        ("rules", "field:000", "The EU intervention field 000 belongs to this domain."),
        ("rules", "objective:XX1", "The EU objective XX1 points to this domain."),
        ("rules", "fund:jtf", "Just Transition Fund pays for this domain."),
        ("rules", "stem:sv:vätgas+elnät+en:~grid", "Words in its texts point here: vätgas…, elnät… and grid…"),
        (
            "rules",
            "objective:XX1+stem:en:=vr",
            "The EU objective XX1 points to this domain. Words in its texts point here: vr…",
        ),
        ("rules", "odd rule", "Chosen by the rule “odd rule”."),
        ("rules", None, "Chosen by the rules that sort projects."),
        (None, None, "How the domain was chosen is not recorded."),
    ],
)
def test_why_a_project_is_in_its_domain(tiny_site, by, rule, words):
    here = context(tiny_site, page="projects/P-ALONE")
    project = replace(here.store.project("P-ALONE"), domain_by=by, domain_rule=rule)
    assert shown(why_domain(here, project)).text == words


def test_an_official_code_is_explained(tiny_site):
    here = context(tiny_site, lang="sv", page="projects/P-ALONE")
    project = replace(here.store.project("P-ALONE"), period="2014-2020", domain_by="rules", domain_rule="field:009")
    said = shown(why_domain(here, project))
    assert said.text == "EU:s insatsområde 009 hör till det här området. (Renewable energy: wind)"
    assert said.one("span")["lang"] == "en"


def test_summaries_in_both_languages_the_pages_own_first(tiny_site, monkeypatch):
    project = replace(tiny_site.store.project("P-ALONE"), summary="Ett projekt.", title_en="By itself")
    monkeypatch.setattr(tiny_site.store, "project", lambda _id: project)
    english, swedish = (page_of(tiny_site, "P-ALONE", lang) for lang in ("en", "sv"))
    assert english.texts("#project-summary p") == ["A project.", "Ett projekt."]
    assert swedish.texts("#project-summary p") == ["Ett projekt.", "A project."]
    assert english.one(".translated").text == "By itself"


def test_an_english_title_that_is_the_same_is_not_repeated(tiny_site, monkeypatch):
    project = replace(tiny_site.store.project("P-ALONE"), title_en="Alone")
    monkeypatch.setattr(tiny_site.store, "project", lambda _id: project)
    assert not page_of(tiny_site, "P-ALONE").select(".translated")


def test_official_codes_and_unknown_regions_are_put_in_words(tiny_site, monkeypatch):
    project = replace(tiny_site.store.project("P-ALONE"), intervention_field="048", regions=("SE221", "EL301"))
    monkeypatch.setattr(tiny_site.store, "project", lambda _id: project)
    known = facts(page_of(tiny_site, "P-ALONE"))
    assert known["Intervention field"] == "048Renewable energy: solar"
    assert known["Regions"] == "Blekinge, Greece (EL301)"


def test_an_error_is_reported_to_the_operator_alone(tiny_site):
    here = context(tiny_site, page="projects/P-ALONE")
    assert report_link(here) is None
    link = shown(report_link(replace(here, contact="s3@example.org"))).one("a")
    assert link["href"].startswith("mailto:s3@example.org?subject=S3%20Map%3A%20error%20in%20P-ALONE&body=")
    assert "%0A" in link["href"] and " " not in link["href"]


def test_every_bundled_project_has_a_page_in_both_languages(site):
    for number, project in enumerate(site.store.page(ProjectFilter(), limit=5000)):
        if number % 40 == 0:
            for lang in ("sv", "en"):
                assert page_of(site, project.project_id, lang).one("h1").text == " ".join(project.title.split())
