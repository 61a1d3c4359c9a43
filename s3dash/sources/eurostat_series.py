"""Which series of Eurostat's datasets are the indicators of the dataset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

VIEW = "https://ec.europa.eu/eurostat/databrowser/product/view/{}"
DOWNLOAD = "https://ec.europa.eu/eurostat/api/dissemination/sdmx/2.1/data/{}?format=TSV&compressed=true"


@dataclass(frozen=True)
class Series:
    """One series of a Eurostat dataset: the indicator that it is, and by which codes it is found.

    `levels` are the lengths of the NUTS codes that are taken (2 countries ... 5 NUTS3): nama_10r_3gdp holds the higher
    levels too, but nama_10r_2gdp has a year more of them. `may_lack` names dimensions that older files do not have.
    """

    indicator_id: str
    dataset: str
    where: Mapping[str, str]
    levels: tuple[int, ...] = (2, 3, 4)
    share: bool = False
    may_lack: tuple[str, ...] = ()


PER_HEAD = "eur_per_head"
"""No indicator: GDP per inhabitant in euro, by which GDP is divided to know how many inhabitants NUTS3 areas have."""

SERIES = (
    Series("gdp_pps", "nama_10r_2gdp", {"unit": "PPS_EU27_2020_HAB"}),
    Series("gdp_pps", "nama_10r_3gdp", {"unit": "PPS_EU27_2020_HAB"}, (5,)),
    Series("gdp_eu27", "nama_10r_2gdp", {"unit": "PPS_HAB_EU27_2020"}),
    Series("gdp_eu27", "nama_10r_3gdp", {"unit": "PPS_HAB_EU27_2020"}, (5,)),
    Series("gdp_mio_eur", "nama_10r_3gdp", {"unit": "MIO_EUR"}, (5,)),
    Series(PER_HEAD, "nama_10r_3gdp", {"unit": "EUR_HAB"}, (5,)),
    Series(
        "income", "tgs00026", {"unit": "PPS_EU27_2020_HAB", "direct": "BAL", "na_item": "B6N"},
        may_lack=("direct", "na_item"),
    ),
    Series("employment", "tgs00007", {"unit": "PC", "sex": "T", "age": "Y15-64"}, share=True),
    Series(
        "unemployment", "tgs00010", {"unit": "PC", "sex": "T", "age": "Y15-74", "isced11": "TOTAL"},
        share=True, may_lack=("isced11",),
    ),
    Series("tertiary", "tgs00109", {"unit": "PC", "sex": "T", "age": "Y25-64", "isced11": "ED5-8"}, share=True),
    Series("gerd", "tgs00042", {"unit": "PC_GDP", "sectperf": "TOTAL"}),
    Series("rd_personnel", "rd_p_persreg", {"unit": "FTE", "sex": "T", "sectperf": "TOTAL", "prof_pos": "TOTAL"}),
    Series("internet_daily", "isoc_r_iuse_i", {"unit": "PC_IND", "indic_is": "I_IDAY"}, share=True),
    Series("population", "demo_r_d2jan", {"unit": "NR", "sex": "T", "age": "TOTAL"}),
)  # fmt: skip
"""Dataset and codes of its dimensions -> indicator. The units' meanings: `PPS_EU27_2020_HAB` is purchasing power
standards per inhabitant, `PPS_HAB_EU27_2020` per cent of the EU27 average, `PC` per cent."""

DATASETS = tuple(dict.fromkeys(series.dataset for series in SERIES))
