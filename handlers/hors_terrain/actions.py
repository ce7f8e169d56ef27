"""Time out of the street, written to the person's own account of the day."""

from __future__ import annotations

from datetime import date

from bot.engine.conditions import Answers, Facts
from bot.feature.contract import Context, Ending
from bot.rendering import render_line
from bot.words import jour
from handlers.hors_terrain import facts
from storage import heures_manquantes
from storage.models import HorsTerrain

DONE = "🗂 {{ entree }}, {{ jour }}. C'est noté."
NOTHING = "🗂 Hors terrain, {{ jour }} : rien. Merci."


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    day = facts.day_of(answers, context.now)
    if answers["categorie"] == facts.NOTHING.slug:
        heures_manquantes.say_all(context.tx, context.person.id, day, context.now)
        return Ending({"conclusion": render_line(NOTHING, jour=jour(day))})
    minutes = int(answers["duree"])
    keep(context, day, answers["categorie"], minutes, f"{context.source}:hors_terrain")
    entree = facts.describe(context.programme, answers["categorie"], minutes)
    return Ending({"conclusion": render_line(DONE, entree=entree, jour=jour(day))})


def keep(context: Context, day: date, categorie: str, minutes: int, source: str) -> None:
    """One line of the day; `source` is unique for ever (P4)."""
    context.tx.add(
        HorsTerrain(
            dispositif_id=context.programme.id,
            binome_id=context.person.binome_id,
            auteur_id=context.person.id,
            jour=day,
            categorie=categorie,
            minutes=minutes,
            le=context.now,
            source=source,
            conversation_id=context.talk_id,
        )
    )
    context.tx.flush()
