"""Slides for the tests: those of a view of a site, opened again, and drawn by LibreOffice."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from s3dash.export.slides import slides
from s3dash.site import Site
from s3dash.state import parse_view
from s3dash.views.context import Context

BASE = "https://s3map.example"
_ALIKE = ("Liberation Sans", "Arial", "Arimo", "Helvetica", "Nimbus Sans")
"""Fonts whose letters are as wide as Arial's."""
_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')


def view(site: Site, path: str, query: str = "") -> Context:
    """The context of an address that the dashboard understands in full."""
    lang, _, rest = path.strip("/").partition("/")
    if rest.startswith("present/"):
        state, ignored = parse_view(lang, "story", query, site.vocabulary, rest.removeprefix("present/"))
    else:
        found = site.state(path, query)
        assert found is not None, path
        state, ignored = found
    assert not ignored, ignored
    return site.context(state)


def opened(site: Site, path: str, query: str = "") -> Any:
    """The slides of a view, as python-pptx reads them."""
    context = view(site, path, query)
    return Presentation(io.BytesIO(slides(context, site.geometry, BASE + context.state.url)))


def shapes_of(slide: Any) -> Iterator[Any]:
    """Every shape of a slide, those within groups too."""

    def walk(shapes: Any) -> Iterator[Any]:
        for shape in shapes:
            yield shape
            if shape.shape_type == 6:
                yield from walk(shape.shapes)

    yield from walk(slide.shapes)


def texts(slide: Any) -> list[str]:
    """The text of every shape of a slide, and of every cell of its tables."""
    found = []
    for shape in shapes_of(slide):
        if shape.has_text_frame and shape.text_frame.text:
            found.append(shape.text_frame.text)
        if getattr(shape, "has_table", False) and shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return found


def titles(presentation: Any) -> list[str]:
    """The slides' titles."""
    return [slide.shapes.title.text for slide in presentation.slides]


def titled(presentation: Any, title: str) -> Any:
    """The first slide with a title."""
    return next(slide for slide in presentation.slides if slide.shapes.title.text == title)


def table(slide: Any) -> list[list[str]]:
    """The cells of a slide's first table."""
    found = next(shape for shape in slide.shapes if shape.has_table)
    return [[cell.text for cell in row.cells] for row in found.table.rows]


def charts(slide: Any) -> list[Any]:
    """The native charts of a slide."""
    return [shape.chart for shape in slide.shapes if shape.has_chart]


@dataclass(frozen=True)
class Word:
    """A word as drawn, in inches from the upper left corner of the page."""

    words: str
    x0: float
    y0: float
    x1: float
    y1: float

    def covers(self, other: Word) -> float:
        """How much of the smaller of two words the other covers, 0 to 1."""
        wide = min(self.x1, other.x1) - max(self.x0, other.x0)
        tall = min(self.y1, other.y1) - max(self.y0, other.y0)
        if wide <= 0 or tall <= 0:
            return 0.0
        return wide * tall / min(self.area, other.area)

    @property
    def area(self) -> float:
        return max((self.x1 - self.x0) * (self.y1 - self.y0), 1e-9)


def drawn(contents: Sequence[bytes], folder: Path) -> list[list[list[Word]]]:
    """The words of each page of the PDFs that LibreOffice makes of some presentations.

    Skips the tests where LibreOffice's Impress or a font as wide as Arial is missing; `tests/run.sh` installs both.
    """
    _need_office()
    files = [folder / f"slides{n}.pptx" for n in range(len(contents))]
    for file, content in zip(files, contents, strict=True):
        file.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [_pages(file.with_suffix(".pdf")) for file in files]


def _pages(pdf: Path) -> list[list[Word]]:
    assert pdf.exists(), "LibreOffice cannot read the slides"
    html = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    return [
        [Word(unescape(found[5]), *(float(found[n]) / 72 for n in range(1, 5))) for found in _WORD.finditer(page)]
        for page in html.split("<page ")[1:]
    ]


def _need_office() -> None:
    missing = [name for name in ("soffice", "pdftotext", "fc-match") if not shutil.which(name)]
    if not missing:
        program = Path(shutil.which("soffice") or "").resolve().parent
        missing = [] if list(program.glob("libsdlo*")) or list(program.glob("libsd*.so")) else ["libreoffice-impress"]
        family = subprocess.run(["fc-match", "-f", "%{family}", "Arial"], capture_output=True, text=True).stdout
        missing += [] if family.startswith(_ALIKE) else ["fonts-liberation"]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
