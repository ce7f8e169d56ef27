"""Slots added, changed in place, called off, or copied from one week to others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.buttons import Keyboard
from bot.casework.planning import slot_said
from bot.domain.semaine import Semaine
from bot.engine.conditions import Answers, Facts
from bot.feature.contract import Context, Declined, Ending
from bot.rendering import render_line
from bot.words import date_longue, pluriel
from handlers.planning import choix, copie, defaire
from handlers.planning.choix import ABSENT, ADD, BOTH, CANCEL, CHANGE, DROPPED, WEEKLY
from handlers.planning.heures import clash, clash_said, parse_range
from handlers.planning.semaines import last_day, mission_end, week_of
from storage import creneaux, heures_reservees, planning
from storage.models.coordination import AJOUT, PONCTUEL
from storage.planning import SlotPrevu

ADDED: Final = "✅ Créneau ajouté : {{ creneau }}, {{ binome }}.{{ suite }}"
EVERY_WEEK: Final = " Puis chaque semaine, jusqu'au {{ fin }}."
SKIPPED: Final = " Sauf {{ creneaux }}, où il est déjà pris."
UNDECIDED: Final = "\n⚠️ {{ site }} : aucune intervention n'y est décidée ce jour-là."
MEASURES: Final = "\n📐 Pour la mesure N+3 : l'intervention est finie, ces heures sont à elle."
CANCELLED: Final = "✅ Créneau annulé : {{ creneau }}, {{ binome }}."
CHANGED: Final = (
    "✅ Créneau changé : {{ avant }}, {{ binome }} devient {{ creneau }}, {{ apres }}."
)
SAME: Final = "C'est déjà ainsi. Rien n'a été changé."
ALONE: Final = "✅ {{ creneau }}, {{ binome }} : {{ prenom }} n'y sera pas."
TOGETHER: Final = "✅ {{ creneau }}, {{ binome }} : à deux."
NOBODY_LEFT: Final = (
    "{{ prenom }} y serait la seule personne : annulez plutôt le créneau. Rien n'a été changé."
)
GONE: Final = "Ce créneau n'est plus prévu : il a déjà été changé."
COPIED: Final = "✅ La semaine du {{ lundi }} compte {{ creneaux }}."
REPEATED: Final = "✅ Repris jusqu'au {{ fin }} : {{ creneaux }} en {{ semaines }}."


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    geste = answers["geste"]
    if geste in copie.KINDS:
        return _copy(context, answers)
    if geste == ADD:
        return _add(context, answers)
    return _on_one(context, answers, _DEEDS[geste])


def _add(context: Context, answers: Answers) -> Ending:
    de, a = parse_range(answers["horaire"])
    jour = date.fromisoformat(answers["jour"])
    weekly = answers.get("frequence") == WEEKLY
    origine = AJOUT if weekly else PONCTUEL
    slot = SlotPrevu(answers["binome"], answers["site"], jour, de, a, origine=origine)
    slot = replace(slot, hors_decision=_is_undecided(context, slot))
    free, taken = _free(context, _repeated(context, slot) if weekly else [slot])
    if slot in taken:
        raise Declined(clash_said(context.programme, taken[slot]))
    weeks = {
        week: [*creneaux.held(context.tx, context.programme, week), one]
        for one in free
        for week in [Semaine.around(one.jour)]
    }
    keyboard = defaire.apply(context, defaire.ADDED, weeks)
    suite = _repetition(context, free[-1], [*taken]) if weekly else ""
    return _said(context, ADDED, slot, keyboard, suite=suite + _undecided(context, slot))


def _repeated(context: Context, slot: SlotPrevu) -> list[SlotPrevu]:
    """The same every week, to the end of the intervention of its site."""
    end = mission_end(context.programme, slot.site, slot.jour) or last_day(context)
    count = (end - slot.jour).days // 7 + 1
    return [replace(slot, jour=slot.jour + timedelta(weeks=n)) for n in range(count)]


def _free(
    context: Context, slots: Sequence[SlotPrevu]
) -> tuple[list[SlotPrevu], dict[SlotPrevu, SlotPrevu]]:
    """Those at which the binôme is free, and each other one with what takes it."""
    first, last = slots[0].jour, slots[-1].jour
    others = planning.slots_between(context.tx, context.programme, first, last)
    met = {slot: clash(slot, others) for slot in slots}
    return (
        [slot for slot, other in met.items() if other is None],
        {slot: other for slot, other in met.items() if other is not None},
    )


def _repetition(context: Context, last: SlotPrevu, taken: Sequence[SlotPrevu]) -> str:
    said = render_line(EVERY_WEEK, fin=date_longue(last.jour))
    if not taken:
        return said
    skipped = " ; ".join(slot_said(context.programme, one) for one in taken[: copie.SHOWN])
    return said + render_line(SKIPPED, creneaux=skipped)


def _is_undecided(context: Context, slot: SlotPrevu) -> bool:
    """Put there by hand, it stays planned whatever is decided of its site afterwards."""
    return context.programme.intervention_on(slot.site, slot.jour) is None


def _undecided(context: Context, slot: SlotPrevu) -> str:
    """A programme that keeps no intervention decides elsewhere: nothing is said of it."""
    if not slot.hors_decision or not context.programme.config.interventions:
        return ""
    if heures_reservees.reserve(context, slot.site, slot.jour):
        return MEASURES
    return render_line(UNDECIDED, site=context.programme.config.site(slot.site).label)


Deed = Callable[[Context, Answers, SlotPrevu], Ending]
"""What is done of one slot that stands."""


def _on_one(context: Context, answers: Answers, deed: Deed) -> Ending:
    week = week_of(context, answers)
    slots = planning.week_slots(context.tx, context.programme, week)
    slot = choix.picked(context, answers, [one for one in slots if not one.annule])
    return deed(context, answers, slot) if slot else Ending({"conclusion": GONE})


def _cancel(context: Context, answers: Answers, slot: SlotPrevu) -> Ending:
    """Called off with its reason; one that is planned no more leaves the week."""
    off = replace(slot, annule=True, motif=answers["motif"])
    left = [] if answers["motif"] == DROPPED else [off]
    keyboard = _in_place(context, slot, left, defaire.CANCELLED)
    return _said(context, CANCELLED, slot, keyboard)


def _change(context: Context, answers: Answers, slot: SlotPrevu) -> Ending:
    wish = choix.wished(answers, slot) or slot
    de, a = parse_range(answers["horaire"]) if answers.get("horaire") else (slot.de, slot.a)
    new = replace(slot, binome=wish.binome, site=wish.site, jour=wish.jour, de=de, a=a)
    if new == slot:
        return Ending({"conclusion": SAME})
    new = replace(
        new,
        origine=slot.origine or AJOUT,
        absent=slot.absent if new.binome == slot.binome else None,
        hors_decision=_is_undecided(context, new),
    )
    others = planning.week_slots(context.tx, context.programme, Semaine.around(slot.jour))
    if other := clash(new, [one for one in others if one != slot]):
        raise Declined(clash_said(context.programme, other))
    keyboard = _in_place(context, slot, [new], defaire.CHANGED)
    avant = slot_said(context.programme, slot)
    apres = context.programme.config.binome(new.binome).label
    binome = context.programme.config.binome(slot.binome).label
    suite = _undecided(context, new)
    values = {"avant": avant, "creneau": slot_said(context.programme, new), "apres": apres}
    return Ending({"conclusion": render_line(CHANGED, binome=binome, **values) + suite}, keyboard)


def _absent(context: Context, answers: Answers, slot: SlotPrevu) -> Ending:
    who = None if answers["qui"] == BOTH else int(answers["qui"])
    prenom = choix.prenom(context, who)
    if who and len(choix.members(context, slot)) < 2:
        raise Declined(render_line(NOBODY_LEFT, prenom=prenom))
    keyboard = _in_place(context, slot, [replace(slot, absent=who)], defaire.ALONE)
    return _said(context, ALONE if who else TOGETHER, slot, keyboard, prenom=prenom)


def _in_place(context: Context, slot: SlotPrevu, new: list[SlotPrevu], quoi: str) -> Keyboard:
    week = Semaine.around(slot.jour)
    others = list(creneaux.held(context.tx, context.programme, week))
    others.remove(slot)
    return defaire.apply(context, quoi, {week: [*others, *new]})


def _copy(context: Context, answers: Answers) -> Ending:
    week = week_of(context, answers)
    weeks = copie.copied(context, answers["geste"], week)
    keyboard = defaire.apply(context, defaire.COPIED, weeks)
    standing = [slot for slot in copie.visible(context, weeks) if not slot.annule]
    sentence = REPEATED if answers["geste"] == copie.TO_END else COPIED
    text = render_line(
        sentence,
        lundi=date_longue(week.lundi),
        fin=date_longue(last_day(context)),
        creneaux=pluriel(len(standing), "créneau", "créneaux"),
        semaines=pluriel(len(weeks), "semaine"),
    )
    return Ending({"conclusion": text}, keyboard)


def _said(
    context: Context, sentence: str, slot: SlotPrevu, keyboard: Keyboard, **more: str
) -> Ending:
    binome = context.programme.config.binome(slot.binome).label
    said = slot_said(context.programme, slot)
    text = render_line(sentence, creneau=said, binome=binome, **more)
    return Ending({"conclusion": text}, keyboard)


_DEEDS: Final[dict[str, Deed]] = {CHANGE: _change, CANCEL: _cancel, ABSENT: _absent}
