"""Pictures made on the spot: no file of anyone's is kept in the tests."""

from __future__ import annotations

import io

from PIL import Image


def jpeg(width: int = 640, height: int = 480, color: str = "#223") -> bytes:
    """A plain JPEG."""
    held = io.BytesIO()
    Image.new("RGB", (width, height), color).save(held, "JPEG")
    return held.getvalue()
