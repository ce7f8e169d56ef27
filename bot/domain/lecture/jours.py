"""Days and hours read in a message: « samedi 16h », « hier soir », « il y a 10 min »."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.clock import paris
from bot.domain.lecture.dates import is_of_month, stamped, written
from bot.domain.lecture.durees import how_long_ago
from bot.domain.lecture.heures import at_clock
from bot.domain.lecture.jetons import MONTHS, Jeton, Sorte
from bot.domain.lecture.phrases import Feuille, feuille
from bot.domain.lecture.quand import HALF_A_DAY, JourDit, Partie, Quand, on_its_side, resolve
from bot.domain.lecture.vocabulaire import FILLERS, Lexique, liste

_WEEKDAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_BACK: Final = {
    "aujourd'hui": 0,
    "hier": 1,
    "hiers": 1,
    "ier": 1,
    "avant-hier": 2,
    "avant hier": 2,
    "avt-hier": 2,
    "av-hier": 2,
    "avanthier": 2,
}
_TWO_WORDS: Final = {
    ("aujourd", "hui"): 0,
    ("avant", "hier"): 2,
    ("avant", "hiers"): 2,
    ("avt", "hier"): 2,
    ("av", "hier"): 2,
}
_NOT_THEN: Final = liste(
    "reunion reu depuis jusqu jusque jusqua avant apres demain rdv rendez-vous chaque tous "
    "toutes pour des les"
)
_WILL: Final = liste(
    "reviendra reviendront revient reviennent repasse repassera repassons repassent rappeler "
    "rappelle revoir revoit revoyons recontacter recontacte reverra relancer prevu prevue fixe "
    "fixee"
)
"""« elle reviendra jeudi »: the day is to come."""
_REPORTS: Final = liste("rattrapage rattrapages saisie oubli report notes note bilan compte-rendu")
_TOMORROW: Final = "demain"
_TO_COME: Final = liste("prochain prochaine prochains")
_VAGUE: Final = {
    ("autre", "jour"), ("autre", "soir"), ("semaine", "derniere"), ("week-end", "dernier"),
    ("week", "end"), ("weekend", "dernier"), ("we", "dernier"), ("ce", "week-end"), ("ce", "we"),
    ("quelques", "jours"), ("quelque", "jours"), ("qq", "jours"), ("autre", "matin"),
    ("week-end", "passe"), ("weekend", "passe"), ("we", "passe"), ("autre", "aprem"),
    ("autre", "nuit"), ("autre", "midi"), ("ce", "weekend"), ("cette", "semaine"),
    ("wk", "dernier"), ("semaine", "passee"),
}  # fmt: skip
_LED: Final = liste("a à vers de des le du d ce cet cette au en dans la l ver")
_THIS: Final = liste("ce cet cette cet' c")
_JOINED: Final = liste("dernier passe soir matin midi soiree nuit aprem apres-midi apm matinee")


_PARTS: Final = {
    "matin": Partie.MATIN, "matinee": Partie.MATIN, "midi": Partie.MIDI,
    "aprem": Partie.APRES_MIDI, "apm": Partie.APRES_MIDI, "apres-midi": Partie.APRES_MIDI,
    "apres midi": Partie.APRES_MIDI, "aprem'": Partie.APRES_MIDI, "apremidi": Partie.APRES_MIDI,
    "soir": Partie.SOIR, "soiree": Partie.SOIR, "nuit": Partie.NUIT,
}  # fmt: skip


def lire_quand(text: str) -> Quand | None:
    """The hour, the day or both that `text` says; None when it says anything else."""
    page = feuille(text.strip(), Lexique(), frozenset())
    quand = read_when(page)
    left = [n for n in page.free() if page.tokens[n].stem not in FILLERS]
    return quand if quand != Quand() and not left else None


def parse_heure(text: str, now: datetime) -> datetime | None:
    """The latest instant, not after `now`, that « 21h », « hier 22h » or « il y a 10 min » names.

    A clock time is read on a clock in Paris; one still to come today is yesterday's. None when
    the text names no hour.
    """
    quand = lire_quand(text)
    if quand is None:
        return None
    if quand.jour is not None or quand.ago is not None or quand.minutes is None:
        return resolve(quand, now).le
    today = paris(now).date()
    clock = divmod(on_its_side(quand.minutes, quand.partie), 60)
    days = (today, today - timedelta(days=1))
    return next(filter(None, (at_clock(day, *clock, now) for day in days)), None)


def near_heure(text: str, noted: datetime, now: datetime) -> datetime | None:
    """The instant nearest to `noted`, not after `now`, named by a clock time in Paris.

    « il y a 10 min » and « hier 22h » count from `now`. None when the text names no hour.
    """
    quand = lire_quand(text)
    counted = quand is not None and (quand.ago is not None or quand.jour is not None)
    return parse_heure(text, now if counted else min(now, noted + HALF_A_DAY))


def read_when(page: Feuille) -> Quand:
    """Everything that the message says of when, claimed; an hour with another is a span, left."""
    minutes = _hour(page)
    jour = _day(page)
    partie = _part(page, said=jour is not None or minutes is not None)
    since = how_long_ago(page) if jour is None else None
    since = since if since and (minutes is None or since.days) else None
    if since:
        _claim(page, since.where)
    jour = JourDit(back=since.days) if since and since.days else jour
    ago = since.minutes if since and since.minutes else None
    span = _span(page) if minutes is None else ()
    if jour is not None and jour.several:
        minutes = None
    claimed = [n for n in sorted(page.when) if n in page.claimed]
    mots = " ".join(page.tokens[n].raw for n in claimed)
    cadran = any(page.tokens[n].cadran for n in claimed)
    return Quand(minutes, cadran, jour, partie, ago, span, mots)


def _hour(page: Feuille) -> int | None:
    hours = [n for n, token in enumerate(page.tokens) if token.sorte in (Sorte.HOUR, Sorte.STAMP)]
    said = {page.tokens[n].minutes for n in hours}
    if len(said) != 1 or _is_not_then(page, hours[0]):
        return None
    _claim(page, range(hours[0], hours[0] + 1))
    return page.tokens[hours[0]].minutes


def _span(page: Feuille) -> tuple[int, ...]:
    """« de 17h à 19h », « 18h-19h »: which of them must be asked."""
    hours = [n for n, token in enumerate(page.tokens) if token.sorte is Sorte.HOUR]
    if len(hours) != 2 or _is_not_then(page, hours[0]):
        return ()
    first, last = (page.tokens[n] for n in hours)
    if not re.fullmatch(r"\s*(?:-|–|/|à|a|et|jusqu['’]?\s?à)\s*", page.text[first.end : last.at]):
        return ()
    _claim(page, range(hours[0], hours[1] + 1))
    return first.minutes, last.minutes


def _is_not_then(page: Feuille, at: int) -> bool:
    """« depuis lundi », « rdv 14h », « lundi prochain »: it is not when this happened."""
    part = page.tokens[at].part
    before = at - 1
    while before >= 0 and page.tokens[before].plain in _LED | _JOINED:
        before -= 1
    led = before >= 0 and page.tokens[before].part == part
    after = page.tokens[at + 1] if at + 1 < len(page.tokens) else None
    word = page.tokens[before].plain if led else ""
    dated = word == "pour" and page.tokens[at].sorte is Sorte.DATE
    return (
        (word in _NOT_THEN and not dated)
        or word in _WILL
        or (word in ("y", "ya", "ia") and page.tokens[at].sorte is Sorte.HOUR)
        or word.startswith("depui")
        or (after is not None and after.part == part and after.plain in _TO_COME)
        or any(token.plain == _TOMORROW and token.part == part for token in page.tokens)
    )


def _day(page: Feuille) -> JourDit | None:
    """The one day said; two that differ are asked."""
    found: list[JourDit] = []
    for n, token in enumerate(page.tokens):
        jour, end = _day_at(page, n, token)
        if jour is None or _is_not_then(page, n):
            continue
        if jour.weekday is not None and _is_last(page, n):
            jour = replace(jour, dernier=True)
        found.append(jour)
        _claim(page, range(n, _joined(page, n, end)))
    distinct = list(dict.fromkeys(found))
    if len(distinct) < 2:
        return distinct[0] if distinct else None
    dates = [jour for jour in distinct if jour.date]
    return dates[0] if len(dates) == 1 and _agree(distinct) else JourDit(several=True)


def _is_last(page: Feuille, n: int) -> bool:
    """« mardi dernier », said on a Tuesday, is not today."""
    after = page.tokens[n + 1].plain if n + 1 < len(page.tokens) else ""
    return after in ("dernier", "passe")


def _agree(jours: list[JourDit]) -> bool:
    """« samedi 14 novembre »: a weekday and its date are one day."""
    return len(jours) == 2 and any(jour.weekday is not None for jour in jours)


def _joined(page: Feuille, start: int, end: int) -> int:
    """« samedi dernier »: what only says it again goes with it."""
    part = page.tokens[start].part
    while end < len(page.tokens) and page.tokens[end].part == part:
        if page.tokens[end].plain not in ("dernier", "passe", "derniere"):
            break
        end += 1
    return end


def _day_at(page: Feuille, n: int, token: Jeton) -> tuple[JourDit | None, int]:
    """The day said at that token, and where it ends."""
    following = page.tokens[n + 1] if n + 1 < len(page.tokens) else None
    after = following.plain if following else ""
    if token.sorte is Sorte.STAMP:
        return stamped(token), n + 1
    if token.sorte is Sorte.DATE and n not in page.claimed:
        return written(token.plain), n + 1
    if (token.plain, after) in _TWO_WORDS:
        return JourDit(back=_TWO_WORDS[token.plain, after]), n + 2
    if (token.plain.removeprefix("l"), after) in _VAGUE or (token.plain, after) in _VAGUE:
        return JourDit(several=True), _end_of_vague(page, n + 2)
    if token.raw.isdecimal() and after in MONTHS:
        return JourDit(date=(int(token.raw[:2]), MONTHS.index(after) + 1, None)), n + 2
    if is_of_month(page, n):
        return JourDit(date=(int(token.raw), 0, None)), n + 1
    return _named_day(page, n, token) if token.sorte is Sorte.WORD else (None, n)


def _named_day(page: Feuille, n: int, token: Jeton) -> tuple[JourDit | None, int]:
    """« hier », « samedi »."""
    word = token.plain
    if word in _BACK and not _follows_before(page, n):
        return JourDit(back=_BACK[word]), n + 1
    if word.rstrip("s") in _WEEKDAYS:
        return _weekday_at(page, n, word.rstrip("s"))
    return None, n


def _end_of_vague(page: Feuille, end: int) -> int:
    """« le week end dernier », « la semaine dernière »."""
    words = [token.plain for token in page.tokens[end : end + 2]]
    return end + next(
        (n + 1 for n, w in enumerate(words) if w in ("dernier", "derniere", "end")), 0
    )


def _follows_before(page: Feuille, n: int) -> bool:
    """« comme hier », « les ados d'hier »; « rattrapage d'hier : … » tells of that day."""
    before = page.tokens[n - 1].plain if n else ""
    heads = page.text[page.tokens[n].end :].lstrip().startswith(":") or (
        n > 1 and page.tokens[n - 2].plain in _REPORTS
    )
    return before in ("avant", "comme", "qu", "que", "depuis") or (before == "d" and not heads)


def _weekday_at(page: Feuille, n: int, word: str) -> tuple[JourDit | None, int]:
    """« samedi », « samedi 14 » (a day of the month, as nobody is counted by it).

    « le mercredi » is each of them.
    """
    end = n + 1
    while end < len(page.tokens) and end not in page.claimed and end - n < 3:
        if page.tokens[end].raw.isdecimal() and 1 <= int(page.tokens[end].raw) <= 31:
            after = page.tokens[end + 1].plain if end + 1 < len(page.tokens) else ""
            return JourDit(weekday=_WEEKDAYS.index(word)), end + (after not in MONTHS)
        if page.tokens[end].plain != "le":
            break
        end += 1
    habit = n > 0 and page.tokens[n - 1].plain in ("le", "les")
    return (None if habit else JourDit(weekday=_WEEKDAYS.index(word))), n + 1


def _part(page: Feuille, *, said: bool) -> Partie | None:
    """« hier soir », « ce matin »; « matin » alone in a sentence is only a word of it."""
    for n, token in enumerate(page.tokens):
        partie = _PARTS.get(token.plain) if token.sorte is not Sorte.HOUR else None
        if token.sorte is Sorte.HOUR and token.plain == "midi" and n in page.when:
            continue
        before = page.tokens[n - 1].plain if n else ""
        led = before in _THIS or n == 0 or (n - 1) in page.when or _is_within(page, n)
        if (
            partie
            and not _is_not_then(page, n)
            and (led or (said and before in ("du", "de", "au")))
        ):
            start = n - 1 if before in _THIS | {"du", "au", "de", "en", "la", "l"} else n
            _claim(page, range(start, n + 1))
            return partie
    return None


def _is_within(page: Feuille, n: int) -> bool:
    """« dans la soirée », « en matinée », « en fin d'après-midi »."""
    words = [token.plain for token in page.tokens[max(n - 3, 0) : n]]
    return words[-2:] in (["dans", "la"], ["dans", "l"], ["fin", "d"], ["fin", "de"]) or (
        words[-1:] == ["en"] and page.tokens[n].plain in ("soiree", "matinee")
    )


def _claim(page: Feuille, where: range) -> None:
    page.claimed.update(where)
    page.when.update(where)
