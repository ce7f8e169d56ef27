"""A picture re-encoded: what is kept is its pixels, upright and small, and nothing else."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

from PIL import Image, ImageOps

from storage.photos import PhotoRefusee, Zones

MAX_BYTES: Final = 10_000_000
MAX_PIXELS: Final = 25_000_000
MAX_SIDE: Final = 1600
QUALITY: Final = 82
SQUARES: Final = 4
"""How many plain squares are left across a blurred zone: a face has none of its features."""
FORMATS: Final = ("JPEG", "PNG", "WEBP")


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
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as error:
        raise PhotoRefusee("le fichier est abîmé ou n'est pas une photo") from error


def blurred(data: bytes, zones: Zones) -> bytes:
    """A new picture of ours on which nothing of these zones can be found again.

    Each is a few plain squares: what was between them is in no byte of it. Raises PhotoRefusee.
    """
    try:
        image = _decode(data).convert("RGB")
    except (OSError, ValueError, SyntaxError) as error:
        raise PhotoRefusee("le fichier est abîmé") from error
    for zone in zones:
        _cover(image, zone)
    return _encode(image)


def _cover(image: Image.Image, zone: Sequence[int]) -> None:
    left, top, width, height = (round(one * image.width / 1000) for one in zone)
    box = (
        max(0, left),
        max(0, top),
        min(image.width, left + width),
        min(image.height, top + height),
    )
    wide, high = box[2] - box[0], box[3] - box[1]
    if wide <= 0 or high <= 0:
        return
    cell = max(1, min(wide, high) / SQUARES)
    few = (max(1, round(wide / cell)), max(1, round(high / cell)))
    part = image.crop(box).resize(few, Image.Resampling.BOX)
    image.paste(part.resize((wide, high), Image.Resampling.NEAREST), box)


def _decode(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data), formats=FORMATS)
    # Before a single pixel is decoded: nine kilobytes may hold eighty million of them.
    if image.width * image.height > MAX_PIXELS:
        raise PhotoRefusee("elle compte plus de 25 millions de pixels")
    if getattr(image, "n_frames", 1) > 1:
        raise PhotoRefusee("c'est une image animée")
    image.draft("RGB", (MAX_SIDE, MAX_SIDE))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    return upright


def _encode(image: Image.Image) -> bytes:
    fresh = Image.new("RGB", image.size, "white")
    fresh.paste(image.convert("RGB"))
    jpeg = io.BytesIO()
    fresh.save(jpeg, "JPEG", quality=QUALITY)
    return jpeg.getvalue()
