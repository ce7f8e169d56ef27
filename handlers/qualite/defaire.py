"""What was mended of a presence or a planned slot, taken back: it is to be confirmed again."""

from __future__ import annotations

from typing import Any, Final

from bot.buttons import Keyboard
from bot.feature.contract import Context
from bot.feature.gestes import Defaisable, Repris
from bot.rendering import render_line
from bot.words import jour
from handlers.qualite import facts
from handlers.qualite.actions import KEPT
from storage import audit, avant, creneaux, people, presences, qualite
from storage.models import CreneauPrevu, Presence
from storage.models.gestes import Geste

FAITS: Final = {
    facts.CONFIRM: "fin confirmée",
    facts.CORRECT: "fin corrigée",
    facts.NOBODY: "présence sans rencontre",
    facts.ASK: "question posée au binôme",
    facts.EXPLAIN: "créneau expliqué",
}
SAID: Final = "{{ fait|capitalize }} : {{ site }}, {{ le }}"
GONE: Final = "{{ fait|capitalize }} : ce n'est plus là"
LEAVE_IT: Final = (
    "<b>{{ site }}</b>, {{ debut|jour }} : la coordination retire sa question sur vos "
    "rencontres. Vous n'avez rien à répondre."
)
CHANGED: Final = "Cela a changé depuis : cela ne s'annule plus."


def says(context: Context, geste: Geste) -> str:
    """« Fin confirmée : Site A, mardi 17 novembre »."""
    row, fait = _row(context, geste), FAITS[_verb(geste)]
    if row is None:
        return render_line(GONE, fait=fait)
    site = context.programme.site_label(row.site_id)
    le = row.jour if isinstance(row, CreneauPrevu) else row.debut
    return render_line(SAID, fait=fait, site=site, le=jour(le))


def undo(context: Context, geste: Geste) -> Repris:
    row = _row(context, geste)
    if isinstance(row, CreneauPrevu):
        return _slot_back(row)
    if row is None or row.supprimee_le is not None:
        return Repris(CHANGED)
    if _verb(geste) == facts.ASK:
        return _unasked(context, row)
    if _verb(geste) == facts.NOBODY:
        audit.note(context.tx, context.now, context.author_id, qualite.SOMEBODY_MET, row)
        return Repris()
    return _end_back(context, row, geste.avant or {})


def again(context: Context, _geste: Geste) -> tuple[str, Keyboard]:
    """What is left, that one among it."""
    context.tx.flush()
    reste = facts.remains(context)
    return context.render("{{ said }}", said=facts.screen(reste)), facts.keyboard(context, reste)


def _unasked(context: Context, row: Presence) -> Repris:
    """It has been read: whoever was asked is told to leave it."""
    site = context.programme.site_label(row.site_id)
    for person in people.binome_members(context.tx, row.binome_id):
        context.tell(person.telegram_id, LEAVE_IT, site=site, debut=row.debut)
    return Repris()


def _slot_back(row: CreneauPrevu) -> Repris:
    if not row.annule:
        return Repris(CHANGED)
    creneaux.restore_slot(row)
    return Repris()


def _end_back(context: Context, row: Presence, kept: dict[str, Any]) -> Repris:
    """The end that the clock had noted, and that nobody had confirmed."""
    if row.a_confirmer:
        return Repris(CHANGED)
    avant.give_back(row, {name: kept[name] for name in KEPT})
    presences.recut(context.tx, row, context.programme.calendrier)
    return Repris()


def _row(context: Context, geste: Geste) -> Presence | CreneauPrevu | None:
    if _verb(geste) == facts.EXPLAIN:
        return creneaux.get(context.tx, geste.objet_id)
    return context.tx.get(Presence, geste.objet_id)


def _verb(geste: Geste) -> str:
    return str((geste.avant or {})["verbe"])


DEFAISABLE: Final = Defaisable(says=says, undo=undo, again=again)
