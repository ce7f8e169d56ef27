"""The one place where typed words are searched for whoever they name, before they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.domain.liens_tapes import sans_lien
from bot.domain.nominatif import Passage, passages, proposition
from bot.domain.signes import sans_pieges
from storage import notes
from storage.libre import TexteVerifie
from storage.programme import Programme
from storage.work import Work

LIEU_DIT: Final = "lieu_dit"
"""Of a note: words that somebody said to be a place, learned once the coordination agrees."""
LIEU_SIGNALEMENT: Final = "signalement_lieu"
"""Of a note: the place of a signalement that names somebody and was kept all the same."""
NAMED: Final = "chez Untel, +33 6 39 98 12 34"
"""Somebody who does not exist, at a number that is nobody's."""
A_PRECISER: Final = "lieu à préciser par la coordination"


def prepare(programme: Programme) -> None:
    """Read a text for nothing: the lexicons are there before somebody waits for them."""
    passages(NAMED, programme.reperes)


def trouves(work: Work, texte: str, *, lieu: bool = False) -> tuple[Passage, ...]:
    """What names somebody in `texte`; `lieu` where the words mean a place.

    What this programme has learned to be a place is read only when something was found.
    """
    reperes = work.programme.reperes
    found = passages(texte, reperes, lieu=lieu)
    learned = notes.validated_words(work.tx, work.programme.id, LIEU_DIT) if found else []
    if not learned:
        return found
    places = replace(reperes, lieux=reperes.lieux | frozenset(learned))
    known = {words.casefold() for words in learned}
    again = passages(texte, places, lieu=lieu)
    return tuple(one for one in again if mots(texte, one).casefold() not in known)


def verifie(work: Work, texte: str, *, lieu: bool = False) -> TexteVerifie:
    """`texte` as it may be stored: what its author was asked about is told by `work`.

    No address in it is a link any more, wherever it is read.
    """
    named = {mots(texte, one) for one in trouves(work, texte, lieu=lieu)}
    return TexteVerifie(_tel(texte), net=named <= work.lieux_dits)


def relu(texte: str) -> TexteVerifie:
    """Words that the coordination reread, and lets leave as they are (P7)."""
    return TexteVerifie(_tel(texte), net=True)


def sans_nom(texte: str, found: Sequence[Passage]) -> TexteVerifie:
    """The same words with general ones where somebody is named."""
    return TexteVerifie(_tel(proposition(texte, found)), net=True)


def _tel(texte: str) -> str:
    """As it may be read anywhere: no link, and no mark that hides, turns or breaks."""
    return sans_lien(sans_pieges(texte))


def morceaux(texte: str, found: Sequence[Passage]) -> list[tuple[str, bool]]:
    """`texte` cut where it names somebody: (words, whether they do)."""
    pieces, read = [], 0
    for one in found:
        pieces += [(texte[read : one.debut], False), (mots(texte, one), True)]
        read = one.fin
    return [*pieces, (texte[read:], False)]


def mots(texte: str, passage: Passage) -> str:
    """The words of `texte` that name somebody."""
    return texte[passage.debut : passage.fin]
