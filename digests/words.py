"""Words of the point hebdo: weeks, subject, aligned tables for plain text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from bot.casework.point.mots import la_periode
from bot.domain.mois import Mois, periode
from bot.domain.semaine import Semaine
from bot.words import (
    MONTHS,
    date_longue,
    day_of_month,
    duree,
    heure,
    jour,
    mois_de,
    ordinal,
    pluriel,
    weekday,
)
from digests.contract import Snapshot

SUBJECT_MAX: Final = 70
CE_MOIS: Final = "ce mois-ci"
DEUX_JOURS: Final = 48
"""Hours from which a delay is said in days."""


def week_title(semaine: Semaine) -> str:
    """« Semaine 47, du 16 au 22 novembre 2026 »; a month says its name and its weeks."""
    dates = _span(semaine.lundi, semaine.dimanche)
    if isinstance(semaine, Mois):
        first, last = semaine.semaines[0].numero, semaine.semaines[-1].numero
        return f"{month(semaine).capitalize()} : semaines {first} à {last}, {dates}"
    return f"Semaine {semaine.numero}, {dates}"


def _span(first: date, last: date) -> str:
    """« du 16 au 22 novembre 2026 »."""
    if first.year != last.year:
        start = date_longue(first)
    else:
        start = ordinal(first) if first.month == last.month else day_of_month(first)
    return f"du {start} au {date_longue(last)}"


def cette(label: str | None) -> str:
    """« cette semaine », « ce mois-ci », of « 2026-W47 » or « 2026-11 »; None is a week."""
    return CE_MOIS if label and isinstance(periode(label), Mois) else "cette semaine"


def entete(label: str | None) -> str:
    """Over a column: « Semaine », « Mois »."""
    return "Mois" if label and isinstance(periode(label), Mois) else "Semaine"


def short(semaine: Semaine) -> str:
    """« sem. 46 », « octobre, 5 sem. »: months are not all as long."""
    if isinstance(semaine, Mois):
        return f"{MONTHS[semaine.numero - 1]}, {len(semaine.semaines)} sem."
    return f"sem. {semaine.numero}"


def month(mois: Mois) -> str:
    """« novembre 2026 »."""
    return mois_de(mois.numero, mois.annee)


def point(snapshot: Snapshot) -> str:
    """« point hebdo », « point mensuel »."""
    return "point mensuel" if isinstance(periode(snapshot["semaine"]), Mois) else "point hebdo"


def subject(snapshot: Snapshot) -> str:
    """« Amiens · Territoire Ouest · semaine 47 : 3 h 48 de présence, 23 rencontres »: one form.

    Facts go first where 70 characters are too few, the last of them before the others.
    """
    who = snapshot["dispositif"].get("court") or snapshot["dispositif"]["nom"]
    where = snapshot["territoire"]
    places = [who, where] if where and where != who else [who]
    opening = " · ".join([*places, period(snapshot)])
    kept = [f"{opening} : {facts}" for facts in _facts(snapshot)]
    short = " · ".join([places[0], period(snapshot)])
    return next(text for text in (*kept, opening, short) if len(text) <= SUBJECT_MAX)


def subject_of_several(snapshots: Sequence[Snapshot]) -> str:
    """« Amiens · semaine 47 : les points de 4 comités »."""
    first = snapshots[0]
    who = first["dispositif"].get("court") or first["dispositif"]["nom"]
    return f"{who} · {period(first)} : les points de {len(snapshots)} comités"


def period(snapshot: Snapshot) -> str:
    """« semaine 47 », « novembre 2026 »."""
    return la_periode(periode(snapshot["semaine"]))


def entitled(comites: Sequence[str]) -> str:
    """« Vous recevez ce courriel au titre de : Comité technique, Comité opérationnel Ouest »."""
    return f"Vous recevez ce courriel au titre de : {', '.join(comites)}"


def _facts(snapshot: Snapshot) -> list[str]:
    """What a subject may say, from the longest to the shortest."""
    totals = snapshot["sections"]["entete"]["semaine"]
    if snapshot["vide"]:
        ouverts = totals["ouverts"]
        rest = pluriel(ouverts, "signalement ouvert", "signalements ouverts")
        return [f"rien de noté, {rest}", "rien de noté"] if ouverts else ["rien de noté"]
    minutes, met, sent = totals["minutes"], totals["rencontres"], totals["nouveaux"]
    presence = f"{duree(minutes)} de présence" if minutes else "aucune présence"
    said = [presence, *([rencontres(met)] if met else [])]
    whole = [", ".join([*said, pluriel(sent, "signalement")])] if sent else []
    brief = [f"{duree(minutes)}, {rencontres(met)}"] if minutes and met else []
    return [*whole, ", ".join(said), *brief, presence]


def rencontres(n: int) -> str:
    """« 23 rencontres », « aucune rencontre »."""
    return pluriel(n, "rencontre") if n else "aucune rencontre"


def delai(jours: float) -> str:
    """« 36 heures », then « 3 jours » from two days on; moins d'une heure is said so."""
    heures = round(24 * jours)
    if not heures:
        return "moins d'une heure"
    return pluriel(heures, "heure") if heures < DEUX_JOURS else pluriel(round(jours), "jour")


def ago(jours: int) -> str:
    """« 3 jours », « moins d'un jour »."""
    return pluriel(jours, "jour") if jours else "moins d'un jour"


def span(first: str, last: str) -> str:
    """« du 11 mai au 2 août 2026 », of two ISO days."""
    return _span(date.fromisoformat(first), date.fromisoformat(last))


def day_in_full(text: str) -> str:
    """« 24 novembre 2026 », of an ISO day."""
    return date_longue(date.fromisoformat(text))


def dated(text: str) -> str:
    """« mardi 24 novembre 2026 », of an ISO day: a date to come is told with its year."""
    day = date.fromisoformat(text)
    return f"{weekday(day)} {date_longue(day)}"


def instant(text: str) -> str:
    """« lundi 23 novembre 2026 à 8 h 00 » (Paris) for an ISO instant."""
    moment = datetime.fromisoformat(text)
    return f"{jour(moment)} à {heure(moment)}"


def table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns aligned with spaces: the first to the left, the others to the right."""
    lines = [list(headers), *map(list, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    ruled = [lines[0], ["-" * width for width in widths], *lines[1:]]
    return "\n".join(_aligned(line, widths) for line in ruled)


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(line, widths, strict=True)
    cells = [first[0].ljust(first[1]), *(text.rjust(width) for text, width in others)]
    return "  ".join(cells).rstrip()
