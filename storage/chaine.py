"""The audit as a chain: each line is sealed with the one before it, and none changes unseen."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise, takewhile
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import delete, exists, func, select

from bot.signing import is_signed, signature
from storage.machine.db import Tx
from storage.models import Audit
from storage.models.conservation import Ancre, Sceau
from storage.work import More, Work

AT_ONCE: Final = 50
LATE: Final = 500
"""On a server, a line may be committed after some that bear a higher number."""


RETARD: Final = timedelta(days=2)
"""What was said while the bot was down is handled at the hour when it was said: a day at most."""


@dataclass(frozen=True, slots=True)
class Examen:
    """What the verifier found: how many lines hold, and each that does not, in French."""

    lignes: int
    depuis: datetime | None
    fautes: tuple[str, ...]
    sans_cle: bool
    """No key at hand: the anchors were only compared, not checked."""


def seal(work: Work) -> More | None:
    """Every few seconds: lines that were appended since."""
    tx = work.tx
    last = _last(tx)
    waiting = _unsealed(tx, (last.audit_id if last else 0) - LATE)
    empreinte = last.empreinte if last else _start(tx)
    for line in waiting:
        empreinte = _link(empreinte, line)
        tx.add(Sceau(audit_id=line.id, empreinte=empreinte))
    tx.flush()
    return More(seal) if len(waiting) == AT_ONCE else None


def anchor(tx: Tx, now: datetime, keys: Sequence[str]) -> None:
    """Once a day: where the chain stands, signed; cut shorter than that, it would be seen."""
    last = _last(tx)
    if last is not None:
        tx.add(_anchor(last, now, keys))
        tx.flush()


def cut(tx: Tx, before: datetime, now: datetime, keys: Sequence[str]) -> int:
    """A few lines older than that leave, the oldest first; how many.

    The chain then begins by the last link that left, signed. What was not sealed stays.
    """
    first, newest = _end(func.min(Sceau.id)), _end(func.max(Sceau.id))
    oldest = select(Sceau).where(Sceau.id >= first, Sceau.id < newest).order_by(Sceau.id)
    sceaux = list(tx.scalars(oldest.limit(AT_ONCE)))
    dated = select(Audit.id, Audit.le).where(Audit.id.in_([one.audit_id for one in sceaux]))
    old = {row_id for row_id, le in tx.execute(dated) if le < before}
    over = list(takewhile(lambda one: one.audit_id in old, sceaux))
    if not over:
        return 0
    tx.execute(delete(Ancre).where(Ancre.sceau_id <= over[-1].id))
    tx.add(_anchor(over[-1], now, keys))
    tx.execute(delete(Audit).where(Audit.id.in_([one.audit_id for one in over])))
    tx.execute(delete(Sceau).where(Sceau.id.in_([one.id for one in over])))
    tx.flush()
    return len(over)


def verify(tx: Tx, keys: Sequence[str]) -> Examen:
    """Read the whole chain again, from the anchor that it begins by."""
    whole = select(Sceau, Audit).outerjoin(Audit, Audit.id == Sceau.audit_id).order_by(Sceau.id)
    links = [(sceau, line) for sceau, line in tx.execute(whole)]
    first = next((line.le for _link_, line in links if line is not None), None)
    broken, loose = _broken(links, _start(tx)), _loose(tx, links, keys)
    fautes = (*broken, *loose, *_added(tx), *_antedated(tx, links))
    return Examen(len(links), first, fautes, sans_cle=not keys)


def _broken(links: Sequence[tuple[Sceau, Audit | None]], start: str) -> Iterator[str]:
    before = start
    for sceau, line in links:
        if line is None:
            yield f"la ligne n° {sceau.audit_id} a disparu"
        elif _link(before, line) != sceau.empreinte:
            yield f"la ligne n° {line.id} ou son sceau a été changé"
        before = sceau.empreinte
    for (one, _line), (after, _other) in pairwise(links):
        if after.id != one.id + 1:
            yield f"il manque des sceaux entre les n° {one.id} et {after.id}"


def _loose(
    tx: Tx, links: Sequence[tuple[Sceau, Audit | None]], keys: Sequence[str]
) -> Iterator[str]:
    """Anchors that nobody of ours signed, or that the chain does not pass by any more."""
    known = {sceau.id: sceau.empreinte for sceau, _line in links}
    start = min(known, default=None)
    for one in tx.scalars(select(Ancre).order_by(Ancre.id)):
        day = one.le.date().isoformat()
        if keys and not is_signed(keys, _signed(one.sceau_id, one.empreinte), one.signature):
            yield f"l'ancre du {day} n'est pas signée de nos clés"
        if (start is None or one.sceau_id >= start) and known.get(one.sceau_id) != one.empreinte:
            yield f"le registre ne passe plus par l'ancre du {day} : il a été coupé ou refait"


def _added(tx: Tx) -> Iterator[str]:
    """Lines slipped in under a number that was passed long ago."""
    last = _last(tx)
    sealed = exists().where(Sceau.audit_id == Audit.id)
    slipped = select(Audit.id).where(~sealed, Audit.id < (last.audit_id if last else 0) - LATE)
    for row_id in tx.scalars(slipped.order_by(Audit.id)):
        yield f"la ligne n° {row_id} a été ajoutée après coup"


def _antedated(tx: Tx, links: Sequence[tuple[Sceau, Audit | None]]) -> Iterator[str]:
    """Lines of long before the anchor that was there when they were sealed.

    Whoever writes in the base sees a line sealed with the others at the next round. The anchor
    by which the chain begins is of the day when older lines left: it dates nothing.
    """
    start = min((sceau.id for sceau, _line in links), default=0)
    dated = select(Ancre.sceau_id, Ancre.le).where(Ancre.sceau_id >= start)
    anchors = sorted((one.sceau_id, one.le) for one in tx.execute(dated))
    for sceau, line in links:
        rank = bisect_left(anchors, sceau.id, key=itemgetter(0))
        if line is not None and rank and line.le < anchors[rank - 1][1] - RETARD:
            yield f"la ligne n° {line.id} est datée d'avant ce qui la précède"


def _link(before: str, line: Audit) -> str:
    said: list[Any] = [
        *(before, line.id, line.le.isoformat(), line.personne_id),
        *(line.acte, line.objet, line.objet_id, line.detail),
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _anchor(sceau: Sceau, now: datetime, keys: Sequence[str]) -> Ancre:
    proof = signature(keys, _signed(sceau.id, sceau.empreinte))
    return Ancre(le=now, empreinte=sceau.empreinte, signature=proof, sceau_id=sceau.id)


def _signed(sceau_id: int, empreinte: str) -> str:
    return f"audit:{sceau_id}:{empreinte}"


def _last(tx: Tx) -> Sceau | None:
    return tx.scalars(select(Sceau).where(Sceau.id == _end(func.max(Sceau.id)))).first()


def _end(bound: Any) -> Any:
    """One end of the chain, which the key of the table finds at once."""
    return select(bound).scalar_subquery()


def _start(tx: Tx) -> str:
    """The link before the first that is left; « » where none ever left."""
    first = tx.execute(select(func.min(Sceau.id))).scalar_one_or_none()
    before = select(Ancre.empreinte).order_by(Ancre.sceau_id.desc()).limit(1)
    if first is not None:
        before = before.where(Ancre.sceau_id < first)
    return tx.scalars(before).first() or ""


def _unsealed(tx: Tx, after: int) -> list[Audit]:
    sealed = exists().where(Sceau.audit_id == Audit.id)
    waiting = select(Audit).where(Audit.id > after, ~sealed).order_by(Audit.id)
    return list(tx.scalars(waiting.limit(AT_ONCE)))
