"""An evening of planned slots: the clock's tasks at an hour, and dated slots."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from bot.questions.ajuster import adjust
from handlers.presence.feature import FEATURE
from storage.ajustements import LigneAjustee
from storage.models import CreneauPrevu, Personne
from storage.programme import renew
from tests.handlers.people import COORDINATION, Team

TUESDAY = date(2026, 11, 17)


def at(team: Team, hour: int, minute: int = 0, *, days: int = 0) -> None:
    """That hour in Paris (UTC+1 in November), and every task of the clock, twice."""
    moment = datetime(2026, 11, 17, hour - 1, minute, tzinfo=UTC) + timedelta(days=days)
    team.clock.set(moment)
    for _ in range(2):
        team.rings(*FEATURE.clocks.values())
    team.deliver()


def half_past_four(team: Team) -> Team:
    """Half an hour before the slot of the file."""
    team.clock.set(datetime(2026, 11, 17, 15, 30, tzinfo=UTC))
    with team.database.transaction() as tx:
        for person in tx.query(Personne):
            person.charte_le = team.clock.now()
    return team


def plan(team: Team, day: date, de: time, a: time, *, site: str = "site-b") -> None:
    """A dated slot of the first binôme."""
    with team.database.transaction() as tx:
        tx.add(
            CreneauPrevu(
                dispositif_id=team.programme.id,
                binome_id=team.programme.binomes["binome-1"],
                site_id=team.programme.sites[site],
                jour=day,
                de=de,
                a=a,
                annule=False,
                source=f"essai:{day}:{de}",
            )
        )


def retire_site_c(team: Team) -> None:
    """The coordination ends its intervention, then offers it no more."""
    with team.database.transaction() as tx:
        context = team.context(tx, COORDINATION)
        gone = LigneAjustee("sites", "site-c", {"actif": False})
        over = LigneAjustee("interventions", "site-c-automne-2026", {"fin": "2026-11-14"})
        adjust(context, over, gone)
    renew(team.desk.programmes, context.programme)
