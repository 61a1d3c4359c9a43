"""The page of stories: each with what it tells, its steps, and for a template the region it is to be about."""

from __future__ import annotations

from s3dash.data.schema import Violation
from s3dash.data.stories import Story
from s3dash.map.geometry import MapGeometry
from s3dash.text import Text
from s3dash.views import html
from s3dash.views.analysis_page import AnalysisPage, page_head
from s3dash.views.context import Context
from s3dash.views.parts import file_address
from s3dash.views.present.keys import key_list
from s3dash.views.present.own import own_story
from s3dash.views.present.steps import Told, stories_of, told
from s3dash.views.present.story import byline

_LAYERS = ("lan", "nuts2", "neighbours")


def present_page(context: Context, geometry: MapGeometry) -> AnalysisPage:
    """The stories that come with the data, and how to show them."""
    text = context.text
    stories = stories_of(context.dataset, context.store)
    cards = [_card(context, story) for story in stories.shown.values()]
    return AnalysisPage(
        [
            page_head(context, text("present.title"), text("present.lead")),
            html.Div(cards, className="stories") if cards else html.P(text("present.none"), className="empty"),
            own_story(context),
            _how_to(text),
            _broken(text, stories.broken),
        ]
    )


def _card(context: Context, story: Story) -> html.Article:
    text, shown = context.text, told(context, story)
    url = _url(context, shown)
    about = f"{text.count('present.steps', len(shown.steps))} \u00b7 {byline(text, shown)}"
    what = [
        html.H2(html.A(shown.heading, href=url), id=f"story-{story.id}"),
        html.P(shown.about, className="about") if shown.about else None,
        html.P(about, className="quiet"),
        _choose_region(context, shown)
        if shown.region
        else html.P([_play(text, shown, url), " ", _slides(context, shown)], className="play"),
    ]
    steps = [html.Li(html.A(step.heading, href=_url(context, shown, n))) for n, step in enumerate(shown.steps, 1)]
    return html.Article(
        [
            html.Div(what),
            html.Ol(steps, className="story-steps", **{"aria-label": text("present.steps_of", title=shown.heading)}),
        ],
        className="story-card",
        **{"aria-labelledby": f"story-{story.id}"},
    )


def _url(context: Context, shown: Told, step: int = 1) -> str:
    """The address of the presenter at a step."""
    return context.state.about("story", shown.id).but(region=shown.region, step=step).url


def _play(text: Text, shown: Told, url: str) -> html.A:
    label = {"aria-label": text("present.play_about", title=shown.heading)}
    return html.A(text("present.play"), href=url, className="button primary", **label)


def _slides(context: Context, shown: Told) -> html.A:
    """The whole story as a PowerPoint file."""
    story, text = context.state.about("story", shown.id), context.text
    label = {"aria-label": text("present.slides_of", title=shown.heading)}
    return html.A(text("export_menu.slides"), href=file_address(story, "slides.pptx"), download=True, **label)


def _choose_region(context: Context, shown: Told) -> html.Form:
    """The region that a template is to be about; a form needs no script."""
    text = context.text
    groups = []
    for layer in _LAYERS:
        names = sorted((context.name(code), code) for code in context.dataset.drawn(layer))
        options = [html.Option(name, value=code, selected=code == shown.region) for name, code in names]
        if options:
            groups.append(html.Optgroup(options, label=text(f"level.{layer}_plural")))
    field = f"region-of-{shown.id}"
    return html.Form(
        [
            html.Label(text("present.region"), **{"for": field}),
            html.Select(groups, id=field, name="region", **{"aria-label": text("present.region_of")}),
            html.Button(
                text("present.play"),
                type="submit",
                className="button primary",
                **{"aria-label": text("present.play_about", title=shown.heading)},
            ),
        ],
        action=context.state.about("story", shown.id).path,
        method="get",
    )


def _how_to(text: Text) -> html.Section:
    heading = html.H2(text("present.how"), id="how-to-present")
    return html.Section(
        [heading, html.P(text("present.how_lead"), className="lead"), key_list(text)],
        className="how-to",
        **{"aria-labelledby": "how-to-present"},
    )


def _broken(text: Text, violations: tuple[Violation, ...]) -> html.Details | None:
    """Which stories are left out and why, for whoever wrote them."""
    if not violations:
        return None
    files = {violation.file for violation in violations}
    rows = [html.Li(str(violation)) for violation in violations]
    return html.Details(
        [html.Summary(text.count("present.broken", len(files))), html.Ul(rows)], className="broken-stories"
    )
