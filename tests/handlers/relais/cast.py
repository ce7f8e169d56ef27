"""A binôme in the street and the relais that it hands over."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.clock import PARIS, paris
from handlers.relais.clock import ask
from storage.models import Relais, RelaisActe
from storage.work import Work
from tests.handlers.people import MEDIATRICE, Team


def starts(team: Team) -> Team:
    """A presence at Site A, in Étouvie."""
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return team


def hands_over(team: Team, partner: str = "Mission locale") -> Relais:
    """Somebody of 18-25 is handed over for work; their relais."""
    team.says(MEDIATRICE, "🙋 Sollicitation")
    team.taps(MEDIATRICE, "18-25 ans", "Emploi, formation", "Relais transmis", partner, "✅ Oui")
    return team.rows(Relais)[-1]


def morning(team: Team, days: int, at: time = time(9, 30)) -> None:
    """`days` later at that hour in Paris, the clock having done what was due."""
    day = paris(team.clock.now()).date() + timedelta(days=days)
    team.clock.set(datetime.combine(day, at, PARIS))
    rings(team)


def rings(team: Team) -> None:
    with team.database.transaction() as tx:
        ask(
            Work(tx, team.programme, team.clock.now()),
        )
    team.deliver()


def story(team: Team) -> list[tuple[str, str, str]]:
    """(deed, state, by whom) of every line of the history, oldest first."""
    return [(one.acte, one.vers, one.par.split(":")[0]) for one in team.rows(RelaisActe)]


def only(team: Team) -> Relais:
    (row,) = team.rows(Relais)
    return row


def planned(team: Team) -> str:
    """The day in Paris on which it will be asked about."""
    moment = only(team).verifier_le
    return paris(moment).date().isoformat() if moment else "jamais"
