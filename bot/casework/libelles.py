"""What a signalement's states and deeds are called, in a card, a letter or a page alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from bot.delivery.channels import origine_of
from bot.domain.vies.destinataire import StatutDestinataire
from bot.domain.vies.signalement import ActeSignalement, StatutSignalement
from bot.domain.vies.vie import DEFAIRE
from bot.words import heure, jour
from storage.destinataires import answerer
from storage.dispositif import Item
from storage.models import Alerte, Personne
from storage.programme import Programme

ETATS: Final[dict[StatutSignalement, str]] = {
    StatutSignalement.EMIS: "Envoyé, en attente d'une réponse",
    StatutSignalement.RECU: "Bien reçu",
    StatutSignalement.PRIS_EN_CHARGE: "Pris en charge",
    StatutSignalement.TRAITE_ANNONCE: "Annoncé traité, à vérifier sur place",
    StatutSignalement.VERIFIE: "Réparé, vérifié sur place",
    StatutSignalement.TOUJOURS_LA: "Toujours là",
    StatutSignalement.REORIENTE: "Transmis",
    StatutSignalement.REFUSE: "Refusé par le service",
    StatutSignalement.DOUBLON: "Déjà suivi sous un autre numéro",
    StatutSignalement.ANNULE: "Annulé",
}

REPONDUS: Final[dict[StatutDestinataire, str]] = {
    StatutDestinataire.ENVOYE: "pas encore de réponse",
    StatutDestinataire.RECU: "bien reçu",
    StatutDestinataire.PRIS_EN_CHARGE: "pris en charge",
    StatutDestinataire.TRAITE: "annoncé traité",
    StatutDestinataire.REFUSE: "refusé",
}
"""Where one addressee stands."""

FAITS: Final[dict[str, str]] = {
    "emettre": "Envoyé",
    "rappeler": "Rappelé",
    "relever": "Resté sans réponse",
    "suspendre": "Rappels suspendus",
    "reprendre": "Rappels repris",
    "commenter": "Un mot pour les médiateurs",
    "illustrer": "Une photo de la réparation",
    "inscrire": "Inscrit au guichet",
    "buter": "Erreur du logiciel du service",
    ActeSignalement.ACCUSER_RECEPTION: "Bien reçu",
    ActeSignalement.PRENDRE_EN_CHARGE: "Pris en charge",
    ActeSignalement.ANNONCER_TRAITE: "Annoncé traité",
    ActeSignalement.REORIENTER: "Pas de notre ressort",
    ActeSignalement.REFUSER: "Refusé",
    ActeSignalement.VERIFIER_REPARE: "Réparé, vérifié sur place",
    ActeSignalement.VERIFIER_TOUJOURS_LA: "Toujours là, vu sur place",
    ActeSignalement.REVOIR: "Vu encore une fois",
    ActeSignalement.ANNULER: "Annulé",
    ActeSignalement.MARQUER_DOUBLON: "Déjà suivi sous un autre numéro",
    DEFAIRE: "Réponse précédente annulée",
}

MACHINE: Final = "Carnet de rue"
"""Who did what the clock did by itself."""

_DITS: Final[dict[str, str]] = {
    str(key): said for table in (FAITS, REPONDUS, ETATS) for key, said in table.items()
}


def etat_dit(etat: str) -> str:
    """Any state of a signalement or of one addressee, or a deed: « bien reçu »."""
    said = _DITS[etat]
    return said[:1].lower() + said[1:]


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
        return f"{label(programme.config.service, slug)} ({origine_of(canal)})"
    return {"mediateur": "le binôme", "coordination": "la coordination"}.get(kind, MACHINE)


def par_personne(personne: Personne) -> str:
    """How the history names somebody of the team: « mediateur:12 »."""
    return f"{personne.role}:{personne.id}"


def par_service(alerte: Alerte) -> str:
    """How the history names the service that answered one copy: « service:sv-parcs:email »."""
    return f"service:{alerte.service}:{alerte.canal}"


def service_of(par: str) -> str | None:
    """The slug of the service that did a deed, None when no service did."""
    return answerer(par) or None
