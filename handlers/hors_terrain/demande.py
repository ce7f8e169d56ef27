"""The question pushed at the end of the day: one tap an entry, and it stays for a second one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.buttons import SLUG, Button, Keyboard, button, in_rows
from bot.feature.contract import Context
from bot.questions.ajuster import LABEL_MAX
from bot.words import comme, jour
from handlers.hors_terrain import facts
from storage import temps
from storage.models import HorsTerrain

Row = list[tuple[str, str]]

QUESTION = (
    "🗂 Hors terrain, {{ jour }} : qu'avez-vous fait d'autre ?"
    "{% if again %}\n{{ again }}{% endif %}"
    "{% if noted %}\n✅ Noté : {{ noted }}.{% endif %}"
)
NOTHING, ENOUGH, OTHER, AGAIN = "rien", "fini", "autre", "pareil"
CHOICES: Final = (NOTHING, ENOUGH, OTHER, AGAIN, rf"{SLUG}\.\d+")
JOUR: Final = Button("ht", tuple(rf"\d{{8}}\.{choice}" for choice in CHOICES), "personne")
"""Of a person, for a day: a preset (category, minutes), the same as before, or a way out."""


def asked(context: Context, person_id: int, day: date) -> tuple[dict[str, str], Keyboard]:
    """The values of QUESTION, and its buttons, of what is noted for that day already."""
    rows = temps.noted_on(context.tx, person_id, day)
    again = _again(context, person_id, day, rows)
    values = {
        "jour": jour(day),
        "again": f"{again}." if len(again) > LABEL_MAX else "",
        "noted": facts.noted(context.programme, rows),
    }
    keys = [*_same(again), *_usual(context, person_id, rows), [_closing(rows), ("Autre…", OTHER)]]
    stamp = day.strftime(facts.DAY)
    return values, [
        [(label, button(JOUR, person_id, f"{stamp}.{key}")) for label, key in row] for row in keys
    ]


def _same(again: str) -> list[Row]:
    """One button for all of the last day; its title alone where the rest is too long."""
    label = again if len(again) <= LABEL_MAX else again.partition(" :")[0]
    return [[(label, AGAIN)]] if again else []


def _usual(context: Context, person_id: int, rows: Sequence[HorsTerrain]) -> list[Row]:
    """Five presets, those noted already marked."""
    done = facts.counted(rows)
    usual = [
        (
            f"{'✔️ ' if done[pair] else ''}{facts.describe(context.programme, *pair)}",
            f"{pair[0]}.{pair[1]}",
        )
        for pair in facts.presets(context, person_id)
    ]
    return in_rows(usual)


def _closing(rows: Sequence[HorsTerrain]) -> tuple[str, str]:
    return ("👍 C'est tout", ENOUGH) if rows else ("Rien", NOTHING)


def _again(context: Context, person_id: int, day: date, rows: Sequence[HorsTerrain]) -> str:
    """« Comme hier : Écrits 1 h, Réunion 2 h »; « » when nothing of it is left to note."""
    before, lines = facts.again(context, person_id, day, rows)
    text = ", ".join(facts.describe(context.programme, *pair) for pair in lines.elements())
    return f"{comme(before, day).capitalize()} : {text}" if text else ""
