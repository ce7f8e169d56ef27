"""Alerts to hundreds of chats within Telegram's limits, while somebody goes on tapping."""

from __future__ import annotations

from collections.abc import Iterator

from bot.clock import SystemClock
from bot.delivery.channels import to_chat
from bot.sandbox.burst import FIRST_PERSON
from storage.machine.db import Database
from storage.machine.outbox import Lane, Message, post
from tests.bench.crowd import database_of, tally_button
from tests.bench.ground import Ground, Seen, accepted, cards, ground
from tests.bench.rivals import carnet
from tests.bench.table import Figure, p

ALERTS = 300
PROBES, PROBES_PER_SECOND = 10, 1


def measure() -> Iterator[Figure]:
    with ground("--rate-limits") as place, database_of(1) as database:
        place.crowd(ALERTS + 1)
        with carnet(place, database, paced=True):
            _post(database)
            asked = {"schedule": "poisson", "rate": PROBES_PER_SECOND}
            place.post("burst", kind="tap", data=tally_button(), count=PROBES, users=1, **asked)
            seen = place.until(_complete)
            yield from _figures(seen, _probe_waits(place, seen))


def _post(database: Database) -> None:
    """Rows as an alert makes them; the first person, who taps, gets none."""
    messages = [
        Message(f"mesure:{n}", Lane.ALERTE, to_chat(FIRST_PERSON + n), {"text": f"V-{n}"})
        for n in range(1, ALERTS + 1)
    ]
    with database.transaction() as tx:
        post(tx, SystemClock().now(), *messages)


def _complete(seen: list[Seen]) -> bool:
    return len(_alerts(seen)) >= ALERTS and len(cards(seen)) >= PROBES


def _alerts(seen: list[Seen]) -> list[Seen]:
    """What was posted here; the first person is sent a pinned tally besides."""
    said = accepted(seen, "sendMessage")
    return [one for one in said if str(one.params["text"]).startswith("V-")]


def _probe_waits(place: Ground, seen: list[Seen]) -> list[float]:
    """Seconds from each tap to its card rewritten: its answer's wait, and what came after."""
    taps = place.get("latencies")["taps"]
    answers = accepted(seen, "answerCallbackQuery")
    return [
        tap["ms"] / 1000 + max(0.0, card.at - answer.at)
        for tap, answer, card in zip(taps, answers, cards(seen), strict=True)
    ]


def _figures(seen: list[Seen], waits: list[float]) -> Iterator[Figure]:
    sent = _alerts(seen)
    rate = (len(sent) - 1) / (sent[-1].at - sent[0].at)
    refused = sum(one.status == 429 for one in seen)
    lost = ALERTS - len({one.params["chat_id"] for one in sent})
    yield Figure("Alertes envoyées par seconde", rate, "/s", 28, at_least=True)
    yield Figure("Refus 429 pendant l'envoi", 100 * refused / len(sent), "%", 0.1)
    yield Figure("Alertes perdues", lost, "", 0)
    yield Figure("Carte réécrite pendant l'envoi, p95", p(waits, 95), "s", 0.3)
