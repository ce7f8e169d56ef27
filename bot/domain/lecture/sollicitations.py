"""A request told in a message: « une dame m'a demandé pour son dossier CAF, envoyée au CCAS »."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.domain.lecture.phrases import Feuille
from bot.domain.lecture.vocabulaire import Phrase, liste

_FAR: Final = 15
"""Tokens before what tells the request, in which who asks is looked for."""
_WISHES: Final = liste(
    "dit cherch cherchent recherch voulait voulaient veut veulent voudrait voudraient aimerait "
    "aimeraient souhait souhaitent besoin propos inquiet inquiett peur victim galer galerent "
    "paum bout perdu difficult detress angoiss mal arriv arrivent comprend risqu plaign "
    "plaignent rouspet ral aid coup sen confi racont peuvent ideu ide interpell alert"
)
"""Said of many things: a request only when what it is about is said too."""
_VAGUE: Final = liste(
    "inscrir inscription peur bout ecout parler discuter seul isol dormir dort savoir horair "
    "info information adress moral cour sal projet sorti voisin travail nettoyag papier "
    "courrier dossier fatigu sommeil comment quand si ou mairi bailleur"
)
"""What any request may hold: anything else that is said tells better what it is about."""
_HELP: Final = "aid"
_NOUNS: Final = liste("aid ecout")
_NOUN_LED: Final = liste("l d m qu on nous une son cette un leur")
_NOBODY: Final = liste("on avait avaient parait")
_TOLD: Final = liste("dit")
_SOMEBODY: Final = liste("il ell ils elles on nou nous me m j qqn quelqu je lui leur")
_DONE: Final = "é"
Trouve = tuple[range, tuple[str, ...]]
"""Where something is said, and the slugs that it may mean."""


@dataclass(frozen=True, slots=True)
class DemandeDite:
    """What was asked, what was answered, and to whom the person was sent (slugs).

    A list of several is a word with several meanings, or several things done, to be asked;
    public: who asked, if told.
    """

    sujets: list[str] = field(default_factory=list)
    reponses: list[str] = field(default_factory=list)
    partenaires: list[str] = field(default_factory=list)
    public: str = ""


def read_request(page: Feuille) -> DemandeDite | None:
    """None when nobody asked anything; « une dame » who asks counts nobody more.

    Somebody who was sent to a partner asked for something, said or not; so did somebody alone who
    is said to be in trouble, and was answered.
    """
    lexique = page.lexique
    asked = [one for one in _found(page, dict.fromkeys(lexique.demandes, ())) if _asks(page, one)]
    answered = [one for one in _found(page, lexique.reponses) if _is_done(page, one)]
    if not asked and not answered:
        return None
    named = list(_found(page, lexique.partenaires))
    answered = [one for one in answered if not _is_within(one, named)]
    partners = _sent_to(answered, named)
    subjects = _subjects(page, partners, answered)
    wished = all(_wishes(page, where) for where, _s in asked)
    told = bool(answered and (partners or (subjects and _said_alone(page, answered))))
    nobody = not subjects or _disputed(page) or not _somebody(page)
    if not told and (not asked or (wished and nobody)):
        return None
    public = _asker(page, min(where.start for where, _s in (*asked, *answered)))
    subjects = _subjects(page, partners, answered)
    for where, _slugs in asked[:1]:
        page.claimed.update(where)
    return DemandeDite(
        partenaires=_take(page, partners[-1:], partners),
        reponses=_take(page, answered, answered),
        sujets=_take(page, _about(page, asked, subjects), subjects),
        public=public,
    )


def _disputed(page: Feuille) -> bool:
    """« dispute pour le terrain, les grands veulent pas laisser la place »: nobody asks us."""
    return any(
        phrase in page.lexique.disputes for n in page.free() for phrase, _end in page.phrases(n)
    )


def _somebody(page: Feuille) -> bool:
    """« le banc a perdu une latte »: what is no person asks for nothing."""
    words = [token.stem for token in page.tokens]
    return bool(_SOMEBODY.intersection(words)) or any(
        phrase in page.lexique.publics or phrase in page.lexique.paires
        for n, token in enumerate(page.tokens)
        if token.stem in page.lexique.counted
        for phrase in ((token.stem,), *(found for found, _end in page.phrases(n)))
    )


def _asks(page: Feuille, one: Trouve) -> bool:
    """« cherché partout » is what was done, « cherche un stage » what is asked.

    « on nous dit que l'ascenseur est en panne » only tells: nobody asks.
    """
    where = one[0]
    token = page.tokens[where.start]
    led = {one.plain for one in page.tokens[max(where.start - 2, 0) : where.start]}
    if _NOBODY.intersection(led) and any(page.tokens[n].stem in _TOLD for n in where):
        return False
    return not (token.stem == "cherch" and token.raw.endswith(_DONE))


def _is_done(page: Feuille, one: Trouve) -> bool:
    """« qu'on l'aide », « aide pour un dossier » is nothing that was done."""
    token = page.tokens[one[0].start]
    before = page.tokens[one[0].start - 1].plain if one[0].start else ""
    noun = token.stem in _NOUNS and token.raw.endswith("e") and not token.raw.endswith("ée")
    return not noun or (before not in _NOUN_LED and (bool(before) or token.stem != _HELP))


def _subjects(page: Feuille, partners: list[Trouve], answered: list[Trouve]) -> list[Trouve]:
    """« la maison des ados » is where they were sent, « on l'a écouté » is what was done."""
    found = _found(page, page.lexique.sujets, denied=True)
    done = [where for where, _slugs in answered]
    return [one for one in found if not _is_within(one, partners) and one[0] not in done]


