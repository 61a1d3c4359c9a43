"""The configuration of nginx in the documentation is one that nginx takes."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

CONFIGURATION = Path(__file__).parents[2] / "docs" / "nginx.conf"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
def test_nginx_takes_the_configuration_as_it_stands(tmp_path: Path) -> None:
    text = re.sub(r"/var/(log|cache)/nginx|/run", str(tmp_path), CONFIGURATION.read_text("utf-8"))
    text = text.replace("user www-data;", "").replace("listen [::]:80;", "").replace("listen 80;", "listen 18080;")
    file = tmp_path / "nginx.conf"  # as anybody may run it, without the rights of root
    file.write_text(text, encoding="utf-8")
    assert NGINX
    tried = subprocess.run([NGINX, "-t", "-p", tmp_path, "-c", file], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    assert "[emerg]" not in tried.stderr


def test_visitors_are_not_named_in_its_log() -> None:
    text = CONFIGURATION.read_text("utf-8")
    formats = " ".join(re.findall(r"log_format[^;]*;", text))
    assert formats and not re.search(r"remote_addr|forwarded|request_uri|\$request\b|args|user_agent|referer", formats)
