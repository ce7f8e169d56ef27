"""The team: who is known, who is told, and the single-use invitations that let someone in."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, cast

from sqlalchemy import Select, Table, bindparam, func, select, update

from bot.domain.roles import Role
from storage import comptes, presences, securite, venues
from storage.machine import conversations, outbox
from storage.machine.conversations import Talk
from storage.machine.db import Tx
from storage.machine.prepared import Prepared, as_read
from storage.models import Invitation, Personne, Presence
from storage.venues import Venue

INVITATION_LIFE = timedelta(hours=72)
FIRST_SIMULATED: Final = 2**52
"""Telegram gives its accounts 52 bits at most: from here on, they are those of nobody."""
INVITATION = "invitation:"
"""Begins the outbox key of a message that holds a code: it is erased with the code's life."""

_P = cast(Table, Personne.__table__)


def _personne(*values: Any) -> Personne:
    return Personne(**dict(zip(_P.c.keys(), values, strict=True)))


_MEMBERS = (
    select(Personne)
    .where(Personne.binome_id == bindparam("b_binome"), Personne.revoquee_le.is_(None))
    .order_by(Personne.id)
)


_ASKED: Final = "asked"
_SEVERAL: Final = "several"
_N, _M = len(_P.c), len(_P.c) + len(conversations.COLUMNS)
_HERE = cast(Table, Presence.__table__)


@dataclass(frozen=True, slots=True)
class Speaking:
    """Who speaks, in what conversation, and in what presence: its id, and where it is."""

    personne: Personne
    talk: Talk | None
    presence: tuple[int, Venue] | None
    asked: bool
    """A question of safety waits for their answer."""
    several: bool
    """Their account is in more than one programme."""


def _speaking(*values: Any) -> Speaking:
    person, talk, (presence_id, *where, asked, rows) = values[:_N], values[_N:_M], values[_M:]
    return Speaking(
        _personne(*person),
        conversations.talk_of(*talk) if talk[0] is not None else None,
        (presence_id, Venue(*where)) if presence_id is not None else None,
        bool(asked),
        rows > 1,
    )


_LIVING = _P.alias("living")
_ROWS = (
    select(func.count())
    .where(_LIVING.c.telegram_id == bindparam("b_telegram"), _LIVING.c.revoquee_le.is_(None))
    .scalar_subquery()
)
_SPEAKING = Prepared(
    select(
        _P,
        *conversations.COLUMNS,
        *(_HERE.c.id, _HERE.c.site_id, _HERE.c.debut, _HERE.c.fin, _HERE.c.binome_id),
        securite.is_asked(_P.c.id),
        _ROWS,
    )
    .select_from(_P)
    .outerjoin(conversations.TABLE, conversations.TABLE.c.id == bindparam("b_talk"))
    .outerjoin(_HERE, _HERE.c.id == presences.running_id(_P.c.binome_id, _P.c.id))
    .where(_P.c.telegram_id == bindparam("b_telegram"), _P.c.revoquee_le.is_(None))
    # Of several programmes, the one that they chose; the oldest until they chose.
    .order_by(_P.c.choisie_le.is_(None), _P.c.choisie_le.desc(), _P.c.id)
    .limit(1),
    _speaking,
)


def pressing(tx: Tx, telegram_id: int, talk_id: int) -> tuple[Personne | None, Talk | None]:
    """The person who presses, as `by_telegram`, and that conversation, whoever's it is."""
    tx.flush()
    found = _SPEAKING.first(tx, {"b_telegram": telegram_id, "b_talk": talk_id})
    if found is None:
        return None, None
    if found.presence is not None:
        venues.note(tx, *found.presence)
    tx.info[_ASKED] = found.asked
    tx.info[_SEVERAL] = found.several
    return as_read(tx, found.personne), found.talk


def in_several(tx: Tx) -> bool:
    """Whether who speaks was found in more than one programme as their turn began."""
    return bool(tx.info.get(_SEVERAL))


def is_asked(tx: Tx) -> bool:
    """Whether a question of safety waited for who speaks as their turn began."""
    return bool(tx.info.get(_ASKED))


def by_telegram(tx: Tx, telegram_id: int) -> Personne | None:
    """The person who speaks, unless revoked: read at every update, so revoking bites (P8)."""
    return pressing(tx, telegram_id, 0)[0]


def by_account(tx: Tx, dispositif_id: int, telegram_id: int) -> Personne | None:
    """Who that Telegram account is in that programme, unless revoked."""
    query = select(Personne).where(
        Personne.telegram_id == telegram_id,
        Personne.dispositif_id == dispositif_id,
        Personne.revoquee_le.is_(None),
    )
    return tx.scalars(query).first()


