"""Documents that are due and still open: completed, presented, validated before their day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from bot.casework.livrable import dus
from bot.casework.livrable.dus import DocumentDu
from bot.words import day_of_month, pluriel
from handlers.ma_semaine.chose import Chose
from storage.work import Work

BIENTOT: Final = timedelta(days=15)
"""Due later, several are one line: a week has other things in it."""


def drafts(work: Work, every: Iterable[DocumentDu], today: date) -> dict[str, DocumentDu]:
    """By the key of its due date, each one still open; one that pays what an intervention calls
    for, until its day: then that is ticked."""
    numbers, found = work.programme.interventions, {}
    for one in dus.due(work, every):
        paid = one.livrable.solde
        if one.ouvert and not (paid and one.copie.terme < today):
            number = numbers.get(one.copie.cible.cle)
            found[f"{number}.{paid}" if paid else one.cle] = one
    return found


def later(found: Mapping[str, DocumentDu], today: date) -> dict[str, DocumentDu]:
    """Those told together: several, and far; never what an intervention is paid for."""
    far = {
        key: one
        for key, one in found.items()
        if not one.livrable.solde and one.copie.terme > today + BIENTOT
    }
    return far if len(far) > 1 else {}


def line(one: DocumentDu) -> Chose:
    """A draft to complete, from the day on which it may be asked for."""
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


def together(found: Mapping[str, DocumentDu]) -> Chose:
    first = min(one.copie.terme for one in found.values())
    said = pluriel(len(found), "autre document", "autres documents")
    return Chose(
        "documents-plus-tard",
        first,
        f"📄 {said} à préparer, le premier avant le {day_of_month(first)}",
        f"📄 {said}",
        "documents",
        attend=False,
    )
