"""Words of the point hebdo: weeks, subject, aligned tables for plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from bot.domain.semaine import Semaine
from bot.words import (
    MONTHS_SHORT,
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


def week_short(semaine: Semaine) -> str:
    """« 16-22 nov. », « 30 nov.-6 déc. »."""
    first, last = semaine.lundi, semaine.dimanche
    start = str(first.day) if first.month == last.month else _short(first)
    return f"{start}-{_short(last)}"


def _short(day: date) -> str:
    return f"{day.day} {MONTHS_SHORT[day.month - 1]}"


def subject(snapshot: Snapshot) -> str:
    """Facts first, 70 characters at most: dates go before figures do."""
    semaine = Semaine.parse(snapshot["semaine"])
    number = f"Semaine {semaine.numero}"
    dated = f"{number} ({week_short(semaine)})"
    facts = _facts(snapshot)
    return next(
        text
        for text in (f"{dated} : {facts}", f"{number} : {facts}", facts[:SUBJECT_MAX])
        if len(text) <= SUBJECT_MAX
    )


def subject_of_several(snapshots: Sequence[Snapshot]) -> str:
    """« Semaine 47 (16-22 nov.) : les points de 4 comités »."""
    semaine = Semaine.parse(snapshots[0]["semaine"])
    dated = f"Semaine {semaine.numero} ({week_short(semaine)})"
    return f"{dated} : les points de {len(snapshots)} comités"


def entitled(comites: Sequence[str]) -> str:
    """« Vous recevez ce courriel au titre de : Comité technique, Comité opérationnel Ouest »."""
    return f"Vous recevez ce courriel au titre de : {', '.join(comites)}"


def _facts(snapshot: Snapshot) -> str:
    totals = snapshot["sections"]["entete"]["semaine"]
    if snapshot["vide"]:
        ouverts = totals["ouverts"]
        rest = pluriel(ouverts, "signalement ouvert", "signalements ouverts")
        return f"aucune présence, {rest if ouverts else 'aucun signalement'}"
    presence = (
        f"{duree(totals['minutes'])} de présence" if totals["minutes"] else "aucune présence"
    )
    met = rencontres(totals["rencontres"])
    sent = totals["nouveaux"]
    news = pluriel(sent, "signalement") if sent else "aucun signalement"
    return f"{presence}, {met}, {news}"


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
