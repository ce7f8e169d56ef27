"""Updates as Telegram sent them: kept before they are acknowledged, each handled once."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final, cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.sql.dml import ReturningInsert

from storage.machine.base import is_one_of
from storage.machine.db import Tx, insert_ignoring
from storage.machine.prepared import Prepared
from storage.machine.tables import Inbox

PENDING, DONE, QUARANTINED = "pending", "done", "quarantined"
FORGOTTEN = "{}"
KEYS_KEPT = timedelta(hours=48)
"""Telegram delivers again for 24 hours at most; twice that keeps every double out."""
CONTENTS_KEPT = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class StoredUpdate:
    """An update that is safe with us; those of one `voie` are handled one after the other.

    `followed`: a text of the same `voie` waits right behind this one.
    """

    id: int
    voie: str
    contenu: dict[str, Any]
    followed: bool = False


_T = cast(Table, Inbox.__table__)
_COLUMNS = ("bot_id", "update_id", "voie", "contenu", "recu_le", "etat", "essais", "erreur")
_WAITS = is_one_of(_T.c.etat, PENDING)
_PENDING = select(_T.c.id, _T.c.voie, _T.c.contenu).where(_WAITS).order_by(_T.c.id)
_HANDLED: Final = {"etat": DONE, "contenu": FORGOTTEN, "voie": ""}
_DONE = Prepared(
    update(_T).where(_T.c.id == bindparam("b_id"), _WAITS).values(_HANDLED),
    int,
)
_PUT_BACK = Prepared(
    update(_T).where(_T.c.id == bindparam("b_id")).values(etat=PENDING), int, ("voie", "contenu")
)
_FAILED = (
    update(_T)
    .where(_T.c.id == bindparam("b_id"))
    .values(essais=_T.c.essais + 1, erreur=bindparam("b_erreur"))
    .returning(_T.c.essais)
)
_QUARANTINE = update(_T).where(_T.c.id == bindparam("b_id"), _WAITS).values(etat=QUARANTINED)


def store(
    tx: Tx,
    bot_id: int,
    updates: Sequence[dict[str, Any]],
    now: datetime,
    promised: Collection[int] = (),
) -> list[StoredUpdate]:
    """Keep `updates` (raw, each with its `update_id`); those already known are left out.

    The answer is in the order of arrival. Those of the `update_id`s `promised` are written as
    handled at once: the caller handles them in `tx`, or calls `break_promises`.
    """
    if not updates:
        return []
    rows = [_row(bot_id, raw, now) for raw in updates]
    for row in rows:
        if row["update_id"] in promised:
            row |= _HANDLED
    ids = dict(_store_one(tx, rows[0]) if len(rows) == 1 else _store_all(tx, rows))
    fresh = {raw["update_id"]: raw for raw in updates if raw["update_id"] in ids}
    tx.promised |= {ids[key] for key in fresh if key in promised}
    stored = [StoredUpdate(ids[key], voie_of(raw), raw) for key, raw in fresh.items()]
    return sorted(stored, key=lambda row: row.id)


def pending(tx: Tx) -> list[StoredUpdate]:
    """What is not handled yet, oldest first."""
    rows = tx.connection().execute(_PENDING)
    return [StoredUpdate(row.id, row.voie, json.loads(row.contenu)) for row in rows]


def claim_done(tx: Tx, update_id: int) -> bool:
    """Mark it handled, in the transaction that handles it; False when it already was (P4).

    Only the fact that it came is kept: names, texts, codes and positions go with it.
    """
    if update_id in tx.promised:
        tx.promised.remove(update_id)
        return True
    return _DONE.change(tx, {"b_id": update_id}) == 1


def break_promises(tx: Tx, updates: Iterable[StoredUpdate]) -> None:
    """Those that `tx` has not handled after all wait in the inbox, whole."""
    left = [one for one in updates if one.id in tx.promised]
    words = [{"b_id": one.id, "voie": one.voie, "contenu": _written(one.contenu)} for one in left]
    _PUT_BACK.each(tx, words)
    tx.promised.clear()


def fail(tx: Tx, update_id: int, error: str) -> int:
    """Count an attempt that raised; how many there have been."""
    values = {"b_id": update_id, "b_erreur": error}
    attempts: int = tx.connection().execute(_FAILED, values).scalar_one()
    return attempts


def quarantine(tx: Tx, update_id: int) -> bool:
    """Put it aside for a human, so that the next ones go on; False when it was handled."""
    return tx.connection().execute(_QUARANTINE, {"b_id": update_id}).rowcount == 1


def is_text(stored: StoredUpdate) -> bool:
    """Whether somebody wrote words (a typed button is words too), not a command."""
    text = stored.contenu.get("message", {}).get("text", "")
    return bool(text) and not text.startswith("/")


def voie_of(raw: dict[str, Any]) -> str:
    """« chat:person »: what must be handled in order; an update without them goes on its own."""
    for part in raw.values():
        if isinstance(part, dict):
            return _chat_and_person(part) or f"update:{raw['update_id']}"
    return f"update:{raw['update_id']}"


def _chat_and_person(part: dict[str, Any]) -> str:
    """A message names its chat, a pressed button the chat of its message."""
    holder = part.get("message", part)
    chat = holder.get("chat") if isinstance(holder, dict) else None
    person = part.get("from") or part.get("user") or {}
    return f"{chat['id']}:{person.get('id', '')}" if chat and "id" in chat else ""


def _written(raw: dict[str, Any]) -> str:
    return json.dumps(raw, ensure_ascii=False, separators=(",", ":"))


def _row(bot_id: int, raw: dict[str, Any], now: datetime) -> dict[str, Any]:
    return {
        "bot_id": bot_id,
        "update_id": raw["update_id"],
        "voie": voie_of(raw),
        "contenu": _written(raw),
        "recu_le": now,
        "etat": PENDING,
        "essais": 0,
        "erreur": None,
    }


@cache
def _insert(dialect: str) -> ReturningInsert[int, int]:
    return insert_ignoring(_T, dialect).returning(_T.c.update_id, _T.c.id)


_INSERT = Prepared(_insert, lambda update_id, id: (update_id, id), _COLUMNS)


def _store_one(tx: Tx, row: dict[str, Any]) -> list[tuple[int, int]]:
    return _INSERT.all(tx, row)


def _store_all(tx: Tx, rows: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """All of them in one statement, which an engine far away answers once."""
    return [
        (row.update_id, row.id) for row in tx.connection().execute(_insert(tx.dialect.name), rows)
    ]
