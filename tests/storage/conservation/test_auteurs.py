"""After a year, records name a pseudonym of their month; after two, nobody. Nothing is lost."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from bot.clock import MovableClock
from storage.conservation import auteurs, purge
from storage.conservation.auteurs import APART, DATED, PSEUDONYM, TEAM
from storage.machine.db import Database
from storage.models import Base, Personne, Rencontre
from tests.handlers.people import MEDIATEUR, MEDIATRICE, Team, open_team


def test_every_table_that_names_a_person_has_its_delay() -> None:
    naming = {name for name, table in Base.metadata.tables.items() if auteurs.who_columns(table)}
    assert naming == DATED.keys() | APART


def counts(team: Team) -> None:
    """Two people of one binôme, each a count; the first one again a month later."""
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    for who, said in ((MEDIATRICE, "3 ados"), (MEDIATEUR, "2 jeunes"), (MEDIATRICE, "4 enfants")):
        team.says(who, said)
        team.taps(who, "✅ Enregistrer")
    team.clock.advance(timedelta(days=31))
    team.says(MEDIATRICE, "5 ados")
    team.taps(MEDIATRICE, "✅ Enregistrer")


def authors(team: Team) -> list[str]:
    """Who noted each count, oldest first."""
    with team.database.transaction() as tx:
        named = select(Personne.prenom).join(Rencontre, Rencontre.auteur_id == Personne.id)
        return list(tx.scalars(named.order_by(Rencontre.id)))


def test_an_author_is_a_pseudonym_of_the_month_then_nobody(
    sqlite_database: Database, clock: MovableClock
) -> None:
    team = open_team(sqlite_database, clock)
    counts(team)
    noted = authors(team)
    assert noted == ["Médiatrice", "Médiateur", "Médiatrice", "Médiatrice"]
    with team.database.transaction() as tx:
        total = tx.scalars(select(func.sum(Rencontre.nombre))).one()

    clock.advance(timedelta(days=340))
    team.rings(purge.daily)
    first, other, again, later = authors(team)
    assert first == again != other
    assert {first.partition(" ")[0], other.partition(" ")[0]} == {PSEUDONYM}
    assert later == "Médiatrice", "not a year old yet"

    clock.advance(timedelta(days=390))
    team.rings(purge.daily)
    assert set(authors(team)[:3]) == {TEAM}
    assert authors(team)[3].startswith(PSEUDONYM)
    with team.database.transaction() as tx:
        assert tx.scalars(select(func.sum(Rencontre.nombre))).one() == total
