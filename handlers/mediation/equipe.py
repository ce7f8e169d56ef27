"""The coordination's view of the dossiers: all of them, read, and entrusted to another binôme."""

from __future__ import annotations

from typing import Final

from bot.casework.mediation.actes import bouton, entrust, reference
from bot.domain.droits import Droit
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature import portee
from bot.feature.contract import Context, Ending
from bot.feature.gestes import undoable
from bot.questions import choix
from bot.rendering import render_line
from handlers.mediation import facts as known
from storage import mediations, people
from storage.models import DossierMediation

GONE: Final = "Ce dossier n'existe plus."
ENTRUSTED: Final = "{{ v }} : confiée à {{ binome }}."
CONFIE: Final = "confie"
"""The kind of deed, whose row is a DossierMediation."""
TAKEN: Final = "📂 {{ v }} est confiée à {{ binome }} : vous n'avez plus à la suivre."
TOLD: Final = "📂 La coordination vous confie la médiation <b>{{ ligne }}</b>."


def facts(context: Context, answers: Answers) -> Facts:
    """Every open dossier with its state; numbers and places only, there are no names to read."""
    rows = mediations.open_in(context.tx, context.programme.id)
    chosen = picked(context, answers)
    return {
        "entrees": tuple(_entry(context, row) for row in rows),
        "choisi": reference(chosen) if chosen else "",
        "fiche": known.card(context, chosen) if chosen else "",
        "suivi_par": _label(context, chosen.binome_id) if chosen else "",
        "binomes": _others(context, chosen),
    }


def picked(context: Context, answers: Answers) -> DossierMediation | None:
    """The dossier answered, when it is of this dispositif."""
    number = str(answers.get("dossier") or "")
    found = mediations.get(context.tx, int(number)) if number.isdigit() else None
    theirs = found is not None and portee.reaches(context, Droit.CONFIER_MEDIATION, found)
    return found if theirs else None


def conclude(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """Entrust it, and tell those who have it now."""
    dossier = picked(context, answers)
    if dossier is None:
        return Ending({"conclusion": GONE})
    before, binome_id = dossier.binome_id, int(answers["binome"])
    hand_on(context, dossier, binome_id, TOLD)
    said = render_line(ENTRUSTED, v=reference(dossier), binome=_label(context, binome_id))
    kept = {"de": before, "vers": binome_id}
    return Ending({"conclusion": said}, undoable(context, CONFIE, dossier.id, kept))


def hand_on(context: Context, dossier: DossierMediation, binome_id: int, sentence: str) -> None:
    """Another binôme follows it: those who have it now are told, and those who had it."""
    before = dossier.binome_id
    entrust(context.tx, dossier, binome_id, context.author_id, context.now)
    ligne = known.line(context, dossier)
    for one in people.binome_members(context.tx, binome_id):
        context.tell(one.telegram_id, sentence, [[bouton(dossier)]], ligne=ligne)
    taker = _label(context, binome_id)
    for one in people.binome_members(context.tx, before):
        context.tell(one.telegram_id, TAKEN, v=reference(dossier), binome=taker)


def _entry(context: Context, dossier: DossierMediation) -> Option:
    return Option(str(dossier.id), f"{known.line(context, dossier)} · {known.etat(dossier)}")


def _others(context: Context, dossier: DossierMediation | None) -> tuple[Option, ...]:
    """Whom it may be entrusted to."""
    mine = str(dossier.binome_id) if dossier else ""
    return tuple(one for one in choix.binomes(context) if one.slug != mine)


def _label(context: Context, binome_id: int) -> str:
    names = {row_id: slug for slug, row_id in context.programme.binomes.items()}
    return context.programme.config.binome(names[binome_id]).label
