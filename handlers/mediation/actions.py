"""What was answered about a dossier, done at once; its words kept apart."""

from __future__ import annotations

from bot.buttons import Keyboard
from bot.casework.mediation import actes as mediation
from bot.casework.mediation import reprise, suivi
from bot.casework.mediation.actes import SeanceNotee
from bot.domain.vies.mediation import (
    ActeMediation,
    Avec,
    Consentement,
    Resultat,
    StatutMediation,
    TropTot,
    acte_done,
)
from bot.domain.vies.vie import TransitionRefusee
from bot.engine.conditions import Answers, Facts
from bot.engine.state import Accepted
from bot.feature.contract import Context, Ending
from bot.feature.gestes import note, undo_row
from bot.rendering import render_line
from bot.words import heure, jour
from handlers.mediation import defaire, table_ronde
from handlers.mediation import facts as known
from storage import avant, gestes, mediations
from storage.models import DossierMediation, SuiviAccord

TOO_SOON = "{{ v }} : il est trop tôt pour dire si l'accord tient. Je vous le demanderai."
CHANGED = "{{ v }} : l'état du dossier a changé entre-temps. Rouvrez-le avec 📂 Médiations."
MET = "{{ v }} : séance notée. Je vous le rappelle {{ prochaine }}."
AGREED = "🤝 {{ v }} : accord noté{{ sans }}. Je vous demanderai s'il tient : {{ dates }}."
GIVEN_UP = "{{ v }} : dossier clos, sans accord."
STEP = "{{ v }} : je vous le rappelle {{ prochaine }}."
SAME_STEP = "{{ v }} : rien n'a changé."
CONSENT = "{{ v }} : c'est noté, {{ dit }}."
MODE = "{{ v }} : {{ mode }}."
CHECKED = "{{ v }} : {{ dit }}. {{ suite }}"
RESUMED = "{{ v }} : la médiation reprend. Je vous le rappelle {{ prochaine }}."
KEPT = "Fermé. La séance est notée."
CLOSED_NOW = "Le dossier est clos."
ASK_AGAIN = "Je vous le redemanderai {{ quand }}."


def save_as_given(context: Context, accepted: Accepted, answers: Answers) -> None:
    """The result of a séance writes it: what comes after may be left unanswered."""
    if accepted.key != "resultat" or _met_already(context):
        return
    dossier = known.picked(context, answers)
    if dossier is None:
        return
    before = reprise.photo(dossier)
    seance = SeanceNotee(
        Avec(answers["avec"]),
        Resultat(answers["resultat"]),
        context.person.id,
        known.seance_source(context),
        table_ronde.of(context, dossier, answers),
    )
    try:
        mediation.note_seance(context, dossier.id, seance)
    except TransitionRefusee:
        # The other one of the binôme changed the dossier meanwhile: the end says so.
        return
    noted = mediations.seance_by_source(context.tx, seance.source)
    acte = acte_done(seance.resultat, StatutMediation(dossier.statut))
    note(context, defaire.SEANCE, noted.id if noted else 0, reprise.seen(before, dossier, acte))


def conclude(context: Context, answers: Answers, _facts: Facts) -> Ending:
    dossier = known.picked(context, answers)
    if dossier is None:
        return Ending({"conclusion": known.refusal(context, answers.get("dossier"))})
    v = mediation.reference(dossier)
    try:
        said = _done(context, dossier, answers)
    except TropTot:
        said = render_line(TOO_SOON, v=v)
    except TransitionRefusee:
        said = render_line(CHANGED, v=v)
    return Ending({"conclusion": said}, keyboard=[[mediation.bouton(dossier)], *_undo(context)])


def _undo(context: Context) -> Keyboard:
    """What this turn, or this conversation, did is taken back."""
    seance = mediations.seance_by_source(context.tx, known.seance_source(context))
    return undo_row(context, gestes.of(context.tx, defaire.SEANCE, seance.id) if seance else None)


def left(context: Context, _answers: Answers) -> str:
    return KEPT if _met_already(context) else ""


def _met_already(context: Context) -> bool:
    return mediations.seance_by_source(context.tx, known.seance_source(context)) is not None


def _done(context: Context, dossier: DossierMediation, answers: Answers) -> str:
    geste = answers["geste"]
    if geste == known.SEANCE.slug:
        return _met(context, dossier, answers)
    if geste in suivi.VERIFICATIONS:
        return _checked_from_card(context, dossier, geste)
    if geste == known.REPRENDRE.slug:
        return resume(context, dossier)
    before = reprise.photo(dossier)
    said = _changed(context, dossier, geste, answers)
    if reprise.photo(dossier) != before:
        acte = answers["motif"] if geste == "clore" else ""
        note(context, defaire.DOSSIER, dossier.id, reprise.seen(before, dossier, acte))
    return said


