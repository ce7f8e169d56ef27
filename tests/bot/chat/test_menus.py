"""A keyboard with a new button reaches those who have the one before, once, by day."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from bot.chat import menus
from storage.machine.tables import TacheFaite
from tests.handlers.people import COORDINATION, MEDIATRICE, Team


def keyboards(team: Team, who: int) -> list[list[list[str]]]:
    renew = partial(menus.renew, desk=team.desk)
    team.rings(renew)
    team.deliver()
    return [one["menu"] for one in team.phones.get(who, {}).values() if "menu" in one]


def test_whoever_had_the_keyboard_before_is_given_the_new_one_once(team: Team) -> None:
    assert keyboards(team, COORDINATION) == [team.desk.menu("coordination")]
    assert keyboards(team, COORDINATION)[0][0] == ["🟢 Maintenant", "📌 Ma semaine"]
    assert len(keyboards(team, COORDINATION)) == 1
    assert "Votre clavier a changé" in team.reads(MEDIATRICE)


def test_nobody_is_woken_by_it(team: Team) -> None:
    team.clock.advance(timedelta(hours=5))
    assert keyboards(team, COORDINATION) == []
    team.clock.advance(timedelta(hours=11))
    assert len(keyboards(team, COORDINATION)) == 1


def test_where_nobody_is_yet_it_is_known_at_once_and_who_joins_is_not_told_twice(
    team: Team,
) -> None:
    with team.database.transaction() as tx:
        for row in tx.query(TacheFaite):
            tx.delete(row)
    keyboards(team, COORDINATION)
    team.says(999, f"/start {team.invite()}")
    team.taps(999, "✅ J'accepte")
    assert len(keyboards(team, 999)) == 1
