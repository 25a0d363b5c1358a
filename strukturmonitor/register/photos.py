"""Photos of records: added, captioned, released to the public and deleted by who is in charge of the record."""

import datetime
import secrets
from pathlib import Path

from strukturmonitor.access import Actor, require
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database, Transaction
from strukturmonitor.errors import PhotoRefused, ValueInvalid
from strukturmonitor.register.changes import note_change
from strukturmonitor.register.day import today
from strukturmonitor.register.fields import Field, clean
from strukturmonitor.register.pictures import Picture, forget, keep, limits, picture
from strukturmonitor.register.records import record

_CAPTION = Field(
    name="photo_caption", type="text", visibility="internal", part="photo", longest=limits()["longest_caption"]
)
_MONTHS = 12


def add_photo(
    database: Database,
    actor: Actor,
    unit_id: str,
    upload: bytes,
    *,
    caption: str | None = None,
    taken_year: int | None = None,
    taken_month: int | None = None,
) -> str:
    """Keep a photo of a record, internal until it is released; returns its number.
    Raises NotAllowed, RecordUnknown, PhotoRefused, ValueInvalid, DiskFull."""
    _require_charge(database, actor, unit_id)
    caption = clean(_CAPTION, caption)
    _check_taken(taken_year, taken_month, today(database))
    kept = picture(upload)
    with database.transaction("photo") as transaction:
        if len(transaction.run("photos_of_unit", unit_id=unit_id)) >= limits()["most_per_record"]:
            raise PhotoRefused(reason="too_many", limit=limits()["most_per_record"])
        photo_id = insert_photo(
            transaction,
            database.data_dir,
            kept,
            unit_id=unit_id,
            report_id=None,
            caption=caption,
            taken_year=taken_year,
            taken_month=taken_month,
            account_id=actor.account_id,
            actor_name=actor.name,
        )
        note_change(transaction, actor, unit_id, "photo_added", {"photo": (None, caption)})
    return photo_id


def insert_photo(
    transaction: Transaction,
    data_dir: Path,
    kept: Picture,
    *,
    unit_id: str | None,
    report_id: int | None,
    caption: str | None = None,
    taken_year: int | None = None,
    taken_month: int | None = None,
    account_id: str | None = None,
    actor_name: str | None = None,
) -> str:
    """Write picture and row inside a write: nobody tidies the file away before its row is there."""
    keep(data_dir, kept)
    photo_id = secrets.token_hex(8)
    transaction.run(
        "add_photo",
        photo_id=photo_id,
        unit_id=unit_id,
        report_id=report_id,
        sha256=kept.sha256,
        width_px=kept.width_px,
        height_px=kept.height_px,
        caption=caption,
        taken_year=taken_year,
        taken_month=taken_month,
        account_id=account_id,
        actor_name=actor_name,
        added_at=utc_now(),
    )
    return photo_id


def change_photo(
    database: Database,
    actor: Actor,
    unit_id: str,
    photo_id: str,
    *,
    caption: str | None,
    is_public: bool,
) -> None:
    """Give a photo another caption, release it to the public or take it back.
    Raises NotAllowed, RecordUnknown, PhotoRefused (unknown), ValueInvalid."""
    _require_charge(database, actor, unit_id)
    caption = clean(_CAPTION, caption)
    with database.transaction("photo") as transaction:
        before = _photo(transaction, unit_id, photo_id)
        transaction.run("change_photo", photo_id=photo_id, caption=caption, is_public=is_public)
        changes: dict[str, tuple[object, object]] = {}
        if before["is_public"] != is_public:
            changes["photo_is_public"] = (before["is_public"], is_public)
        if before["caption"] != caption:
            changes["photo_caption"] = (before["caption"], caption)
        if changes:
            note_change(transaction, actor, unit_id, "photo_changed", changes)


def remove_photo(database: Database, actor: Actor, unit_id: str, photo_id: str) -> None:
    """Delete a photo for good, the file too where nothing else shows the same picture.
    Raises NotAllowed, RecordUnknown, PhotoRefused (unknown)."""
    _require_charge(database, actor, unit_id)
    with database.transaction("photo") as transaction:
        before = _photo(transaction, unit_id, photo_id)
        note_change(transaction, actor, unit_id, "photo_removed", {"photo": (before["caption"], None)})
        unused = drop_photos(transaction, [photo_id])
    for sha256 in unused:
        _forget_unused(database, sha256)


def drop_photos(transaction: Transaction, photo_ids: list[str]) -> list[str]:
    """Take the rows out; returns the hashes of pictures that no other row shows."""
    return [str(sha256) for sha256 in transaction.run("drop_photos", photo_ids=photo_ids)["sha256"]]


def forget_pictures(database: Database, hashes: list[str]) -> None:
    """Remove the files of these hashes, after the write that dropped their rows."""
    for sha256 in hashes:
        _forget_unused(database, sha256)


def _forget_unused(database: Database, sha256: str) -> None:
    # Asked again inside a write: somebody may have added the same picture in between.
    with database.transaction() as transaction:
        if transaction.run("photos_of_picture", sha256=sha256).empty:
            forget(database.data_dir, sha256)


def _require_charge(database: Database, actor: Actor, unit_id: str) -> None:
    require(actor, "edit_register", record(database, actor, unit_id).area_ids)


def _photo(transaction: Transaction, unit_id: str, photo_id: str) -> dict[str, object]:
    rows = transaction.run("photos_of_unit", unit_id=unit_id)
    rows = rows[rows["photo_id"] == photo_id]
    if rows.empty:
        raise PhotoRefused(reason="unknown", limit="–")
    row = rows.iloc[0]
    caption = row["caption"] if isinstance(row["caption"], str) else None
    return {"caption": caption, "is_public": bool(row["is_public"])}


def _check_taken(year: int | None, month: int | None, day: datetime.date) -> None:
    earliest = limits()["earliest_year"]
    if year is not None and not earliest <= year <= day.year:
        raise ValueInvalid(
            field="photo_taken_year", reason="too_small" if year < earliest else "too_large", limit=earliest
        )
    if month is not None and (year is None or not 1 <= month <= _MONTHS):
        raise ValueInvalid(field="photo_taken_month", reason="no_date", limit="–")
