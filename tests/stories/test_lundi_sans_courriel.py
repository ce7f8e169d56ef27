"""A Monday morning without a mail server: the letters leave late, once, to whom they are due."""

from __future__ import annotations

from collections import Counter
from datetime import date
from urllib.parse import urlsplit

from bot.sandbox.mailbox import Courriel
from tests.storage.dispositif_cast import example
from tests.stories.stage import Home
from tests.stories.street import Street, street

LUNDI = date(2026, 11, 23)
OUEST = "Comité opérationnel Ouest"


async def test_six_hours_without_a_mail_server_delay_the_letters_and_double_none(
    home: Home,
) -> None:
    """Somebody left the list after the figures were frozen: their letter is not sent."""
    amiens = example("amiens")
    alone = amiens.model_copy(update={"comites": (amiens.comite("comite-operationnel-ouest"),)})
    async with street(home, config=alone, present=False) as scene:
        play = scene.play
        await play.on(LUNDI, 7, 5)
        await play.says(scene.coordination, "/destinataires")
        await play.taps(scene.coordination, "🚫 Retirer", OUEST, "Délégué du préfet", "🚫 Oui")
        port = urlsplit(play.mailbox.url).port or 0
        play.mailbox.clear()
        await play.mailbox.stop()
        for hour in (8, 11, 13):
            await play.on(LUNDI, hour, 1)
        assert points(scene) == []
        await play.mailbox.start(port=port)
        await play.on(LUNDI, 14, 15)
        came = points(scene)
        to = Counter(address for one in came for address in one.to)
        assert len(to) >= 3
        assert set(to.values()) == {1}, "once each, however often it was tried"
        assert "delegue-prefet-ouest@somme.example.org" not in to
        marks = {one.header("Message-ID") for one in came}
        assert len(marks) == len(came)
        assert all(str(mark).startswith("<digest") for mark in marks), "that of its own line"
        await play.on(LUNDI, 20)
        assert len(points(scene)) == len(came)


def points(scene: Street) -> list[Courriel]:
    return [one for one in scene.play.mailbox.messages if "semaine 47" in one.subject]
