"""The rows of the answers about regions."""

from __future__ import annotations

from s3dash.api.fields import group, groups, number, string, whole, word
from s3dash.api.sources import SOURCE, SOURCES, TABLE_SOURCE, funding_by_period

_NUTS = word("nuts_id", "region", "Code of the region, NUTS 2021.")
_OTHER = word("other", "region", "The region at the other end.")
_NAMES = (string("name_sv"), string("name_en"))
_SHARED = word("shared_domains", "domain", "Domains that both prioritise in the period, the rarest first.", many=True)

REGION = (
    _NUTS,
    word("level", "nuts_level"),
    word("layer", "layer", "The layer of the map that draws it; null for codes that only tables use.", nullable=True),
    *_NAMES,
    string("name_local", "The official NUTS name."),
    word("country", "country"),
    word("parent", "region", "The region one level above.", nullable=True),
    string("county_code", "Swedish county code.", nullable=True),
    number("area_km2", "Drawn land without the large lakes, so that it differs from official areas.", nullable=True),
    whole("population", nullable=True),
    whole("population_year", nullable=True),
    string("population_flag", "Eurostat's flag, or `derived`.", nullable=True),
    TABLE_SOURCE,
)
_STRATEGY = (
    string("responsible_organisation"),
    string("title"),
    whole("year", nullable=True),
    string("url", nullable=True),
    string("status_sv"),
    string("status_en"),
    word("confidence", "confidence"),
    SOURCE,
)
REGION_DETAIL = (
    *REGION,
    word("children", "region", "The regions one level below.", many=True),
    group("strategy", _STRATEGY, "A county's strategy for smart specialisation.", nullable=True),
    funding_by_period(word("period", "period")),
)
PRIORITY = (
    string("priority_id"),
    word("nuts_id", "region", "The region or country that states the priority."),
    word("period", "period"),
    string("name_original"),
    string("name_en", nullable=True),
    word("domains", "domain", "The primary domain first.", many=True),
    word("basis", "basis", "`own`, of a `part` of the region, or `national` where the country's list stands in."),
    word("confidence", "confidence"),
    whole("source_year", nullable=True),
    SOURCE,
)
_PROGRAMME = (word("programme_id", "programme"), word("certainty", "certainty", "How sure the eligibility of both is."))
LINK = (
    _NUTS,
    _OTHER,
    *_NAMES,
    word("country", "country"),
    number("strength", "100 times the mean of the four parts."),
    number("domain_part"),
    number("project_part"),
    number("programme_part"),
    number("partnership_part"),
    _SHARED,
    whole("joint_projects", "At least: lists of foreign partners are incomplete."),
    groups("programmes", _PROGRAMME, "Interreg programmes of 2021-2027 that both are, or may be, eligible for."),
    word("partnerships", "partnership", many=True),
    word("other_basis", "basis", "Whose priorities stand for the other region.", nullable=True),
    SOURCES,
)
_PART = (word("group", "trait_group"), number("share"))
PEER = (
    _NUTS,
    _OTHER,
    *_NAMES,
    word("country", "country"),
    number(
        "similarity",
        "0 to 1. By priorities: weighted Jaccard index of the domains; by structure: 1 minus the distance; "
        "by projects: overlap of the shares by domain.",
    ),
    word(
        "shared_domains",
        "domain",
        "Domains that both prioritise, the rarest first; by projects those in which both have projects, the largest "
        "common share first; empty by structure.",
        many=True,
    ),
    word("basis", "basis", "By priorities: whose priorities stand for the other region.", nullable=True),
    number("coverage", "By structure: the part of the figures that both regions have, 0 to 1.", nullable=True),
    groups("distance_shares", _PART, "By structure: each group's part of the squared distance; else empty."),
    whole("projects", "By projects: the other region's projects that have a domain, at least.", nullable=True),
    SOURCES,
)
INDICATOR = (
    word("nuts_id", "region", "Code of the region asked for, NUTS 2021."),
    word("indicator_id", "indicator"),
    word("group", "indicator_group"),
    *_NAMES,
    string("unit_sv"),
    string("unit_en"),
    number("value", "Value of the latest year that has one.", nullable=True),
    whole("year", nullable=True),
    string("flag", "Eurostat's flag, or `derived`.", nullable=True),
    word("value_of", "region", "Whose value it is: a county without one shows that of its NUTS2 area."),
    number("swedish_mean", "Unweighted mean of the NUTS2 areas in that year.", nullable=True),
    whole("swedish_mean_of", "How many NUTS2 areas have a value in that year."),
    number("low", "Lowest value among the regions compared.", nullable=True),
    number("high", "Highest value among the regions compared.", nullable=True),
    whole("compared", "How many regions of NUTS2 level are compared."),
    groups("series", (whole("year"), number("value")), "Every value, oldest first."),
    SOURCE,
)
