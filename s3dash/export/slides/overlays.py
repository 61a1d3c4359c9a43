"""What stands over a native chart because no native label can say it: words in place of bars, strokes across them."""

from __future__ import annotations

from s3dash.export.slides import shapes
from s3dash.export.slides.deck import Page
from s3dash.export.slides.measure import width
from s3dash.export.slides.panels import Panel
from s3dash.export.slides.shapes import Box
from s3dash.export.slides.words import Paragraph, Run


def put_unknown(page: Page, panel: Panel, plot: Box, size: float) -> None:
    """Say where a bar would be that its value is not known: over the chart, since a label needs a value."""
    for n, name in enumerate(panel.categories):
        if name in panel.unknown:
            said = [Run(panel.unknown[name], italic=True)]
            if panel.kind == "bars":
                step = plot.h / len(panel.categories)
                place = Box(plot.x + 0.05, plot.y + n * step, plot.w - 0.05, step)
                page.say("not known", place, said, size=size, colour="quiet", anchor="ctr")
            else:
                step = plot.w / len(panel.categories)
                place = Box(plot.x + n * step, plot.bottom - 0.25, step, 0.22)
                page.say("not known", place, [Paragraph(tuple(said), "ctr")], size=size, colour="quiet", anchor="b")


def put_marks(page: Page, panel: Panel, plot: Box) -> None:
    """Draw strokes across lying bars, over the chart, and say above it what they are."""
    if not panel.most:
        return
    step = plot.h / max(1, len(panel.categories))
    for marks in panel.marks:
        drawn = []
        for n, name in enumerate(panel.categories):
            if name in marks.values:
                x = plot.x + plot.w * marks.values[name] / panel.most
                stroke = Box(x - 0.015, plot.y + (n + 0.08) * step, 0.03, 0.84 * step)
                drawn.append(shapes.drawn(page.next_id(), marks.name, stroke, fill=marks.colour))
        if drawn:
            page.put(shapes.group(page.next_id(), marks.name, plot, drawn))
            page.put(
                shapes.drawn(page.next_id(), marks.name, Box(plot.x, plot.y - 0.24, 0.03, 0.17), fill=marks.colour)
            )
            page.say(
                "legend", Box(plot.x + 0.1, plot.y - 0.26, plot.w - 0.1, 0.2), [marks.name], size=10.5, colour="ink"
            )


def put_ends(page: Page, panel: Panel, plot: Box, size: float) -> None:
    """Write words beside the ends of lying bars, over the chart."""
    if not panel.most:
        return
    step = plot.h / max(1, len(panel.categories))
    for n, name in enumerate(panel.categories):
        if panel.ends.get(name):
            value = sum(one.values[n] or 0 for one in panel.series)
            reach = value + panel.most * (width(panel.ends[name], size) + 0.1) / plot.w
            over = [marks.values[name] for marks in panel.marks if value <= marks.values.get(name, -1) <= reach]
            x = plot.x + plot.w * max([value, *over]) / panel.most + 0.06
            page.say(
                "value",
                Box(x, plot.y + n * step, plot.right - x + 0.4, step),
                [panel.ends[name]],
                size=size,
                anchor="ctr",
            )
