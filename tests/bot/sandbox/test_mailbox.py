"""The mailbox: letters as a reader sees them, on this machine only, and never too many."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from aiosmtplib import SMTP, send

from bot.clock import MovableClock
from bot.sandbox.mailbox import KEPT_COURRIELS, Mailbox

NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
PICTURE = b"\xff\xd8\xff picture"


def letter(
    subject: str = "[V-0001] Éclairage", text: str = "Un lampadaire éteint."
) -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Carnet de rue <carnet@example.org>"
    made["To"] = "eclairage@example.org"
    made["Subject"] = subject
    made.set_content(text)
    return made


def illustrated() -> EmailMessage:
    made = letter()
    made.add_alternative('<p>Éteint</p><img src="cid:photo0"><p>cid:mot</p>', subtype="html")
    page = made.get_payload(1)
    assert isinstance(page, EmailMessage)
    page.add_related(PICTURE, "image", "jpeg", cid="<photo0>")
    made.add_attachment(b"a,b", maintype="text", subtype="csv", filename="chiffres.csv")
    return made


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    running = Mailbox(MovableClock(NOON, frozen=True))
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
async def port(mailbox: Mailbox) -> int:
    assert mailbox.url.startswith("smtp://127.0.0.1:")
    return urlsplit(mailbox.url).port or 0


async def deliver(port: int, made: EmailMessage, *to: str) -> None:
    recipients = to or ("eclairage@example.org",)
    await send(made, hostname="127.0.0.1", port=port, recipients=recipients, timeout=5)


async def test_a_letter_is_read_as_it_was_written(mailbox: Mailbox, port: int) -> None:
    await deliver(port, letter(), "un@example.org", "deux@example.org")
    (kept,) = mailbox.messages
    assert kept.subject == "[V-0001] Éclairage"
    assert kept.sender == "Carnet de rue <carnet@example.org>"
    assert kept.to == ("un@example.org", "deux@example.org")
    assert kept.date == NOON
    assert kept.text == "Un lampadaire éteint.\n"
    assert kept.html == ""
    assert b"Subject: " in kept.source
    assert kept.header("subject") == "[V-0001] Éclairage"
    assert kept.header("List-Unsubscribe") is None


async def test_pictures_of_the_html_become_local_addresses(mailbox: Mailbox, port: int) -> None:
    await deliver(port, illustrated())
    (kept,) = mailbox.messages
    assert '<img src="image/photo0">' in kept.html
    assert "cid:mot" in kept.html
    assert kept.images["photo0"].data == PICTURE
    assert kept.images["photo0"].mime == "image/jpeg"
    assert [piece.name for piece in kept.attachments] == ["chiffres.csv"]


async def test_the_oldest_letters_go_and_numbers_never_come_back(
    mailbox: Mailbox, port: int
) -> None:
    async with SMTP(hostname="127.0.0.1", port=port, timeout=5) as session:
        for rank in range(KEPT_COURRIELS + 2):
            await session.send_message(letter(subject=f"n° {rank}"))
    assert len(mailbox.messages) == KEPT_COURRIELS
    assert mailbox.messages[0].subject == "n° 2"
    newest = mailbox.messages[-1].id
    mailbox.clear()
    assert mailbox.messages == []
    await deliver(port, letter())
    assert mailbox.messages[0].id == newest + 1
    with pytest.raises(LookupError):
        mailbox.find(newest)


async def test_every_change_moves_the_revision(mailbox: Mailbox, port: int) -> None:
    before = mailbox.revision
    await deliver(port, letter())
    arrived = mailbox.revision
    mailbox.clear()
    assert before < arrived < mailbox.revision


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "example.org"])  # noqa: S104
async def test_the_mailbox_refuses_an_address_seen_from_afar(host: str) -> None:
    with pytest.raises(ValueError, match="only listens on this machine"):
        await Mailbox(MovableClock(NOON)).start(host)


async def test_stopping_hangs_up_on_whoever_is_speaking(mailbox: Mailbox, port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    assert (await reader.readline()).startswith(b"220")
    await mailbox.stop()
    async with asyncio.timeout(2):
        assert await reader.read() == b""
    writer.close()
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)
