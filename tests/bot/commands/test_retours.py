"""Letters that come back close the address that refused them, and no other."""

from __future__ import annotations

import pytest

from bot.channels.email.message import message_id
from bot.channels.email.retours import RetoursIllisibles
from bot.commands.retours import Facteur
from storage import adresses
from storage.machine.db import Database
from tests.bot.casework.terrain import COORDINATRICE, ECLAIRAGE, PROXIMITE, Terrain, open_terrain
from tests.bot.channels.email.imap import mailbox

FROM = "Carnet de rue <carnet@example.org>"
NOTICE = """From: MAILER-DAEMON@mx.example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Votre courriel n'a pas pu être remis.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 nobody
    of that name here
--b
Content-Type: text/rfc822-headers

Message-ID: {number}
Subject: [V-0001]
--b--
"""


def notice(number: str, action: str = "failed", status: str = "5.1.1") -> bytes:
    made = NOTICE.format(address=ECLAIRAGE, action=action, status=status, number=number)
    return made.replace("\n", "\r\n").encode()


@pytest.fixture
def terrain(sqlite_database: Database) -> Terrain:
    opened = open_terrain(sqlite_database)
    opened.emit()
    opened.all_sent()
    return opened


def facteur(terrain: Terrain, url: str) -> Facteur:
    served = {terrain.programme.id: terrain.programme}
    return Facteur(terrain.database, terrain.clock, served, url=url, mail_from=FROM)


def closed(terrain: Terrain) -> list[str]:
    with terrain.tx() as tx:
        return [one.raison for one in adresses.all_refused(tx, terrain.programme.id)]


async def test_a_letter_that_came_back_closes_its_address_aloud_once(terrain: Terrain) -> None:
    ours = message_id("alerte:1:envoi", FROM)
    async with mailbox() as box:
        box.letters = {
            1: b"Subject: bonjour\r\nContent-Type: text/plain\r\n\r\nUne vraie question.\r\n",
            2: notice(ours, status="4.2.2"),
            3: notice(ours, action="delayed"),
            4: notice("<une.autre@ailleurs.example.org>"),
            7: notice(ours, status="5.2.2"),
            8: notice("<<<<<nobody"),
            5: b"Content-Type: multipart/report; report-type=delivery-status\r\n\r\nrien\r\n",
        }
        postman = facteur(terrain, box.url)
        await postman.run()
        assert closed(terrain) == [], "a delay, a full box, somebody else's letter"
        assert box.seen == {2, 3, 4, 5, 7, 8}, "what people write stays theirs to read"

        box.letters[6] = notice(ours)
        for _ in range(2):
            await postman.run()
        assert closed(terrain) == ["550 5.1.1 nobody of that name here"]
        (told,) = [one for one in terrain.texts(COORDINATRICE) if ECLAIRAGE in one]
        assert "cette adresse refuse nos courriels" in told
        assert len(terrain.outbox(PROXIMITE)) == 1, "the alert went another way"


async def test_a_mailbox_that_does_not_open_is_said_without_its_secret(terrain: Terrain) -> None:
    async with mailbox() as box:
        wrong = box.url.replace("motdepasse", "unsecretfaux")
        with pytest.raises(RetoursIllisibles) as refused:
            await facteur(terrain, wrong).run()
        assert "unsecretfaux" not in str(refused.value)
