"""Text of slides: runs of words in paragraphs, and how they are written in DrawingML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from s3dash.export.slides.colours import fill_xml

Align = Literal["l", "ctr", "r"]
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile("[ \t\r\n]+")


@dataclass(frozen=True)
class Run:
    """Words of one look. `size` in points and `colour` by name, None as around them; `lang` None: the slides' own."""

    words: str
    size: float | None = None
    bold: bool = False
    italic: bool = False
    colour: str | None = None
    link: str | None = None
    lang: str | None = None


@dataclass(frozen=True)
class Paragraph:
    """Runs that follow each other, `before` points under the paragraph above; `bullet` puts a dash before them."""

    runs: tuple[Run, ...]
    align: Align = "l"
    before: float = 0
    bullet: bool = False

    @property
    def words(self) -> str:
        """The words without their looks."""
        return "".join(run.words for run in self.runs)

    @property
    def indent(self) -> float:
        """Inches that the words stand in."""
        return _INDENT if self.bullet else 0.0


Words = str | Run | Paragraph | Sequence["str | Run | Paragraph"]
_INDENT = 0.2


def paragraphs(*given: Words) -> tuple[Paragraph, ...]:
    """Each of some texts, runs, paragraphs, or lists of runs as a paragraph; a list of paragraphs as these."""
    made: list[Paragraph] = []
    for one in given:
        if isinstance(one, Paragraph):
            made.append(one)
        elif isinstance(one, str | Run):
            made.append(Paragraph((_run(one),)))
        elif any(isinstance(part, Paragraph) for part in one):
            made += [part if isinstance(part, Paragraph) else Paragraph((_run(part),)) for part in one]
        else:
            made.append(Paragraph(tuple(_run(part) for part in one if not isinstance(part, Paragraph))))
    return tuple(made)


def _run(part: str | Run) -> Run:
    return Run(part) if isinstance(part, str) else part


def clean(words: str) -> str:
    """Words without what XML cannot hold, and each run of spaces and line ends as one space."""
    return _SPACES.sub(" ", _NOT_XML.sub("", words))


def text_xml(
    given: Iterable[Paragraph],
    relate: Callable[[str], str],
    lang: str,
    *,
    tag: str = "p:txBody",
    body: str = "<a:bodyPr/>",
    size: float | None = None,
    colour: str | None = None,
) -> str:
    """DrawingML of a text body.

    Parameters
    ----------
    relate
        Gives the id of the slide's relationship to an address.
    lang
        Language of the words, `sv` or `en`; what is `mul` is marked as not to be proofread.
    body
        The properties of the body, DrawingML.
    size, colour
        Of the runs that have none of their own; None leaves it to the placeholder or the table.
    """
    written = "".join(_paragraph_xml(one, relate, lang, size, colour) for one in given)
    return f"<{tag}>{body}<a:lstStyle/>{written or '<a:p/>'}</{tag}>"


def _paragraph_xml(
    one: Paragraph, relate: Callable[[str], str], lang: str, size: float | None, colour: str | None
) -> str:
    indent = round(one.indent * 914400)
    bullet = '<a:buFont typeface="Arial"/><a:buChar char="&#8211;"/>' if one.bullet else "<a:buNone/>"
    before = f'<a:spcBef><a:spcPts val="{round(one.before * 100)}"/></a:spcBef>'
    margin = f' marL="{indent}" indent="{-indent}"' + (f' algn="{one.align}"' if one.align != "l" else "")
    runs = "".join(_run_xml(run, relate, lang, size, colour) for run in one.runs if run.words)
    # without this an empty paragraph would be as high as a line of the default type
    end = f'<a:endParaRPr sz="{round(size * 100)}"/>' if size and not runs else ""
    return f"<a:p><a:pPr{margin}>{before}{bullet}</a:pPr>{runs}{end}</a:p>"


_LANGS = {"sv": "sv-SE", "en": "en-GB"}


def _run_xml(run: Run, relate: Callable[[str], str], lang: str, size: float | None, colour: str | None) -> str:
    points, inked = run.size or size, run.colour or colour
    code = run.lang or lang
    attributes = f' lang="{_LANGS.get(code, "en-GB")}"' + (' noProof="1"' if code not in _LANGS else "")
    attributes += f' sz="{round(points * 100)}"' if points else ""
    attributes += ' b="1"' if run.bold else ""
    attributes += ' i="1"' if run.italic else ""
    fill = fill_xml(inked) if inked else ""
    link = f"<a:hlinkClick r:id={quoteattr(relate(run.link))}/>" if run.link else ""
    return f"<a:r><a:rPr{attributes}>{fill}{link}</a:rPr><a:t>{escape(clean(run.words))}</a:t></a:r>"
