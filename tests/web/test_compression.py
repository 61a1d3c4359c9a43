"""In which form an answer goes."""

from __future__ import annotations

import flask
import pytest

from s3dash.web.compression import BROTLI, GZIP, PLAIN, compressed, plain, wanted, worth_it


@pytest.mark.parametrize(
    ("accepted", "form"),
    [
        ("gzip, deflate, br, zstd", BROTLI),
        ("br", BROTLI),
        ("gzip", GZIP),
        ("gzip;q=1.0, br;q=0.5", GZIP),
        ("gzip;q=0, br", BROTLI),
        ("br;q=0, gzip;q=0", PLAIN),
        ("*", BROTLI),
        ("deflate, zstd", PLAIN),
        ("identity", PLAIN),
        ("", PLAIN),
        ("nonsense;q=x,,", PLAIN),
    ],
)
def test_the_form_is_the_one_that_is_liked_best(accepted: str, form: str) -> None:
    with flask.Flask("tests").test_request_context(headers={"Accept-Encoding": accepted}):
        assert wanted() == form


def test_what_was_compressed_comes_back() -> None:
    content = b"S3 " * 1000
    assert plain(compressed(content, BROTLI), BROTLI) == plain(compressed(content, PLAIN), PLAIN) == content
    assert len(compressed(content, GZIP)) < 100
    assert compressed(content, GZIP) == compressed(content, GZIP), "the same on every machine"


def test_pictures_archives_and_what_is_short_go_as_they_are() -> None:
    assert worth_it("text/html", 500) and worth_it("image/svg+xml", 5000)
    assert not worth_it("text/html", 499) and not worth_it("image/png", 5000) and not worth_it(None, 5000)
