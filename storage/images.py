"""A picture re-encoded: what is kept is its pixels, upright and small, and nothing else."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

from PIL import Image, ImageOps, PngImagePlugin

from storage.photos import PhotoRefusee, Zones

MAX_BYTES: Final = 10_000_000
MILLIONS: Final = {"JPEG": 25, "PNG": 7, "WEBP": 3}
"""Millions of pixels that are decoded of each format: never more than 100 MB for one file.

A JPEG is made smaller as it is read; the others are held whole, and a WebP several times over.
"""
PROGRESSIVE: Final = 7
"""The same of a JPEG that comes in passes: it is held whole until the last of them."""
MAX_SIDE: Final = 1600
QUALITY: Final = 82
SMALLEST_SIDE: Final = 320
FORMATS: Final = tuple(MILLIONS)
UNREADABLE: Final = (
    *(OSError, ValueError, SyntaxError, Warning, KeyError),
    *(MemoryError, Image.DecompressionBombError),
)
# Words hidden in a PNG are read as it is opened: a file of ours never needs any.
PngImagePlugin.MAX_TEXT_MEMORY = PngImagePlugin.MAX_TEXT_CHUNK


def clean(data: bytes) -> bytes:
    """`data` as a JPEG of ours: upright, at most 1600 pixels a side, nothing but the pixels.

    Raises PhotoRefusee. A plain re-save would keep a JPEG's comment: only a new image drops it.
    """
    if not data:
        raise PhotoRefusee("le fichier est vide")
    if len(data) > MAX_BYTES:
        raise PhotoRefusee("elle pèse plus de 10 Mo")
    try:
        return _encode(_decode(data))
    except UNREADABLE as error:
        raise PhotoRefusee("le fichier est abîmé ou n'est pas une photo") from error


def blurred(data: bytes, zones: Zones) -> bytes:
    """A new picture of ours on which nothing of these zones can be found again.

    Each becomes one plain colour, the mean of it: no byte says more. Raises PhotoRefusee.
    """
    try:
        image = _decode(data).convert("RGB")
    except UNREADABLE as error:
        raise PhotoRefusee("le fichier est abîmé") from error
    for zone in zones:
        _cover(image, zone)
    return _encode(image)


def lighter(data: bytes, most: int) -> bytes:
    """A picture of ours in at most `most` bytes, smaller as it must be."""
    image = _decode(data)
    while len(data) > most and max(image.size) > SMALLEST_SIDE:
        image = image.resize((image.width * 4 // 5, image.height * 4 // 5))
        data = _encode(image)
    return data


def _cover(image: Image.Image, zone: Sequence[int]) -> None:
    left, top, width, height = (round(one * image.width / 1000) for one in zone)
    box = (
        max(0, left),
        max(0, top),
        min(image.width, left + width),
        min(image.height, top + height),
    )
    if box[0] < box[2] and box[1] < box[3]:
        # Several squares would be enough to try every plate against.
        plain = image.crop(box).resize((1, 1), Image.Resampling.BOX)
        image.paste(plain.resize((box[2] - box[0], box[3] - box[1])), box)


def _decode(data: bytes) -> Image.Image:
    _weigh(_size_of_webp(data), MILLIONS["WEBP"])
    image = Image.open(io.BytesIO(data), formats=FORMATS)
    passes = bool(image.info.get("progressive"))
    # Before a single pixel is decoded: nine kilobytes may hold eighty million of them.
    _weigh(image.size, PROGRESSIVE if passes else MILLIONS[image.format or ""])
    if getattr(image, "n_frames", 1) > 1:
        raise PhotoRefusee("c'est une image animée")
    image.draft("RGB", (MAX_SIDE, MAX_SIDE))
    image.thumbnail((MAX_SIDE, MAX_SIDE))
    return ImageOps.exif_transpose(image)


def _weigh(size: tuple[int, int], millions: int) -> None:
    """Raises PhotoRefusee for more pixels than that."""
    if size[0] * size[1] > millions * 1_000_000:
        raise PhotoRefusee(f"elle compte plus de {millions} millions de pixels")


def _size_of_webp(data: bytes) -> tuple[int, int]:
    """Width and height as its first bytes say them; (0, 0) for any other file.

    To open one takes already all the memory of its pixels.
    """
    kind, head = data[12:16], data[:30].ljust(30, b"\0")
    if not (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return 0, 0
    if kind == b"VP8X":
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    both = (int.from_bytes(head[at : at + 2], "little") & 0x3FFF for at in (26, 28))
    return next(both), next(both)


def _encode(image: Image.Image) -> bytes:
    fresh = Image.new("RGB", image.size, "white")
    fresh.paste(image.convert("RGB"))
    jpeg = io.BytesIO()
    fresh.save(jpeg, "JPEG", quality=QUALITY)
    return jpeg.getvalue()
