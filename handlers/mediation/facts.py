"""The dossiers of a binôme, the one picked, and what may be done of it now."""

from __future__ import annotations

from typing import Any, Final

from bot.buttons import Button
from bot.casework.mediation.actes import A_DECIDER, ETATS, may_agree, reference
from bot.domain.droits import Droit
from bot.domain.vies.mediation import (
    EN_CHANTIER,
    VIE_MEDIATION,
    ActeMediation,
    Avec,
    Consentement,
    Resultat,
    StatutMediation,
)
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature import portee
from bot.feature.contract import Context
from bot.questions import choix
from bot.words import jour, pluriel
from handlers.mediation import table_ronde
from storage import mediations
from storage.models import DossierMediation

NOT_YOURS: Final = "Ce dossier appartient à un autre binôme."
DELETED: Final = "Ce dossier a été supprimé : il n'y a plus rien à y noter."

CONSENTEMENTS: Final[dict[str, str]] = {
    Consentement.OUI: "les deux parties sont d'accord",
    Consentement.PAS_ENCORE: "les parties ne sont pas encore d'accord",
    Consentement.UNE_PARTIE: "une seule partie est d'accord",
}
SEANCE: Final = Option("seance", "＋ Séance")
EN_CHANTIER_GESTES: Final = (
    SEANCE,
    Option("consentement", "✋ Accord pour la médiation"),
    Option("etape", "📅 Prochaine étape"),
    Option("mode", "🔁 Navette, table ronde"),
    Option("clore", "⏹ Clore le dossier"),
)
VERIFIER: Final = (
    Option("tenu", "✅ Tenu"),
    Option("en_partie", "⚠️ En partie"),
    Option("rompu", "❌ Rompu"),
)
ACCORD: Final = Button("sa", tuple(one.slug for one in VERIFIER), "suivi_accord")
"""Of a check of an accord: whether it is kept."""
REPRENDRE: Final = Option("reprendre", "🔁 Reprendre la médiation")
SEPARES: Final = (Option(Avec.PARTIE_A, "Partie A"), Option(Avec.PARTIE_B, "Partie B"))
ENSEMBLE: Final = Option(Avec.ENSEMBLE, "A + B ensemble")
RESULTATS: Final = (
    Option(Resultat.AVANCE, "👍 Avance"),
    Option(Resultat.BLOQUE, "✋ Bloqué"),
    Option(Resultat.ACCORD, "🤝 Accord"),
    Option(Resultat.ABANDON, "Abandon"),
)
GOES_ON: Final = (Resultat.AVANCE, Resultat.BLOQUE)


def facts(context: Context, answers: Answers) -> Facts:
    binome = context.person.binome_id or 0
    dossiers = mediations.open_ones(context.tx, binome)
    known: Facts = {
        "entrees": tuple(_entry(context, one) for one in dossiers),
        "choisi": "",
        "fiche": "",
        "gestes": (),
        "avec_qui": SEPARES,
        "resultats": RESULTATS[:2],
        "sans_accord": True,
        "une_partie": False,
        "demander_etape": asks_next(answers),
        "modes": choix.options(context.programme.config.proposes("modes_mediation", "differe")),
    }
    dossier = picked(context, answers)
    about = _about(context, dossier, answers) if dossier else {}
    return {**known, **table_ronde.facts(context, dossier, answers), **about}


def asks_next(answers: Answers) -> bool:
    """A dossier that goes on needs its next day."""
    return answers.get("geste") == "etape" or answers.get("resultat") in GOES_ON


def picked(context: Context, answers: Answers) -> DossierMediation | None:
    """The dossier answered, when it is this binôme's."""
    number = str(answers.get("dossier") or "")
    found = mediations.get(context.tx, int(number)) if number.isdigit() else None
    theirs = found is not None and portee.reaches(context, Droit.MENER_MEDIATION, found)
    return found if theirs else None


