"""A message being read: its tokens, which of them are understood, and phrases found in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from bot.domain.lecture.abreges import begins_public, spelled_out
from bot.domain.lecture.jetons import NAMED, Jeton, Sorte, cut
from bot.domain.lecture.nombres import spelled
from bot.domain.lecture.vocabulaire import FILLERS, LINKS, NEGATIONS, Lexique, fold, liste

_SOFTENERS: Final = liste("tre trop vraiment si plu de d du moin assez un une ne n l la le les")
_NOBODY: Final = "personn"
_WEIGHTS: Final = liste(
    "gro gross grand petit enorm vieux tre assez plutot vraiment super bien relativement"
)
_TAILS: Final = (
    (("et", "demie"), 30), (("et", "demi"), 30), (("et", "quart"), 15),
    (("moins", "le", "quart"), -15), (("moins", "quart"), -15),
)  # fmt: skip
_NEGATION_REACH: Final = 4


@dataclass
class Feuille:
    """The tokens of one message, and those already understood (`claimed`)."""

    text: str
    tokens: list[Jeton]
    lexique: Lexique
    claimed: set[int] = field(default_factory=set)
    when: set[int] = field(default_factory=set)
    """Those that say when."""
    guessed: dict[int, str] = field(default_factory=dict)
    """Those read as a word that is only near what was written, and what was written."""
    uses: dict[str, int] = field(default_factory=dict)
    """The token where each use or misuse of the place is told."""
    sites: list[int] = field(default_factory=list)
    """The token where each of our sites is said."""
    quarrel: int = 0
    """The token that tells a conflict, if any."""

    def phrases(self, start: int) -> Iterator[tuple[tuple[str, ...], int]]:
        """(stems, end) of what begins at `start`, the longest first, links passed over."""
        words: list[str] = []
        ends: list[int] = []
        part = self.tokens[start].part
        for n in range(start, len(self.tokens)):
            token = self.tokens[n]
            if n in self.claimed or token.part != part or len(words) == self.lexique.longest:
                break
            if token.stem in LINKS and words:
                continue
            words.append(token.stem)
            ends.append(n + 1)
        for size in range(len(words), 0, -1):
            yield tuple(words[:size]), ends[size - 1]

    def free(self) -> Iterator[int]:
        """Tokens not yet understood; what is claimed on the way is passed over."""
        for n in range(len(self.tokens)):
            if n not in self.claimed:
                yield n

    def is_near(self, one: int, other: int) -> bool:
        """Both in one part of the message, without a « mais » between them."""
        between = self.tokens[min(one, other) : max(one, other)]
        same = self.tokens[one].part == self.tokens[other].part
        return same and all(token.stem != "mai" for token in between)

    def claim(self, start: int, end: int) -> None:
        """Understood, with what only weighs it just before (« deux tags », « assez calme »)."""
        part = self.tokens[start].part
        while start > 0 and start - 1 not in self.claimed and self.tokens[start - 1].part == part:
            token = self.tokens[start - 1]
            if token.sorte is not Sorte.NUMBER and token.stem not in _WEIGHTS:
                break
            start -= 1
        self.claimed.update(range(start, end))

    def negated(self, start: int) -> bool:
        """« pas très calme »: what follows a negation is not what it says."""
        for n in range(start - 1, max(start - 1 - _NEGATION_REACH, -1), -1):
            token = self.tokens[n]
            if token.part != self.tokens[start].part or n in self.claimed:
                return False
            if token.stem in NEGATIONS and not self._adds(n):
                # « un peu tendu » is tendu; « peu tendu » is not.
                return not (token.stem == "peu" and n and self.tokens[n - 1].stem == "un")
            if token.stem == _NOBODY:
                return self.tokens[n + 1].plain in ("ne", "n")
            if token.stem not in _SOFTENERS:
                return False
        return False

    def denied_after(self, where: range) -> bool:
        """« ne se parlent plus »: the verb is denied by what follows it."""
        before = {token.plain for token in self.tokens[max(where.start - 3, 0) : where.start]}
        after = self.tokens[where.stop].plain if where.stop < len(self.tokens) else ""
        verb = before & {"ne", "n", "se"} or self.tokens[where.start].plain.startswith(
            ("n'", "n’")
        )
        return bool(verb) and after in ("plus", "pas", "jamais", "pu", "pa")

    def _adds(self, n: int) -> bool:
        """« 6 messieurs plus 1 jeune » counts one more."""
        after = self.tokens[n + 1 : n + 2]
        return self.tokens[n].stem == "plu" and bool(after) and after[0].sorte is Sorte.NUMBER

    def free_runs(self) -> list[list[int]]:
        """Runs of tokens not understood, within one part of the message."""
        runs: list[list[int]] = []
        for n in self.free():
            last = runs[-1][-1] if runs else -2
            if last == n - 1 and self.tokens[last].part == self.tokens[n].part:
                runs[-1].append(n)
            else:
                runs.append([n])
        return runs

    def trimmed(self, run: list[int]) -> list[int]:
        """Without the words at both ends that say nothing."""
        first, last = 0, len(run)
        while first < last and self.tokens[run[first]].stem in FILLERS:
            first += 1
        while last > first and self.tokens[run[last - 1]].stem in FILLERS:
            last -= 1
        return run[first:last]

    def words(self, run: list[int]) -> str:
        """As it was written, but for telephone numbers."""
        if any(not self.tokens[n].stem for n in run):
            return " ".join(self.tokens[n].raw for n in run)
        return self.text[self.tokens[run[0]].at : self.tokens[run[-1]].end].strip()


def feuille(text: str, lexique: Lexique, intacts: Collection[str]) -> Feuille:
    """`text` cut, its slips of the finger mended unless they make one of `intacts`."""
    clocked = list(_clocked(cut(text), text, lexique))
    clocked = [spelled_out(clocked, n, lexique) for n in range(len(clocked))]
    written = [_named(clocked, n, lexique) for n in range(len(clocked))]
    tokens = [_mended(token, lexique, intacts) for token in written]
    guessed = {
        n: before.raw
        for n, (before, after) in enumerate(zip(written, tokens, strict=True))
        if before.stem != after.stem and before.stem not in lexique.abreviations
    }
    return Feuille(text, tokens, lexique, guessed=guessed)


def _clocked(tokens: list[Jeton], text: str, lexique: Lexique) -> Iterator[Jeton]:
    """« 18h 30 calme » is half past; in « 18h 12 ados », twelve are counted."""
    tokens = list(_spelled_hours(tokens, text, lexique))
    at = 0
    while at < len(tokens):
        token, after = tokens[at], tokens[at + 1 : at + 2]
        tail = _tail_of(tokens, at)
        if tail:
            minutes, size = tail
            last = tokens[at + size]
            yield replace(
                token, raw=text[token.at : last.end], end=last.end, minutes=token.minutes + minutes
            )
            at += size
        elif after and _are_minutes(tokens, at, text, lexique):
            minutes = token.minutes + after[0].nombre
            yield replace(
                token, raw=text[token.at : after[0].end], end=after[0].end, minutes=minutes
            )
            at += 1
        else:
            yield token
        at += 1


def _tail_of(tokens: list[Jeton], at: int) -> tuple[int, int] | None:
    """« 17h et demie », « 18h moins le quart »: what is added, the tokens that say it."""
    token = tokens[at]
    if token.sorte is not Sorte.HOUR or token.raw[-1] not in "hHsSeE" or token.cadran:
        return None
    words = tuple(one.plain for one in tokens[at + 1 : at + 4])
    return next(((m, len(tail)) for tail, m in _TAILS if words[: len(tail)] == tail), None)


def _spelled_hours(tokens: list[Jeton], text: str, lexique: Lexique) -> Iterator[Jeton]:
    """« à six heures et demie », « dix-sept heures quarante-cinq »; « deux heures » is a while."""
    at = 0
    while at < len(tokens):
        minutes, size = _hour_at(tokens, at, lexique)
        if size:
            last = tokens[at + size - 1]
            raw = text[tokens[at].at : last.end]
            hour = replace(tokens[at], raw=raw, stem=fold(raw), end=last.end, nombre=0)
            spoken = not tokens[at].raw.isdecimal() and minutes < 12 * 60
            yield replace(hour, sorte=Sorte.HOUR, minutes=minutes, cadran=spoken)
        else:
            yield tokens[at]
        at += size or 1


def _hour_at(tokens: list[Jeton], at: int, lexique: Lexique) -> tuple[int, int]:
    """(minutes since midnight, tokens taken); (0, 0) when no hour is said there in words."""
    words = [token.plain for token in tokens[at : at + 5]]
    hour = _value(words[0]) if words else 0
    if not 1 <= hour <= 23 or len(words) < 2 or words[1] not in ("h", "heure", "heures"):
        return 0, 0
    for tail, minutes in _TAILS:
        if tuple(words[2 : 2 + len(tail)]) == tail:
            return hour * 60 + minutes, 2 + len(tail)
    past = _value(words[2]) if len(words) > 2 else 0
    if 1 <= past <= 59 and not begins_public(tokens, at + 3, lexique):
        return hour * 60 + past, 3
    led = at > 0 and tokens[at - 1].plain in ("a", "vers", "des", "est")
    of_day = words[2:4] in (["du", "soir"], ["du", "matin"])
    return (hour * 60, 2) if led or of_day else (0, 0)


def _value(word: str) -> int:
    return 0 if word.isdecimal() else spelled(word.split())[0]


def _are_minutes(tokens: list[Jeton], at: int, text: str, lexique: Lexique) -> bool:
    hour, number = tokens[at], tokens[at + 1]
    whole = hour.sorte is Sorte.HOUR and hour.raw[-1] in "hHsSeE" and number.sorte is Sorte.NUMBER
    spoken = not number.raw.isdecimal() and 1 < number.nombre < 60
    if not whole or not (spoken or re.fullmatch("[0-5][0-9]", number.raw)):
        return False
    if text[hour.end : number.at] != " ":
        return False
    return not begins_public(tokens, at + 2, lexique)


def _named(tokens: list[Jeton], n: int, lexique: Lexique) -> Jeton:
    """« hall 8 » is a place; in « squat du hall 8 jeunes », eight are counted."""
    token = tokens[n]
    named = n and token.sorte is Sorte.NUMBER and token.raw.isdecimal()
    before = tokens[n - 1]
    names = before.plain in NAMED or before.plain.removeprefix("l") in NAMED
    if not named or not names or before.part != token.part:
        return token
    counts = begins_public(tokens, n + 1, lexique)
    return token if counts else replace(token, sorte=Sorte.OPAQUE, nombre=0)


def _mended(token: Jeton, lexique: Lexique, intacts: Collection[str]) -> Jeton:
    if token.sorte is not Sorte.WORD:
        return token
    word = lexique.abreviations.get(token.stem, token.stem)
    if token.raw == "e" or (len(token.raw) == 1 and token.raw.isupper()):
        # « bâtiment E » keeps its letter; « é » is « et ».
        word = token.stem
    if word[0] in "ld" and word[1:] in intacts and word not in lexique.words:
        # « a lentrée 3 »: the apostrophe was not written.
        return replace(token, stem=word[1:])
    if word not in intacts and word not in lexique.spared and word not in FILLERS:
        word = lexique.corrected(word)
    return replace(token, stem=word)
