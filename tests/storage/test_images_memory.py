"""Whatever a file of ten megabytes holds, to open it takes no more than a hundred of memory."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

from PIL import Image, PngImagePlugin

from storage.images import MILLIONS, PROGRESSIVE

ROOM = 100 * 1024 * 1024
# Each file in a process of its own that may grow by so much, and says what came of it.
SCRIPT = f"""
import os, pathlib, resource, sys
from storage import images
from storage.photos import PhotoRefusee
from tests.storage.test_images import picture
for form in ("JPEG", "PNG", "WEBP"):
    images.clean(picture(40, 30, form))
for path in sys.argv[1:]:
    if os.fork():
        assert os.wait()[1] == 0, path
        continue
    data = pathlib.Path(path).read_bytes()
    held = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + {ROOM}, held + {ROOM}))
    try:
        images.clean(data)
        said = "kept"
    except PhotoRefusee as refusal:
        said = "no room" if isinstance(refusal.__cause__, MemoryError) else "refused"
    print(pathlib.Path(path).name, said, flush=True)
    os._exit(0)
"""


def picture(mode: str, width: int, height: int, form: str, **options: object) -> bytes:
    held = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new(mode, (width, height)).save(held, form, exif=exif, **options)
    return held.getvalue()


def webp_that_claims(width: int, height: int) -> bytes:
    """A header alone: the decoder would make room for it before it finds nothing to read."""
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunk = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + canvas
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk


def words_without_end() -> bytes:
    """A PNG of one pixel with sixty megabytes of words, in sixty kilobytes."""
    words = PngImagePlugin.PngInfo()
    for _ in range(60):
        words.add_text("a", "b" * 1_000_000, zip=True)
    held = io.BytesIO()
    Image.new("L", (1, 1)).save(held, "PNG", pnginfo=words)
    return held.getvalue()


def truncated_png(side: int) -> bytes:
    header = struct.pack(">IIBBBBB", side, side, 16, 6, 0, 0, 0)
    crc = struct.pack(">I", zlib.crc32(b"IHDR" + header))
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + header + crc


def side(millions: int) -> int:
    return int((millions * 1_000_000) ** 0.5)


def test_no_file_takes_more_than_a_hundred_megabytes(tmp_path: Path) -> None:
    jpeg, png, webp, passes = (
        *(side(MILLIONS[form]) for form in ("JPEG", "PNG", "WEBP")),
        side(PROGRESSIVE),
    )
    kept = {
        "jpeg": picture("RGB", jpeg, jpeg, "JPEG", subsampling=0),
        "jpeg-unscaled": picture("CMYK", 3199, 3199, "JPEG"),
        "jpeg-passes": picture("CMYK", passes, passes, "JPEG", progressive=True),
        "png": picture("RGBA", png, png, "PNG", compress_level=1),
        "png-grey": picture("LA", png, png, "PNG", compress_level=1),
        "webp": picture("RGBA", webp, webp, "WEBP", lossless=True),
    }
    refused = {
        "passes": picture("RGB", 5000, 5000, "JPEG", progressive=True, subsampling=0),
        "png-large": truncated_png(9000),
        "webp-large": webp_that_claims(16383, 16383),
        "words": words_without_end(),
    }
    for name, data in (kept | refused).items():
        (tmp_path / name).write_bytes(data)
    names = [str(tmp_path / name) for name in (*kept, *refused)]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *names], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    said = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    assert said == {**dict.fromkeys(kept, "kept"), **dict.fromkeys(refused, "refused")}
