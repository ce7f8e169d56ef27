"""`carnet revoke`: whoever left, or lost their phone, is out at their next message."""

from __future__ import annotations

from datetime import datetime

from storage import people
from storage.db import Tx
from storage.models import Personne
from storage.programme import Programme


class RevokeError(Exception):
    """Nobody was revoked, and why."""


def revoke(tx: Tx, programme: Programme, who: str, now: datetime) -> str:
    """Revoke the person of that first name, or of that number when two share it; their name.

    Raises RevokeError when nobody, or more than one person, answers to it.
    """
    found = [one for one in people.team(tx, programme.id) if who in (one.prenom, str(one.id))]
    if len(found) != 1:
        raise RevokeError(_choices(tx, programme, who, found))
    people.revoke(tx, found[0], now)
    return found[0].prenom


def _choices(tx: Tx, programme: Programme, who: str, found: list[Personne]) -> str:
    team = found or people.team(tx, programme.id)
    known = ", ".join(f"{one.id} ({one.prenom}, {one.role})" for one in team) or "personne"
    if found:
        return f"plusieurs personnes s'appellent « {who} » ; donnez un numéro : {known}"
    return f"personne ne s'appelle « {who} » ; l'équipe : {known}"
