"""Of the figures of `bot.sonde`: what is wrong with the disk, what was set aside, what waits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.rendering import render_line
from bot.surveillance.coup_d_oeil import CoupDOeil, SorteIncident
from bot.words import duree, pluriel
from storage.machine.health import LATE
from storage.machine.outbox import RETRY, UNCERTAIN, Lane

LITTLE: Final = 500
"""Megabytes below which it is said, before nothing can be written."""
ENOUGH: Final = 600
MANY: Final = 20
"""Messages that failed once at least and wait: more than one mailbox that is closed."""
FEW: Final = 5
DISK: Final = (
    "Il reste {{ free }} Mo sur le disque du carnet. À zéro, plus rien ne s'écrit. Libérez de la "
    "place."
)
ASIDE: Final = (
    "{{ combien }} de côté après cinq essais : « carnet quarantaine » les montre sans leurs "
    "mots, les reprend ou les oublie. Au bout de trois jours, leurs mots s'effacent."
)
STUCK: Final = (
    "{{ combien }} à partir{% if minutes %} ; le plus ancien attend depuis {{ depuis }}"
    "{% endif %}. Rien n'est perdu : ils sont essayés encore. « carnet envois » dit lesquels et "
    "pourquoi."
)


def regards(seen: Mapping[str, Any]) -> Iterator[CoupDOeil]:
    """What those figures say; a figure that lacks says nothing."""
    if "place_libre_mo" in seen:
        yield _disk(seen["place_libre_mo"])
    if "a_reprendre" in seen:
        aside = seen["a_reprendre"]
        combien = pluriel(aside, "message a été mis", "messages ont été mis")
        yield CoupDOeil(SorteIncident.MIS_DE_COTE, aside > 0, render_line(ASIDE, combien=combien))
    if "files" in seen:
        yield _stuck(seen["files"], seen["attend_depuis"]["a_envoyer"])


def _disk(free: int) -> CoupDOeil:
    mal = True if free < LITTLE else None if free < ENOUGH else False
    return CoupDOeil(SorteIncident.DISQUE, mal, render_line(DISK, free=free))


def _stuck(files: Mapping[tuple[str, str], int], oldest: int) -> CoupDOeil:
    ornament = Lane.ORNEMENT.name.lower()
    failing = sum(
        number
        for (lane, etat), number in files.items()
        if etat in (RETRY, UNCERTAIN) and lane != ornament
    )
    late = failing > 0 and oldest > LATE["a_envoyer"]
    mal = True if failing >= MANY or late else None if failing >= FEW else False
    combien = pluriel(failing, "message n'arrive pas", "messages n'arrivent pas")
    minutes = oldest // 60
    return CoupDOeil(
        SorteIncident.ENVOIS,
        mal,
        render_line(STUCK, combien=combien, minutes=minutes, depuis=duree(minutes)),
    )
