"""What a signalement's states and deeds are called, in a card, a letter or a page alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Final

from bot.domain.vies.signalement import Acte, Statut
from bot.words import heure, jour
from storage.dispositif import Item
from storage.models import Personne
from storage.programme import Programme

ETATS: Final[dict[Statut, str]] = {
    Statut.EMIS: "Envoyé, en attente d'une réponse",
    Statut.RECU: "Bien reçu",
    Statut.PRIS_EN_CHARGE: "Pris en charge",
    Statut.TRAITE_ANNONCE: "Annoncé traité, à vérifier sur place",
    Statut.VERIFIE: "Réparé, vérifié sur place",
    Statut.TOUJOURS_LA: "Toujours là",
    Statut.REORIENTE: "Transmis",
    Statut.DOUBLON: "Déjà suivi sous un autre numéro",
    Statut.ANNULE: "Annulé",
}

FAITS: Final[dict[str, str]] = {
    "emettre": "Envoyé",
    "revoir": "Vu encore une fois",
    Acte.ACCUSER_RECEPTION: "Bien reçu",
    Acte.PRENDRE_EN_CHARGE: "Pris en charge",
    Acte.ANNONCER_TRAITE: "Annoncé traité",
    Acte.REORIENTER: "Pas de notre ressort",
    Acte.VERIFIER_REPARE: "Réparé, vérifié sur place",
    Acte.VERIFIER_TOUJOURS_LA: "Toujours là, vu sur place",
    Acte.ANNULER: "Annulé",
    Acte.MARQUER_DOUBLON: "Déjà suivi sous un autre numéro",
}

CANAUX: Final = {"telegram": "groupe Telegram", "email": "lien du courriel"}

# Marks that turn text round or hide in it; the joiner of emoji (U+200D) is left alone.
TRAPS: Final = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2069\ufeff]"
)


def sans_pieges(text: str) -> str:
    """`text` without control or direction marks, so that what is read is what was typed."""
    return TRAPS.sub("", text).strip()


def quand(moment: datetime) -> str:
    """« mardi 17 novembre à 17 h 52 », Paris time."""
    return f"{jour(moment)} à {heure(moment)}"


def label(find: Callable[[str], Item], slug: str) -> str:
    """What a slug is called; a line that left the file since is known by its slug alone."""
    try:
        return find(slug).label
    except KeyError:
        return slug


def auteur(programme: Programme, par: str) -> str:
    """Who did a deed, without saying which person: « Éclairage public (groupe Telegram) »."""
    kind, _, rest = par.partition(":")
    if kind == "service":
        slug, _, canal = rest.partition(":")
        return f"{label(programme.config.service, slug)} ({CANAUX[canal]})"
    return {"mediateur": "le binôme", "coordination": "la coordination"}.get(kind, "Carnet de rue")


def par_personne(personne: Personne) -> str:
    """How the history names somebody of the team: « mediateur:12 »."""
    return f"{personne.role}:{personne.id}"


def service_of(par: str) -> str | None:
    """The slug of the service that did a deed, None when no service did."""
    kind, _, rest = par.partition(":")
    return rest.partition(":")[0] if kind == "service" else None
