"""A tiny valid dataset on disk, invented: every table, and projects for each case of the money rule.

``write_tiny(directory)`` writes it; a test breaks one cell of it, or asks the loaded dataset. Its projects:

========== ===================================================================================
P-ALONE    one county, one grant: known there
P-PARTNERS partners in two counties and a neighbour, each with its own amount
P-SHARED   one grant for two counties, in SEK: shared
P-UNKNOWN  no amount published
P-GUEST    an associated partner is all that Blekinge has: no grant there
P-BACK     the source reverses the dates, and the note says so; known only as Sydsverige
========== ===================================================================================
"""

# ruff: noqa: E501  (the tables stand here as they stand in the files)

from __future__ import annotations

import json
from pathlib import Path

from s3dash.data.check import read_dataset
from s3dash.data.schema import Violation

DATASET = """\
title: "A tiny invented dataset"
data_date: 2026-08-31
compiled: 2026-11-23
version: "1.0"
"""

TABLES = {
    "sources": """\
source_id,title,url,accessed,licence
S0001,A first source,https://example.org/a,2026-11-23,CC BY 4.0
S0002,"General knowledge, no page",,2026-11-23,
""",
    "regions": """\
nuts_id,level,layer,name_sv,name_en,name_local,country,parent,map_unit,county_code,area_km2,population,population_year,population_flag
SE,NUTS0,,Sverige,Sweden,Sverige,SE,,,,,,,
SE2,NUTS1,,Södra Sverige,Southern Sweden,Södra Sverige,SE,SE,SE22,,,,,
SE22,NUTS2,nuts2,Sydsverige,South Sweden,Sydsverige,SE,SE2,SE22,,13968,1500000,2025,
SE221,NUTS3,lan,Blekinge,Blekinge,Blekinge län,SE,SE22,SE221,10,2946,158000,2021,derived
SE224,NUTS3,lan,Skåne,Skåne,Skåne län,SE,SE22,SE224,12,11035,1400000,2021,derived
PL,NUTS0,,Polen,Poland,Polska,PL,,,,,,,
PL6,NUTS1,,Norra Polen,Northern Poland,Makroregion północny,PL,PL,,,,,,
PL63,NUTS2,neighbours,Pomorskie,Pomorskie,Pomorskie,PL,PL6,PL63,,18000,2300000,2025,
PL633,NUTS3,,Trójmiejski,Trójmiejski,Trójmiejski,PL,PL63,PL63,,,,,
EE,NUTS0,,Estland,Estonia,Eesti,EE,,EE00,,,,,
EE0,NUTS1,,Estland,Estonia,Eesti,EE,EE,EE00,,,,,
EE00,NUTS2,neighbours,Estland,Estonia,Eesti,EE,EE0,EE00,,45000,1369995,2025,
EE001,NUTS3,,Norra Estland,Northern Estonia,Põhja-Eesti,EE,EE00,EE00,,,,,
""",
    "domains": """\
domain_id,position,name_sv,name_en,short_sv,short_en,description_sv,description_en,nace
energy,1,Energi,Energy,energi,energy,Förnybar energi,Renewable energy,NACE D35
food,2,Livsmedel,Food,livsmedel,food,Jordbruk och mat,Farming and food,NACE A01
""",
    "priorities": """\
priority_id,nuts_id,period,name_original,name_en,confidence,source_id,source_year
P0001,SE221,2021-2027,Energi,Energy,official,S0001,2022
P0002,SE224,2021-2027,Livsmedel,Food,official,S0001,
P0003,SE224,2014-2020,Energi,Energy,secondary,S0001,2015
P0004,PL63,2021-2027,Energetyka,Energy,inferred,S0002,
""",
    "priority_domains": """\
priority_id,domain_id,role
P0001,energy,primary
P0002,food,primary
P0002,energy,secondary
P0003,energy,primary
P0004,energy,primary
""",
    "programmes": """\
programme_id,name_sv,name_en,kind,period,cci,managing_authority,budget_meur,budget_note_sv,budget_note_en,focus_sv,focus_en,url,source_id,confidence
erdf-se22-2021,Regionalfonden Skåne-Blekinge,ERDF Skåne-Blekinge,erdf_regional,2021-2027,,Tillväxtverket,56,Avrundat,Rounded,Forskning,Research,https://example.org/p,S0001,official
interreg-south-baltic-2021,Södra Östersjön,South Baltic,interreg,2021-2027,,,,,,,,,S0001,secondary
interreg-south-baltic-2014,Södra Östersjön 2014,South Baltic 2014,interreg,2014-2020,,,,,,,,,S0001,secondary
""",
    "programme_areas": """\
programme_id,nuts_id,coverage,note_sv,note_en,source_id
erdf-se22-2021,SE22,whole,,,S0001
interreg-south-baltic-2021,SE221,whole,,,S0001
interreg-south-baltic-2021,SE224,whole,,,S0001
interreg-south-baltic-2021,PL,partial,Kustregioner,Coastal regions,S0001
interreg-south-baltic-2014,PL633,whole,,,S0001
""",
    "projects": """\
project_id,title,summary_en,programme_id,fund,period,start_date,end_date,objective,total_budget,eu_contribution,currency,amount_covers,lead_organisation,lead_nuts,domain_id,domain_by,source_id,source_ref,note
P-ALONE,Alone,A project.,erdf-se22-2021,erdf,2021-2027,2022-01-01,2024-12-31,RSO1.1,2000,1000,EUR,project,Region Blekinge,SE221,energy,hand,S0001,,
P-PARTNERS,Partners,,interreg-south-baltic-2021,interreg,2021-2027,2023-05,2025,RSO2.1,,600,EUR,swedish_partners,,,food,keywords,S0001,,
P-SHARED,Shared,,erdf-se22-2021,erdf,2021-2027,2023-01-01,2026-12-31,,,90000,SEK,project,Region Skåne,SE224,,keywords,S0001,,
P-UNKNOWN,Unknown,,interreg-south-baltic-2021,interreg,2021-2027,,,,,,,,,,energy,hand,S0002,,
P-GUEST,Guest,,interreg-south-baltic-2021,interreg,2021-2027,2024,2026,,,500,EUR,swedish_partners,,,energy,hand,S0001,,
P-BACK,Back,,interreg-south-baltic-2014,interreg,2014-2020,2018-09-01,2018-08-31,,,,,project,,,,keywords,S0001,,dates_reversed
""",
    "project_regions": """\
project_id,nuts_id
P-ALONE,SE221
P-PARTNERS,SE221
P-PARTNERS,SE224
P-SHARED,SE221
P-SHARED,SE224
P-UNKNOWN,SE224
P-GUEST,SE224
P-BACK,SE22
""",
    "participations": """\
participation_id,project_id,organisation,organisation_type,country,nuts_id,role,eu_contribution,currency,place_basis,source_id
A00001,P-ALONE,Region Blekinge,regional_authority,SE,SE221,lead,1000,EUR,stated,S0001
A00002,P-PARTNERS,Region Blekinge,regional_authority,SE,SE221,partner,200,EUR,stated,S0001
A00003,P-PARTNERS,Lunds universitet,higher_education,SE,SE224,partner,400,EUR,stated,S0001
A00004,P-PARTNERS,Gdynia City,local_authority,PL,PL633,lead,300,EUR,seat,S0001
A00005,P-SHARED,Region Skåne,,SE,SE224,lead,,,stated,S0001
A00006,P-UNKNOWN,,,SE,SE224,partner,,,stated,S0001
A00007,P-UNKNOWN,Tartu,,EE,EE,partner,,,country_only,S0001
A00008,P-GUEST,Region Skåne,,SE,SE224,lead,500,EUR,stated,S0001
A00009,P-GUEST,Karlskrona kommun,local_authority,SE,SE221,associated,,,stated,S0001
A00010,P-GUEST,Somewhere,other,PL,PL63,partner,,,region_named,S0002
""",
    "partnerships": """\
partnership_id,name,kind,theme_sv,theme_en
everyone,Everyone,macro_region,Alla länder,All countries
agreement,Skåne-Pomorskie,agreement,Samarbetsavtal,Cooperation agreement
""",
    "partnership_members": """\
partnership_id,nuts_id,note_sv,note_en,source_id
everyone,SE,,,S0001
everyone,PL,,,S0001
everyone,EE,,,S0001
agreement,SE224,Sedan 2013,Since 2013,S0001
agreement,PL63,,,S0002
""",
    "indicators": """\
indicator_id,group,position,name_sv,name_en,unit_sv,unit_en,decimals,description_sv,description_en,eurostat_code,source_id,shown
gdp_pps,economy,1,BNP,GDP,PPS per invånare,PPS per inhabitant,0,Produktion,Output,nama_10r_2gdp,S0001,true
employment,labour,2,Sysselsatta,Employed,procent,per cent of people aged 15-64,1,Arbete,Work,tgs00007,S0001,true
hidden,research,3,Dold,Hidden,antal,number,0,Visas inte,Not shown,rd_p_persreg,S0001,false
""",
    "indicator_values": """\
indicator_id,nuts_id,year,value,flag
gdp_pps,SE22,2022,32000,
gdp_pps,SE221,2021,28000,derived
gdp_pps,PL63,2022,24000,e
employment,SE22,2023,74.5,b
employment,EE00,2023,76,
hidden,EE00,2018,1200,
""",
    "environments": """\
environment_id,name,kind,town,nuts_id,lat,lon,url,confidence,source_id
lund-university,Lund University,university,Lund,SE224,55.70,13.19,https://example.org/lu,official,S0001
blue-park,Blue Park,science_park,Karlskrona,SE221,56.16,15.59,,inferred,S0002
""",
    "environment_domains": """\
environment_id,domain_id
lund-university,food
lund-university,energy
blue-park,energy
""",
    "s3_process": """\
nuts_id,responsible_organisation,strategy_title,strategy_year,strategy_url,status_sv,status_en,confidence,source_id
SE221,Region Blekinge,Blekinges strategi,,https://example.org/b,Egen strategi.,Own strategy.,official,S0001
SE224,Region Skåne,Skånes strategi,2020,,Egen strategi.,Own strategy.,official,S0001
""",
    "exchange_rates": """\
currency,year,per_eur,source_id
SEK,2021,10.1465,S0001
SEK,2022,10.6296,S0001
SEK,2023,11.4788,S0001
""",
}

