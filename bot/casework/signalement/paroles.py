"""What a service adds to its answer: a word for the mediators, a photo of the repair."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import select

from bot.casework.libelles import par_service
from bot.casework.signalement import consequences, histoire, sortie
from bot.casework.signalement.contenu import EnMain
from bot.domain.vies.signalement import StatutSignalement
from bot.rendering import render_text
from storage import notes, signalements, textes
from storage.libre import TexteVerifie
from storage.machine import passages
from storage.machine.db import Tx
from storage.models import Alerte, Photo, SignalementActe
from storage.notes import Words
from storage.photos import A_VERIFIER, GARDEE, REFUSEE
from storage.signalements import COMMENTER, ILLUSTRER
from storage.work import Work

MOT: Final = "signalement_reponse"
"""Of a note: the words of a service about a signalement, which the team alone reads."""
MOT_MAX: Final = 280
SAID: Final = "💬 {{ v }} : un mot {{ service|du_service }} : « {{ mot }} »"
SHOWN: Final = (
    "📷 {{ v }} : la photo de la réparation, envoyée par le service {{ service }}. Vous seuls la "
    "voyez. Un visage ou une plaque s'y voit ? Sinon, elle paraît sur la page du service."
)


def comment(en_main: EnMain, alerte: Alerte, mot: TexteVerifie, source: str) -> bool:
    """The mediators read it, every card says that there is one; False when it was said already.

    `mot`: checked, of somebody who was asked about whoever it names. `source`: of one form, of
    one message.
    """
    if not passages.claim(en_main.tx, "mot d'un service", source, en_main.now):
        return False
    _note(en_main, alerte, COMMENTER)
    row = en_main.signalement
    words = Words(en_main.programme.id, None, MOT, row.id, mot, f"{source}:mot")
    notes.keep_inside(en_main.tx, words, en_main.now)
    service = en_main.label(alerte.service)
    text = render_text(SAID, v=en_main.reference, service=service, mot=mot)
    consequences.tell_binome(en_main, par_service(alerte), f"{source}:mot", {"text": text})
    consequences.redraw(en_main)
    return True


def expect(en_main: EnMain, alerte: Alerte, nom: str, source: str) -> None:
    """The row of a photo whose file is written next: it says « refusée » until it is there."""
    if not passages.claim(en_main.tx, "photo d'un service", source, en_main.now):
        return
    line = _note(en_main, alerte, ILLUSTRER)
    photo = Photo(
        objet=line.__tablename__,
        objet_id=line.id,
        file_id="",
        nom=nom,
        etat=REFUSEE,
        essais=1,
        recue_le=en_main.now,
        sortie=A_VERIFIER,
    )
    en_main.tx.add(photo)
    en_main.tx.flush()


def is_expected(tx: Tx, nom: str) -> bool:
    """Whether a row waits for the file of that name."""
    return tx.execute(select(Photo.id).where(Photo.nom == nom)).first() is not None


def arrived(work: Work, alerte: Alerte, nom: str) -> None:
    """Its file is there: the mediators see it, and are asked what shows on it."""
    photo = work.tx.scalars(select(Photo).where(Photo.nom == nom)).one()
    photo.etat = GARDEE
    work.tx.flush()
    en_main = EnMain.of(work, signalements.lock(work.tx, alerte.signalement_id))
    service = en_main.label(alerte.service)
    content: dict[str, Any] = {
        "text": render_text(SHOWN, v=en_main.reference, service=service),
        "photo": nom,
        "keyboard": [[list(one) for one in row] for row in sortie.question(alerte.signalement_id)],
    }
    consequences.tell_binome(en_main, par_service(alerte), f"photo:{photo.id}:reparation", content)
    consequences.redraw(en_main)


def checked(work: Work, words: str) -> TexteVerifie:
    """`words` as they may be kept."""
    return textes.verifie(work, words)


def _note(en_main: EnMain, alerte: Alerte, acte: str) -> SignalementActe:
    statut = StatutSignalement(en_main.signalement.statut)
    histoire.append(en_main, acte, statut, par_service(alerte), "", vers=statut)
    return signalements.actes(en_main.tx, en_main.signalement.id)[-1]
