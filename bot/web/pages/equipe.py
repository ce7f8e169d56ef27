"""What the pages of known people share: a link that somebody may have taken away opens nothing."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from bot.domain.roles import Role
from bot.feature.page import Notice, PageVisit
from storage import people

EQUIPE: Final = (Role.MEDIATEUR, Role.COORDINATION)
LEFT: Final = Notice(
    410,
    "Ce lien ne sert plus",
    "Quelqu'un a quitté l'équipe, ou perdu son téléphone, depuis qu'il est parti. Demandez-en un "
    "autre dans Carnet de rue.",
)


def is_theirs(visit: PageVisit, dispositif_id: int, roles: Collection[Role] = EQUIPE) -> bool:
    """Whether whoever held this link is still one of them: nobody left since it was signed.

    It names a row, and not a person: with one departure, those of all are asked for again.
    """
    gone = people.last_departure(visit.tx, dispositif_id, roles)
    return gone is None or visit.signed is None or gone < visit.signed
