"""One story: what the presenter's script shows step by step, and the same as a list to read or print without it."""

from __future__ import annotations

from s3dash.text import Text
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.present.keys import key_list
from s3dash.views.present.steps import Told, ToldStep, story_of, told

PARAGRAPHS = "\n\n"


def story_page(context: Context) -> html.Node:
    """The story's steps, for the script and for readers; of one's own story only the script knows them."""
    story = story_of(context)
    if story is None:
        return [_nothing(context), keys_dialog(context.text)]
    shown = told(context, story)
    data = html.Raw(f'<script type="application/json" id="story">{shown.script}</script>')
    return [data, handout(context, shown), keys_dialog(context.text)]


def handout(context: Context, shown: Told) -> html.Article:
    """The story as a page to read: every step with its words and the way to its view."""
    return html.Article(
        [
            html.Header(
                [
                    html.H1(shown.heading),
                    html.P(shown.about, className="lead") if shown.about else None,
                    html.P(byline(context.text, shown), className="quiet"),
                ]
            ),
            html.Ol([_step(step) for step in shown.steps]),
        ],
        id="handout",
    )


def byline(text: Text, shown: Told) -> str:
    """Who tells the story, and since when."""
    if shown.date is None:
        return shown.author
    return text("present.by", author=shown.author, date=text.day(shown.date.isoformat()))


def _step(step: ToldStep) -> html.Li:
    paragraphs = [html.P(paragraph) for paragraph in step.text.split(PARAGRAPHS) if paragraph]
    return html.Li([html.H2(html.A(step.heading, href=step.url)), *paragraphs])


def _nothing(context: Context) -> html.Article:
    text = context.text
    link = html.A(text("present.to_list"), href=context.state.but(page="present").url, className="button")
    return html.Article(
        [html.H1(text("present.empty_title")), html.P(text("present.empty"), className="lead"), html.P(link)],
        id="handout",
    )


def keys_dialog(text: Text) -> html.Dialog:
    """The list of keys, over the picture."""
    heading = html.H2(text("present.keys.title"), id="keys-title")
    return html.Dialog([heading, key_list(text)], id="keys", **{"aria-labelledby": "keys-title"})
