"""Everybody that a text names, whether a word announces them or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bot.domain.nominatif.annonces import annonce
from bot.domain.nominatif.coupes import coupe
from bot.domain.nominatif.lieux import protegees
from bot.domain.nominatif.mots import TITRES
from bot.domain.nominatif.passage import Nature, Passage, Reperes
from bot.domain.nominatif.sans_article import sans_article
from bot.domain.nominatif.seuls import seul
from bot.domain.nominatif.sobriquets import epithete, sobriquet
from bot.domain.nominatif.suite import Suite
from bot.domain.nominatif.surnoms import surnom
from bot.domain.nominatif.texte import Terme

_RULES: Final = (surnom, annonce, sobriquet, seul, sans_article)


def personnes(mots: Sequence[Terme], reperes: Reperes) -> Iterator[Passage]:
    """In order; a name is told once, with what announces it."""
    suite = Suite(mots, protegees(mots, reperes))
    rank = 0
    while rank < len(mots):
        if cut := coupe(suite, rank):
            together = mots[cut[0]].plie in TITRES
            for one in (cut[1],) if together else sorted({*cut}):
                first = cut[0] if together else one
                yield Passage(mots[first].debut, _end_of_cut(mots, one), Nature.PERSONNE)
            rank = cut[1]
        elif span := next((found for rule in _RULES if (found := rule(suite, rank))), None):
            first, last = span[0], epithete(suite, span[1])
            yield Passage(mots[first].debut, _end(mots, last), Nature.PERSONNE)
            suite.nommes.add(last)
            rank = last
        rank += 1


def _end_of_cut(mots: Sequence[Terme], last: int) -> int:
    """Its mark belongs to it: « sam… il veut »."""
    return mots[last].fin + len(mots[last + 1].entre.rstrip())


def _end(mots: Sequence[Terme], last: int) -> int:
    """The full stop of an initial belongs to it: « Kamel B. refuse », « vu B.K. / son frère »."""
    after = mots[last + 1] if last + 1 < len(mots) else None
    initial = len(mots[last].brut) == 1
    pair = initial and last > 0 and len(mots[last - 1].brut) == 1
    dotted = (
        after is not None
        and after.entre.startswith(".")
        and (pair or not after.premier or after.entre.startswith(".,"))
    )
    return mots[last].fin + (dotted and initial)