def _is_within(one: Trouve, others: list[Trouve]) -> bool:
    return any(other.start <= one[0].start < other.stop for other, _slugs in others)


def _sent_to(answered: list[Trouve], partners: list[Trouve]) -> list[Trouve]:
    """Those named after an answer: nobody is sent there by « joindre la CAF »."""
    if not answered:
        return []
    first = min(where.start for where, _s in answered)
    return [one for one in partners if one[0].start > first]


def _said_alone(page: Feuille, answered: list[Trouve]) -> bool:
    """Somebody is told of before what was answered, and not counted among several."""
    first = min(where.start for where, _s in answered)
    return any(
        phrase in page.lexique.publics and not (n and page.tokens[n - 1].nombre > 1)
        for n in range(first) for phrase, _end in page.phrases(n)
    )  # fmt: skip


def _about(page: Feuille, asked: list[Trouve], subjects: list[Trouve]) -> list[Trouve]:
    """What tells it best: said after the request rather than before, and not a vague word."""
    firm = [where for where, _s in asked if not _wishes(page, where)]
    after = next(iter(firm or [where for where, _s in asked]), range(0)).start
    ranked = sorted(subjects, key=lambda one: (_is_vague(page, one[0]), one[0].start < after))
    return ranked[:1]


def _wishes(page: Feuille, where: range) -> bool:
    return any(page.tokens[n].stem in _WISHES for n in where)


def _is_vague(page: Feuille, where: range) -> bool:
    return all(page.tokens[n].stem in _VAGUE for n in where)


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
    taken: list[str] = []
    for _where, slugs in chosen:
        for where, said in found:
            if said == slugs:
                page.claim(where.start, where.stop)
        taken += [slug for slug in slugs if slug not in taken]
    return taken


def _found(
    page: Feuille, words: Mapping[Phrase, tuple[str, ...]], *, denied: bool = False
) -> Iterator[Trouve]:
    """What is said of `words`; with `denied`, « plus de propreté » too."""
    for n in list(page.free()):
        for phrase, end in page.phrases(n):
            if phrase in words and (denied or not page.negated(n)):
                yield range(n, end), words[phrase]
                break
