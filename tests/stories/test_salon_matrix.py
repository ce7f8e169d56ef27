"""A service whose agents are on Matrix, on a real homeserver, through somebody else's client."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

from bot.channels.matrix.client import SENDING, MatrixClient
from bot.channels.matrix.transport import MatrixTransport
from bot.delivery.contract import Parcel, Receipt
from bot.delivery.outside import outside
from storage.models import Alerte, Outbox, Photo, Signalement, SignalementActe
from storage.photos import GARDEE
from tests.homeserver import Agent, Homeserver, agent, homeserver
from tests.pictures import jpeg
from tests.storage.dispositif_cast import edited
from tests.stories.portes import told_back
from tests.stories.stage import Home
from tests.stories.street import Street, street

__all__ = ["homeserver"]

LIGNE: Final = '{slug: sv-eclairage, label: "Éclairage public", '
VOIRIE: Final = '{slug: sv-voirie, label: "Voirie", '
PRESSE: Final = (
    'groupe: "Voirie, trottoir", urgence: u3',
    'groupe: "Voirie, trottoir", urgence: u2',
)
BOT: Final = "@carnet:localhost"


def served_by(room: str, *more: str) -> Any:
    """Amiens, whose lights are mended by people of that room."""
    return edited(LIGNE, f'{LIGNE}matrix: "{room}", ', *more)


async def until(so: Callable[[], Awaitable[Any]]) -> Any:
    """What `so` gives, once it gives something."""
    async with asyncio.timeout(60):
        while not (found := await so()):
            await asyncio.sleep(0.02)
    return found


async def shown(person: Agent, room: str, *words: str) -> dict[str, Any]:
    """The newest message of the room that says all this."""

    async def look() -> Any:
        events = await person.does("reads", room=room)
        said = [one for one in events if all(word in one["body"] for word in words)]
        return said[-1] if said else None

    found: dict[str, Any] = await until(look)
    return found


async def stands(scene: Street, statut: str) -> None:
    async def look() -> bool:
        return (await scene.rows(Signalement))[-1].statut == statut

    await until(look)
    await scene.play.quiet()


async def test_a_room_gets_the_card_answers_it_by_a_sign_and_a_reply_and_sees_it_change(
    home: Home, homeserver: Homeserver
) -> None:
    url = homeserver.account("carnet")
    async with agent(homeserver, "agente") as agente:
        room = await agente.does("room", guest=BOT, alias="eclairage")
        config = served_by("#eclairage:localhost")
        async with street(home, config=config, matrix_url=url, inside=True) as scene:
            card = await the_card_is_there(scene, agente, room)
            await a_word_and_a_photo_reach_the_mediators(scene, agente, room, card["id"])
            await a_sign_answers_and_is_taken_back(scene, agente, room, card["id"])
            await nothing_comes_twice(scene, url, agente, room)
            said = [one.acte for one in await scene.rows(SignalementActe)]
            assert said == ["emettre", "commenter", "illustrer", "prendre_en_charge", "defaire"]
            await agente.does("reacts", room=room, to=card["id"], sign="✅")
            await stands(scene, "traite_annonce")
            await told_back(scene, "service:sv-eclairage:matrix")
            await shown(agente, room, "V-0001", "Réparé")


async def the_card_is_there(scene: Street, agente: Agent, room: str) -> dict[str, Any]:
    """Its words in both forms, its signed page, its photo."""
    scene.mediatrice.send_photo(jpeg())
    await scene.play.quiet()
    await scene.play.taps(scene.mediatrice, "Éclairage", "📌 Site A", "✅ Envoyer")
    await scene.play.leaves()
    card = await shown(agente, room, "V-0001", "Éclairage")
    assert card["kind"] == "RoomMessageText"
    assert "👍 bien reçu · 🛠 pris en charge · ✅ traité" in card["body"]
    assert "<b>V-0001 · Éclairage" in card["html"]
    assert f'<a href="{scene.play.carnet.public_url}/s/' in card["html"]
    assert scene.play.carnet.public_url in card["body"], "the plain twin bears it too"
    assert (await shown(agente, room, ".jpg"))["kind"] == "RoomMessageImage"
    return card


async def a_word_and_a_photo_reach_the_mediators(
    scene: Street, agente: Agent, room: str, card: str
) -> None:
    await agente.does("says", room=room, text="La nacelle passe jeudi.", to=card)
    answer = await shown(agente, room, "V-0001 : c'est transmis aux médiateurs.")
    assert answer["kind"] == "RoomMessageNotice"
    await scene.play.quiet()
    assert "La nacelle passe jeudi." in scene.mediatrice.read()
    await scene.play.at(17, 30)
    mended = scene.play.carnet.wiring.photos_dir.parent / "p.jpg"
    mended.write_bytes(jpeg())
    await agente.does("shows", room=room, to=card, path=str(mended))
    await until(lambda: repaired(scene))


async def a_sign_answers_and_is_taken_back(
    scene: Street, agente: Agent, room: str, card: str
) -> None:
    reaction = await agente.does("reacts", room=room, to=card, sign="🛠️")
    await stands(scene, "pris_en_charge")
    assert "pris en charge par Éclairage public" in scene.mediatrice.read()
    edit = await shown(agente, room, "Pris en charge, ")
    assert edit["content"]["m.relates_to"] == {"rel_type": "m.replace", "event_id": card}
    await agente.does("removes", room=room, event=reaction)
    await stands(scene, "emis")


async def repaired(scene: Street) -> bool:
    """The photo of the repair is there, and the mediators see it."""
    photos = await scene.rows(Photo)
    there = [one for one in photos if one.objet == "signalement_acte" and one.etat == GARDEE]
    return bool(there) and "photo de la réparation" in scene.mediatrice.transcript()


async def nothing_comes_twice(scene: Street, url: str, agente: Agent, room: str) -> None:
    """The answer to the card was lost: sent again, from a new login, it is the same event."""
    (kept,) = (one for one in await scene.rows(Alerte) if one.canal == "matrix")
    (row,) = (one for one in await scene.rows(Outbox) if one.cle == f"alerte:{kept.id}:envoi")
    before = len(await agente.does("reads", room=room))
    async with outside(inside=True) as door:
        out = MatrixTransport(MatrixClient(door, url, SENDING), Path("photos"), lambda _: "")
        again = Parcel(row.id, row.cle, row.adresse, row.contenu, row.sujet, 2, unsure=True)
        assert await out.send(again) == Receipt(kept.evenement)
    assert len(await agente.does("reads", room=room)) == before


async def test_what_a_room_should_not_do_harms_nobody_and_is_told(
    home: Home, homeserver: Homeserver
) -> None:
    url = homeserver.account("carnet2")
    me = "@carnet2:localhost"
    async with agent(homeserver, "agent") as agent_:
        room = await agent_.does("room", guest=me)
        following = await agent_.does("room", guest=me)
        closed = await agent_.does("room", guest=me, encrypted="oui")
        config = served_by(room, VOIRIE, f'{VOIRIE}matrix: "{closed}", ', *PRESSE)
        async with street(home, config=config, matrix_url=url, inside=True) as scene:
            await scene.reports("Voirie", "Trou", "📌 Site A", "✅ Envoyer")
            await told(scene, "ce salon est chiffré de bout en bout")
            assert len(scene.play.mail_to("voirie@amiens.example.org")) == 1, "it went on"

            await scene.reports("Éclairage", "📌 Site A", "✅ Envoyer")
            card = await shown(agent_, room, "V-0002")
            theirs = await agent_.does("says", room=room, text="Qui prend V-0002 ?")
            for to, sign in ((theirs, "👍"), (card["id"], "🎉")):
                await agent_.does("reacts", room=room, to=to, sign=sign)
            await agent_.does("says", room=room, text="Moi, demain", to=theirs)
            await agent_.does("says", room=room, text="C'est Karim Benali", to=card["id"])
            refusal = await shown(agent_, room, "votre mot parle peut-être de quelqu'un")
            assert refusal["content"]["m.relates_to"]["m.in_reply_to"]
            assert "Karim" not in scene.mediatrice.transcript()
            assert (await scene.rows(Signalement))[-1].statut == "emis"

            await agent_.does("buries", room=room, following=following)
            await told(scene, f"Donnez le nouveau dans le fichier : {following}")
            await agent_.does("reacts", room=room, to=card["id"], sign="👍🏽")
            await stands(scene, "recu")
            await shown(agent_, following, "V-0002", "Bien reçu")

            await agent_.does("kicks", room=following, whom=me)
            await told(scene, "le bot a été retiré de ce salon")
            await scene.reports("Éclairage", "🆕", "📌 Site A", "✅ Envoyer")
            assert len(scene.play.mail_to("eclairage@amiens.example.org")) == 2


async def told(scene: Street, words: str) -> None:
    """The coordination reads it."""

    async def look() -> bool:
        return words in scene.coordination.transcript()

    await until(look)
