"""`carnet doctor`: the SMTP server greeted; with --courriel, one real letter and its real link."""

from __future__ import annotations

from typing import Final

from aiosmtplib import SMTP

from bot.channels.email.server import parse_smtp_url
from bot.channels.email.transport import EmailTransport
from bot.clock import SystemClock
from bot.delivery.contract import Parcel
from bot.rendering import render_line
from bot.settings import Settings
from bot.signing import LIEN, stand_in
from bot.web.routes import TRIAL

SMTP_SECONDS: Final = 15
SUBJECT: Final = "Carnet de rue : essai d'envoi"
TEXT: Final = (
    "Bonjour,\n\nCette lettre vient de « carnet doctor ». Ouvrez ce lien : il doit montrer "
    "« Le lien marche ».\n{{ lien }}\n\nPersonne d'autre ne l'a reçue."
)


async def greet(smtp_url: str) -> None:
    """Say hello as the channel would, log in if asked, and leave without a letter."""
    server = parse_smtp_url(smtp_url)
    async with SMTP(
        hostname=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.tls,
        start_tls=server.starttls,
        timeout=SMTP_SECONDS,
    ) as session:
        await session.noop()


async def send_one(settings: Settings, smtp_url: str, mail_from: str, to: str) -> None:
    """One letter, as the bot sends its own. Raises DeliveryFailure."""
    link = f"{settings.public_url}{TRIAL}"
    transport = EmailTransport(
        smtp_url,
        mail_from,
        clock=SystemClock(),
        photos_dir=settings.photos_dir,
        link=lambda _subject: link,
        timeout=SMTP_SECONDS,
    )
    mark = stand_in()
    content = {"subject": SUBJECT, "text": render_line(TEXT, lien=mark), LIEN: mark}
    await transport.send(Parcel(1, "doctor", to, content, "", 1))
