"""A list of 100,000 units from XLSX: reading the sheet alone against reading, cleaning, checking, locating and
comparing it, in turns in one run."""

import datetime
import io
import statistics
import time
from pathlib import Path

import numpy as np
import xlsxwriter
from python_calamine import load_workbook

from strukturmonitor.areas import AreaTree
from strukturmonitor.database import Database
from strukturmonitor.imports.findings import Findings
from strukturmonitor.imports.sources import source
from strukturmonitor.imports.unit_places import AreaFinder
from strukturmonitor.imports.vacancy_list import read_vacancy_list
from strukturmonitor.imports.vacancy_register import compare

UNITS = 100_000
_ROUNDS = 5
_HEADERS = (
    "Nr.", "Name", "Straße", "Hausnummer", "PLZ", "Stadtbezirk", "Statistischer Bezirk", "Status", "Leerstand seit",
    "Längengrad", "Breitengrad", "Fläche (m²)", "Verkaufsfläche", "Schaufensterfront", "Geschoss", "Gebäudeteil",
    "Stufen", "Lage", "Nutzung", "Vornutzung", "Nachnutzungsidee", "Zustand", "Eigentümerart", "Miete",
    "Zuletzt geprüft am",
)  # fmt: skip
_USES = ("Friseur", "Bäckerei", "Kiosk", "Mode", "Apotheke", "Imbiss")


def measure(folder: Path, units: int = UNITS) -> dict[str, float]:
    """Medians in seconds, and how many times the reading alone the whole takes. `folder`: of a demo database."""
    database = Database(folder)
    try:
        content = make_list(database, units)
        alone, whole = [], []
        for _ in range(_ROUNDS):
            start = time.perf_counter()
            load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
            alone.append(time.perf_counter() - start)
            start = time.perf_counter()
            listed = read_vacancy_list(
                database,
                source("leerstand"),
                "liste.xlsx",
                content,
                findings=Findings(),
                list_date=datetime.date.today(),
            )
            with database.transaction() as transaction:
                compared = compare(transaction.run("current_units"), listed)
            whole.append(time.perf_counter() - start)
        assert (listed.rows_read, compared.new) == (units, units)
    finally:
        database.close()
    return {
        "units": units,
        "sheet_alone_s": statistics.median(alone),
        "read_checked_compared_s": statistics.median(whole),
        "ratio": statistics.median(whole) / statistics.median(alone),
    }


def make_list(database: Database, units: int) -> bytes:
    """A workbook of 25 columns; every ninth unit is vacant, the districts named are those of the places."""
    chance = np.random.default_rng(3)
    extent = database.read("city_extent").iloc[0]
    lon = np.round(chance.uniform(extent.lon_min, extent.lon_max, 4 * units), 6)
    lat = np.round(chance.uniform(extent.lat_min, extent.lat_max, 4 * units), 6)
    tree = AreaTree(database.read("areas"))
    with AreaFinder(database) as finder:
        codes, areas = finder.find(lon, lat)
    inside = np.flatnonzero([bool(areas[code]) for code in codes])[:units]
    names = [{tree[area].level: tree[area].name for area in ids} for ids in areas]
    content = io.BytesIO()
    book = xlsxwriter.Workbook(
        content, {"constant_memory": True, "in_memory": True, "default_date_format": "dd.mm.yyyy"}
    )
    sheet = book.add_worksheet("Liste")
    sheet.write_row(0, 0, _HEADERS)
    first = datetime.datetime(2015, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
    days = [first + datetime.timedelta(days=int(day)) for day in chance.integers(0, 3500, units)]
    numbers = chance.uniform(10, 200, (units, 4)).round(1)
    for row, place in enumerate(inside, start=1):
        is_vacant = row % 9 == 0
        area, sales, window, rent = numbers[row - 1].tolist()
        here, use = names[codes[place]], _USES[row % len(_USES)]
        sheet.write_row(
            row, 0,
            [row, f"Laden {row}", f"Straße {row % 3000}", str(row % 200 + 1), 44100 + row % 300, here.get("bezirk", ""),
             here.get("stat", ""), "leer" if is_vacant else "vermietet", days[row - 1] if is_vacant else "",
             float(lon[place]), float(lat[place]), area + 200, sales, window, ("EG", "1. OG", "UG")[row % 3],
             ("Vorderhaus", "Hinterhaus")[row % 2], row % 4, "ABC"[row % 3], use, use, "Café" if is_vacant else "",
             ("gut", "kleine Mängel")[row % 2], ("Privat", "Gewerblich")[row % 2], rent, days[-row]],
        )  # fmt: skip
    book.close()
    return content.getvalue()
