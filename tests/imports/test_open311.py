"""Reports by Open311: nothing about persons, days in the city's own time."""

import pandas as pd
from people import SAMPLES, STATISTICS, checked, closes, published

from strukturmonitor.database import Database
from strukturmonitor.imports import archive
from strukturmonitor.imports.run import keep_upload, prepare, publish

FILE = SAMPLES / "open311" / "requests.json"


def test_every_row_is_told_and_personal_columns_are_dropped(database: Database) -> None:
    """Prevents names and pictures of residents in the database, and rows that vanish silently."""
    prepared = checked(database, "open311", FILE)
    assert closes(prepared)
    assert (prepared.counts["rows_loaded"], prepared.counts["rows_duplicate"]) == (3, 1)
    rejected = {f.row: f.code for f in prepared.findings if f.severity == "fail"}
    assert rejected == {
        4: "choice_unknown",
        5: "place_elsewhere",
        6: "report_closed_without_date",
        8: "date_unreadable",
    }
    personal = [f for f in prepared.findings if f.code == "column_personal"]
    told = " ".join(f"{f.column} {f.value}" for f in personal)
    for column in ("description", "media_url", "first_name", "last_name", "email", "phone", "device_id", "address"):
        assert column in told
    assert not any("Erika" in str(f.value) for f in prepared.findings)


def test_days_are_those_of_the_city_and_made_reports_of_the_year_go(database: Database) -> None:
    """Prevents reports that change the day over midnight, and made reports between real ones."""
    published(database, "open311", FILE)
    rows = database.read(
        "report_points", area_id="city:dortmund", from_date="2025-01-01", to_date="2025-12-31", kinds=None, limit=100
    ).set_index("report_id")
    assert set(rows.index) == {"2025-0001", "2025-0002", "2025-0006"}
    assert rows.loc["2025-0001", "reported_on"] == pd.Timestamp("2025-03-02")  # 23:30 UTC
    assert rows.loc["2025-0001", "remedied_on"] == pd.Timestamp("2025-03-04")
    assert pd.isna(rows.loc["2025-0002", "remedied_on"])
    assert rows.loc["2025-0006", "lat"] > 50  # was swapped
    origins = database.read("dataset_years")
    reports = origins[origins["table_name"] == "report"].groupby("year")["origin"].agg(set)
    assert reports[2025] == {"counted"}
    assert reports[2024] == {"made"}


def test_the_file_itself_is_not_kept(database: Database) -> None:
    """Prevents names, mail addresses and pictures of residents in the archive and in every backup of it."""
    upload = keep_upload(database, FILE.name, FILE.read_bytes())
    result = publish(database, STATISTICS, prepare(database, STATISTICS, "open311", [upload], {}))
    assert result["state"] == "published"
    archive.let_go(database.data_dir, [upload.path])
    text = b"Erika"
    assert text in FILE.read_bytes()
    assert [path for path in database.data_dir.rglob("*") if path.is_file() and text in path.read_bytes()] == []
    assert published(database, "open311", FILE)["state"] == "unchanged"
