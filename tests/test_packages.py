"""What an audit of the packages says, and when it has been none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.packages import NOT_LOOKED_UP, WEAK, needed, report

FINE = {"name": "flask", "version": "3", "vulns": []}
BROKEN = {"name": "dash", "version": "4", "vulns": [{"id": "PYSEC-1", "fix_versions": ["4.1"]}]}
UNKNOWN = {"name": "segno", "skip_reason": "Dependency not found"}


@pytest.mark.parametrize(
    ("found", "code", "said"),
    [
        ([FINE], 0, "1 of 1 packages were looked up; 0 of them"),
        ([FINE, BROKEN], WEAK, "dash 4: PYSEC-1, mended in 4.1"),
        ([FINE, UNKNOWN], NOT_LOOKED_UP, "NOT AUDITED: 1 packages are unknown to the service: segno."),
        ([UNKNOWN], NOT_LOOKED_UP, "NOT AUDITED: 1 packages are unknown to the service."),
        (None, NOT_LOOKED_UP, "NOT AUDITED: nothing could be looked up (no network)."),
    ],
)
def test_an_audit_that_was_none_is_not_taken_for_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], found: list[dict] | None, code: int, said: str
) -> None:
    (tmp_path / "errors").write_text("Traceback\nno network\n", encoding="utf-8")
    if found is not None:
        (tmp_path / "found").write_text(json.dumps({"dependencies": found}), encoding="utf-8")
    assert report(tmp_path / "found", tmp_path / "errors") == code
    assert said in capsys.readouterr().out


def test_everything_that_runs_is_in_it_and_nothing_else() -> None:
    names = set(needed())
    assert {"dash", "flask", "werkzeug", "jinja2", "duckdb", "psycopg-binary"} <= names
    assert not names & {"pytest", "playwright", "ruff"}
