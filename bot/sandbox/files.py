"""Files that people and the bot exchange, kept in memory."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

from bot.sandbox.refusals import Json, bad_request

LARGEST_DOWNLOAD = 20 * 1024 * 1024
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF", b"BM")
# The thumbnail is a real 1-pixel GIF, so that a bot which keeps the wrong size shows it.
THUMBNAIL = b64decode("R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==")


class SimUpload(NamedTuple):
    """A file that came in a multipart request."""

    data: bytes
    name: str
    mime: str


@dataclass(frozen=True, slots=True)
class File:
    """A stored file and where it is downloaded."""

    file_id: str
    data: bytes
    path: str
    mime: str = ""
    name: str = ""

    @property
    def identity(self) -> Json:
        return {
            "file_id": self.file_id,
            "file_unique_id": f"u{self.file_id}",
            "file_size": len(self.data),
        }


class Files:
    """Every file by its id and by its path."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._by_id: dict[str, File] = {}
        self._by_path: dict[str, File] = {}

    def store(self, folder: str, data: bytes, *, name: str = "", mime: str = "") -> File:
        number = next(self._numbers)
        suffix = name.rpartition(".")[2] if "." in name else "bin"
        path = f"{folder}/file_{number}.{suffix}"
        file = File(f"AgACAgQAAxkBAAI{number:06d}", data, path, mime, name)
        self._by_id[file.file_id] = self._by_path[path] = file
        return file

    def get(self, file_id: str) -> File:
        try:
            return self._by_id[file_id]
        except KeyError:
            raise bad_request("wrong file identifier/HTTP URL specified") from None

    def describe(self, file_id: str) -> Json:
        """The answer to getFile; beyond 20 MB Telegram refuses the download."""
        file = self._by_id.get(file_id)
        if file is None:
            raise bad_request("invalid file_id")
        if len(file.data) > LARGEST_DOWNLOAD:
            raise bad_request("file is too big")
        return {**file.identity, "file_path": file.path}

    def download(self, path: str) -> bytes | None:
        file = self._by_path.get(path)
        return None if file is None else file.data

    def photo_sizes(self, file: File) -> list[Json]:
        """The sizes of a photo, smallest first as Telegram gives them."""
        small = self.store("thumbnails", THUMBNAIL, name="thumb.gif")
        return [
            {**small.identity, "width": 90, "height": 67},
            {**file.identity, "width": 1280, "height": 960},
        ]


def is_picture(data: bytes) -> bool:
    return data.startswith(PICTURES)
