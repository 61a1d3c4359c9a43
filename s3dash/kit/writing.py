"""Writes a copy: pages, data, scripts and a text that says what is in it, into one ZIP file."""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import jinja2

from s3dash.kit.contents import Choice, Contents, contents, first_of
from s3dash.kit.documents import page_of
from s3dash.kit.links import GONE, Links, file_of, key, panel_key, part_of
from s3dash.kit.packs import Pack, colours, packed, panel, whole
from s3dash.site import Site
from s3dash.state import ViewState
from s3dash.text import LANGUAGES, Text
from s3dash.views.assets import PLOTLY, asset_file
from s3dash.views.controls import CONTROLS_OF
from s3dash.views.present.steps import stories_of, told

FOLDER = "s3-map"
_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    keep_trailing_newline=True,
)
_USED = re.compile(r'"\.\./assets/([^"]+)"')


@dataclass(frozen=True)
class Written:
    """What was written: views, files, and bytes packed and unpacked."""

    views: int
    files: int
    packed: int
    unpacked: int


def write_kit(site: Site, choice: Choice, out: Path, tell: Callable[[str], None] = lambda _: None) -> Written:
    """Write the copy; a file of that name is replaced when the new one is complete.

    Parameters
    ----------
    tell
        Called with the name of each file as it is written.
    """
    held = {lang: contents(site, choice, lang) for lang in choice.languages}
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f"{out.name}.part")
    sizes: list[int] = []
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:

            def put(name: str, content: str | bytes) -> None:
                data = content.encode() if isinstance(content, str) else content
                entry = zipfile.ZipInfo(f"{FOLDER}/{name}", (*site.dataset.data_date.timetuple()[:3], 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, data)
                sizes.append(len(data))
                tell(name)

            for name, content in _files(site, choice, held):
                put(name, content)
            put("README.txt", _readme(site, choice, sum(sizes)))
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    views = sum(len(one.panels) + len(one.pages) for one in held.values())
    return Written(views, len(sizes), out.stat().st_size, sum(sizes))


def _files(site: Site, choice: Choice, held: dict[str, Contents]) -> Iterator[tuple[str, str | bytes]]:
    """Every file but the README: its name and its content."""
    links = Links(held, site.vocabulary)
    used = {"s3map.css", "favicon.svg", "kit.css"}
    template = _TEMPLATES.get_template("index.html")
    texts = [Text(lang) for lang in choice.languages]
    yield "index.html", template.render(texts=texts)
    yield "data/complete.js", "window.s3mapKitComplete = true;\n"
    for lang, one in held.items():
        yield f"{lang}/{GONE}", _TEMPLATES.get_template(GONE).render(text=Text(lang))
        packs = _packs(site, one, links)
        for state in _pages(one, lang):
            page = page_of(site, state, links, choice.regions, packs)
            used.update(_USED.findall(page))
            yield f"{lang}/{file_of(state)}.html", page
        for name, pack in packs.items():
            yield f"data/{lang}/{name}.js", pack.script(name)
    for name in sorted(used - {PLOTLY}):
        yield f"assets/{name}", asset_file(name).read_bytes()
    yield f"assets/{PLOTLY}", packed(PLOTLY, asset_file(PLOTLY).read_text("utf-8"))  # it is large, so it lies packed


def _pages(one: Contents, lang: str) -> list[ViewState]:
    """The state that each file of a page begins with."""
    return [ViewState(lang=lang), *(state for state in one.pages if state.page == "story" or state == first_of(state))]


def _packs(site: Site, one: Contents, links: Links) -> dict[str, Pack]:
    """The files of data of one language, by name."""
    packs: dict[str, Pack] = defaultdict(Pack)
    for state in one.panels:
        packs[f"index/{part_of(state)}"].add(panel_key(state), panel(site.view(state, []), site.context(state), links))
    for state in one.colours:
        name = f"index/{state.region}" if state.region else f"index/colour-{state.colour}"
        packs[name].add(key(state), colours(site.context(state), links))
    for state in one.pages:
        if state.page in CONTROLS_OF:
            packs[f"{file_of(state)}/{part_of(state)}"].add(key(state), whole(site.view(state, []), state, links))
    return packs


def _readme(site: Site, choice: Choice, unpacked: int) -> str:
    """What is in the copy, in both languages, with the line ends that every editor knows."""
    context, shown = site.context(ViewState()), stories_of(site.dataset, site.store).shown
    blocks = []
    for lang in LANGUAGES:
        text = Text(lang)
        titles = [told(context, shown[name], lang).heading for name in choice.stories] or [text("kit.none")]
        blocks.append(
            text(
                "kit.readme",
                date=text.day(site.dataset.data_date.isoformat()).replace("\u00a0", " "),
                regions=text.count("kit.regions", len(choice.regions)),
                languages=text.names([text(f"language.{one}") for one in choice.languages]),
                stories="\n".join(f"  - {title}" for title in titles),
                size=text.number(unpacked / 1e6).replace("\u202f", " "),
            ).strip()
        )
    return "\r\n".join("\n\n----\n\n".join(blocks).splitlines()) + "\r\n"