SQUARES = {
    "lan": {"SE221": (15.0, 56.0), "SE224": (14.0, 56.0)},
    "nuts2": {"SE22": (14.0, 56.0)},
    "neighbours": {"PL63": (18.0, 54.0), "EE00": (25.0, 59.0)},
    "land": {"": (20.0, 55.0)},
}
"""Layer -> code -> south-west corner of a square of one degree (the NUTS2 area: two degrees wide)."""


def validate(directory: Path) -> list[Violation]:
    """Every place where a dataset's folder breaks the schema."""
    return read_dataset(directory)[1]


def write_tiny(directory: Path) -> Path:
    """Write the tiny dataset into a directory and return it."""
    (directory / "tables").mkdir(parents=True)
    (directory / "boundaries").mkdir()
    (directory / "dataset.yml").write_text(DATASET, encoding="utf-8")
    for name, text in TABLES.items():
        (directory / "tables" / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    for layer, squares in SQUARES.items():
        features = [
            _square(code, *corner, width=2 if layer == "nuts2" else 1) for code, corner in squares.items()
        ]
        text = json.dumps({"type": "FeatureCollection", "features": features})
        (directory / "boundaries" / f"{layer}.geojson").write_text(text, encoding="utf-8")
    return directory


def _square(code: str, west: float, south: float, width: float) -> dict[str, object]:
    east, north = west + width, south + 1
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "properties": {"nuts_id": code} if code else {},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
