"""Settings: one clear sentence for each wrong value."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3dash.config import BUNDLED_DATA, ConfigError, Settings, read_settings


def test_the_bundled_data_and_the_local_address_by_default():
    assert read_settings({}) == Settings("127.0.0.1", 8050, BUNDLED_DATA)


def test_all_settings(tmp_path):
    environment = {"HOST": "0.0.0.0", "PORT": "80", "S3DASH_DATA": str(tmp_path)}
    assert read_settings(environment) == Settings("0.0.0.0", 80, Path(tmp_path))


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
    ],
)
def test_a_wrong_value_is_named(name, value):
    with pytest.raises(ConfigError, match=name):
        read_settings({name: value})
