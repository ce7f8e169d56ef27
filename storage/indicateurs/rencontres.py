"""People met: exchanges, never unique persons (000 l.154-155)."""

from __future__ import annotations

from typing import Final, NamedTuple, cast

from sqlalchemy import Table, func

from storage.indicateurs.contrat import (
    SUIVI,
    Nombre,
    Proportion,
    Repartition,
    Sensible,
    Unite,
    indicateur,
    shared_out,
)
from storage.indicateurs.lignes import noted
from storage.indicateurs.releve import Releve
from storage.models import Rencontre

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
