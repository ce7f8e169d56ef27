"""People counted inside a longer message: a number counts only the public right beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.domain.lecture.compte import COMPTE_MAX
from bot.domain.lecture.jetons import Sorte
from bot.domain.lecture.phrases import Feuille
from bot.domain.lecture.vocabulaire import Lexique, liste

_INSIDE: Final = liste("de d des an ans autr grand environ")
# After « jeune » or « petit », these make another person, or no person at all.
_NOUNS: Final = liste(
    "fill garcon homm femm maman papa mer per coupl chien chat arbr group velo voitur scooter "
    "moto tag sac"
)


@dataclass(frozen=True, slots=True)
class Comptage:
    """`nombre` people of a public, and the word that said whom."""

    public: str
    nombre: int
    mot: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """A number (« N ») or a public (« P ») between two positions."""

    kind: str
    start: int
    end: int
    public: str = ""


def people(page: Feuille, lexique: Lexique) -> list[Comptage]:
    """Every count of the page, claimed there. What could be read two ways is left alone."""
    comptages: list[Comptage] = []
    for run in list(_runs(page, lexique)):
        for number, public in _pairs(page, run):
            count = page.tokens[number.start].nombre
            if 1 <= count <= COMPTE_MAX:
                start, end = min(number.start, public.start), max(number.end, public.end)
                mot = " ".join(t.raw for t in page.tokens[public.start : public.end])
                comptages.append(Comptage(public.public, count, mot))
                page.claimed.update(range(start, end))
    return comptages


def _pairs(page: Feuille, run: list[_Piece]) -> Iterator[tuple[_Piece, _Piece]]:
    """« 8 ados 3 adultes », or « ados 8, adultes 3 » when nothing follows the last number."""
    if page.negated(run[0].start):
        # « aucun enfant 3 ados »: only what the negation bears on is left alone.
        run = run[1:] if run[0].kind == "P" else []
    if not run:
        return
    kinds = "".join(piece.kind for piece in run)
    if re.fullmatch("(PN)+", kinds) and _closed(page, run[-1].end):
        yield from ((run[n + 1], run[n]) for n in range(0, len(run), 2))
    elif kinds.startswith("N"):
        for match in re.finditer("NP", kinds):
            yield run[match.start()], run[match.start() + 1]


def _closed(page: Feuille, end: int) -> bool:
    """Nothing more is said in this part of the message."""
    if end >= len(page.tokens):
        return True
    return page.tokens[end].part != page.tokens[end - 1].part or page.tokens[end].stem == "et"


def _runs(page: Feuille, lexique: Lexique) -> Iterator[list[_Piece]]:
    """Numbers and publics that follow one another, within one part of the message."""
    run: list[_Piece] = []
    at = 0
    while at < len(page.tokens):
        piece = _piece(page, lexique, at)
        apart = run and page.tokens[run[-1].end - 1].part != page.tokens[at].part
        if run and (apart or (piece is None and page.tokens[at].stem not in _INSIDE)):
            yield run
            run = []
        if piece:
            run.append(piece)
        at = piece.end if piece else at + 1
    if run:
        yield run


def _piece(page: Feuille, lexique: Lexique, at: int) -> _Piece | None:
    if at in page.claimed:
        return None
    if page.tokens[at].sorte is Sorte.NUMBER:
        return _Piece("N", at, at + 1)
    for phrase, end in page.phrases(at):
        if phrase in lexique.publics:
            other = end < len(page.tokens) and page.tokens[end].stem in _NOUNS
            return None if other else _Piece("P", at, end, lexique.publics[phrase])
    return None
