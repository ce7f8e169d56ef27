"""What is to be seen on a site: each repair announced there, with its two buttons."""

from __future__ import annotations

from typing import Final

from bot.casework.libelles import label, quand
from bot.casework.signalement.consequences import verification_keyboard
from bot.casework.signalement.contenu import reference
from bot.feature.contract import UNKNOWN, Context, Reply, Tap
from storage import signalements
from storage.models import Signalement

MOST: Final = 5
"""Messages at once; the others come as these are checked."""
ASKED: Final = (
    "🔎 <b>{{ v }}</b> · {{ quoi }}{% if lieu %} · {{ lieu }}{% endif %} : annoncé traité le "
    "{{ le }}."
)
NOTHING: Final = "Tout est vérifié ici."


def show(context: Context, tap: Tap) -> Reply:
    """A message for each below, so that one tap answers one."""
    if tap.object_id not in context.programme.site_slugs:
        return Reply(UNKNOWN)
    waiting = signalements.announced_on(context.tx, tap.object_id)
    for row in waiting[:MOST]:
        _ask(context, row)
    return Reply("" if waiting else NOTHING)


def _ask(context: Context, row: Signalement) -> None:
    lines = signalements.actes(context.tx, row.id)
    said = {
        "v": reference(row),
        "quoi": label(context.programme.config.categorie, row.categorie),
        "lieu": row.lieu,
        "le": quand(signalements.since_when(row, lines)),
    }
    keys = [[(word, data) for word, data in keys] for keys in verification_keyboard(row.id)]
    context.tell(context.person.telegram_id, ASKED, keys, **said)
