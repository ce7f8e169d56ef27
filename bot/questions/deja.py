"""« Déjà signalé »: what it is, its true state, and how often it was seen again since."""

from __future__ import annotations

from typing import Final

ASKED: Final = (
    "Déjà signalé le {{ deja.le|jour_court }} : <b>{{ deja.reference }}</b>, {{ deja.etat }}.\n"
    "🔧 {{ deja.quoi }} · {{ deja.ou }}."
    "{% if deja.vues %}\n👀 Revu {{ deja.vues|pluriel('fois', 'fois') }} depuis.{% endif %}"
)
"""The fact « deja » is a `Deja`."""
