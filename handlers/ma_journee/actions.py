"""A correction applied to the row it names, with the value before kept in the audit."""

from __future__ import annotations

from bot.casework import signalements as casework
from bot.casework.mots import par_personne
from bot.clock import paris
from bot.domain.heures import from_stamp
from bot.domain.periodes import tranche_at
from bot.domain.signalement import Acte, Acteur, TransitionRefusee
from handlers.contract import Answers, Context, Ending, Facts
from handlers.ma_journee import facts as known
from storage import journal, presences, rencontres
from storage.journal import Entry
from storage.models import Presence, Rencontre, Signalement

CORRECTED = "✅ Corrigé : {ligne}"
DELETED = "🗑 Supprimé : {ligne}"
GONE = "Cette entrée n'existe plus : elle a déjà été supprimée."
TOO_OLD = "Cette entrée a plus de sept jours : demandez à la coordination."
TOO_FAR = "Ce signalement ne peut plus être annulé : il est dit traité, ou il est clos."
WRONG_ORDER = "La fin ne peut pas venir avant le début. Rien n'a été changé."


def correct(context: Context, answers: Answers, _facts: Facts) -> Ending:
    entry = known.picked_entry(context, answers)
    if entry is None:
        return Ending({"conclusion": GONE})
    if entry.le < context.now - known.CORRECTION_LIFE:
        return Ending({"conclusion": TOO_OLD})
    before = known.line(context, entry)
    geste = answers["geste"]
    if geste == "supprimer":
        return Ending({"conclusion": _delete(context, entry, before)})
    problem = _change(context, entry, geste, answers)
    if problem:
        return Ending({"conclusion": problem})
    journal.note(context.tx, context.now, context.person.id, f"corriger_{geste}", entry, before)
    corrected = known.picked_entry(context, answers) or entry
    return Ending({"conclusion": CORRECTED.format(ligne=known.line(context, corrected))})


def _delete(context: Context, entry: Entry, before: str) -> str:
    """Deleted rows stay, out of every figure; a signalement is cancelled with its service told."""
    row = entry.row
    if isinstance(row, Signalement):
        try:
            _cancel(context, row)
        except TransitionRefusee:
            return TOO_FAR
    else:
        row.supprimee_le = context.now
        if isinstance(row, Presence) and row.fin is None:
            row.fin = context.now
    journal.note(context.tx, context.now, context.person.id, "supprimer", entry, before)
    return DELETED.format(ligne=before)


def _cancel(context: Context, signalement: Signalement) -> None:
    """Raises TransitionRefusee when the service has already said that it is mended."""
    casework.act(
        context.tx,
        context.programme,
        signalement.id,
        Acte.ANNULER,
        par=par_personne(context.person),
        role=Acteur.MEDIATEUR,
        now=context.now,
        source=context.source,
    )


def _change(context: Context, entry: Entry, geste: str, answers: Answers) -> str:
    """Apply the change; an empty string when it was done, else why it was not."""
    row = entry.row
    if geste == "site" and not isinstance(row, Signalement):
        site_id = context.programme.sites[answers["site"]]
        if isinstance(row, Presence):
            rencontres.move(context.tx, row.id, row.site_id, site_id)
            day = paris(row.debut).date()
            row.intervention_id = context.programme.intervention_on(answers["site"], day)
        row.site_id = site_id
    elif isinstance(row, Presence):
        return _move(context, row, geste, answers)
    elif isinstance(row, Rencontre):
        row.le = from_stamp(answers["heure"])
        row.tranche = tranche_at(row.le, context.programme.calendrier)
    return ""


def _move(context: Context, presence: Presence, geste: str, answers: Answers) -> str:
    moment = from_stamp(answers["heure"])
    start = moment if geste == "debut" else presence.debut
    end = moment if geste == "fin" else presence.fin
    if end is not None and end < start:
        return WRONG_ORDER
    presence.debut, presence.fin, presence.a_confirmer = start, end, False
    presences.recut(context.tx, presence, context.programme.calendrier)
    return ""
