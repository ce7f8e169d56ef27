"""Next events: what the two weeks to come hold, meetings and days off (§4.2, section 9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from bot.domain.periodes import Calendrier
from bot.words import jour
from digests.contract import Figures, Recueil
from storage import reunions

QUINZAINE: Final = timedelta(weeks=2)


def read(recueil: Recueil) -> list[Figures]:
    """{jour, quoi}: ISO days from the Monday after, in their order, each with what it holds."""
    last = recueil.semaine.dimanche
    days = [last + timedelta(days=rang) for rang in range(1, QUINZAINE.days + 1)]
    found = [*_meetings(recueil, days), *_days_off(recueil.programme.calendrier, days)]
    return [{"jour": day.isoformat(), "quoi": what} for day, what in sorted(found)]


def _meetings(recueil: Recueil, days: list[date]) -> Iterator[tuple[date, str]]:
    """Of the comités that follow these sites."""
    config, here = recueil.programme.config, recueil.perimetre.territoires
    followed = {one.slug: one for one in config.instances if (one.territoire or "") in ("", *here)}
    for row in reunions.open_ones(recueil.tx, recueil.programme.id):
        if row.comite in followed and row.jour in days:
            yield row.jour, followed[row.comite].label


def _days_off(calendrier: Calendrier, days: list[date]) -> Iterator[tuple[date, str]]:
    """School holidays that begin or end, and bank holidays."""
    for one in calendrier.vacances:
        if one.du in days:
            yield one.du, "début des vacances scolaires"
        if one.reprise in days:
            yield one.reprise, "reprise de l'école"
    for day in days:
        if day in calendrier.feries:
            yield day, "jour férié"


def show(events: list[Figures]) -> str:
    """« Dans les deux semaines : Comité technique, mardi 24 novembre ; … »; « » of none."""
    said = [f"{one['quoi']}, {jour(date.fromisoformat(one['jour']))}" for one in events]
    return f"Dans les deux semaines qui viennent : {' ; '.join(said)}." if said else ""
