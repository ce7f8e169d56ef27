"""The other actors of the shared grid beside the binômes: who covers what, and who nobody does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple, cast

from sqlalchemy import Table, select

from bot.domain.complementarite import PlageQuartier, overlap
from bot.domain.periodes import split
from storage.grille import villes
from storage.indicateurs.contexte import running
from storage.indicateurs.contrat import (
    SUIVI,
    Proportion,
    Repartition,
    Unite,
    indicateur,
    shared_out,
)
from storage.indicateurs.prevu import CRENEAUX, PREVU
from storage.indicateurs.releve import PARTOUT, Cle, Constat, Recolte, Releve
from storage.indicateurs.sites import heures_quartier, known
from storage.models import PresenceActeur
from storage.planning import instants

_A: Final = cast(Table, PresenceActeur.__table__)
NON_DIT: Final = "non-dit"
"""An actor that never said of which kind it is."""


class LigneAnnonce(NamedTuple):
    """A slot that an actor announced; nobody checks that it came. Bounds in UTC."""

    acteur: str
    type_acteur: str
    quartier: str
    debut: datetime
    fin: datetime

    @property
    def minutes(self) -> int:
        return int((self.fin - self.debut).total_seconds()) // 60


class LigneActeur(NamedTuple):
    """The part of it that lies in one tranche."""

    tranche: str
    quartier: str
    type_acteur: str
    minutes: int


def _announced(recolte: Recolte) -> Mapping[Cle, Sequence[LigneAnnonce]]:
    """In the period of its day."""
    first, before = recolte.jours[0], recolte.jours[-1]
    rows = select(_A.c.jour, _A.c.de, _A.c.a, _A.c.acteur, _A.c.type_acteur, _A.c.quartier).where(
        *(_A.c.dispositif_id == recolte.programme.id, _A.c.supprimee_le.is_(None)),
        *(_A.c.jour >= first, _A.c.jour < before),
    )
    found: defaultdict[Cle, list[LigneAnnonce]] = defaultdict(list)
    for jour, de, a, acteur, kind, quartier in recolte.tx.connection().execute(rows):
        debut, fin = (moment.astimezone(UTC) for moment in instants(jour, de, a))
        line = LigneAnnonce(acteur, kind or NON_DIT, quartier, debut, fin)
        found[recolte.rang(jour), PARTOUT].append(line)
    return found


def _cut(recolte: Recolte) -> Mapping[Cle, Sequence[LigneActeur]]:
    """At their tranches: long, and asked for by what looks at one of them."""
    calendrier = recolte.programme.calendrier
    return {
        at: [
            LigneActeur(part.tranche, line.quartier, line.type_acteur, part.minutes)
            for line in lines
            for part in split(line.debut, line.fin, calendrier)
        ]
        for at, lines in recolte.of(ANNONCES).items()
    }


ANNONCES: Final = Constat(_announced, par_tranche=False)
ACTEURS: Final = Constat(_cut)


@indicateur(
    *("heures-acteurs", "Heures annoncées par les autres acteurs", SUIVI, Unite.MINUTES),
    source="002 l.16, l.21",
)
def heures_acteurs(releve: Releve) -> Repartition:
    """Minutes annoncées dans les quartiers de ces sites, par sorte d'acteur ; non vérifiées."""
    mine = _quartiers(releve)
    return shared_out(
        (line.type_acteur, line.minutes) for line in _others(releve) if line.quartier in mine
    )


@indicateur(
    *("couverture-quartiers", "Présence de tous les acteurs", SUIVI, Unite.MINUTES),
    source="002 l.16, l.28",
)
def couverture_quartiers(releve: Releve) -> Repartition:
    """Par quartier : minutes des binômes, et minutes annoncées par les autres acteurs."""
    ours = heures_quartier(releve).par.items()
    theirs = [(line.quartier, line.minutes) for line in _others(releve)]
    return shared_out([*ours, *theirs])


@indicateur(
    *("recouvrement-ville", "Présence en même temps que la Ville", SUIVI, Unite.MINUTES),
    source="000 l.42, l.49, l.99",
    denominateur="heures annoncées par la médiation de la Ville dans ces quartiers",
)
def recouvrement_ville(releve: Releve) -> Proportion:
    """Minutes où un créneau du binôme et un de la Ville sont prévus ensemble dans un quartier."""
    mine, teams = _quartiers(releve), villes(releve.programme)
    theirs = [
        PlageQuartier(line.quartier, line.debut, line.fin)
        for line in releve.communes(ANNONCES)
        if line.acteur.casefold() in teams and line.quartier in mine
    ]
    both = overlap(_planned(releve), theirs) if theirs else ()
    return Proportion(sum(one.minutes for one in both), sum(one.minutes for one in theirs))


@indicateur(
    *("periodes-sans-personne", "Périodes sans personne", SUIVI, Unite.NOMBRE),
    source="000 l.49, l.120 ; 002 l.28",
    denominateur="tranches des quartiers en intervention",
)
def periodes_sans_personne(releve: Releve) -> Proportion:
    """Tranches d'un quartier en intervention où ni le binôme ni un autre acteur n'est annoncé."""
    here = _in_intervention(releve)
    active = [one.slug for one in releve.programme.config.periodes.tranches if one.actif]
    wanted = {(quartier, tranche) for quartier in here for tranche in active}
    theirs = {(line.quartier, line.tranche) for line in releve.communes(ACTEURS)}
    ours = {
        (site.quartier, line.tranche)
        for lieu, site in known(releve)
        for line in releve.on(lieu).lignes(PREVU)
    }
    return Proportion(len(wanted - theirs - ours), len(wanted))


def _others(releve: Releve) -> Iterator[LigneAnnonce | LigneActeur]:
    yield from releve.communes(ACTEURS) if releve.tranche else releve.communes(ANNONCES)


def _planned(releve: Releve) -> list[PlageQuartier]:
    """Whole: what is beside the others' hours is not asked of each tranche."""
    return [
        PlageQuartier(site.quartier, *line.slot.bornes())
        for lieu, site in known(releve)
        for line in releve.on(lieu).lignes(CRENEAUX)
    ]


def _quartiers(releve: Releve) -> set[str]:
    return {site.quartier for _lieu, site in known(releve)}


def _in_intervention(releve: Releve) -> set[str]:
    """Quartiers of these sites where a mission runs on some day of the period."""
    busy = {one.site for one in running(releve)}
    return {site.quartier for lieu, site in known(releve) if lieu.slug in busy}
