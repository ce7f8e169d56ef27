"""Préconisations: new ones, answers, and those that wait for more than thirty days (§4.2).

Told by number, kind, service and site: their words are free, and leave once they were reread.
"""

from __future__ import annotations

from typing import Final

from bot.domain.references import Lettre, Reference
from bot.words import pluriel
from digests import words
from digests.contract import Figures, Gravite, Recueil, Section, Vue
from storage.indicateurs import preconisations
from storage.indicateurs.preconisations import LignePreconisation

HABITANTS: Final = "oi-habitants"
"""The slug of the list `origines_idee` for what habitants proposed themselves (003 l.1174)."""
LONGTEMPS: Final = "depuis plus de 30 jours"
IDEE: Final = " (idée d'habitants)"


def read(recueil: Recueil) -> Figures:
    """Exact: they are about places. One by one for who reads signalements site by site."""
    week = recueil.releve.at(-1)
    fin = week.bornes[1]
    new = preconisations.preconisations(week).n
    answered = preconisations.preconisations_repondues(week).n
    late = preconisations.preconisations_en_attente(week)
    before = fin - preconisations.PATIENCE
    waiting = [line for line in preconisations.waiting_at(week) if line.le < before]
    apart = recueil.perimetre.profondeur != "quartier"
    return {
        "rien": not new and not answered,
        "urgence": Gravite.EN_RETARD if late.n else Gravite.CALME,
        "nouvelles": new,
        "repondues": answered,
        "en_attente": late.sur,
        "en_retard": late.n,
        "proposees": [_told(recueil, line) for line in preconisations.proposed_in(week) if apart],
        "reponses": [
            _told(recueil, line) | {"statut": _statut(recueil, line.statut(fin))}
            for line in preconisations.answered_in(week)
            if apart
        ],
        "anciennes": [
            _told(recueil, line) | {"jours": (fin - line.le).days} for line in waiting if apart
        ],
    }


def _told(recueil: Recueil, line: LignePreconisation) -> Figures:
    """« P-0003 », its kind, the service that it is for, its site."""
    config = recueil.programme.config
    sites = {lieu.id: lieu.label for lieu in recueil.perimetre.lieux}
    services = {service.slug: service.label for service in config.services}
    return {
        "reference": str(Reference(Lettre.PRECONISATION, line.numero)),
        "type": config.element("types_preconisation", line.type).label,
        "origine": line.origine or "",
        "service": services.get(line.destinataire, line.destinataire),
        "site": sites[line.site_id],
    }


def _statut(recueil: Recueil, slug: str) -> str:
    """« retenue en partie »: without what explains it."""
    label = recueil.programme.config.element("statuts_preconisation", slug).label
    return label.partition(" (")[0].lower()


def show(numbers: Figures) -> Vue:
    # The oldest is put before the comité, among what it has to decide.
    late = numbers["anciennes"]
    return {
        "vide": numbers["rien"] and not numbers["en_attente"],
        "resume": _summed(numbers),
        "lignes": [
            *(f"Nouvelle : {_what(row)}." for row in numbers["proposees"]),
            *(f"Réponse : {_what(row)}, {row['statut']}." for row in numbers["reponses"]),
            *(f"En attente depuis {words.ago(row['jours'])} : {_what(row)}." for row in late[1:]),
        ],
        "a_decider": [
            f"{_what(row)} : sans réponse depuis {words.ago(row['jours'])}" for row in late[:1]
        ],
    }


def _summed(numbers: Figures) -> str:
    """« 1 nouvelle, 1 réponse ; 3 attendent une réponse, dont 2 depuis plus de 30 jours. »"""
    new, answered = numbers["nouvelles"], numbers["repondues"]
    week = [
        pluriel(new, "nouvelle", "nouvelles") if new else "",
        pluriel(answered, "réponse", "réponses") if answered else "",
    ]
    left, late = numbers["en_attente"], numbers["en_retard"]
    alone = not (new or answered)
    waits = (
        ("préconisation attend une réponse", "préconisations attendent une réponse")
        if alone
        else ("attend une réponse", "attendent une réponse")
    )
    waiting = pluriel(left, *waits) if left else ""
    if late:
        waiting += f" {LONGTEMPS}" if late == left else f", dont {late} {LONGTEMPS}"
    said = " ; ".join(one for one in (", ".join(one for one in week if one), waiting) if one)
    return f"{said}." if said else ""


def _what(row: Figures) -> str:
    """« P-0003, Aménagement, Site A, pour Voirie (idée d'habitants) »."""
    whose = IDEE if row.get("origine") == HABITANTS else ""
    return f"{row['reference']}, {row['type']}, {row['site']}, pour {row['service']}{whose}"


SECTION = Section(ordre=34, titre="Préconisations", figures=read, vue=show)
