"""Buttons of the question of the day: a preset, « Rien », « Autre… » or « Comme hier »."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from bot.domain.droits import Droit
from bot.feature import portee
from bot.feature.contract import UNKNOWN, Context, Opening, Reply, Tap
from bot.words import jour
from handlers.hors_terrain import actions, demande, facts
from storage import heures_manquantes, temps
from storage.models import HorsTerrain, Personne

NOT_YOURS = "Ce bouton appartient à une autre personne."
ALREADY = "C'est déjà noté. Pour l'enlever : 📋 Ma journée."
CLOSED = "🗂 Hors terrain, {{ jour }} : {% if noted %}{{ noted }}.{% else %}rien.{% endif %} Merci."


def answer(context: Context, tap: Tap) -> Reply:
    """One preset, « Rien », or « Autre… »; the message stays until the person says it is all."""
    if portee.found(context, Droit.TENIR_SON_TEMPS, Personne, tap.object_id) is None:
        return Reply(NOT_YOURS)
    stamp, _, chosen = tap.argument.partition(".")
    try:
        day = date.fromisoformat(stamp)
    except ValueError:
        return Reply(UNKNOWN)
    if chosen == demande.OTHER:
        return Reply("", opens=Opening("hors_terrain", facts.JOUR_DIT.seed(day.isoformat())))
    if chosen in (demande.NOTHING, demande.ENOUGH):
        heures_manquantes.say_all(context.tx, context.person.id, day, context.now)
        return Reply("Noté.", _closed(context, day))
    if chosen == demande.AGAIN:
        return _reply(context, day, fresh=_repeat(context, day))
    return _preset(context, day, chosen)


def _repeat(context: Context, day: date) -> bool:
    """The lines of the last day noted, each as many times as it was; False when all were there."""
    noted = temps.noted_on(context.tx, context.person.id, day)
    _before, lines = facts.again(context, context.person.id, day, noted)
    done = facts.counted(noted)
    for pair, times in lines.items():
        for rank in range(done[pair] + 1, done[pair] + times + 1):
            _once(context, day, *pair, rank)
    return bool(lines)


def _preset(context: Context, day: date, chosen: str) -> Reply:
    categorie, _, minutes = chosen.partition(".")
    slugs = {element.slug for element in context.programme.config.liste("temps_hors_terrain")}
    if categorie not in slugs or not minutes.isdigit():
        return Reply(UNKNOWN)
    return _reply(context, day, fresh=_once(context, day, categorie, int(minutes)))


def _reply(context: Context, day: date, *, fresh: bool) -> Reply:
    values, keyboard = demande.asked(context, context.person.id, day)
    text = context.render(demande.QUESTION, **values)
    return Reply("Noté." if fresh else ALREADY, text, keyboard)


def _once(context: Context, day: date, categorie: str, minutes: int, rank: int = 1) -> bool:
    """A second tap adds nothing; what was deleted since comes back, as if just entered."""
    line = f"hors_terrain:{context.person.id}:{day.isoformat()}:{categorie}:{minutes}:{rank}:"
    mine = select(HorsTerrain).where(
        HorsTerrain.auteur_id == context.person.id,
        HorsTerrain.jour == day,
        HorsTerrain.source.startswith(line, autoescape=True),
    )
    row = context.tx.scalars(mine).first()
    source = f"{line}{context.source}"
    if row is None:
        actions.keep(context, day, categorie, minutes, source)
        return True
    if row.supprimee_le is None:
        return False
    row.supprimee_le, row.le, row.source = None, context.now, source
    context.tx.flush()
    return True


def _closed(context: Context, day: date) -> str:
    rows = temps.noted_on(context.tx, context.person.id, day)
    noted = facts.noted(context.programme, rows)
    return context.render(CLOSED, jour=jour(day), noted=noted)