def refusal(context: Context, number: object) -> str:
    """Why a dossier cannot be opened. That one exists at all is said to its own binôme only."""
    row = context.tx.get(DossierMediation, int(str(number))) if str(number).isdigit() else None
    mine = row is not None and portee.reaches(context, Droit.MENER_MEDIATION, row)
    return DELETED if mine else NOT_YOURS


def seance_source(context: Context) -> str:
    """One conversation notes one séance, however often its last button is pressed."""
    return f"conversation:{context.talk_id}:seance"


def line(context: Context, dossier: DossierMediation) -> str:
    """« M-0021 · Bruit · Site A »."""
    config = context.programme.config
    quoi = config.element("types_conflit", dossier.type).label
    ou = config.site(context.programme.site_slugs[dossier.site_id]).label
    return f"{reference(dossier)} · {quoi} · {ou}"


def etat(dossier: DossierMediation) -> str:
    return ETATS[StatutMediation(dossier.statut)]


def _entry(context: Context, dossier: DossierMediation) -> Option:
    due = dossier.prochaine_le is not None and dossier.prochaine_le <= context.now
    return Option(str(dossier.id), f"{'⏰' if due else '📂'} {line(context, dossier)}")


def _about(context: Context, dossier: DossierMediation, answers: Answers) -> Facts:
    both = dossier.consentement == Consentement.OUI
    avec = answers.get("avec")
    met = not avec or may_agree(context.tx, dossier, Avec(avec))
    return {
        "choisi": reference(dossier),
        "fiche": card(context, dossier),
        "gestes": _gestes(context, dossier),
        "avec_qui": (*SEPARES, ENSEMBLE) if both else SEPARES,
        "resultats": RESULTATS if both and met else (*RESULTATS[:2], RESULTATS[3]),
        "sans_accord": not both,
        "une_partie": both and not met,
    }


def _gestes(context: Context, dossier: DossierMediation) -> tuple[Option, ...]:
    statut = StatutMediation(dossier.statut)
    if statut in EN_CHANTIER:
        return EN_CHANTIER_GESTES
    consentement = Consentement(dossier.consentement)
    again = ActeMediation.REPRENDRE in VIE_MEDIATION.possible(statut, given=consentement)
    return (*_checks(context, dossier), *((REPRENDRE,) if again else ()))


def _checks(context: Context, dossier: DossierMediation) -> tuple[Option, ...]:
    """Whether it is kept is asked from its day on; that it is broken is known at once."""
    left = mediations.suivis_left(context.tx, dossier.id)
    if not left:
        return ()
    return VERIFIER if left[0].prevu_le <= context.now else VERIFIER[-1:]


def card(context: Context, dossier: DossierMediation) -> str:
    """What the team reads of a dossier: its state, dates and counts; no words, no person."""
    lines = [
        line(context, dossier),
        f"{etat(dossier).capitalize()}, depuis {jour(dossier.ouvert_le)}.",
        f"{_mode(context, dossier)}.",
        f"{CONSENTEMENTS[dossier.consentement].capitalize()}.",
        _met(context, dossier),
        _next(context, dossier),
    ]
    return "\n".join(filter(None, lines))


def _mode(context: Context, dossier: DossierMediation) -> str:
    if dossier.mode == A_DECIDER:
        return "Navette ou table ronde : à décider"
    return context.programme.config.element("modes_mediation", dossier.mode).label


def _met(context: Context, dossier: DossierMediation) -> str:
    rows = mediations.seances(context.tx, dossier.id)
    if not rows:
        return "Aucune séance pour l'instant."
    tables = [said for one in rows if (said := table_ronde.said(context, one))]
    latest = jour(max(one.le for one in rows))
    return "\n".join((f"{pluriel(len(rows), 'séance')}, la dernière {latest}.", *tables[-1:]))


def _next(context: Context, dossier: DossierMediation) -> str:
    if dossier.prochaine_le:
        return f"Prochaine étape : {jour(dossier.prochaine_le)}."
    left: list[Any] = mediations.suivis_left(context.tx, dossier.id)
    return f"Accord à vérifier {jour(left[0].prevu_le)}." if left else ""
