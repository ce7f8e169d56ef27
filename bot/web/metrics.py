"""What Prometheus reads of the machinery, and its own process: nothing of the street, no name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from aiohttp import web

from bot.compteurs import Durees
from bot.web.host import HOST
from storage.machine.health import at_risk

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

PATH: Final = "/metrics"
HEARD: Final = "ok"
"""How the poller says that Telegram answers."""
BYTES: Final = 1_000_000
DAY: Final = 86_400
TURNS: Final = ("carnet_turn_seconds", "Du moment où Telegram donne un message à son tour acquis")
FILES: Final = ("carnet_outbox_messages", "Messages pas encore partis, par file et par état")
REMISES: Final = ("carnet_deliveries", "Envois finis, par canal et par ce qu'il en est advenu")
INCIDENTS: Final = ("carnet_incident", "1 : ce qui a été dit à l'exploitation et dure encore")


class Measure(NamedTuple):
    name: str
    meaning: str
    value: float


async def metrics(request: web.Request) -> web.Response:
    """For who asks from this network; what came through the public proxy finds no page."""
    if "X-Forwarded-For" in request.headers:
        raise web.HTTPNotFound
    # Only here: a bot that nobody scrapes does without.
    from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
    from prometheus_client.exposition import CONTENT_TYPE_LATEST

    registry = CollectorRegistry()
    registry.register(Scrape(await request.app[HOST].scraped()))
    ProcessCollector(registry=registry)
    return web.Response(
        body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
    )


class Scrape:
    """One answer, as the library collects it."""

    def __init__(self, seen: Mapping[str, Any]) -> None:
        self._seen = seen

    def collect(self) -> Iterator[Metric]:
        from prometheus_client.core import GaugeMetricFamily

        for one in measures(self._seen):
            yield GaugeMetricFamily(one.name, one.meaning, value=one.value)
        yield from _families(self._seen)


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
    yield Measure("carnet_digests_due", "Points dus et pas partis", seen.get("points_dus", 0))
    purged = seen.get("jours_sans_purge", 0) * DAY
    yield Measure("carnet_purge_age_seconds", "Depuis la dernière purge finie", purged)


def _families(seen: Mapping[str, Any]) -> Iterator[Metric]:
    from prometheus_client.core import (
        CounterMetricFamily,
        GaugeMetricFamily,
        HistogramMetricFamily,
    )

    tours: Durees = seen.get("tours") or Durees()
    yield HistogramMetricFamily(*TURNS, buckets=list(tours.cumulees()), sum_value=tours.somme)
    files = GaugeMetricFamily(*FILES, labels=("lane", "state"))
    remises = CounterMetricFamily(*REMISES, labels=("channel", "result"))
    incidents = GaugeMetricFamily(*INCIDENTS, labels=("kind",))
    for labels, number in seen.get("files", {}).items():
        files.add_metric(labels, number)
    for labels, number in seen.get("remises", {}).items():
        remises.add_metric(labels, number)
    for kind, is_open in seen.get("incidents", {}).items():
        incidents.add_metric((kind,), is_open)
    yield from (files, remises, incidents)
