"""Build the tables of the dataset from the compiled facts: ``python -m geodata.build_tables FACTS_DIR``.

The facts are CSV tables with a source in every row. This script carries them over into the project's
schema (`s3dash/data/schema.py`): sources get ids, lists become tables of their own, codes replace words, and
the texts in Swedish and English come from `curated/`. No row is lost silently: the script prints how many
rows went in and came out, and each table's `.meta.yml` says what was left out. The same facts give the
same bytes.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from pathlib import Path

import yaml

from geodata.facts import CURATED, TABLES, Build, Row, note, period, possible_day, slug
from geodata.region_tables import indicators, regions
from s3dash.data.schema import TABLES as SCHEMA
from s3dash.data.words import fold

# ---------------------------------------------------------------- process


def domains(build: Build) -> None:
    """Write the 19 domains with descriptions in both languages."""
    facts = build.read("domains")
    rows = [
        {
            "domain_id": row["domain_id"],
            "position": str(position),
            "name_sv": row["name_sv"],
            "name_en": row["name_en"],
            **build.curated["domains"][row["domain_id"]],
            "nace": row["eye_ris3_nace_mapping"],
        }
        for position, row in enumerate(facts, 1)
    ]
    build.put("domains", rows, len(facts))


def priorities(build: Build) -> None:
    """Number the priorities and give each its domains; one without a row there keeps its own `domain`."""
    facts, listed = build.read("priorities"), build.read("priority_domains")
    reworded = build.curated["priorities"]["name_en"]
    keys = ("nuts_id", "period", "priority_original")
    by_key: dict[tuple[str, ...], list[Row]] = {}
    for row in listed:
        by_key.setdefault(tuple(row[key] for key in keys), []).append(row)
    rows, links, added = [], [], 0
    for position, row in enumerate(facts, 1):
        priority_id = f"P{position:04d}"
        rows.append(
            {
                "priority_id": priority_id,
                "nuts_id": row["nuts_id"],
                "period": period(row["period"]),
                "name_original": row["priority_original"],
                "name_en": reworded.get(row["priority_en"], row["priority_en"]),
                "confidence": row["confidence"],
                "source_id": build.sources.id_of(row["source_title"], row["source_url"]),
                "source_year": row["source_year"],
            }
        )
        own = by_key.pop(tuple(row[key] for key in keys), [])
        added += not own
        own = own or [{"domain": row["domain"], "role": "primary"}]
        links += [
            {"priority_id": priority_id, "domain_id": link["domain"], "role": link["role"]}
            for link in sorted(own, key=lambda link: link["role"])
        ]
    if by_key:
        sys.exit(f"priority_domains.csv: no such priority: {next(iter(by_key))}")
    build.put("priorities", rows, len(facts))
    build.put("priority_domains", links, len(listed), added=added)


def s3_process(build: Build) -> None:
    """Write who is responsible for each county's strategy."""
    facts = build.read("regions_process")
    rows = []
    for row in facts:
        texts = build.curated["s3_process"][row["nuts_id"]]
        rows.append(
            {
                "nuts_id": row["nuts_id"],
                "responsible_organisation": texts.get("responsible_organisation", row["responsible_org"]),
                "strategy_title": texts["strategy_title"],
                "strategy_year": row["strategy_year"],
                "strategy_url": row["strategy_url"],
                "status_sv": texts["status_sv"],
                "status_en": texts["status_en"],
                "confidence": row["confidence"],
                "source_id": build.sources.id_of(row["source_title"], row["source_url"]),
            }
        )
    build.put("s3_process", rows, len(facts))


def programmes(build: Build) -> None:
    """Write the programmes: those of the facts, and those that only projects or Interreg areas name."""
    facts = {row["programme"]: row for row in build.read("programmes")}
    curated = build.curated["programmes"]
    named_first = _first_sources(build)
    rows = []
    for programme_id, texts in curated["programmes"].items():
        fact = facts.pop(texts["fact"]) if "fact" in texts else {}
        source_id = named_first.get(programme_id, "")
        if fact:
            source_id = build.sources.id_of(fact["source_title"], fact["source_url"])
        authority = re.sub(r" \(.*\)", "", fact.get("managing_authority", ""))
        row = {
            "programme_id": programme_id,
            "cci": texts.get("cci", fact.get("cci", "")),
            "managing_authority": authority or texts.get("managing_authority", ""),
            "budget_meur": fact.get("eu_budget_meur", ""),
            "url": fact.get("url", texts.get("url", "")),
            "source_id": source_id,
            "confidence": fact.get("confidence") or texts["confidence"],
        }
        for column in ("name_sv", "name_en", "kind", "period", "focus_sv", "focus_en"):
            row[column] = texts.get(column, "")
        for column in ("budget_note_sv", "budget_note_en"):
            rounded = curated["rounded"][column] if texts.get("rounded") else ""
            row[column] = f"{rounded} {texts.get(column, '')}".strip()
        rows.append(row)
    if set(facts) != {curated["total"]}:
        sys.exit(f"programmes.csv: rows without an entry in curated/programmes.yml: {sorted(facts)}")
    rows_in = len(build.read("programmes"))
    build.put("programmes", rows, rows_in, added=len(rows) - rows_in + 1)


