"""What one person feels: from a tap to its answer, and to the card that shows it."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.crowd import database_of, tally_button
from tests.bench.ground import Ground, Seen, accepted, cards, ground
from tests.bench.rivals import carnet
from tests.bench.table import Figure, p

TAPS, FIRST = 100, 20
PAUSE = 0.05


def measure() -> Iterator[Figure]:
    with ground() as place, database_of(1) as database:
        place.crowd(1)
        with carnet(place, database):
            lived = [_tap(place) for _ in range(FIRST + TAPS)][FIRST:]
    answers = [answer for answer, _ in lived]
    shown = [card for _, card in lived]
    yield Figure("Appui → réponse, une personne, p50", p(answers, 50), "ms", 15)
    yield Figure("Appui → réponse, une personne, p95", p(answers, 95), "ms", 15)
    yield Figure("Appui → carte réécrite, une personne, p95", p(shown, 95), "ms", 30)


def _felt(seen: list[Seen]) -> bool:
    return bool(accepted(seen, "answerCallbackQuery") and cards(seen))


def _tap(place: Ground) -> tuple[float, float]:
    """Milliseconds to the answer's arrival and to the new card's, one tap at a time."""
    place.post("burst", kind="tap", data=tally_button(), count=1, users=1)
    seen = place.until(_felt, look=PAUSE)
    answer, card = accepted(seen, "answerCallbackQuery")[0].at, cards(seen)[0].at
    waited = float(place.get("latencies")["taps"][0]["ms"])
    return waited, waited + max(0.0, (card - answer) * 1000)
