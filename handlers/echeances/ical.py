"""The due dates as an agenda reads them: whole days, in the words of RFC 5545."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from bot.clock import paris
from bot.domain.echeancier import VEILLES, EtatEcheance, LigneEcheance
from handlers.echeances import mots

LARGE: Final = 75
"""Bytes of a line, its end left out (RFC 5545 §3.1)."""
REFRESH: Final = "PT12H"
SIGNS: Final = {
    EtatEcheance.FAIT: "✅ ",
    EtatEcheance.EN_RETARD: "⚠️ ",
    EtatEcheance.SANS_OBJET: "⊘ ",
    EtatEcheance.A_VENIR: "",
}


def calendrier(nom: str, slug: str, lignes: Iterable[LigneEcheance], now: datetime) -> bytes:
    """The whole file: what is watched has no day, and is left out.

    An event keeps its UID as long as it is due: an agenda that reads again moves it, and strikes
    out what is without object.
    """
    said = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Carnet de rue//Echeances//FR",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(f'Échéances, {nom}')}",
        "X-WR-TIMEZONE:Europe/Paris",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]
    for one in lignes:
        if one.regle not in VEILLES:
            said += _event(one, slug, now)
    return "".join(_folded(line) for line in (*said, "END:VCALENDAR")).encode()


def _event(one: LigneEcheance, slug: str, now: datetime) -> Iterator[str]:
    today = paris(now).date()
    etat = one.etat(today)
    yield "BEGIN:VEVENT"
    yield f"UID:{one.cle}@{slug}.carnet-de-rue"
    yield f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{one.terme:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{_after(one.terme):%Y%m%d}"
    yield f"SUMMARY:{_text(SIGNS[etat] + one.nom)}"
    yield f"DESCRIPTION:{_text(mots.dit(one, today))}"
    yield f"CATEGORIES:{_text(str(etat))}"
    yield f"STATUS:{'CANCELLED' if etat is EtatEcheance.SANS_OBJET else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    for days in _alarms(one) if one.ouverte(today) else ():
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(one.nom)}")
        yield from (f"TRIGGER:-P{days}D", "END:VALARM")
    yield "END:VEVENT"


def _alarms(one: LigneEcheance) -> Iterator[int]:
    """Days before, of each reminder that comes before its day."""
    yield from sorted({days for du in one.rappels if (days := (one.terme - du.jour).days) > 0})


def _after(day: date) -> date:
    """The end of a whole day is the next one, left out."""
    return day + timedelta(days=1)


def _text(said: str) -> str:
    r"""« a, b ; c » as « a\, b \; c » (RFC 5545 §3.3.11)."""
    for sign in "\\;,":
        said = said.replace(sign, f"\\{sign}")
    return said.replace("\r\n", "\\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of 75 bytes at most, never cut within a character; the others begin with a space."""
    parts, size = [""], 0
    for sign in line:
        weight = len(sign.encode())
        if size + weight > LARGE:
            parts, size = [*parts, " "], 1
        parts[-1] += sign
        size += weight
    return "\r\n".join(parts) + "\r\n"
