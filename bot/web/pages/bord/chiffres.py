"""The twelve figures of a dashboard at most, each with its n, and their matrix by place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.bord import Audience
from bot.web.pages.bord import publics
from bot.web.pages.bord.mots import EnMots
from bot.web.pages.bord.regarde import Regarde
from bot.words import duree, pluriel
from storage.dispositif import Tranche, actifs
from storage.figures import Lieu
from storage.indicateurs.contrat import Indicateur
from storage.indicateurs.registre import registre
from storage.indicateurs.releve import Releve

DOUZE: Final = (
    *("heures-presence", "couverture-periodes", "rencontres"),
    *("ambiance-mediane", "frequentation-mode", "usages-positifs-part", "mesusages-part"),
    *("signalements", "signalements-ouverts", "signalements-clos", "delai-traitement"),
    "relais-effectifs",
)
"""Of a programme and its parts (requirements §4.6: twelve indicators)."""
PATRIMOINE: Final = (
    *("heures-presence", "couverture-periodes", "signalements-categories"),
    *("signalements-ouverts", "signalements-clos", "signalements-refuses", "delai-traitement"),
    "actions-collectives",
)
"""Of what one landlord owns: things and hours, nothing of the people met there (BAI-2)."""
RETIRE: Final = "Cet indicateur est retiré : il n'est plus calculé."
HEURES: Final = "heures-presence"
RENCONTRES: Final = "rencontres"
PRESENCE_ET_RENCONTRES: Final = "Présence et rencontres, par lieu et par période"


@dataclass(frozen=True, slots=True)
class Case:
    """One cell of the matrix, in words (« » for what is not told); `part` (0-4): how dark."""

    heures: str
    rencontres: str
    part: int


@dataclass(frozen=True, slots=True)
class Matrice:
    """Hours and encounters, by place (a site, or a quartier) and tranche (000 l.153-154)."""

    titre: str
    quoi: str
    tranches: tuple[str, ...]
    lignes: tuple[tuple[str, tuple[Case, ...]], ...]
    vides: tuple[str, ...]
    """Places of which nothing is known, or where no intervention is under way."""


@dataclass(frozen=True, slots=True)
class Chiffre:
    """One figure as it is shown; `fait` is None for one that left the register."""

    slug: str
    fait: Indicateur[Any] | None
    dit: EnMots


def chiffres(asked: Regarde, releve: Releve) -> list[Chiffre]:
    """Each figure with its definition, its denominator and its n."""
    slugs = PATRIMOINE if asked.portail.lecteur is Audience.BAILLEUR else DOUZE
    return [_chiffre(asked, slug, releve) for slug in slugs]


def _chiffre(asked: Regarde, slug: str, releve: Releve) -> Chiffre:
    one = registre().get(slug)
    if one is None:
        return Chiffre(slug, None, EnMots(RETIRE))
    return Chiffre(slug, one, publics.en_mots(asked, one, releve))


def matrice(asked: Regarde, releve: Releve) -> Matrice:
    """Who was where and when, place by place."""
    tranches = actifs(asked.config.periodes.tranches)
    places = list(_places(asked))
    rows = [(label, _row(releve.on(*lieux), tranches)) for label, lieux in places if lieux]
    most = max((minutes for _label, row in rows for minutes, _met in row), default=0)
    own = asked.portail.lecteur is Audience.BAILLEUR
    return Matrice(
        titre="Présence, par lieu et par période" if own else PRESENCE_ET_RENCONTRES,
        quoi="Site" if asked.regard.sites else "Quartier",
        tranches=tuple(one.label for one in tranches),
        lignes=tuple(
            (label, tuple(_case(asked.portail.lecteur, cell, most) for cell in row))
            for label, row in rows
        ),
        vides=tuple(label for label, lieux in places if not lieux),
    )


def _places(asked: Regarde) -> Iterator[tuple[str, Sequence[Lieu]]]:
    """The places of a field, as fine as this reader may have them; then quartiers without any."""
    quartiers = [one for one in asked.portail.champs if one.sorte == "Quartier"]
    mine = set(asked.champ.lieux)
    for quartier in quartiers:
        here = [lieu for lieu in quartier.lieux if lieu in mine]
        if not asked.regard.sites and here:
            yield quartier.label, here
    if asked.regard.sites:
        yield from ((lieu.label, (lieu,)) for lieu in asked.champ.lieux)
    yield from ((one.label, ()) for one in quartiers if asked.ensemble and not one.dits)


def _row(releve: Releve, tranches: Sequence[Tranche]) -> list[tuple[int, int]]:
    """Minutes and encounters of each tranche."""
    known = registre()
    parts = [releve.during(one.slug) for one in tranches]
    return [(known[HEURES](part).n, known[RENCONTRES](part).n) for part in parts]


def _case(lecteur: Audience, cell: tuple[int, int], most: int) -> Case:
    minutes, met = cell
    if not (minutes or met):
        return Case("–", "", 0)
    shade = -(-4 * minutes // most) if most else 0
    said = "" if lecteur is Audience.BAILLEUR else pluriel(met, "rencontre")
    return Case(duree(minutes), said, shade)
