"""A message typed from nowhere: read with the words of the dispositif, tied to what it became."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.clock import paris
from bot.domain.lecture.eclair import HeureDite, Lecture, lire
from bot.domain.lecture.heures import at_clock, parse_heure
from bot.feature.contract import Context
from bot.questions.heures import LONGEST_AGO
from storage import dictees
from storage.dictees import Typed
from storage.models import Saisie


def read(context: Context, text: str) -> Lecture:
    """What `text` says, in the words of this dispositif."""
    return lire(text, context.programme.lexique)


def moment(heure: HeureDite, now: datetime) -> datetime | None:
    """The instant that was said; None when it has not come yet."""
    hour, minute = divmod(heure.minutes, 60)
    if heure.hier:
        return at_clock(paris(now).date() - timedelta(days=1), hour, minute, now)
    instant = parse_heure(f"{hour}h{minute:02d}", now)
    return instant if instant and now - instant <= LONGEST_AGO else None


def tie(context: Context, message_id: int | None, rows: Sequence[Saisie]) -> None:
    """Editing that message will correct `rows`."""
    if message_id is not None and rows:
        typed = Typed(context.user_id, message_id, context.person.id, context.talk_id)
        dictees.keep(context.tx, typed, rows, context.now)
