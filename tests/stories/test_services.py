"""A service that answers, or that nothing reaches any more, through the real doors."""

from __future__ import annotations

from bot.commands import envois
from storage.machine.db import Tx
from storage.models import Alerte, Signalement
from storage.work import Work
from tests.stories.stage import Home
from tests.stories.street import street

ECLAIRAGE = "eclairage@amiens.example.org"
PROXIMITE = "proximite-ouest@amiens.example.org"


async def test_a_mailbox_that_refuses_is_closed_aloud_and_opened_again_by_one_tap(
    home: Home,
) -> None:
    async with street(home) as scene:
        play = scene.play
        play.mailbox.closed.add(ECLAIRAGE)
        await scene.reports("Éclairage", "📌 Site A", "✅ Envoyer")
        told = [m.text for m in play.world.messages(scene.coordination.chat) if m.from_bot]
        (refused,) = [one for one in told if "cette adresse refuse nos courriels" in one]
        assert "550" in refused
        assert len(play.mail_to(PROXIMITE)) == 1, "it went another way at once"
        await scene.reports("Éclairage", "🆕", "📌 Site A", "✅ Envoyer")
        stages = [(one.canal, one.etape) for one in await scene.rows(Alerte)]
        assert stages[0] == ("email", "envoi")
        assert [etape for _canal, etape in stages[1:]] == ["refuse-1-repli", "envoi-repli"]
        assert len(play.mail_to(PROXIMITE)) == 2

        def office(tx: Tx) -> Work:
            (programme,) = play.carnet.programmes.values()
            return Work(tx, programme, play.clock.now())

        database = play.carnet.database
        listed = await database.run(lambda tx: list(envois.lines(office(tx))))
        assert any(
            one.startswith(f"{ECLAIRAGE}  Éclairage public  refuse depuis") for one in listed
        )
        (numero,) = [one.split()[0] for one in listed if "abandonné" in one and "alerte:1" in one]

        play.mailbox.closed.clear()
        said = await database.run(lambda tx: envois.relaunch(office(tx), int(numero)))
        assert "repart" in said
        play.carnet.worker.wake()
        await play.quiet()
        assert len(play.mail_to(ECLAIRAGE)) == 1
        await play.taps(scene.coordination, "✅ L'adresse est bonne")
        await scene.reports("Éclairage", "🆕", "📌 Site A", "✅ Envoyer")
        assert len(play.mail_to(ECLAIRAGE)) == 2


async def test_a_group_replies_and_reacts_over_the_wire(home: Home) -> None:
    async with street(home) as scene:
        play = scene.play
        agent = play.world.person("Agent")
        group = await play.group_of("sv-eclairage", "Éclairage public", agent)
        group.promote_bot()
        await scene.reports("Éclairage", "📌 Site A", "✅ Envoyer")
        (card,) = [m for m in play.world.messages(group.id) if m.from_bot and "V-0001" in m.text]
        agent.reply(card, "La nacelle passe jeudi matin.")
        await play.quiet()
        assert "La nacelle passe jeudi matin." in scene.mediatrice.read()
        agent.react(card, "👍")
        await play.quiet()
        (row,) = await scene.rows(Signalement)
        assert row.statut == "recu"
