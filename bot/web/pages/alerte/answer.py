"""What the addressee of an alert does: answer it, or have a new link sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bot.casework.libelles import par_service
from bot.casework.signalement import actes as casework
from bot.casework.signalement import liens, refus, reprise
from bot.casework.signalement.alerte import ACTES, CORRIGER, REPONSES, motif_vers
from bot.casework.signalement.consequences import DeedSignalement
from bot.casework.signalement.contenu import EnMain
from bot.casework.signalement.reprise import Reprise
from bot.clock import paris
from bot.domain.vies.signalement import ActeSignalement
from bot.domain.vies.vie import Acteur, DejaFait, TransitionRefusee
from bot.feature.page import Notice, PageVisit, ToMend
from bot.web import forms
from bot.web.pages.alerte.view import DITS, alerte_of
from bot.words import jour
from storage import signalements
from storage.models import Alerte, Signalement
from storage.programme import Programme
from storage.work import Work

PLANNING_HORIZON: Final = timedelta(days=366)
SANS_RAISON: Final = "Dites pourquoi : choisissez une raison, puis validez."
A_SOI: Final = "C'est votre service : choisissez à qui d'autre, ou « Je ne sais pas »."
SANS_CHOIX: Final = "Choisissez une réponse, puis validez."
MAUVAISE_DATE: Final = "La date d'intervention doit être à venir, d'ici un an."
RENOUVELE: Final = Notice(200, "Nouveau lien envoyé", DITS["lien"])


@dataclass(frozen=True, slots=True)
class Choix:
    """What the form says, checked: a deed, and what goes with it."""

    acte: ActeSignalement
    prevu: date | None = None
    vers: str | None = None
    raison: str = ""


def answer(visit: PageVisit) -> str | None:
    """Do the deed chosen; the page says what became of it."""
    subject = alerte_of(visit)
    if visit.form.get("reponse") == CORRIGER:
        return _corrected(visit, *subject) if subject else None
    choix = _read(visit.form, paris(visit.now).date())
    if subject is None:
        return None
    alerte, _signalement, programme = subject
    if not signalements.counts(visit.tx, alerte):
        return "refus"
    try:
        _act(visit, programme, alerte, choix)
    except DejaFait:
        return f"deja-{REPONSES[choix.acte].mot}"
    except TransitionRefusee:
        return "refus"
    return "fait"


def _corrected(
    visit: PageVisit, alerte: Alerte, signalement: Signalement, programme: Programme
) -> str:
    """The last answer is taken back, when it is that service's and not a day old."""
    work = Work(visit.tx, programme, visit.now)
    line = reprise.correctable(EnMain.of(work, signalement), alerte.service)
    if line is None:
        return "trop-tard"
    source = f"page:{alerte.id}:corriger:{line.id}"
    casework.take_back(work, line.id, Reprise(par_service(alerte), source))
    return "corrige"


def renew(visit: PageVisit) -> Notice | None:
    """Send a new link to the address that had this one."""
    subject = alerte_of(visit)
    if subject is None:
        return None
    alerte, _signalement, programme = subject
    liens.renew(
        Work(visit.tx, programme, visit.now),
        alerte,
    )
    return RENOUVELE


def _act(visit: PageVisit, programme: Programme, alerte: Alerte, choix: Choix) -> None:
    """The deed itself. Raises DejaFait, TransitionRefusee, ToMend."""
    if choix.vers == alerte.service:
        raise ToMend(A_SOI)
    work = Work(visit.tx, programme, visit.now)
    other = motif_vers(programme.config, alerte.service, choix.vers or "")
    step = len(signalements.actes(visit.tx, alerte.signalement_id))
    deed = DeedSignalement(
        choix.acte,
        par_service(alerte),
        Acteur.SERVICE,
        source=f"page:{alerte.id}:{step}",
        motif=f"prévu le {jour(choix.prevu)}" if choix.prevu else other,
        vers=choix.vers if other else None,
        prevu=choix.prevu,
    )
    casework.act(work, alerte.signalement_id, _refused(work, alerte, deed, choix.raison))


def _refused(work: Work, alerte: Alerte, deed: DeedSignalement, mot: str) -> DeedSignalement:
    """The same deed, with why when it is a refusal. Raises ToMend without a reason."""
    if deed.acte is not ActeSignalement.REFUSER:
        return deed
    row = signalements.lock(work.tx, alerte.signalement_id)
    given = refus.raison(EnMain.of(work, row), mot)
    if given is None:
        raise ToMend(SANS_RAISON)
    return replace(deed, **given.changes())


def _read(form: Mapping[str, str], today: date) -> Choix:
    """The form as a deed. Raises ToMend."""
    acte = ACTES.get(form.get("reponse", ""))
    if acte is None:
        raise ToMend(SANS_CHOIX)
    if acte is ActeSignalement.REORIENTER:
        return Choix(acte, vers=form.get("vers") or None)
    if acte is ActeSignalement.REFUSER:
        return Choix(acte, raison=form.get("raison", ""))
    if acte is not ActeSignalement.PRENDRE_EN_CHARGE or not form.get("prevu"):
        return Choix(acte)
    planned = forms.day(form, "prevu", today, PLANNING_HORIZON, MAUVAISE_DATE)
    return Choix(acte, prevu=planned)
