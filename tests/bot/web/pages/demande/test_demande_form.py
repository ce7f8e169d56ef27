"""The public form for requests: closed fields, no name, one request for each sending."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.web.pages.demande.page import STRANGERS
from storage.models import DEMANDE, Demande, Note, Outbox
from tests.bot.casework.terrain import COORDINATRICE, Terrain
from tests.bot.web.visitor import Visitor

FORM = "/demande/amiens"
REQUESTER = "gestion@bailleur.example.org"
ANSWERS = {
    "qui": "dem-bailleur",
    "quoi": "od-conflit",
    "ou": "site-a",
    "quand": "ud-semaine",
    "mots": "Bruit le soir sous les fenêtres",
    "contact": REQUESTER,
}


async def sent(visitor: Visitor, jeton: str | None = None, **changes: Any) -> tuple[int, str]:
    jeton = jeton or await read(visitor)
    response = await visitor.post(FORM, jeton=jeton, **(ANSWERS | changes))
    return response.status, await response.text()


async def read(visitor: Visitor) -> str:
    """The page, read for as long as a person takes; the token of its form."""
    jeton = await visitor.jeton(FORM)
    visitor.terrain.clock.advance(timedelta(seconds=5))
    return jeton


def kept(terrain: Terrain) -> list[Demande]:
    with terrain.tx() as tx:
        return list(tx.scalars(select(Demande)))


async def test_reading_the_form_changes_nothing_and_asks_for_no_name(
    terrain: Terrain, visitor: Visitor
) -> None:
    status, text = await visitor.get(FORM)
    assert status == 200
    assert "<strong>Aucun nom</strong>" in text
    assert text.count("<select") == 4
    assert "Votre adresse de courriel <" in text
    assert "professionnelle" not in text, "a habitant has none"
    assert "Un autre lieu" in text
    assert "seulement pour vous répondre ; effacée 90 jours après" in text
    assert kept(terrain) == []


async def test_a_request_is_numbered_told_and_acknowledged(
    terrain: Terrain, visitor: Visitor
) -> None:
    status, text = await sent(visitor)
    assert status == 200
    (number,) = set(re.findall(r"D-[2-9A-Z]{4}-[2-9A-Z]{4}", text))
    assert f"Demande {number} envoyée" in text
    assert "D-0001" not in text
    assert f"pour qui l'a faite : {number}" in terrain.texts(COORDINATRICE)[-1].replace(
        "&#39;", "'"
    )
    assert "avant vendredi 20 novembre à 18 h 00. Notez" in text
    assert "confirmez votre adresse : rien n&#39;y est écrit sans cela" in text
    (row,) = kept(terrain)
    assert (row.origine, row.objet, row.contact, row.auteur_id) == (
        "dem-bailleur",
        "od-conflit",
        REQUESTER,
        None,
    )
    with terrain.tx() as tx:
        assert tx.scalars(select(Note.statut)).all() == ["a_relire"]
        letter = tx.scalars(select(Outbox).where(Outbox.adresse == REQUESTER)).one()
        assert "D-0001" not in letter.contenu["text"], "nothing of it is told to a stranger"
        assert "fenêtres" not in letter.contenu["text"], "words are never sent back out"
    assert visitor.woken


async def test_nothing_is_written_to_an_address_before_its_holder_agreed(
    terrain: Terrain, visitor: Visitor
) -> None:
    for number in range(3):
        await sent(visitor, mots=f"Mot {number}")
    (asked,) = terrain.outbox(REQUESTER)
    assert asked.sujet == DEMANDE.of(1), "one question a day, whatever the number of requests"
    page = visitor.to(DEMANDE, 1)
    fields = {"jeton": await visitor.jeton(page)}
    assert (await visitor.post(page, **fields)).status == 400, "nothing is chosen beforehand"
    assert len(terrain.outbox(REQUESTER)) == 1
    assert (await visitor.post(page, **fields, reponse="oui")).status == 303
    told = [row.contenu["subject"] for row in terrain.outbox(REQUESTER)[1:]]
    assert len(set(told)) == 3, "each by its own number"
    assert all(re.fullmatch(r"\[D-\w{4}-\w{4}\] Demande reçue", one) for one in told)
    await sent(visitor, mots="Mot 4")
    assert len(terrain.outbox(REQUESTER)) == 5, "known from then on"
    assert (await visitor.post(page, **fields, reponse="non")).status == 200
    assert {row.contact for row in kept(terrain)} == {""}
    assert (await visitor.get(page))[0] == 410


async def test_a_robot_is_too_quick_fills_what_nobody_sees_and_has_one_go_a_page(
    terrain: Terrain, visitor: Visitor
) -> None:
    jeton = await visitor.jeton(FORM)
    status, text = await sent(visitor, jeton)
    assert (status, "Relisez votre demande" in text, "Bruit le soir" in text) == (400, True, True)
    terrain.clock.advance(timedelta(seconds=5))
    assert (await sent(visitor, jeton, site_web="https://example.org"))[0] == 400
    assert (await sent(visitor, jeton))[0] == 200
    status, text = await sent(visitor, jeton, mots="Autre chose")
    assert (status, "a déjà servi" in text) == (400, True)
    assert len(kept(terrain)) == 1


async def test_forty_posts_of_one_visitor_shut_the_form_for_nobody_and_are_told_once(
    terrain: Terrain, visitor: Visitor
) -> None:
    pages = [await visitor.jeton(FORM) for _ in range(40)]
    terrain.clock.advance(timedelta(seconds=5))
    for number, jeton in enumerate(pages):
        contact = f"victime{number}@example.org" if number < STRANGERS else ""
        await sent(visitor, jeton, mots=f"Mot {number}", contact=contact)
    assert (await sent(visitor, mots="Un banc cassé", contact=""))[0] == 200
    assert len(kept(terrain)) == 41
    told = terrain.texts(COORDINATRICE)
    assert len(told) == 11
    assert "Plus de dix demandes sont venues en une heure" in told[-1]


async def test_the_form_writes_to_so_many_strangers_an_hour_and_once_a_day_to_a_mailbox(
    terrain: Terrain, visitor: Visitor
) -> None:
    """Each address typed is a letter to somebody who may have asked for nothing."""
    for number in range(3):
        await sent(visitor, mots=f"Mot {number}", contact=f"victime+{number}@Example.org")
    assert len(letters(terrain)) == 1, "one mailbox, however its address is dressed"
    for number in range(STRANGERS - 3):
        await sent(visitor, mots=f"Bruit {number}", contact=f"victime{number}@example.org")
    written = len(letters(terrain))
    status, page = await sent(visitor, mots="Un banc", contact="encore@example.org")
    assert (status, "sans la vôtre" in page) == (400, True)
    assert len(letters(terrain)) == written < STRANGERS
    assert (await sent(visitor, mots="Un banc", contact=""))[0] == 200
    terrain.clock.advance(timedelta(hours=1))
    assert (await sent(visitor, mots="Un banc de plus", contact="encore@example.org"))[0] == 200


def letters(terrain: Terrain) -> list[Outbox]:
    """What was posted to addresses that somebody typed."""
    return [row for row in terrain.outbox() if row.cle.startswith("adresse:")]


async def test_the_same_form_sent_twice_makes_one_request(
    terrain: Terrain, visitor: Visitor
) -> None:
    jeton = await read(visitor)
    first, again = await sent(visitor, jeton), await sent(visitor, jeton)
    assert first == again
    assert len(kept(terrain)) == 1


async def test_a_form_that_nobody_read_is_refused(terrain: Terrain, visitor: Visitor) -> None:
    of_another_use = visitor.signer.sign("formulaire-v1", terrain.programme.id)
    for jeton in ("faux", of_another_use):
        assert (await sent(visitor, jeton))[0] == 400
    assert kept(terrain) == []


async def test_what_is_missing_or_wrong_is_said_and_nothing_typed_is_lost(
    terrain: Terrain, visitor: Visitor
) -> None:
    for changes, said in (
        ({"quoi": "autre-chose"}, "quatre questions"),
        ({"mots": "x" * 281}, "280 caractères"),
        ({"mots": "Appelez le 06 39 98 12 34"}, "parlent peut-être de quelqu"),
        ({"ou": "autre-lieu", "mots": ""}, "dites où"),
        ({"contact": "gestion"}, "adresse e-mail"),
    ):
        status, text = await sent(visitor, **changes)
        assert (status, said in text) == (400, True), text
        assert '<option value="dem-bailleur" selected>' in text
    assert kept(terrain) == []


async def test_markup_stays_text(terrain: Terrain, visitor: Visitor) -> None:
    _status, text = await sent(visitor, quoi="", mots="<script>alert(1)</script>")
    assert "<script" not in text


async def test_one_address_cannot_be_flooded(terrain: Terrain, visitor: Visitor) -> None:
    statuses = []
    for number in range(6):
        terrain.clock.advance(timedelta(minutes=5))
        statuses.append((await sent(visitor, mots=f"Mot {number}"))[0])
    assert statuses == [200] * 5 + [429]
    assert len(kept(terrain)) == 5


async def test_a_dispositif_that_is_not_here_has_no_form(visitor: Visitor) -> None:
    assert (await visitor.get("/demande/ailleurs"))[0] == 404


async def test_a_name_comes_back_marked_and_is_replaced_rewritten_or_a_place(
    terrain: Terrain, visitor: Visitor
) -> None:
    named = "Bruit chez Mme Durand-Exemple"
    status, text = await sent(visitor, mots=named)
    assert status == 400
    assert "Bruit chez <mark>Mme Durand-Exemple</mark> »" in text
    assert "Écrire plutôt : « Bruit chez une personne »" in text
    status, text = await sent(visitor, mots=named, nomme="recrire")
    assert (status, kept(terrain)) == (400, [])
    assert (await sent(visitor, mots=named, nomme="remplacer"))[0] == 200
    assert (await sent(visitor, mots=named, nomme="lieu"))[0] == 200
    assert (await sent(visitor, mots="Bruit chez nous", nomme="recrire"))[0] == 200
    with terrain.tx() as tx:
        notes = [(note.texte, note.verifie) for note in tx.scalars(select(Note).order_by(Note.id))]
    said = "Bruit chez une personne"
    assert notes == [(said, True), (named, True), ("Bruit chez nous", True)]
