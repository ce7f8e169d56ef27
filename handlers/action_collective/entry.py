"""A collective action in « Ma journée »."""

from __future__ import annotations

from bot.feature.contract import Context
from bot.feature.entries import LigneDuJour
from storage.models import ActionCollective


def describe(context: Context, row: ActionCollective) -> str:
    """« Réunion d'habitants, Propreté, 6 à 10 participants, avec Centre social »."""
    config = context.programme.config
    words = [
        config.element("types_action", row.type).label,
        config.element("themes_action", row.theme).label,
        f"{config.element('tranches_participants', row.participants).label} participants",
    ]
    if row.partenaires:
        labels = [config.element("partenaires_types", slug).label for slug in row.partenaires]
        words.append(f"avec {' et '.join(labels)}")
    return ", ".join(words)


LIGNE = LigneDuJour(says=describe)
