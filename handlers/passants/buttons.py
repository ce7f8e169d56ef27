"""One person more, or the last one counted no more; what she answered is soon nobody's."""

from __future__ import annotations

from typing import Final

from bot.feature.contract import UNKNOWN, Context, Opening, Reply, Tap
from bot.questions.passants import DEFAIRE, here
from handlers.passants.facts import FLOW, SITE
from storage import passants
from storage.work import Work

CLOSED: Final = "Personne n'est interrogé sur ce site aujourd'hui : la campagne est finie."
TOO_LATE: Final = "La dernière personne est déjà comptée : ceci ne s'annule plus."
BACK: Final = "Retirée : recommencez avec elle."


def pressed(context: Context, tap: Tap) -> Reply:
    """The questions of that site, even while a presence runs on another one."""
    slug = context.programme.site_slugs.get(tap.object_id)
    if slug is None:
        return Reply(UNKNOWN)
    campagne = here(context, tap.object_id)
    if campagne is None:
        return Reply(CLOSED)
    asks = Opening(FLOW, {SITE: slug}, below=tap.argument != DEFAIRE)
    if tap.argument != DEFAIRE:
        return Reply("", opens=asks)
    if not passants.taken_back(context.tx, campagne, context.person.id):
        return Reply(TOO_LATE)
    return Reply(BACK, opens=asks)


def forget(work: Work) -> None:
    """A quarter of an hour later, nothing tells which answers were one person's."""
    passants.forget(work.tx, work.programme.id, work.now)
