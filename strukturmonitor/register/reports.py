"""What the public reports about shop units: taken without a login, few per hour, and shown to nobody but those in
charge until they have looked at it."""

import datetime
import hashlib
import secrets
import threading
from dataclasses import dataclass
from functools import cache

from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from strukturmonitor.access.throttle import network
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database
from strukturmonitor.errors import ReportRefused, ValueInvalid
from strukturmonitor.facts import read_facts
from strukturmonitor.register.fields import Field, clean
from strukturmonitor.register.photos import insert_photo
from strukturmonitor.register.pictures import Picture, picture
from strukturmonitor.register.places import areas_at


@dataclass(frozen=True)
class Report:
    """What somebody reports. `unit_id`: the record it is about; else `address`, or `lon` and `lat`. `name` and `contact`
    are never needed. `trap`: a field that people do not see; what fills it is a program."""

    kind: str
    message: str
    unit_id: str | None = None
    address: str | None = None
    lon: float | None = None
    lat: float | None = None
    since: str | None = None
    name: str | None = None
    contact: str | None = None
    photo: bytes | None = None
    trap: str = ""


@cache
def rules() -> dict:
    """All of data/reports.yml."""
    return read_facts("reports.yml")


class Throttle:
    """Counts reports per Internet address and over all within the last hour. An address is kept as a hash with a salt
    that is drawn anew every day and lies in memory only: nobody can tell later who sent what."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._lock = threading.Lock()
        self._day: datetime.date | None = None
        self._salt = b""

    def let_pass(self, address: str) -> bool:
        """Count one more report from there; False where there were too many."""
        most = rules()["most_per_hour"]
        with self._lock:
            today = datetime.datetime.now(datetime.UTC).date()
            if today != self._day:
                self._day, self._salt = today, secrets.token_bytes(32)
            sender = hashlib.blake2b(network(address).encode(), key=self._salt, digest_size=16).hexdigest()
            everybody, one = RateLimitItemPerHour(most["all"]), RateLimitItemPerHour(most["address"])
            if not (self._limiter.test(everybody, "all") and self._limiter.test(one, "from", sender)):
                return False
            self._limiter.hit(everybody, "all")
            self._limiter.hit(one, "from", sender)
            return True


@cache
def shared_throttle() -> Throttle:
    """The one count of this process."""
    return Throttle()


def cleaned(report: Report) -> dict[str, str | None]:
    """The texts of a report as they are kept. Raises ValueInvalid (field: report_<name>), ReportRefused
    (place_missing)."""
    if report.kind not in rules()["kinds"]:
        raise ValueInvalid(field="report_kind", reason="no_choice", limit="–")
    texts = {
        name: clean(_field(name), getattr(report, name)) for name in ("address", "message", "since", "name", "contact")
    }
    if len(texts["message"] or "") < rules()["shortest_message"]:
        raise ValueInvalid(field="report_message", reason="missing", limit="–")
    has_point = report.lon is not None and report.lat is not None
    if report.unit_id is None and texts["address"] is None and not has_point:
        raise ReportRefused(reason="place_missing", limit="–")
    return texts


def submit(database: Database, report: Report, *, sender: str, throttle: Throttle) -> int | None:
    """Take a report; returns its number, None for what a program filled in (it is not told). `sender`: the Internet
    address, which is not kept. Raises ValueInvalid, PhotoRefused, ReportRefused (place_missing, too_many, unknown),
    DiskFull."""
    texts = cleaned(report)
    kept = picture(report.photo) if report.photo else None
    if report.trap:
        return None
    if not throttle.let_pass(sender):
        raise ReportRefused(reason="too_many", limit=rules()["most_per_hour"]["address"])
    return _store(database, report, texts, kept)


def _store(database: Database, report: Report, texts: dict[str, str | None], kept: Picture | None) -> int:
    now = utc_now()
    with database.transaction("report") as transaction:
        if report.unit_id is not None:
            known = transaction.run("unit_of_report", unit_id=report.unit_id)
            if known.empty:
                raise ReportRefused(reason="unknown", limit="–")
            lon, lat, area_ids = None, None, list(known["area_ids"].iloc[0])
        else:
            lon, lat = report.lon, report.lat
            area_ids = areas_at(transaction, lon, lat) if lon is not None and lat is not None else []
        row = transaction.run(
            "add_report",
            kind=report.kind,
            unit_id=report.unit_id,
            address=texts["address"],
            lon=lon,
            lat=lat,
            area_ids=area_ids,
            message=texts["message"],
            since=texts["since"],
            received_at=now,
        )
        report_id = int(row["report_id"].iloc[0])
        if texts["name"] or texts["contact"]:
            transaction.run(
                "add_report_person", report_id=report_id, person=texts["name"], contact=texts["contact"], given_at=now
            )
        if kept is not None:
            insert_photo(transaction, database.data_dir, kept, unit_id=None, report_id=report_id)
    return report_id


@cache
def _field(name: str) -> Field:
    kind = "long_text" if name in ("message", "reason") else "text"
    return Field(
        name=f"report_{name}", type=kind, visibility="internal", part="report", longest=rules()["longest"][name]
    )


def clean_reason(text: str | None) -> str | None:
    """The reason of a decision as it is kept. Raises ValueInvalid."""
    return clean(_field("reason"), text)
