"""A link by which an agenda reads the due dates: given, sent to whoever asked, taken back."""

from __future__ import annotations

from typing import Final

from bot.casework.comptes import signed
from bot.delivery.channels import to_person
from bot.rendering import render_text
from bot.signing import LIEN, stand_in
from storage import audit, liens_calendrier
from storage.machine.outbox import Lane, Message, post
from storage.models import Personne
from storage.models.calendrier import CALENDRIER, LienCalendrier
from storage.work import Work

GIVE: Final = "donner_calendrier"
TAKE_BACK: Final = "retirer_calendrier"
"""These deeds in the audit."""
OWN: Final = (
    "🗓 Votre lien d'agenda. Dans Google Agenda, Outlook ou Thunderbird : « Ajouter un agenda par "
    "URL ». Il se met à jour seul, et s'éteint si vous quittez l'équipe. Ne le transmettez pas : "
    "retirez-le plutôt, et demandez-en un autre.\n{{ lien }}/fichier/0"
)
STRUCK: Final = "🗑 Votre lien d'agenda est retiré : il n'ouvre plus rien."
COMES: Final = "🗓 Votre lien d'agenda arrive ici. Celui que vous aviez ne sert plus."


def give(work: Work, personne_id: int | None) -> LienCalendrier:
    """A new one; whoever had one loses it: a link that went astray is mended by asking again."""
    if personne_id is not None:
        forget(work, personne_id)
    row = LienCalendrier(
        dispositif_id=work.programme.id, personne_id=personne_id, donne_le=work.now
    )
    work.tx.add(row)
    work.tx.flush()
    audit.note(work.tx, work.now, personne_id, GIVE, row, "")
    return row


def own(work: Work, personne_id: int) -> list[LienCalendrier]:
    """Those of that person that open something."""
    every = liens_calendrier.living(work.tx, work.programme.id)
    return [row for row in every if row.personne_id == personne_id]


def forget(work: Work, personne_id: int) -> str:
    """Hers open nothing any more; what the conversation says of it."""
    for row in own(work, personne_id):
        take_back(work, row, personne_id)
    return STRUCK


def take_back(work: Work, row: LienCalendrier, personne_id: int | None) -> None:
    """It opens nothing any more."""
    row.retire_le = work.now
    audit.note(work.tx, work.now, personne_id, TAKE_BACK, row, "")


def send(work: Work, who: Personne, source: str) -> str:
    """In the own thread of `who`; what the conversation says of it."""
    row, mark = give(work, who.id), stand_in()
    text = signed(work, who.telegram_id, render_text(OWN, lien=mark))
    content = {"text": text, LIEN: mark}
    message = Message(
        f"calendrier:{row.id}:{source}",
        Lane.PROMPT,
        to_person(who),
        content,
        CALENDRIER.of(row.id),
    )
    post(work.tx, work.now, message)
    return COMES
