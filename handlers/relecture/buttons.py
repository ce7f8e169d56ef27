"""The next text to reread, one tap each."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.feature import portee
from bot.feature.contract import UNKNOWN, Context, Opening, Reply, Tap
from handlers.relecture import actions
from handlers.relecture.facts import NOTE
from storage.models import Note


def reread(context: Context, tap: Tap) -> Reply:
    if portee.found(context, Droit.RELIRE, Note, tap.object_id) is None:
        return Reply(UNKNOWN)
    if tap.argument == actions.CORRIGER:
        seed = {NOTE.key: tap.object_id, "choix": actions.CORRIGER}
        return Reply("", opens=Opening("relecture", seed))
    values, keyboard = actions.decide(context, tap.object_id, tap.argument)
    return Reply(values["conclusion"], context.render(actions.RESULT, **values), keyboard)
