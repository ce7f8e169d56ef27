"""One comité's point hebdo as it left: read only, for its members who are on Telegram."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from bot.delivery.lost import any_message
from bot.domain.droits import Droit
from bot.domain.roles import Role
from bot.feature.page import Fichier, Notice, Page, PageVisit, Signed
from bot.web.pages import equipe, points_lus
from storage.models import LECTURE, Digest
from storage.points import has_left

TOO_OLD: Final = Notice(
    410,
    "Ce lien a expiré",
    "Il valait un mois. Ouvrez 📰 Point hebdo dans Carnet de rue pour en recevoir un autre.",
)
LEFT: Final = Notice(
    410,
    "Ce lien ne sert plus",
    "Quelqu'un a quitté un comité, ou perdu son téléphone, depuis qu'il est parti. Ouvrez "
    "📰 Point hebdo dans Carnet de rue pour en recevoir un autre.",
)
GONE: Final = Notice(410, "Semaine introuvable", "Ce point hebdo n'est pas parti.")


def view(visit: PageVisit) -> dict[str, Any] | Notice | None:
    """The letter, as its recipients have it; nobody who sat in a comité has left since."""
    digest = _digest(visit)
    if digest is None:
        return None
    if not _is_a_member_s(visit, digest):
        return LEFT
    config = visit.programmes[digest.dispositif_id].config
    points = points_lus.shown([digest.instantane])
    return {"nom": config.nom, "slug": config.slug, "points": points}


def files(visit: PageVisit) -> Sequence[Fichier]:
    """Its PDF."""
    digest = _digest(visit)
    theirs = digest is not None and _is_a_member_s(visit, digest)
    return points_lus.printed([digest.instantane] if digest and theirs else [])


def _is_a_member_s(visit: PageVisit, digest: Digest) -> bool:
    return equipe.is_theirs(visit, digest.dispositif_id, (Role.COMITE,))


def _digest(visit: PageVisit) -> Digest | None:
    """As it left. Raises PasServi when it is of a programme that is served no more."""
    digest = visit.tx.get(Digest, visit.id)
    left = digest is not None and has_left(digest) and visit.programmes[digest.dispositif_id]
    return digest if left else None


PAGE: Final = Page(
    path="/lecture/{token}",
    guard=Signed(
        sujet=LECTURE,
        salt="lecture-v1",
        life=timedelta(days=31),
        expired=TOO_OLD,
        lost=any_message,
    ),
    droit=Droit.LIRE_POINT_HEBDO,
    template="bot/web/pages/lecture/page.html.jinja",
    shows=view,
    gone=GONE,
    fichiers=files,
)
