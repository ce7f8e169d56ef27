"""An observation once noted, its word, the kind of place (C17), what it can count on (J11)."""

from __future__ import annotations

from typing import Final

from bot.buttons import Button, button
from bot.feature.contract import Context
from bot.feature.precisions import (
    Carte,
    Precision,
    as_options,
    nothing,
    of_entry,
    of_list,
)
from bot.questions.un_mot import MOT
from handlers.observation.facts import describe
from storage.dispositif import actifs
from storage.models import Observation

DONE: Final = "👁 {{ site }} : {{ observation }}. C'est noté."
UN_MOT: Final = Button("ob", (MOT,), "observation")
"""Under an observation: a word more about it."""


def carte(context: Context, row: Observation) -> Carte:
    config = context.programme.config
    site = config.site(context.programme.site_slugs[row.site_id]).label
    said = context.render(DONE, site=site, observation=describe(config, row))
    return Carte(said, [[("✏️ Un mot ?", button(UN_MOT, row.id, MOT))]])


def site_s_own(context: Context, row: Observation) -> str:
    """The kind of place that the site is, as the file says."""
    programme = context.programme
    return programme.config.site(programme.site_slugs[row.site_id]).type_lieu


PRECISABLE: Final = of_entry(
    Observation,
    carte,
    Precision(
        cle="li",
        nom="Lieu",
        colonne="type_lieu",
        choix=lambda context, _row: as_options(actifs(context.programme.config.types_lieu)),
        dit=lambda context, slug: context.programme.config.type_lieu(slug).label,
        usuel=site_s_own,
        question="Quelle sorte de lieu ?",
    ),
    of_list(
        *("re", "Ressource repérée", "ressource", "ressources"),
        usuel=nothing,
        vide="aucune",
        discret=True,
        question="Une ressource, un talent du lieu ? Une chose, jamais quelqu'un.",
    ),
)
