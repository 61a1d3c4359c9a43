"""Fixtures that are dear to make: the bundled dataset and the tiny one, each as a loaded site. No test is timed."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from hypothesis import settings

from s3dash.application import S3Map
from s3dash.data.dataset import load_dataset
from s3dash.site import Site
from tests.by_hand import GEODATA
from tests.data.tiny import write_tiny

settings.register_profile("s3map", deadline=None)
settings.load_profile("s3map")


@pytest.fixture(scope="session")
def site() -> Site:
    """The bundled dataset."""
    return Site.load(GEODATA)


@pytest.fixture(scope="session")
def client(site: Site) -> FlaskClient:
    """Asks the application on the bundled dataset, without a server or threads."""
    return S3Map(lambda: site).server.test_client()


@pytest.fixture(scope="session")
def tiny_site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The invented dataset of `tests.data.tiny`, small enough to count in one's head, on the real map."""
    return Site(load_dataset(write_tiny(tmp_path_factory.mktemp("tiny") / "data")), site.geometry)
