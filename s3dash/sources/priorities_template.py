"""The Excel template for priorities: instructions in two languages, drop-down lists, an example row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from s3dash.data.dataset import Dataset
from s3dash.data.schema import CONFIDENCE, PERIODS

TEXTS: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
LISTS = "lists"
"""The hidden sheet that the drop-down lists take their words from."""

_HEADER_ROW, _EXAMPLE_ROW, _LAST_ROW = 3, 4, 304
_LIST_OF = {"region": "region", "period": "period", "confidence": "confidence", "primary": "domain"} | {
    f"secondary_{number}": "domain" for number in (1, 2, 3)
}
_DEEP, _SOFT, _LINE, _EXAMPLE, _QUIET = "14405C", "EEF3F6", "C9D3D9", "FFF6E0", "556572"
_THIN = Side(style="thin", color=_LINE)
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def _font(size: float = 11, color: str | None = None, bold: bool = False, italic: bool = False) -> Font:
    return Font(name="Calibri", size=size, color=color, bold=bold, italic=italic)


def write_template(path: Path, dataset: Dataset) -> None:
    """Write the template for a dataset's regions and domains.

    Parameters
    ----------
    path
        The workbook to write (.xlsx); an existing file is replaced.
    dataset
        Gives the regions (those of the countries that are drawn) and the domains to choose from.
    """
    book = Workbook()
    swedish = book.worksheets[0]
    swedish.title = TEXTS["sheets"]["sv"]
    choices = _choices(dataset)
    _instructions(swedish, "sv", dataset)
    _instructions(book.create_sheet(TEXTS["sheets"]["en"]), "en", dataset)
    entry = book.create_sheet(TEXTS["sheets"]["entry"])
    _lists(book, choices)
    _entry(entry, choices)
    book.save(path)


def _choices(dataset: Dataset) -> dict[str, list[str]]:
    """Return list -> labels, each with its code in brackets at the end."""
    drawn = {code[:2] for layer in ("lan", "nuts2", "neighbours") for code in dataset.drawn(layer)}
    regions = [dataset.region(code) for code in dataset.regions["nuts_id"] if code[:2] in drawn]
    regions.sort(key=lambda region: (region.country != "SE", region.country, -len(region.nuts_id), region.nuts_id))
    domains = [dataset.domain(code) for code in dataset.domains["domain_id"]]
    confidence = TEXTS["confidence"]
    return {
        "region": [_label(one.name("sv"), one.name("en"), one.nuts_id) for one in regions],
        "period": list(reversed(PERIODS)),
        "domain": [_label(one.name("sv"), one.name("en"), one.domain_id) for one in domains],
        "confidence": [_label(confidence[code]["sv"], confidence[code]["en"], code) for code in CONFIDENCE],
    }


def _label(swedish: str, english: str, code: str) -> str:
    return f"{swedish} ({code})" if swedish == english else f"{swedish} / {english} ({code})"


def _lists(book: Workbook, choices: Mapping[str, Sequence[str]]) -> None:
    sheet = book.create_sheet(LISTS)
    sheet.sheet_state = "hidden"
    for column, (name, labels) in enumerate(choices.items(), 1):
        for row, label in enumerate([name, *labels], 1):
            sheet.cell(row, column, label)
        letter = get_column_letter(column)
        area = f"{LISTS}!${letter}$2:${letter}${len(labels) + 1}"
        book.defined_names[f"list_{name}"] = DefinedName(f"list_{name}", attr_text=area)


# ---------------------------------------------------------------- the sheet to fill in


def _entry(sheet: Worksheet, choices: Mapping[str, Sequence[str]]) -> None:
    title, columns = TEXTS["title"], TEXTS["columns"]
    sheet.sheet_properties.tabColor = _DEEP
    sheet["B1"] = f"{title['entry_sv']} / {title['entry_en']}"
    sheet["B1"].font = _font(size=16, bold=True, color=_DEEP)
    sheet["B2"] = f"{title['hint_sv']} {title['hint_en']}"
    sheet["B2"].font = _font(color=_QUIET)
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 30, 22
    sheet.row_dimensions[_HEADER_ROW].height, sheet.row_dimensions[_EXAMPLE_ROW].height = 40, 48
    for at, (name, texts) in enumerate(columns.items(), 1):
        sheet.column_dimensions[get_column_letter(at)].width = texts["width"]
        star = " *" if texts.get("required") else ""
        head = sheet.cell(_HEADER_ROW, at, f"{texts['sv']}{star} /\n{texts['en']}{star}")
        head.font = _font(bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", fgColor=_DEEP)
        head.alignment = Alignment(wrap_text=True, vertical="center")
        head.border = Border(left=Side(style="thin", color="FFFFFF"))
        example = sheet.cell(_EXAMPLE_ROW, at, _example(name, choices))
        example.font = _font(italic=True, color=_QUIET)
        example.fill = PatternFill("solid", fgColor=_EXAMPLE)
        for row in range(_EXAMPLE_ROW, _LAST_ROW + 1):
            cell = sheet.cell(row, at)
            cell.alignment = _WRAPPED
            cell.border = Border(bottom=_THIN, right=_THIN)
        sheet.add_data_validation(_validation(name, texts, get_column_letter(at)))
    sheet.freeze_panes = f"C{_HEADER_ROW + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 90
    sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _example(name: str, choices: Mapping[str, Sequence[str]]) -> str | int | None:
    """Return the example's cell; of a list the choice whose code the texts name, or else its first."""
    example = TEXTS["example"].get(name)
    if name not in _LIST_OF or example is None:
        return example
    labels = choices[_LIST_OF[name]]
    return next((label for label in labels if label.endswith(f"({example})")), labels[0])


