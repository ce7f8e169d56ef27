"""« 🗣 Passants »: people asked where a measure is under way, found from wherever one is."""

from __future__ import annotations

from typing import Final

from bot.buttons import Button, Keyboard, button
from bot.clock import paris
from bot.questions.mesures import MESURES
from bot.words import jour, pluriel
from storage import passants
from storage.passants import Campagne
from storage.work import Work

OUVRIR, DEFAIRE = "ouvrir", "defaire"
PASSANTS: Final = Button("pt", (OUVRIR, DEFAIRE), "site")
"""Of a site where people are asked: one more of them, or the last one counted no more."""
LABEL: Final = "🗣 Interroger les passants"


def here(work: Work, site_id: int) -> Campagne | None:
    """The campaign that is open on that site today."""
    slug, day = work.programme.site_slugs.get(site_id), paris(work.now).date()
    return passants.ouverte(work.programme, slug, day) if slug else None


def how_far(work: Work, campagne: Campagne, personnes: int) -> str:
    """« état initial (T0), 12 personnes sur 20, jusqu'au dimanche 18 octobre »."""
    wanted = work.programme.config.delais.passants
    asked = pluriel(personnes, "personne") + (f" sur {wanted}" if wanted else "")
    return f"{MESURES[campagne.mesure]}, {asked}, jusqu'au {jour(campagne.fin)}"


def row(work: Work, site_id: int) -> Keyboard:
    """The button of that site; none where nobody is asked today."""
    if here(work, site_id) is None:
        return []
    return [[(LABEL, button(PASSANTS, site_id, OUVRIR))]]
