"""French that every speaker shares: hours, dates, durations and plurals, said one way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from typing import Any, Final

from bot.clock import paris

WEEKDAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS: Final = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)
MONTHS_SHORT: Final = (
    *("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil."),
    *("août", "sept.", "oct.", "nov.", "déc."),
)


MANQUE: Final = "·"
"""In a curve, a week of which nothing may be said."""
_BLOCKS: Final = "▁▂▄▆█"
_UNBROKEN: Final = re.compile(
    r"(?<=\d) (?=[^\W\d])|(?<=\d h) (?=\d)| (?=[:;?!%»])|(?<=«) |(?<=\bn) (?==)|(?<=\bn =) (?=\d)"
)


def milliers(n: int) -> str:
    """« 44 800 », which no end of line cuts."""
    return f"{n:,}".replace(",", "\N{NO-BREAK SPACE}")


def euros(n: int) -> str:
    """« 44 800 € »."""
    return milliers(n) + "\N{NO-BREAK SPACE}€"


def duree(minutes: int) -> str:
    """228 as « 3 h 48 », 56 as « 0 h 56 »; raises ValueError below zero."""
    if minutes < 0:
        raise ValueError(f"une durée n'est pas négative : {minutes}")
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d}"


def heure(moment: datetime) -> str:
    """« 17 h 04 », Paris time; `moment` is aware.

    The night when clocks go back, an hour that comes twice says which one it is.
    """
    local = paris(moment)
    text = f"{local.hour} h {local.minute:02d}"
    if local.utcoffset() == local.replace(fold=1 - local.fold).utcoffset():
        return text
    season = "d'été" if local.dst() else "d'hiver"
    return f"{text} (heure {season})"


def plage(de: time, a: time) -> str:
    """« 17 h – 21 h 30 »: hours of a clock on the wall."""
    return f"{_sur_cadran(de)} – {_sur_cadran(a)}"


def _sur_cadran(moment: time) -> str:
    return f"{moment.hour} h {moment.minute:02d}" if moment.minute else f"{moment.hour} h"


def jour(moment: datetime | date) -> str:
    """« mardi 24 novembre », Paris time for an instant."""
    day = _local_date(moment)
    return f"{weekday(day)} {day_of_month(day)}"


def weekday(day: date) -> str:
    """« mardi »."""
    return WEEKDAYS[day.weekday()]


def ordinal(day: date) -> str:
    """« 24 », « 1er »: in French only the first of the month is an ordinal."""
    return "1er" if day.day == 1 else str(day.day)


def day_of_month(day: date) -> str:
    """« 24 novembre »."""
    return f"{ordinal(day)} {MONTHS[day.month - 1]}"


def mois_de(numero: int, annee: int) -> str:
    """« novembre 2026 »."""
    return f"{MONTHS[numero - 1]} {annee}"


def capitale(said: str) -> str:
    """A sentence begins so; the rest stays as it is, unlike `str.capitalize`."""
    return said[:1].upper() + said[1:]


def comme(before: date, today: date) -> str:
    """« comme hier », « comme mardi dernier », « comme le 24/11 »: that day, seen from `today`."""
    days = (today - before).days
    if days < 2:
        return "comme hier" if days else "comme tout à l'heure"
    if days <= 7:
        return f"comme {weekday(before)} dernier"
    return f"comme le {jour_court(before)}"


def jour_court(moment: datetime | date) -> str:
    """« 24/11 », Paris time for an instant."""
    return _local_date(moment).strftime("%d/%m")


def date_longue(moment: datetime | date) -> str:
    """« 24 novembre 2026 », Paris time for an instant."""
    day = _local_date(moment)
    return f"{day_of_month(day)} {day.year}"


def du_au(debut: datetime | date, fin: datetime | date) -> str:
    """« du 17 novembre 2026 au 5 janvier 2027 », both days included."""
    return f"du {date_longue(debut)} au {date_longue(fin)}"


def compte(nombre: int) -> str:
    """« 23 », « 1 109 »: thousands stand apart, and are never cut from what follows."""
    return f"{nombre:,}".replace(",", "\N{NO-BREAK SPACE}")


def pluriel(nombre: int, singulier: str, plural: str | None = None) -> str:
    """« 1 rencontre », « 1 109 rencontres »: French puts 0 and 1 in the singular."""
    return f"{compte(nombre)} {singulier if abs(nombre) < 2 else plural or singulier + 's'}"


def courbe(notes: Iterable[float | None]) -> str:
    """« ▁▄·▆ »: notes of 1 to 5, a sign each, the oldest first; it asks for no image."""
    return "".join(MANQUE if note is None else _BLOCKS[int(note) - 1] for note in notes)


def cites(words: Iterable[str]) -> str:
    """« guet », « square Montaigne »: what somebody wrote, as they wrote it."""
    return ", ".join(f"« {word} »" for word in words)


def au_service(label: str) -> str:
    """« au service Éclairage public »: a label has no article, nor a gender to make one from."""
    return _with_article(label, "au", "aux")


def du_service(label: str) -> str:
    """« du service Éclairage public », « du service d'hygiène », « des services techniques »."""
    return _with_article(label, "du", "des")


def _with_article(label: str, one: str, several: str) -> str:
    named = label[:1].lower() + label[1:]
    match label.split(maxsplit=1)[0].casefold():
        case "service":
            return f"{one} {named}"
        case "services":
            return f"{several} {named}"
        case _:
            return f"{one} service {label}"


def _local_date(moment: datetime | date) -> date:
    return paris(moment).date() if isinstance(moment, datetime) else moment


def unbroken(text: str) -> str:
    """`text` whose lines never break inside « 3 h 48 », « 23 rencontres », « n = 4 »."""
    return _UNBROKEN.sub("\N{NO-BREAK SPACE}", text)


FILTERS: dict[str, Callable[..., Any]] = {
    "heure": heure,
    "jour": jour,
    "jour_court": jour_court,
    "date_longue": date_longue,
    "duree": duree,
    "pluriel": pluriel,
    "au_service": au_service,
    "du_service": du_service,
    "unbroken": unbroken,
}


def in_parts(text: str, most: int) -> Iterator[str]:
    """Whole lines, as many in each part as `most` characters hold."""
    part = ""
    for line in text.splitlines(keepends=True):
        if len(part) + len(line) > most:
            yield part
            part = ""
        part += line
    yield part
