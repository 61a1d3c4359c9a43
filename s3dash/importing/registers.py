"""What an import adds to the dataset's registers: its source, and programmes that were not known before."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import duckdb

from s3dash.data.dataset import Dataset
from s3dash.data.rows import rows_of
from s3dash.data.store_rows import insert
from s3dash.data.words import fold
from s3dash.sources.drafts import Row, SourceRegister, read_table, write_table
from s3dash.sources.records import Source

_KINDS = {
    "erdf": "erdf_other", "erdf_esf": "erdf_other", "esf": "esf", "cf": "cf", "jtf": "jtf", "interreg": "interreg",
    "horizon": "horizon", "other": "other",
}  # fmt: skip
"""Fund -> kind of a programme of which a source says no more."""


class Registers:
    """The tables `sources` and `programmes` of a draft; nothing is written before :meth:`write`."""

    def __init__(self, draft: Path, dataset: Dataset, today: date) -> None:
        self._draft = draft
        self._known = {row["programme_id"]: row for row in rows_of(dataset.programmes)}
        self._sources = SourceRegister(draft, today)
        self._programmes = read_table(draft, "programmes")

    def source(self, source: Source) -> str:
        """Return the id of a source; a new one is registered, a known one is of today."""
        source_id = self._sources.id_of(source.title, source.url, source.licence or "")
        self._sources.accessed_today(source_id)
        return source_id

    def programmes(self, con: duckdb.DuckDBPyConnection, source: Source, source_id: str) -> list[str]:
        """Make `programme_of` (nr -> programme_id) for the rows of `one`; returns the names of the programmes added.

        A project that another source brought has its programme already.
        """
        before = len(self._programmes)
        con.execute("CREATE VIEW named AS SELECT ref FROM found WHERE own")
        columns = dict.fromkeys(("programme", "cci", "programme_name", "fund", "period"), "VARCHAR")
        asked = con.execute(f"SELECT DISTINCT {', '.join(columns)} FROM one SEMI JOIN named USING (ref)").fetchall()
        found = [
            dict(zip(columns, words, strict=True)) | {"programme_id": self._programme(words, source, source_id)}
            for words in sorted(asked, key=str)
        ]
        columns["programme_id"] = "VARCHAR"
        con.execute(f"CREATE TABLE programme_words ({', '.join(f'{name} {kind}' for name, kind in columns.items())})")
        insert(con, "programme_words", columns, found)
        con.execute(
            """
            CREATE TABLE programme_of AS SELECT o.nr, w.programme_id FROM one o JOIN programme_words w
            ON w.programme IS NOT DISTINCT FROM o.programme AND w.cci IS NOT DISTINCT FROM o.cci
               AND w.programme_name IS NOT DISTINCT FROM o.programme_name AND w.fund = o.fund AND w.period = o.period
            """
        )
        return [row["name_en"] for row in self._programmes[before:]]

    def write(self) -> None:
        """Write both tables into the draft."""
        self._sources.save()
        write_table(self._draft, "programmes", self._programmes)

    def _programme(
        self,
        asked: tuple[str | None, str | None, str | None, str, str],
        source: Source,
        source_id: str,
    ) -> str:
        """Find a programme by its id, its CCI code or its name, or register it."""
        programme, cci, name, fund, period = asked
        if programme and self._fits(programme, fund, period):
            return programme
        said = name or cci or programme or source.title
        title = said if period in said else f"{said} {period}"
        other_title = f"{title} ({fund.upper()})"
        words = {fold(said), fold(title), fold(other_title)}
        for programme_id, known in self._known.items():
            names = {fold(known["name_sv"]), fold(known["name_en"])}
            same = (cci and known["cci"] == cci) or not words.isdisjoint(names)
            if same and self._fits(programme_id, fund, period):
                return programme_id
        programme_id = self._free_id(f"{fund} {cci or said} {period[:4]}")
        if any(title in (row["name_en"], row["name_sv"]) for row in self._programmes):
            title = other_title
        ccis = {row["cci"] for row in self._programmes}
        row: Row = dict.fromkeys(self._programmes[0], "") if self._programmes else {}
        row |= {
            "programme_id": programme_id,
            "name_sv": title,
            "name_en": title,
            "kind": _KINDS[fund],
            "period": period,
            "cci": cci if cci and cci not in ccis and re.fullmatch(r"[A-Za-z0-9]+", cci) else "",
            "source_id": source_id,
            "confidence": "official",
        }
        self._programmes.append(row)
        self._known[programme_id] = dict(row)
        return programme_id

    def _fits(self, programme_id: str, fund: str, period: str) -> bool:
        row = self._known.get(programme_id)
        if row is None:
            return False
        return bool(row["period"] == period) and (row["kind"] == "interreg") == (fund == "interreg")

    def _free_id(self, words: str) -> str:
        slug = fold(words).encode("ascii", "ignore").decode().strip().replace(" ", "-")[:60].strip("-") or "programme"
        free, n = slug, 1
        while free in self._known:
            n += 1
            free = f"{slug}-{n}"
        return free
