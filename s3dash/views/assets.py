"""The files that pages load: those of `assets/`, and what draws the charts in the browser."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

ASSETS = Path(__file__).parents[2] / "assets"
PLOTLY = "plotly.min.js"
"""What draws the charts in the browser; it comes with the Python package and is served as one of the assets."""


def asset_file(name: str) -> Traversable:
    """Where a file that pages load lies."""
    return (files("plotly") / "package_data" if name == PLOTLY else ASSETS) / name
