"""The place where a visitor makes a story; the story itself is in the browser, and a script fills it in here."""

from __future__ import annotations

from s3dash.data.stories import LONGEST, OWN
from s3dash.text import Text
from s3dash.views import html
from s3dash.views.context import Context

_SAID = (
    "unnamed", "view", "up", "down", "remove", "moved", "removed", "emptied", "opened", "taken", "linked", "link_ready",
    "too_long", "no_link", "wrong", "not_written", "line", "shared",
)  # fmt: skip
"""What the script says."""
_MOVES = (("up", "↑"), ("down", "↓"), ("remove", "×"))


def own_story(context: Context) -> html.Section:
    """The editor of one's own story, empty; without scripts it says why it stays so."""
    text = context.text
    words = {f"data-{name.replace('_', '-')}": text(f"own_story.{name}") for name in _SAID}
    return html.Section(
        [
            html.H2(text("own_story.title"), id="own-title"),
            html.P(text("own_story.lead"), className="lead"),
            html.Raw(f"<noscript><p>{text('own_story.no_script')}</p></noscript>"),
            _offered(text),
            _beginning(context),
            html.Div(
                [
                    html.Div(
                        [
                            _field(text, "name", _line("title", text("own_story.unnamed"))),
                            _field(text, "author", _line("author", text("own_story.author_hint"))),
                        ],
                        className="own-head",
                    ),
                    html.Ol(id="own-steps", **{"aria-label": text("own_story.steps")}),
                ],
                id="own-editor",
                hidden=True,
            ),
            _tools(context),
            _link(text),
            html.Div(
                [html.P(id="own-said", role="status"), html.Ul(id="own-problems"), _undo(text)],
                className="own-told",
            ),
            html.Template(_step(text), id="own-step"),
        ],
        id="own-story",
        className="own-story",
        **{"aria-labelledby": "own-title", "data-lang": text.lang},
        **words,
    )


def _data(field: str) -> dict[str, str]:
    return {"data-field": field}


def _line(field: str, example: str | None = None) -> html.Input:
    """A text of one line."""
    return html.Input(type="text", maxlength=LONGEST[field], placeholder=example, **_data(field))


def _field(text: Text, name: str, control: html.Node) -> html.Label:
    return html.Label([html.Span(text(f"own_story.{name}")), control])


def _button(text: Text, name: str, kind: str = "button") -> html.Button:
    return html.Button(text(f"own_story.{name}"), type="button", className=kind, **{"data-own": name})


def _offered(text: Text) -> html.Div:
    """A story that came with a link, to take over or to leave."""
    return html.Div(
        [html.P(id="own-shared-title"), _button(text, "keep"), _button(text, "decline", "own-quiet")],
        id="own-shared",
        hidden=True,
    )


def _beginning(context: Context) -> html.P:
    """How one begins, for a story that is empty."""
    text = context.text
    how = text("own_story.how", add=text("export_menu.story"), menu=text("export_menu.label"))
    return html.P(how, id="own-beginning", hidden=True)


def _tools(context: Context) -> html.Div:
    """Show it, take it along, bring another; most of them only where there is a story."""
    text, state = context.text, context.state
    play, begin = state.about("story", OWN).url, state.but(page="explore").url
    return html.Div(
        [
            html.A(text("own_story.begin"), href=begin, className="button", **{"data-empty": "1"}),
            html.A(text("own_story.play"), href=play, className="button primary", **{"data-filled": "1"}),
            *(html.Span(_button(text, name), **{"data-filled": "1"}) for name in ("share", "slides", "download")),
            html.Label(
                [
                    text("own_story.open"),
                    html.Input(type="file", id="own-file", accept=".yml,.yaml,text/yaml,application/yaml"),
                ],
                className="button",
            ),
            html.Span(_button(text, "empty", "own-quiet"), **{"data-filled": "1"}),
        ],
        id="own-tools",
        hidden=True,
    )


def _link(text: Text) -> html.P:
    """The link that holds the story, to copy by hand where the browser does not do it."""
    return html.P(
        _field(text, "link", html.Input(type="text", id="own-link", readonly=True)), id="own-link-row", hidden=True
    )


def _undo(text: Text) -> html.Button:
    button = _button(text, "undo")
    button.attributes |= {"id": "own-undo", "hidden": True}
    return button


def _step(text: Text) -> html.Li:
    """One step, as the script copies it."""
    attributes = _data("notes") | {"aria-label": text("own_story.notes")}
    notes = html.Textarea(rows=3, maxlength=LONGEST["notes"], **attributes)
    return html.Li(
        [
            html.Div(
                [
                    html.Span("⠿", className="own-grip", title=text("own_story.grip"), **{"aria-hidden": "true"}),
                    html.Span(className="own-number"),
                ],
                className="own-order",
            ),
            html.Div(
                [
                    _field(text, "heading", _line("heading")),
                    _field(text, "text", html.Textarea(rows=2, maxlength=LONGEST["text"], **_data("text"))),
                    html.Details([html.Summary(text("own_story.notes")), notes]),
                    html.P(html.A(text("own_story.view", view="…")), className="own-view"),
                ],
                className="own-words",
            ),
            html.Div(
                [html.Button(sign, type="button", **{"data-move": name}) for name, sign in _MOVES],
                className="own-moves",
            ),
        ],
        className="own-step",
    )
