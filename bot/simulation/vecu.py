"""What a past came to, in figures that are compared with what a team really does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select

from bot.domain.temps import TempsDeTravail
from bot.words import duree, pluriel
from storage.machine.db import Tx
from storage.models import (
    Conflit,
    Demande,
    DossierMediation,
    HorsTerrain,
    Observation,
    Preconisation,
    Presence,
    PresenceSegment,
    Relais,
    Rencontre,
    Saisie,
    Signalement,
    Sollicitation,
)

COMPTEES: Final[tuple[tuple[type[Saisie], str, str], ...]] = (
    (Sollicitation, "sollicitation", "sollicitations"),
    (Observation, "observation", "observations"),
    (Signalement, "signalement", "signalements"),
    (Conflit, "conflit", "conflits"),
    (DossierMediation, "médiation", "médiations"),
    (Demande, "demande", "demandes"),
    (Preconisation, "préconisation", "préconisations"),
)


@dataclass(frozen=True, slots=True)
class Vecu:
    """Minutes of presence count the binôme once, `temps` counts each person."""

    presences: int
    presence: int
    rencontres: int
    relais: int
    relais_effectifs: int
    temps: TempsDeTravail
    saisies: tuple[str, ...]

    def lines(self) -> list[str]:
        """As the command says it."""
        part = f"{self.temps.part_terrain} %" if self.temps.part_terrain is not None else "–"
        return [
            f"{pluriel(self.presences, 'présence')}, {duree(self.presence)} de binôme, "
            f"{part} du temps de travail",
            pluriel(self.rencontres, "rencontre"),
            *self.saisies,
            f"{pluriel(self.relais, 'relais', 'relais')}, dont "
            f"{pluriel(self.relais_effectifs, 'effectif')}",
        ]


def vecu(tx: Tx) -> Vecu:
    """Of the whole base."""
    one, minutes = PresenceSegment.minutes, Presence.mediateurs * PresenceSegment.minutes
    lived = select(func.sum(one), func.sum(minutes)).join(
        Presence, Presence.id == PresenceSegment.presence_id
    )
    presence, persons = tx.execute(lived.where(Presence.alive())).one()
    met = select(func.sum(Rencontre.nombre)).where(Rencontre.alive())
    out = select(func.sum(HorsTerrain.minutes)).where(HorsTerrain.alive())
    taken = select(func.count()).where(Relais.effectif_le.is_not(None))
    return Vecu(
        presences=_count(tx, Presence),
        presence=presence or 0,
        rencontres=tx.execute(met).scalar() or 0,
        relais=tx.execute(select(func.count()).select_from(Relais)).scalar_one(),
        relais_effectifs=tx.execute(taken).scalar_one(),
        temps=TempsDeTravail(persons or 0, tx.execute(out).scalar() or 0),
        saisies=tuple(pluriel(_count(tx, kind), one, more) for kind, one, more in COMPTEES),
    )


def _count(tx: Tx, kind: type[Saisie]) -> int:
    return tx.execute(select(func.count()).select_from(kind).where(kind.alive())).scalar_one()
