"""The other actors of the shared grid beside the binômes: who covers what, and who nobody does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
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
from storage.indicateurs.prevu import PREVU
from storage.indicateurs.releve import PARTOUT, Cle, Constat, Recolte, Releve
from storage.indicateurs.sites import heures_quartier
from storage.models import PresenceActeur
from storage.planning import instants

_A: Final = cast(Table, PresenceActeur.__table__)
NON_DIT: Final = "non-dit"
"""An actor that never said of which kind it is."""


class LigneActeur(NamedTuple):
    """What an actor announced, in one tranche; nobody checks that it came."""

    tranche: str
    acteur: str
    type_acteur: str
    quartier: str
    debut: datetime
    fin: datetime

    @property
    def minutes(self) -> int:
        return int((self.fin - self.debut).total_seconds()) // 60


def _announced(recolte: Recolte) -> Mapping[Cle, Sequence[LigneActeur]]:
    """In the period of its day."""
    first, before = recolte.jours[0], recolte.jours[-1]
    rows = select(_A.c.jour, _A.c.de, _A.c.a, _A.c.acteur, _A.c.type_acteur, _A.c.quartier).where(
        *(_A.c.dispositif_id == recolte.programme.id, _A.c.supprimee_le.is_(None)),
        *(_A.c.jour >= first, _A.c.jour < before),
    )
    found: defaultdict[Cle, list[LigneActeur]] = defaultdict(list)
    for jour, de, a, acteur, kind, quartier in recolte.tx.connection().execute(rows):
        for part in split(*instants(jour, de, a), recolte.programme.calendrier):
            words = (part.tranche, acteur, kind or NON_DIT, quartier)
            found[recolte.rang(jour), PARTOUT].append(LigneActeur(*words, part.debut, part.fin))
    return found


ACTEURS: Final = Constat(_announced)


@indicateur(
    *("heures-acteurs", "Heures annoncées par les autres acteurs", SUIVI, Unite.MINUTES),
    source="002 l.16, l.21",
)
def heures_acteurs(releve: Releve) -> Repartition:
    """Minutes annoncées dans les quartiers de ces sites, par sorte d'acteur ; non vérifiées."""
    mine = _quartiers(releve)
    return shared_out(
        (line.type_acteur, line.minutes)
        for line in releve.communes(ACTEURS)
        if line.quartier in mine
    )


@indicateur(
    *("couverture-quartiers", "Présence de tous les acteurs", SUIVI, Unite.MINUTES),
    source="002 l.16, l.28",
)
def couverture_quartiers(releve: Releve) -> Repartition:
    """Par quartier : minutes des binômes, et minutes annoncées par les autres acteurs."""
    ours = heures_quartier(releve).par.items()
    theirs = [(line.quartier, line.minutes) for line in releve.communes(ACTEURS)]
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
        for line in releve.communes(ACTEURS)
        if line.acteur.casefold() in teams and line.quartier in mine
    ]
    both = overlap(_planned(releve), theirs)
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
    config = releve.programme.config
    ours = {
        (config.site(lieu.slug).quartier, line.tranche)
        for lieu in releve.lieux
        for line in releve.on(lieu).lignes(PREVU)
    }
    return Proportion(len(wanted - theirs - ours), len(wanted))


def _planned(releve: Releve) -> list[PlageQuartier]:
    config = releve.programme.config
    return [
        PlageQuartier(config.site(lieu.slug).quartier, line.debut, line.fin)
        for lieu in releve.lieux
        for line in releve.on(lieu).lignes(PREVU)
    ]


def _quartiers(releve: Releve) -> set[str]:
    return {releve.programme.config.site(lieu.slug).quartier for lieu in releve.lieux}


def _in_intervention(releve: Releve) -> set[str]:
    """Quartiers of these sites where a mission runs on some day of the period."""
    config, busy = releve.programme.config, {one.site for one in running(releve)}
    return {config.site(lieu.slug).quartier for lieu in releve.lieux if lieu.slug in busy}
