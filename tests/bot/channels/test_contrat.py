"""The contract of a channel, that every one found keeps: a real alert, and six ways it may go."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pytest

from bot.delivery.channels import channels
from bot.delivery.contract import (
    DeliveryFailure,
    Parcel,
    Receipt,
    Refused,
    RetryLater,
    Unreachable,
    Unsure,
)
from bot.wiring import Wiring
from storage.machine.db import Database
from tests.bot.casework.terrain import open_terrain
from tests.bot.channels.email.mailbox import Mailbox, opened
from tests.bot.channels.machines import Machine, machine
from tests.storage.dispositif_cast import edited

LIGNE: Final = '{slug: sv-eclairage, label: "Éclairage public", '
SECRET: Final = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
TAKEN, LATER, NEVER, NOBODY, CUT, ABSENT = "pris", "tard", "jamais", "personne", "coupé", "absent"
MEANS: Final[dict[str, type[Receipt | DeliveryFailure]]] = {
    TAKEN: Receipt,
    LATER: RetryLater,
    NEVER: Refused,
    NOBODY: Unreachable,
    CUT: Unsure,
    ABSENT: RetryLater,
}
"""What each word of the contract is for."""
REFUSED_THERE: Final = {"ok": False, "error_code": 400, "description": "Bad Request: odd"}
KICKED: Final = {"ok": False, "error_code": 403, "description": "Forbidden: bot was kicked"}
BUSY: Final = {
    "ok": False,
    "error_code": 429,
    "description": "Too Many Requests: retry after 3",
    "parameters": {"retry_after": 3},
}
SHOWN: Final = {"ok": True, "result": {"message_id": 5, "date": 0, "chat": {"id": -1001}}}
GONE: Final = None
"""No answer says so: the file gives that address no more."""
ABSENT_STATE: Final = (404, {"errcode": "M_NOT_FOUND"})
"""A room that is neither upgraded nor encrypted says so twice before anything is sent there."""
NOT_THERE: Final = (403, {"errcode": "M_FORBIDDEN"})
ANSWERS: Final[dict[str, dict[str, Any]]] = {
    "telegram": {
        TAKEN: (200, SHOWN),
        LATER: (429, BUSY),
        NEVER: (400, REFUSED_THERE),
        NOBODY: (403, KICKED),
        CUT: (200, None),
    },
    "email": {
        TAKEN: {},
        LATER: {"rcpt": "451 4.3.0 later"},
        NEVER: {"data": "554 5.6.0 never"},
        NOBODY: {"rcpt": "550 5.1.1 nobody"},
        CUT: {"data": "cut"},
    },
    "matrix": {
        TAKEN: [ABSENT_STATE, ABSENT_STATE, (200, {"event_id": "$un"})],
        LATER: [ABSENT_STATE, ABSENT_STATE, (429, {"retry_after_ms": 3_000})],
        NEVER: [ABSENT_STATE, ABSENT_STATE, (400, {"errcode": "M_BAD_JSON"})],
        NOBODY: [NOT_THERE],
        CUT: [ABSENT_STATE, ABSENT_STATE, (200, None)],
    },
    "open311": {
        TAKEN: (201, [{"service_request_id": 638344}]),
        LATER: (503, ""),
        NEVER: (400, [{"code": 400, "description": "service_code"}]),
        NOBODY: GONE,
        CUT: (200, None),
    },
    "webhook": {
        TAKEN: (204, ""),
        LATER: (503, ""),
        NEVER: (422, ""),
        NOBODY: (410, ""),
        CUT: (200, None),
    },
}


@dataclass
class Etabli:
    """A real alert for each channel, and servers that answer as they are told."""

    wiring: Wiring
    served: Machine
    mailbox: Mailbox
    parcels: dict[str, Parcel]

    async def sent(self, kind: str, how: str) -> Receipt | DeliveryFailure:
        """What its channel, opened as the bot opens it, says of that alert."""
        parcel = self.parcels[kind]
        wiring = self.wiring
        if how == ABSENT:
            nowhere = {"smtp_url": "smtp://127.0.0.1:9", "api_url": "http://127.0.0.1:9"}
            await self.served.stop()
            wiring = replace(wiring, **nowhere)  # type: ignore[arg-type]
        elif (answer := ANSWERS[kind][how]) is GONE:
            parcel = replace(parcel, address="https://ailleurs.example.org")
        elif isinstance(answer, dict):
            vars(self.mailbox).update(answer)
        elif isinstance(answer, list):
            *self.served.answers, self.served.usual = answer
        else:
            self.served.usual = answer
        async with channels()[kind].open(
            wiring, lambda about: f"https://e.example.org/{about}"
        ) as out:
            try:
                return await out.send(parcel)
            except DeliveryFailure as failure:
                return failure


@asynccontextmanager
async def bench(database: Database, folder: Path) -> AsyncIterator[Etabli]:
    """A service reached every way there is, and one of its signalements on its way."""
    async with machine() as served, opened(Mailbox()) as mailbox:
        more = (
            "matrix: '!salon:example.org', "
            f"webhook: {{url: '{served.url}/recu', secret_env: SECRET}}, "
            f"open311: {{url: '{served.url}/v2', cle_env: CLE, code: '1'}}, "
        )
        config = edited(LIGNE, LIGNE + more)
        terrain = open_terrain(database, config)
        terrain.register_group()
        terrain.emit()
        wiring = Wiring(
            token="123456:jeton",
            api_url=served.url,
            database_url="",
            dispositifs=(config,),
            smtp_url=mailbox.url,
            mail_from="Carnet de rue <carnet@example.org>",
            public_url=None,
            keys=(),
            http_host="127.0.0.1",
            http_port=0,
            photos_dir=folder,
            clock=terrain.clock,
            matrix_url=served.url.replace("://", "://jeton@"),
            secrets={"SECRET": SECRET, "CLE": "cle"},
            inside=True,
        )
        parcels = {
            row.canal: Parcel(row.id, row.cle, row.adresse, row.contenu, row.sujet, 1)
            for row in terrain.outbox()
            if row.cle.endswith(":envoi")
        }
        yield Etabli(wiring, served, mailbox, parcels)


def test_every_channel_is_held_to_it() -> None:
    assert set(ANSWERS) == set(channels())


@pytest.mark.parametrize("kind", channels())
async def test_it_carries_an_alert_and_says_truly_what_became_of_it(
    kind: str, sqlite_database: Database, tmp_path: Path
) -> None:
    async with bench(sqlite_database, tmp_path) as etabli:
        assert set(etabli.parcels) == set(channels()), "reached every way there is"
        said = {}
        for how in MEANS:
            vars(etabli.mailbox).update(rcpt="250 OK", data="250 OK")
            said[how] = type(await etabli.sent(kind, how))
        assert all(issubclass(said[how], MEANS[how]) for how in MEANS), said
