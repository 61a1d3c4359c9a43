"""The colours of the four themes, as the stylesheet has them: read by everyone, and in greyscale too."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from s3dash.views.assets import ASSETS
from s3dash.views.chart import ACCENT, DEEP, LINE, QUIET, SEQUENTIAL, SERIES, SOFT

VIEWS = Path(__file__).parents[2] / "s3dash" / "views"
SHEET = (ASSETS / "s3map.css").read_text("utf-8")
_BLOCK = re.compile(r'(?::root, )?\[data-theme="([a-z-]+)"\] \{(.*?)\n *\}', re.DOTALL)
_TOKEN = re.compile(r"--([a-z0-9-]+): ([^;]+);")
_LITERAL = re.compile(r"(?<![\w&-])#(?:[\da-fA-F]{3,4}|[\da-fA-F]{6}|[\da-fA-F]{8})(?![\w-])|\b(?:rgb|hsl)a?\(")
FIXED = {"white", "black", "far", "scheme"}
"""What does not depend on the theme, or is no colour."""
OWN = {name: dict(_TOKEN.findall(block)) for name, block in _BLOCK.findall(SHEET)}
THEMES = {name: {**OWN["light"], **tokens} for name, tokens in OWN.items()}
CLASSES = ("c1", "c2", "c3", "c4", "c5")
KINDS = ("university", "science-park", "cluster", "testbed", "research-infrastructure")

TEXT = {
    "ink": (
        "paper", "ground", "chosen", "track", "notice", "accent-soft", "found", "veil", "hatch", "zero", "halo",
        "grey-ground", "shade-1", "shade-2", "shade-3", "shade-4", "shade-5",
    ),
    "quiet": ("paper", "ground", "chosen", "notice", "accent-soft", "veil", "hatch", "sea"),
    "deep": ("paper", "ground", "chosen", "accent-soft"),
    "accent": ("paper",),
    "other": ("paper",),
    "caution-ink": ("caution",),
    "on-accent": ("accent", "accent-strong"),
    "on-deep": ("deep", "deep-hover"),
    "paper": ("ink",),
    **{f"on-{one}": (one,) for one in CLASSES},
    "night-ink": ("night", "night-hover"),
    "night-text": ("night",),
    "night-quiet": ("night",),
}  # fmt: skip
"""What is written -> on what."""
DRAWN = {
    "edge": ("paper",),
    "accent": ("paper", "ground", "track"),
    "deep": ("paper", "track"),
    "c4": ("paper", "track"),
    "grey": ("paper",),
    "area": ("sea", "land"),
    "hatch-line": ("hatch",),
    "zero-edge": ("zero",),
    **{f"s{n}": ("paper",) for n in range(1, 5)},
    **dict.fromkeys(KINDS, ("place-edge", "paper")),
    "night-edge": ("night",),
    "night-accent": ("night",),
    "night-focus": ("night",),
}
"""Lines, bars, marks and borders of fields -> what they lie on."""


def rgb(colour, ground=(255.0, 255.0, 255.0)):
    """Red, green and blue, 0..255, of `#rgb`, `#rrggbb` or `#rrggbbaa` over a ground."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    *parts, alpha = (int(digits[n : n + 2], 16) for n in range(0, 8, 2)) if len(digits) == 8 else (
        *(int(digits[n : n + 2], 16) for n in range(0, 6, 2)), 255,
    )  # fmt: skip
    return tuple(part * alpha / 255 + below * (1 - alpha / 255) for part, below in zip(parts, ground, strict=True))


def luminance(colour):
    """Relative luminance as WCAG 2 defines it, 0..1."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """The contrast ratio of WCAG 2, 1..21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lightness(colour):
    """L* of CIELAB, 0..100: how light a grey looks that the colour becomes without its hue."""
    y = luminance(colour)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def colours(theme):
    """Every colour of a theme by name; what is a veil over the map as it looks where it is worst."""
    tokens = {name: value for name, value in THEMES[theme].items() if value.startswith("#")}
    behind = rgb(tokens["ink"])
    return {name: rgb(value, behind) for name, value in tokens.items()}


def test_there_are_four_themes_and_each_has_every_colour():
    assert set(THEMES) == {"light", "dark", "contrast", "contrast-dark"}
    for theme in ("dark", "contrast-dark"):
        lacking = {name for name in set(OWN["light"]) - set(OWN[theme]) - FIXED if not name.startswith("night-")}
        assert lacking == set(), f"{theme} lacks {lacking}"
    assert all(set(tokens) <= set(OWN["light"]) for tokens in OWN.values())


def test_other_themes_are_for_the_screen_alone_so_that_paper_is_light():
    on_screen = SHEET.index("@media screen {")
    assert SHEET.index(':root, [data-theme="light"]') < on_screen
    assert all(SHEET.index(f'[data-theme="{theme}"] {{') > on_screen for theme in THEMES if theme != "light")


