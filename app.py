"""Start S3 Map: `python app.py`, or `gunicorn app:server`."""

from __future__ import annotations

import logging.config
import os
import socket
import sys

from s3dash.application import create_app
from s3dash.config import ConfigError, Settings, read_settings
from s3dash.data.dataset import DatasetError
from s3dash.data.postgresql import StoreError
from s3dash.data.snapshots import SnapshotError
from s3dash.map.geometry import GeometryError
from s3dash.site import Site, SiteInForce
from s3dash.web.logs import log_settings
from s3dash.web.serving import serve


def fail(reason: object) -> None:
    """Say in one sentence why the dashboard cannot start, and exit with code 1."""
    sys.exit(f"S3 Map cannot start: {reason}")


def require_free_port(settings: Settings) -> None:
    """Fail where the address cannot be listened on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            fail(f"{settings.host}:{settings.port} cannot be used ({error.strerror}); choose another with HOST, PORT.")


try:
    settings = read_settings()
    if __name__ == "__main__":
        logging.config.dictConfig(log_settings(settings.log))
        require_free_port(settings)
    app = create_app(
        SiteInForce(settings.data, lambda folder: Site.load(folder, settings.contact, settings.store)),
        url=settings.url,
        framed_by=settings.framed_by,
        proxies=settings.proxies,
        limits=settings.limits,
        room=settings.cache << 20,
        metrics=settings.metrics,
    )
except (ConfigError, DatasetError, SnapshotError, StoreError, GeometryError) as error:
    fail(error)

server = app.server

if __name__ == "__main__":
    print(f"S3 Map is on http://{settings.host}:{settings.port}", flush=True)
    app.warming.begin()
    serve(server, settings.host, settings.port, behind_proxy=settings.proxies > 0)
    os._exit(0)  # at once: DuckDB aborts a process that winds up while a thread in the background still asks it
