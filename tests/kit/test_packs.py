"""Views as files of data."""

from __future__ import annotations

import base64
import gzip
import json
import re
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.kit.contents import colours_of, plain
from s3dash.kit.links import parts
from s3dash.kit.packs import Pack, colours, packed, panel
from s3dash.state import ViewState


def unpacked(script: str) -> str:
    """What a script hands over."""
    assert script.startswith("s3mapKit.take(") and script.endswith(");\n")
    _, data = json.loads(f"[{script[len('s3mapKit.take(') : -len(');') - 1]}]")
    return gzip.decompress(base64.b64decode(data)).decode()


def resolved(html: str, state: ViewState) -> str:
    """Links within the page as the browser makes them from what they change of the address."""

    def whole(found: re.Match[str]) -> str:
        values = parts(state)
        for change in filter(None, found[1].split("&amp;")):
            name, value = change.split("=")
            values[name] = value
        return f'href="{sorted(pair for pair in values.items() if pair[1])}"'

    return re.sub(r'href="\?~([^"#]*)"', whole, html)


def test_a_text_comes_back_as_it_was_and_packs_alike_every_time():
    assert unpacked(packed("a", "S3 </script> \u2028 å")) == "S3 </script> \u2028 å"
    assert packed("a", "x") == packed("a", "x")


@given(st.lists(st.dictionaries(st.sampled_from("ab"), st.text('<section id="x">å ', max_size=60)), max_size=5))
def test_pieces_make_every_view_again(fragments):
    pack = Pack()
    for number, texts in enumerate(fragments):
        pack.add(str(number), {"fragments": texts, "title": "t"})
    data = json.loads(unpacked(pack.script("x")))
    assert len(set(data["pool"])) == len(data["pool"])
    for number, texts in enumerate(fragments):
        entry = data["views"][str(number)]
        assert {name: "".join(data["pool"][i] for i in pieces) for name, pieces in entry["fragments"].items()} == texts


@pytest.mark.parametrize(
    "query",
    [
        "colour=eu", "region=SE232&colour=projects", "region=SE232&colour=population&currency=SEK",
        "region=PL63&colour=eu_per_capita&level=nuts2", "region=SE232&other=DK01&colour=gerd&period=2021-2027",
        "region=SE232&colour=links", "region=SE23&colour=links&period=2014-2020", "colour=domain&domain=energy",
        "region=SE232&colour=projects&fund=interreg",
    ],
)  # fmt: skip
def test_panel_and_colours_together_are_the_view(kit, site, query):
    """What the copy puts together is what the server would have sent."""
    state, ignored = site.state("/sv/", query)
    assert not ignored
    shown = site.view(state, [])
    base = plain(state)
    beside = panel(site.view(base, []), site.context(base), kit.links)
    coloured = colours(site.context(colours_of(state)), kit.links)
    rewritten = {
        name: kit.links.rewrite(text, state, relative=True)
        for name, text in shown.fragments.items()
        if name != "basket"
    }
    for name, text in beside["fragments"].items():
        assert resolved(text, state) == resolved(rewritten.pop(name), state), name
    assert coloured["fragments"]["legend"] == rewritten.pop("legend")
    assert list(rewritten) == ["export-menu"]
    picture = asdict(shown.map)
    assert coloured["map"] == {name: picture[name] for name in ("classes", "values")}
    assert {name: value for name, value in beside["map"].items() if name != "link"} == {
        name: json.loads(json.dumps(value)) if name in ("curves", "places") else value
        for name, value in picture.items()
        if name not in ("classes", "values", "link")
    }
    title, filters = coloured["picture"]
    names = beside["names"][1 if state.colour == "links" and state.region else 0 :]
    whole = " \u2013 ".join(part for part in (title, ", ".join([*names, *filters])) if part)
    assert f'data-title="{whole}"' in shown.fragments["export-menu"]


def test_the_link_of_the_map_leaves_the_region_to_the_click(kit, site):
    entry = panel(site.view(ViewState(region="SE232"), []), site.context(ViewState(region="SE232")), kit.links)
    assert entry["map"]["link"] == ["?~region=", "region"]
