#!/usr/bin/env bash
# Writes what the dashboard is made of as a bill of materials (CycloneDX), and asks whether any of it has known weaknesses.
#   bash tests/audit.sh [FILE]    FILE: where the bill goes; sbom.json where none is given
# Exit code 0: every package was looked up and none has a known weakness; 1: some have; 3: they could not be looked up.
# The bill needs no network; the look-up asks PyPI, or OSV where PyPI cannot say.
set -euo pipefail
FILE=$(realpath -m "${1:-sbom.json}")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
PYTHON=.venv/bin/python

"$PYTHON" -m tests.packages bill "$FILE"

DIRECTORY=$(mktemp -d)
trap 'rm -rf "$DIRECTORY"' EXIT
"$PYTHON" -m tests.packages pins >"$DIRECTORY/pins.txt"
CODE=3
for SERVICE in pypi osv; do
    printf 'Looking for known weaknesses (%s) ...\n' "$SERVICE"
    rm -f "$DIRECTORY/found.json"
    .venv/bin/pip-audit --requirement "$DIRECTORY/pins.txt" --no-deps --disable-pip --vulnerability-service "$SERVICE" \
        --timeout 15 --progress-spinner off --format json --output "$DIRECTORY/found.json" 2>"$DIRECTORY/errors.txt" || true
    CODE=0
    "$PYTHON" -m tests.packages report "$DIRECTORY/found.json" "$DIRECTORY/errors.txt" || CODE=$?
    [ "$CODE" -eq 3 ] || break
done
exit "$CODE"
