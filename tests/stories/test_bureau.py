"""The office over the wire: an intervention from its decision on, and a landlord's request."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from aiohttp import ClientSession
from sqlalchemy import select

from bot.domain.roles import Role
from bot.feature.contract import Context
from bot.feature.lectures import DOCUMENT
from bot.sandbox.persons import Person
from handlers.ma_semaine import choses, facts
from handlers.ma_semaine.chose import Chose
from storage.models import Audit
from tests.oracle import check_calls
from tests.stories.stage import LOOK_SECONDS, PATIENCE, Home, Stage, stage, validates_the_bilan

REQUESTER = "gestion@bailleur.example.org"
REQUEST = {
    "qui": "dem-bailleur",
    "quoi": "od-conflit",
    "ou": "site-a",
    "quand": "ud-semaine",
    "mots": "Bruit le soir",
    "contact": REQUESTER,
}
WORDS = "Deux bancs à l'ombre, face au terrain."


@dataclass(frozen=True)
class Office:
    """The coordination at its desk, and a mediator of the second binôme."""

    play: Stage
    coordination: Person
    mediateur: Person


@pytest.fixture
async def office(home: Home) -> AsyncIterator[Office]:
    async with stage(home) as play:
        coordination = await play.joins("Coordination", Role.COORDINATION)
        mediateur = await play.joins("Médiateur", Role.MEDIATEUR, "binome-2")
        yield Office(play, coordination, mediateur)
        check_calls(play.world)


async def an_intervention_opens_on_a_new_site(of: Office) -> None:
    """What the comité technique decided yesterday: the site, the kind, the objectives."""
    play, hand = of.play, of.coordination
    await play.says(hand, "/sites")
    await play.taps(hand, "➕ Site")
    await play.says(hand, "Place neuve")
    await play.taps(hand, "Étouvie", "Zone à mésusages", "Place", "🏘 Centre")
    await play.taps(hand, "📅 Ouvrir", "Lundi 16 novembre", "Corrective")
    await play.says(hand, "Apaiser les soirées. Faire revenir les familles.")
    said = await play.taps(hand, "✅ Ouvrir")
    assert "Comité opérationnel Ouest : à réunir au plus tard mardi 1er décembre." in said


async def a_planned_slot_is_proposed_at_its_hour(of: Office) -> None:
    play, hand = of.play, of.coordination
    await play.says(hand, "/planning")
    await play.taps(hand, "Cette semaine", "➕ Ajouter", "Binôme 2", "Autre…", "Place neuve")
    await play.taps(hand, "Dimanche 22", "17 h – 21 h", "📆 Seulement")
    await play.at(17, days=5)
    assert "Place neuve, 17 h 00 – 21 h 00" in of.mediateur.read()
    assert "📐 Place neuve : c'est le moment de la grille du site" in of.mediateur.transcript()
    assert "Place neuve, 17 h 00" in await play.taps(of.mediateur, "✅ Démarrer")


async def a_proposal_is_reread_then_answered(of: Office) -> None:
    play, hand = of.play, of.mediateur
    await play.says(hand, "💡 Préconisation")
    await play.taps(hand, "Aménagement", "Espaces verts")
    await play.says(hand, WORDS)
    await play.taps(hand, "3 mois")
    assert WORDS in await play.says(of.coordination, "📝 À relire")
    assert "Tout est relu" in await play.taps(of.coordination, "✅ Valider tel quel")
    await play.taps(of.coordination, "✅ Retenue", "⏭ Passer")
    assert "P-0001 (Aménagement, Place neuve" in hand.read()
    assert "retenue" in hand.read()


async def the_first_comite_is_called_to_mind_until_it_is_held(of: Office) -> None:
    play, hand = of.play, of.coordination
    await play.at(9, days=9)
    said = [one.text for one in play.world.messages(hand.id)]
    assert any("doit se tenir au plus tard mardi 1er décembre" in one for one in said)
    await play.says(hand, "/comites")
    await play.taps(hand, "✅ Tenue", "Comité opérationnel Ouest", "Mercredi 25")
    assert "1 sur 3" in await play.says(hand, "Passer plus tôt le samedi.")
    before = len(hand.transcript())
    await play.on(date(2026, 12, 2), 9)
    assert "Il n'est pas noté comme tenu" not in hand.transcript()[before:]


async def the_end_comes_near_and_the_bilan_renews_it(of: Office) -> str:
    play, hand = of.play, of.coordination
    await play.on(date(2027, 1, 10), 9)
    assert "📆 Documents : plusieurs sont à préparer" in hand.transcript(), "weeks passed at once"
    await play.on(date(2027, 1, 17), 9)
    assert "• Place neuve : Fin de l'intervention, le 16 février 2027" in hand.transcript()
    await validates_the_bilan(play, hand, "Place neuve")
    await play.says(hand, "/documents")
    await play.taps(hand, "Page 2 ›", "Page 3 ›", "📄 Bilan, Place neuve", "📄 Recevoir")
    await play.leaves()
    got = [one.data["document"] for one in play.world.messages(hand.id) if "document" in one.data]
    assert sorted(one["file_name"].rpartition("-v1")[2] for one in got) == [".docx", ".pdf"]
    await the_bilan_is_sent_to_its_readers_once(of)
    await play.says(hand, "/interventions")
    await play.taps(hand, "🔁 Renouveler", "Place neuve", "Dimanche 17", "3 mois")
    return await play.taps(hand, "✅ Confirmer")


async def the_bilan_is_sent_to_its_readers_once(of: Office) -> None:
    """Each has one letter, and its own link opens the PDF; sent again, nobody has a second one."""
    play, hand = of.play, of.coordination
    await play.says(hand, "/documents")
    await play.taps(hand, "Page 2 ›", "Page 3 ›", "📄 Bilan, Place neuve")
    said = await play.taps(hand, "📨 L'envoyer")
    assert "• Comité opérationnel Ouest : 5" in said
    assert "part chez" in await play.taps(hand, "✅ Envoyer")
    await play.leaves()
    named = "Bilan intermédiaire, Place neuve"
    got = [one for one in play.mailbox.messages if named in one.subject]
    assert len(got) == len({one.to for one in got}) >= 5
    mine = next(one for one in got if one.to == ("delegue-prefet-ouest@somme.example.org",))
    link = re.search(r"https?://\S+/document/\S+", mine.text)
    assert link
    async with ClientSession() as web:
        page = await (await web.get(link[0])).text()
        assert named in page
        pdf = await (await web.get(f"{link[0]}/fichier/0")).read()
        assert pdf.startswith(b"%PDF")
    opened = select(Audit.detail).where(Audit.objet == DOCUMENT).order_by(Audit.id)
    read = await play.carnet.database.run(lambda tx: list(tx.scalars(opened)))
    assert len(read) == 2, "the page, then the paper: which sending, not who"
    assert read[1].endswith(".pdf")
    await play.says(hand, "/documents")
    said = await play.taps(hand, "Page 2 ›", "Page 3 ›", "📄 Bilan, Place neuve")
    assert f"remis à {len(got)} lecteurs sur {len(got)}." in said
    assert "Aucun lecteur n'attend" in await play.taps(hand, "📨 L'envoyer")
    await play.taps(hand, "✖️ Fermer")


async def test_an_intervention_from_its_decision_to_its_renewal(office: Office) -> None:
    await an_intervention_opens_on_a_new_site(office)
    await a_planned_slot_is_proposed_at_its_hour(office)
    await a_proposal_is_reread_then_answered(office)
    await the_first_comite_is_called_to_mind_until_it_is_held(office)
    assert "jusqu'au 15 mai 2027" in await the_end_comes_near_and_the_bilan_renews_it(office)


async def sends_the_form(play: Stage) -> str:
    """What a landlord's browser does: read the public form, fill it in, read what comes back."""
    page = f"{play.carnet.public_url}/demande/amiens"
    async with ClientSession() as browser:
        async with browser.get(page) as shown:
            (jeton,) = re.findall(r'name="jeton" value="([^"]+)"', await shown.text())
        play.clock.advance(timedelta(seconds=5))
        async with browser.post(page, data={"jeton": jeton, **REQUEST}) as answer:
            assert answer.status == 200
            text = await answer.text()
    await play.quiet()
    return text


