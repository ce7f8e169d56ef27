"""A due date ticked, or set aside with its reason; each taken back as it was."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from bot.casework.echeancier import agenda, liste
from bot.clock import paris
from bot.domain.echeancier import LigneEcheance
from bot.domain.interventions import COMPTE_RENDU, MESURE_IMPACT
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature.contract import Context, Ending
from bot.feature.gestes import Defaisable, Repris, undoable
from bot.questions.choix import options
from bot.rendering import render_line
from handlers.echeances import mots
from storage import echeances
from storage.models.gestes import Geste

AHEAD: Final = timedelta(days=92)
"""A quarter: what comes later has its day in the agenda."""
HISTORY: Final = timedelta(days=180)
ASIDE, AGENDA, STRUCK = "sans-objet", "agenda", "sans-agenda"
FAITE: Final = "echeance"
"""The kind of deed; its row is an intervention's, or the programme's."""
IN_ROWS: Final = (COMPTE_RENDU, MESURE_IMPACT)
"""Ticked in the rows of their intervention, as from the first day."""
DONE: Final = "✅ {{ nom }}, c'est fait."
SET_ASIDE: Final = "⊘ {{ nom }} : sans objet, {{ motif }}."
TICKED: Final = "{{ nom }}, fait"
LEFT_OUT: Final = "{{ nom }}, sans objet"
ALREADY: Final = "Ce n'était plus coché."
GONE: Final = "Cette échéance n'attend plus rien."


def facts(context: Context, answers: Answers) -> Facts:
    today = paris(context.now).date()
    near = _near(context, today)
    picked = answers.get("ecartee") or answers.get("laquelle") or ""
    chosen = next((one for one in near if one.cle == picked), None)
    aside = chosen is not None and (bool(answers.get("ecartee")) or not chosen.cochable)
    return {
        "lignes": [mots.signe(one, today) for one in near],
        "gestes": (*map(_button, near), *_suites(near, context)),
        "cochables": any(one.cochable for one in near),
        "ecartables": tuple(Option(one.cle, _short(one)) for one in _tickable(near)),
        "ecartee_dite": chosen.nom if chosen else "",
        "a_motiver": aside,
        "motifs": options(context.programme.config.liste("motifs_echeance")),
    }


def _near(context: Context, today: date) -> list[LigneEcheance]:
    """What is ticked comes first: the rest says by itself that it is done."""
    found = (
        one
        for one in liste.toutes(context)
        if one.ouverte(today) and today - HISTORY <= one.terme <= today + AHEAD
    )
    return sorted(found, key=lambda one: not one.cochable)


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    which = answers["laquelle"]
    if which == STRUCK:
        return Ending({"conclusion": agenda.forget(context, context.person.id)})
    if which == AGENDA:
        return Ending({"conclusion": agenda.send(context, context.person, context.source)})
    cle = answers["ecartee"] if which == ASIDE else which
    one = find(context, cle)
    if one is None:
        return Ending({"conclusion": GONE})
    motif = answers.get("motif")
    return _set_aside(context, one, motif) if motif else tick(context, one)


def find(context: Context, cle: str) -> LigneEcheance | None:
    """The due date of that key, as long as somebody may do something of it."""
    today = paris(context.now).date()
    every = liste.toutes(context)
    return next((one for one in every if one.cle == cle and one.ouverte(today)), None)


def tick(context: Context, one: LigneEcheance) -> Ending:
    """Done: in the rows of its intervention, else by its key."""
    tx, mine, who = context.tx, context.programme.id, context.author_id
    if one.regle in IN_ROWS:
        what = (context.programme.interventions[one.intervention], one.regle)
        echeances.tick(tx, mine, what, context.now, who)
    else:
        echeances.say(tx, mine, one.cle, None, context.now, who)
    return _kept(context, one, DONE, TICKED)


def _set_aside(context: Context, one: LigneEcheance, motif: str) -> Ending:
    tx, mine = context.tx, context.programme.id
    echeances.say(tx, mine, one.cle, motif, context.now, context.author_id)
    label = context.programme.config.element("motifs_echeance", motif).label
    return _kept(context, one, SET_ASIDE, LEFT_OUT, motif=label[:1].lower() + label[1:])


def _kept(context: Context, one: LigneEcheance, sentence: str, undone: str, **more: str) -> Ending:
    number = context.programme.interventions.get(one.intervention, context.programme.id)
    avant: dict[str, Any] = {"cle": one.cle, "dit": render_line(undone, nom=one.nom)}
    if one.regle in IN_ROWS and sentence == DONE:
        avant["quoi"] = one.regle
    keyboard = undoable(context, FAITE, number, avant)
    return Ending({"conclusion": render_line(sentence, nom=one.nom, **more)}, keyboard)


def says(_context: Context, geste: Geste) -> str:
    """« Site A : compte rendu final, fait »; one of before this list said less."""
    kept = geste.avant or {}
    return str(kept.get("dit") or kept.get("quoi", ""))


def undo(context: Context, geste: Geste) -> Repris:
    """It is due again."""
    kept = geste.avant or {}
    if "quoi" in kept:
        back = echeances.untick(context.tx, (geste.objet_id, kept["quoi"]))
    else:
        back = echeances.unsay(context.tx, context.programme.id, kept["cle"])
    return Repris() if back else Repris(ALREADY)


def _tickable(near: list[LigneEcheance]) -> list[LigneEcheance]:
    """What nothing else tells."""
    return [one for one in near if one.cochable]


def _suites(near: list[LigneEcheance], context: Context) -> tuple[Option, ...]:
    aside = (Option(ASIDE, "⊘ Dire sans objet", stays=True),) if _tickable(near) else ()
    if context.somebody is None:
        return aside
    mine = agenda.own(context, context.somebody.id)
    struck = (Option(STRUCK, "🗑 Retirer mon agenda", stays=True),) if mine else ()
    return (*aside, Option(AGENDA, "🗓 Dans mon agenda", stays=True), *struck)


def _button(one: LigneEcheance) -> Option:
    """One a line: it ticks what is ticked; of the rest, it says why there is nothing to do."""
    return Option(one.cle, f"{'☑️' if one.cochable else '⊘'} {_short(one)}")


def _short(one: LigneEcheance) -> str:
    return f"{one.objet} · {one.quoi}" if one.objet else one.quoi


DEFAISABLE: Final = Defaisable(says=says, undo=undo)
