"""What a downloaded file says of itself: what was filtered, when, how money is counted, and where it comes from."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from s3dash.data.words import fold
from s3dash.export.columns import Value
from s3dash.views.context import Context
from s3dash.views.filters import filters

_LONGEST_NAME = 100


def about_rows(
    context: Context, address: str, today: date, projects: int, sources: Collection[str]
) -> list[tuple[str, Value]]:
    """Names and values, in the order in which they are read.

    Parameters
    ----------
    address
        The list's own address on the web.
    today
        The day on which the file is made.
    projects
        How many projects the file holds.
    sources
        The ids of the sources that its rows name.
    """
    text, dataset = context.text, context.dataset
    rows: list[tuple[str, Value]] = [
        (text("export.about.title"), None),
        (text("export.about.made"), today),
        (text("export.about.data"), dataset.data_date),
        (text("export.about.address"), address),
        (text("export.about.rows"), projects),
        (text("export.about.filters"), None if filters(context) else text("export.about.none")),
        (text("filter.label.period"), context.period_name()),
        *((row.label, row.value) for row in filters(context)),
        (text("export.about.counting"), text("export.about.never_split")),
        *(("", text(f"export.about.{key}")) for key in ("not_published", "rates", "at_least")),
        (text("export.about.sources"), None),
    ]
    for source in (source for source in dataset.source_list if source.source_id in sources):
        read = text("source.accessed", date=text.day(source.accessed))
        rows.append((source.title, ", ".join(part for part in (source.url, read, source.licence) if part)))
    return rows


def file_name(context: Context, today: date, ending: str) -> str:
    """A file's name: what it is, its filters and the day, in plain letters.

    Examples
    --------
    `s3-map-projects_2021-2027_skane_energy_2026-11-24.csv`
    """
    words = [context.state.period, *(fold(row.value).replace(" ", "-") for row in filters(context))]
    middle = "_".join(word for word in words if word.isascii())[:_LONGEST_NAME].rstrip("_-")
    return f"{context.text('export.file')}_{middle}_{today.isoformat()}.{ending}"