def _changed(context: Context, dossier: DossierMediation, geste: str, answers: Answers) -> str:
    v, who = mediation.reference(dossier), context.person.id
    if geste == "etape":
        return _step(context, dossier, answers)
    if geste == "consentement":
        consent = Consentement(answers["consentement"])
        mediation.note_consent(context.tx, dossier, consent, who, context.now)
        return render_line(CONSENT, v=v, dit=known.CONSENTEMENTS[consent])
    if geste == "mode":
        mediation.choose_mode(context.tx, dossier, answers["mode"], who, context.now)
        mode = context.programme.config.element("modes_mediation", answers["mode"])
        return render_line(MODE, v=v, mode=mode.label.lower())
    motif = ActeMediation(answers["motif"])
    mediation.act(context, dossier.id, motif, who)
    return render_line(GIVEN_UP, v=v)


def _met(context: Context, dossier: DossierMediation, answers: Answers) -> str:
    v, resultat = mediation.reference(dossier), answers["resultat"]
    if not _met_already(context):
        return render_line(CHANGED, v=v)
    if resultat == Resultat.ABANDON:
        return render_line(GIVEN_UP, v=v)
    if resultat == Resultat.ACCORD:
        return _agreed(context, dossier, answers.get("phrase"))
    if answers.get("prochaine"):
        mediation.plan_step(dossier, int(answers["prochaine"]), context.now)
    return render_line(MET, v=v, prochaine=_day(dossier))


def _agreed(context: Context, dossier: DossierMediation, phrase: str | None) -> str:
    if phrase:
        source = f"{known.seance_source(context)}:accord"
        mediation.keep_accord(context, dossier, context.person.id, phrase, source)
    left_to_check = mediations.suivis_left(context.tx, dossier.id)
    dates = " puis ".join(jour(one.prevu_le) for one in left_to_check)
    sans = "" if phrase else ", sans phrase"
    return render_line(AGREED, v=mediation.reference(dossier), sans=sans, dates=dates)


def _step(context: Context, dossier: DossierMediation, answers: Answers) -> str:
    v = mediation.reference(dossier)
    if not answers.get("prochaine"):
        return render_line(SAME_STEP, v=v)
    if not mediation.goes_on(dossier):
        return render_line(CHANGED, v=v)
    mediation.plan_step(dossier, int(answers["prochaine"]), context.now)
    return render_line(STEP, v=v, prochaine=_day(dossier))


def checked(context: Context, dossier: DossierMediation, row: SuiviAccord, resultat: str) -> str:
    """Note a check of the accord, and say what comes after. Raises TransitionRefusee."""
    before, was = reprise.photo(dossier), avant.keep(row, "fait_le", "resultat")
    suivi.check(context.tx, row, resultat, context.now)
    kept = reprise.seen(before, dossier, suivi.VERIFICATIONS[resultat])
    note(context, defaire.ACCORD, row.id, kept | {"suivi": was})
    after = mediations.suivis_left(context.tx, dossier.id)
    suite = render_line(ASK_AGAIN, quand=jour(after[0].prevu_le)) if after else CLOSED_NOW
    return render_line(
        CHECKED, v=mediation.reference(dossier), dit=known.etat(dossier), suite=suite
    )


def _checked_from_card(context: Context, dossier: DossierMediation, resultat: str) -> str:
    """The next check, noted before it was asked, or after."""
    left_to_check = mediations.suivis_left(context.tx, dossier.id)
    if not left_to_check:
        return render_line(SAME_STEP, v=mediation.reference(dossier))
    return checked(context, dossier, left_to_check[0], resultat)


def resume(context: Context, dossier: DossierMediation) -> str:
    """The mediation is taken up again. Raises TransitionRefusee."""
    before, who = reprise.photo(dossier), context.person.id
    mediation.act(context, dossier.id, ActeMediation.REPRENDRE, who)
    kept = reprise.seen(before, dossier, ActeMediation.REPRENDRE)
    note(context, defaire.DOSSIER, dossier.id, kept)
    return render_line(RESUMED, v=mediation.reference(dossier), prochaine=_day(dossier))


def _day(dossier: DossierMediation) -> str:
    due = dossier.prochaine_le
    return f"{jour(due)} à {heure(due)}" if due else ""
