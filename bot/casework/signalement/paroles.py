"""What a service adds to its answer: a word for the mediators, a photo of the repair."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from bot.casework.libelles import par_service, service_of
from bot.casework.signalement import consequences, histoire, sortie
from bot.casework.signalement.contenu import EnMain
from bot.domain.vies.signalement import OPEN, StatutSignalement
from bot.rendering import render_text
from storage import notes, signalements, textes
from storage.libre import TexteVerifie
from storage.machine import passages
from storage.machine.db import Tx
from storage.models import Alerte, Photo, Signalement, SignalementActe
from storage.notes import Words
from storage.photos import A_TELECHARGER, A_VERIFIER, GARDEE, REFUSEE
from storage.programme import Programme
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
    if _is_new(en_main, source):
        _illustrate(en_main, alerte, nom=nom, etat=REFUSEE, file_id="")


def fetch(en_main: EnMain, alerte: Alerte, file_id: str, source: str) -> None:
    """The same of a photo that Telegram has: it is fetched in a moment."""
    if _is_new(en_main, source):
        _illustrate(en_main, alerte, nom=None, etat=A_TELECHARGER, file_id=file_id)


def is_expected(tx: Tx, nom: str) -> bool:
    """Whether a row waits for the file of that name."""
    return tx.execute(select(Photo.id).where(Photo.nom == nom)).first() is not None


def arrived(work: Work, nom: str) -> None:
    """Its file is there."""
    photo = work.tx.scalars(select(Photo).where(Photo.nom == nom)).one()
    photo.etat = GARDEE
    work.tx.flush()
    show(work, photo)


def came(tx: Tx, programmes: Mapping[int, Programme], photo: Photo, now: datetime) -> None:
    """A photo that was fetched: of the programme of what it shows."""
    signalement = _shown(tx, photo)
    show(Work(tx, programmes[signalement.dispositif_id], now), photo)


def show(work: Work, photo: Photo) -> None:
    """The mediators see it, and are asked what shows on it."""
    line = work.tx.get_one(SignalementActe, photo.objet_id)
    en_main = EnMain.of(work, _shown(work.tx, photo))
    content: dict[str, Any] = {
        "text": render_text(SHOWN, v=en_main.reference, service=_service(en_main, line.par)),
        "photo": photo.nom,
        "keyboard": [[list(one) for one in row] for row in sortie.question(line.signalement_id)],
    }
    consequences.tell_binome(en_main, line.par, f"photo:{photo.id}:reparation", content)
    consequences.redraw(en_main)


def may_speak(en_main: EnMain, alerte: Alerte) -> bool:
    """Whether what that service adds is still taken: it has the signalement, which is open."""
    return en_main.signalement.statut in OPEN and signalements.counts(en_main.tx, alerte)


def checked(work: Work, words: str) -> TexteVerifie:
    """`words` as they may be kept."""
    return textes.verifie(work, words)


def _is_new(en_main: EnMain, source: str) -> bool:
    return passages.claim(en_main.tx, "photo d'un service", source, en_main.now)


def _illustrate(en_main: EnMain, alerte: Alerte, **file: str | None) -> None:
    """The line of the history that says so, and the photo on that line."""
    line = _note(en_main, alerte, ILLUSTRER)
    on_it = {"objet": line.__tablename__, "objet_id": line.id, "sortie": A_VERIFIER}
    en_main.tx.add(Photo(**on_it, **file, essais=0, recue_le=en_main.now))
    en_main.tx.flush()


def _shown(tx: Tx, photo: Photo) -> Signalement:
    """The signalement whose repair it shows, held."""
    line = tx.get_one(SignalementActe, photo.objet_id)
    return signalements.lock(tx, line.signalement_id)


def _service(en_main: EnMain, par: str) -> str:
    return en_main.label(service_of(par) or en_main.signalement.service)


def _note(en_main: EnMain, alerte: Alerte, acte: str) -> SignalementActe:
    statut = StatutSignalement(en_main.signalement.statut)
    histoire.append(en_main, acte, statut, par_service(alerte), "", vers=statut)
    return signalements.actes(en_main.tx, en_main.signalement.id)[-1]
