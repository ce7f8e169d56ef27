"""The pinned tallies: one for each presence and chat, and what their keys remember."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Table, and_, bindparam, exists, func, not_, or_, select, update
from sqlalchemy.orm.attributes import set_committed_value

from storage import presences
from storage.machine import outbox
from storage.machine.db import Tx
from storage.machine.prepared import Prepared
from storage.models import Personne, Presence, Tableau

TRAIL: Final = 50
"""How many taps « −1 » can take back."""
GROUP: Final = 5


def get(tx: Tx, tableau_id: int) -> Tableau | None:
    return tx.get(Tableau, tableau_id)


_LIVE = select(Tableau).where(Tableau.clos_le.is_(None)).order_by(Tableau.id)
_T = cast(Table, Tableau.__table__)
_TEXT = update(_T).where(_T.c.id == bindparam("b_id")).values(montre=bindparam("b_montre"))
_TURN = Prepared(
    update(_T)
    .where(_T.c.presence_id == bindparam("b_presence"), _T.c.clos_le.is_(None))
    .values(tours=_T.c.tours + 1),
    int,
)
_OF = _LIVE.where(Tableau.presence_id == bindparam("b_presence"))
_HERE = (
    select(Tableau.presence_id)
    .where(Tableau.chat_id == bindparam("b_chat"), Tableau.clos_le.is_(None))
    .scalar_subquery()
)
_AROUND_LIVE = _LIVE.where(
    or_(Tableau.presence_id == bindparam("b_presence"), Tableau.presence_id.in_(_HERE))
)


@dataclass(frozen=True, slots=True)
class Affichage:
    """A presence, and the live tallies that show it in all chats."""

    presence_id: int
    fin: datetime | None
    supprimee_le: datetime | None
    mediateurs: int
    tableaux: int

    @property
    def is_right(self) -> bool:
        """It runs, it is shown, and to no more people than there are."""
        runs = self.fin is None and self.supprimee_le is None
        return runs and 0 < self.tableaux <= self.mediateurs


_P = cast(Table, Presence.__table__)
_L = _T.alias("live")
_MINE = presences.running_id(bindparam("b_binome"), bindparam("b_personne"))
_SHOWN_HERE = select(_L.c.presence_id).where(
    _L.c.chat_id == bindparam("b_chat"), _L.c.clos_le.is_(None)
)
_AROUND_HERE = or_(_P.c.id == _MINE, _P.c.id.in_(_SHOWN_HERE))
_SHOWING = (
    select(func.count())
    .where(_L.c.presence_id == _P.c.id, _L.c.clos_le.is_(None))
    .scalar_subquery()
)
_AFFICHAGES = Prepared(
    select(_P.c.id, _P.c.fin, _P.c.supprimee_le, _P.c.mediateurs, _SHOWING).where(_AROUND_HERE),
    Affichage,
)
_AROUND = (
    select(
        _P.c.id,
        and_(
            _P.c.fin.is_(None),
            _P.c.supprimee_le.is_(None),
            _SHOWING.between(1, _P.c.mediateurs),
        ).label("is_right"),
    )
    .where(_AROUND_HERE)
    .cte("around")
)
_TURN_ALL = Prepared(
    update(_T)
    .where(
        _T.c.id.in_(
            select(_L.c.id)
            .join(_AROUND, _AROUND.c.id == _L.c.presence_id)
            .where(_L.c.clos_le.is_(None))
        ),
        ~exists().where(not_(_AROUND.c.is_right)),
    )
    .values(tours=_T.c.tours + 1, signe_le=bindparam("b_now", type_=_T.c.signe_le.type))
    .returning(_T.c.id),
    int,
)


def turned(tx: Tx, personne: Personne, now: datetime) -> bool:
    """A turn of that person, a sign of life, may have changed figures: in one statement.

    False, and nothing is written, when no presence is around them, or one that is not shown as it
    should be: see `affichages`.
    """
    tx.flush()
    # SQLite's driver counts no row of a statement that begins with a CTE: they are given back.
    return bool(_TURN_ALL.all(tx, {**_around(personne), "b_now": now}))


def affichages(tx: Tx, personne: Personne) -> list[Affichage]:
    """The presence that this person is in, and those shown in their chat."""
    tx.flush()
    return _AFFICHAGES.all(tx, _around(personne))


def _around(personne: Personne) -> dict[str, int | None]:
    return {
        "b_binome": personne.binome_id,
        "b_personne": personne.id,
        "b_chat": personne.telegram_id,
    }


def of(tx: Tx, presence_id: int) -> list[Tableau]:
    """The tallies of a presence that are still live, in every chat."""
    return list(tx.scalars(_OF, {"b_presence": presence_id}))


def around(tx: Tx, chat_id: int, presence_id: int | None) -> dict[int, list[Tableau]]:
    """By presence, in every chat: those of that presence, and of any still live in that chat."""
    by_presence: dict[int, list[Tableau]] = {}
    for tableau in tx.scalars(_AROUND_LIVE, {"b_chat": chat_id, "b_presence": presence_id}):
        by_presence.setdefault(tableau.presence_id, []).append(tableau)
    return by_presence


def turn(tx: Tx, *presence_ids: int) -> None:
    """A turn may have changed the figures of these presences: their tallies are behind."""
    _TURN.each(tx, [{"b_presence": id} for id in presence_ids])


def reopen(tx: Tx, presence_id: int, chat_id: int) -> Tableau | None:
    """The one that was closed, when its presence runs again: it is to be shown anew."""
    closed = select(Tableau).where(
        Tableau.presence_id == presence_id,
        Tableau.chat_id == chat_id,
        Tableau.clos_le.is_not(None),
    )
    row = tx.scalars(closed).first()
    if row is not None:
        row.clos_le, row.montre = None, ""
    return row


def add(tx: Tx, presence_id: int, chat_id: int, cles: list[str]) -> Tableau:
    """A new one; `cles` are the publics of its keys, which stay where they are all evening."""
    compte = {"cles": cles, "pas": 1, "suite": [], "envois": 0}
    row = Tableau(presence_id=presence_id, chat_id=chat_id, montre="", compte=compte)
    tx.add(row)
    tx.flush()
    return row


def last_keys(tx: Tx, presence_ids: Sequence[int], chat_id: int) -> list[str]:
    """The publics of the keys of the last one that this chat had in these presences."""
    mine = select(Tableau).where(Tableau.presence_id.in_(presence_ids), Tableau.chat_id == chat_id)
    row = tx.scalars(mine.order_by(Tableau.id.desc()).limit(1)).first() if presence_ids else None
    return list(row.compte["cles"]) if row else []


def keep_text(tx: Tx, tableau: Tableau, montre: str) -> None:
    """It now says this: written at most taps, so by one prepared statement."""
    keep_texts(tx, [(tableau, montre)])


def keep_texts(tx: Tx, shown: Sequence[tuple[Tableau, str]]) -> None:
    """Each now says this."""
    if shown:
        rows = [{"b_id": tableau.id, "b_montre": montre} for tableau, montre in shown]
        tx.connection().execute(_TEXT, rows)
    for tableau, montre in shown:
        set_committed_value(tableau, "montre", montre)


def counted_in(tableau: Tableau) -> int:
    """Stands in the `conversation_id` of what is counted on it: never the number of a talk."""
    return -tableau.id


def of_count(tx: Tx, conversation_id: int | None) -> Tableau | None:
    """The tally on which it was counted; None for what a conversation counted."""
    return tx.get(Tableau, -conversation_id) if conversation_id and conversation_id < 0 else None


def next_key(tableau: Tableau) -> str:
    """Under which its next message goes out."""
    return outbox.numbered(f"tableau:{tableau.id}:{tableau.compte['envois']}")


def key_taken(tableau: Tableau) -> None:
    _remember(tableau, envois=tableau.compte["envois"] + 1)


def next_step(tableau: Tableau) -> int:
    """How many the next key counts: 1, or 5 once « Groupe de 5 » was pressed."""
    return int(tableau.compte["pas"])


def switch_step(tableau: Tableau) -> int:
    """Between 1 and 5; the new one."""
    step = 1 if next_step(tableau) == GROUP else GROUP
    _remember(tableau, pas=step)
    return step


def note(tableau: Tableau, public: str) -> int:
    """`public` was pressed: how many that counts."""
    step = next_step(tableau)
    _remember(tableau, pas=1, suite=[*tableau.compte["suite"], [public, step]][-TRAIL:])
    return step


def take_back(tableau: Tableau) -> str | None:
    """One less of the public pressed last; None when nothing is left to take back."""
    *before, last = tableau.compte["suite"] or [None]
    if last is None:
        return None
    public, times = last
    _remember(tableau, pas=1, suite=before if times == 1 else [*before, [public, times - 1]])
    return str(public)


def last_press(tableau: Tableau, public: str) -> int:
    """How many the last press on that key counted; 0 when it is not remembered."""
    return next((times for slug, times in reversed(tableau.compte["suite"]) if slug == public), 0)


def undo_press(tableau: Tableau, public: str) -> None:
    """That press is as if it had not been."""
    suite = list(tableau.compte["suite"])
    at = max(n for n, (slug, _times) in enumerate(suite) if slug == public)
    _remember(tableau, pas=1, suite=[*suite[:at], *suite[at + 1 :]])


def forget(tableau: Tableau, public: str) -> None:
    """Nothing of that public is left to take back."""
    _remember(tableau, suite=[press for press in tableau.compte["suite"] if press[0] != public])


def close(tableau: Tableau, now: datetime) -> None:
    """It says its last word, and is rewritten no more."""
    tableau.clos_le = now


def _remember(tableau: Tableau, **changed: Any) -> None:
    # A new dict: SQLAlchemy does not see what changes inside a JSON value.
    tableau.compte = {**tableau.compte, **changed}
