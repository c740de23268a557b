"""Files that are not what they say, are too large, or would reach out: one sentence, and nothing is read."""

import io
import struct
import zipfile
import zlib
from datetime import date, timedelta

import openpyxl
import pytest
import xlsxwriter

from alongside.interchange.formats.archive import Stopped
from alongside.interchange.formats.marks import read_marks
from alongside.interchange.formats.table import Formula, Refusal
from alongside.interchange.formats.workbook import open_workbook
from tests.interchange.books import book, opened

SMALL = {"Peers": [["Name", "Team"], ["Ann Ash", "Oak Ward"]]}


def kind(data: bytes) -> str:
    found = open_workbook(data, "file.xlsx")
    assert isinstance(found, Refusal), "the file was opened"
    return found.kind


def changed(data: bytes, **parts: bytes) -> bytes:
    """The same workbook with some parts replaced; __ stands for / in their names, _ for a dot."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        wanted = {name.replace("__", "/").replace("_", "."): content for name, content in parts.items()}
        for entry in old.namelist():
            if entry not in wanted:
                new.writestr(entry, old.read(entry))
        for name, content in wanted.items():
            new.writestr(name, content)
    return target.getvalue()


def sheet_xml(rows: str) -> bytes:
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{name}"><sheetData>{rows}</sheetData></worksheet>'.encode()


@pytest.mark.parametrize(
    ("data", "right"),
    [
        (b"", "empty_file"),
        (b"Name,Team\r\nAnn,Oak\r\n", "not_a_workbook"),
        (b"%PDF-1.7 something", "not_a_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "old_excel_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password_protected"),
        (b"PK\x03\x04 and then nothing of a zip", "damaged"),
        (b"PK" + b"x" * 20_000_001, "too_large"),
    ],
)
def test_a_file_of_another_kind_is_named_for_what_it_is(data: bytes, right: str):
    assert kind(data) == right


def test_a_copy_that_stopped_anywhere_is_damaged():
    data = book(**SMALL)
    for part in (0.1, 0.4, 0.6, 0.9, 0.99):
        assert kind(data[: int(len(data) * part)]) == "damaged"


def test_a_document_of_another_program_in_a_zip_is_no_workbook():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    assert kind(target.getvalue()) == "not_a_workbook"


def test_a_part_that_unpacks_to_more_than_it_states_is_stopped():
    data = changed(book(**SMALL), xl__worksheets__sheet1_xml=sheet_xml("<row/>" + " " * 200_000))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
        real = archive.read(entry)
    stated = len(sheet_xml("<row/>"))
    lie = data.replace(struct.pack("<I", len(real)), struct.pack("<I", stated))
    lie = lie.replace(struct.pack("<I", zlib.crc32(real)), struct.pack("<I", zlib.crc32(real[:stated])))
    assert lie != data
    assert kind(lie) == "too_large"


def test_stated_sizes_are_added_up_before_anything_is_unpacked():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/media/image.bin", b"\0" * 49_000_000)
    assert kind(target.getvalue()) == "too_large"


def test_two_cells_at_the_far_corners_do_not_fill_the_memory():
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert kind(changed(book(**SMALL), xl__worksheets__sheet1_xml=sheet_xml(rows))) == "too_large"


@pytest.mark.parametrize("part", ["xl__worksheets__sheet1_xml", "docProps__core_xml", "xl__comments1_xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_instructions_in_any_part_and_encoding_are_refused(part: str, encoding: str):
    evil = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'
    assert kind(changed(book(**SMALL), **{part: evil.encode(encoding)})) == "unsafe_xml"


def test_an_entity_that_multiplies_is_refused():
    evil = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    assert kind(changed(book(**SMALL), xl__sharedStrings_xml=evil.encode())) == "unsafe_xml"


def test_a_workbook_with_nothing_in_it_says_so():
    assert kind(book(Sheet1=[])) == "nothing_in_it"


def test_formulas_links_errors_and_missing_results_are_told_apart():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Peers")
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_formula("A2", "='[Payroll.xlsx]Pay'!B2", None, 0.8)
        sheet.write_formula("A3", '=HYPERLINK("http://example.org","M. Okonjo")', None, "M. Okonjo")
        sheet.write_formula("A4", "=1/0", None, "#DIV/0!")
        sheet.write_string("A5", "#N/A")
    cells = opened(target.getvalue()).sheet("Peers")
    assert [cells.cell(row, 1).formula for row in (1, 2, 3)] == [
        Formula.PLAIN,
        Formula.OTHER_WORKBOOK,
        Formula.REACHES_OUT,
    ]
    assert cells.cell(1, 1).value == 2
    assert cells.cell(4, 1).error and cells.cell(5, 1).error
    assert "Okonjo" not in repr(cells)


def test_a_formula_whose_result_was_never_saved_is_no_empty_cell():
    made = openpyxl.Workbook()
    made.active.append(["Name", "WTE"])
    made.active.append(["Ann Ash", "=0.5+0.1"])
    target = io.BytesIO()
    made.save(target)
    cell = opened(target.getvalue()).sheets[0].cell(2, 2)
    assert cell.not_calculated and not cell.empty


def test_days_times_and_long_texts_are_read_as_shown():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Peers")
        sheet.write_datetime("A1", date(2019, 9, 1), made.add_format({"num_format": "mmm yyyy"}))
        sheet.write_number("A2", 18.75 / 24, made.add_format({"num_format": "[h]:mm"}))
        sheet.write_number("A3", 37.5 / 24, made.add_format({"num_format": "[h]:mm"}))
        sheet.write_number("A4", 0.6, made.add_format({"num_format": "0%"}))
    cells = opened(target.getvalue()).sheet("Peers")
    assert cells.cell(1, 1).value == date(2019, 9, 1)
    assert cells.cell(2, 1).value == timedelta(hours=18.75)
    assert cells.cell(3, 1).value == timedelta(hours=37.5)
    assert cells.cell(4, 1).value == 0.6


def test_the_other_calendar_of_excel_gives_the_same_day():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "date_1904": True}) as made:
        sheet = made.add_worksheet("Peers")
        sheet.write_datetime("A1", date(2019, 9, 1), made.add_format({"num_format": "dd/mm/yyyy"}))
    assert opened(target.getvalue()).sheets[0].cell(1, 1).value == date(2019, 9, 1)


def test_comments_are_never_read_but_their_presence_is_known():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Peers")
        sheet.write_string("A1", "Name")
        sheet.write_comment("A1", "off sick, secret-word")
    workbook = opened(target.getvalue())
    assert workbook.has_comments
    assert "secret-word" not in str([cell.value for cell in workbook.sheets[0].cells.values()])


def test_hidden_rows_and_sheets_are_known_and_read():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Peers")
        sheet.write_column("A1", ["Name", "Ann Ash", "Bo Birch"])
        sheet.autofilter("A1:A3")
        sheet.set_row(2, None, None, {"hidden": True})
        other = made.add_worksheet("Lists")
        other.write_string("A1", "Band 3")
        other.hide()
    workbook = opened(target.getvalue())
    assert workbook.sheet("Peers").filtered
    assert workbook.sheet("Peers").hidden_rows == {3}
    assert workbook.sheet("Peers").cell(3, 1).value == "Bo Birch"
    assert workbook.sheet("Lists").state == "hidden"


def test_more_parts_than_any_workbook_has_are_not_looked_at():
    assert kind(changed(book(**SMALL), **{f"xl__media__{n}_bin": b"" for n in range(2_001)})) == "too_large"


def test_two_parts_of_one_name_are_damage():
    assert kind(changed(book(**SMALL), XL__WORKBOOK_XML=b"<workbook/>")) == "damaged"


def test_cells_are_counted_while_they_are_read():
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row>'
    assert read_marks(sheet_xml(rows), most=2).cells == 2
    with pytest.raises(Stopped):
        read_marks(sheet_xml(rows), most=1)