def _first_sources(build: Build) -> dict[str, str]:
    """Programme -> the source of its first Interreg area, else that of its first project."""
    first: dict[str, str] = {}
    for row in build.read("interreg_areas"):
        programme_id = build.programme_of(f"{row['programme']} {period(row['period'])}")
        if programme_id not in first:
            first[programme_id] = build.sources.of_url(row["source_url"])
    for row in build.read("projects"):
        programme_id = build.programme_of(row["programme"])
        if programme_id not in first:
            first[programme_id] = build.sources.id_of(row["source_title"], row["source_url"])
    return first


def programme_areas(build: Build) -> None:
    """Write the areas of the ERDF and Just Transition programmes, then the Interreg ones with remarks."""
    facts, curated = build.read("interreg_areas"), build.curated["programmes"]
    source_of = {row["programme_id"]: row["source_id"] for row in build.tables["programmes"]}
    rows = [
        {"programme_id": key, "nuts_id": code, "coverage": "whole", **note(None), "source_id": source_of[key]}
        for key, texts in curated["programmes"].items()
        for code in texts.get("area", ())
    ]
    added = len(rows)
    for fact in facts:
        programme_id = build.programme_of(f"{fact['programme']} {period(fact['period'])}")
        remark = re.search(r"\(.*\)", fact["region_name"])
        texts = curated["area_notes"][remark[0]] if remark else {}
        said = note(texts)
        if programme_id == curated["draft"]["programme"]:
            said = {key: ". ".join(filter(None, (said[key], curated["draft"][key]))) for key in said}
        rows.append(
            {
                "programme_id": programme_id,
                "nuts_id": fact["nuts3_or_region"],
                "coverage": texts.get("coverage", "whole"),
                "source_id": build.sources.of_url(fact["source_url"]),
                **said,
            }
        )
    build.put("programme_areas", rows, len(facts), added=added)


def projects(build: Build) -> None:
    """Write the projects and the regions that they cover."""
    facts, curated = build.read("projects"), build.curated["projects"]
    rows, regions_of = [], []
    for fact in facts:
        project_id = fact["project_id"]
        remarks = list(curated["notes"].get(project_id, ()))
        for column in ("start_date", "end_date"):
            if not possible_day(fact[column]):
                fact[column] = fact[column][:7]
                remarks.append("impossible_day")
        row = {
            "project_id": project_id,
            "title": curated["titles"].get(project_id, fact["title"]),
            "programme_id": build.programme_of(fact["programme"]),
            "fund": curated["funds"][fact["fund"]],
            "period": period(fact["period"]),
            "domain_id": fact["domain_hint"],
            "source_id": build.sources.id_of(fact["source_title"], fact["source_url"]),
            "note": " ".join(remarks),
        }
        row["source_ref"] = source_ref(project_id, row)
        rows.append(row | {column: fact[column] for column in curated["kept"]})
        codes = filter(None, fact["nuts_covered"].split(";"))
        regions_of += [{"project_id": project_id, "nuts_id": code} for code in codes]
    build.put("projects", rows, len(facts))
    build.put("project_regions", regions_of, len(facts))


def source_ref(project_id: str, row: Row) -> str:
    """Return the source and its own id of a project, as the importers of `s3dash/sources` write them."""
    prefix, _, own = project_id.partition("-")
    if prefix == "TVV":
        return f"TVV:{own}"
    if prefix == "KOH":
        return f"KOH:{own}"
    if prefix == "IR":
        return f"IR:{row['programme_id']}|{fold(row['title'])}"
    return ""


