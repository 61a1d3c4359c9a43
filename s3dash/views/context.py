"""What every view needs: the data, the questions about projects, the state and the words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from s3dash.analysis.links import Link, links_of
from s3dash.analysis.measures import Measure, measure
from s3dash.data.dataset import Dataset, Region
from s3dash.data.store import ProjectFilter, ProjectStore
from s3dash.state import EVERY_PERIOD, LEVELS, ViewState
from s3dash.text import Text

_NUTS_COUNTRIES = {"EL": "GR", "UK": "GB"}
"""Countries that NUTS codes call otherwise than the rest of the world does."""


@dataclass(frozen=True)
class Context:
    """One request's view of the data. Views take it and return components."""

    dataset: Dataset
    store: ProjectStore
    state: ViewState
    contact: str | None = None
    """Where errors in the data are reported: an e-mail address of whoever runs the dashboard."""

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
        """What the map is coloured by; beside a list of projects, by how many of them each unit has."""
        state = self.state
        if state.page != "explore":
            counts = self.store.projects_by_unit(self.project_filter)
            layers = (state.level, "neighbours")
            units = [code for layer in layers for code in self.dataset.drawn(layer)]
            return Measure("projects", {code: counts.get(code, 0) for code in units}, "count")
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
        """The filters that the map and the panel share, and on the page of projects those of its own."""
        state = self.state
        if state.page == "organisation":
            return ProjectFilter(organisation=state.item)
        shared = ProjectFilter(
            region=state.region,
            other=state.other,
            period=None if state.period == EVERY_PERIOD else state.period,
            domain=state.domain,
            fund=state.fund,
            programme=state.programme,
        )
        if state.page != "projects":
            return shared
        return replace(
            shared,
            year_from=state.year_from,
            year_to=state.year_to,
            amount_min=state.amount_min,
            amount_max=state.amount_max,
            organisation=state.organisation,
            partner=state.partner,
            baltic=state.baltic,
            text=state.q,
        )

    @cached_property
    def project_count(self) -> int:
        """How many projects pass the page's filters."""
        return self.store.count(self.project_filter)

    @cached_property
    def money_filter(self) -> ProjectFilter:
        """The period, fund and programme of the view, for every region and domain."""
        state = self.state
        period = None if state.period == EVERY_PERIOD else state.period
        return ProjectFilter(period=period, fund=state.fund, programme=state.programme)

    @cached_property
    def project_filter_of_period(self) -> ProjectFilter:
        """The chosen period's projects, whatever else is filtered."""
        return ProjectFilter(period=self.project_filter.period)

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The folded words that are looked for, to be marked where they are found."""
        return self.store.terms(self.state.q) if self.state.q and self.state.page == "projects" else ()

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

    def names(self, nuts_ids: Iterable[str]) -> str:
        """Regions' names as they stand in a sentence, all of them."""
        return self.text.names([self.name(nuts_id) for nuts_id in nuts_ids])

    def domain_name(self, domain_id: str) -> str:
        """A domain's name in the view's language."""
        return self.dataset.domain(domain_id).name(self.state.lang)

    def domain_short(self, domain_id: str) -> str:
        """A domain in a word or two, as it stands in a sentence or a narrow column."""
        return self.dataset.domain(domain_id).short(self.state.lang)

    def domain_names(self, domain_ids: Iterable[str]) -> str:
        """Domains' short names as they stand in a sentence, all of them."""
        return self.text.names([self.domain_short(domain_id) for domain_id in domain_ids])

    def about(self, nuts_id: str, **changes: object) -> ViewState:
        """The view with a drawn unit selected, and with it the level that it is drawn at."""
        layer = self.dataset.region(nuts_id).layer
        level = {"level": layer} if layer in LEVELS else {}
        return self.state.but(region=nuts_id, **level, **changes)

    def place(self, code: str) -> str:
        """A region's name; its country where the table has no such region."""
        if self.dataset.has_region(code):
            return self.name(code)
        return self.country(_NUTS_COUNTRIES.get(code[:2], code[:2]))

    def programme_name(self, programme_id: str) -> str:
        """A programme's name without its period, which the page says once for all of them."""
        programme = self.dataset.programme(programme_id)
        return programme.name(self.state.lang).replace(f" {programme.period}", "")

    def country(self, code: str) -> str:
        """A country's name in the view's language; its code where the catalogue has none."""
        return self.text(f"country.{code}") if self.text.has(f"country.{code}") else code

    def period_name(self) -> str:
        """The period in words, or that it is every one."""
        return self.text("all_periods") if self.state.period == EVERY_PERIOD else self.text.period(self.state.period)

    def is_neighbour(self, nuts_id: str) -> bool:
        """Whether a drawn unit lies outside Sweden."""
        return self.dataset.region(nuts_id).country != "SE"
