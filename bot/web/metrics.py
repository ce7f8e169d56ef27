"""The same figures as /health, as Prometheus reads them: nothing of the street."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from aiohttp import web

from bot.web.host import HOST
from storage.machine.health import at_risk

PATH: Final = "/metrics"
HEARD: Final = "ok"
"""How the poller says that Telegram answers."""
BYTES: Final = 1_000_000


class Measure(NamedTuple):
    name: str
    meaning: str
    value: float


async def metrics(request: web.Request) -> web.Response:
    """For who asks from this network; what came through the public proxy finds no page."""
    if "X-Forwarded-For" in request.headers:
        raise web.HTTPNotFound
    # Only here: a bot that nobody scrapes does without.
    from prometheus_client import CollectorRegistry, Gauge, generate_latest
    from prometheus_client.exposition import CONTENT_TYPE_LATEST

    registry = CollectorRegistry()
    for one in measures(await request.app[HOST].probe()):
        Gauge(one.name, one.meaning, registry=registry).set(one.value)
    return web.Response(
        body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
    )


def measures(seen: Mapping[str, Any]) -> Iterator[Measure]:
    """Of what the probe says; what it does not know is 0."""
    waits, held = seen.get("attend_depuis", {}), seen.get("plus_long_blocage", {})
    yield Measure("carnet_inbox_pending", "Messages à traiter", seen.get("a_traiter", 0))
    yield Measure(
        "carnet_inbox_quarantined", "Messages mis de côté", seen.get("en_quarantaine", 0)
    )
    yield Measure("carnet_inbox_to_mend", "De ceux-là, à reprendre", seen.get("a_reprendre", 0))
    yield Measure("carnet_inbox_oldest_seconds", "Âge du plus ancien", waits.get("a_traiter", 0))
    yield Measure("carnet_outbox_unsent", "Messages à envoyer", seen.get("a_envoyer", 0))
    yield Measure("carnet_outbox_dead", "Messages jamais remis", seen.get("non_remis", 0))
    yield Measure("carnet_outbox_oldest_seconds", "Âge du plus ancien", waits.get("a_envoyer", 0))
    yield Measure("carnet_tick_age_seconds", "Âge du dernier tic", seen.get("dernier_tic") or 0)
    yield Measure("carnet_base_writable", "1 : la base s'écrit", seen.get("ecrit", True))
    free = seen.get("place_libre_mo", 0) * BYTES
    yield Measure("carnet_disk_free_bytes", "Place libre sous les photos", free)
    yield Measure("carnet_telegram_heard", "1 : Telegram répond", seen.get("ecoute") == HEARD)
    yield Measure("carnet_longest_hold_seconds", "Plus long blocage", held.get("ms", 0) / 1000)
    yield Measure("carnet_promises_at_risk", "Promesses en jeu", len(list(at_risk(seen))))
