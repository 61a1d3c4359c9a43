"""The empty presentation: the site's colours and type, and placeholders that stand within the slide."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE

from s3dash.export.slides import master
from s3dash.export.slides.colours import THEME
from s3dash.text import Text


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_master_has_our_theme_and_five_layouts(lang):
    made: Any = Presentation(io.BytesIO(master.template(lang)))
    assert round(made.slide_width / made.slide_height, 3) == round(16 / 9, 3) and len(made.slides) == 0
    theme = made.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob.decode("utf-8")
    assert all(f'<a:{name}><a:srgbClr val="{colour}"/>' in theme for name, colour in THEME.items())
    assert theme.count(f'<a:latin typeface="{master.FONT}"/>') == 2
    names = [Text(lang)(f"slides.master.layout.{name}") for name in ("cover", "text", "figure", "side", "map")]
    assert [layout.name for layout in made.slide_layouts] == names
    for layout in made.slide_layouts:
        kinds = [place.placeholder_format.type for place in layout.placeholders]
        assert len(kinds) == len({place.placeholder_format.idx for place in layout.placeholders})
        for shape in layout.shapes:
            assert shape.left >= 0 and shape.top >= 0
            assert shape.left + shape.width <= made.slide_width and shape.top + shape.height <= made.slide_height
