"""Letters through a real SMTP server: what arrives, and what each failure is called."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.channels.email.transport import EmailTransport
from bot.clock import MovableClock
from bot.delivery.contract import Parcel, Receipt, Refused, RetryLater, Unreachable, Unsure
from bot.signing import AUTRES, LIEN, stand_in
from tests.bot.channels.email.mailbox import Mailbox, opened

LOOPBACK = "127.0.0.1"
MARK = stand_in()
CONTENT: dict[str, Any] = {
    LIEN: MARK,
    "subject": "[V-0001] Éclairage public en panne – Site A (Étouvie) – sous 72 h",
    "text": f"Répondre : {MARK}\n",
    "html": f'<p>É</p><a href="{MARK}">Répondre</a><img src="cid:photo0" alt="">',
    "inline": [["photo0", "photo.jpg"]],
    "reply_to": "coordination@mediation.example.org",
}


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    async with opened(Mailbox()) as box:
        yield box


@pytest.fixture
def channel(mailbox: Mailbox, tmp_path: Path) -> EmailTransport:
    held = io.BytesIO()
    Image.new("RGB", (4, 4)).save(held, "JPEG")
    (tmp_path / "photo.jpg").write_bytes(held.getvalue())
    return make(mailbox.url, tmp_path)


def make(url: str, folder: Path, **options: Any) -> EmailTransport:
    return EmailTransport(
        url,
        "Carnet de rue <carnet@mediation.example.org>",
        clock=MovableClock(datetime(2026, 11, 17, 16, 40, tzinfo=UTC), frozen=True),
        photos_dir=folder,
        link=lambda subject: f"https://carnet.example.org/s/{subject}",
        **options,
    )


def parcel(**content: Any) -> Parcel:
    return Parcel(
        id=1,
        key="alerte:12:envoi",
        address="eclairage@amiens.example.org",
        content=CONTENT | content,
        subject="alerte:12",
        attempt=1,
    )


async def test_each_page_of_a_letter_stands_where_its_mark_stood(
    channel: EmailTransport, mailbox: Mailbox
) -> None:
    other = stand_in()
    more = {AUTRES: {other: "bord:3"}, "text": f"Répondre : {MARK}\nTableau de bord : {other}\n"}
    await channel.send(parcel(**more))
    text = part(mailbox.letters[0], "text/plain").get_content()
    assert text.splitlines() == [
        "Répondre : https://carnet.example.org/s/alerte:12",
        "Tableau de bord : https://carnet.example.org/s/bord:3",
    ]


def part(letter: EmailMessage, kind: str) -> EmailMessage:
    found = next(one for one in letter.walk() if one.get_content_type() == kind)
    assert isinstance(found, EmailMessage)
    return found


async def test_a_letter_arrives_with_text_page_and_photo(
    mailbox: Mailbox, channel: EmailTransport
) -> None:
    assert await channel.send(parcel()) == Receipt()
    (letter,) = mailbox.letters
    assert [one.get_content_type() for one in letter.walk()] == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/jpeg",
    ]
    assert part(letter, "image/jpeg")["Content-ID"] == "<photo0>"
    assert part(letter, "text/html").get_content().startswith("<p>É</p>")
    assert mailbox.envelopes == [
        ("carnet@mediation.example.org", ["eclairage@amiens.example.org"])
    ]


async def test_headers_let_people_answer_and_keep_robots_quiet(
    mailbox: Mailbox, channel: EmailTransport
) -> None:
    await channel.send(parcel(headers={"List-Unsubscribe": f"<{MARK}>"}, follows="alerte:2:envoi"))
    (letter,) = mailbox.letters
    assert letter["Subject"] == CONTENT["subject"]
    assert letter["From"] == "Carnet de rue <carnet@mediation.example.org>"
    assert letter["Reply-To"] == "coordination@mediation.example.org"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["X-Auto-Response-Suppress"] == "All"
    assert letter["Date"] == "Tue, 17 Nov 2026 16:40:00 +0000"
    assert letter["Message-ID"] == "<alerte.12.envoi@mediation.example.org>"
    assert letter["References"] == "<alerte.2.envoi@mediation.example.org>"
    assert letter["List-Unsubscribe"] == "<https://carnet.example.org/s/alerte:12>"


async def test_the_signed_link_is_written_as_the_letter_leaves(
    mailbox: Mailbox, channel: EmailTransport
) -> None:
    await channel.send(parcel())
    (letter,) = mailbox.letters
    for kind in ("text/plain", "text/html"):
        body = part(letter, kind).get_content()
        assert "https://carnet.example.org/s/alerte:12" in body
        assert MARK not in body


async def test_a_repeat_is_the_same_letter(mailbox: Mailbox, channel: EmailTransport) -> None:
    await channel.send(parcel())
    await channel.send(parcel())
    first, second = mailbox.letters
    assert first["Message-ID"] == second["Message-ID"]


async def test_a_photo_purged_since_does_not_hold_the_letter_back(
    mailbox: Mailbox, channel: EmailTransport
) -> None:
    await channel.send(parcel(inline=[["photo0", "disparue.jpg"]]))
    assert "image/jpeg" not in {one.get_content_type() for one in mailbox.letters[0].walk()}


@pytest.mark.parametrize("says_so", [True, False], ids=["SIZE", "552"])
async def test_a_letter_that_a_server_finds_too_heavy_arrives_without_its_photos(
    mailbox: Mailbox, channel: EmailTransport, *, says_so: bool
) -> None:
    mailbox.heaviest, mailbox.says_so = 1_600, says_so
    await channel.send(parcel())
    (letter,) = mailbox.letters
    kinds = {one.get_content_type() for one in letter.walk()}
    assert ("text/html" in kinds, "image/jpeg" in kinds) == (True, False)
    mailbox.heaviest, mailbox.says_so = 10, False
    with pytest.raises(Refused):
        await channel.send(parcel())


async def test_a_full_mailbox_is_no_matter_of_weight(
    mailbox: Mailbox, channel: EmailTransport
) -> None:
    mailbox.heaviest, mailbox.too_heavy = 10, "552 5.2.2 Mailbox full"
    with pytest.raises(Refused, match=r"5\.2\.2"):
        await channel.send(parcel())
    assert mailbox.letters == []


async def test_heavy_photos_are_made_smaller_and_the_letter_stays_under_five_megabytes(
    mailbox: Mailbox, channel: EmailTransport, tmp_path: Path
) -> None:
    noisy = Image.effect_noise((1100, 1100), 120)
    noisy.save(tmp_path / "lourde.jpg", quality=97)
    inline = [[f"photo{rank}", "lourde.jpg"] for rank in range(5)]
    assert 5 * (tmp_path / "lourde.jpg").stat().st_size > 5_000_000
    await channel.send(parcel(inline=inline))
    (letter,) = mailbox.letters
    assert len([one for one in letter.walk() if one.get_content_type() == "image/jpeg"]) == 5
    assert len(letter.as_bytes()) < 5_000_000


async def test_a_letter_without_page_is_plain_text(
    mailbox: Mailbox, channel: EmailTransport
) -> None:
    await channel.send(parcel(html=""))
    assert mailbox.letters[0].get_content_type() == "text/plain"


@pytest.mark.parametrize(
    ("step", "said", "failure"),
    [
        ("mail", "421 revenez", RetryLater),
        ("mail", "553 expéditeur refusé", Refused),
        ("mail", "cut", RetryLater),
        ("rcpt", "450 boîte occupée", RetryLater),
        ("rcpt", "550 inconnue", Unreachable),
        ("rcpt", "cut", RetryLater),
        ("data", "451 plus tard", RetryLater),
        ("data", "554 refusé", Refused),
        ("data", "cut", Unsure),
    ],
)
async def test_each_failure_has_its_name(
    mailbox: Mailbox, channel: EmailTransport, step: str, said: str, failure: type[Exception]
) -> None:
    setattr(mailbox, step, said.encode("ascii", "replace").decode())
    with pytest.raises(failure):
        await channel.send(parcel())


async def test_a_slow_answer_leaves_us_unsure(mailbox: Mailbox, tmp_path: Path) -> None:
    mailbox.data = "slow"
    with pytest.raises(Unsure):
        await make(mailbox.url, tmp_path, timeout=0.2).send(parcel())
    assert len(mailbox.letters) == 1


async def test_nobody_at_the_port_is_worth_another_try(tmp_path: Path) -> None:
    async with opened(Mailbox()) as box:
        url = box.url
    with pytest.raises(RetryLater, match=r"127\.0\.0\.1"):
        await make(url, tmp_path).send(parcel())


async def test_a_server_that_never_greets_is_worth_another_try(tmp_path: Path) -> None:
    async def silent(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.5)
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    with pytest.raises(RetryLater):
        await make(f"smtp://127.0.0.1:{port}", tmp_path, timeout=0.1).send(parcel())
    server.close()
    await server.wait_closed()
    await asyncio.sleep(0.5)


async def test_encryption_asked_for_is_never_done_without(
    mailbox: Mailbox, tmp_path: Path
) -> None:
    insecure = mailbox.url.replace("smtp://", "smtp+starttls://")
    with pytest.raises(RetryLater):
        await make(insecure, tmp_path).send(parcel())
    assert not mailbox.letters


async def test_a_line_break_in_a_header_is_refused(channel: EmailTransport) -> None:
    with pytest.raises(Refused):
        await channel.send(parcel(subject="V-0001\r\nBcc: autre@example.org"))


async def test_no_mark_that_turns_text_round_reaches_a_header(
    mailbox: Mailbox, channel: EmailTransport
) -> None:
    turned = "[V-0001] \u202eVoirie\u2028ou\x85régie\N{ZERO WIDTH SPACE}\x07"
    await channel.send(parcel(subject=turned))
    assert mailbox.letters[0]["Subject"] == "[V-0001] Voirie ou régie"


async def test_a_password_is_never_in_a_failure(tmp_path: Path) -> None:
    with pytest.raises(RetryLater) as failure:
        await make(f"smtp://carnet:CANARI@{LOOPBACK}:1", tmp_path).send(parcel())
    assert "CANARI" not in str(failure.value)


async def test_an_address_that_smtp_cannot_carry_is_unreachable(channel: EmailTransport) -> None:
    odd = Parcel(1, "k", "éclairage@amiens.example.org", CONTENT, "alerte:1", 1)
    with pytest.raises(Unreachable):
        await channel.send(odd)