def participations(build: Build) -> None:
    """Write the organisations' parts in projects."""
    facts, curated = build.read("participations"), build.curated["projects"]
    kept = ("project_id", "organisation", "country", "nuts_id", "role", "eu_contribution", "currency")
    rows = []
    for position, fact in enumerate(facts, 1):
        kind = fact["organisation_type"]
        row = {
            "participation_id": f"A{position:05d}",
            "organisation_type": curated["organisation_types"][kind] if kind else "",
            "place_basis": curated["place_bases"][fact["place_basis"]],
            "source_id": build.sources.id_of(fact["source_title"], fact["source_url"]),
        }
        rows.append(row | {column: fact[column] for column in kept})
    build.put("participations", rows, len(facts))


def partnerships(build: Build) -> None:
    """Split the facts' member rows into partnerships and members."""
    facts, curated = build.read("partnerships"), build.curated["partnerships"]
    id_of = {texts["fact"]: key for key, texts in curated.items()}
    columns = ("name", "kind", "theme_sv", "theme_en")
    rows = [
        {"partnership_id": key} | {column: texts[column] for column in columns}
        for key, texts in curated.items()
    ]
    members = []
    for fact in facts:
        partnership_id = id_of[fact["partnership"]]
        texts = curated[partnership_id]
        remark = texts.get("places", {}).get(fact["region_name"]) or texts.get("themes", {}).get(
            fact["theme"]
        )
        members.append(
            {
                "partnership_id": partnership_id,
                "nuts_id": fact["nuts_id"],
                "source_id": build.sources.of_url(fact["source_url"]),
                **note(remark),
            }
        )
    build.put("partnerships", rows, len(facts))
    build.put("partnership_members", members, len(facts))


def environments(build: Build) -> None:
    """Write the research and innovation environments and their domains."""
    facts = build.read("environments")
    rows, links = [], []
    for row in facts:
        environment_id = slug(row["name"])
        rows.append(
            {column: row[column] for column in ("name", "kind", "town", "lat", "lon", "url", "confidence")}
            | {"environment_id": environment_id, "nuts_id": row["nuts3"]}
            | {"source_id": build.sources.id_of(row["source_title"], row["source_url"])}
        )
        domains_of = filter(None, re.split(r"[; ]+", row["domain"]))
        links += [{"environment_id": environment_id, "domain_id": domain} for domain in domains_of]
    build.put("environments", rows, len(facts))
    build.put("environment_domains", links, len(facts))


def exchange_rates(build: Build) -> None:
    """Write the yearly exchange rates: SEK from the facts, further currencies from `curated/exchange_rates.csv`."""
    facts = build.read("exchange_rates")
    url = build.curated["sources"]["ecb_url"]
    rows = [
        {"currency": "SEK", "year": row["year"], "per_eur": row["sek_per_eur"]}
        | {"source_id": build.sources.id_of(row["source"], url)}
        for row in facts
    ]
    further = build.curated["sources"]["ecb_daily"]
    with (CURATED / "exchange_rates.csv").open(encoding="utf-8", newline="") as file:
        curated = list(csv.DictReader(file))
    rows += [row | {"source_id": build.sources.id_of(further["title"], further["url"])} for row in curated]
    build.put("exchange_rates", rows, len(facts) + len(curated))


STEPS = (
    domains, priorities, s3_process, programmes, programme_areas, projects, participations, partnerships,
    environments, exchange_rates, indicators, regions,
)  # fmt: skip

# ---------------------------------------------------------------- save


def save(build: Build) -> None:
    """Write every table as CSV with its metadata beside it, and print the rows in and out."""
    TABLES.mkdir(exist_ok=True)
    defaults, about = build.curated["meta"]["defaults"], build.curated["meta"]["tables"]
    for name, table in SCHEMA.items():
        header = [column.name for column in table.columns]
        rows, counts = build.tables[name], build.counts[name]
        with (TABLES / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        meta = defaults | about[name] | {"rows": len(rows)}
        meta["notes"] = [text.format(**counts) for text in meta["notes"]]
        text = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=110)
        (TABLES / f"{name}.meta.yml").write_text(text, encoding="utf-8")
        print(f"{name:20} in {counts['in']:>6}   out {counts['out']:>6}")


def main() -> None:
    """Read the facts, build all tables, save them."""
    parser = argparse.ArgumentParser(
        prog="python -m geodata.build_tables", description="Build geodata/tables."
    )
    parser.add_argument("facts", type=Path, help="folder of the compiled facts (CSV)")
    build = Build(parser.parse_args().facts)
    for step in STEPS:
        step(build)
    build.put("sources", list(build.sources.rows.values()), len(build.sources.rows))
    save(build)


if __name__ == "__main__":
    main()
