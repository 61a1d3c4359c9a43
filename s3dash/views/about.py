"""The about page: written in Markdown for each language, with the list of sources filled in from the data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import markdown

from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.parts import linked

_FOLDER = Path(__file__).parents[1] / "text"
_SOURCES = "{{sources}}"


def about_page(context: Context) -> list[html.Element | html.Raw]:
    """The article, with every source of the dataset, its date and licence, where the text asks for them."""
    before, _, after = _article(context.state.lang).partition(f"<p>{_SOURCES}</p>")
    return [html.Raw(before), _sources(context), html.Raw(after)]


@cache
def _article(lang: str) -> str:
    text = (_FOLDER / f"about.{lang}.md").read_text(encoding="utf-8")
    return markdown.markdown(text, extensions=["tables", "attr_list", "toc"], output_format="html")


def _sources(context: Context) -> html.Details:
    text, dataset = context.text, context.dataset
    rows = []
    for source in dataset.source_list:
        title = html.Span(source.title, lang="mul")
        details = [text("source.accessed", date=text.day(source.accessed))]
        details.append(source.licence or text("source.licence_unknown"))
        rows.append(
            html.Li(
                [
                    linked(title, source.url),
                    html.Span(details, className="details"),
                ]
            )
        )
    return html.Details([html.Summary(text.count("source.all", len(rows))), html.Ul(rows, className="sources")])
