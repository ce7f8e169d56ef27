"""A message being read: its tokens, which of them are understood, and phrases found in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from bot.domain.lecture.jetons import Jeton, Sorte, cut
from bot.domain.lecture.vocabulaire import FILLERS, LINKS, NEGATIONS, Lexique, liste

_SOFTENERS: Final = liste("tre trop vraiment si plu de d du moin assez un")
_WEIGHTS: Final = liste("tre assez plutot vraiment super bien relativement")
_NEGATION_REACH: Final = 3


@dataclass
class Feuille:
    """The tokens of one message, and those already understood (`claimed`)."""

    text: str
    tokens: list[Jeton]
    longest: int
    claimed: set[int] = field(default_factory=set)

    def phrases(self, start: int) -> Iterator[tuple[tuple[str, ...], int]]:
        """(stems, end) of what begins at `start`, the longest first, links passed over."""
        words: list[str] = []
        ends: list[int] = []
        part = self.tokens[start].part
        for n in range(start, len(self.tokens)):
            token = self.tokens[n]
            if n in self.claimed or token.part != part or len(words) == self.longest:
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

    def claim(self, start: int, end: int) -> None:
        """Understood, with what only weighs it just before (« deux tags », « assez calme »)."""
        before = start - 1
        if before >= 0 and before not in self.claimed:
            token = self.tokens[before]
            weighs = token.sorte is Sorte.NUMBER or token.stem in _WEIGHTS
            start -= int(weighs and token.part == self.tokens[start].part)
        self.claimed.update(range(start, end))

    def negated(self, start: int) -> bool:
        """« pas très calme »: what follows a negation is not what it says."""
        for n in range(start - 1, max(start - 1 - _NEGATION_REACH, -1), -1):
            token = self.tokens[n]
            if token.part != self.tokens[start].part or n in self.claimed:
                return False
            if token.stem in NEGATIONS:
                # « un peu tendu » is tendu; « peu tendu » is not.
                return not (token.stem == "peu" and n and self.tokens[n - 1].stem == "un")
            if token.stem not in _SOFTENERS:
                return False
        return False

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
    tokens = [_mended(token, lexique, intacts) for token in cut(text)]
    return Feuille(text, tokens, lexique.longest)


def _mended(token: Jeton, lexique: Lexique, intacts: Collection[str]) -> Jeton:
    if token.sorte is not Sorte.WORD:
        return token
    word = lexique.abreviations.get(token.stem, token.stem)
    if word not in intacts and word not in lexique.spared and word not in FILLERS:
        word = lexique.corrected(word)
    return replace(token, stem=word)
