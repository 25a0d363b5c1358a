"""Files as they should not be, each small and true to its format: what a workbook looks like when it is protected, cut
off, a bomb, or full of surprises."""

import datetime
import io
import json
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path

import openpyxl

STATION_HEADER = "Zählstellennummer;Name;Straßenklasse;Straße;Richtung 1;Richtung 2;Längengrad;Breitengrad"
STATION = {
    "Zählstellennummer": "9001", "Name": "Prüfstelle", "Straßenklasse": "B", "Straße": "1", "Richtung 1": "West",
    "Richtung 2": "Ost", "Längengrad": "7,4660", "Breitengrad": "51,5140",
}  # fmt: skip
ACCIDENT_HEADER = "OBJECTID;ULAND;UREGBEZ;UKREIS;UGEMEINDE;UJAHR;UMONAT;USTUNDE;UWOCHENTAG;UKATEGORIE;UART;UTYP1;ULICHTVERH;IstStrassenzustand;IstRad;IstPKW;IstFuss;IstKrad;IstGkfz;IstSonstige;XGCSWGS84;YGCSWGS84"
ACCIDENT = {
    "OBJECTID": "1", "ULAND": "05", "UREGBEZ": "9", "UKREIS": "13", "UGEMEINDE": "000", "UJAHR": "2021",
    "UMONAT": "05", "USTUNDE": "17", "UWOCHENTAG": "3", "UKATEGORIE": "3", "UART": "5", "UTYP1": "2",
    "ULICHTVERH": "0", "IstStrassenzustand": "0", "IstRad": "0", "IstPKW": "1", "IstFuss": "0", "IstKrad": "0",
    "IstGkfz": "0", "IstSonstige": "0", "XGCSWGS84": "7,4660", "YGCSWGS84": "51,5140",
}  # fmt: skip


def rows_of(header: str, good: dict[str, str], *rows: dict[str, str], delimiter: str = ";") -> str:
    """CSV text: each row is the good one with other values; numbers run on where none is given."""
    names = header.split(";")
    lines = [names]
    for number, row in enumerate(rows):
        first = {names[0]: str(int(good[names[0]]) + number)}
        values = {**good, **first, **row}
        lines.append([values.get(name, "") for name in names])
    return "".join(delimiter.join(line) + "\r\n" for line in lines)


def stations(*rows: dict[str, str], delimiter: str = ";") -> str:
    return rows_of(STATION_HEADER, STATION, *rows, delimiter=delimiter)


def accidents(*rows: dict[str, str], delimiter: str = ";") -> str:
    return rows_of(ACCIDENT_HEADER, ACCIDENT, *rows, delimiter=delimiter)


def cells_of(text: str) -> list[list[object]]:
    return [line.split(";") for line in text.splitlines()]


def zipped(entries: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return content.getvalue()


def bomb(name: str, megabytes: int) -> bytes:
    """An archive of kilobytes whose one entry unpacks to so many megabytes."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open(name, "w", force_zip64=True) as entry,
    ):
        block = bytes(1_000_000).replace(b"\x00", b"a")
        for _ in range(megabytes):
            entry.write(block)
    return content.getvalue()


def lying_bomb(name: str, megabytes: int) -> bytes:
    """The same, but the directory says the entry has one byte."""
    content = bytearray(bomb(name, megabytes))
    place = content.rfind(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", 1)
    return bytes(content)


def locked_zip(name: str, data: bytes) -> bytes:
    """An archive whose entry says that it needs a password."""
    content = bytearray(zipped({name: data}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + offset] |= 1
    return bytes(content)


def locked_workbook() -> bytes:
    """The compound file Office writes for a workbook with a password: two streams, EncryptionInfo and EncryptedPackage."""
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    streams = [("EncryptionInfo", 2), ("EncryptedPackage", 10)]
    table = [fat, end, *[*range(3, 10), end], *[*range(11, 18), end]]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", free) * 108
    directory = _entry("Root Entry", 5, end, 0, child=1)
    for number, (name, first) in enumerate(streams, start=1):
        directory += _entry(name, 2, first, 4096, right=2 if number == 1 else free)
    directory += bytes(128)
    padded = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    return header + padded + directory + bytes(range(256)) * 32


def _entry(name: str, kind: int, first: int, size: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    text = name.encode("utf-16-le") + b"\x00\x00"
    head = text.ljust(64, b"\x00") + struct.pack("<HBB", len(text), kind, 1)
    return head + struct.pack("<III", 0xFFFFFFFF, right, child) + bytes(36) + struct.pack("<IQ", first, size)


def workbook_of(rows: Iterable[Iterable[object]], *, hidden: dict[str, list[list[object]]] | None = None) -> bytes:
    """XLSX; the hidden sheets stand first."""
    book = openpyxl.Workbook()
    for name, more in (hidden or {}).items():
        sheet = book.create_sheet(name, 0)
        sheet.sheet_state = "hidden"
        for row in more:
            sheet.append(row)
    for row in rows:
        book["Sheet"].append(list(row))
    book.active = book["Sheet"]
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def changed_member(content: bytes, member: str, old: bytes, new: bytes) -> bytes:
    """An archive with one part of one member replaced."""
    entries = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            entries[name] = archive.read(name)
    if old not in entries[member]:
        raise ValueError(f"{old!r} is not in {member}")
    entries[member] = entries[member].replace(old, new)
    return zipped(entries)


def nested_json(depth: int) -> bytes:
    return ('{"results": [' + '{"a": ' * depth + "1" + "}" * depth + "]}").encode()


def squares(*rings: list[list[float]], names: Iterable[str] = ("Eving", "Hörde")) -> bytes:
    """GeoJSON with one polygon per ring."""
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for name, ring in zip(names, rings, strict=False)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def write_large_csv(path: Path, megabytes: int, header: str = ACCIDENT_HEADER, good: dict[str, str] = ACCIDENT) -> int:
    """A CSV of at least so many megabytes; returns its rows. Every hundredth row is of the city."""
    names = header.split(";")
    lines = []
    for number in range(20_000):
        values = {
            **good,
            "OBJECTID": str(100_000 + number),
            "ULAND": "05" if number % 100 == 0 else "06",
            "UMONAT": str(number // 100 % 12 + 1),
        }
        lines.append(";".join(values[name] for name in names))
    block = ("\r\n".join(lines) + "\r\n").encode()
    blocks = megabytes * 1_000_000 // len(block) + 1
    with path.open("wb") as file:
        file.write((header + "\r\n").encode())
        for _ in range(blocks):
            file.write(block)
    return blocks * len(lines)


def serial_date(year: int, month: int, day: int) -> int:
    """How a spreadsheet stores a day."""
    return (datetime.date(year, month, day) - datetime.date(1899, 12, 30)).days
