"""What the addressee of an alert does: answer it, or have a new link sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bot.casework.libelles import par_service
from bot.casework.signalement import actes as casework
from bot.casework.signalement import liens, paroles, refus, reprise
from bot.casework.signalement.alerte import ACTES, CORRIGER, REPONSES, motif_vers
from bot.casework.signalement.contenu import EnMain
from bot.casework.signalement.deed import DeedSignalement
from bot.casework.signalement.paroles import MOT_MAX
from bot.casework.signalement.reprise import Reprise
from bot.clock import paris
from bot.domain.vies.signalement import OPEN, ActeSignalement
from bot.domain.vies.vie import Acteur, DejaFait, TransitionRefusee
from bot.feature.page import Notice, PageVisit, ToMend
from bot.web import forms, nomme
from bot.web.pages.alerte.view import DITS, alerte_of, typed
from bot.words import jour
from storage import signalements
from storage.libre import TexteVerifie
from storage.models import Alerte, Signalement
from storage.programme import Programme
from storage.work import Work

PLANNING_HORIZON: Final = timedelta(days=366)
SANS_RAISON: Final = "Dites pourquoi : choisissez une raison, puis validez."
A_SOI: Final = "C'est votre service : choisissez à qui d'autre, ou « Je ne sais pas »."
SANS_CHOIX: Final = "Choisissez une réponse, puis validez."
MAUVAISE_DATE: Final = "La date d'intervention doit être à venir, d'ici un an."
SANS_MOT: Final = "Écrivez quelques mots, ou choisissez une photo, puis validez."
TROP_LONG: Final = f"Le mot est trop long : {MOT_MAX} caractères au plus."
SEULEMENT: Final = "mot"
"""In the form: a word or a photo is added, and the answer stays."""
RENOUVELE: Final = Notice(200, "Nouveau lien envoyé", DITS["lien"])


@dataclass(frozen=True, slots=True)
class Choix:
    """What the form says, checked: a deed and what goes with it, or only a word or a photo."""

    acte: ActeSignalement | None
    prevu: date | None = None
    vers: str | None = None
    raison: str = ""


def answer(visit: PageVisit) -> str | None:
    """Do the deed chosen, keep the word and the photo; the page says what became of it."""
    subject = alerte_of(visit)
    if visit.form.get("reponse") == CORRIGER:
        return _corrected(visit, *subject) if subject else None
    choix = _read(visit, paris(visit.now).date())
    if subject is None:
        return None
    alerte, signalement, programme = subject
    if not signalements.counts(visit.tx, alerte):
        return "refus"
    work = Work(visit.tx, programme, visit.now)
    mot = paroles.checked(work, _word(work, visit.form))
    done = _act(work, alerte, choix.acte, choix) if choix.acte else "ajoute"
    if signalement.statut in OPEN:
        _add(work, visit, alerte, mot)
    return done


def _add(work: Work, visit: PageVisit, alerte: Alerte, mot: TexteVerifie) -> None:
    """What the service adds, once for one reading of the page."""
    en_main = EnMain.of(work, signalements.lock(visit.tx, alerte.signalement_id))
    source = f"page:{alerte.id}:{visit.reading}"
    if mot:
        paroles.comment(en_main, alerte, mot, source)
    if visit.photo:
        paroles.expect(en_main, alerte, visit.photo.nom, source)


def shown(visit: PageVisit, nom: str) -> None:
    """The photo of the repair is there: the mediators see it."""
    subject = alerte_of(visit)
    if subject:
        paroles.arrived(Work(visit.tx, subject[2], visit.now), nom)


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


def _act(work: Work, alerte: Alerte, acte: ActeSignalement, choix: Choix) -> str:
    """Do it; the word that says what became of it. Raises ToMend."""
    if choix.vers == alerte.service:
        raise ToMend(A_SOI)
    other = motif_vers(work.programme.config, alerte.service, choix.vers or "")
    step = len(signalements.actes(work.tx, alerte.signalement_id))
    deed = DeedSignalement(
        acte,
        par_service(alerte),
        Acteur.SERVICE,
        source=f"page:{alerte.id}:{step}",
        motif=f"prévu le {jour(choix.prevu)}" if choix.prevu else other,
        vers=choix.vers if other else None,
        prevu=choix.prevu,
    )
    try:
        casework.act(work, alerte.signalement_id, _refused(work, alerte, deed, choix.raison))
    except DejaFait:
        return f"deja-{REPONSES[acte].mot}"
    except TransitionRefusee:
        return "refus"
    return "fait"


def _refused(work: Work, alerte: Alerte, deed: DeedSignalement, mot: str) -> DeedSignalement:
    """The same deed, with why when it is a refusal. Raises ToMend without a reason."""
    if deed.acte is not ActeSignalement.REFUSER:
        return deed
    row = signalements.lock(work.tx, alerte.signalement_id)
    given = refus.raison(EnMain.of(work, row), mot)
    if given is None:
        raise ToMend(SANS_RAISON)
    return replace(deed, **given.changes())


def _word(work: Work, form: Mapping[str, str]) -> str:
    """The word for the mediators, as its author lets it go. Raises ToMend."""
    mot = typed(form)
    if len(mot) > MOT_MAX:
        raise ToMend(TROP_LONG)
    return nomme.answered(work, form, mot)


def _read(visit: PageVisit, today: date) -> Choix:
    """The form as a deed, or none for a word or a photo alone. Raises ToMend."""
    form = visit.form
    acte = ACTES.get(form.get("reponse", ""))
    if form.get("reponse") == SEULEMENT:
        if not typed(form) and visit.photo is None:
            raise ToMend(SANS_MOT)
        return Choix(None)
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
