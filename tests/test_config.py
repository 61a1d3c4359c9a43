"""Settings: one clear sentence for each wrong value."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3dash.config import BUNDLED_DATA, ConfigError, Settings, read_settings


def test_the_bundled_data_and_the_local_address_by_default():
    assert read_settings({}) == Settings("127.0.0.1", 8050, BUNDLED_DATA)


def test_all_settings(tmp_path):
    contact = "s3@example.org"
    environment = {"HOST": "0.0.0.0", "PORT": "80", "S3DASH_DATA": str(tmp_path), "S3DASH_CONTACT": contact}
    assert read_settings(environment) == Settings("0.0.0.0", 80, Path(tmp_path), contact)


def test_an_empty_contact_is_none():
    assert read_settings({"S3DASH_CONTACT": ""}).contact is None


@pytest.mark.parametrize("address", ["postgresql://s3@db.example.org/s3", "postgres:///s3?host=/run/postgresql"])
def test_a_postgresql_database_may_hold_the_projects(address):
    assert read_settings({"S3DASH_STORE": address}).store == address


def test_an_empty_store_is_none():
    assert read_settings({"S3DASH_STORE": ""}).store is None


def test_a_wrong_store_is_not_printed_since_it_may_hold_a_password():
    with pytest.raises(ConfigError) as error:
        read_settings({"S3DASH_STORE": "mysql://s3:secret@db.example.org/s3"})
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", ""),
        ("PORT", "²"),
        ("HOST", ""),
        ("HOST", "a b"),
        ("S3DASH_DATA", "/no/such"),
        ("S3DASH_CONTACT", "someone"),
        ("S3DASH_CONTACT", "a@b.se?cc=c@d.se"),
        ("S3DASH_CONTACT", "a@b.se, c@d.se"),
        ("S3DASH_STORE", "db.example.org"),
        ("S3DASH_STORE", "mysql://db.example.org/s3"),
        ("S3DASH_STORE", "postgresql:/s3"),
    ],
)
def test_a_wrong_value_is_named(name, value):
    with pytest.raises(ConfigError, match=name):
        read_settings({name: value})
