"""Documents that are due and still open: completed, presented, validated before their day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.casework.livrable import dus
from bot.feature.contract import Context
from bot.words import day_of_month
from handlers.ma_semaine.chose import Chose


def lines(context: Context, today: date) -> Iterator[Chose]:
    """Drafts to complete until they are due; then what is due after an intervention is ticked."""
    for one in dus.due(context):
        if one.ouvert and one.copie.terme >= today:
            what = f"{one.livrable.court}, {one.copie.cible.nom}"
            yield Chose(
                one.cle,
                one.copie.terme,
                f"📄 {what} : {dus.A_FAIRE[one.statut]} avant le {day_of_month(one.copie.terme)}",
                f"📄 {what}",
                "documents",
                attend=False,
                seed={"lequel": one.cle},
            )
