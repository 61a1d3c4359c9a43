"""The pages as they are read out: one heading of the first rank, none skipped, named landmarks, tables and charts."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from flask.testing import FlaskClient

from tests.views.dom import Element, read

PAGES = [
    "", "?region=SE311", "?region=SE33&level=nuts2", "?region=PL63", "?region=SE224&other=PL63", "?show=list",
    "compare", "compare?with=SE232", "compare?with=SE232,SE224", "peers", "peers?region=SE232",
    "peers?region=SE232&show=priorities", "peers?region=SE232&show=projects",
    "partners", "partners?region=SE232", "partners?region=SE232&domain=energy",
    "change", "change?region=SE232", "domains", "domains?show=alignment", "domains?show=alignment&region=SE232",
    "domains?show=overlap", "domains?show=candidates", "domains/energy", "projects", "projects?region=SE224&q=energi",
    "projects/IR-AUR-001", "organisations/se-lunds-universitet", "profile", "profile?region=SE232", "present",
    "about", "api", "accessibility", "?embed=1&region=SE311", "domains?embed=1&chart=matrix",
]  # fmt: skip


@pytest.fixture(scope="module", params=["sv", "en"])
def pages(request: pytest.FixtureRequest, client: FlaskClient) -> dict[str, Element]:
    """Every kind of page in a language, by its address."""
    answers = {path: client.get(f"/{request.param}/{path}") for path in PAGES}
    assert {path for path, answer in answers.items() if answer.status_code != 200} == set()
    return {path: read(answer.text) for path, answer in answers.items()}


def named(element: Element, page: Element) -> bool:
    """Whether an element has a name: its own, or that of an element it points to."""
    pointed = element.attributes.get("aria-labelledby", "").split()
    return bool(element.attributes.get("aria-label")) or any(page.select(f"#{name}") for name in pointed)


def test_headings_have_an_order(pages: dict[str, Element]) -> None:
    for path, page in pages.items():
        ranks = [int(element.tag[1]) for element in page.every() if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
        assert ranks.count(1) == 1, path
        assert all(later <= rank + 1 for rank, later in itertools.pairwise(ranks)), (path, ranks)


def test_landmarks_are_there_and_told_apart(pages: dict[str, Element]) -> None:
    for path, page in pages.items():
        assert len(page.select("main")) == 1, path
        assert all(named(landmark, page) for landmark in page.select("nav")), path
        labels = Counter(landmark.attributes.get("aria-label") for landmark in page.select("nav"))
        assert all(number == 1 for number in labels.values()), (path, labels)


def test_tables_have_a_name_and_heads(pages: dict[str, Element]) -> None:
    for path, page in pages.items():
        for table in page.select("table"):
            around = table.parent
            assert table.select("caption") or named(table, page) or (around and named(around, page)), path
            scopes = {head.attributes.get("scope") for head in table.select("th")}
            assert scopes and scopes <= {"col", "row", "colgroup", "rowgroup"}, path


def test_charts_are_told_in_words(pages: dict[str, Element]) -> None:
    for path, page in pages.items():
        for plot in page.select(".plot"):
            assert plot["role"] == "img" and len(plot["aria-label"]) > 40, path
        for image in page.select("img"):
            assert image.attributes.get("alt"), path


def test_what_is_told_of_a_change_is_a_sentence(pages: dict[str, Element]) -> None:
    for path in ("", "?region=SE311", "?region=PL63", "?region=SE224&other=PL63"):
        page = pages[path]
        (finding,) = [element["data-said"] for element in page.select("header[data-said]")]
        assert page.one("#region-panel h1").text.split(" – ")[0] in finding and finding.count(": ") >= 2
        assert page.one("#legend-title")["data-said"].endswith("."), path
    assert pages["projects"].one("#projects-sums .count").attributes["data-said"] == ""
