"""An agenda reads the due dates by a link of its owner's, as long as it is theirs."""

from __future__ import annotations

from datetime import date

from icalendar import Calendar

from bot.casework.echeancier import agenda
from handlers.echeances.page import FEED
from storage import echeances
from storage.models import Outbox, Personne
from storage.models.calendrier import CALENDRIER, LienCalendrier
from storage.work import Work
from tests.bot.casework.terrain import COORDINATRICE, Terrain
from tests.bot.web.conftest import terrain, visitor
from tests.bot.web.visitor import Visitor
from tests.handlers.people import COORDINATION, Team

__all__ = ["terrain", "visitor"]


def given(terrain: Terrain, whose: int | None) -> int:
    with terrain.tx() as tx:
        work = Work(tx, terrain.programme, terrain.clock.now())
        echeances.say(tx, terrain.programme.id, "2.t0", "pas-demande", terrain.clock.now(), None)
        return agenda.give(work, whose).id


async def test_another_program_reads_each_due_date_with_its_state(
    terrain: Terrain, visitor: Visitor
) -> None:
    path = visitor.to(CALENDRIER, given(terrain, None))
    assert "Site A : 1er comité opérationnel, au plus tard le" in (await visitor.get(path))[1]
    response = await visitor.client.get(path + FEED)
    raw = await response.read()
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75, "RFC 5545 §3.1"
    read = Calendar.from_ical(raw)
    assert not read.errors
    events = {str(one["UID"]).partition("@")[0]: one for one in read.walk("VEVENT")}
    assert len(events) == len(read.walk("VEVENT")), "each once"
    first = events["1.premier-comite"]
    assert str(first["SUMMARY"]) == "⚠️ Site A : 1er comité opérationnel"
    assert (first.decoded("DTSTART"), first.decoded("DTEND")) == (
        date(2026, 10, 13),
        date(2026, 10, 14),
    )
    assert "35 jours de retard · Coordination" in str(first["DESCRIPTION"])
    assert str(events["2.t0"]["STATUS"]) == "CANCELLED"
    ends = [one.decoded("TRIGGER").days for one in events["1.fin"].walk("VALARM")]
    assert ends == [-15, -31], "the thirtieth day before is a Sunday"
    assert "periode-absente" not in raw.decode(), "what is watched has no day"


async def test_taken_back_or_its_owner_gone_it_opens_nothing(
    terrain: Terrain, visitor: Visitor
) -> None:
    whose = terrain.people[COORDINATRICE]
    first, again = given(terrain, whose), given(terrain, whose)
    old, path = visitor.to(CALENDRIER, first), visitor.to(CALENDRIER, again)
    assert (await visitor.get(old))[0] == 410, "to ask for another takes the first one back"
    assert (await visitor.get(path + FEED))[0] == 200
    with terrain.tx() as tx:
        tx.get_one(Personne, whose).revoquee_le = terrain.clock.now()
    assert (await visitor.get(path))[0] == 410
    assert (await visitor.get(path + FEED))[0] == 404


def test_the_bot_gives_it_in_her_own_thread(team: Team) -> None:
    team.says(COORDINATION, "/echeances")
    team.taps(COORDINATION, "🗓 Dans mon agenda")
    assert any(
        "arrive ici. Celui que vous aviez ne sert plus" in one for one in team.shown(COORDINATION)
    )
    (row,) = team.rows(LienCalendrier)
    (sent,) = [one for one in team.rows(Outbox) if one.sujet == CALENDRIER.of(row.id)]
    assert sent.adresse == str(COORDINATION)
    assert sent.contenu["text"].endswith(FEED)
    team.says(COORDINATION, "/echeances")
    assert "n'ouvre plus rien" in team.taps(COORDINATION, "🗑 Retirer mon agenda")
    (row,) = team.rows(LienCalendrier)
    assert row.retire_le == team.clock.now()
