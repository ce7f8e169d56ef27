"""A week of planning in words, for the chat and for the printed sheet alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.words import duree
from storage.dispositif import actifs
from storage.planning import SlotPrevu
from storage.programme import Programme


def by_binome(programme: Programme, standing: Sequence[SlotPrevu]) -> Iterator[str]:
    """« Binôme 1 : 24 h 00 prévues dans la rue, pour 21 h 00 attendues (60 % de 35 h). »"""
    config = programme.config
    rules, share = config.presence, config.hors_terrain.objectif_terrain_pct
    wanted = rules.heures_semaine * 60 * share // 100
    for binome in actifs(config.binomes):
        planned = sum(slot.minutes for slot in standing if slot.binome == binome.slug)
        rule = f"{share} % de {rules.heures_semaine} h"
        said = f"{duree(planned)} prévues dans la rue, pour {duree(wanted)} attendues ({rule})"
        missing = f" ⚠️ Il manque {duree(wanted - planned)}." if planned < wanted else ""
        yield f"{binome.label} : {said}.{missing}"
