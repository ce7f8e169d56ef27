"""What the coordination is told of an alert that did not leave: the service is warned (P3)."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import select

from bot.delivery.lost import Fate, Loss, Lost
from bot.domain.references import Lettre, Reference
from bot.rendering import render_line
from storage.machine.db import Tx
from storage.models import Alerte, ServiceRow, Signalement

ALERT_LOST = "{{ alerte }} n'a pas pu être envoyé ({{ reason }}). Prévenez ce service vous-même."
ALERT_LATE = (
    "{{ alerte }} n'est pas encore parti ({{ reason }}). Les essais continuent pendant 24 heures "
    ": si cela presse, prévenez ce service vous-même."
)


LOT_LOST: Final = (
    "Le courriel {{ alerte }} n'a pas pu être envoyé ({{ reason }}). "
    "Prévenez ce service vous-même."
)
LOT_LATE: Final = (
    "Le courriel {{ alerte }} n'est pas encore parti ({{ reason }}). Les essais continuent "
    "pendant 24 heures : si cela presse, prévenez ce service vous-même."
)


class AlertePerdue(NamedTuple):
    """The alert as its letter names it."""

    dispositif_id: int
    numero: int
    service: str
    envoyee_le: datetime | None


def lost(tx: Tx, loss: Loss) -> Lost | None:
    """A delay is told too, unless the alert left before and only its card is late."""
    alerte = _alerte(tx, loss.id)
    late = loss.fate is Fate.LATE
    if alerte is None or (late and alerte.envoyee_le):
        return None
    reference = Reference(Lettre.SIGNALEMENT, alerte.numero)
    name = f"{reference}, pour {alerte.service} par {loss.canal},"
    what, sentence = ("tarde à partir", ALERT_LATE) if late else ("n'est pas partie", ALERT_LOST)
    return Lost(
        key=loss.key,
        dispositif_id=alerte.dispositif_id,
        objet=f"[{reference}] L'alerte {what}",
        texte=render_line(sentence, alerte=name, reason=loss.reason),
    )


def lost_lot(tx: Tx, loss: Loss) -> Lost | None:
    """The same of a letter that carried several, each named."""
    carried = select(Alerte.id).where(Alerte.lot_id == loss.id).order_by(Alerte.id)
    found = [one for id in tx.scalars(carried) if (one := _alerte(tx, id))]
    late = loss.fate is Fate.LATE
    if not found or (late and found[0].envoyee_le):
        return None
    numbers = ", ".join(str(Reference(Lettre.SIGNALEMENT, one.numero)) for one in found)
    what, sentence = ("tarde à partir", LOT_LATE) if late else ("n'est pas parti", LOT_LOST)
    return Lost(
        key=loss.key,
        dispositif_id=found[0].dispositif_id,
        objet=f"[{numbers}] Le courriel {what}",
        texte=render_line(
            sentence, alerte=f"pour {found[0].service} ({numbers})", reason=loss.reason
        ),
    )


def _alerte(tx: Tx, alerte_id: int) -> AlertePerdue | None:
    query = (
        select(Signalement.dispositif_id, Signalement.numero, ServiceRow.label, Alerte.envoyee_le)
        .select_from(Alerte)
        .join(Signalement, Signalement.id == Alerte.signalement_id)
        .join(
            ServiceRow,
            (ServiceRow.dispositif_id == Signalement.dispositif_id)
            & (ServiceRow.slug == Alerte.service),
        )
        .where(Alerte.id == alerte_id)
    )
    row = tx.execute(query).first()
    return AlertePerdue(*row) if row else None
