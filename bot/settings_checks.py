"""What each setting must look like: said once, in values that pydantic asks."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Iterator, Mapping
from email.utils import parseaddr
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, SecretStr

SHORTEST_KEY: Final = 32
SMTP: Final = r"smtp(s|\+starttls)?://([^\s/?#]+@)?[^\s/:@]+(:\d{1,5})?/?"
IMAP: Final = r"imaps?://[^\s/?#]+@[^\s/:@]+(:\d{1,5})?(/[^\s?#]*)?"
MATRIX: Final = r"https?://[^\s/?#@]+@[^\s/:@?#]+(:\d{1,5})?/?"
BASE: Final = r"sqlite:///(?!:memory:).+|postgresql(\+psycopg)?://([^\s@/?#]+@)?[^@]+"
FILE: Final = "_FILE"
"""Ends the variable that names the file which holds a secret, as containers hand them over."""


def held(named: str) -> str:
    """What the file at that path holds; « » when it cannot be read."""
    try:
        return Path(named).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


class NamedSecrets(Mapping[str, str]):
    """What an environment holds under each name, or the file that « NAME_FILE » names.

    It is read each time: what was changed in a file is what serves next.
    """

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def __getitem__(self, name: str) -> str:
        if found := self._environ.get(name) or held(self._environ.get(name + FILE, "")):
            return found
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._environ if name in self)

    def __len__(self) -> int:
        return sum(1 for _name in self)


def matching(pattern: str) -> AfterValidator:
    def check(value: Any) -> Any:
        text = value.get_secret_value() if isinstance(value, SecretStr) else value
        if not re.fullmatch(pattern, text):
            raise ValueError(pattern)
        return value

    return AfterValidator(check)


def sender(text: str) -> str:
    """« Carnet de rue <carnet@example.org> » or the bare address."""
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", parseaddr(text)[1]):
        raise ValueError("no e-mail address")
    if any(unicodedata.category(one) in ("Cc", "Cf") for one in text):
        raise ValueError("a mark that nobody sees")
    return text


def mailbox(text: str) -> str:
    """The bare address of one person."""
    return parseaddr(sender(text))[1]


def public(url: str) -> str:
    """Signed links start with it: in clear on this machine only, for whoever reads one may act."""
    parts = urlsplit(url)
    safe = parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname))
    if not (safe and parts.hostname) or parts.query or parts.fragment:
        raise ValueError("no public address")
    return url.rstrip("/")


def _is_loopback(host: str | None) -> bool:
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return host == "localhost"


def long_keys(keys: SecretStr) -> SecretStr:
    if any(len(key) < SHORTEST_KEY for key in split(keys)):
        raise ValueError("too short")
    return keys


def split(keys: SecretStr) -> tuple[str, ...]:
    return tuple(key.strip() for key in keys.get_secret_value().split(","))


def some_files(names: str) -> str:
    if not all(name.strip() for name in names.split(",")):
        raise ValueError("an empty name")
    return names
