"""What who speaks reaches of the rows: the one answer that buttons, flows and commands ask for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, TypeVar

from bot.buttons import Button
from bot.delivery.channels import chat_of
from bot.domain.droits import Droit
from bot.domain.portees import NULLE_PART, Qui, atteint
from bot.domain.roles import Role
from bot.feature import membres
from bot.feature.contract import Context, Tap
from storage import comptes
from storage.models import Alerte, Base
from storage.objets import objet

R = TypeVar("R", bound=Base)
AUCUNE: Final = 0
"""The number that no row has: what is out of reach is answered as what never was."""


def reaches(context: Context, droit: Droit, row: Any, *, recu: str | None = None) -> bool:
    """Whether who speaks may do it on that row.

    recu: the chat where the object was received, for what reaches no further than its addressee.
    """
    qui = _qui(context, recu)
    if qui is None:
        return False
    site = getattr(row, "site_id", None)
    where = membres.territoire(context, site) if site and qui.role is Role.COMITE else None
    sent = str(chat_of(row.destination)) if isinstance(row, Alerte) else None
    return atteint(qui, droit, objet(context.tx, row, territoire=where, adresse=sent))


def found(context: Context, droit: Droit, model: type[R], number: object) -> R | None:
    """The row of that number (an answer, or a button's), when who speaks reaches it."""
    text = str(number or "")
    row = context.tx.get(model, int(text)) if text.isdecimal() else None
    return row if row is not None and reaches(context, droit, row) else None


def within(context: Context, droit: Droit, kind: Button, tap: Tap) -> Tap:
    """`tap`, or the same on no row where its object is out of reach: nobody learns that it is."""
    row = comptes.row_of(context.tx, kind.table(tap.argument), tap.object_id)
    if row is None or reaches(context, droit, row, recu=received(tap)):
        return tap
    return replace(tap, object_id=AUCUNE)


def received(tap: Tap) -> str | None:
    """The chat where a button was received, of which whoever presses it is a member."""
    return str(tap.chat_id) if tap.member else None


def _qui(context: Context, recu: str | None) -> Qui | None:
    """Who speaks; the desk of the command line speaks as the coordination."""
    programme, person = context.programme.id, context.somebody
    if context.speaks_for:
        return Qui(context.speaks_for, programme, recu=recu)
    if person is None:
        return None if context.user_id else Qui(Role.COORDINATION, programme)
    comite = membres.comite_of(context)
    sits = person.role == Role.COMITE
    where = (comite.territoire if comite else NULLE_PART) if sits else None
    role = Role(person.role)
    return Qui(role, programme, person.id, person.binome_id, territoire=where, recu=recu)
