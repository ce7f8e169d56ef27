"""An end confirmed or corrected, nobody met confirmed or asked about, a missing day explained."""

from __future__ import annotations

from typing import Final

from bot.buttons import Keyboard
from bot.domain.lecture.heures import from_stamp
from bot.engine.conditions import Answers, Facts
from bot.feature.contract import Context, Ending
from bot.feature.gestes import undo_row, undoable
from bot.rendering import render_line
from bot.words import heure, jour
from handlers.qualite import facts
from storage import audit, avant, creneaux, people, presences, qualite
from storage.models import Presence

CONFIRMED = "✅ Fin confirmée à {{ fin }}."
CORRECTED = "✅ Fin corrigée : {{ fin }}."
NOBODY = "✅ Noté : personne n'a été rencontré."
ASKED = "📣 La question est posée au binôme."
NOBODY_TO_ASK = (
    "Ce binôme n'a plus personne : rien n'est demandé. Confirmez ou corrigez vous-même."
)
EXPLAINED = "✅ Noté : le créneau n'a pas eu lieu ({{ motif }})."
GONE = "C'est déjà réglé."
ASK = (
    "<b>{{ site }}</b>, {{ debut|jour }} : votre présence n'a aucune rencontre notée. "
    "C'était hier, et vous avez rencontré quelqu'un ? Écrivez-le : « {{ exemple }} ». "
    "Sinon, dites-le à la coordination."
)
MENDED: Final = "qualite"
"""The kind of deed, whose row is a Presence, or a CreneauPrevu that was explained."""
KEPT: Final = ("fin", "a_confirmer")
"""What is mended of a presence."""
UNDO: Final = "↩️ Annuler la dernière"
AT_ONCE = (facts.CONFIRM, facts.NOBODY, facts.ASK)


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    slug = answers["choix"]
    if slug.startswith(f"{facts.CORRECT}-"):
        conclusion = _correct(context, slug, answers["fin"])
    elif slug.startswith(f"{facts.EXPLAIN}-"):
        conclusion = _explain(context, slug, answers["motif"])
    else:
        conclusion = settle(context, slug)
    said, keyboard = screen(context, conclusion)
    return Ending({"conclusion": said}, keyboard)


def screen(context: Context, conclusion: str) -> tuple[str, Keyboard]:
    """What was done, what is left, one tap each, and what takes it back."""
    context.tx.flush()
    rest = facts.remains(context)
    keyboard = [*facts.keyboard(context, rest), *undo_row(context, label=UNDO)]
    return f"{conclusion}\n\n{facts.screen(rest)}", keyboard


def settle(context: Context, slug: str) -> str:
    """What needs no other question: « ok-12 », « zero-12 », « demander-12 »."""
    row = facts.presence(context, slug)
    verb = slug.partition("-")[0]
    if row is None or row.fin is None or verb not in AT_ONCE:
        return GONE
    if verb == facts.CONFIRM:
        _keep(context, verb, row)
        row.a_confirmer = False
        _note(context, "confirmer_fin", row)
        return render_line(CONFIRMED, fin=heure(row.fin))
    if verb == facts.NOBODY:
        _keep(context, verb, row)
        _note(context, qualite.NOBODY_MET, row)
        return NOBODY
    return ASKED if _ask(context, row) else NOBODY_TO_ASK


def _ask(context: Context, row: Presence) -> bool:
    """Whoever is in the binôme now; False when nobody is left to answer."""
    programme = context.programme
    site = programme.site_label(row.site_id)
    members = people.binome_members(context.tx, row.binome_id)
    for person in members:
        said = programme.exemples.hier
        context.tell(person.telegram_id, ASK, site=site, debut=row.debut, exemple=said)
    if members:
        _note(context, "demander_rencontres", row)
        undoable(context, MENDED, row.id, {"verbe": facts.ASK})
    return bool(members)


def _correct(context: Context, slug: str, stamp: str) -> str:
    row = facts.presence(context, slug)
    if row is None:
        return GONE
    _keep(context, facts.CORRECT, row)
    _note(context, "corriger_fin", row)
    presences.close_presence(context.tx, row, from_stamp(stamp), context.programme.calendrier)
    return render_line(CORRECTED, fin=heure(row.fin or row.debut))


def _explain(context: Context, slug: str, motif: str) -> str:
    slot = facts.slot(context, slug)
    if slot is None:
        return GONE
    row = creneaux.cancel_slot(context.tx, context.programme, slot, motif, context.source)
    if row is not None:
        undoable(context, MENDED, row.id, {"verbe": facts.EXPLAIN})
    label = context.programme.config.element("motifs_creneau", motif).label.lower()
    return render_line(EXPLAINED, motif=f"{jour(slot.jour)}, {label}")


def _keep(context: Context, verb: str, row: Presence) -> None:
    """What it was before, so that it may be taken back."""
    undoable(context, MENDED, row.id, {"verbe": verb, **avant.keep(row, *KEPT)})


def _note(context: Context, acte: str, row: Presence) -> None:
    """The audit keeps who did it, and the end before."""
    end = heure(row.fin) if row.fin else ""
    audit.note(context.tx, context.now, context.author_id, acte, row, end)
