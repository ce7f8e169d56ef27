"""What the addressee of an alert sees: number, photos, place, state, history, and the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.casework.libelles import FAITS, label, quand
from bot.casework.signalement import refus, reprise
from bot.casework.signalement.alerte import ACTES, REPONSES, ReponseService, offered, others
from bot.casework.signalement.contenu import ContenuAlerte, EnMain, contenu_de
from bot.casework.signalement.paroles import MOT_MAX
from bot.casework.signalement.refus import Raison
from bot.clock import paris
from bot.domain.signes import sans_pieges
from bot.domain.vies.signalement import OPEN
from bot.feature.page import PageVisit
from bot.web import nomme
from bot.web.pages.alerte.lieu import around
from bot.web.plan import PlanDessine
from storage import signalements
from storage.dispositif import Service
from storage.machine.db import Tx
from storage.models import Alerte, Signalement
from storage.programme import Programme
from storage.work import Work

TYPED: Final = ("reponse", "prevu", "vers", "mot")
"""The fields that come back as they were, when something is to be mended."""
DITS: Final = {
    "fait": "C'est noté. Le binôme est prévenu.",
    "refus": "Non enregistré : la situation a changé entre-temps. Voyez l'état ci-dessous.",
    "corrige": "Votre réponse est annulée. Le binôme est prévenu.",
    "trop-tard": "Cette réponse ne peut plus être corrigée ici : appelez la coordination.",
    "ajoute": "C'est ajouté. Le binôme le lit dans un instant.",
    "sans-photo": "C'est noté, mais la photo n'a pas pu être gardée : renvoyez-la plus tard avec "
    "« Seulement un mot ou une photo ».",
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
    ecoute: bool
    """Whether a word or a photo of that service is taken: the signalement is still its business.
    """
    plan: PlanDessine | None


def view(visit: PageVisit) -> dict[str, Any] | None:
    """The alert, what was typed in its form, and what was said of the answer just given."""
    subject = alerte_of(visit)
    if subject is None:
        return None
    vue, work = _vue(visit, *subject), Work(visit.tx, subject[2], visit.now)
    return {
        "vue": vue,
        "fiche": vue.contenu,
        "dit": vue.deja.get(visit.outcome, DITS.get(visit.outcome, "")),
        "aujourdhui": paris(visit.now).date().isoformat(),
        "form": {name: visit.form.get(name, "") for name in TYPED},
        "mot_max": MOT_MAX,
        "nomme": nomme.question(work, typed(visit.form)),
    }


def typed(form: Mapping[str, str]) -> str:
    """The word for the mediators, as the form says it."""
    return sans_pieges(" ".join(form.get("mot", "").split()))


def photos(visit: PageVisit) -> Sequence[str]:
    """The files of the photos of the signalement, then of those of its repair."""
    subject = alerte_of(visit)
    facts = contenu_de(visit.tx, subject[2], subject[1]) if subject else None
    return (*facts.photos, *facts.reparations) if facts else ()


def alerte_of(visit: PageVisit) -> tuple[Alerte, Signalement, Programme] | None:
    """What the link is about; None for an alerte that is no more."""
    alerte = signalements.alerte(visit.tx, visit.id)
    signalement = signalements.get(visit.tx, alerte.signalement_id) if alerte else None
    if alerte is None or signalement is None:
        return None
    return alerte, signalement, visit.programmes[signalement.dispositif_id]


def _vue(
    visit: PageVisit, alerte: Alerte, signalement: Signalement, programme: Programme
) -> AlerteVue:
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
        ecoute=counts and facts.statut in OPEN,
        plan=around(programme, signalement),
    )


def _already(tx: Tx, signalement_id: int) -> dict[str, str]:
    """For each answer already given, when: « Déjà fait le mardi 17 novembre à 17 h 52. »."""
    return {
        f"deja-{word}": f"Déjà fait le {quand(last.le)}."
        for word, acte in ACTES.items()
        if (last := signalements.last_acte(tx, signalement_id, acte))
    }
