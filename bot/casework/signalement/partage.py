"""A group that reads for several services, or programmes: each alert says for whom it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.casework.libelles import label
from bot.casework.signalement.contenu import EnMain
from bot.delivery.channels import chat_of
from storage import services
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


def _routed(en_main: EnMain) -> Iterator[str]:
    """The services to which such a defect goes, which one card of a group stands for."""
    row, programme = en_main.signalement, en_main.programme
    site = programme.site_slugs.get(row.site_id)
    if site is not None:
        yield from programme.config.route(row.categorie, site=site, type_lieu=row.type_lieu)