def binome_members(tx: Tx, binome_id: int) -> list[Personne]:
    """Both mediators of a binôme, or whoever is active in it."""
    return list(tx.scalars(_MEMBERS, {"b_binome": binome_id}))


def team(tx: Tx, dispositif_id: int) -> list[Personne]:
    """Everyone of the programme who was not revoked."""
    query = select(Personne).where(
        Personne.dispositif_id == dispositif_id, Personne.revoquee_le.is_(None)
    )
    return list(tx.scalars(query.order_by(Personne.id)))


def accounts(dispositif_id: int) -> Select[int]:
    """The Telegram accounts of everyone of the programme who was not revoked."""
    return select(Personne.telegram_id).where(
        Personne.dispositif_id == dispositif_id, Personne.revoquee_le.is_(None)
    )


def is_simulated(tx: Tx) -> bool:
    """Whether somebody of this base, in the team or not any more, is nobody."""
    invented = select(Personne.id).where(Personne.telegram_id >= FIRST_SIMULATED)
    return tx.execute(invented.limit(1)).first() is not None


def with_role(tx: Tx, dispositif_id: int, role: str) -> list[Personne]:
    query = select(Personne).where(
        Personne.dispositif_id == dispositif_id,
        Personne.role == role,
        Personne.revoquee_le.is_(None),
    )
    return list(tx.scalars(query.order_by(Personne.id)))


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation just made: its code is shown once and never stored."""

    code: str
    expires: datetime


def invite(
    tx: Tx,
    dispositif_id: int,
    role: str,
    nom: str,
    now: datetime,
    *,
    binome_id: int | None = None,
    service_id: int | None = None,
    comite: str | None = None,
    creee_par: int | None = None,
) -> Invited:
    """A new single-use code of 192 random bits, valid 72 hours.

    creee_par: who made it in the bot; None for the command line.
    """
    code = secrets.token_urlsafe(24)
    expires = now + INVITATION_LIFE
    tx.add(
        Invitation(
            dispositif_id=dispositif_id,
            binome_id=binome_id,
            service_id=service_id,
            comite=comite,
            creee_par=creee_par,
            role=role,
            nom=nom,
            code_sha256=digest_of(code),
            creee_le=now,
            expire_le=expires,
        )
    )
    return Invited(code, expires)


def open_invitation(tx: Tx, code: str, now: datetime) -> Invitation | None:
    """The invitation behind `code` when it is neither used nor expired."""
    query = select(Invitation).where(Invitation.code_sha256 == digest_of(code))
    invitation = tx.scalars(query).first()
    usable = invitation and invitation.utilisee_le is None and invitation.expire_le > now
    return invitation if usable else None


def consume(tx: Tx, invitation_id: int, now: datetime) -> bool:
    """Use the invitation; False when somebody already did, or when it has expired since."""
    taken = (
        update(Invitation)
        .where(
            Invitation.id == invitation_id,
            Invitation.utilisee_le.is_(None),
            Invitation.expire_le > now,
        )
        .values(utilisee_le=now)
        .returning(Invitation.id)
    )
    return tx.execute(taken).first() is not None


def revoke(tx: Tx, person: Personne, now: datetime) -> None:
    """Effective at the person's next update (P8); nothing begun before may be taken up again.

    What had not left for them is withdrawn: the bot says nothing more to them.
    """
    person.revoquee_le = now
    tx.flush()
    conversations.abandon(tx, person.telegram_id, now, person.dispositif_id)
    if comptes.rows_of(tx, person.telegram_id):
        # In another programme they go on, and hear what waits for them there.
        comptes.unchoose(tx, person.telegram_id)
    else:
        outbox.silence(tx, str(person.telegram_id))


def last_departure(tx: Tx, dispositif_id: int, roles: Collection[Role]) -> datetime | None:
    """When somebody of these roles left for the last time, or lost their phone."""
    last = select(func.max(Personne.revoquee_le))
    found: datetime | None = tx.scalar(
        last.where(Personne.dispositif_id == dispositif_id, Personne.role.in_(roles))
    )
    return found


def unreachable(tx: Tx, telegram_id: int, now: datetime) -> list[Personne]:
    """Note that this person gets nothing any more; who they are in each programme, once."""
    statement = (
        update(Personne)
        .where(
            Personne.telegram_id == telegram_id,
            Personne.revoquee_le.is_(None),
            Personne.injoignable_le.is_(None),
        )
        .values(injoignable_le=now)
        .returning(Personne)
    )
    return list(tx.scalars(statement))


def digest_of(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
