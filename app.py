"""Start S3 Map: `python app.py`, or `gunicorn app:server`."""

from __future__ import annotations

import socket
import sys

import waitress

from s3dash.application import create_app
from s3dash.config import ConfigError, Settings, read_settings
from s3dash.data.dataset import DatasetError
from s3dash.data.postgresql import StoreError
from s3dash.data.snapshots import SnapshotError
from s3dash.map.geometry import GeometryError
from s3dash.site import Site, SiteInForce


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
        require_free_port(settings)
    app = create_app(
        SiteInForce(settings.data, lambda folder: Site.load(folder, settings.contact, settings.store)),
        settings.url,
        settings.framed_by,
    )
except (ConfigError, DatasetError, SnapshotError, StoreError, GeometryError) as error:
    fail(error)

server = app.server

if __name__ == "__main__":
    print(f"S3 Map is on http://{settings.host}:{settings.port}", flush=True)
    waitress.serve(server, host=settings.host, port=settings.port, threads=8, ident=None)
