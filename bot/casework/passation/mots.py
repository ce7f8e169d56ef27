"""What is followed, in words: counted before the yes, listed to whoever has it after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.casework.demande import presentation as demandes
from bot.casework.libelles import label
from bot.casework.mediation import actes as mediation
from bot.casework.relais import carte as relais
from bot.casework.signalement.contenu import reference as signalement_reference
from bot.domain.vies.mediation import StatutMediation
from bot.words import pluriel
from storage.affaires import Affaire, Affaires
from storage.models import Demande, DossierMediation, Relais, Signalement
from storage.work import Work

LISTED: Final = 15
"""Lines of one message; the rest is counted, and found where it is followed."""


def counted(affaires: Affaires) -> str:
    """« 1 relais, 2 médiations, 1 réparation à vérifier »."""
    kinds = (
        (len(affaires.relais), "relais", "relais"),
        (len(affaires.dossiers), "médiation", "médiations"),
        (len(affaires.demandes), "demande", "demandes"),
        (len(affaires.verifications), "réparation à vérifier", "réparations à vérifier"),
    )
    return ", ".join(pluriel(many, one, several) for many, one, several in kinds if many)


def listed(work: Work, affaires: Affaires) -> list[str]:
    """One line for each, by its number and its place: nobody's name."""
    lines = [f"• {_line(work, one)}" for one in affaires]
    more = len(lines) - LISTED
    return [*lines[:LISTED], f"… et {pluriel(more, 'autre')}."] if more > 0 else lines


def numbers(affaires: Affaires) -> str:
    """« R-0001, M-0002 »."""
    return ", ".join(_reference(one) for one in affaires)


def _line(work: Work, one: Affaire) -> str:
    return " · ".join(_parts(work, one))


def _parts(work: Work, one: Affaire) -> Iterator[str]:
    programme = work.programme
    match one:
        case Relais():
            said = relais.asked(programme, one, work.now)
            yield from filter(None, (relais.code(one), said["public"], said["trajet"]))
        case DossierMediation():
            yield _reference(one)
            yield programme.config.element("types_conflit", one.type).label
            yield programme.site_label(one.site_id)
            yield mediation.ETATS[StatutMediation(one.statut)]
        case Demande():
            yield _reference(one)
            yield demandes.described(programme, one)
        case Signalement():
            yield _reference(one)
            yield label(programme.config.categorie, one.categorie)
            yield programme.site_label(one.site_id)
            yield "à vérifier sur place"


def _reference(one: Affaire) -> str:
    match one:
        case Relais():
            return relais.reference(one)
        case DossierMediation():
            return mediation.reference(one)
        case Demande():
            return demandes.reference(one)
    return signalement_reference(one)
