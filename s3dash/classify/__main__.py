"""`python -m s3dash.classify`: learn from the projects classified by hand and write docs/classifier.md."""

from __future__ import annotations

from pathlib import Path

from s3dash.classify.classifier import TUNING
from s3dash.classify.measure import examples, tune
from s3dash.classify.report import report, tuning_text

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "classifier.md"
TABLE = ROOT / "geodata" / "tables" / "projects.csv"


def main() -> None:
    """Write tuning.yml and the page, from the bundled dataset."""
    known = examples(TABLE)
    tuning = tune(known)
    TUNING.write_text(tuning_text(tuning), encoding="utf-8")
    PAGE.write_text(report(known, tuning), encoding="utf-8")
    print(f"{len(known)} projects classified by hand; wrote {TUNING.relative_to(ROOT)} and {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
