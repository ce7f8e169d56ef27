"""The doors by which a service answers an alert, each with what it needs to be opened."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from runpy import run_path
from typing import Any, Final

import aiohttp

from storage.models import RetourDonne, Signalement, SignalementActe
from tests.bot.channels.machines import Machine, machine
from tests.storage.dispositif_cast import edited
from tests.stories.stage import Home, Stage
from tests.stories.street import Street, street

ECLAIRAGE: Final = "eclairage@amiens.example.org"
LIGNE: Final = '{slug: sv-eclairage, label: "Éclairage public", '
MAILS: Final = f'emails: ["{ECLAIRAGE}"], '
SECRET: Final = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
DOCS: Final = Path(__file__).parents[2] / "docs"
verifie: Final = run_path(str(DOCS / "recepteur.py"))["verifie"]

Lent = dict[str, Any]
Answers = Callable[[], Awaitable[None]]
"""The service says that it is done, by its own door."""


async def answers_page(link: str, choice: str) -> str:
    """A browser opens the signed page, chooses, sends; the page that follows."""
    async with aiohttp.ClientSession() as browser:
        async with browser.get(link) as shown:
            page = await shown.text()
        nonce = re.search(r'name="([^"]+)" value="([^"]+)"', page)
        assert nonce, page
        fields = {nonce[1]: nonce[2], "reponse": choice}
        async with browser.post(link, data=fields) as answered:
            return (await answered.text()).replace("&#39;", "'")


@asynccontextmanager
async def by_letter(home: Home) -> AsyncIterator[tuple[Street, Answers]]:
    """Its mailbox alone: the signed link of the letter."""
    async with street(home) as scene:

        async def answers() -> None:
            (letter,) = scene.play.mail_to(ECLAIRAGE)
            (link,) = re.findall(r"http://127\.0\.0\.1:\d+/s/\S+", letter.text)
            assert "C'est noté" in await answers_page(link, "traite")

        yield scene, answers


@asynccontextmanager
async def by_telegram(home: Home) -> AsyncIterator[tuple[Street, Answers]]:
    """Its group: a tap under the card, which then says so."""
    async with street(home) as scene:
        agent = scene.play.world.person("Agent")
        group = await scene.play.group_of("sv-eclairage", "Éclairage public", agent)

        async def answers() -> None:
            agent.tap("✅ Traité", chat=group)
            await scene.play.quiet()
            assert "Annoncé traité" in agent.read(group)

        yield scene, answers


@asynccontextmanager
async def by_webhook(home: Home) -> AsyncIterator[tuple[Street, Answers]]:
    """Its own program shows the signed event, whose page its agent opens."""
    async with machine() as theirs:
        hook = f"{LIGNE}webhook: {{url: '{theirs.url}/recu', secret_env: SECRET}}, "
        lent: Lent = {"secrets": {"SECRET": SECRET}, "inside": True}
        async with street(home, config=edited(LIGNE + MAILS, hook), **lent) as scene:

            async def answers() -> None:
                await scene.play.later(partial(theirs.was_asked, 1), 0)
                (event,) = theirs.asked
                now = scene.play.clock.now().timestamp()
                assert verifie(SECRET, event.headers, event.body, now)
                page = json.loads(event.body)["data"]["page"]
                assert "C'est noté" in await answers_page(page, "traite")
                await scene.play.later(partial(theirs.was_asked, 2), 0)
                assert theirs.asked[1].json["data"]["etat"]["code"] == "traite_annonce"

            yield scene, answers


@asynccontextmanager
async def by_open311(home: Home) -> AsyncIterator[tuple[Street, Answers]]:
    """Its counter: a number on the way in, « closed » when it is asked an hour later."""
    async with machine() as theirs:
        counter = f"open311: {{url: '{theirs.url}/v2', cle_env: CLE, code: '033'}}, "
        lent: Lent = {"secrets": {"CLE": "cle-du-guichet"}, "inside": True}
        theirs.usual = (201, [{"service_request_id": 638344}])
        config = edited(LIGNE + MAILS, LIGNE + counter)
        async with street(home, config=config, **lent) as scene:
            yield scene, partial(_counter_closes, scene.play, theirs)


async def _counter_closes(play: Stage, theirs: Machine) -> None:
    await play.later(partial(theirs.was_asked, 1), 0)
    assert theirs.asked[0].method == "POST"
    theirs.usual = (200, [{"service_request_id": 638344, "status": "closed"}])
    play.clock.advance(timedelta(minutes=61))
    await play.carnet.catch_up()
    await play.later(partial(theirs.was_asked, 2), 0)
    assert theirs.asked[1].path == "/v2/requests/638344.json"


DOORS: Final[dict[str, Any]] = {
    "email": by_letter,
    "telegram": by_telegram,
    "webhook": by_webhook,
    "open311": by_open311,
}
"""By the channel that its history names; Matrix, on its real server, is `test_salon_matrix`."""


async def told_back(scene: Street, par: str) -> None:
    """Announced as mended by `par`: seen on the spot in one tap, then told once on the place."""
    play, acts = scene.play, await scene.rows(SignalementActe)
    assert (acts[-1].acte, acts[-1].par) == ("annoncer_traite", par)
    for one in (scene.mediatrice, scene.mediateur):
        assert "V-0001 : annoncé traité par Éclairage public" in one.transcript()
    assert "clos" in await play.taps(scene.mediatrice, "✅ Réparé")
    assert [one.statut for one in await scene.rows(Signalement)] == ["verifie"]
    await play.says(scene.mediatrice, "▶️ Présence")
    await play.taps(scene.mediatrice, "⏹ Terminer", "🙂 4", "Moyenne")
    await play.at(17, 0, days=1)
    await play.says(scene.mediateur, "▶️ Présence")
    assert "📄 1 retour à donner" in await play.taps(scene.mediateur, "✅ Démarrer")
    told = await play.taps(scene.mediateur, "📄 Voir les retours")
    assert "V-0001 Éclairage public en panne : réparé le 17/11." in told
    assert "tout est dit" in await play.taps(scene.mediateur, "✅ V-0001 dit")
    assert await scene.count(RetourDonne) == 1
