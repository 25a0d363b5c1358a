"""Uploaded pictures: looked at with care, written anew without any metadata, kept by their hash in the data folder."""

import hashlib
import os
import secrets
import warnings
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from strukturmonitor.errors import PhotoRefused
from strukturmonitor.facts import read_facts

FORMATS = ("JPEG", "PNG", "WEBP")
FOLDER = "photos"
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_MEGA = 1_000_000
_ORIENTATION = 0x0112  # EXIF: how the camera was held
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept: JPEG without metadata."""

    content: bytes
    sha256: str
    width_px: int
    height_px: int


@cache
def limits() -> dict:
    """All of data/photos.yml."""
    return read_facts("photos.yml")


def picture(upload: bytes) -> Picture:
    """The upload, upright, not larger than the register keeps, without position, camera, date or any other metadata.
    Raises PhotoRefused (reason, limit): too_large, heic, no_picture, too_many_pixels."""
    if len(upload) > limits()["largest_mb"] * _MEGA:
        raise PhotoRefused(reason="too_large", limit=limits()["largest_mb"])
    if upload[4:8] == b"ftyp" and upload[8:12] in _HEIC_BRANDS:
        raise PhotoRefused(reason="heic", limit="–")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is asked below
            with Image.open(BytesIO(upload), formats=FORMATS) as opened:
                # The size stands in the head of the file: a bomb is refused before anything is unpacked.
                if opened.width * opened.height > limits()["most_megapixels"] * _MEGA:
                    raise PhotoRefused(reason="too_many_pixels", limit=limits()["most_megapixels"])
                clean = _clean(opened)
    except Image.DecompressionBombError as error:
        raise PhotoRefused(reason="too_many_pixels", limit=limits()["most_megapixels"]) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise PhotoRefused(reason="no_picture", limit="–") from error
    written = BytesIO()
    clean.save(written, "JPEG", quality=limits()["kept_quality"], optimize=True)
    content = written.getvalue()
    return Picture(content, hashlib.sha256(content).hexdigest(), clean.width, clean.height)


def keep(data_dir: Path, kept: Picture) -> None:
    """Write the picture into the data folder, readable by its owner only; the same picture is kept once."""
    folder = data_dir / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{kept.sha256}.jpg"
    if path.exists():
        return
    half = folder / f".{kept.sha256}.{secrets.token_hex(4)}"
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(kept.content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def content(data_dir: Path, sha256: str) -> bytes | None:
    """The picture of that hash; None where the file is gone."""
    try:
        return (data_dir / FOLDER / f"{sha256}.jpg").read_bytes()
    except FileNotFoundError:
        return None


def forget(data_dir: Path, sha256: str) -> None:
    """Remove the picture of that hash, if it is there."""
    (data_dir / FOLDER / f"{sha256}.jpg").unlink(missing_ok=True)


def _clean(opened: Image.Image) -> Image.Image:
    """Pixels only, on a new sheet: whatever else the file held stays behind. Turned upright first, because that is
    part of the metadata."""
    edge = limits()["kept_edge_px"]
    opened.draft("RGB", (edge, edge))  # JPEG can be unpacked at a fraction of its size
    turn = _turn(opened)
    upright = opened if turn is None else opened.transpose(turn)
    upright.thumbnail((edge, edge))
    sheet = Image.new("RGB", upright.size, "white")
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        transparent = upright.convert("RGBA")
        sheet.paste(transparent, mask=transparent.getchannel("A"))
    else:
        sheet.paste(upright.convert("RGB"))
    return sheet


def _turn(opened: Image.Image) -> Image.Transpose | None:
    """What puts the picture upright; None where it stands already or the metadata are damaged. (Pillow's own way writes
    the metadata anew, which fails on those of some cameras, and they are dropped here anyway.)"""
    try:
        return _TURNS.get(opened.getexif().get(_ORIENTATION))
    except Exception:  # whatever a damaged block makes Pillow raise; the picture itself may be whole
        return None
