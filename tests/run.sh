#!/usr/bin/env bash
# Sets up what is missing, then runs every check: ruff, mypy, pytest (unit, component, browser; the store on PostgreSQL too).
# Made for Debian 12 with Python 3.11; stops at the first failure with its exit code.
#   bash tests/run.sh             everything
#   bash tests/run.sh -k money    arguments go to pytest
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

VENV=.venv
step() { printf '\n== %s\n' "$1"; }
fail() { printf '%s\n' "$1" >&2; exit 1; }

has_office() { # LibreOffice's Impress, a font as wide as Arial, and what reads a PDF
    local program
    for program in soffice pdftotext fc-match; do command -v "$program" >/dev/null || return 1; done
    compgen -G '/usr/lib/libreoffice/program/libsdlo*' >/dev/null && [[ $(fc-match -f '%{family}' Arial) == Liberation* ]]
}

apt_install() { # apt_install PACKAGE WHY
    command -v apt-get >/dev/null || fail "$2 is missing and there is no apt-get here: install the equivalent of Debian's package $1, then run again."
    local sudo=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "$2 is missing: run 'apt-get install $1' as root, then run again."
        sudo=(sudo)
    fi
    step "Installing Debian's $1 ($2)"
    "${sudo[@]}" apt-get update -qq || true # a stale list may still do
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >/dev/null ||
        fail "Debian's package $1 could not be installed ($2 is missing)."
}

find_python() {
    local python
    for python in python3.11 python3 python3.13 python3.12; do
        if command -v "$python" >/dev/null && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            printf '%s' "$python"
            return
        fi
    done
    fail "Python 3.11 or newer is needed and was not found."
}

source tests/postgresql.sh

# 1. Virtual environment: the one that the README's first command makes, or a new one
if ! "$VENV/bin/python" -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    PYTHON=$(find_python)
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || apt_install python3-venv "Python's venv module"
    step "Making the virtual environment $VENV"
    "$PYTHON" -m venv --clear "$VENV"
fi
WANTED=$(cat requirements.txt requirements-dev.txt | sha256sum)
STAMP=$VENV/.installed-requirements
if [ "$(cat "$STAMP" 2>/dev/null)" != "$WANTED" ]; then
    step "Installing requirements"
    "$VENV/bin/pip" install --quiet --disable-pip-version-check -r requirements-dev.txt
    printf '%s\n' "$WANTED" >"$STAMP"
fi

# 2. A browser for the journeys
if ! command -v chromium chromium-browser google-chrome >/dev/null; then
    apt_install chromium "a browser"
fi

# 3. What draws slides; without it the tests that look at drawn slides are skipped and say so
if ! has_office; then
    for package in libreoffice-impress fonts-liberation poppler-utils; do
        (apt_install "$package" "what draws slides") || printf 'Slides will not be drawn: %s is missing.\n' "$package"
    done
fi

# 4. The checks
step "ruff"
"$VENV/bin/ruff" check .
step "mypy"
"$VENV/bin/mypy"
start_postgresql # a second home of the store
step "pytest"
"$VENV/bin/python" -m pytest -n 2 --dist loadfile "$@"
step "All checks passed"
