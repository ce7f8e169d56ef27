"""`carnet simuler`: what it says at the end, and everything that it refuses to begin."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.commands import practice
from bot.commands.run import SIMULATED, CannotStart
from bot.commands.run import live as serve
from bot.sandbox.ground import EVENING, Ground
from bot.sandbox.memory import TOKEN
from bot.sandbox.server import start
from bot.sandbox.world import World
from bot.settings import load
from bot.simulation.comptes import COORDINATION
from storage import people
from storage.machine.db import Database
from storage.machine.outbox import SENT
from storage.models import Outbox, Personne, Presence, ServiceRow
from tests.bot.commands.conftest import Shell
from tests.handlers.people import Team
from tests.storage.dispositif_cast import example

ASKED = ("simuler", "--semaines", "1", "--fin", "2026-11-15")


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (("--semaines", "0"), "--semaines : de 1 à 260 ; vous demandez 0"),
        (("--binomes", "10000"), "--binomes : de 1 à 1000 ; vous demandez 10000"),
        (("--fin", "2031-01-01"), "--fin : un passé s'arrête hier ; au plus tard "),
        (("--fin", "demain"), "--fin : « demain » n'est pas une date"),
        (("--dispositif", "tours"), "dispositif « tours » inconnu"),
    ],
)
def test_what_cannot_be_lived_is_refused_before_any_base_is_made(
    shell: Shell, asked: tuple[str, str], why: str
) -> None:
    assert shell.refused("simuler", *asked).startswith(why)
    assert not shell.database.exists()


def test_a_base_that_cannot_be_opened_is_named(shell: Shell) -> None:
    said = shell.refused("simuler", CARNET_DATABASE_URL="sqlite:////proc/carnet/carnet.db")
    assert "ne peut pas servir" in said


def test_a_past_ends_with_the_convention(shell: Shell) -> None:
    said = shell.refused("simuler", "--fin", "2019-09-01", CARNET_DISPOSITIF="mons")
    assert said == "--fin : la convention est finie ce jour-là ; au plus tard 2019-08-31\n"


def test_a_base_that_knows_real_people_is_left_as_it_was(team: Team, shell: Shell) -> None:
    before = team.rows(Personne)
    said = shell.refused(*ASKED, "--fichier", str(shell.folder / "s.yaml"))
    assert "cette base connaît de vraies personnes" in said
    assert "CARNET_DATABASE_URL=sqlite:///var/simulation.db" in said
    assert [one.id for one in team.rows(Personne)] == [one.id for one in before]
    assert not (shell.folder / "s.yaml").exists()


def test_a_base_of_another_programme_is_refused(team: Team, shell: Shell) -> None:
    with team.database.transaction() as tx:
        for person in tx.query(Personne):
            tx.delete(person)
    said = shell.refused(*ASKED[:3], "--fin", "2017-06-18", CARNET_DISPOSITIF="mons")
    assert "cette base sert déjà « amiens »" in said


def test_the_practice_ground_begins_with_a_past_whose_people_have_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its phones take their place: nobody of that past is written to any more."""
    monkeypatch.chdir(tmp_path)
    asked = load({"CARNET_TERRAIN_SEMAINES": "1"})
    (served,) = practice._furnished(Ground(), (example("mons"),), asked)
    assert served.nom == "Médiation sociale – Mons-en-Barœul (simulation)"
    database = Database(practice.DATABASE_URL)
    with database.transaction() as tx:
        latest = max(tx.scalars(select(Presence.debut)))
        assert people.team(tx, 1) == []
        assert set(tx.scalars(select(ServiceRow.groupe_telegram))) == {None}
        assert set(tx.scalars(select(Outbox.etat))) == {SENT}
    database.close()
    assert timedelta(0) < EVENING - latest < timedelta(days=5)


async def test_a_simulated_base_is_never_served_on_telegram(team: Team, live: Shell) -> None:
    """Nor simulated twice."""
    with team.database.transaction() as tx:
        for person in tx.query(Personne):
            person.telegram_id += COORDINATION
    assert "cette base a déjà un passé simulé" in live.refused(*ASKED)
    server = await start(World(MovableClock()))
    try:
        environ = {"CARNET_TELEGRAM_API_URL": server.url, "CARNET_TELEGRAM_TOKEN": TOKEN}
        with pytest.raises(CannotStart) as refused:
            await serve(load(live.environ | environ), (example("amiens"),))
    finally:
        await server.stop()
    assert str(refused.value) == SIMULATED
