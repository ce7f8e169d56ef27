"""A request told in a message: « une dame m'a demandé pour son dossier CAF, envoyée au CCAS »."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.domain.lecture.phrases import Feuille
from bot.domain.lecture.vocabulaire import Phrase

_FAR: Final = 15
"""Tokens before what tells the request, in which who asks is looked for."""
Trouve = tuple[range, tuple[str, ...]]
"""Where something is said, and the slugs that it may mean."""


@dataclass(frozen=True, slots=True)
class DemandeDite:
    """What was asked, what was answered, and to whom the person was sent (slugs).

    A list of several is a word with several meanings, to be asked; public: who asked, if told.
    """

    sujets: list[str] = field(default_factory=list)
    reponses: list[str] = field(default_factory=list)
    partenaires: list[str] = field(default_factory=list)
    public: str = ""


def read_request(page: Feuille) -> DemandeDite | None:
    """None when nobody asked anything; « une dame » who asks counts nobody more.

    Somebody who was sent to a partner asked for something, said or not.
    """
    lexique = page.lexique
    asked = list(_found(page, dict.fromkeys(lexique.demandes, ())))
    answered, partners = (
        list(_found(page, lexique.reponses)),
        list(_found(page, lexique.partenaires)),
    )
    if not asked and not (answered and partners):
        return None
    public = _asker(page, min(where.start for where, _s in (*asked, *answered)))
    subjects = list(_found(page, lexique.sujets, denied=True))
    for where, _slugs in asked[:1]:
        page.claimed.update(where)
    return DemandeDite(
        partenaires=_take(page, partners[-1:], partners),
        reponses=_take(page, answered[:1], answered),
        sujets=_take(page, subjects[:1], subjects),
        public=public,
    )


def _asker(page: Feuille, asked: int) -> str:
    """« une dame m'a demandé »: the person said before; « 3 ados » who ask are counted too."""
    for n in range(max(asked - _FAR, 0), asked):
        for phrase, end in page.phrases(n):
            slug = page.lexique.publics.get(phrase) or page.lexique.paires.get(phrase)
            if slug and end <= asked:
                several = n > 0 and page.tokens[n - 1].nombre > 1
                alone = n > 0 and page.tokens[n - 1].nombre == 1
                if not several:
                    page.claimed.update(range(n - alone, end))
                return slug
    return ""


def _take(page: Feuille, chosen: list[Trouve], found: list[Trouve]) -> list[str]:
    """The slugs chosen; every word that says the same is understood with it."""
    for _where, slugs in chosen:
        for where, said in found:
            if said == slugs:
                page.claim(where.start, where.stop)
        return list(slugs)
    return []


def _found(
    page: Feuille, words: Mapping[Phrase, tuple[str, ...]], *, denied: bool = False
) -> Iterator[Trouve]:
    """What is said of `words`; with `denied`, « plus de propreté » too."""
    for n in list(page.free()):
        for phrase, end in page.phrases(n):
            if phrase in words and (denied or not page.negated(n)):
                yield range(n, end), words[phrase]
                break
