"""What the coordination is told of a point hebdo that did not reach its reader."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from bot.delivery.lost import Fate, Loss, Lost
from bot.rendering import render_line
from bot.words import jour
from storage.machine.db import Tx
from storage.models import Digest, DigestEnvoi

SENTENCES: Final = {
    Fate.LOST: "{{ digest }} n'a pas pu être envoyé à {{ adresse }} ({{ reason }}).",
    Fate.UNSURE: (
        "{{ digest }} est peut-être arrivé chez {{ adresse }}, peut-être pas ({{ reason }}). "
        "Il n'est pas renvoyé, pour ne pas arriver deux fois : demandez au destinataire."
    ),
}


def lost(tx: Tx, loss: Loss) -> Lost | None:
    """Nobody has to make up for a delay: late rather than never (P6)."""
    digest, sentence = _digest(tx, loss.id), SENTENCES.get(loss.fate)
    if digest is None or sentence is None:
        return None
    name = f"Le point hebdo « {digest.comite} » du {jour(digest.lundi)}"
    text = render_line(sentence, digest=name, adresse=loss.adresse, reason=loss.reason)
    return Lost(loss.key, digest.dispositif_id, "Un point hebdo n'est pas parti", text)


def _digest(tx: Tx, envoi_id: int) -> Digest | None:
    query = select(Digest).join(DigestEnvoi, DigestEnvoi.digest_id == Digest.id)
    return tx.scalars(query.where(DigestEnvoi.id == envoi_id)).first()
