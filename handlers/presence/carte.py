"""A presence once it is over, and whether it was during an event (C10, 000 l.106)."""

from __future__ import annotations

from typing import Final

from bot.domain.periodes import FERIE, VACANCES
from bot.engine.script import Option
from bot.feature.contract import Context
from bot.feature.precisions import Carte, Precision, as_options, of_entry
from bot.rendering import render_text
from handlers.presence import fin
from handlers.presence.facts import site_label, summary
from storage.dispositif import Repere
from storage.models import Presence

OVER: Final = "✅ Présence terminée. {{ bilan }}"
RUNS: Final = "▶️ {{ site }} : présence en cours."
BY_THE_CALENDAR: Final = (VACANCES, FERIE)


def carte(context: Context, row: Presence) -> Carte:
    if row.fin is None:
        return Carte(render_text(RUNS, site=site_label(context.programme, row)))
    bilan = closing(context, row)
    return Carte(render_text(OVER, bilan=bilan), fin.button(context, row))


def closing(context: Context, presence: Presence) -> str:
    """Its hours, what was noted, how the place was."""
    config = context.programme.config
    text = summary(context, presence)
    for name, word in (("ambiance", "Ambiance"), ("frequentation", "Fréquentation")):
        value = getattr(presence, name)
        if value is not None:
            labels = {step.valeur: step.label.lower() for step in getattr(config, name)}
            text += f" {word} : {labels[value]}."
    return text


def _said_by_hand(context: Context, _row: Presence) -> list[Option]:
    """Overlays that neither hours nor a calendar can tell: an event of the quartier."""
    reperes = context.programme.config.periodes.reperes
    known = (one for one in reperes if one.actif and not one.jours)
    return as_options([one for one in known if one.slug not in BY_THE_CALENDAR])


def _label(context: Context, slug: str) -> str:
    reperes: tuple[Repere, ...] = context.programme.config.periodes.reperes
    return next((one.label for one in reperes if one.slug == slug), slug)


PRECISABLE: Final = of_entry(
    Presence,
    carte,
    Precision(
        cle="ev",
        nom="Moment",
        colonne="evenement",
        choix=_said_by_hand,
        dit=_label,
        vide="ordinaire",
    ),
)
