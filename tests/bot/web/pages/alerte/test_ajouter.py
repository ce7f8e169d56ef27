"""What a service adds to its answer: a word, a photo of the repair; nothing typed is lost."""

from __future__ import annotations

import io

import pytest
from aiohttp import FormData
from PIL import Image
from sqlalchemy import select

from bot.casework.signalement import sortie
from bot.casework.signalement.contenu import EnMain
from bot.domain.vies.signalement import StatutSignalement
from bot.web.depot import HEAVIEST
from storage import notes, signalements
from storage.models import Note, Personne, Photo
from storage.photos import A_VERIFIER, GARDEE, REFUSEE
from storage.work import Work
from tests.bot.casework.terrain import COORDINATRICE, MEDIATRICE, Terrain
from tests.bot.web.visitor import Visitor

FIXED = "Ampoule changée, la cellule est neuve."


@pytest.fixture
def page(terrain: Terrain, visitor: Visitor) -> str:
    """The link of V-0001, sent to the service's mailbox."""
    terrain.emit()
    terrain.all_sent()
    return visitor.link()


def geotagged() -> bytes:
    """A photo as a phone makes it: it says where, and with which device."""
    exif = Image.Exif()
    exif[0x010F] = "MarqueDuTelephone"
    held = io.BytesIO()
    Image.new("RGB", (64, 48), "#484").save(held, "JPEG", exif=exif)
    return held.getvalue()


async def sends(visitor: Visitor, page: str, photo: bytes, **fields: str) -> tuple[int, str]:
    """The form as a browser sends it, its file last; the page that comes."""
    form = FormData()
    for name, value in {"jeton": await visitor.jeton(page), **fields}.items():
        form.add_field(name, value)
    form.add_field("photo", io.BytesIO(photo), filename="IMG_1.jpg", content_type="image/jpeg")
    response = await visitor.client.post(page, data=form)
    return response.status, await response.text()


async def test_a_word_and_a_photo_of_the_repair_reach_the_mediators_alone(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    status, text = await sends(visitor, page, geotagged(), reponse="traite", mot=FIXED)
    assert status == 200
    assert "C&#39;est noté" in text
    assert "Un mot pour les médiateurs, par Éclairage public (lien du courriel)" in text
    assert FIXED not in text, "free words leave the team only once they were reread"
    assert terrain.row(1).statut == StatutSignalement.TRAITE_ANNONCE
    told = terrain.texts(MEDIATRICE)
    assert any(f"un mot du service Éclairage public : « {FIXED} »" in one for one in told)
    (shown,) = [one for one in terrain.outbox(MEDIATRICE) if "photo" in one.contenu]
    kept = (visitor.photos_dir / shown.contenu["photo"]).read_bytes()
    assert b"MarqueDuTelephone" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()
    with terrain.tx() as tx:
        (photo,) = tx.scalars(select(Photo)).all()
        assert (photo.etat, photo.sortie) == (GARDEE, A_VERIFIER)
        (note,) = tx.scalars(select(Note)).all()
        assert notes.validated(tx, note.objet, note.objet_id) is None
    assert "/photo/0" not in text, "nobody said yet what shows on it"

    with terrain.tx() as tx:
        work = Work(tx, terrain.programme, terrain.clock.now())
        en_main = EnMain.of(work, signalements.lock(tx, 1))
        who = tx.get_one(Personne, terrain.people[COORDINATRICE])
        sortie.answer(en_main, sortie.RIEN, who)
    _status, text = await visitor.get(page)
    assert "La réparation, photographiée par le service." in text
    answer = await visitor.client.get(f"{page}/photo/0")
    assert await answer.read() == kept


async def test_what_is_added_later_changes_no_state_and_a_reload_repeats_nothing(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    await visitor.answer(page, "traite")
    jeton = await visitor.jeton(page)
    assert (await visitor.answer_with(page, jeton, "mot"))[0] == 400
    for _ in range(2):
        _status, text = await visitor.answer_with(page, jeton, "mot", mot=FIXED)
    assert "C&#39;est ajouté" in text
    assert text.count("Un mot pour les médiateurs, par") == 1
    assert terrain.row(1).statut == StatutSignalement.TRAITE_ANNONCE
    assert sum(FIXED in one for one in terrain.texts(MEDIATRICE)) == 1
    assert "Corriger ma réponse" in text, "a word is no answer: the last one is still corrected"


async def test_somebody_named_in_a_word_is_asked_about_and_no_name_is_kept(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    named = "Demander à M. Untel au 06 39 98 12 34"
    status, text = await visitor.answer(page, "recu", mot=named)
    assert status == 400
    assert "06 39 98 12 34" in text
    assert terrain.row(1).statut == StatutSignalement.EMIS
    await visitor.answer(page, "recu", mot=named, nomme="remplacer")
    with terrain.tx() as tx:
        (note,) = tx.scalars(select(Note)).all()
    assert "06 39" not in note.texte


@pytest.mark.parametrize("weight", [HEAVIEST + 1, 40_000_000])
async def test_a_photo_too_heavy_is_refused_and_nothing_that_was_typed_is_lost(
    terrain: Terrain, visitor: Visitor, page: str, weight: int
) -> None:
    typed = {"reponse": "pris", "prevu": "2026-11-24", "mot": FIXED}
    status, text = await sends(visitor, page, b"\xff" * weight, **typed)
    assert status == 400
    assert "La photo pèse plus de 10 Mo" in text
    assert FIXED in text
    assert 'value="2026-11-24"' in text
    assert 'value="pris" id="r-pris" required checked' in text
    assert terrain.row(1).statut == StatutSignalement.EMIS


async def test_what_is_no_photo_is_said_and_nothing_is_done(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    status, text = await sends(visitor, page, b"%PDF-1.4", reponse="traite", mot=FIXED)
    assert status == 400
    assert "La photo n&#39;a pas pu être lue" in text
    assert FIXED in text
    assert terrain.row(1).statut == StatutSignalement.EMIS


async def test_a_disk_that_refuses_loses_the_photo_alone_and_says_so(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    visitor.photos_dir.write_text("a file stands where the folder should be")
    status, text = await sends(visitor, page, geotagged(), reponse="traite", mot=FIXED)
    assert status == 200
    assert "la photo n&#39;a pas pu être gardée" in text
    assert terrain.row(1).statut == StatutSignalement.TRAITE_ANNONCE
    assert not [one for one in terrain.outbox(MEDIATRICE) if "photo" in one.contenu]
    with terrain.tx() as tx:
        assert [one.etat for one in tx.scalars(select(Photo))] == [REFUSEE]


async def test_the_place_is_drawn_without_any_outside_server(visitor: Visitor, page: str) -> None:
    _status, text = await visitor.get(page)
    plan = text[text.index("<svg") : text.index("</svg>")]
    assert "1. Site A" in plan
    assert "Le signalement" in plan
    assert "http" not in plan
