"""Yesterday in one line, once a day, to who asked for it in the file."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from handlers.ligne_du_jour import clock
from storage.dispositif import LigneQuotidienne
from storage.machine import inbox
from storage.models import Outbox
from storage.programme import Programme
from tests.handlers.people import MEDIATRICE, Team


def asks(team: Team, *, silent: bool = True) -> None:
    """The file asks for it at eight."""
    asked = LigneQuotidienne.model_validate({"heure": "08:00", "silencieuse": silent})
    programme: Programme = team.programme
    told = programme.config.coordination.model_copy(update={"ligne_du_jour": asked})
    object.__setattr__(
        programme, "config", programme.config.model_copy(update={"coordination": told})
    )


def lines(team: Team) -> list[Outbox]:
    return [row for row in team.rows(Outbox) if row.cle.startswith("ligne:")]


def test_the_day_before_is_said_once_in_one_line(team: Team) -> None:
    team.says(MEDIATRICE, "8 ados 3 adultes")
    team.taps(MEDIATRICE, "📍 Site A", "✅ Enregistrer")
    team.clock.advance(timedelta(days=1))
    team.rings(clock.say)
    assert lines(team) == [], "nobody asked for it"
    asks(team)
    team.clock.set(team.clock.now().replace(hour=6, minute=59))
    team.rings(clock.say)
    assert lines(team) == [], "it is 7:59 in Paris"
    team.clock.advance(timedelta(minutes=1))
    team.rings(clock.say, clock.say)
    (said,) = lines(team)
    assert said.contenu["silent"]
    assert said.contenu["text"] == (
        "☀️ Hier, mardi 17 novembre : 0 présence, 11 rencontres, 0 signalement. "
        "Tout ce qui devait partir est parti."
    )
    assert "\n" not in said.contenu["text"]
    team.clock.advance(timedelta(days=1))
    team.rings(clock.say)
    assert "Hier, mercredi 18 novembre : 0 présence" in lines(team)[-1].contenu["text"]


def test_what_waits_or_was_set_aside_is_said(team: Team) -> None:
    asks(team, silent=False)
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "📍 Site A", "Éclairage", "📌 Site A", "✅ Envoyer")
    team.clock.advance(timedelta(hours=20))
    with team.database.transaction() as tx:
        tx.execute(update(Outbox).where(Outbox.etat == "todo").values(etat="retry", essais=3))
        for one in inbox.store(
            tx, 1, [{"update_id": 90007}, {"update_id": 90008}], team.clock.now()
        ):
            inbox.quarantine(tx, one.id)
    team.rings(clock.say)
    said = lines(team)[0].contenu["text"]
    assert "1 signalement. Des envois attendent depuis 20 h" in said
    assert "2 messages reçus n'ont pas pu être traités." in said
    assert "Tout ce qui" not in said
    assert "silent" not in lines(team)[0].contenu
