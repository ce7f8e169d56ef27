"""Figures that say something of people met, as they leave the team: no finer than the exports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from bot.domain.bord import Audience, Intervalle, Recul
from bot.domain.ventilation import Ventilation
from bot.web.pages.bord import mots
from bot.web.pages.bord.mots import EnMots
from bot.web.pages.bord.regarde import Regarde
from digests.contract import Comptes
from digests.exports import masques
from digests.exports.publics import publiables
from storage import publications
from storage.figures import Lieu
from storage.indicateurs.contrat import Indicateur, Sensible
from storage.indicateurs.releve import Releve
from storage.indicateurs.rencontres import publics_rares
from storage.machine.db import Tx
from storage.programme import Programme

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
    mesure = masques.DITS.get(one.slug)
    tables = [table for table in asked.dits if table.mesure == mesure]
    if not tables:
        return EnMots("—", masques.SANS_REGISTRE)
    again = partial(_told, tables)
    parts = [list(publiables(one, releve.on(*here), again)) for here in _territoires(releve)]
    return mots.publie(parts[0] if len(parts) == 1 else masques.ensemble(parts), asked.mots)


def rares(asked: Regarde, releve: Releve) -> list[str]:
    """Ages that hardly anybody met: who is missing (E07, H22), as the letters say it.

    Over the same twelve weeks, on the whole: nothing finer, nor any other window.
    """
    if asked.recul is not Recul.SAISON or not asked.ensemble or not asked.plein:
        return []
    if asked.portail.lecteur is Audience.BAILLEUR:
        return []
    return [asked.config.public(slug).label for slug in publics_rares(releve).par]


def told(tx: Tx, programme: Programme, days: Intervalle) -> list[Ventilation]:
    """The tables of these very days that left the team: a page tells them again, and no other."""
    debut, fin = days.jours[0], days.jours[-1]
    found = publications.entre(tx, programme.id, debut, fin)
    return [one for one in found if (one.debut, one.fin) == (debut, fin)]


def _told(
    tables: Sequence[Ventilation], here: Sequence[Lieu], comptes: Comptes, _total: int
) -> Comptes:
    """What the readers of these places have of it; nothing that did not leave."""
    slugs = {lieu.slug for lieu in here}
    known = next((one.comptes for one in tables if one.lieux == slugs), {})
    return {word: known.get(word) for word in comptes}


def _territoires(releve: Releve) -> list[list[Lieu]]:
    """Its sites by territoire: each is protected alone, and the whole is made of them."""
    found: defaultdict[str, list[Lieu]] = defaultdict(list)
    for lieu in releve.lieux:
        found[lieu.territoire].append(lieu)
    return list(found.values())
