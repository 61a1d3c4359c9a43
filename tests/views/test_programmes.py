"""Lists of Interreg programmes: how sure, where, and the source."""

from __future__ import annotations

from s3dash.analysis.eligibility import ProgrammeLink
from s3dash.views.programmes import programme_list
from tests.views.dom import context, queries_of, shown

SOUTH_BALTIC = "interreg-south-baltic-2021"


def test_certainty_area_and_source(tiny_site):
    here = context(tiny_site, "region=SE221")
    (item,) = shown(programme_list(here, [ProgrammeLink(SOUTH_BALTIC, "stated")], "SE221")).select("li")
    assert item.text == "South Balticis in the programme areashow its area on the mapsource"
    assert queries_of(item, "a[data-view]") == [f"region=SE221&area={SOUTH_BALTIC}"]
    assert item.one("a.source")["href"] == "https://example.org/a"


def test_a_shown_area_can_be_hidden_and_the_pair_stays(tiny_site):
    here = context(tiny_site, f"region=SE221&other=PL63&area={SOUTH_BALTIC}")
    page = shown(programme_list(here, [ProgrammeLink(SOUTH_BALTIC, "earlier_period")], "SE221", "PL63"))
    assert page.texts("a[data-view]") == ["hide its area on the map"]
    assert queries_of(page, "a[data-view]") == ["region=SE221&other=PL63"]
    assert "was in the area in 2014–2020" in page.text
