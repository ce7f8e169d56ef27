"""The address that a stranger typed in the public form: nothing is written to it but one question.

Anybody may type anybody's address: only its holder says that the answers may go there.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Final

from bot.casework.demande import courriels
from bot.casework.signalement.alerte import notice
from bot.clock import paris
from bot.delivery.channels import letter_to
from bot.signing import stand_in
from storage import demandes
from storage.machine.outbox import Lane, Message, post
from storage.models import DEMANDE, Demande
from storage.work import Work

KEPT: Final = timedelta(days=2)
"""How long the question is remembered, so that a mailbox gets one a day at most."""
TEXT: Final = (
    "Quelqu'un a fait une demande à la médiation de rue et a laissé cette adresse pour la "
    "réponse. Si c'est vous, confirmez-le. Sinon, ne faites rien : rien d'autre ne sera écrit ici."
)
FOOT: Final = "Vous recevez ce courriel une fois par jour au plus. Aucune demande n'y est décrite."


def ask(work: Work, demande: Demande) -> None:
    """One letter a mailbox a day; none to whoever said yes before, to the team or to us."""
    if not demande.contact:
        return
    if demande.auteur_id is not None or demandes.is_confirmed(work.tx, demande.contact):
        demande.confirmee_le = work.now
        return
    post(work.tx, work.now, _letter(work, demande, demande.contact))


def confirm(work: Work, demande: Demande) -> None:
    """The answers go there from now on, what was decided meanwhile first."""
    for one in demandes.bearing(work.tx, work.programme.id, demande.contact or ""):
        if one.confirmee_le is None:
            one.confirmee_le = work.now
            courriels.caught_up(work, one)


def refuse(work: Work, demande: Demande) -> None:
    """It was not theirs: the address is kept nowhere."""
    for one in demandes.bearing(work.tx, work.programme.id, demande.contact or ""):
        one.contact = ""


def _letter(work: Work, demande: Demande, address: str) -> Message:
    config, day = work.programme.config, paris(work.now).date()
    values = {
        "objet": f"{config.nom} : confirmez votre adresse",
        "bandeau": config.nom,
        "text": TEXT,
        "lien": stand_in(),
        "action": "Confirmer cette adresse",
        "pied": FOOT,
    }
    mailbox = hashlib.sha256(demandes.boite(address).encode()).hexdigest()[:16]
    return Message(
        f"adresse:{mailbox}:{day}",
        Lane.PROMPT,
        letter_to(address),
        notice(values) | {"reply_to": config.coordination.email},
        DEMANDE.of(demande.id),
        forget_on=work.now + KEPT,
    )