def test_every_colour_in_use_is_one_of_the_themes():
    known = set(OWN["light"])
    for path in sorted(ASSETS.glob("*.css")):
        text = path.read_text("utf-8")
        rest = _BLOCK.sub("", text) if path.name == "s3map.css" else text
        assert _LITERAL.findall(rest) == [], path.name
        own = set(re.findall(r"--([a-z0-9-]+):", text))
        used = set(re.findall(r"color: var\(--([a-z0-9-]+)", rest))
        assert used <= known | own, path.name
    for path in sorted(ASSETS.glob("*.js")):
        assert re.findall(r"""["'`]#[\da-fA-F]{3,8}["'`]""", path.read_text("utf-8")) == [], path.name


def test_figures_are_made_of_colours_that_every_theme_has_its_own_for():
    light = OWN["light"]
    assert [light[one] for one in CLASSES] == list(SEQUENTIAL)
    assert [light[f"s{n}"] for n in range(1, 5)] == list(SERIES)
    assert [light[name] for name in ("s2", "deep", "grey", "line", "quiet")] == [ACCENT, DEEP, QUIET, LINE, SOFT]
    script = (ASSETS / "chart.js").read_text("utf-8")
    listed = re.search(r"OF_FIGURES = \[([^\]]+)\]", script)
    assert listed
    names = re.findall(r'"([\w-]+)"', listed[1])
    dressed = {light[name] if len(light[name]) == 7 else "#ffffff" for name in names}
    for path in sorted(VIEWS.rglob("*.py")):
        used = set(re.findall(r'"(#[\da-fA-F]{3,8})"', path.read_text("utf-8")))
        assert used <= dressed, f"{path.name}: {used - dressed}"


@pytest.mark.parametrize("theme", THEMES)
def test_words_can_be_read_on_every_ground(theme):
    have, least = colours(theme), 7 if theme.startswith("contrast") else 4.5
    faint = {
        f"{ink} on {ground}": round(contrast(have[ink], have[ground]), 2)
        for ink, grounds in TEXT.items()
        for ground in grounds
        if contrast(have[ink], have[ground]) < least
    }
    assert faint == {}


@pytest.mark.parametrize("theme", THEMES)
def test_lines_marks_and_borders_of_fields_can_be_seen(theme):
    have = colours(theme)
    faint = {
        f"{mark} on {ground}": round(contrast(have[mark], have[ground]), 2)
        for mark, grounds in DRAWN.items()
        for ground in grounds
        if contrast(have[mark], have[ground]) < 3
    }
    assert faint == {}


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_selected_stands_out_from_every_class(theme):
    """The outline has an edge of its own: one of the two differs from whatever it lies on."""
    have = colours(theme)
    for ground in (*CLASSES, "zero", "neutral", "neutral-far", "hatch", "sea", "land"):
        seen = max(contrast(have[line], have[ground]) for line in ("lit", "lit-edge"))
        assert seen >= 3, f"{ground}: {seen:.2f}"
    assert contrast(have["lit"], have["lit-edge"]) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_in_greyscale_the_classes_are_in_order_and_told_apart(theme):
    """Each class is lighter, or darker, than the one before by an eighth of the scale; zero lies beyond the first."""
    have = colours(theme)
    levels = [lightness(have[one]) for one in CLASSES]
    steps = [after - before for before, after in pairwise(levels)]
    assert all(abs(step) >= 12 for step in steps), levels
    assert len({step > 0 for step in steps}) == 1, levels
    zero = lightness(have["zero"])
    assert abs(zero - levels[0]) >= 8 and (levels[0] - zero > 0) == (steps[0] > 0), (zero, levels)


@pytest.mark.parametrize("theme", THEMES)
def test_a_neighbour_keeps_its_class_though_it_steps_back(theme):
    have, far = colours(theme), float(THEMES[theme]["far"])
    for one in CLASSES:
        paler = [part * far + below * (1 - far) for part, below in zip(have[one], have["sea"], strict=True)]
        nearest = min(CLASSES, key=lambda other: abs(lightness(have[other]) - lightness(paler)))
        assert nearest == one


@pytest.mark.parametrize("theme", THEMES)
def test_zero_missing_and_unknown_differ_by_pattern(theme):
    """Plain, hatched and dotted: on the map and in the legend, with lines that can be seen."""
    have = colours(theme)
    assert contrast(have["hatch-line"], have["hatch"]) >= 3
    assert re.search(r"\.region\.zero path \{ fill: var\(--zero\)", SHEET)
    assert "fill: url(#no-data)" in SHEET and "fill: url(#not-known)" in SHEET
    assert re.search(r"\.swatch\.missing \{ background: repeating-linear-gradient\([^;]*var\(--hatch-line\)", SHEET)
    assert re.search(r"\.swatch\.unknown \{ background: radial-gradient\([^;]*var\(--hatch-line\)", SHEET)
