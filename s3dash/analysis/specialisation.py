"""Specialisation: how much larger a domain is in a region's projects than in Sweden's.

The location quotient (Florence 1939, "Report on the location of industry"; Isard 1960, "Methods of regional analysis",
chapter 5) of a domain d in a region r is

    LQ = (x_rd / x_r) / (x_d / x)

where x counts projects that touch the area, or sums the EU contribution known for it: in the region and the domain
(x_rd), in the region (x_r), in the domain in Sweden (x_d) and in Sweden (x). Sweden counts each project once. Projects
without a domain are left out of all four, since nobody knows where they belong. 1 is the country's share, 2 twice that.

A quotient of few projects says little. It is shown only where the region has at least `SMALLEST_BASE` projects with a
domain, and where it would have at least `SMALLEST_EXPECTED` in this one if its share were the country's. For money,
both count the projects with a known amount.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from s3dash.analysis.matrix import Key, known, why_unknown
from s3dash.data.schema import COUNTRY
from s3dash.data.store import Funding

SMALLEST_BASE = 10
SMALLEST_EXPECTED = 1.0

Hidden = Literal["few", "unknown"]


@dataclass(frozen=True)
class Quotient:
    """A location quotient, or why there is none.

    `hidden`: `few` (the base is too small), `unknown` (there are grants in the domain, but no amount is known for the
    region). `projects` are the region's in the domain, `expected` those it would have with the country's share.
    """

    value: float | None
    hidden: Hidden | None
    projects: int
    expected: float


def location_quotient(here: float, region: float, domain: float, everywhere: float) -> float | None:
    """Return (here / region) / (domain / everywhere); None where a share is of nothing.

    Examples
    --------
    >>> location_quotient(6, 20, 30, 200)
    2.0
    """
    if region <= 0 or domain <= 0 or everywhere <= 0:
        return None
    return (here * everywhere) / (region * domain)


def project_quotients(counts: Mapping[Key, int], codes: Iterable[str], domains: tuple[str, ...]) -> dict[Key, Quotient]:
    """Return the location quotients of project counts, as :func:`s3dash.analysis.matrix.project_counts` gives them."""
    amounts = {key: float(n) for key, n in counts.items()}
    return _quotients(amounts, counts, codes, domains)


def money_quotients(
    found: Mapping[Key, Funding], codes: Iterable[str], domains: tuple[str, ...], currency: str
) -> dict[Key, Quotient]:
    """Return the location quotients of known EU contributions, as :func:`s3dash.analysis.matrix.fundings` gives them.

    Where grants of a region in a domain are shared or not published, their amounts are in none of the sums.
    """
    amounts = {key: known(funding, currency) for key, funding in found.items()}
    counts = {key: funding.known_projects for key, funding in found.items()}
    quotients = _quotients(amounts, counts, codes, domains)
    for key, quotient in quotients.items():
        if quotient.value is not None and why_unknown(found[key]):
            quotients[key] = Quotient(None, "unknown", quotient.projects, quotient.expected)
    return quotients


def _quotients(
    amounts: Mapping[Key, float], counts: Mapping[Key, int], codes: Iterable[str], domains: tuple[str, ...]
) -> dict[Key, Quotient]:
    def total(values: Mapping[Key, float], code: str) -> float:
        return sum(values[code, domain] for domain in domains)

    everywhere, every_project = total(amounts, COUNTRY), total(counts, COUNTRY)
    found: dict[Key, Quotient] = {}
    for code in codes:
        region, base = total(amounts, code), total(counts, code)
        for domain in domains:
            expected = base * counts[COUNTRY, domain] / every_project if every_project else 0.0
            value = location_quotient(amounts[code, domain], region, amounts[COUNTRY, domain], everywhere)
            few = base < SMALLEST_BASE or expected < SMALLEST_EXPECTED or value is None
            found[code, domain] = Quotient(
                None if few else value, "few" if few else None, counts[code, domain], expected
            )
    return found
