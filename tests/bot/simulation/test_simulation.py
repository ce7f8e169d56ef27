"""A simulated past is believable, the same for a seed, made by the bot's own deeds, and silent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Table, func, select
from typer.testing import CliRunner

from bot.commands.line import app
from bot.simulation import phrases, poids
from bot.simulation.vecu import vecu
from storage.machine.db import Database, Tx
from storage.machine.outbox import SENT
from storage.models import (
    Base,
    Note,
    Outbox,
    Personne,
    Presence,
    PresenceSegment,
    Rencontre,
    Signalement,
)
from storage.people import FIRST_SIMULATED
from tests.bot.simulation.conftest import LAST, WEEKS, Past, hurried

MACHINERY = {"bail", "conversation", "inbox", "outbox", "cle_sortie", "tableau", "dictee"}
SECRET = {
    "charge_le",
    "mot",
    "code_sha256",
    "source",
    "conversation_id",
    "cle",
    "le",
    "empreinte",
    "message_id",
}
"""Drawn anew each time, or the numbers of messages: all the rest is the seed's."""
WRITTEN = {
    *(word for words in vars(phrases).values() if isinstance(words, tuple) for word in words),
    *poids.LIEUX,
    "",
}


@pytest.fixture(params=["amiens", "mons"])
def past(request: pytest.FixtureRequest) -> Past:
    past: Past = request.getfixturevalue(request.param)
    return past


def lived(database: Database) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    """Every row of the trade, without what is drawn anew."""
    with database.transaction() as tx:
        for table in Base.metadata.sorted_tables:
            if table.name not in MACHINERY:
                yield table.name, _rows(tx, table)


def _rows(tx: Tx, table: Table) -> list[tuple[object, ...]]:
    columns = [column for column in table.columns if column.name not in SECRET]
    return [tuple(row) for row in tx.execute(select(*columns).order_by(*columns))]


def test_the_same_seed_lives_the_same_days_with_a_screen_or_without(
    mons: Past, tmp_path: Path
) -> None:
    """The screen is the whole chat: an update, a turn, a card, a press."""
    again = hurried(tmp_path, "mons")
    assert dict(lived(again.database)) == dict(lived(mons.database))
    again.database.close()


def test_the_figures_stay_within_what_a_team_does(past: Past) -> None:
    """7 to 10 h 30 a site and week, about 60 % in the street (000 l.142, requirements §0.7)."""
    with past.database.transaction() as tx:
        seen = vecu(tx)
        sites = tx.execute(select(func.count(func.distinct(Presence.site_id)))).scalar_one()
        tranches = set(tx.scalars(select(PresenceSegment.tranche)))
        bands = {
            public: n
            for public, n in tx.execute(
                select(Rencontre.public, func.sum(Rencontre.nombre)).group_by(Rencontre.public)
            )
        }
        ambiances = [one for one in tx.scalars(select(Presence.ambiance)) if one is not None]
    assert sites == 3
    assert 6.5 <= seen.presence / 60 / WEEKS / sites <= 10.5
    assert seen.temps.part_terrain is not None
    assert 54 <= seen.temps.part_terrain <= 66
    assert tranches == {"journee", "soiree", "week-end"}
    assert 2.5 <= seen.rencontres / (seen.presence / 60) <= 12
    assert len(bands) >= 5
    assert max(bands.values()) < 0.5 * seen.rencontres
    assert set(ambiances) <= {1, 2, 3, 4, 5}
    assert 2 <= sum(ambiances) / len(ambiances) <= 4.5
    assert seen.relais > 0


def test_the_bot_took_every_answer(amiens: Past, mons: Past) -> None:
    assert amiens.refused == {}
    assert "refus" not in mons.said


def test_nothing_leaves_and_nobody_real_is_named(past: Past) -> None:
    with past.database.transaction() as tx:
        assert set(tx.scalars(select(Outbox.etat))) == {SENT}
        chats = tx.scalars(select(Outbox.adresse).where(Outbox.canal == "telegram"))
        assert min(abs(int(chat)) for chat in chats) >= FIRST_SIMULATED
        assert min(tx.scalars(select(Personne.telegram_id))) >= FIRST_SIMULATED
        assert set(tx.scalars(select(Personne.prenom))) <= {
            *("Coordination", "Médiatrice", "Médiateur")
        }


def test_every_free_word_was_written_beforehand(past: Past) -> None:
    """About places and things, never a person (P7)."""
    with past.database.transaction() as tx:
        words = {*tx.scalars(select(Note.texte)), *tx.scalars(select(Signalement.lieu))}
    assert len(words) > 2
    # « devant le 12 · Un grillage ouvert. »: where, then what « Autre » is.
    assert {part for word in words for part in word.split(" · ")} <= WRITTEN


def test_the_point_hebdo_of_a_simulated_week_is_written(mons: Past, tmp_path: Path) -> None:
    """With the dispositif that the command wrote."""
    environ = {
        "CARNET_DATABASE_URL": f"sqlite:///{mons.folder / 'carnet.db'}",
        "CARNET_DISPOSITIF": str(mons.folder / "simulation.yaml"),
    }
    year, week, _day = LAST["mons"].isocalendar()
    asked = ("digest", "--week", f"{year}-W{week}", "--out", str(tmp_path))
    result = CliRunner().invoke(app, asked, env=environ)
    assert result.exit_code == 0, result.output
    text = sorted(tmp_path.glob("*.txt"))[0]
    said = text.read_text(encoding="utf-8")
    assert "(simulation)" in said
    assert "Site A" in said
    assert "rencontres" in said
