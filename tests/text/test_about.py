"""The two About texts say the same in two languages; the figures in them are those of the dataset."""

from __future__ import annotations

import re
from csv import DictReader
from pathlib import Path

import markdown
import pytest
import yaml

ROOT = Path(__file__).parents[2]
LANGUAGES = ("sv", "en")
both = pytest.mark.parametrize("lang", LANGUAGES)


def article(lang: str) -> str:
    text = (ROOT / "s3dash" / "text" / f"about.{lang}.md").read_text(encoding="utf-8")
    return markdown.markdown(text, extensions=["tables", "attr_list", "toc"], output_format="html")


def headings(lang: str) -> list[tuple[str, str]]:
    """Level (`h2`) and id of each heading."""
    return re.findall(r'<(h\d) id="([^"]+)"', article(lang))


def rows(table: str) -> list[dict[str, str]]:
    with (ROOT / "geodata" / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(DictReader(file))


def test_both_languages_have_the_same_sections_and_sources() -> None:
    assert headings("sv") == headings("en")
    swedish, english = [set(re.findall(r'href="(http[^"]+)"', article(lang))) for lang in LANGUAGES]
    assert swedish == english


@both
def test_sections_that_pages_link_to_exist(lang: str) -> None:
    anchors = {name for _, name in headings(lang)}
    assert anchors >= {
        "method", "method-money", "method-links", "method-priorities", "method-classes", "method-profile",
        "sources", "gaps", "glossary",
    }  # fmt: skip
    assert set(re.findall(r'href="#([^"]+)"', article(lang))) <= anchors


@both
def test_the_lists_of_sources_and_words_have_their_places(lang: str) -> None:
    assert article(lang).count("<p>{{sources}}</p>") == article(lang).count("<p>{{glossary}}</p>") == 1


@both
def test_figures_are_those_of_the_dataset(lang: str) -> None:
    text = re.sub(r"<[^>]+>", "", article(lang))
    of = {"sv": "av", "en": "of"}[lang]
    environments = rows("environments")
    inferred = sum(row["confidence"] == "inferred" for row in environments)
    assert f"{inferred} {of} {len(environments)} " in text
    years = sorted(int(row["year"]) for row in rows("exchange_rates"))
    assert {"sv": f"från {years[0]} till {years[-1]}", "en": f"from {years[0]} to {years[-1]}"}[lang] in text
    assert f"{len(rows('domains'))} " in text
    dataset = yaml.safe_load((ROOT / "geodata" / "dataset.yml").read_text(encoding="utf-8"))
    month = {"sv": "november", "en": "November"}[lang]
    assert f"{dataset['compiled'].day} {month} {dataset['compiled'].year}" in text
