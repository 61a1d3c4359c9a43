"""Pure functions on the dataset: priorities, links, regional profiles, and what the map is coloured by."""

from __future__ import annotations

from s3dash.analysis.links import links_of
from s3dash.analysis.measures import measure
from s3dash.analysis.priorities import CURRENT, EARLIER, domain_counts
from s3dash.analysis.profile import profile, shown_indicators
from s3dash.data.dataset import Dataset
from s3dash.data.store import ProjectStore


def prepare(ds: Dataset, store: ProjectStore) -> None:
    """Work out what all regions share (links, indicators), so that no visitor waits for it.

    Nothing needs this call; it only moves some tenths of a second from the first question to the start.
    """
    region = ds.drawn("lan")[0]
    profile(ds, region)
    for period in (EARLIER, CURRENT):
        links_of(ds, store, region, period)
        links_of(ds, store, ds.drawn("nuts2")[0], period)
        domain_counts(ds, period)
        measure(ds, store, shown_indicators(ds)[0], "lan", period)
