"""What a request for the published signalements asks: dates, states, kinds, a page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.domain.references import Lettre, Reference
from bot.web.open311.forme import Open311Error
from storage.publies import Recherche

SPAN: Final = timedelta(days=90)
"""What the norm answers for at once, and when nobody says since when."""
MOST: Final = 1_000
STATES: Final = {"open": True, "closed": False}


def read(query: Mapping[str, str], now: datetime) -> Recherche:
    """What the address asks. Raises Open311Error: 400, and what is wrong with it."""
    if wanted := query.get("service_request_id", ""):
        numbers = frozenset(filter(None, map(number, wanted.split(","))))
        return Recherche(numeros=numbers, taille=MOST)
    start, end = _span(query, now)
    kinds = query.get("service_code", "")
    return Recherche(
        debut=start,
        fin=end,
        codes=frozenset(kinds.split(",")) if kinds else None,
        ouverts=_state(query.get("status", "")),
        page=_count(query, "page", 1, 1_000_000),
        taille=_count(query, "page_size", MOST, MOST),
    )


def number(text: str) -> int | None:
    """12, of « V-0012 »; None for what is no number of ours."""
    try:
        found = Reference.parse(text.strip())
    except ValueError:
        return None
    return found.numero if found.lettre is Lettre.SIGNALEMENT else None


def _span(query: Mapping[str, str], now: datetime) -> tuple[datetime, datetime]:
    start, end = _instant(query, "start_date"), _instant(query, "end_date")
    end = end or (min(now, start + SPAN) if start else now)
    start = start or end - SPAN
    if end - start > SPAN:
        raise Open311Error(400, "start_date et end_date : 90 jours au plus de l'un à l'autre")
    return start, end


def _instant(query: Mapping[str, str], name: str) -> datetime | None:
    text = query.get(name, "")
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        raise Open311Error(400, f"{name} : attendu 2026-11-17T16:40:00Z") from None
    if found.year < 1970 or found.year > 9000:
        raise Open311Error(400, f"{name} : cette année n'a rien")
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _state(text: str) -> bool | None:
    asked = {one for one in text.split(",") if one}
    if not asked <= STATES.keys():
        raise Open311Error(400, "status : open, closed, ou les deux")
    return STATES[asked.pop()] if len(asked) == 1 else None


def _count(query: Mapping[str, str], name: str, usual: int, most: int) -> int:
    text = query.get(name, "") or str(usual)
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= most):
        raise Open311Error(400, f"{name} : un nombre de 1 à {most}")
    return int(text)
