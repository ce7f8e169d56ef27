"""A group that reads for several services, or programmes: each alert says for whom it is."""

from __future__ import annotations

from typing import Final

from bot.casework.libelles import label
from bot.casework.signalement.contenu import EnMain
from bot.casework.signalement.routage import case_of
from bot.delivery.channels import chat_of
from storage import services
from storage.dispositif.routage import routed
from storage.models import Alerte

SENT: Final = "envoi"
"""The étape of what leaves first, before anything is sent again or handed on."""


def pour(en_main: EnMain, row: Alerte) -> str:
    """« Propreté · Amiens »; « » in a group that one service alone reads, and in a letter."""
    chat_id = chat_of(row.destination)
    reading = services.of_group(en_main.tx, chat_id) if chat_id is not None else []
    if len(reading) < 2:
        return ""
    mine = {one.slug for one in reading if one.dispositif_id == en_main.programme.id}
    slugs = dict.fromkeys((row.service, *(_routed(en_main) if row.etape == SENT else ())))
    config = en_main.programme.config
    names = [label(config.service, slug) for slug in slugs if slug == row.service or slug in mine]
    return f"{', '.join(names)} · {config.court}"


def _routed(en_main: EnMain) -> tuple[str, ...]:
    """The services to which it went first, which one card of a group stands for.

    What was sent before that was kept is routed once more.
    """
    row, programme = en_main.signalement, en_main.programme
    if row.destinataires is not None or row.site_id not in programme.site_slugs:
        return tuple(row.destinataires or ())
    return routed(programme.config, case_of(en_main)).services
