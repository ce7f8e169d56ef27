"""What is kept of a picture: its pixels, upright and small, and nothing that came with them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image

from storage.images import MAX_BYTES, MAX_SIDE, clean
from storage.photos import PhotoRefusee


def picture(width: int = 800, height: int = 600, form: str = "JPEG", **options: object) -> bytes:
    image = Image.new("RGB", (width, height), (200, 30, 30))
    image.paste((30, 30, 200), (0, 0, width // 2, height // 2))
    held = io.BytesIO()
    image.save(held, form, **options)
    return held.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def bomb(side: int) -> bytes:
    """A PNG of a few kilobytes that claims side × side pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * ((side // 8 + 2) * side), 9)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_comes_out_as_a_jpeg_of_the_same_shape(form: str) -> None:
    kept = opened(clean(picture(form=form)))
    assert (kept.format, kept.size, kept.mode) == ("JPEG", (800, 600), "RGB")


def test_a_large_photo_is_brought_to_sixteen_hundred_pixels() -> None:
    assert opened(clean(picture(4000, 3000))).size == (MAX_SIDE, 1200)


def test_position_comment_and_thumbnail_are_gone() -> None:
    exif = Image.Exif()
    exif[0x010E] = "CANARI description"
    exif.get_ifd(0x8825)[2] = (49.0, 54.0, 0.0)
    data = picture(exif=exif, comment=b"CANARI commentaire")
    assert b"CANARI" in data
    kept = clean(data)
    assert b"CANARI" not in kept
    assert not opened(kept).getexif()
    assert "comment" not in opened(kept).info


def test_what_was_said_sideways_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = opened(clean(picture(800, 600, exif=exif)))
    assert kept.size == (600, 800)


def test_an_archive_hidden_behind_the_picture_is_cut_off() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("cache.txt", "CANARI")
    kept = clean(picture() + archive.getvalue())
    assert not zipfile.is_zipfile(io.BytesIO(kept))


def test_transparency_turns_into_an_opaque_picture() -> None:
    held = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(held, "PNG")
    assert opened(clean(held.getvalue())).mode == "RGB"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "vide"),
        (b"\x00" * (MAX_BYTES + 1), "10 Mo"),
        (picture()[:200], "abîmé"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "abîmé"),
        (picture(form="GIF"), "abîmé"),
        (picture(form="TIFF"), "abîmé"),
        (b"GIF89a" + picture(), "abîmé"),
        (bomb(9000), "7 millions"),
        (picture(5001, 5000), "25 millions"),
    ],
    ids=["vide", "lourde", "tronquée", "svg", "gif", "tiff", "déguisée", "bombe", "grande"],
)
def test_what_is_no_photo_is_refused_with_a_reason_in_french(data: bytes, reason: str) -> None:
    with pytest.raises(PhotoRefusee, match=reason):
        clean(data)


def test_an_animation_is_refused() -> None:
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "blue")]
    held = io.BytesIO()
    frames[0].save(held, "WEBP", save_all=True, append_images=frames[1:])
    with pytest.raises(PhotoRefusee, match="animée"):
        clean(held.getvalue())
