"""What a binôme follows, and who of it began each: relais, dossiers, demandes, checks on site."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from bot.domain.vies.demande import StatutDemande
from bot.domain.vies.signalement import StatutSignalement
from storage import demandes, mediations, relais
from storage.machine.db import Tx
from storage.models import Audit, Demande, DossierMediation, Relais, Signalement, Sollicitation

Affaire = Relais | DossierMediation | Demande | Signalement
"""One thing that is followed."""
PREVENU: Final = "prevenu"
"""The act by which somebody was told that they follow a thing now; its detail is their row id."""


@dataclass(frozen=True, slots=True)
class Affaires:
    """All that one binôme, or one person of it, follows."""

    relais: tuple[Relais, ...] = ()
    dossiers: tuple[DossierMediation, ...] = ()
    demandes: tuple[Demande, ...] = ()
    verifications: tuple[Signalement, ...] = ()

    def __iter__(self) -> Iterator[Affaire]:
        yield from self.relais
        yield from self.dossiers
        yield from self.demandes
        yield from self.verifications

    def __bool__(self) -> bool:
        return any(True for _one in self)

    def those(self, wanted: Collection[Affaire]) -> Affaires:
        """Of these, those that are wanted too."""
        return Affaires(
            tuple(one for one in self.relais if one in wanted),
            tuple(one for one in self.dossiers if one in wanted),
            tuple(one for one in self.demandes if one in wanted),
            tuple(one for one in self.verifications if one in wanted),
        )


def of_binome(tx: Tx, binome_id: int | None) -> Affaires:
    """All that is open and that the binôme has to answer for, oldest first."""
    if binome_id is None:
        return Affaires()
    return Affaires(
        tuple(sorted(relais.open_ones(tx, binome_id), key=lambda one: one.id)),
        tuple(sorted(mediations.open_ones(tx, binome_id), key=lambda one: one.id)),
        tuple(demandes.in_charge(tx, binome_id)),
        tuple(_to_check(tx, binome_id)),
    )


def begun_by(tx: Tx, affaires: Affaires, persons: Collection[int]) -> Affaires:
    """Those that these rows of `personne` began or met the parties of: nobody else knows them."""
    return affaires.those([one for one in affaires if _began(tx, one, persons)])


def holder(one: Affaire) -> int | None:
    """The row id of the binôme that follows it."""
    if isinstance(one, Demande) and one.statut == StatutDemande.ACCEPTEE:
        return one.affectee_id
    return one.binome_id


def told(tx: Tx, one: Affaire) -> set[int]:
    """Row ids of the persons who were told that they follow it, since it was handed over."""
    lines = select(Audit.detail).where(
        Audit.objet == one.__tablename__, Audit.objet_id == one.id, Audit.acte == PREVENU
    )
    return {int(detail) for detail in tx.scalars(lines)}


def _began(tx: Tx, one: Affaire, persons: Collection[int]) -> bool:
    if isinstance(one, Relais):
        return tx.get_one(Sollicitation, one.sollicitation_id).auteur_id in persons
    if isinstance(one, Demande) and one.statut == StatutDemande.ACCEPTEE:
        return False
    met = mediations.seances(tx, one.id) if isinstance(one, DossierMediation) else []
    return one.auteur_id in persons or any(seance.auteur_id in persons for seance in met)


def _to_check(tx: Tx, binome_id: int) -> list[Signalement]:
    """Signalements that a service says to have mended, and that nobody went to see."""
    found = select(Signalement).where(
        Signalement.binome_id == binome_id,
        Signalement.statut == StatutSignalement.TRAITE_ANNONCE,
    )
    return list(tx.scalars(found.order_by(Signalement.id)))
