"""Photos: nothing but pixels is kept, nothing dangerous is unpacked, nobody sees more than they may."""

import stat
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image
from register_helpers import ADMIN, COORDINATOR, ELSEWHERE, PUBLIC, database, picture_file, unit_in

from strukturmonitor.access import Reader
from strukturmonitor.database import Database
from strukturmonitor.errors import NotAllowed, PhotoRefused, ValueInvalid
from strukturmonitor.register import record, save
from strukturmonitor.register.photos import add_photo, change_photo, remove_photo
from strukturmonitor.register.pictures import content, limits, picture

__all__ = ["database"]
CITY = "city:dortmund"
_GPS, _ORIENTATION, _MODEL = 0x8825, 0x0112, 0x0110


def with_metadata() -> bytes:
    exif = Image.Exif()
    exif[_MODEL] = "Telefon von Erika Muster"
    exif[_ORIENTATION] = 6  # must be turned by a quarter to stand upright
    exif.get_ifd(_GPS).update({1: "N", 2: (51.0, 33.0, 12.0), 3: "E", 4: (7.0, 28.0, 16.0)})
    return picture_file((80, 40), exif=exif, comment=b"Wohnung von Erika Muster")


def reason(upload: bytes) -> str:
    with pytest.raises(PhotoRefused) as refused:
        picture(upload)
    return refused.value.values["reason"]


def test_position_and_every_other_metadata_are_gone() -> None:
    """Prevents a photo from telling where its owner lives, or whose telephone took it."""
    upload = with_metadata()
    assert b"Erika Muster" in upload
    kept = picture(upload)
    opened = Image.open(BytesIO(kept.content))
    assert (dict(opened.getexif()), opened.info.get("comment"), opened.info.get("icc_profile")) == ({}, None, None)
    assert b"Erika" not in kept.content
    assert b"Exif" not in kept.content


def test_the_picture_stands_upright() -> None:
    """Prevents photos that lie on their side because the orientation went with the metadata: turned by a quarter
    clockwise, the red left half comes to lie on top."""
    kept = picture(with_metadata())
    assert (kept.width_px, kept.height_px) == (40, 80)
    image = Image.open(BytesIO(kept.content))
    assert image.getpixel((20, 10))[0] > 200
    assert image.getpixel((20, 70))[2] > 200


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_formats_become_jpeg(kind: str) -> None:
    """Prevents metadata of formats that keep it elsewhere than JPEG."""
    assert Image.open(BytesIO(picture(picture_file(kind=kind)).content)).format == "JPEG"


def test_transparent_pixels_become_white() -> None:
    """Prevents black pictures where a PNG was transparent."""
    file = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(file, "PNG")
    assert min(Image.open(BytesIO(picture(file.getvalue()).content)).getpixel((10, 10))) > 250


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    """Prevents a file of some hundred bytes from filling the memory: a PNG that says it has 900 million pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )
    assert reason(bomb) == "too_many_pixels"


@pytest.mark.parametrize(
    ("upload", "why"),
    [
        (b"<script>alert(1)</script>", "no_picture"),
        (b"", "no_picture"),
        (b"\xff\xd8\xff\xe0" + b"x" * 500, "no_picture"),
        (picture_file()[:200], "no_picture"),
        (b"GIF89a" + b"\0" * 100, "no_picture"),
        (b"\x00\x00\x00\x18ftypheic" + b"\0" * 100, "heic"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_word(upload: bytes, why: str) -> None:
    """Prevents a stack trace, or a file of another kind under the name of a picture."""
    assert reason(upload) == why


def test_a_file_of_30_mb_is_refused() -> None:
    """Prevents uploads that fill the disk."""
    assert reason(b"\xff\xd8" + b"\0" * 30_000_000) == "too_large"


def test_large_pictures_are_made_smaller() -> None:
    """Prevents telephones' pictures from filling the disk at full size."""
    kept = picture(picture_file((3000, 1000)))
    edge = limits()["kept_edge_px"]
    assert (kept.width_px, kept.height_px) == (edge, round(edge / 3))


