"""A reading that the audit keeps: what the team wrote, or is, opened at the desk or by a link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any, Final

from sqlalchemy import select

from bot.feature.contract import Context
from bot.feature.page import PageVisit
from storage.models import Audit
from storage.work import Work

LU: Final = "lire"
"""The deed of opening; nothing of what was read is written with it."""
TABLEAU, DOCUMENT = "tableau", "document_envoye"
"""What a link opens; `objet_id` is the row that it names: who holds it is not known."""
PAR_LIEN: Final = frozenset((TABLEAU, DOCUMENT))
UNE_FOIS: Final = timedelta(hours=1)
"""A page read again within the hour is the same reading: nobody fills the audit by reloading."""
Seed = Callable[[Context], dict[str, Any]]


def lu(work: Work, name: str, par: int | None = None, detail: str = "") -> None:
    """That screen was opened. par: by whom; None from the command line. detail: which of them."""
    work.tx.add(Audit(le=work.now, personne_id=par, acte=LU, objet=name, detail=detail))


def ouvert_par_lien(visit: PageVisit, objet: str, quoi: str, par: int | None = None) -> None:
    """That link opened its page, or took that file; once an hour for each.

    objet: one of `PAR_LIEN`. quoi: for which reader, or what, and the file's name if one was
    taken. par: whose link it is; None for a reader outside the team.
    """
    of_it = select(Audit.id).where(
        Audit.objet == objet,
        Audit.objet_id == visit.id,
        Audit.detail == quoi,
        Audit.le > visit.now - UNE_FOIS,
    )
    if visit.tx.scalars(of_it).first() is None:
        line = Audit(
            le=visit.now, personne_id=par, acte=LU, objet=objet, objet_id=visit.id, detail=quoi
        )
        visit.tx.add(line)


def notee(name: str, seed: Seed | None = None) -> Seed:
    """What a flow is told beforehand, once its opening is noted."""
    return partial(_opened, name=name, seed=seed)


def _opened(context: Context, *, name: str, seed: Seed | None) -> dict[str, Any]:
    lu(context, name, context.author_id)
    return seed(context) if seed else {}
