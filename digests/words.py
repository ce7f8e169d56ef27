"""Words of the point hebdo: weeks, subject, aligned tables for plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.domain.semaine import Semaine
from bot.words import (
    date_longue,
    day_of_month,
    duree,
    heure,
    jour,
    ordinal,
    pluriel,
)
from digests.contract import Snapshot

SUBJECT_MAX: Final = 70

_UNBROKEN: Final = re.compile(r"(?<=\d) (?=[^\W\d])|(?<=\d h) (?=\d)| (?=[:;?!%»])|(?<=«) ")


def week_title(semaine: Semaine) -> str:
    """« Semaine 47, du 16 au 22 novembre 2026 »."""
    first, last = semaine.lundi, semaine.dimanche
    if first.year != last.year:
        start = date_longue(first)
    else:
        start = ordinal(first) if first.month == last.month else day_of_month(first)
    return f"Semaine {semaine.numero}, du {start} au {date_longue(last)}"


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
    """« semaine 47 »."""
    return f"semaine {Semaine.parse(snapshot['semaine']).numero}"


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


def instant(text: str) -> str:
    """« lundi 23 novembre 2026 à 8 h 00 » (Paris) for an ISO instant."""
    moment = datetime.fromisoformat(text)
    return f"{jour(moment)} à {heure(moment)}"


def unbroken(text: str) -> str:
    """`text` whose lines never break inside « 3 h 48 », « 23 rencontres » or before a colon."""
    return _UNBROKEN.sub("\N{NO-BREAK SPACE}", text)


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
