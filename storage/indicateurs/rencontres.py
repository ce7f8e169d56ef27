"""People met: exchanges, never unique persons (000 l.154-155)."""

from __future__ import annotations

from collections.abc import Container
from typing import Final, NamedTuple, cast

from sqlalchemy import Table, func

from bot.domain.petits_effectifs import SEUIL
from storage.indicateurs.contrat import (
    SUIVI,
    Nombre,
    ParHeure,
    Proportion,
    Repartition,
    Sensible,
    Unite,
    indicateur,
    shared_out,
)
from storage.indicateurs.lignes import noted
from storage.indicateurs.releve import Releve
from storage.indicateurs.temps import heures_presence
from storage.models import Rencontre

JEUNES: Final = (12, 25)
"""Years between which young people have a particular attention (001 l.47)."""
RARE_POUR_CENT: Final = 5
"""A public of less than that is one of those who are missing (000 l.89, proposed)."""
_NOMBRE: Final = cast(Table, Rencontre.__table__).c.nombre


class LigneRencontre(NamedTuple):
    """Exchanges alike by these words; `premiere_fois` in percent, None where nobody said."""

    tranche: str
    public: str
    genre: str | None
    premiere_fois: int | None
    n: int


RENCONTRES: Final = noted(
    LigneRencontre,
    Rencontre,
    *("tranche", "public", "genre", "premiere_fois"),
    n=func.sum(_NOMBRE),
)


@indicateur("rencontres", "Rencontres", SUIVI, Unite.NOMBRE, source="000 l.154")
def rencontres(releve: Releve) -> Nombre:
    """Somme des comptages : des échanges, pas des personnes différentes."""
    return Nombre(sum(line.n for line in releve.lignes(RENCONTRES)))


@indicateur(
    *("typologie", "Publics rencontrés", SUIVI, Unite.NOMBRE),
    source="000 l.155",
    sensible=Sensible.PUBLIC,
)
def typologie(releve: Releve) -> Repartition:
    """Rencontres par public du dispositif."""
    return shared_out((line.public, line.n) for line in releve.lignes(RENCONTRES))


@indicateur(
    *("genre", "Groupes de femmes, d'hommes, mixtes", SUIVI, Unite.NOMBRE),
    source="003 l.591",
    sensible=Sensible.PUBLIC,
)
def genre(releve: Releve) -> Repartition:
    """Rencontres selon la composition notée du groupe ; les autres n'y sont pas."""
    return shared_out((line.genre, line.n) for line in releve.lignes(RENCONTRES) if line.genre)


@indicateur(
    *("premiers-contacts", "Premiers contacts", SUIVI, Unite.NOMBRE),
    source="C19, proposé",
    denominateur="rencontres où l'estimation est donnée",
    sensible=Sensible.PUBLIC,
)
def premiers_contacts(releve: Releve) -> Proportion:
    """Estimation des médiateurs (0, 25, 50, 90 %), pondérée par le nombre de personnes."""
    told = [
        (line.n, line.premiere_fois)
        for line in releve.lignes(RENCONTRES)
        if line.premiere_fois is not None
    ]
    return Proportion(
        round(sum(n * share for n, share in told) / 100), sum(n for n, _share in told)
    )


@indicateur(
    *("rencontres-par-heure", "Rencontres par heure", SUIVI, Unite.PAR_HEURE),
    source="proposé (000 l.152, l.154)",
)
def rencontres_par_heure(releve: Releve) -> ParHeure:
    """Rencontres, rapportées aux heures de présence confirmées."""
    return ParHeure(rencontres(releve).n, heures_presence(releve).n)


@indicateur(
    *("typologie-age", "Rencontres par âge", SUIVI, Unite.NOMBRE),
    source="000 l.155",
    denominateur="rencontres dont l'âge est estimé",
    sensible=Sensible.PUBLIC,
)
def typologie_age(releve: Releve) -> Repartition:
    """Rencontres par âge estimé, sur toutes celles dont l'âge est estimé."""
    return _among(releve, _by_age(releve))


@indicateur(
    *("typologie-role", "Rencontres par rôle", SUIVI, Unite.NOMBRE),
    source="000 l.155",
    denominateur="rencontres dont le rôle est noté",
    sensible=Sensible.PUBLIC,
)
def typologie_role(releve: Releve) -> Repartition:
    """Rencontres par rôle : habitant, famille, commerçant, sur toutes celles dont il est noté."""
    return _among(releve, {one.slug for one in releve.programme.config.roles})


@indicateur(
    *("part-jeunes", "Rencontres avec les 12-25 ans", SUIVI, Unite.NOMBRE),
    source="001 l.47",
    denominateur="rencontres dont l'âge est estimé",
    sensible=Sensible.PUBLIC,
)
def part_jeunes(releve: Releve) -> Proportion:
    """Rencontres avec les 12-25 ans, sur toutes celles dont l'âge est estimé."""
    return Proportion(_among(releve, young(releve)).n, typologie_age(releve).n)


@indicateur(
    *("publics-rares", "Qui manque ?", SUIVI, Unite.NOMBRE),
    source="000 l.89, l.17",
    denominateur="rencontres dont l'âge est estimé",
    sensible=Sensible.PUBLIC,
)
def publics_rares(releve: Releve) -> Repartition:
    """Âges du dispositif qui font moins de 5 % des rencontres dont l'âge est estimé.

    À partir de 100 rencontres : en dessous, ce serait dire qu'une personne n'était pas là.
    """
    ages, met = _by_age(releve), typologie_age(releve)
    if met.n * RARE_POUR_CENT < 100 * SEUIL:
        return Repartition({})
    counts = {slug: met.par.get(slug, 0) for slug in ages}
    return Repartition({s: n for s, n in counts.items() if 100 * n < RARE_POUR_CENT * met.n})


def young(releve: Releve) -> set[str]:
    """The publics of the file that lie between 12 and 25."""
    ages = _by_age(releve).items()
    return {slug for slug, (least, most) in ages if JEUNES[0] <= least and most <= JEUNES[1]}


def _by_age(releve: Releve) -> dict[str, tuple[int, int]]:
    """The publics of the file that have bounds, in years, both inside."""
    return {one.slug: one.ages for one in releve.programme.config.publics if one.ages}


def _among(releve: Releve, publics: Container[str]) -> Repartition:
    met = releve.lignes(RENCONTRES)
    return shared_out((line.public, line.n) for line in met if line.public in publics)
