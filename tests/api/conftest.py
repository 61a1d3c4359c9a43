"""The API on the bundled dataset and on the invented one, each asked without a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flask
import pytest
from flask.testing import FlaskClient

from s3dash.api import register_api
from s3dash.web.caching import Answers, register_caching

if TYPE_CHECKING:
    from s3dash.site import Site


def client_of(site: Site) -> FlaskClient:
    server = flask.Flask("tests")
    server.testing = True
    register_api(server, lambda: site)
    register_caching(server, lambda: site, Answers(1 << 20))
    return server.test_client()


@pytest.fixture(scope="session")
def api(site: Site) -> FlaskClient:
    """The bundled dataset."""
    return client_of(site)


@pytest.fixture(scope="session")
def tiny_api(tiny_site: Site) -> FlaskClient:
    """The invented dataset."""
    return client_of(tiny_site)
