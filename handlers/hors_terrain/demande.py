"""The question pushed at the end of the day: one tap an entry, and it stays for a second one."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.buttons import SLUG, Button, Keyboard, button
from bot.feature.contract import Context
from bot.questions.ajuster import LABEL_MAX
from bot.words import comme, jour
from handlers.hors_terrain import facts
from storage import temps

QUESTION = (
    "🗂 Hors terrain, {{ jour }} : qu'avez-vous fait d'autre ?"
    "{% if again %}\n{{ again }}{% endif %}"
    "{% if noted %}\n✅ Noté : {{ noted }}.{% endif %}"
)
NOTHING, ENOUGH, OTHER, AGAIN = "rien", "fini", "autre", "pareil"
CHOICES: Final = (NOTHING, ENOUGH, OTHER, AGAIN, rf"{SLUG}\.\d+")
JOUR: Final = Button("ht", tuple(rf"\d{{8}}\.{choice}" for choice in CHOICES))
"""Of a person, for a day: a preset (category, minutes), the same as before, or a way out."""


def values(context: Context, person_id: int, day: date) -> dict[str, str]:
    """The values of QUESTION: the day, what it could repeat, what is noted for it already."""
    rows = temps.noted_on(context.tx, person_id, day)
    repeats = _again(context, person_id, day)
    return {
        "jour": jour(day),
        "again": f"{repeats}." if len(repeats) > LABEL_MAX else "",
        "noted": facts.noted(context.programme, rows),
    }


def buttons(context: Context, person_id: int, day: date) -> Keyboard:
    """Five presets, those noted already marked, then the ways out."""
    rows = temps.noted_on(context.tx, person_id, day)
    done = {(row.categorie, row.minutes) for row in rows}
    usual = [
        (
            f"{'✔️ ' if pair in done else ''}{facts.describe(context.programme, *pair)}",
            f"{pair[0]}.{pair[1]}",
        )
        for pair in facts.presets(context, person_id)
    ]
    closing = ("👍 C'est tout", ENOUGH) if rows else ("Rien", NOTHING)
    pairs = [usual[n : n + 2] for n in range(0, len(usual), 2)]
    again = _again(context, person_id, day)
    label = again if len(again) <= LABEL_MAX else again.partition(" :")[0]
    same = [[(label, AGAIN)]] if again else []
    keys = [*same, *pairs, [closing, ("Autre…", OTHER)]]
    stamp = day.strftime(facts.DAY)
    return [
        [(label, button(JOUR, person_id, f"{stamp}.{key}")) for label, key in row] for row in keys
    ]


def _again(context: Context, person_id: int, day: date) -> str:
    """« Comme hier : Écrits 1 h, Réunion 2 h »; « » when nothing of it is left to note."""
    before, lines = facts.again(context, person_id, day)
    text = ", ".join(facts.describe(context.programme, *pair) for pair in lines.elements())
    return f"{comme(before, day).capitalize()} : {text}" if text else ""
