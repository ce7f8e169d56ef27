"""A conflict that a message tells: the word of a dispute, and what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.domain.lecture.jetons import Sorte
from bot.domain.lecture.lieux import PLACES
from bot.domain.lecture.phrases import Feuille
from bot.domain.lecture.vocabulaire import LINKS, Lexique, Phrase, liste

_BETWEEN: Final = "entr"
_WHERE: Final = PLACES - {_BETWEEN}
_REACH: Final = 3
"""Parts of the message in which a cause is looked for, that of the dispute first."""
_PARTIES: Final = 4
"""Tokens after the dispute in which those who are at odds are said."""
_OF: Final = liste("de du d des l la le les son sa ses leur leurs mon un une")
_WHY: Final = liste("cause pour sujet rapport parc propos parce car motif reproch accus histoir")
_BLAME: Final = liste("caus cause reproch reprochent accus accusent motif")
_CAME: Final = liste(
    "appel appelle prevenu previent venu arriv intervenu intervient intervention alert inform "
    "calm separ contact pass"
)
_BEING: Final = liste("est sont ete etre a")
_NOT_YET: Final = liste("sent frol evit")
_SETTLED: Final = liste(
    "regle reglee regles reglees fini finie finis finies termine terminee resolu resolue "
    "arrange arrangee calme calmee apaise apaisee oublie oubliee"
)
_NEIGHBOURS: Final = liste("voisin voisinag")
_MET: Final = liste("vu crois rencontr salu compt")


@dataclass(frozen=True, slots=True)
class ConflitDit:
    """The types of conflict that it may be, and the token that tells it."""

    types: tuple[str, ...]
    at: int


@dataclass(frozen=True, slots=True)
class _Cause:
    slugs: tuple[str, ...]
    where: range


def read_conflict(page: Feuille, lexique: Lexique) -> ConflitDit | None:
    """« embrouille … pour le bruit »: what it is about, in its part of the message or soon after.

    A dispute about nothing known may be of every type: it will be asked. Who is at odds is not
    somebody met, and counts nobody.
    """
    for start in page.free():
        for phrase, end in page.phrases(start):
            if phrase in lexique.disputes and not _is_denied(page, start):
                page.claim(start, end)
                page.quarrel = start
                part = page.tokens[start].part
                _pass_over_parties(page, part)
                _pass_over_subject(page, start)
                types = _types(page, lexique, range(part, part + _REACH))
                return ConflitDit(types or lexique.types_conflit, start)
    return None


def is_party(page: Feuille, conflit: ConflitDit, at: int, *, alone: bool) -> bool:
    """Whoever is counted at that place of the text is of the dispute: they were not met."""
    n = next(n for n, token in enumerate(page.tokens) if token.at == at)
    part = page.tokens[n].part
    same = [one.stem for one in page.tokens if one.part == part]
    near = part == page.tokens[conflit.at].part and n - conflit.at <= _PARTIES
    return alone or (near and not _MET.intersection(same))


def is_blamed(page: Feuille, start: int) -> bool:
    """« dispute pour l'hygiène, à cause d'ordures laissées là »: it is what they quarrel about."""
    led = {token.stem for token in page.tokens[max(start - 3, 0) : start]}
    return start > page.quarrel and bool(_BLAME.intersection(led))


def _is_denied(page: Feuille, start: int) -> bool:
    """« pas de conflit »; « ça sent l'embrouille » has not come to it."""
    before = [token.stem for token in page.tokens[max(start - 3, 0) : start]]
    return page.negated(start) or bool(_NOT_YET.intersection(before)) or _is_settled(page, start)


def _is_settled(page: Feuille, start: int) -> bool:
    """« le conflit entre voisins est réglé »: told as over, and witnessed by nobody today."""
    part = page.tokens[start].part
    led = start > 0 and page.tokens[start - 1].plain in ("le", "la", "l", "les", "ce", "cette")
    after = [token.plain for token in page.tokens[start:] if token.part == part]
    return led and any(
        one in ("est", "sont", "s") and _SETTLED.intersection(after[n + 1 : n + 4])
        for n, one in enumerate(after)
    )


