"""Delimited text: which row is which, and what is no row of the table."""

from dataclasses import replace
from pathlib import Path

import pytest

from strukturmonitor.errors import FileUnreadable
from strukturmonitor.imports import delimited
from strukturmonitor.imports.delimited import read_delimited
from strukturmonitor.imports.progress import Progress
from strukturmonitor.imports.raw_tables import InputFile, RawTable
from strukturmonitor.imports.sources import source

HEAD = "Nummer;Name;Straße\r\n"


def read(folder: Path, content: str | bytes) -> RawTable:
    path = folder / "a.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_delimited(replace(source("zaehlstellen"), max_rows=1_000_000), InputFile("a.csv", path), Progress())


def rows(table: RawTable) -> dict[int, list[str]]:
    """Number → cells."""
    cells = [column.to_pylist() for column in table.columns]
    return {int(n): [column[i] for column in cells] for i, n in enumerate(table.row_numbers)}


def test_row_numbers_are_those_of_a_spreadsheet(tmp_path: Path) -> None:
    """A finding that points to the wrong row: cells over several lines, empty lines and broken rows all count once."""
    text = HEAD + '1;"Am\nMarkt";A\r\n\r\n2;b;B\r\n3;c;C;zuviel\r\n;;\r\n4;d;D\r\n'
    table = read(tmp_path, text)
    assert rows(table) == {2: ["1", "Am\nMarkt", "A"], 4: ["2", "b", "B"], 7: ["4", "d", "D"]}
    assert [(number, code) for number, code, _ in table.broken] == [(5, "row_not_split")]
    assert table.header_row == 1


def test_lines_above_the_header(tmp_path: Path) -> None:
    """A title over two lines or with odd characters that shifts every row number."""
    table = read(tmp_path, '"Zählstellen\nStand 2024"\r\n\r\nTeil\x0b1\u2028\r\n' + HEAD + "1;a;A\r\n")
    assert (table.header_row, rows(table)) == (4, {5: ["1", "a", "A"]})


def test_a_header_over_two_lines(tmp_path: Path) -> None:
    """Spreadsheets write a header with a line break in quotation marks; taken for two rows it lost all columns."""
    table = read(tmp_path, 'Nummer;"Name\n";"Straße"\r\n1;a;A\r\n')
    assert (table.headers, rows(table)) == (["Nummer", "Name", "Straße"], {2: ["1", "a", "A"]})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "cp850", "mac_roman"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    """Spoilt umlauts; only one word of the file has any, far below."""
    plain = "".join(f"{number};a;A\r\n" for number in range(100))
    head = "Nummer;Name;Strasse\r\n" if encoding in ("cp850", "mac_roman") else HEAD
    content = (head.replace("Strasse", "Straße") + plain + "7;Größe;Übung\r\n").encode(encoding)
    assert list(rows(read(tmp_path, content)).values())[-1] == ["7", "Größe", "Übung"]


def test_rows_that_lack_their_last_cells(tmp_path: Path) -> None:
    """Rows without their empty last cells that are rejected, or moved to the end of the file without their number."""
    table = read(tmp_path, HEAD + "1;a\r\n2;b;B\r\n3;c;C;;\r\n")
    assert rows(table) == {2: ["1", "a", ""], 3: ["2", "b", "B"], 4: ["3", "c", "C"]} and not table.broken


def test_a_file_that_ends_in_a_row(tmp_path: Path) -> None:
    """The last row of a file cut off, loaded with half of its cells."""
    table = read(tmp_path, HEAD + "1;a;A\r\n2;b")
    assert list(rows(table)) == [2] and table.broken == [(3, "row_cut_off", "2;b")]


@pytest.mark.parametrize("rest", ["", ";", ";;"])
def test_one_delimiter_more_in_the_header_or_in_all_rows(tmp_path: Path, rest: str) -> None:
    """Half a million good rows called broken because every one ends with a delimiter, or only the header does."""
    body = "".join(f"{number};a;A{rest}\r\n" for number in range(200_000))
    for head in (HEAD, HEAD.replace("\r\n", ";\r\n")):
        table = read(tmp_path, head + body)
        assert (table.row_count, table.broken) == (200_000, [])


def test_an_extra_column_in_all_rows_is_kept(tmp_path: Path) -> None:
    """Values without a header that vanish: they are a column without a name, which is reported."""
    table = read(tmp_path, HEAD + "1;a;A;x\r\n2;b;B;y\r\n")
    assert table.headers == ["Nummer", "Name", "Straße", ""] and rows(table)[3] == ["2", "b", "B", "y"]


def test_too_many_uneven_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is no table kept in memory row by row."""
    monkeypatch.setattr(delimited, "_MOST_BROKEN", 10)
    with pytest.raises(FileUnreadable) as caught:
        read(tmp_path, HEAD + "1;a;A\r\n" * 20 + "1;a;A;x\r\n" * 12)
    assert (caught.value.values["reason"], caught.value.values["row"]) == ("rows_uneven", 22)


def test_an_inch_is_no_open_quotation(tmp_path: Path) -> None:
    """A file refused because of one quotation mark inside a text."""
    assert rows(read(tmp_path, HEAD + '1;Rohr 5";A\r\n2;b;B\r\n')) == {2: ["1", 'Rohr 5"', "A"], 3: ["2", "b", "B"]}


def test_a_quotation_mark_closed_much_too_late(tmp_path: Path) -> None:
    """Rows that vanish into one cell because a mark is missing; a remark over two lines is no such thing."""
    head = "Nummer;Name;Straße;Längengrad;Breitengrad\r\n"
    good = '1;"Am\nMarkt; links";A;7;51\r\n'
    table = read(tmp_path, head + good + '2;"b;B;7;51\r\n3;c";C;7;51\r\n4;d;D;7;51\r\n')
    assert list(rows(table)) == [2, 4]
    assert [(number, code) for number, code, _ in table.broken] == [(3, "quotes_swallow")]
