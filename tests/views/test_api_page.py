"""The page about the API: its examples open, its tables are those of the API, in both languages."""

from __future__ import annotations

import re

import flask
import pytest

from s3dash.api import register_api
from s3dash.api.endpoints import BASE, ENDPOINTS
from s3dash.state import ViewState
from s3dash.views.api_page import api_page
from s3dash.views.context import Context
from tests.views.dom import shown

both = pytest.mark.parametrize("lang", ["sv", "en"])


def page_of(site, lang):
    return shown(api_page(Context(site.dataset, site.store, ViewState(lang=lang))))


@pytest.fixture(scope="module")
def client(site):
    server = flask.Flask("tests")
    register_api(server, lambda: site)
    return server.test_client()


@both
def test_every_link_to_the_api_opens(site, client, lang):
    links = [link["href"] for link in page_of(site, lang).select("a[href]") if link["href"].startswith(BASE)]
    assert len(links) == len(ENDPOINTS) + 4
    for link in links:
        assert client.get(link).status_code == 200, link


@both
def test_the_commands_ask_for_what_the_links_open(site, lang):
    page = page_of(site, lang)
    asked = [address for text in page.texts("pre") for address in re.findall(r'curl "\$S3MAP([^"]+)"', text)]
    links = [link["href"] for link in page.select("a[href]")]
    assert len(asked) == 3
    assert all(address in links for address in asked)


@both
def test_a_row_for_every_address_and_parameter(site, lang):
    page = page_of(site, lang)
    addresses, parameters = page.select("div.table")
    assert addresses.texts("td a") == [BASE + endpoint.path for endpoint in ENDPOINTS]
    names = {parameter.name for endpoint in ENDPOINTS for parameter in endpoint.takes("json")}
    assert {row.select("td")[0].text for row in parameters.select("tbody tr")} == names
    assert all(cell.text for table in (addresses, parameters) for cell in table.select("td"))


@both
def test_allowed_values(site, lang):
    cells = [row.texts("td") for row in page_of(site, lang).select("tbody tr")[len(ENDPOINTS) :]]
    rows = {name: allowed for name, _, allowed in cells}
    assert "2000" in rows["year_from"] and "2050" in rows["year_from"]
    assert "500" in rows["limit"] and "100" in rows["limit"]
    assert rows["partner"] == "LV"
    assert "19" in rows["domain"] and "energy" in rows["domain"]
    assert rows["level"].startswith("lan, nuts2")


@both
def test_links_into_the_page_lead_somewhere(site, lang):
    page = page_of(site, lang)
    ids = {element["id"] for element in page.every() if "id" in element.attributes}
    inside = {link["href"][1:] for link in page.select("a[href]") if link["href"].startswith("#")}
    assert inside and inside <= ids
    assert "{{" not in page.text


def test_both_languages_say_the_same(site):
    swedish, english = (page_of(site, lang) for lang in ("sv", "en"))
    for selector in ("h2", "h3", "li", "pre", "a", "code", "tr"):
        assert len(swedish.select(selector)) == len(english.select(selector)), selector
    assert swedish.texts("pre") == english.texts("pre")


@pytest.mark.parametrize(("lang", "day"), [("sv", "31 augusti 2026"), ("en", "31 August 2026")])
def test_how_to_cite_names_the_date_of_the_data(site, lang, day):
    assert day.replace(" ", "\u00a0") in page_of(site, lang).one("blockquote").text
