"""What the addressee of an alert sees: number, photos, place, state, history, and the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.casework.libelles import FAITS, label, quand
from bot.casework.signalement import refus, reprise
from bot.casework.signalement.alerte import ACTES, REPONSES, ReponseService, offered, others
from bot.casework.signalement.contenu import ContenuAlerte, EnMain, contenu_de
from bot.casework.signalement.refus import Raison
from bot.clock import paris
from bot.feature.page import PageVisit
from storage import signalements
from storage.dispositif import Service
from storage.machine.db import Tx
from storage.models import Alerte, Signalement
from storage.programme import Programme
from storage.work import Work

DITS: Final = {
    "fait": "C'est noté. Le binôme est prévenu.",
    "refus": "Non enregistré : la situation a changé entre-temps. Voyez l'état ci-dessous.",
    "corrige": "Votre réponse est annulée. Le binôme est prévenu.",
    "trop-tard": "Cette réponse ne peut plus être corrigée ici : appelez la coordination.",
    "lien": "Un nouveau lien vient de partir à la même adresse.",
}


@dataclass(frozen=True, slots=True)
class AlerteVue:
    """One alert as its addressee sees it; `choix` is empty when nothing may be answered."""

    contenu: ContenuAlerte
    service: str
    choix: tuple[ReponseService, ...]
    autres: tuple[Service, ...]
    raisons: tuple[Raison, ...]
    deja: Mapping[str, str]
    corrigeable: str
    """What it answered less than a day ago, and may take back; « » otherwise."""


def view(visit: PageVisit) -> dict[str, Any] | None:
    """The alert, and what was said of the answer just given."""
    vue = _vue(visit)
    if vue is None:
        return None
    return {
        "vue": vue,
        "fiche": vue.contenu,
        "dit": vue.deja.get(visit.outcome, DITS.get(visit.outcome, "")),
        "aujourdhui": paris(visit.now).date().isoformat(),
    }


def photos(visit: PageVisit) -> Sequence[str]:
    """The files of the photos of the signalement."""
    vue = _vue(visit)
    return vue.contenu.photos if vue else ()


def alerte_of(visit: PageVisit) -> tuple[Alerte, Signalement, Programme] | None:
    """What the link is about; None for an alerte that is no more."""
    alerte = signalements.alerte(visit.tx, visit.id)
    signalement = signalements.get(visit.tx, alerte.signalement_id) if alerte else None
    if alerte is None or signalement is None:
        return None
    return alerte, signalement, visit.programmes[signalement.dispositif_id]


def _vue(visit: PageVisit) -> AlerteVue | None:
    subject = alerte_of(visit)
    if subject is None:
        return None
    alerte, signalement, programme = subject
    facts = contenu_de(visit.tx, programme, signalement)
    en_main = EnMain.of(Work(visit.tx, programme, visit.now), signalement)
    last = reprise.correctable(en_main, alerte.service)
    counts = signalements.counts(visit.tx, alerte)
    possible = offered(facts, alerte.service) if counts else ()
    return AlerteVue(
        contenu=facts,
        service=label(programme.config.service, alerte.service),
        choix=tuple(REPONSES[acte] for acte in possible),
        autres=others(programme.config, alerte.service),
        raisons=refus.raisons(en_main),
        deja=_already(visit.tx, alerte.signalement_id),
        corrigeable=FAITS[last.acte].lower() if last else "",
    )


def _already(tx: Tx, signalement_id: int) -> dict[str, str]:
    """For each answer already given, when: « Déjà fait le mardi 17 novembre à 17 h 52. »."""
    return {
        f"deja-{word}": f"Déjà fait le {quand(last.le)}."
        for word, acte in ACTES.items()
        if (last := signalements.last_acte(tx, signalement_id, acte))
    }
