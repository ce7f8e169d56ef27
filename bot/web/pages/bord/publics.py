"""Figures that say something of people met, as they leave the team: no finer than the exports."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

from bot.domain.bord import Recul
from bot.web.pages.bord import mots
from bot.web.pages.bord.mots import EnMots
from bot.web.pages.bord.regarde import Regarde
from digests.exports import masques
from storage.figures import Lieu
from storage.indicateurs.contrat import Indicateur, Sensible
from storage.indicateurs.releve import Releve

MODES: Final = ("frequentation-mode",)
"""Told by the word that comes the most often."""


def en_mots(asked: Regarde, one: Indicateur[Any], releve: Releve) -> EnMots:
    """One figure for that reader: exact, or what may be told of it (adr/0006)."""
    if one.slug in MODES:
        return mots.usuel(one(releve), asked.mots)
    if one.sensible is Sensible.PERSONNE or asked.regard.exact:
        return mots.dit(one.unite, one(releve), asked.mots)
    if one.sensible is Sensible.MEDIATEURS or asked.recul is not Recul.FINI or not asked.ensemble:
        return EnMots("—", mots.PLUS_TARD)
    parts = [list(masques.publiables(one(releve.on(*here)))) for here in _territoires(releve)]
    return mots.publie(parts[0] if len(parts) == 1 else masques.ensemble(parts), asked.mots)


def _territoires(releve: Releve) -> list[list[Lieu]]:
    """Its sites by territoire: each is protected alone, and the whole is made of them."""
    found: defaultdict[str, list[Lieu]] = defaultdict(list)
    for lieu in releve.lieux:
        found[lieu.territoire].append(lieu)
    return list(found.values())
