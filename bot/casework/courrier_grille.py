"""The letter that invites the partners of the annuaire to the shared grid, by a signed link."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.casework.alerte import notice
from bot.clock import paris
from bot.signing import LINK
from storage import grille, passages
from storage.db import Tx
from storage.dispositif import Partenaire, actifs
from storage.outbox import Lane, Message, post
from storage.programme import Programme

TASK: Final = "grille"
TEXT: Final = (
    "Voici qui est présent dans les quartiers cette semaine et la suivante : médiateurs de rue et "
    "autres équipes. Ajoutez vos propres passages : un quartier, un jour, des heures."
)
REREAD: Final = "fiche"
CARD: Final = (
    "Les médiateurs de rue orientent vers vous. Voici la fiche qu'ils lisent : pour quoi, pour "
    "qui, où, quand. Un clic suffit pour dire qu'elle est exacte, ou ce qu'il faut corriger."
)
FOOT: Final = (
    "Ce lien est celui de « {label} » et sert pendant 90 jours. Aucun compte n'est demandé, aucun "
    "nom de personne non plus. Pour ne plus recevoir ce courriel, répondez-y : "
    "la coordination le lira."
)


def addressees(programme: Programme) -> tuple[Partenaire, ...]:
    """Active partners of the annuaire that have a mailbox."""
    return tuple(one for one in actifs(programme.config.annuaire) if one.email)


def send(tx: Tx, programme: Programme, now: datetime) -> int | None:
    """Queue one letter to each addressee; how many, or None when it was done today already."""
    today = paris(now).date()
    if not passages.claim(tx, TASK, f"{programme.id}:{today}", now):
        return None
    letters = [_letter(tx, programme, one, today.isoformat()) for one in addressees(programme)]
    post(tx, now, *letters)
    return len(letters)


def ask_to_reread(tx: Tx, programme: Programme, partenaire: Partenaire, now: datetime) -> bool:
    """Queue a letter that asks one partner whether its card is exact; False when done today."""
    today = paris(now).date()
    lien = grille.lien(tx, programme, partenaire.slug)
    if not passages.claim(tx, REREAD, f"{lien}:{today}", now):
        return False
    config = programme.config
    values = {
        "objet": f"{config.nom} : votre fiche est-elle exacte ?",
        "bandeau": f"{config.nom} · annuaire des partenaires",
        "text": CARD,
        "lien": LINK,
        "action": "Relire la fiche",
        "pied": FOOT.format(label=partenaire.label),
    }
    content = notice(values) | {"reply_to": config.coordination.email}
    key = f"fiche:{lien}:{today}"
    address = partenaire.email or ""
    post(tx, now, Message(key, Lane.PROMPT, "email", address, content, f"fiche:{lien}"))
    return True


def _letter(tx: Tx, programme: Programme, partenaire: Partenaire, day: str) -> Message:
    lien = grille.lien(tx, programme, partenaire.slug)
    config = programme.config
    values = {
        "objet": f"{config.nom} : qui est dans les quartiers cette semaine ?",
        "bandeau": f"{config.nom} · grille de présence",
        "text": TEXT,
        "lien": LINK,
        "action": "Voir la grille, ajouter un passage",
        "pied": FOOT.format(label=partenaire.label),
    }
    content = notice(values) | {"reply_to": config.coordination.email}
    address = partenaire.email or ""
    key = f"grille:{lien}:{day}"
    return Message(key, Lane.DIGEST, "email", address, content, f"acteur:{lien}")