async def agrees(play: Stage) -> None:
    """The landlord opens the only letter that came, and says that the address is theirs."""
    (letter,) = play.mail_to(REQUESTER)
    (link,) = re.findall(r"http://127\.0\.0\.1:\d+/adresse/\S+", letter.text)
    async with ClientSession() as browser:
        async with browser.get(link) as shown:
            (jeton,) = re.findall(r'name="jeton" value="([^"]+)"', await shown.text())
        async with browser.post(link, data={"jeton": jeton, "reponse": "oui"}) as answer:
            assert answer.status == 200
    await play.quiet()


async def test_a_landlord_s_request_from_the_form_to_its_answer(office: Office) -> None:
    play = office.play
    assert re.search(r"Demande D-\w{4}-\w{4} envoyée", await sends_the_form(play))
    await agrees(play)
    assert "D-0001" in office.coordination.read()
    assert "Bailleur · Conflit · Site A · Cette semaine" in office.coordination.read()
    await play.taps(office.coordination, "✅ Accepter et affecter", "Binôme 2")
    assert "La coordination vous confie D-0001" in office.mediateur.read()
    await play.taps(office.mediateur, "✅ C'est fait")
    assert office.coordination.read() == "📥 D-0001 est traitée."
    letters = play.mail_to(REQUESTER)[1:]
    assert [one.subject.split(" ", 2)[1] for one in letters] == ["Demande", "Acceptée", "Traitée"]
    assert not any("Bruit le soir" in one.text for one in letters), "words never go back out"


async def test_a_long_screen_is_read_beside_and_the_mediator_s_tap_does_not_wait(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    play, hand, he = office.play, office.coordination, office.mediateur
    entered, free = asyncio.Event(), threading.Event()
    loop, whole = asyncio.get_running_loop(), choses.toutes

    def slowly(context: Context) -> list[Chose]:
        loop.call_soon_threadsafe(entered.set)
        assert free.wait(PATIENCE)
        return whole(context)

    monkeypatch.setattr(facts, "toutes", slowly)
    hand.write("/masemaine")
    async with asyncio.timeout(PATIENCE):
        await entered.wait()
        he.write("/presence")
        while not he.read().startswith("Prévu"):
            await asyncio.sleep(LOOK_SECONDS)
    assert "à faire" not in hand.read()
    free.set()
    await play.quiet()
    assert "à faire" in hand.read()
    assert "📌 Fermé." in await play.taps(hand, "✖️ Fermer")
