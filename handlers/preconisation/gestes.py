"""The coordination's answer in one tap: « g:pc:<préconisation>:<acte> »; a refusal asks why."""

from __future__ import annotations

from bot.casework import preconisations as casework
from bot.domain.preconisation import WITH_REASON, Acte
from bot.domain.roles import Role
from handlers.contract import Context, Geste, Opening, Reply, Tap
from handlers.preconisation import actions
from storage import preconisations
from storage.models import Preconisation

RESERVED = "Cette réponse est réservée à la coordination."
UNKNOWN = "Ce bouton n'est plus reconnu."
NOW = "💡 <b>{{ reference }}</b> · {{ resume }}\n{{ said }}"


def answer(context: Context, tap: Tap) -> Reply:
    """Answer, or open the flow that asks for the reason."""
    if context.somebody is None or context.person.role != Role.COORDINATION:
        return Reply(RESERVED)
    row = preconisations.get(context.tx, context.programme.id, tap.object_id)
    if row is None or tap.argument not in set(Acte):
        return Reply(UNKNOWN)
    if Acte(tap.argument) in WITH_REASON:
        seed = {"_preconisation": row.id, "reponse": tap.argument}
        return Reply("", opens=Opening("preconisation_reponse", seed))
    said = actions.reply(context, row, tap.argument, None)
    return Reply("Noté.", _now(context, row, said), _keyboard(row))


def _now(context: Context, row: Preconisation, said: str) -> str:
    resume = casework.resume(context.programme, row)
    return context.render(NOW, reference=casework.reference(row), resume=resume, said=said)


def _keyboard(row: Preconisation) -> list[list[tuple[str, str]]]:
    return [[(label, data) for label, data in line] for line in casework.buttons(row)]


GESTES: dict[str, Geste] = {casework.GESTE: answer}
