"""The evening that each fault strikes: an alert with its photo, a count, the comités' Monday."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Awaitable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.checker import Found, Truth, compared, inversions, truth_of
from tests.faults.fault import Fault, Storm
from tests.pictures import jpeg
from tests.stories.kill import ledger
from tests.stories.kill.evening import cast, everybody_joins
from tests.stories.kill.lives import Nursery
from tests.stories.kill.promises import account
from tests.stories.kill.replay import Replay, tap
from tests.stories.kill.stage import staged

CALM = (60, 240, 900)
"""Seconds after it ended, each waited through: what is tried again leaves."""


async def soiree(play: Replay, fault: Fault, engine: str, found: Found) -> None:
    """Raises LookupError for a missing button, TimeoutError for a bot that is never quiet."""
    people = cast(play.world)
    storm = Storm(play, people, engine)
    await everybody_joins(play, people)
    await play.at(17, 5)
    await play.says(people.mediatrice, "▶️ Présence")
    await play.taps(people.mediatrice, "✅ Démarrer")
    await play.at(19, 10)
    await play.together(lambda: people.mediatrice.send_photo(jpeg()))
    await play.taps(people.mediatrice, "Éclairage", "📌 Site A")
    try:
        await fault.begins(storm)
        tap(people.mediatrice, "✅ Envoyer")
        if not fault.mute:
            people.mediateur.write("8 ados 3 adultes")
        await fault.lasts(storm)
        await fault.ends(storm)
    finally:
        for let_go in storm.held:
            let_go()
    await storm.heard()
    for seconds in CALM:
        await storm.passes(seconds)
        await storm.quiet()
    if fault.apart:
        play.updates = Counter({("apart",): 1})
        found.inverted += inversions(play.books)
    else:
        await _afterwards(play, storm, found)
    if missing := fault.untold(storm):
        found.untold.append(missing)


async def _afterwards(play: Replay, storm: Storm, found: Found) -> None:
    """All answer again, and the comités read on Monday."""
    await play.taps(storm.people.mediateur, "✅ Enregistrer", "⏭ Passer")
    await play.at(20, 52)
    await play.says(storm.people.mediatrice, "▶️ Présence")
    await play.taps(storm.people.mediatrice, "⏹ Terminer", "🙂 4", "Moyenne")
    play.updates = ledger.read_updates(play.books)
    found.inverted += inversions(play.books)
    await play.at(8, 0, days=6)


async def _stopped(evening: Awaitable[None], play: Replay) -> tuple[str, ...]:
    """Why it did not come to its end: what it left then says nothing more."""
    try:
        await evening
    except Exception as error:
        # Whatever it was, it is said in the table: the other faults are played all the same.
        why = "".join(traceback.format_tb(error.__traceback__)[-3:])
        return (f"the evening stopped: {error!r}\n{why}\n{play.lives.journal()[-2000:]}",)
    return ()


async def played(
    nursery: Nursery, engine: str, fault: Fault, truth: Truth | None = None
) -> tuple[Found, Truth]:
    """One evening under that fault, judged against `truth`, or found out to be it."""
    found = Found()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        books = stack.enter_context(nursery.books.copied(folder))
        async with staged(nursery, folder, books, inside=fault.inside) as play:
            stopped = await _stopped(soiree(play, fault, engine, found), play)
        left = books.left(folder / "left")
        result = account(left, folder / "photos", play.world, play.mailbox, play.updates)
        itself = truth_of(result)
        left_wrong = stopped or (*play.broken, *compared(truth or itself, result))
        found.add(left_wrong, fault.allowed)
    return found, itself
