"""The next text to reread, one tap each: « g:re:<note>:valider|corriger|ecarter|plus_tard »."""

from __future__ import annotations

from bot.domain.roles import Role
from bot.feature.contract import Context, Geste, Opening, Reply, Tap
from handlers.relecture import actions
from storage.models import Note

RESERVED = "La relecture est réservée à la coordination."
UNKNOWN = "Ce bouton n'est plus reconnu."


def reread(context: Context, tap: Tap) -> Reply:
    if context.somebody is None or context.person.role != Role.COORDINATION:
        return Reply(RESERVED)
    note = context.tx.get(Note, tap.object_id)
    mine = note is not None and note.dispositif_id == context.programme.id
    if not mine or tap.argument not in actions.LABELS:
        return Reply(UNKNOWN)
    if tap.argument == actions.CORRIGER:
        seed = {"_note": tap.object_id, "choix": actions.CORRIGER}
        return Reply("", opens=Opening("relecture", seed))
    values, keyboard = actions.decide(context, tap.object_id, tap.argument)
    return Reply(values["conclusion"], context.render(actions.RESULT, **values), keyboard)


GESTES: dict[str, Geste] = {actions.GESTE: reread}
