"""The rows of a workbook about some regions, sheet by sheet, and the sources that they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from s3dash.analysis.comparison_numbers import IndicatorValue, compare_indicators
from s3dash.analysis.priorities import with_counties
from s3dash.analysis.profile import flags_of, profile
from s3dash.data.dataset import Indicator
from s3dash.data.store import Funding, Group, ProjectFilter
from s3dash.export.columns import Value
from s3dash.export.tables_pairs import Together, pairs
from s3dash.state import PERIODS
from s3dash.views.context import Context

Row = Sequence[Value]


class Tables:
    """The sheets of some drawn units under a view's filters, each an iterable of rows.

    Amounts are in euro and kronor, an indicator's unit stands beside its value. What is not known is None. As on its
    page, a comparison has no amounts of neighbours, of which there are no complete sums. `sources` comes last: it lists
    what the sheets before it named.
    """

    def __init__(self, context: Context, codes: Sequence[str]) -> None:
        self._context = context
        self._codes = codes
        self._cited: dict[str, None] = {}

    def figures(self) -> Iterator[Row]:
        """The key figures of each region."""
        context = self._context
        for code in self._codes:
            region, funding = context.dataset.region(code), context.store.funding(self._filter(code))
            stated = [p for p in with_counties(context.dataset, code, context.state.period) if p.basis != "national"]
            yield (
                *self._place(code),
                context.text(f"level.{region.layer}"),
                region.population,
                region.population_year,
                len(stated) or None,
                *self._money(code, funding),
                self._remark(code, funding),
            )
            self._cite_projects(code)

    def _money(self, code: str, funding: Funding) -> Row:
        """Projects, then projects and amounts by what is known of their grants."""
        if not self._with_amounts(code):
            return (funding.projects or None, *[None] * 8)
        if self._context.is_neighbour(code) and not funding.projects:
            return (None,) * 9  # none are known, which is not the same as none
        known = (funding.known_eur, funding.known_sek)
        return (
            funding.projects,
            funding.known_projects,
            *((None, None) if funding.is_unknown else known),
            funding.shared_projects,
            funding.shared_eur,
            funding.shared_sek,
            funding.unpublished_projects,
            funding.no_grant_projects,
        )

    def _remark(self, code: str, funding: Funding) -> str | None:
        text = self._context.text
        if not self._context.is_neighbour(code):
            return text("tables.remark.not_known") if funding.is_unknown else None
        if not funding.projects:
            return text("tables.remark.none_known")
        return text("tables.remark.at_least" if self._with_amounts(code) else "tables.remark.not_compared")

    def priorities(self) -> Iterator[Row]:
        """Each priority of both periods, of a NUTS2 area also those of its counties."""
        text, lang, dataset = self._context.text, self._context.state.lang, self._context.dataset
        for code in self._codes:
            for period in PERIODS:
                for one in with_counties(dataset, code, period):
                    primary, *more = (dataset.domain(domain).name(lang) for domain in one.domains)
                    yield (
                        *self._place(code),
                        period,
                        one.name_original,
                        one.name_en,
                        primary,
                        "; ".join(more) or None,
                        text(f"tables.basis.{one.basis}"),
                        text(f"confidence.{one.confidence}"),
                        *self._cite(one.source_id),
                    )

    def domains(self) -> Iterator[Row]:
        """Projects and what is known of their EU contribution, by domain."""
        text, lang, dataset = self._context.text, self._context.state.lang, self._context.dataset
        for code in self._codes:
            for group in self._context.store.by_domain(self._filter(code)):
                name = dataset.domain(group.key).name(lang) if group.key else text("tables.no_domain")
                yield (*self._place(code), name, *self._sums(code, group))

    def years(self) -> Iterator[Row]:
        """Projects and what is known of their EU contribution, by the year in which they start, oldest first."""
        for code in self._codes:
            groups = self._context.store.by_year(self._filter(code))
            for group in sorted(groups, key=lambda group: (group.key is None, group.key)):
                year = None if group.key is None else int(group.key)
                yield (*self._place(code), year, *self._sums(code, group))

    def indicators(self) -> Iterator[Row]:
        """Each indicator: of one region or a pair in its latest year, in a comparison of a year that all have."""
        dataset = self._context.dataset
        if self._context.state.page == "compare":
            for row in compare_indicators(dataset, self._codes):
                around = (row.swedish_mean, row.low, row.high)
                for code, value in zip(self._codes, row.values, strict=True):
                    yield self._indicator(code, dataset.indicator(row.indicator_id), value, around)
            return
        for code in self._codes:
            for one in profile(dataset, code):
                shown = None
                if one.value is not None and one.year is not None:
                    shown = IndicatorValue(one.value, one.year, one.flag, one.nuts_id)
                around = (one.swedish_mean, one.low, one.high)
                yield self._indicator(code, dataset.indicator(one.indicator_id), shown, around)

    def _indicator(
        self, code: str, indicator: Indicator, shown: IndicatorValue | None, around: tuple[Value, ...]
    ) -> Row:
        lang = self._context.state.lang
        value: tuple[Value, ...] = (None, indicator.unit(lang), None, None, None)
        if shown is not None:
            place = self._context.name(shown.nuts_id)
            value = (shown.value, indicator.unit(lang), shown.year, self._flags(shown.flag), place)
        return (*self._place(code), indicator.name(lang), *value, *around, *self._cite(indicator.source_id))

    def _flags(self, flag: str | None) -> str | None:
        """What Eurostat says about a value."""
        return ", ".join(self._context.text(f"flag.{one}") for one in flags_of(flag)) or None

    def environments(self) -> Iterator[Row]:
        """The known research and innovation environments."""
        text, lang, dataset = self._context.text, self._context.state.lang, self._context.dataset
        for code in self._codes:
            for one in dataset.environments_in(code):
                works_in = "; ".join(dataset.domain(domain).name(lang) for domain in one.domains) or None
                kind, sure = text(f"places.one.{one.kind}"), text(f"confidence.{one.confidence}")
                place = (*self._place(code), one.name, kind, one.town, works_in)
                yield (*place, one.url, sure, *self._cite(one.source_id))

    def links(self) -> Iterator[Row]:
        """What joins a region to those across the sea, or each two regions of a pair or a comparison."""
        for pair in pairs(self._context, self._codes):
            self._cited |= dict.fromkeys(pair.sources)
            both = (*self._place(pair.here), *self._place(pair.there))
            yield (*both, pair.strength, pair.joint_projects, *self._named(pair))

    def _named(self, pair: Together) -> Row:
        """Names of what two regions share, each kind in one cell."""
        dataset, lang = self._context.dataset, self._context.state.lang
        names = (
            [dataset.domain(domain).name(lang) for domain in pair.domains],
            [self._context.programme_name(one) for one in pair.programmes],
            [self._context.programme_name(one) for one in pair.perhaps],
            [dataset.partnership(one).name for one in pair.partnerships],
        )
        return tuple("; ".join(group) or None for group in names)

    def sources(self) -> Iterator[Row]:
        """Every source that the other sheets rest on, in the order of the table of sources."""
        for source in self._context.dataset.source_list:
            if source.source_id in self._cited:
                yield (source.title, source.url, source.accessed, source.licence)

    def _filter(self, code: str) -> ProjectFilter:
        """The view's filters for one region; the domain only where the page has that choice."""
        context = self._context
        shared = context.project_filter if context.state.page == "explore" else context.money_filter
        return replace(shared, region=code, other=None)

    def _with_amounts(self, code: str) -> bool:
        return self._context.state.page != "compare" or not self._context.is_neighbour(code)

    def _place(self, code: str) -> tuple[str, str]:
        return code, self._context.name(code)

    def _sums(self, code: str, group: Group) -> Row:
        """Projects, those with a known amount, and the amount in euro and kronor."""
        if not self._with_amounts(code):
            return group.projects, None, None, None
        amounts = (None, None) if group.is_unknown else (group.known_eur, group.known_sek)
        return group.projects, group.known_projects, *amounts

    def _cite(self, source_id: str) -> tuple[str, str | None]:
        self._cited[source_id] = None
        source = self._context.dataset.source(source_id)
        return source.title, source.url

    def _cite_projects(self, code: str) -> None:
        for records in self._context.store.batches(self._filter(code)):
            self._cited |= dict.fromkeys(record.project.source_id for record in records)
