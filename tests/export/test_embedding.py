"""The dialog's address: what it offers for a page, with addresses that others can reach."""

from __future__ import annotations

import pytest

from s3dash.application import S3Map
from s3dash.export.address import CONFIG
from s3dash.export.embedding import FRAMED_BY
from s3dash.text import Text
from tests.views.dom import read


@pytest.fixture(scope="module")
def published(tiny_site):
    """Asks an application that is reached under a name of its own."""
    server = S3Map(lambda: tiny_site).server
    server.config.update({CONFIG: "https://s3.example.org", FRAMED_BY: ("https://region.example.org",)})
    return server.test_client()


def dialog(client, path):
    answer = client.get(f"/embed{path}")
    assert answer.status_code == 200 and answer.mimetype == "text/html"
    assert answer.headers["Cache-Control"].startswith("public, max-age=60")
    return read(answer.get_data(as_text=True))


def test_the_code_gets_the_address_that_others_reach_and_the_preview_the_one_here(published):
    option = dialog(published, "/sv/?region=SE221").one("option")
    assert option["value"] == "/sv/?region=SE221&embed=1"
    assert option["data-address"] == "https://s3.example.org/sv/?region=SE221&embed=1"


def test_without_an_address_of_its_own_it_is_the_one_that_was_asked(client):
    assert dialog(client, "/sv/").one("option")["data-address"] == "http://localhost/sv/?embed=1"


def test_it_says_who_may_show_the_view(published, client):
    assert dialog(published, "/en/").one("p.note").text == "Can be shown on https://region.example.org."
    assert dialog(client, "/en/").one("p.note").text == Text("en")("embed.no_hosts")


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize(
    "page", ["", "compare?with=SE311,SE232", "peers?region=SE311", "change", "domains", "projects"]
)
def test_everything_that_is_offered_is_there(client, lang, page):
    for option in dialog(client, f"/{lang}/{page}").select("option"):
        whole = read(client.get(option["value"]).get_data(as_text=True))
        assert whole.one("#embed-foot a")["target"] == "_blank"
        if "chart=" in option["value"]:
            assert whole.one("figure.chart figcaption").text == option.text == option["data-title"]


@pytest.mark.parametrize("path", ["/sv/nothing", "/de/", "/sv/projects/nothing", "/"])
def test_there_is_no_dialog_for_what_is_no_page(client, path):
    assert client.get(f"/embed{path}").status_code in (404, 405)
