"""getUpdates: the one method that waits."""

from __future__ import annotations

from bot.sandbox.parameters import Table, integer, structure
from bot.sandbox.refusals import Json, Refusal
from bot.sandbox.updates import Update
from bot.sandbox.world import World

MOST_UPDATES = 100
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
TABLE: Table = {
    "offset": integer,
    "limit": integer,
    "timeout": integer,
    "allowed_updates": structure,
}


async def get_updates(world: World, params: Json) -> list[Update]:
    """The next updates; the kinds asked for are remembered until the next time they are said."""
    if world.webhook:
        raise Refusal(409, WEBHOOK_ACTIVE)
    if "allowed_updates" in params:
        world.updates.allowed = list(params["allowed_updates"] or ())
    limit = params.get("limit", MOST_UPDATES)
    if not 1 <= limit <= MOST_UPDATES:
        limit = MOST_UPDATES
    return await world.updates.poll(params.get("offset", 0), limit, params.get("timeout", 0))
