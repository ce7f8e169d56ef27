"""A group that reads for several services, or programmes: each alert says for whom it is."""

from __future__ import annotations

from typing import Final

from bot.casework.libelles import label
from bot.casework.signalement.contenu import EnMain
from bot.casework.signalement.routage import case_of
from bot.delivery.channels import channels, chat_of, forme_of
from bot.delivery.contract import Forme
from storage import services
from storage.dispositif import actifs
from storage.dispositif.routage import routed
from storage.models import Alerte, ServiceRow

SENT: Final = "envoi"
"""The étape of what leaves first, before anything is sent again or handed on."""


def pour(en_main: EnMain, row: Alerte) -> str:
    """« Propreté · Amiens »; « » in a group that one service alone reads, and in a letter."""
    reading = _reading(en_main, row)
    if len(reading) < 2:
        return ""
    mine = {slug for whose, slug in reading if whose == en_main.programme.id}
    slugs = dict.fromkeys((row.service, *(_routed(en_main) if row.etape == SENT else ())))
    config = en_main.programme.config
    names = [label(config.service, slug) for slug in slugs if slug == row.service or slug in mine]
    return f"{', '.join(names)} · {config.court}"


def _reading(en_main: EnMain, row: Alerte) -> set[tuple[int, str]]:
    """Programme and slug of each service that reads there; another thread says it of its own."""
    chat_id, programme = chat_of(row.destination), en_main.programme
    if chat_id is not None:
        found = services.of_group(en_main.tx, chat_id)
        return {(one.dispositif_id, one.slug) for one in found}
    if forme_of(row.canal) is not Forme.FIL:
        return set()
    every = [
        (one, en_main.tx.get_one(ServiceRow, programme.services[one.slug]))
        for one in actifs(programme.config.services)
    ]
    there = channels()[row.canal].addresses
    return {(programme.id, one.slug) for one, kept in every if row.adresse in there(one, kept)}


def _routed(en_main: EnMain) -> tuple[str, ...]:
    """The services to which it went first, which one card of a group stands for.

    What was sent before that was kept is routed once more.
    """
    row, programme = en_main.signalement, en_main.programme
    if row.destinataires is not None or row.site_id not in programme.site_slugs:
        return tuple(row.destinataires or ())
    return routed(programme.config, case_of(en_main)).services
