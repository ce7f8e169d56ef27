"""Whose an agenda is: the chef de projet that was named, else the coordination (B06, B09)."""

from __future__ import annotations

from bot.domain.roles import Role
from bot.feature.contract import Context
from bot.feature.membres import comite_of
from storage import people
from storage.models import Personne, Reunion


def members(context: Context, comite: str) -> list[Personne]:
    """Those of that comité who speak to the bot."""
    every = people.with_role(context.tx, context.programme.id, Role.COMITE)
    return [one for one in every if one.comite == comite]


def holder(context: Context, comite: str) -> Personne | None:
    """The chef de projet of that comité; None as long as nobody was named."""
    return next((one for one in members(context, comite) if one.tient_ordre), None)


def holds(context: Context, reunion: Reunion) -> bool:
    """Whether who speaks may change and validate it, not only read it."""
    named, person = holder(context, reunion.comite), context.somebody
    if person is not None and person.role == Role.COMITE:
        return named is not None and named.id == person.id
    return named is None


def reads(context: Context, reunion: Reunion) -> bool:
    """The coordination reads every one; a member, those of its own comité."""
    person = context.somebody
    if person is None or person.role != Role.COMITE:
        return True
    mine = comite_of(context)
    return mine is not None and mine.slug == reunion.comite


def name(context: Context, comite: str, personne_id: int | None) -> None:
    """That member from now on, or the coordination; whoever held it holds it no more."""
    for one in members(context, comite):
        one.tient_ordre = one.id == personne_id or None
    context.tx.flush()
