from __future__ import annotations

from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st

from s3dash.state import parse_path, parse_view
from tests.load.journeys import VIEWS, journey

REGIONS, DOMAINS = ("SE110", "SE232", "PL63", "EE"), ("energy", "forest")


@given(st.integers(0, 10**6))
def test_a_journey_is_the_same_for_the_same_seed_and_begins_at_the_map(seed):
    steps = journey(seed, REGIONS, DOMAINS)
    assert steps == journey(seed, REGIONS, DOMAINS)
    assert len(steps) == VIEWS
    assert steps[0].kind == "page"
    assert steps[0].address in ("/sv/", "/en/")


def test_every_step_is_a_view_that_the_dashboard_has(site):
    codes = [code for code, layer in site.vocabulary.layers.items() if layer != "nuts2"]
    for seed in range(30):
        for step in journey(seed, codes, sorted(site.vocabulary.domains)):
            address = urlsplit(step.address)
            where = parse_path(address.path)
            assert where, step
            _, ignored = parse_view(where.lang, where.page, address.query, site.vocabulary, where.item)
            assert not ignored, step
