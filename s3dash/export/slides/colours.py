"""The colours of slides: those of the dashboard, as colours of the theme, so that a changed theme recolours them."""

from __future__ import annotations

from s3dash.views.chart import DEEP, LINE, QUIET, SEQUENTIAL, SERIES, SOFT

THEME = {
    "dk1": "14232E", "lt1": "FFFFFF", "dk2": "556572", "lt2": "EAF0F3",
    "accent1": "123C5B", "accent2": "D1431A", "accent3": "2F8F83", "accent4": "A779C4", "accent5": "549FA8",
    "accent6": "2A6D88", "hlink": "2A6D88", "folHlink": "556572",
}  # fmt: skip
"""The theme's colours by their place in it: text, ground, the four regions side by side, two classes of the map."""

_NAMED: dict[str, tuple[str, int, int]] = {
    "ink": ("tx1", 100, 0), "quiet": ("tx2", 100, 0), "grey": ("tx2", 60, 40), "paper": ("bg1", 100, 0),
    "sea": ("bg2", 100, 0), "line": ("bg2", 92, 0), "ground": ("bg2", 50, 50), "land": ("bg1", 87, 0),
    "none": ("bg1", 97, 0), "zero": ("bg1", 100, 0), "hatch": ("bg1", 68, 0), "accent": ("accent2", 100, 0),
    "soft": ("accent2", 15, 85), "deep": ("accent1", 100, 0),
    "c1": ("accent5", 30, 70), "c2": ("accent5", 60, 40), "c3": ("accent5", 100, 0), "c4": ("accent6", 100, 0),
    "c5": ("accent1", 100, 0), "s1": ("accent1", 100, 0), "s2": ("accent2", 100, 0), "s3": ("accent3", 100, 0),
    "s4": ("accent4", 100, 0), "area": ("accent4", 75, 0),
}  # fmt: skip
"""Name -> the theme's colour, and how much of its lightness is kept and added, in per cent."""
_OF_FIGURES = {
    **{colour.lower(): f"s{n}" for n, colour in enumerate(SERIES, start=1)},
    **{colour.lower(): f"c{n}" for n, colour in enumerate(SEQUENTIAL, start=1)},
    DEEP.lower(): "deep", QUIET.lower(): "grey", SOFT.lower(): "quiet", LINE.lower(): "line",
    "#ffffff": "paper", "#fff": "paper",
}  # fmt: skip
DARK = frozenset({"ink", "quiet", "deep", "c4", "c5", "s1", "s2", "s3", "accent", "grey"})
"""Grounds on which text is white."""


def of_series(n: int) -> str:
    """The colour of the n-th region, from 0."""
    return f"s{n + 1}"


def of_figure(colour: str) -> str:
    """The name of a colour that a figure for the browser uses; the colour itself where it has none."""
    return _OF_FIGURES.get(colour.lower(), colour)


def colour_xml(name: str, alpha: int = 100) -> str:
    """DrawingML of a colour by its name, or of `#rrggbb`; `alpha` in per cent."""
    clear = f'<a:alpha val="{alpha * 1000}"/>' if alpha < 100 else ""
    if name.startswith("#"):
        return f'<a:srgbClr val="{name[1:].upper()}">{clear}</a:srgbClr>'
    scheme, kept, added = _NAMED[name]
    mods = f'<a:lumMod val="{kept * 1000}"/>' if kept < 100 else ""
    mods += f'<a:lumOff val="{added * 1000}"/>' if added else ""
    return f'<a:schemeClr val="{scheme}">{mods}{clear}</a:schemeClr>'


def fill_xml(name: str | None, alpha: int = 100) -> str:
    """DrawingML of a fill by the name of its colour; `missing` and `unknown` are patterns, None is no fill."""
    if name is None:
        return "<a:noFill/>"
    if name in ("missing", "unknown"):
        pattern = "wdUpDiag" if name == "missing" else "pct20"
        return (
            f'<a:pattFill prst="{pattern}"><a:fgClr>{colour_xml("hatch")}</a:fgClr>'
            f"<a:bgClr>{colour_xml('none')}</a:bgClr></a:pattFill>"
        )
    return f"<a:solidFill>{colour_xml(name, alpha)}</a:solidFill>"


def line_xml(
    name: str | None, points: float = 0.75, *, dash: str = "solid", cap: str = "flat", tag: str = "a:ln"
) -> str:
    """DrawingML of a line by the name of its colour, `points` wide; None is no line."""
    if name is None:
        return f"<{tag}><a:noFill/></{tag}>"
    dashes = f'<a:prstDash val="{dash}"/>' if dash != "solid" else ""
    return f'<{tag} w="{round(points * 12700)}" cap="{cap}">{fill_xml(name)}{dashes}<a:round/></{tag}>'
