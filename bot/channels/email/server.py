"""Which SMTP server to speak to, read from one URL."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

DEFAULT_PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """`tls` from the first byte, or `starttls` after the greeting; never both."""

    host: str
    port: int
    user: str | None
    password: str | None
    tls: bool
    starttls: bool

    def __repr__(self) -> str:
        return f"SmtpServer({self.host}:{self.port})"


def parse_smtp_url(url: str) -> SmtpServer:
    """« smtp+starttls://user:secret@host:587 » as a server. Raises ValueError, secret untold."""
    parts = urlsplit(url)
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise ValueError("attendu : smtp://, smtps:// ou smtp+starttls://, puis le nom du serveur")
    return SmtpServer(
        host=parts.hostname,
        port=parts.port or DEFAULT_PORTS[parts.scheme],
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        tls=parts.scheme == "smtps",
        starttls=parts.scheme == "smtp+starttls",
    )
