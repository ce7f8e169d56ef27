"""The buttons under what the coordination is told of a point, and under a sentence in doubt."""

from __future__ import annotations

from bot.casework.point import annonces
from bot.domain.droits import Droit
from bot.feature import portee
from bot.feature.contract import UNKNOWN, Context, Opening, Reply, Tap
from handlers.point_hebdo import actions, retenir
from handlers.point_hebdo import facts as known
from storage.models import PointHebdo, PointPhrase


def press(context: Context, tap: Tap) -> Reply:
    """What the button carries, of that very week or month."""
    row = portee.found(context, Droit.VALIDER_POINT_HEBDO, PointHebdo, tap.object_id)
    if row is None:
        return Reply(UNKNOWN)
    said, keyboard, opens = actions.do(context, row, tap.argument)
    if opens is not None:
        return Reply("", opens=Opening(opens.flow, opens.seed, below=True))
    return Reply(said, said, keyboard)


def again(context: Context, tap: Tap) -> Reply:
    """A sentence whose figure moved: still true, other words, or none."""
    phrase = portee.found(context, Droit.VALIDER_POINT_HEBDO, PointPhrase, tap.object_id)
    if phrase is None:
        return Reply(UNKNOWN)
    if tap.argument == annonces.RECRIRE:
        of_it = {**known.POINT_ID.seed(phrase.point_id), **retenir.PHRASE.seed(phrase.id)}
        seed = {**of_it, "quoi": annonces.RECRIRE}
        return Reply("", opens=Opening("a_retenir", seed))
    said = retenir.answer(context, phrase, tap.argument)
    return Reply(said, said)
