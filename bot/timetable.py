"""Everything that the clock does, and how often it looks whether it is due."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from bot.chat import brouillons, menus, mots_perimes
from bot.chat.desk import Desk
from bot.delivery.horloge import ClockSetBack
from bot.feature.door import gathered
from bot.jobs import Job
from digests.due import run_due, run_due_month
from storage import chaine
from storage.conservation import oublis, purge
from storage.entretien import every_hour, words_taken_back
from storage.referential import refreshed

OFTEN_SECONDS: Final = 5
HABIT_SECONDS: Final = 3
"""A rhythm of their own: words to blank keep no tally waiting."""


def timetable(
    desk: Desk, photos: Path = Path("photos"), keys: Sequence[str] = ()
) -> tuple[Job, ...]:
    """Everything that the clock does; each feature brings its own.

    photos: the folder whose files leave with their rows; keys: what signs the audit.
    """
    minutely = gathered(lambda feature: feature.clocks)
    often = gathered(lambda feature: feature.habits)
    return (
        Job("clock set back", OFTEN_SECONDS, ClockSetBack()),
        Job("sign of life", 60, brouillons.beat),
        Job("drafts recalled", 600, partial(brouillons.recall, desk=desk)),
        Job("drafts given up", 3600, partial(brouillons.give_up, desk=desk)),
        Job("held words given up", 60, mots_perimes.give_up),
        Job("keyboards that changed", 3600, partial(menus.renew, desk=desk)),
        *(Job(name, 60, do) for name, do in minutely.items()),
        Job("changes made elsewhere", 60, refreshed),
        Job("points hebdo", 60, run_due),
        Job("points mensuels", 60, run_due_month),
        Job("entries taken back", OFTEN_SECONDS, oublis.due),
        Job("words taken back", OFTEN_SECONDS, words_taken_back),
        Job("photos erased", OFTEN_SECONDS, partial(oublis.erase_photos, folder=photos)),
        Job("conservation", 600, partial(purge.daily, keys=keys)),
        *(Job(name, 3600, do) for name, do in every_hour().items()),
        # After whatever writes in it.
        Job("audit sealed", OFTEN_SECONDS, chaine.seal),
        *(Job(name, HABIT_SECONDS, do) for name, do in often.items()),
    )
