"""A point frozen once for each comité and week, or month; its words join it as it leaves."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from bot.casework.point.heures import sending
from bot.domain.mois import frequence, periode
from bot.domain.semaine import Semaine
from digests import textes
from digests.compose import Compose, compose, composed
from digests.contract import Snapshot
from storage import points, publications
from storage.dispositif import Comite
from storage.machine.db import Tx, insert_once
from storage.models import Digest
from storage.points import LEFT, has_left
from storage.programme import Programme
from storage.work import Work

GRACE: Final = timedelta(hours=1)
"""A sending that much after its hour says that it is late."""


def frozen(tx: Tx, programme: Programme, comite: str, semaine: Semaine) -> Digest | None:
    """That of a week, or of a month."""
    return points.frozen(tx, programme.id, comite, semaine)


def freeze(work: Work, comite: Comite, semaine: Semaine) -> Digest:
    """The one snapshot of that comité and week: the first call makes it, the others return it."""
    digest = frozen(work.tx, work.programme, comite.slug, semaine)
    if digest is not None:
        return digest
    keep(work, comite, semaine, composed(work.tx, work.programme, comite, semaine))
    digest = frozen(work.tx, work.programme, comite.slug, semaine)
    if digest is None:
        raise LookupError(f"le point {semaine.label} de {comite.slug} n'a pas été gardé")
    return digest


def keep(work: Work, comite: Comite, semaine: Semaine, made: Compose) -> None:
    """What was made of that comité and week, or month, unless another clock kept its own first.

    An hour after it was to leave, it says that it is late.
    """
    snapshot, tableaux = made
    publications.inscrit(work.tx, work.programme.id, tableaux, "point", work.now)
    row: dict[str, Any] = {
        "dispositif_id": work.programme.id,
        "comite": comite.slug,
        "rythme": frequence(semaine),
        "lundi": semaine.lundi,
        "fige_le": work.now,
        "instantane": snapshot
        | {"fige_le": work.now.isoformat(), **_late(work, sending(comite, semaine))},
    }
    insert_once(work.tx, Digest, [row])


def release(work: Work, comite: Comite, digest: Digest) -> None:
    """Join the words that leave with it; how late it is counts from now."""
    whole = textes.joined(work.tx, work.programme, comite, digest.instantane)
    late = _late(work, sending(comite, periode(digest.instantane["semaine"])))
    digest.instantane = whole | late | {LEFT: work.now.isoformat()}
    work.tx.flush()


def as_read(work: Work, comite: Comite, semaine: Semaine) -> Snapshot:
    """What left; else what would leave, were it validated as it is."""
    digest = frozen(work.tx, work.programme, comite.slug, semaine)
    if digest is None:
        base = compose(work.tx, work.programme, comite, semaine)
    elif has_left(digest) or points.of_period(work.tx, work.programme.id, semaine) is None:
        # Nobody reread those of before: they left as they were frozen.
        return digest.instantane
    else:
        base = digest.instantane
    return textes.joined(work.tx, work.programme, comite, base, apercu=True)


def _late(work: Work, hour: datetime) -> dict[str, str | None]:
    return {"en_retard": hour.isoformat() if work.now - hour >= GRACE else None}
