"""Who left the team: name and account are forgotten after a year, or soon if they asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Row, Select, and_, or_, select, update

from storage.conservation.auteurs import NOBODY
from storage.conservation.passe import Perissable, changed, months_before, peu, table
from storage.work import Work

_P = table("personne")
LEFT: Final = "Ancien membre"
"""In place of a first name; « Ancien membre » of the team, whoever it was."""
SECOND_THOUGHTS: Final = timedelta(days=7)
"""A departure may be taken back so long: somebody who asked to be forgotten still is somebody."""


def _gone(work: Work) -> Select[Any]:
    before = months_before(work.now, work.programme.config.conservation.partis_mois)
    asked = and_(_P.c.oubli_le.is_not(None), _P.c.revoquee_le < work.now - SECOND_THOUGHTS)
    mine = (_P.c.dispositif_id == work.programme.id, _P.c.anonyme_le.is_(None))
    return select(_P.c.id).where(*mine, or_(_P.c.revoquee_le < before, asked))


def _forget(work: Work, old: Sequence[Row[Any]]) -> int:
    theirs = update(_P).where(_P.c.id.in_([row.id for row in old]))
    forgotten = theirs.values(prenom=LEFT, telegram_id=NOBODY, anonyme_le=work.now)
    return changed(work.tx, forgotten)


SORTES: Final[tuple[Perissable, ...]] = (
    peu("prénom et compte de qui est parti", _P, "partis_mois", _gone, _forget),
)
