"""Who is in a presence: the binôme, and whoever of another one started it."""

from __future__ import annotations

from bot.feature.contract import Context
from storage import people
from storage.machine.db import Tx
from storage.models import Personne, Presence


def concerned(tx: Tx, presence: Presence) -> list[Personne]:
    """Everyone of the presence who was not revoked, whoever says not to be there included."""
    members = people.binome_members(tx, presence.binome_id)
    author = tx.get_one(Personne, presence.auteur_id)
    listed = author.revoquee_le or author.id in {member.id for member in members}
    return members if listed else [*members, author]


def partners(context: Context, presence: Presence) -> list[Personne]:
    """The binôme without the person who speaks."""
    members = people.binome_members(context.tx, presence.binome_id)
    return [person for person in members if person.id != context.person.id]
