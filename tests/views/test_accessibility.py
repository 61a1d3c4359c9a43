"""The accessibility statement has what the law asks for, and the same in both languages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from s3dash.views.accessibility import accessibility_page
from s3dash.views.article import article
from tests.views.dom import context, shown

both = pytest.mark.parametrize("lang", ["sv", "en"])


@both
def test_what_the_law_asks_for(tiny_site, lang):
    page = shown(accessibility_page(context(tiny_site, lang=lang, page="accessibility")))
    sections = [heading["id"] for heading in page.select("h2")]
    assert sections == ["how", "contact", "complain", "done", "keyboard", "lacks", "outside", "tested"]
    links = [link["href"] for link in page.select("a")]
    assert "https://www.digg.se/tdosanmalan" in links
    assert any("2018" in link and "riksdagen.se" in link for link in links)
    assert re.search(r"delvis förenlig|partially compliant", page.text)
    assert len(re.findall(r"\b24 november 2026\b", page.text, re.IGNORECASE)) == 2
    assert "{{" not in page.text
    inside = {link[1:] for link in links if link.startswith("#")}
    assert inside <= {*sections, "accessibility"}


def test_both_languages_count_up_as_much():
    swedish, english = article("accessibility", "sv"), article("accessibility", "en")
    assert re.findall(r"<(h\d|li|p)\b", swedish) == re.findall(r"<(h\d|li|p)\b", english)
    assert re.findall(r"WCAG [\d., ]+", swedish) == re.findall(r"WCAG [\d., ]+", english)


@both
def test_whom_to_write_to(tiny_site, lang):
    here = context(tiny_site, lang=lang, page="accessibility")
    told = shown(accessibility_page(replace(here, contact="s3@example.org")))
    (address,) = [link for link in told.select("a") if link["href"].startswith("mailto:")]
    assert address.text == "s3@example.org" and "subject=" in address["href"]
    assert not told.select(".notice")


@both
def test_without_an_address_the_page_says_who_fills_it_in(tiny_site, lang):
    page = shown(accessibility_page(replace(context(tiny_site, lang=lang, page="accessibility"), contact=None)))
    assert "S3DASH_CONTACT" in page.one(".notice").text
    assert not any(link["href"].startswith("mailto:") for link in page.select("a"))