def _validation(name: str, texts: Mapping[str, str], letter: str) -> DataValidation:
    """Return a column's drop-down list, and the note that a chosen cell shows."""
    listed = _LIST_OF.get(name)
    rule = DataValidation(type="list", formula1=f"list_{listed}", allow_blank=True) if listed else DataValidation()
    if listed:
        rule.showErrorMessage = True
        rule.errorTitle = f"{texts['sv']} / {texts['en']}"[:32]
        rule.error = "Välj i listan. / Choose from the list."
    rule.showInputMessage = True
    rule.promptTitle = f"{texts['sv']} / {texts['en']}"[:32]
    rule.prompt = f"{texts['help_sv']}\n{texts['help_en']}"[:255]
    rule.add(f"{letter}{_EXAMPLE_ROW + 1}:{letter}{_LAST_ROW}")
    return rule


# ---------------------------------------------------------------- instructions


def _instructions(sheet: Worksheet, lang: str, dataset: Dataset) -> None:
    texts = TEXTS["instructions"][lang]
    for letter, width in zip("ABCD", (4, 46, 18, 100), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.sheet_view.showGridLines = False
    sheet["B2"] = texts["title"]
    sheet["B2"].font = _font(size=18, bold=True, color=_DEEP)
    sheet.row_dimensions[2].height = 30
    row = 4
    for number, step in enumerate(texts["steps"], 1):
        sheet.cell(row, 1, number).font = _font(bold=True, color=_DEEP)
        sheet.cell(row, 1).alignment = Alignment(vertical="top", horizontal="center")
        sheet.cell(row, 2, step).font = _font()
        sheet.cell(row, 2).alignment = _WRAPPED
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=4)
        sheet.row_dimensions[row].height = 20 if len(step) < 150 else 36
        row += 1
    sheet.cell(row, 2, texts["command"]).font = Font(name="Consolas", size=11, color=_DEEP)
    sheet.cell(row, 2).fill = PatternFill("solid", fgColor=_SOFT)
    sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=4)
    columns = [
        (one[lang], texts["required"] if one.get("required") else texts["optional"], one[f"help_{lang}"])
        for one in TEXTS["columns"].values()
    ]
    row = _table(sheet, row + 2, texts["columns"], columns)
    domains = [dataset.domain(code) for code in dataset.domains["domain_id"]]
    explained = dataset.domains.set_index("domain_id")[f"description_{lang}"]
    rows = [(one.name(lang), one.domain_id, str(explained[one.domain_id])) for one in domains]
    _table(sheet, row + 1, texts["domains"], rows)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _table(sheet: Worksheet, row: int, title: str, rows: Sequence[tuple[str, str, str]]) -> int:
    """Write a small table under a heading; return the row after it."""
    sheet.cell(row, 2, title).font = _font(size=13, bold=True, color=_DEEP)
    for cells in rows:
        row += 1
        for column, text in enumerate(cells, 2):
            cell = sheet.cell(row, column, text)
            cell.font = _font()
            cell.alignment = _WRAPPED
            cell.border = Border(bottom=_THIN)
        sheet.cell(row, 2).font = _font(bold=True)
        sheet.cell(row, 3).font = _font(color=_QUIET)
        if len(cells[2]) > 115:
            sheet.row_dimensions[row].height = 30
    return row + 1
