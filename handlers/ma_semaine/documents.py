"""Documents that are due and still open: completed, presented, validated before their day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from bot.casework.livrable import dus
from bot.casework.livrable.dus import DocumentDu
from bot.feature.contract import Context
from bot.words import day_of_month, pluriel
from handlers.ma_semaine.chose import Chose

BIENTOT: Final = timedelta(days=15)
"""Due later, several are one line: a week has other things in it."""


def lines(context: Context, today: date) -> Iterator[Chose]:
    """Drafts to complete until they are due; then what is due after an intervention is ticked.

    What an intervention is paid for has a line of its own as soon as its draft is there.
    """
    every = [one for one in dus.due(context) if one.ouvert and one.copie.terme >= today]
    near = [one for one in every if one.livrable.solde or one.copie.terme <= today + BIENTOT]
    later = [one for one in every if one not in near]
    yield from map(_line, near if len(later) > 1 else every)
    if len(later) > 1:
        yield _together(later)


def _line(one: DocumentDu) -> Chose:
    what = f"{one.livrable.court}, {one.copie.cible.nom}"
    return Chose(
        one.cle,
        one.copie.terme,
        f"📄 {what} : {dus.A_FAIRE[one.statut]} avant le {day_of_month(one.copie.terme)}",
        f"📄 {what}",
        "documents",
        attend=False,
        seed={"lequel": one.cle},
    )


def _together(later: Sequence[DocumentDu]) -> Chose:
    first = min(one.copie.terme for one in later)
    said = pluriel(len(later), "autre document", "autres documents")
    return Chose(
        "documents-plus-tard",
        first,
        f"📄 {said} à préparer, le premier avant le {day_of_month(first)}",
        f"📄 {said}",
        "documents",
        attend=False,
    )
