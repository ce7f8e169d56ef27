"""The shared grid, minute after minute where two teams meet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.domain.periodes import tranche_at
from tests.storage.indicateurs.verites.brut import Ici, counted, verite
from tests.storage.indicateurs.verites.equipe import at, elapsed, planned
from tests.storage.indicateurs.verites.lieux import heures_quartier

QUART = timedelta(minutes=15)
"""Every slot of that year begins and ends on a quarter of an hour."""
Annonce = tuple[str, str, str, date, datetime, datetime]


def announced(ici: Ici) -> Iterator[Annonce]:
    """Actor, kind, quartier, day, from, to: wherever it is."""
    first, last = ici.jours
    for row in ici.brut.table("presence_acteur"):
        if row["supprimee_le"] is None and first <= row["jour"] <= last:
            after = row["jour"] + timedelta(days=row["a"] <= row["de"])
            yield (
                *(row["acteur"], row["type_acteur"] or "non-dit", row["quartier"], row["jour"]),
                *(at(row["jour"], row["de"]), at(after, row["a"])),
            )


def quartiers(ici: Ici) -> set[str]:
    return {ici.programme.config.site(slug).quartier for slug in ici.slugs}


@verite("heures-acteurs")
def heures_acteurs(ici: Ici) -> dict[str, int]:
    return counted(
        (kind, elapsed(de, a))
        for _, kind, quartier, _, de, a in announced(ici)
        if quartier in quartiers(ici)
    )


@verite("couverture-quartiers")
def couverture_quartiers(ici: Ici) -> dict[str, int]:
    theirs = [(quartier, elapsed(de, a)) for _, _, quartier, _, de, a in announced(ici)]
    return counted([*heures_quartier(ici).items(), *theirs])


def quarts(de: datetime, a: datetime) -> Iterator[datetime]:
    for rank in range(elapsed(de, a) // 15):
        yield de + rank * QUART


@verite("recouvrement-ville")
def recouvrement_ville(ici: Ici) -> tuple[int, int]:
    config = ici.programme.config
    ville = {one.label for one in config.annuaire if "mediation-ville" in one.domaines}
    mine = [one for one in announced(ici) if one[0] in ville and one[2] in quartiers(ici)]
    ours = {
        (config.site(slug).quartier, quart)
        for slug, _, de, a in planned(ici)
        for quart in quarts(de, a)
    }
    theirs = {(quartier, quart) for _, _, quartier, _, de, a in mine for quart in quarts(de, a)}
    return 15 * len(ours & theirs), sum(elapsed(de, a) for *_, de, a in mine)


@verite("periodes-sans-personne")
def periodes_sans_personne(ici: Ici) -> tuple[int, int]:
    config, calendrier = ici.programme.config, ici.programme.calendrier
    busy = {config.site(one.site).quartier for one in ici.missions() if one.site in ici.slugs}
    wanted = {
        (quartier, one.slug) for quartier in busy for one in config.periodes.tranches if one.actif
    }
    there = {
        (quartier, tranche_at(quart, calendrier))
        for _, _, quartier, _, de, a in announced(ici)
        for quart in quarts(de, a)
    } | {
        (config.site(slug).quartier, tranche_at(quart, calendrier))
        for slug, _, de, a in planned(ici)
        for quart in quarts(de, a)
    }
    return len(wanted - there), len(wanted)
