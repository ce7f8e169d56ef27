"""Who is in a presence: the binôme, and whoever of another one started it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.feature.contract import Context
from storage import equipes, people
from storage.machine.db import Tx
from storage.models import Personne, Presence


def concerned(tx: Tx, presence: Presence) -> list[Personne]:
    """Everyone of the presence who was not revoked, whoever says not to be there included."""
    return _with_author(tx, presence, people.binome_members(tx, presence.binome_id))


def on_site(tx: Tx, presence: Presence) -> list[Personne]:
    """Those who are there: the author alone once it counts for one person."""
    return _there(presence, concerned(tx, presence))


def all_on_site(tx: Tx, rows: Sequence[Presence]) -> dict[int, list[Personne]]:
    """The same of each of these presences, by its id."""
    teams = equipes.members(tx, {row.binome_id for row in rows})
    return {
        row.id: _there(row, _with_author(tx, row, teams.get(row.binome_id, []))) for row in rows
    }


def _with_author(tx: Tx, presence: Presence, members: list[Personne]) -> list[Personne]:
    author = tx.get_one(Personne, presence.auteur_id)
    listed = author.revoquee_le or author.id in {member.id for member in members}
    return members if listed else [*members, author]


def _there(presence: Presence, everyone: list[Personne]) -> list[Personne]:
    if presence.mediateurs > 1:
        return everyone
    return [person for person in everyone if person.id == presence.auteur_id]


def partners(context: Context, presence: Presence) -> list[Personne]:
    """The binôme without the person who speaks."""
    members = people.binome_members(context.tx, presence.binome_id)
    return [person for person in members if person.id != context.person.id]
