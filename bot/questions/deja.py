"""« Déjà signalé »: what it is, its true state, and how often it was seen again since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.casework.signalement.deja import Deja
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option

ASKED: Final = (
    "{% if dejas|length > 1 %}Déjà signalés ici. Est-ce l'un d'eux, toujours là ?"
    "{% for une in dejas %}\n• <b>{{ une.reference }}</b>, {{ une.le|jour_court }}, "
    "{{ une.etat }} : {{ une.quoi }} · {{ une.ou }}"
    "{% if une.vues %} · revu {{ une.vues|pluriel('fois', 'fois') }}{% endif %}{% endfor %}"
    "{% else %}"
    "Déjà signalé le {{ deja.le|jour_court }} : <b>{{ deja.reference }}</b>, {{ deja.etat }}.\n"
    "🔧 {{ deja.quoi }} · {{ deja.ou }}."
    "{% if deja.vues %}\n👀 Revu {{ deja.vues|pluriel('fois', 'fois') }} depuis.{% endif %}"
    "{% endif %}"
)
"""The fact « deja » is a `Deja`, « dejas » all those that are shown."""
OPTIONS: Final = "deja_choix"
"""The fact that holds the answers offered."""
STILL: Final = "encore_la"
"""The fact that says that it is one of them."""
_ENCORE: Final = "encore"
"""The answer « it is that one »; of several, its id follows (« encore-12 »)."""
_NEW: Final = Option("nouveau", "🆕 C'est autre chose")


def facts(dejas: Sequence[Deja], answers: Answers) -> Facts:
    """What the question shows, and which one was picked: none once it is closed meanwhile."""
    said = str(answers.get("deja_dit") or "")
    picked = said.partition("-")[2]
    found = [one for one in dejas if not picked or str(one.id) == picked]
    several = tuple(Option(f"{_ENCORE}-{one.id}", f"➕ {one.reference}") for one in dejas)
    one = (Option(_ENCORE, "➕ Toujours là"),)
    return {
        "deja": found[0] if found else None,
        "dejas": tuple(dejas),
        OPTIONS: (*(several if len(dejas) > 1 else one), _NEW),
        STILL: said.startswith(_ENCORE),
    }
