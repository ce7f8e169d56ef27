"""The largest programme through the wire: every entry of every role, and no refusal."""

from __future__ import annotations

from sqlalchemy import select

from bot.delivery.channels import to_chat
from bot.domain.roles import Role
from bot.sandbox.persons import Person
from storage.machine.db import Tx
from storage.machine.outbox import DEAD, Lane, Message, post
from storage.models import Outbox
from storage.programme import Programme
from tests import grand
from tests.oracle import check_calls
from tests.stories.stage import EVENING, Home, Stage, stage

ENTERING = (Role.MEDIATEUR, Role.COORDINATION, Role.COMITE, Role.PARTENAIRE)


async def opens_everything(play: Stage, person: Person, role: Role) -> None:
    """Each command of that role, then the second page of its first screen."""
    for name, _about in play.carnet.desk.commands(role):
        await play.says(person, f"/{name}")
        if "Page 2 ›" in [one.label for one in person.screen().buttons]:
            await play.taps(person, "Page 2 ›")


async def test_no_entry_of_any_role_is_refused_whatever_the_size(home: Home) -> None:
    async with stage(home, config=grand.grand()) as play:
        (programme,) = play.carnet.programmes.values()
        people = [await play.joins(one.value, one, _binome(one)) for one in ENTERING]
        await play.read(lambda tx: _filled(tx, programme))
        for person, role in zip(people, ENTERING, strict=True):
            await opens_everything(play, person, role)
        turned = [one for one in play.world.messages(people[1].id) if "Page 2 sur" in one.text]
        assert len(turned) > 5
        assert await play.read(_refused) == []
        check_calls(play.world)
        # What nobody should compose: whoever waits is told, and the log says what it was.
        await play.read(lambda tx: post(tx, play.clock.now(), _endless(people[0])))
        await play.quiet()
        assert "Telegram a refusé d'afficher ma réponse." in people[0].read()
        reason = "a message that Telegram refuses was composed: 5000 characters, 4096 at most"
        assert await play.read(_refused) == [reason]


def _endless(person: Person) -> Message:
    return Message("sans fin", Lane.PROMPT, to_chat(person.id), {"text": "a" * 5000})


def _binome(role: Role) -> str | None:
    return "binome-1" if role is Role.MEDIATEUR else None


def _filled(tx: Tx, programme: Programme) -> None:
    grand.people(tx, programme, EVENING)
    grand.decisions(tx, programme, EVENING.date())
    grand.difficultes(tx, programme, EVENING)


def _refused(tx: Tx) -> list[str | None]:
    dead = select(Outbox.erreur).where(Outbox.etat == DEAD, Outbox.canal == "telegram")
    return list(tx.scalars(dead))
