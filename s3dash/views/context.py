"""What every view needs: the data, the questions about projects, the state and the words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from s3dash.analysis.links import Link, links_of
from s3dash.analysis.measures import Measure, measure
from s3dash.data.dataset import Dataset, Region
from s3dash.data.store import ProjectFilter, ProjectStore
from s3dash.state import ViewState
from s3dash.text import Text


@dataclass(frozen=True)
class Context:
    """One request's view of the data. Views take it and return components."""

    dataset: Dataset
    store: ProjectStore
    state: ViewState

    @cached_property
    def text(self) -> Text:
        """The words of the view's language."""
        return Text(self.state.lang)

    @cached_property
    def region(self) -> Region:
        """The selected region; KeyError where none is selected."""
        return self.dataset.region(self.state.region or "")

    @cached_property
    def measure(self) -> Measure:
        """What the map is coloured by."""
        state = self.state
        return measure(
            self.dataset,
            self.store,
            state.colour,
            state.level,
            state.period,
            domain=state.domain,
            fund=state.fund,
            programme=state.programme,
            region=state.region,
            currency=state.currency,
        )

    @cached_property
    def project_filter(self) -> ProjectFilter:
        """The filters that the map and the panel share, for the selected region."""
        state = self.state
        return ProjectFilter(
            region=state.region,
            other=state.other,
            period=state.period,
            domain=state.domain,
            fund=state.fund,
            programme=state.programme,
        )

    @cached_property
    def project_filter_of_period(self) -> ProjectFilter:
        """The chosen period's projects, whatever else is filtered."""
        return ProjectFilter(period=self.state.period)

    @cached_property
    def links(self) -> list[Link]:
        """The selected region's links under the country and domain filters, strongest first."""
        state = self.state
        if state.region is None:
            return []
        every = links_of(self.dataset, self.store, state.region, state.period, level=state.level)
        return [
            link
            for link in every
            if link.strength > 0
            and state.country in (None, self.dataset.region(link.other).country)
            and state.domain in (None, *link.shared_domains)
        ]

    def name(self, nuts_id: str) -> str:
        """A region's name in the view's language; the code itself where the table has no such region."""
        if not self.dataset.has_region(nuts_id):
            return nuts_id
        return self.dataset.region(nuts_id).name(self.state.lang)

    def programme_name(self, programme_id: str) -> str:
        """A programme's name without its period, which the page says once for all of them."""
        programme = self.dataset.programme(programme_id)
        return programme.name(self.state.lang).replace(f" {programme.period}", "")

    def is_neighbour(self, nuts_id: str) -> bool:
        """Whether a drawn unit lies outside Sweden."""
        return self.dataset.region(nuts_id).country != "SE"
