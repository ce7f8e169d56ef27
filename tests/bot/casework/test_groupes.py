"""A service's group registers itself with a code that serves once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.casework.groupes import REFUSED, move, register_group
from bot.delivery.channels import to_chat
from storage import people
from storage.models import Audit, ServiceRow
from tests.bot.casework.terrain import GROUPE, SOIR, Terrain


def code_for(terrain: Terrain, role: str = "service") -> str:
    service = terrain.programme.services["sv-eclairage"] if role == "service" else None
    with terrain.tx() as tx:
        return people.invite(
            tx, terrain.programme.id, role, "sv-eclairage", SOIR, service_id=service
        ).code


def register(terrain: Terrain, code: str, chat: int = GROUPE) -> str:
    with terrain.tx() as tx:
        return register_group(tx, chat, code, terrain.clock.now())


def group_of(terrain: Terrain) -> int | None:
    with terrain.tx() as tx:
        service = tx.get_one(ServiceRow, terrain.programme.services["sv-eclairage"])
        return service.groupe_telegram


def test_a_good_code_sends_the_services_alerts_to_the_group(terrain: Terrain) -> None:
    said = register(terrain, code_for(terrain))
    assert said.startswith("Ce groupe reçoit désormais les signalements pour Éclairage public.")
    assert group_of(terrain) == GROUPE
    terrain.emit()
    assert len(terrain.outbox(GROUPE)) == 1
    with terrain.tx() as tx:
        assert tx.scalars(select(Audit.acte)).all() == ["groupe_inscrit"]


def test_a_code_serves_once(terrain: Terrain) -> None:
    code = code_for(terrain)
    register(terrain, code)
    assert register(terrain, code, chat=-2002) == REFUSED
    assert group_of(terrain) == GROUPE


def test_a_wrong_an_expired_or_a_mediators_code_changes_nothing(terrain: Terrain) -> None:
    mediator, late = code_for(terrain, "mediateur"), code_for(terrain)
    assert register(terrain, "inconnu") == REFUSED
    assert register(terrain, mediator) == REFUSED
    terrain.clock.advance(timedelta(hours=73))
    assert register(terrain, late) == REFUSED
    assert group_of(terrain) is None


def test_a_group_that_moved_is_followed_and_its_old_message_numbers_forgotten(
    terrain: Terrain,
) -> None:
    terrain.register_group()
    terrain.emit()
    terrain.all_sent()
    terrain.emit()
    with terrain.tx() as tx:
        move(tx, to_chat(GROUPE), to_chat(-100200))
    assert group_of(terrain) == -100200
    groups = [row for row in terrain.alertes() if row.canal == "telegram"]
    assert [(row.adresse, row.message_id) for row in groups] == [("-100200", None)] * 2
    assert [row.cle for row in terrain.outbox(-100200)] == ["alerte:3:envoi"]
    assert [row.cle for row in terrain.outbox(GROUPE)] == ["alerte:1:envoi"]