def _types(page: Feuille, lexique: Lexique, parts: range) -> tuple[str, ...]:
    """Those of the first part that says what it is about; who is at odds says less."""
    found: list[str] = []
    for part in (*parts, parts.start - 1):
        causes = list(_causes(page, lexique, part))
        found += [slug for cause in _telling(page, causes) for slug in cause.slugs]
        if any(not _is_who(page, cause) for cause in causes) or (found and part == parts.stop - 1):
            break
    return tuple(dict.fromkeys(found))


def _telling(page: Feuille, causes: list[_Cause]) -> list[_Cause]:
    """« entre le gardien et un ado accusé de dégradations »: who they are says nothing more.

    That they are neighbours does.
    """
    what = [
        one
        for one in causes
        if not _is_who(page, one) or page.tokens[one.where.start].stem in _NEIGHBOURS
    ]
    return what or causes


def _is_who(page: Feuille, cause: _Cause) -> bool:
    """« dispute entre voisins »: what it is about may still come."""
    before = [
        token.stem for token in page.tokens[max(cause.where.start - 3, 0) : cause.where.start]
    ]
    return not _WHY.intersection(before) and _is_people(
        page, (page.tokens[cause.where.start].stem,)
    )


def _is_people(page: Feuille, phrase: Phrase) -> bool:
    return phrase in page.lexique.publics or phrase in page.lexique.paires


def _causes(page: Feuille, lexique: Lexique, part: int) -> Iterator[_Cause]:
    """What is said to be its cause in one part of the message, claimed.

    « le règlement de l'aire de jeux », « abîmé son scooter »: what completes one is no other.
    """
    last = -1
    for start in list(page.free()):
        if page.tokens[start].part != part or start in page.claimed:
            continue
        for phrase, end in page.phrases(start):
            said = phrase in lexique.causes and not _is_where(page, start)
            if said and not _came_after(page, start, end):
                page.claim(start, end)
                if not 0 < last <= start or not _completes(page, last, start):
                    yield _Cause(lexique.causes[phrase], range(start, end))
                last = end
                break


def _is_where(page: Feuille, start: int) -> bool:
    """« à la sortie du collège », « au city »: where they quarrel, not about what."""
    at = start - 1
    if at >= 0 and page.tokens[start].plain in _SETTLED and page.tokens[at].plain in _BEING:
        # « c'est réglé » is no rule.
        return True
    while at >= 0 and page.tokens[at].plain in _OF:
        at -= 1
    if at < 0 or page.tokens[at].part != page.tokens[start].part:
        return False
    return page.tokens[at].stem in _WHERE or page.tokens[start - 1].plain in (
        "au",
        "aux",
    )


def _came_after(page: Feuille, start: int, end: int) -> bool:
    """« police appelée », « on a prévenu le gardien »: who came is not what it is about."""
    around = [*page.tokens[max(start - 3, 0) : start], *page.tokens[end : end + 3]]
    part = page.tokens[start].part
    return any(token.stem in _CAME and token.part == part for token in around)


def _completes(page: Feuille, last: int, start: int) -> bool:
    between = [token.plain for token in page.tokens[last:start]]
    return 0 < len(between) <= 2 and all(word in _OF for word in between)


def _pass_over_parties(page: Feuille, part: int) -> None:
    """« entre deux voisins »: the number, not the word, which may say what it is about."""
    for n in _of_part(page, part):
        before = page.tokens[n - 1].stem if n else ""
        if page.tokens[n].sorte is Sorte.NUMBER and before == _BETWEEN:
            page.claimed.update((n - 1, n))


def _pass_over_subject(page: Feuille, start: int) -> None:
    """« deux jeunes se sont embrouillés »: they count nobody met."""
    at, part = start - 1, page.tokens[start].part
    while at >= 0 and page.tokens[at].part == part and page.tokens[at].stem in LINKS:
        at -= 1
    if at < 1 or page.tokens[at].part != part or page.tokens[at - 1].sorte is not Sorte.NUMBER:
        return
    phrase = (page.tokens[at].stem,)
    if _is_people(page, phrase):
        page.claimed.update((at - 1,) if phrase in page.lexique.causes else (at - 1, at))


def _of_part(page: Feuille, part: int) -> Iterator[int]:
    return (n for n, token in enumerate(page.tokens) if token.part == part)
