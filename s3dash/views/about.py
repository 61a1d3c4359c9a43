"""The about page: Markdown of each language, with the sources from the data and the glossary from the catalogue."""

from __future__ import annotations

from s3dash.views import html
from s3dash.views.article import article
from s3dash.views.context import Context
from s3dash.views.glossary import glossary_list
from s3dash.views.original import language_from
from s3dash.views.parts import linked

_SOURCES = "<p>{{sources}}</p>"
_GLOSSARY = "<p>{{glossary}}</p>"


def about_page(context: Context) -> list[html.Node]:
    """The article, with the sources of the dataset and the glossary where the text asks for them."""
    before, _, rest = article("about", context.state.lang).partition(_SOURCES)
    between, _, after = rest.partition(_GLOSSARY)
    return [html.Raw(before), _sources(context), html.Raw(between), glossary_list(context.state.lang), html.Raw(after)]


def _sources(context: Context) -> html.Details:
    text, dataset = context.text, context.dataset
    rows = []
    for source in dataset.source_list:
        title = html.Span(source.title, lang=language_from(source.title))
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
