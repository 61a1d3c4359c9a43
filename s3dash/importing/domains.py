"""The domains of an import's projects: by the classifier's rules, unless a person has said which."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from s3dash.classify import Classifier, Label
from s3dash.data.store_rows import insert
from s3dash.importing.reading import BATCH
from s3dash.importing.staging import count

OVERRIDES = "overrides.csv"
"""A user's own table of domains, in the folder of snapshots: project_id, domain_id."""
_LABEL = ("project_id", "domain_id", "domain_by", "domain_rule")
_TEXTS = (
    "title", "title_en", "summary", "summary_en", "topics", "objective", "intervention_field", "period", "fund",
)  # fmt: skip


def classify(con: duckdb.DuckDBPyConnection, into: Path) -> bool:
    """Give every new or changed project, those in `merged`, its domain.

    Returns whether the user's table in the folder of snapshots changes any other project; it is then in `merged` too.
    """
    file = into / OVERRIDES
    classifier = Classifier.load(file if file.is_file() else None)
    others = _overridden(con, classifier.overrides)
    con.execute(f"CREATE TABLE labels ({', '.join(f'{name} VARCHAR' for name in _LABEL)})")
    asked = con.cursor().execute(
        f"SELECT project_id, domain_id, domain_by, domain_rule, {', '.join(_TEXTS)} FROM merged"
    )
    while rows := asked.fetchmany(BATCH):
        labels = []
        for project_id, domain_id, domain_by, domain_rule, *texts in rows:
            known = Label(domain_id, domain_by, domain_rule) if domain_id else None
            settled = project_id in classifier.overrides or domain_by == "hand"
            label = classifier.label(project_id, None if settled else classifier.classify(*texts), known)
            if label is not None:
                labels.append(dict(zip(_LABEL, (project_id, *label), strict=True)))
        insert(con, "labels", dict.fromkeys(_LABEL, "VARCHAR"), labels)
    con.execute(
        """
        CREATE OR REPLACE TABLE merged AS
        SELECT m.* REPLACE (l.domain_id AS domain_id, l.domain_by AS domain_by, l.domain_rule AS domain_rule)
        FROM merged m LEFT JOIN labels l USING (project_id)
        """
    )
    return others


def _overridden(con: duckdb.DuckDBPyConnection, overrides: Mapping[str, str]) -> bool:
    """Take projects that only the user's table of domains changes into `merged`; returns whether there are any.

    A project that stands there no more is classified as any other.
    """
    con.execute("CREATE TABLE overrides (project_id VARCHAR, domain_id VARCHAR)")
    rows = [{"project_id": project_id, "domain_id": domain_id} for project_id, domain_id in overrides.items()]
    insert(con, "overrides", {"project_id": "VARCHAR", "domain_id": "VARCHAR"}, rows)
    con.execute(
        """
        CREATE TABLE overridden AS
        SELECT p.project_id FROM old_projects p LEFT JOIN overrides o USING (project_id)
        WHERE ((o.domain_id IS NOT NULL AND p.domain_id IS DISTINCT FROM o.domain_id)
               OR (o.domain_id IS NOT NULL) <> (p.domain_by IS NOT DISTINCT FROM 'override'))
              AND p.project_id NOT IN (SELECT project_id FROM merged)
        """
    )
    for table, old in (("merged", "old_projects"), ("merged_parts", "old_parts")):
        con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM {old} SEMI JOIN overridden USING (project_id)")
    return count(con, "SELECT count(*) FROM overridden") > 0
