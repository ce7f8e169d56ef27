"""What services refused, and why (001 l.96; A19, BAI-2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from storage.indicateurs.contrat import SUIVI, Repartition, Unite, indicateur, shared_out
from storage.indicateurs.releve import Durable, Recolte, Releve
from storage.indicateurs.signalements import SIGNALEMENTS, LigneRefus
from storage.indicateurs.vies import within


def _refused(recolte: Recolte) -> Mapping[int, Sequence[LigneRefus]]:
    """Of the lives that were read: nothing more is asked of the database."""
    lives = recolte.followed(SIGNALEMENTS)
    return {site: [one for line in found for one in line.refus] for site, found in lives.items()}


REFUSES: Final = Durable(_refused)


@indicateur(
    *("signalements-refuses", "Refus des services", SUIVI, Unite.NOMBRE), source="001 l.96 ; A19"
)
def signalements_refuses(releve: Releve) -> Repartition:
    """Signalements qu'un service a refusés pendant la période, par raison : pas de son ressort,
    hors de son périmètre, doublon, impossible, raison non dite. Un refus repris avant la fin de la
    période ne compte pas ; un signalement compte une fois par raison."""
    fin = releve.bornes[1]
    said = {
        (one.signalement, one.raison)
        for one in releve.durables(REFUSES)
        if within(one.le, releve.bornes) and (one.defait_le is None or one.defait_le >= fin)
    }
    return shared_out((raison, 1) for _id, raison in sorted(said))
