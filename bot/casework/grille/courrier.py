"""Letters to the partners of the annuaire, by a signed link: the shared grid, their own card."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from bot.casework.signalement.alerte import notice
from bot.clock import paris
from bot.delivery.channels import letter_to
from bot.rendering import render_line
from bot.signing import stand_in
from storage import grille
from storage.dispositif import Partenaire, actifs
from storage.machine import passages
from storage.machine.outbox import Lane, Message, Sujet, post
from storage.models import ACTEUR, FICHE
from storage.programme import Programme
from storage.work import Work

FOOT: Final = (
    "Ce lien est celui de « {{ label }} » et sert pendant 90 jours. Aucun compte n'est demandé, "
    "aucun nom de personne non plus. Pour ne plus recevoir ce courriel, répondez-y : "
    "la coordination le lira."
)


class Courrier(NamedTuple):
    """One kind of letter; `cle` begins its key, `page` is what its link opens."""

    cle: str
    page: Sujet
    lane: Lane
    objet: str
    rubrique: str
    texte: str
    action: str


GRILLE: Final = Courrier(
    "grille",
    ACTEUR,
    Lane.DIGEST,
    "qui est dans les quartiers cette semaine ?",
    "grille de présence",
    "Voici qui est présent dans les quartiers cette semaine et la suivante : médiateurs de rue et "
    "autres équipes. Ajoutez vos propres passages : un quartier, un jour, des heures.",
    "Voir la grille, ajouter un passage",
)
RELECTURE: Final = Courrier(
    "fiche",
    FICHE,
    Lane.PROMPT,
    "votre fiche est-elle exacte ?",
    "annuaire des partenaires",
    "Les médiateurs de rue orientent vers vous. Voici la fiche qu'ils lisent : pour quoi, pour "
    "qui, où, quand. Un clic suffit pour dire qu'elle est exacte, ou ce qu'il faut corriger.",
    "Relire la fiche",
)


def addressees(programme: Programme) -> tuple[Partenaire, ...]:
    """Active partners of the annuaire that have a mailbox."""
    return tuple(one for one in actifs(programme.config.annuaire) if one.email)


def send(work: Work) -> int | None:
    """Queue one letter to each addressee; how many, or None when it was done today already."""
    today = paris(work.now).date()
    if not passages.claim(work.tx, GRILLE.cle, f"{work.programme.id}:{today}", work.now):
        return None
    letters = [
        _letter(work.programme, one, grille.lien(work.tx, work.programme, one.slug), GRILLE, today)
        for one in addressees(work.programme)
    ]
    post(work.tx, work.now, *letters)
    return len(letters)


def ask_to_reread(work: Work, partenaire: Partenaire) -> bool:
    """Queue a letter that asks one partner whether its card is exact; False when done today."""
    today = paris(work.now).date()
    lien = grille.lien(work.tx, work.programme, partenaire.slug)
    if not passages.claim(work.tx, RELECTURE.cle, f"{lien}:{today}", work.now):
        return False
    post(work.tx, work.now, _letter(work.programme, partenaire, lien, RELECTURE, today))
    return True


def _letter(
    programme: Programme, partenaire: Partenaire, lien: int, courrier: Courrier, day: date
) -> Message:
    config = programme.config
    values = {
        "objet": f"{config.nom} : {courrier.objet}",
        "bandeau": f"{config.nom} · {courrier.rubrique}",
        "text": courrier.texte,
        "lien": stand_in(),
        "action": courrier.action,
        "pied": render_line(FOOT, label=partenaire.label),
    }
    content = notice(values) | {"reply_to": config.coordination.email}
    key, subject = f"{courrier.cle}:{lien}:{day}", courrier.page.of(lien)
    return Message(key, courrier.lane, letter_to(partenaire.email or ""), content, subject)
