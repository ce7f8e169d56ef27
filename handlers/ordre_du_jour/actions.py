"""One deed on an agenda, then the agenda again; validated, who prepares the meeting is told."""

from __future__ import annotations

from typing import Final

from bot.casework import coordination
from bot.casework.ordre import actes
from bot.domain.roles import Role
from bot.engine.conditions import Answers, Facts
from bot.feature.contract import Context, Declined, Ending, Opening
from bot.feature.gestes import undoable
from bot.rendering import render_line
from handlers.ordre_du_jour import facts as known
from handlers.ordre_du_jour import tenue
from handlers.ordre_du_jour.defaire import DEED
from storage import textes
from storage.models import Reunion

FLOW: Final = "ordre_du_jour"
GONE: Final = "Cette réunion n'est plus prévue : son ordre du jour ne change plus."
NOT_YOURS: Final = "Cet ordre du jour est tenu par quelqu'un d'autre : vous le lisez."
MOVED: Final = "Ce point n'y est plus : l'ordre du jour vient de changer."
VALIDATED: Final = (
    "✅ {{ titre }} : ordre du jour {{ valide }}. Il est dans le support et le dossier."
)
TOLD: Final = "{{ titre }} : l'ordre du jour est {{ valide }}. Relisez-le : /ordre_du_jour"
NAMED: Final = "👤 {{ titre }} : l'ordre du jour est tenu par {{ qui }}."
SUBJECT: Final = "Ordre du jour : {{ titre }}"


def record(context: Context, answers: Answers, facts: Facts) -> Ending:
    reunion, geste = known.seance(context, answers), answers["geste"]
    if reunion is None:
        raise Declined(GONE)
    if geste == known.NOMMER:
        return _named(context, reunion, answers, facts)
    if not tenue.holds(context, reunion):
        raise Declined(NOT_YOURS)
    if geste == known.VALIDER:
        return _validated(context, reunion, facts)
    _changed(context, reunion, geste, answers)
    return Ending(opens=Opening(FLOW, {"seance": str(reunion.id)}))


def _changed(context: Context, reunion: Reunion, geste: str, answers: Answers) -> None:
    if geste in (known.AJOUTER, known.TEXTE):
        words = textes.verifie(context, answers["texte"])
        (actes.add if geste == known.AJOUTER else actes.write)(context, reunion, words)
        return
    cle, ordre = answers["point"], actes.read(context, reunion)
    rows = ordre.retires if geste == known.REMETTRE else ordre.points
    if cle not in dict(rows):
        raise Declined(MOVED)
    deeds = {known.MONTER: actes.up, known.RETIRER: actes.off, known.REMETTRE: actes.back}
    deeds[geste](context, reunion, cle)


def _validated(context: Context, reunion: Reunion, facts: Facts) -> Ending:
    """The coordination, which prepares the meeting, learns it from who is not of it."""
    person = context.somebody
    role = person.role if person else Role.COORDINATION
    row = actes.validate(context, reunion, role, context.author_id)
    values = {"titre": facts["titre"], "valide": actes.read(context, reunion).valide}
    if role == Role.COMITE:
        texte = render_line(TOLD, **values)
        key = f"ordre:{reunion.id}:{context.source}"
        subject = render_line(SUBJECT, titre=facts["titre"])
        coordination.tell(context, key=key, subject=subject, text=texte, sign="📋")
    return Ending(
        {"conclusion": render_line(VALIDATED, **values)}, undoable(context, DEED, row.id)
    )


def _named(context: Context, reunion: Reunion, answers: Answers, facts: Facts) -> Ending:
    """The coordination alone says whose it is."""
    person = context.somebody
    if person is not None and person.role != Role.COORDINATION:
        raise Declined(NOT_YOURS)
    who = answers["membre"]
    tenue.name(context, reunion.comite, int(who) if who != known.NOBODY else None)
    held = tenue.holder(context, reunion.comite)
    qui = f"{held.prenom}, chef de projet" if held else "la coordination"
    return Ending({"conclusion": render_line(NAMED, titre=facts["titre"], qui=qui)})
