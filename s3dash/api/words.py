"""The words that parameters and answers may hold, each list taken from the schema or the dataset in force."""

from __future__ import annotations

from collections.abc import Mapping

from s3dash.analysis.profile import shown_indicators
from s3dash.analysis.traits import GROUPS
from s3dash.data.dataset import Dataset
from s3dash.data.remembered import remembered
from s3dash.data.rows import rows_of
from s3dash.data.schema import TABLES
from s3dash.data.store_units import units
from s3dash.state import COLOURS, CURRENCIES, EVERY_PERIOD, LEVELS, ORDERS, PERIODS, SHOWS

Words = Mapping[str, tuple[str, ...]]
"""Name of a list (`domain`, `region`, ...) -> its words, in the order in which people should read them."""

LAYERS = ("lan", "nuts2", "neighbours")
_OF_COLUMNS = {
    "fund": ("projects", "fund"),
    "amount_covers": ("projects", "amount_covers"),
    "domain_by": ("projects", "domain_by"),
    "remark": ("projects", "note"),
    "organisation_type": ("participations", "organisation_type"),
    "role": ("participations", "role"),
    "place_basis": ("participations", "place_basis"),
    "source_currency": ("projects", "currency"),
    "confidence": ("priorities", "confidence"),
    "programme_kind": ("programmes", "kind"),
    "indicator_group": ("indicators", "group"),
    "nuts_level": ("regions", "level"),
}
"""Lists that the schema of the dataset names: list -> table and column."""


@remembered
def words_of(dataset: Dataset) -> Words:
    """Return every list of words of a dataset."""
    regions = rows_of(dataset.regions)
    return {
        "period": PERIODS,
        "period_or_all": (*PERIODS, EVERY_PERIOD),
        "switch": ("0", "1"),
        "level": LEVELS,
        "layer": LAYERS,
        "currency": CURRENCIES,
        "order": ORDERS,
        "domain": tuple(dataset.domains["domain_id"]),
        "programme": tuple(programme.programme_id for programme in dataset.programme_list),
        "region": tuple(row["nuts_id"] for row in regions),
        "area": tuple(units(dataset)),
        "country": tuple(sorted({row["country"] for row in regions})),
        "neighbour_country": tuple(sorted({dataset.region(code).country for code in dataset.drawn("neighbours")})),
        "partnership": tuple(dataset.partnerships["partnership_id"]),
        "indicator": shown_indicators(dataset),
        "colour": (*COLOURS, *shown_indicators(dataset)),
        "peers_by": SHOWS["peers"],
        "trait_group": GROUPS,
        "basis": ("own", "part", "national"),
        "certainty": ("stated", "earlier_period", "part_of_country"),
        "amount_status": ("published", "not_published", "not_granted"),
        "share_status": ("published", "not_published", "no_grant"),
        "rate_basis": ("start_year", "last_known", "period_start"),
        "missing": ("not_published", "none", "unknown", "stand_in", "not_applicable"),
        "unit": (
            "count", "eur", "sek", "eur_per_capita", "sek_per_capita", "strength", "yes_no", "indicator",
        ),
    } | {name: _allowed(*place) for name, place in _OF_COLUMNS.items()}  # fmt: skip


def _allowed(table: str, column: str) -> tuple[str, ...]:
    """The words that the dataset's schema allows in a column."""
    return next(found.allowed for found in TABLES[table].columns if found.name == column)
