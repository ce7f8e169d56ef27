"""A case is left at a counter once, whatever becomes of the answer; then its state is asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from bot.casework.signalement import essai
from bot.domain.vies.signalement import ActeSignalement
from storage.dispositif import Dispositif
from storage.machine.outbox import DEAD
from storage.models import Signalement
from tests.bot.casework.terrain import MEDIATRICE, SOIR, Terrain, open_terrain
from tests.bot.channels.machines import Asked, Machine, machine
from tests.storage.dispositif_cast import edited
from tests.stories.stage import Stage, furnished, stage

LIGNE: Final = '{slug: sv-eclairage, label: "Éclairage public", '
MAILS: Final = 'emails: ["eclairage@amiens.example.org"], '
CLE: Final = "cle-du-guichet"
HTML: Final = "<html><body>Maintenance en cours</body></html>"
PUBLISHED: Final = [{"service_request_id": 638344, "service_notice": "…", "account_id": None}]
"""The example of the norm: its numbers are numbers."""


def with_counter(url: str) -> Dispositif:
    counter = (
        f"open311: {{url: '{url}/v2', cle_env: CLE_VILLE, code: '006', "
        "codes: {vt-eclairage-public: '033'}, jurisdiction: ville.example.org}, "
    )
    return edited(LIGNE + MAILS, LIGNE + counter)


@dataclass
class Scene:
    """The bot, somebody who reports, and the counter of the service that mends."""

    counter: Machine
    play: Stage
    terrain: Terrain

    async def report(self, requests: int, **changes: Any) -> int:
        """Its id, once so many requests came in all."""
        found = self.terrain.emit(**changes)
        await self.play.later(partial(self.counter.was_asked, requests))
        return found

    async def hour(self, requests: int) -> None:
        """An hour later, once so many requests came in all."""
        self.play.clock.advance(timedelta(minutes=61))
        await self.play.carnet.catch_up()
        await self.play.later(partial(self.counter.was_asked, requests))

    def posts(self) -> list[Asked]:
        return [one for one in self.counter.asked if one.method == "POST"]

    def told(self, start: str) -> list[str]:
        """What the coordination read that begins so."""
        mails = self.play.mail_to(self.play.carnet.wiring.dispositifs[0].coordination.email)
        return [one.text for one in mails if one.subject.startswith(start)]

    def statut(self, signalement_id: int) -> str:
        with self.terrain.tx() as tx:
            return tx.get_one(Signalement, signalement_id).statut


@asynccontextmanager
async def scene(home: Path) -> AsyncIterator[Scene]:
    async with machine() as counter:
        config = with_counter(counter.url)
        lent = {"secrets": {"CLE_VILLE": CLE}, "inside": True}
        async with stage(furnished(home), config=config, at=SOIR, **lent) as play:
            yield Scene(counter, play, open_terrain(play.carnet.database, config))


async def test_an_answer_that_is_lost_is_looked_up_and_what_is_closed_is_to_be_verified(
    tmp_path: Path,
) -> None:
    async with scene(tmp_path) as on:
        theirs = {"service_request_id": 638344, "status": "open"}
        ours = theirs | {"description": "Éclairage… [amiens V-0001]", "status_notes": "Vu par M."}
        other = {"service_request_id": 7, "description": "[amiens V-0002]", "status": "open"}
        on.counter.answers = [(200, None), (200, [other, ours])]
        signalement = await on.report(1, lieu="devant l'arrêt de bus")
        await on.play.later(partial(on.counter.was_asked, 2))
        (posted,) = on.posts()
        assert (posted.path, posted.form["api_key"]) == ("/v2/requests.json", CLE)
        assert posted.form["service_code"] == "033"
        assert posted.form["jurisdiction_id"] == "ville.example.org"
        assert "\ndevant l'arrêt de bus\n" in posted.form["description"]
        assert posted.form["description"].endswith("\n[amiens V-0001]")
        assert "http" not in posted.form["description"], "no link that lets anybody answer"
        assert on.counter.asked[1].query["service_code"] == "033"
        (alerte,) = on.terrain.alertes()
        assert (alerte.numero_externe, alerte.etat_externe) == ("638344", "open")

        on.counter.usual = (200, [theirs | {"status": "closed"}])
        await on.hour(3)
        assert on.counter.asked[2].path == "/v2/requests/638344.json"
        assert on.statut(signalement) == "traite_annonce"
        seen = ActeSignalement.VERIFIER_TOUJOURS_LA
        on.terrain.act(signalement, seen, on.terrain.mediateur(MEDIATRICE))
        await on.hour(4)
        assert on.statut(signalement) == "toujours_la", "still closed there says nothing new"
        assert on.told("[V-0001] À dire à Éclairage public")
        assert len(on.posts()) == 1


async def test_a_token_becomes_a_number_and_what_is_odd_is_told(tmp_path: Path) -> None:
    async with scene(tmp_path) as on:
        on.counter.answers = [
            (200, [{"token": 12345}]),
            (200, [{"token": 12345, "service_request_id": "638344"}]),
        ]
        await on.report(1)
        await on.hour(2)
        assert on.counter.asked[1].path == "/v2/tokens/12345.json"
        assert on.terrain.alertes()[0].numero_externe == "638344"

        on.counter.answers = [(200, PUBLISHED)]
        await on.report(3)
        assert "déjà celui d'un autre" in on.told("[V-0002] Au guichet")[0]

        on.counter.answers = [
            (200, [{"service_request_id": "A-1"}, {"service_request_id": "A-2"}])
        ]
        await on.report(4)
        assert "(A-1, A-2)" in on.told("[V-0003] Au guichet")[0]

        on.counter.answers, on.counter.usual = [], (200, HTML)
        await on.hour(7)
        assert len(on.told("[V-0001] Au guichet")) == 1, "a page in the place of a state"


async def test_what_may_have_been_taken_is_never_left_again(tmp_path: Path) -> None:
    async with scene(tmp_path) as on:
        on.counter.answers = [(503, ""), (200, HTML), (200, [])]
        await on.report(1)
        await on.play.later(partial(on.counter.was_asked, 2))
        await on.play.later(partial(on.counter.was_asked, 3))
        assert [one.method for one in on.counter.asked] == ["POST", "POST", "GET"]
        (alerte,) = on.terrain.alertes()
        assert "rien n'y est posé deux fois" in (alerte.echec or "")
        assert on.told("[V-0001] L'alerte n'est pas partie")
        url = f"{on.counter.url}/v2"
        assert [row.etat for row in on.terrain.outbox(url)] == [DEAD]

        on.counter.usual = (200, [{"service_code": "006"}])
        with on.terrain.work() as work:
            essai.send(work, work.programme.config.service("sv-eclairage"), "essai:1")
        await on.play.later(partial(on.counter.was_asked, 4))
        assert on.counter.asked[3].path == "/v2/services.json", "a trial leaves nothing there"
        said = [row.erreur for row in on.terrain.outbox(url) if row.cle.startswith("essai:1")]
        assert said == ["réponse 200 ; codes inconnus : 033"]
