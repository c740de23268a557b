"""Why a whole file is refused: one kind, one plain sentence with the mend."""

from alongside.interchange.formats.table import Refusal

SENTENCES = {
    "empty_file": "This file is empty. Save the workbook in Excel again and choose that file.",
    "damaged": (
        "This workbook is damaged: part of it is missing or cannot be read. Open it in Excel, save it again and load "
        "the new file; if Excel cannot open it either, ask for a fresh copy."
    ),
    "too_large": (
        "This workbook is too large to be a programme's own list. Remove sheets that hold no lists, delete the empty "
        "rows and columns beyond the data, save it and load it again."
    ),
    "old_excel_format": (
        "This is a workbook in the old Excel format (.xls). Open it in Excel, choose Save As, Excel Workbook (.xlsx), "
        "and load the new file."
    ),
    "password_protected": (
        "This workbook is protected by a password. Open it in Excel, remove the password under File, Info, Protect "
        "Workbook, save it and load it again."
    ),
    "not_a_workbook": (
        "This file is not an Excel workbook, whatever its name says. Open it in Excel, choose Save As, Excel Workbook "
        "(.xlsx), and load the new file."
    ),
    "unsafe_xml": (
        "This workbook holds instructions that Excel never writes and that could reach other files, so it was not "
        "opened. Copy its sheets into a new workbook and load that."
    ),
    "nothing_in_it": "This workbook has no sheet with anything in it. Choose the workbook with your lists.",
}


def refused(kind: str) -> Refusal:
    return Refusal(kind, SENTENCES[kind])
