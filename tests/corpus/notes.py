"""Typed notes with what names somebody in each, and how much of it is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.nominatif import Nature, Passage, passages

CORPUS = Path(__file__).with_suffix(".tsv")


@dataclass(frozen=True, slots=True)
class NoteEcrite:
    """A note, its lot, whether it names somebody, and each thing that does (nature, words).

    The words are not told where the hand that labelled gave natures alone.

    « reglage » is tuned on. « inedit » was written with it, and measured once before anything was
    changed after it; « frais » is by somebody who had read neither the words nor the code.
    « nombres »: numbers, accounts, plates and dates typed as badly as they can be, and what only
    looks like them; written and measured before the shapes were mended. « etats »: what is told of
    somebody's state or deeds, of names and homes, and what is told of nobody; likewise. « rue »:
    nicknames, initials, first names in lower case, and what is said of somebody; likewise.
    « maniere »: eight lots of 150 in the manner of the notes that were given to develop with, half
    of them clean, and one of what residents, services and comités write; each was put aside before
    the finder read it, and mended only afterwards. « surnoms »: nothing but nicknames and
    initials, and what looks like them. « surnoms2 », « etats2 », « nombres2 » and what is
    numbered after them are of a hand that had read neither the words nor the code when it wrote
    the first ones; each was measured once before anything was mended after it. « surnoms5 » to
    « surnoms7 », « nombres5 » and « nombres6 » are of a third hand, who wrote them before reading
    words or code, « surnoms8 » and « ordinaire » (nights as they are) once the others had served.
    « mixte » and « mixte2 », every kind at once, are of a fourth hand; the second was written
    before anything was mended after the first, but knowing what that one had missed.
    """

    lot: str
    nomme: bool
    choses: tuple[tuple[Nature, str], ...]
    texte: str


@dataclass(frozen=True, slots=True)
class Justesse:
    """Shares, 0 to 1. precision, rappel: of notes; couverture: of the named things, whole."""

    precision: float
    rappel: float
    couverture: float


def corpus(lot: str = "") -> list[NoteEcrite]:
    """Every note of a lot, or of all."""
    lines = CORPUS.read_text(encoding="utf-8").splitlines()
    found = [_note(line) for line in lines if line and not line.startswith("#")]
    return [one for one in found if not lot or one.lot == lot]


def _note(line: str) -> NoteEcrite:
    lot, label, things, text = line.split("\t")
    pairs = [thing.partition(":") for thing in things.split("|") if thing]
    choses = tuple((Nature(kind), words) for kind, _, words in pairs)
    return NoteEcrite(lot, label == "1", choses, text)


def measured(notes: Sequence[NoteEcrite]) -> Justesse:
    found = [passages(one.texte) for one in notes]
    told = [one.nomme for one, spans in zip(notes, found, strict=True) if spans]
    named = sum(one.nomme for one in notes)
    covered = [
        covers(one.texte, words, spans)
        for one, spans in zip(notes, found, strict=True)
        for _nature, words in one.choses
        if words
    ]
    return Justesse(
        sum(told) / len(told) if told else 1.0,
        sum(told) / named if named else 1.0,
        sum(covered) / len(covered) if covered else 1.0,
    )


def covers(texte: str, words: str, spans: Sequence[Passage]) -> bool:
    """Whether the last word of a named thing lies within what was found: the name itself."""
    begins = texte.index(words)
    last = words.split()[-1]
    start = texte.rindex(last, begins, begins + len(words))
    marked = {place for span in spans for place in range(span.debut, span.fin)}
    return marked.issuperset(range(start, start + len(last)))


def missed(notes: Sequence[NoteEcrite]) -> list[str]:
    """The notes that name somebody unseen."""
    return [one.texte for one in notes if one.nomme and not passages(one.texte)]
