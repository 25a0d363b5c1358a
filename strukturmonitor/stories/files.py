"""Pictures of stories and geometry of frozen maps: kept once each, named after their content, in the register."""

import gzip
import hashlib
import json

from strukturmonitor.access import Actor, require
from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database
from strukturmonitor.errors import StoryTooLarge
from strukturmonitor.register.pictures import picture as checked_picture
from strukturmonitor.stories.rules import MEGA, limits

RIGHT = "present"
PICTURE, GEOMETRY = "picture", "geometry"
GEOMETRY_PATH = "karte/eingefroren.geojson"
_ID_LETTERS = 32


def add_picture(database: Database, actor: Actor, upload: bytes) -> str:
    """Keep a picture, written anew without metadata; returns its id. Raises NotAllowed, PhotoRefused."""
    require(actor, RIGHT)
    return _add(database, PICTURE, checked_picture(upload).content)


def add_geometry(database: Database, actor: Actor, content: bytes) -> str:
    """Keep a map file (GeoJSON) of a frozen view; returns its id. Raises NotAllowed, StoryTooLarge; ValueError for what is
    no JSON object."""
    require(actor, RIGHT)
    limit_mb = limits()["largest_geometry_mb"]
    if len(content) > limit_mb * MEGA:
        raise StoryTooLarge(what="geometry", size_mb=round(len(content) / MEGA, 1), limit_mb=limit_mb)
    read = json.loads(content)
    if not isinstance(read, dict) or not isinstance(read.get("features"), list):
        raise ValueError("no FeatureCollection")
    plain = json.dumps(read, ensure_ascii=False, separators=(",", ":")).encode()
    return _add(database, GEOMETRY, gzip.compress(plain, mtime=0))


def picture(database: Database, picture_id: str) -> bytes | None:
    """The JPEG of that id; None where there is none."""
    return _file(database, PICTURE, picture_id)


def geometry(database: Database, file_id: str) -> bytes | None:
    """The GeoJSON of that id; None where there is none."""
    content = _file(database, GEOMETRY, file_id)
    return None if content is None else gzip.decompress(content)


def geometry_address(file_id: str) -> str:
    """The address under which a browser and `stills` get a kept geometry."""
    return f"{GEOMETRY_PATH}?inhalt={file_id}"


def known_files(database: Database, file_ids: list[str]) -> dict[str, str]:
    """Those of the ids that are there, with their kind."""
    rows = database.rows("story_files_known", file_ids=file_ids)
    return {row["file_id"]: row["kind"] for row in rows}


def _add(database: Database, kind: str, content: bytes) -> str:
    file_id = hashlib.sha256(content).hexdigest()[:_ID_LETTERS]
    with database.transaction() as transaction:
        transaction.run("add_story_file", file_id=file_id, kind=kind, content=content, added_at=utc_now())
    return file_id


def _file(database: Database, kind: str, file_id: str) -> bytes | None:
    rows = database.rows("story_file_of", file_id=file_id)
    return bytes(rows[0]["content"]) if rows and rows[0]["kind"] == kind else None
