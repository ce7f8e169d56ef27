"""Where each addressee of a signalement stands, read off its copies and its history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.vies.destinataire import (
    REPONSES,
    VERS,
    VIE_DESTINATAIRE,
    ActeDestinataire,
    StatutDestinataire,
)
from bot.domain.vies.signalement import ActeSignalement
from storage.models import Alerte, SignalementActe


@dataclass(frozen=True, slots=True)
class Repondant:
    """One service that has it: where it stands, since when, and what it said with it."""

    service: str
    statut: StatutDestinataire
    depuis: datetime
    motif: str = ""
    prevu: date | None = None


def reponses(
    copies: Iterable[Alerte], history: Iterable[SignalementActe]
) -> tuple[Repondant, ...]:
    """Those who have it, in the order in which it was sent, by what is `standing` of its life.

    What was handed to somebody by mistake was never theirs.
    """
    stands: dict[str, Repondant] = {}
    for row in copies:
        if row.retiree_le is None and row.service not in stands:
            first = Repondant(row.service, VIE_DESTINATAIRE.debut, row.creee_le)
            stands[row.service] = first
    for line in history:
        stands |= {one.service: one for one in _moved(line, stands)}
    return tuple(stands.values())


def first_sent(copies: Iterable[Alerte]) -> datetime | None:
    """When the first of these left; None when none has."""
    return min((one.envoyee_le for one in copies if one.envoyee_le), default=None)


def _moved(line: SignalementActe, stands: dict[str, Repondant]) -> list[Repondant]:
    """Those whom that step moves: whoever answered, or all who are alerted again."""
    if line.acte == ActeSignalement.VERIFIER_TOUJOURS_LA:
        again = VERS[ActeDestinataire.RELANCER]
        heard = (one for one in stands.values() if one.statut is not StatutDestinataire.REFUSE)
        return [Repondant(one.service, again, line.le) for one in heard]
    service = answerer(line.par)
    if service not in stands or line.acte not in REPONSES:
        return []
    statut = VERS[REPONSES[ActeSignalement(line.acte)]]
    return [Repondant(service, statut, line.le, line.motif, line.prevu_le)]


def answerer(par: str) -> str:
    """« sv-parcs » of « service:sv-parcs:email »; « » when no service did it."""
    kind, _, rest = par.partition(":")
    return rest.partition(":")[0] if kind == "service" else ""
