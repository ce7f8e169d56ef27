"""Who received the point hebdo until now learns that somebody else does, or does no more."""

from __future__ import annotations

from typing import Final

from bot.casework import coordination
from bot.casework.ville import letter
from bot.clock import paris
from bot.delivery.channels import letter_to
from bot.feature.contract import Context
from bot.rendering import render_line
from storage import ajustements, desabonnements
from storage.dispositif import Comite
from storage.machine.outbox import Lane, Message, post

SUBJECT: Final = "{{ comite }} : qui reçoit le point hebdo"
CHANGED: Final = (
    "{{ comite }} : {{ quoi }}. Le reçoivent maintenant : {{ liste }}. "
    "Si cela vous étonne, dites-le à la coordination en répondant à ce courriel."
)


def tell(context: Context, before: Comite, after: Comite, quoi: str) -> None:
    """Everybody of the list as it was, the one who leaves it too, and the coordination.

    Functions are said, never addresses: a letter may be forwarded.
    """
    today = paris(context.now).date()
    liste = ", ".join(one.role for one in after.membres(today)) or "personne"
    texte = render_line(CHANGED, comite=before.label, quoi=quoi, liste=liste)
    subject = render_line(SUBJECT, comite=before.label)
    key = f"destinataires:{ajustements.version(context.tx, context.programme.id)}"
    refused = desabonnements.of(context.tx, context.programme.id, before.slug)
    content = letter(context.programme, subject, texte)
    letters = [
        Message(f"{key}:{one.email}", Lane.PROMPT, letter_to(one.email), content)
        for one in before.membres(today)
        if one.email.lower() not in refused
    ]
    post(context.tx, context.now, *letters)
    coordination.tell(context, key=key, subject=subject, text=texte, sign="📮")
