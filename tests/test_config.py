"""Settings: one clear sentence for each wrong value."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3dash.config import BUNDLED_DATA, LIMITS, ConfigError, Settings, read_settings


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


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("http://192.168.0.10:8050", "http://192.168.0.10:8050"),
        ("https://s3.example.org/", "https://s3.example.org"),
        ("http://[fe80::1]:8050", "http://[fe80::1]:8050"),
        ("", None),
        ("/", None),
    ],
)
def test_the_address_that_others_reach_has_no_slash_at_its_end(given, address):
    assert read_settings({"S3DASH_URL": given}).url == address


@pytest.mark.parametrize(
    ("given", "origins"),
    [
        ("https://www.example.org", ("https://www.example.org",)),
        (" https://a.example.org\n http://b.example.org:8080 ", ("https://a.example.org", "http://b.example.org:8080")),
        ("", ()),
        ("  ", ()),
    ],
)
def test_others_may_show_the_map_in_their_pages(given, origins):
    assert read_settings({"S3DASH_EMBED": given}).framed_by == origins


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
        ("S3DASH_URL", "192.168.0.10:8050"),
        ("S3DASH_URL", "http://example.org/map"),
        ("S3DASH_URL", "javascript://example.org"),
        ("S3DASH_URL", 'http://example.org"'),
        ("S3DASH_EMBED", "example.org"),
        ("S3DASH_EMBED", "*"),
        ("S3DASH_EMBED", "https://*.example.org"),
        ("S3DASH_EMBED", "https://example.org/page"),
        ("S3DASH_EMBED", "https://example.org; script-src *"),
        ("S3DASH_EMBED", "https://example.org, https://example.com"),
        ("S3DASH_EMBED", "https://example.org 'unsafe-inline'"),
        ("S3DASH_EMBED", "https://exämple.org"),
    ],
)
def test_a_wrong_value_is_named(name, value):
    with pytest.raises(ConfigError, match=name):
        read_settings({name: value})


@pytest.mark.parametrize(("given", "proxies"), [("", 0), ("0", 0), ("1", 1), ("9", 9)])
def test_no_proxy_is_believed_but_those_that_are_counted(given, proxies):
    assert read_settings({"S3DASH_PROXIES": given}).proxies == proxies


@pytest.mark.parametrize(
    ("given", "limits"),
    [
        ("", LIMITS),
        ("  ", LIMITS),
        ("exports=60", LIMITS | {"exports": 60}),
        ("exports=60 api=0", LIMITS | {"exports": 60, "api": 0}),
        ("off", {}),
    ],
)
def test_limits_are_the_usual_ones_but_for_those_that_are_given(given, limits):
    assert read_settings({"S3DASH_LIMITS": given}).limits == limits


@pytest.mark.parametrize(
    ("name", "given"),
    [
        *(("S3DASH_PROXIES", given) for given in ("-1", "x", "10", "1.5", "\u00b2", " 1")),
        *(("S3DASH_LIMITS", given) for given in ("exports", "exports=", "exports=-1", "pages=1", "api=1e9")),
    ],
)
def test_a_wrong_number_of_proxies_or_limit_is_named(name, given):
    with pytest.raises(ConfigError, match=name):
        read_settings({name: given})


def test_what_the_server_keeps_logs_and_counts():
    usual = read_settings({})
    assert (usual.cache, usual.log, usual.metrics) == (32, "", False)
    given = read_settings({"S3DASH_CACHE": "128", "S3DASH_LOG": "json", "S3DASH_METRICS": "1"})
    assert (given.cache, given.log, given.metrics) == (128, "json", True)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        *(("S3DASH_CACHE", given) for given in ("0", "-1", "1.5", "32M", "\u00b2", "1000000")),
        *(("S3DASH_LOG", given) for given in ("JSON", "yes", "1")),
        *(("S3DASH_METRICS", given) for given in ("yes", "true", "2")),
    ],
)
def test_a_wrong_cache_log_or_metrics_is_named(name, given):
    with pytest.raises(ConfigError, match=name):
        read_settings({name: given})
