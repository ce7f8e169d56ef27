"""What `doctor` asks of the services' rooms: whether the bot may speak there, and read."""

from __future__ import annotations

from collections.abc import Iterable

from bot.channels.matrix.client import LOOKING, MatrixClient
from bot.channels.matrix.salons import Salons
from bot.delivery.contract import DeliveryFailure
from bot.delivery.outside import outside
from bot.settings import Settings
from storage.dispositif import Dispositif, actifs

NO_ACCOUNT = "un service a un salon, et le bot n'a pas de compte : donnez CARNET_MATRIX_URL"


def rooms(configs: Iterable[Dispositif]) -> list[tuple[str, str]]:
    """The service and the address of each room that a file names."""
    services = (one for config in configs for one in actifs(config.services))
    return [(one.label, one.matrix) for one in services if one.matrix]


async def wanting(settings: Settings, named: Iterable[tuple[str, str]]) -> list[str]:
    """What keeps the bot from each of these rooms, in French; never what opens its account."""
    if not settings.matrix_url:
        return [NO_ACCOUNT]
    lines = []
    async with outside(inside=settings.reseau_interne == "oui") as door:
        salons = Salons(MatrixClient(door, settings.matrix_url, LOOKING))
        for label, address in named:
            try:
                await salons.reach(address)
            except DeliveryFailure as failure:
                lines.append(f"{label} ({address}) : {failure}")
    return lines
