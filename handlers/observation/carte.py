"""An observation once noted, the word that it leaves room for, and the kind of place (C17)."""

from __future__ import annotations

from typing import Final

from bot.buttons import Button, button
from bot.feature.contract import Context
from bot.feature.precisions import Carte, Precision, as_options, of_entry
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
)