def test_a_photo_is_internal_until_somebody_in_charge_releases_it(database: Database) -> None:
    """Prevents unchecked photos in public, and photos added by who is not in charge."""
    unit_id = unit_in(database)
    with pytest.raises(NotAllowed):
        add_photo(database, ELSEWHERE, unit_id, picture_file())
    with pytest.raises(NotAllowed):
        add_photo(database, PUBLIC, unit_id, picture_file())
    photo_id = add_photo(
        database, COORDINATOR, unit_id, picture_file((60, 30)), caption="Schaufenster", taken_year=2026
    )
    public = Reader(database, PUBLIC)
    assert public.read("public_photos", unit_id=unit_id).empty
    with pytest.raises(NotAllowed):
        public.read("record_photos", unit_id=unit_id)
    with pytest.raises(NotAllowed):
        change_photo(database, ELSEWHERE, unit_id, photo_id, caption=None, is_public=True)
    change_photo(database, COORDINATOR, unit_id, photo_id, caption="Schaufenster", is_public=True)
    assert public.read("public_photos", unit_id=unit_id)["photo_id"].tolist() == [photo_id]


def test_a_sensitive_record_shows_no_photo_in_public(database: Database) -> None:
    """Prevents a released photo from telling the place that is to be hidden."""
    unit_id = unit_in(database, CITY, 1)
    photo_id = add_photo(database, ADMIN, unit_id, picture_file((50, 30)))
    change_photo(database, ADMIN, unit_id, photo_id, caption=None, is_public=True)
    save(database, ADMIN, unit_id, record(database, ADMIN, unit_id).revision, {"is_sensitive": True})
    assert Reader(database, PUBLIC).read("public_photos", unit_id=unit_id).empty


def test_a_deleted_photo_leaves_no_file_but_one_that_others_show_stays(database: Database) -> None:
    """Prevents pictures that live on after their deletion, and the loss of a picture another record still shows."""
    first, second = unit_in(database, CITY, 2), unit_in(database, CITY, 3)
    upload = picture_file((70, 30))
    photos = [(unit_id, add_photo(database, ADMIN, unit_id, upload)) for unit_id in (first, second)]
    sha256 = picture(upload).sha256
    path = database.data_dir / "photos" / f"{sha256}.jpg"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    remove_photo(database, ADMIN, *photos[0])
    assert content(database.data_dir, sha256) is not None
    remove_photo(database, ADMIN, *photos[1])
    assert content(database.data_dir, sha256) is None
    with pytest.raises(PhotoRefused):
        remove_photo(database, ADMIN, *photos[1])


def test_a_caption_that_is_too_long_keeps_nothing(database: Database) -> None:
    """Prevents a photo without its row, or half a caption."""
    unit_id = unit_in(database, CITY, 4)
    before = list((database.data_dir / "photos").iterdir())
    with pytest.raises(ValueInvalid):
        add_photo(database, ADMIN, unit_id, picture_file((90, 30)), caption="x" * 10_000)
    assert list((database.data_dir / "photos").iterdir()) == before


@pytest.mark.parametrize(("tag", "type_"), [(0x010F, 5), (0x011A, 2)], ids=["maker-as-fraction", "resolution-as-text"])
def test_damaged_metadata_do_not_cost_the_photo(tag: int, type_: int) -> None:
    """Prevents a stack trace at photos of cameras that write their metadata wrongly: two entries, of which one has
    another type than belongs to it and the other says that the picture lies on its side."""
    entries = struct.pack("<HHHII", 2, tag, type_, 1, 38) + struct.pack("<HHIHH", _ORIENTATION, 3, 1, 6, 0)
    exif = b"Exif\x00\x00II*\x00" + struct.pack("<I", 8) + entries + bytes(4) + bytes(range(1, 9))
    kept = picture(picture_file((80, 40), exif=exif))
    assert (kept.width_px, kept.height_px) == (40, 80)
