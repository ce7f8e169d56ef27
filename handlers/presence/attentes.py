"""What a presence opens on: retours to give the habitants, relais to check (requirements §3.1)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.buttons import Keyboard, button
from bot.casework.relais.carte import DUS, RELAIS
from bot.feature.contract import Context
from bot.questions.retours import LISTE, RETOURS
from storage import relais, retours
from storage.models import Presence

VOIR = "📄 Voir les retours"
DIFFICULTE = "🛑 Difficulté"
WAITING = (
    "{% if retours %}\n📄 {{ retours|pluriel('retour') }} à donner aux habitants.{% endif %}"
    "{% if relais %}\n🔁 {{ relais }} relais à vérifier.{% endif %}"
)


@dataclass(frozen=True, slots=True)
class Attentes:
    """How many of each wait."""

    retours: int
    relais: int


def of(context: Context, presence: Presence) -> Attentes:
    return Attentes(
        len(retours.due(context.tx, presence.site_id, context.now)),
        relais.to_check_today(context.tx, presence.binome_id, context.now),
    )


def buttons(waiting: Attentes, presence: Presence) -> Keyboard:
    """One button for each kind that waits."""
    rows: list[list[tuple[str, str]]] = []
    if waiting.retours:
        rows.append([(VOIR, button(RETOURS, presence.site_id, LISTE))])
    if waiting.relais:
        rows.append([(f"🔁 {waiting.relais} relais à vérifier", button(RELAIS, 0, DUS))])
    return rows
