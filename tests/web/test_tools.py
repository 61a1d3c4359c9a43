"""Developers' tools cannot be reached, whatever the environment says."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from flask.testing import FlaskClient

from tests.browser.harness import ROOT

VARIABLES = {
    "DASH_DEBUG": "true", "DASH_UI": "true", "DASH_HOT_RELOAD": "true", "DASH_SERVE_DEV_BUNDLES": "true",
    "DASH_PROPS_CHECK": "true", "DASH_PRUNE_ERRORS": "true", "DASH_MCP_ENABLED": "true", "FLASK_DEBUG": "1",
}  # fmt: skip
ASKED = """
from s3dash.application import S3Map
app = S3Map(lambda: 1 / 0)
server = app.server
print(server.debug, server.testing, app._dev_tools, sorted(rule.rule for rule in server.url_map.iter_rules()))
answer = server.test_client().get("/sv/about")
print(answer.status_code, "Traceback" in answer.text, "ZeroDivision" in answer.text)
"""


@pytest.mark.parametrize(
    "path",
    ["/_reload-hash", "/_favicon.ico", "/static/x", "/_alive_x", "/console", "/_mcp", "/?__debugger__=yes&cmd=x"],
)
def test_there_is_nothing_at_their_addresses(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404 or answer.headers["Location"].startswith("/sv/?")


def test_no_variable_turns_them_on() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASKED], cwd=ROOT, env=os.environ | VARIABLES, capture_output=True, text=True, timeout=60
    )
    first, second = done.stdout.splitlines()[-2:]
    assert first.startswith("False False") and "True" not in first.replace("'disable_version_check': True", "")
    assert "mcp" not in first
    assert second == "500 False False", done.stderr
