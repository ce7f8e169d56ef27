"""Faults of Telegram's side: refusals, silences, what it says twice."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from bot.sandbox.server import start
from tests.faults.fault import Fault, Moment, Storm, told_by_mail
from tests.faults.inside import NO_DNS

TOO_OLD: Final = "Bad Request: query is too old and response timeout expired"
HURRY: Final = 500
AID: Final = (r"7000001", r"added update", r"vite:", r"added message.*tg:#")
"""What the coordination, who writes so much, reads; every update after has another number."""
SENDING: Final = ("sendMessage", "sendPhoto", "editMessageText", "editMessageCaption")


def spoiled(*methods: str, **how: Any) -> Moment:
    """These methods fail so; until the end where `times` is None."""

    async def begins(storm: Storm) -> None:
        for method in methods:
            storm.play.world.faults.add(method, **how)

    return begins


async def mended(storm: Storm) -> None:
    storm.play.world.faults.clear()


async def away(storm: Storm) -> None:
    """Nobody listens at that port."""
    await storm.play.server.stop()


async def back(storm: Storm) -> None:
    port = int(storm.play.server.url.rpartition(":")[2])
    storm.play.server = await start(storm.play.world, port=port)


async def nameless(storm: Storm) -> None:
    """Names are known no more, and every kept connection breaks."""
    (storm.play.folder / NO_DNS).touch()
    await away(storm)


async def named(storm: Storm) -> None:
    await back(storm)
    (storm.play.folder / NO_DNS).unlink()


async def a_day(storm: Storm) -> None:
    """Updates come, and nothing that is sent is taken, for 23 hours."""
    await storm.passes(*(30,) * 4, *(600,) * 6, *(3600,) * 22)


async def blocks(storm: Storm) -> None:
    """He blocks the bot for a while: what is said to him meanwhile finds nobody."""
    storm.people.mediateur.block()


async def unblocks(storm: Storm) -> None:
    """He writes again once he is back."""
    storm.people.mediateur.unblock()
    storm.people.mediateur.write("8 ados 3 adultes")


async def upgraded(storm: Storm) -> None:
    storm.people.group.upgrade()


async def kicked(storm: Storm) -> None:
    storm.people.group.kick_bot(storm.people.agent)


async def demoted(storm: Storm) -> None:
    """The bot was an administrator there, and is one no more."""
    storm.people.group.promote_bot(storm.people.agent)
    storm.people.group.demote_bot(storm.people.agent)


async def again(storm: Storm, turned: bool = False) -> None:
    """All that waits is given a second time, in reverse order if `turned`."""
    updates = storm.play.world.updates
    waiting: Sequence[Any] = updates.pending
    await storm.passes(1, 5)
    doubles = [one for one in waiting if one not in updates.pending]
    updates._pending.extend(reversed(doubles) if turned else doubles)
    updates._wake(None)
    await storm.passes(20, 30, 60)


async def hurried(storm: Storm) -> None:
    """Five hundred messages of one person within a minute."""
    for _number in range(HURRY):
        storm.people.coordination.write("/aide")
    await asyncio.sleep(5)
    await storm.passes(1, 5, 20, 30, 60)


def each_answered(storm: Storm) -> str:
    """As many answers as messages."""
    who = storm.people.coordination
    answers = sum(
        call.method == "sendMessage" and call.params.get("chat_id") == who.id
        for call in storm.play.world.calls
    )
    return "" if answers >= HURRY else f"{answers} réponses à {HURRY} messages"


async def restarted(storm: Storm) -> None:
    storm.play.world.updates.restart_ids(7)


HIS_CHAT: Final = (
    r"added update",
    r"\b7000003\b",
    r"personne",
    r"rencontre",
    r"conversation",
    r"message",
    "ended dead",
)
ANOTHER_GROUP: Final = (
    r"added update",
    r"-\d{6,}",
    r"ended dead",
    r"groupe",
    r"'alerte'|alerte ×",
)
FAULTS: Final = (
    Fault(
        name="429, « dans 3 s », cinq fois",
        begins=spoiled(*SENDING, code=429, retry_after=3, times=5),
        ends=mended,
    ),
    Fault(name="502 à tout", begins=spoiled("*", code=502, times=None), ends=mended),
    Fault(name="Telegram absent (port fermé)", begins=away, ends=back),
    Fault(name="DNS disparu", begins=nameless, ends=named, inside="tests.faults.inside:no_dns"),
    Fault(
        name="réponse perdue après la livraison",
        begins=spoiled(*SENDING, drop_reply=True, times=2),
        ends=mended,
    ),
    Fault(
        name="appel qui pend 9 s",
        begins=spoiled("sendMessage", delay=9.0, times=1),
        ends=mended,
    ),
    Fault(
        name="24 heures de refus",
        begins=spoiled(*SENDING, code=502, times=None),
        lasts=a_day,
        ends=mended,
        apart=True,
        allowed=(r"tableau:[\d#]+:", r"never shown"),
        untold=told_by_mail("tarde à partir"),
    ),
    Fault(
        name="ornement refusé (500, puis 400)",
        begins=spoiled("pinChatMessage", "unpinChatMessage", "setMyCommands", code=500, times=9),
        ends=mended,
    ),
    Fault(
        name="« query is too old »",
        begins=spoiled("answerCallbackQuery", code=400, description=TOO_OLD, times=None),
        ends=mended,
    ),
    Fault(name="409, un autre programme", begins=spoiled("getUpdates", code=409, times=3)),
    Fault(name="chaque mise à jour deux fois", lasts=again),
    Fault(name="deux fois, et à l'envers", lasts=partial(again, turned=True)),
    Fault(
        name="numéros qui repartent d'ailleurs",
        begins=restarted,
    ),
    Fault(
        name="500 messages en une minute d'une personne",
        lasts=hurried,
        allowed=AID,
        untold=each_answered,
    ),
    Fault(
        name="groupe devenu supergroupe",
        begins=upgraded,
        allowed=ANOTHER_GROUP,
    ),
    Fault(name="bot rétrogradé dans le groupe", begins=demoted, allowed=(r"added update",)),
    Fault(
        name="bot retiré du groupe",
        begins=kicked,
        allowed=ANOTHER_GROUP,
        untold=told_by_mail("Éclairage public"),
    ),
    Fault(
        name="bot bloqué par un médiateur, puis débloqué",
        begins=blocks,
        mute=True,
        ends=unblocks,
        allowed=HIS_CHAT,
        untold=told_by_mail("joignable"),
    ),
)
