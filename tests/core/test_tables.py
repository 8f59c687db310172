"""Tables: whatever a spreadsheet program makes of them comes in; what is no table is refused, with a sentence."""

import io
import struct
import time
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from paripasso.core import tables
from paripasso.core.tables import table as refusals
from paripasso.core.tables import workbooks

TEXT = "Nome;Città;Nota\nPerù;Cefalù;uno\nAnna;Forlì;\n"
EXPECTED = tables.Table(
    ("Nome", "Città", "Nota"),
    (tables.Row(2, ("Perù", "Cefalù", "uno")), tables.Row(3, ("Anna", "Forlì", ""))),
)


def workbook(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_alphabet_and_delimiter_gives_the_same_table(encoding, delimiter):
    assert tables.read(TEXT.replace(";", delimiter).encode(encoding), "people.csv") == EXPECTED


def test_lines_are_counted_through_quoted_line_breaks_and_empty_lines():
    read = tables.read(b'sep=;\r\nname;note\r\nAnna;"two\r\nlines"\r\n\r\nBo;"a;b"\r\n', "x.csv")
    assert read.rows == (tables.Row(3, ("Anna", "two\r\nlines")), tables.Row(6, ("Bo", "a;b")))


def test_a_line_with_more_cells_than_headers_is_named():
    assert tables.read(b"a,b\n1,2,3\n4,5,\n", "x.csv").ragged == (2,)


@pytest.mark.slow
def test_a_workbook_gives_numbers_dates_and_lines_as_people_see_them():
    content = workbook([["Name", "Number", "Day"], [], ["Anna", 3.0, date(2026, 11, 23)]])
    read = tables.read(content, "people.xlsx")
    assert read == tables.Table(("Name", "Number", "Day"), (tables.Row(3, ("Anna", "3", "2026-11-23")),))


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (b"", "x.csv", refusals.Empty),
        (b"a,b\n", "x.csv", refusals.Empty),
        (b"a,,b\n1,2,3\n", "x.csv", refusals.NoHeaders),
        (b"a,A\n1,2\n", "x.csv", refusals.HeadersTwice),
        (b"name\n%PDF\x00\x01", "x.csv", refusals.NotText),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "photo.csv", refusals.NotText),
        (b"<!DOCTYPE html><table></table>", "x.csv", refusals.WebPage),
        (b"just,text\n1,2\n", "x.xlsx", refusals.NotASpreadsheet),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "x.xls", refusals.OldSpreadsheet),
        (b"PK\x03\x04 and then nothing", "x.xlsx", refusals.BrokenSpreadsheet),
        (b'a,b\n1,"open\n2,3\n', "x.csv", refusals.BrokenQuotes),
        ((",".join(f"c{n}" for n in range(101)) + "\n1\n").encode(), "x.csv", refusals.TooManyColumns),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(content, name, refusal):
    with pytest.raises(refusal):
        tables.read(content, name)


def test_too_many_rows_and_bytes_are_refused(monkeypatch):
    monkeypatch.setattr(refusals, "MOST_ROWS", 2)
    with pytest.raises(refusals.TooManyRows):
        tables.read(b"a\n1\n2\n3\n", "x.csv")
    with pytest.raises(refusals.TooLarge):
        tables.read(b"a\n" * (tables.MOST_BYTES // 2 + 1), "x.csv")


def packed(entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.slow
def test_bombs_are_refused_within_two_seconds():
    began = time.monotonic()
    bombs = [
        packed([("xl/workbook.xml", b"x"), ("xl/worksheets/sheet1.xml", b"0" * 30_000_000)]),
        packed([("xl/workbook.xml", b"x"), *((f"xl/{n}", b"") for n in range(1001))]),
    ]
    for bomb in bombs:
        with pytest.raises(refusals.Swollen):
            tables.read(bomb, "bomb.xlsx")
    with pytest.raises(refusals.NotASpreadsheet):
        tables.read(packed([("word/document.xml", b"x")]), "letter.xlsx")
    assert time.monotonic() - began < 2


def test_a_zip_that_announces_too_many_entries_is_not_even_opened():
    content = b"PK\x03\x04" + workbooks.END_OF_ZIP.pack(b"PK\x05\x06", 0, 0, 5000, 5000, 100, 0, 0)
    with pytest.raises(refusals.Swollen):
        tables.read(content, "x.xlsx")
    assert struct.calcsize("<4s4H2LH") == 22


@pytest.mark.slow
def test_a_sheet_that_claims_the_whole_grid_breaks_its_own_process_only():
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "x", "y"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(tables.NotATable):
        tables.read(out.getvalue(), "x.xlsx")


DANGEROUS = ["=1+1", "+39 015", "-5", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x", "  =1"]


def test_no_text_becomes_a_formula_in_a_csv():
    lines = tables.write_csv(["name"], [[text] for text in DANGEROUS]).decode("utf-8-sig")
    assert tables.read(lines.encode(), "x.csv").rows == tuple(
        tables.Row(line, ("'" + text.strip("\x00"),)) for line, text in _numbered(DANGEROUS)
    )


def _numbered(texts):
    line = 2
    for text in texts:
        yield line, text
        line += 1 + text.count("\r")


@pytest.mark.slow
def test_no_text_becomes_a_formula_in_a_workbook_and_numbers_stay_numbers():
    book = load_workbook(io.BytesIO(tables.write_xlsx(["name", "n"], [["=1+1", -5], ["plain", 2.5]])))
    cells = [[(cell.value, cell.data_type) for cell in row] for row in book.active.iter_rows()]
    assert cells == [
        [("name", "s"), ("n", "s")],
        [("'=1+1", "s"), (-5, "n")],
        [("plain", "s"), (2.5, "n")],
    ]


def test_file_names_lose_folders_quotes_and_control_characters():
    names = ["../../etc/passwd", 'a"b;c\r\n.csv', "\u202eexe.csv", "C:\\x\\people.csv", "..."]
    assert [tables.safe_file_name(name) for name in names] == ["passwd", "abc.csv", "exe.csv", "people.csv", "file"]
