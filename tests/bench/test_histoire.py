"""The history of the bench is a real one: its rows hold together, and the bot reads them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import func, select, text

from bot.domain.semaine import Semaine
from bot.sandbox.burst import FIRST_PERSON
from digests.compose import compose
from storage.machine.db import Database
from storage.models import Base, Compteur, Conversation, Presence, Signalement, Tableau
from storage.referential import synchronise
from tests.bench import crowd, ville
from tests.bench.histoire import EVENING, Taille, fill

SMALL = Taille(binomes=2, annees=1)
LEFT_EMPTY = {
    *("ajustement", "bail", "desabonnement", "invitation"),
    *("cle_sortie", "correction_fiche", "echeance_faite", "effacement", "temps_cumule"),
    *("echeance_dite", "lien_calendrier", "ecoute", "texte_livrable", "version_livrable"),
    "livrable_envoi",
    *("campagne_passants", "logo_garde", "ordre_du_jour", "point_ordre"),
    *("ancre", "conservation", "oubli", "pseudonyme", "sceau"),
    *("lien_bord", "point", "point_phrase", "publication", "lettre_service", "adresse_refusee"),
}
"""Nothing of a programme's past is kept there, or the clock fills them at its first ring."""


def test_every_table_is_fed_and_nothing_hangs_in_the_air(empty_database: Database) -> None:
    assert fill(empty_database, SMALL) > 0
    with empty_database.transaction() as tx:
        counts = {
            table.name: tx.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Base.metadata.sorted_tables
        }
        assert {name for name, rows in counts.items() if not rows} == LEFT_EMPTY
        if empty_database.is_sqlite:
            # PostgreSQL holds them itself.
            assert tx.execute(text("PRAGMA foreign_key_check")).all() == []


def test_the_same_numbers_make_the_same_rows(tmp_path: Path) -> None:
    assert dumped(tmp_path / "first.db") == dumped(tmp_path / "second.db")


def test_the_point_hebdo_of_a_past_week_counts_its_hours(empty_database: Database) -> None:
    fill(empty_database, SMALL)
    with empty_database.transaction() as tx:
        programme = synchronise(tx, ville.dispositif(SMALL.binomes), EVENING)
        comite = programme.config.comite("comite-technique")
        snapshot = compose(tx, programme, comite, Semaine.of(EVENING).shifted(-1))
    assert snapshot["sections"]["entete"]["semaine"]["minutes"] > 0
    assert snapshot["sections"]["entete"]["semaine"]["rencontres"] > 0


def test_what_comes_next_is_numbered_after_the_past(empty_database: Database) -> None:
    fill(empty_database, SMALL)
    with empty_database.transaction() as tx:
        programme = synchronise(tx, ville.dispositif(SMALL.binomes), EVENING)
        crowd.at_work(tx, programme, 4, EVENING)
        series = select(Compteur.valeur).where(Compteur.nom == "amiens:V")
        assert tx.scalars(series).one() == tx.scalars(select(func.max(Signalement.numero))).one()
        talks = select(Conversation.id, Conversation.user_id).where(Conversation.etat == "ouverte")
        assert tx.execute(talks.order_by(Conversation.id)).all() == [
            (rank + 1, FIRST_PERSON + rank) for rank in range(4)
        ]
        under_way = select(func.count()).where(Presence.fin.is_(None))
        assert tx.execute(under_way).scalar_one() == SMALL.binomes
        behind = select(func.count()).where(
            Tableau.clos_le.is_(None), Tableau.tours != Tableau.vus
        )
        assert tx.execute(behind).scalar_one() == 2


def dumped(file: Path) -> list[str]:
    """Every row of a small base, as SQLite writes them."""
    database = Database(f"sqlite:///{file}")
    fill(database, Taille(binomes=1, annees=0))
    database.close()
    with closing(sqlite3.connect(file)) as connection:
        return [line for line in connection.iterdump() if line.startswith("INSERT")]
