"""A broken thing said in a message: what it is, its state, its danger; or that it was mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from bot.domain.lecture.choses import (
    is_carried,
    is_of_no_road,
    is_of_people,
    is_part,
    is_thing,
    is_where,
)
from bot.domain.lecture.jetons import Sorte
from bot.domain.lecture.phrases import Feuille
from bot.domain.lecture.vocabulaire import NEGATIONS, fold, liste

DANGER: Final = "danger"
_STATE_AFTER, _STATE_BEFORE, _MENDED_AFTER = 7, 3, 12
_BUT: Final = "mai"
"""« trou rebouché mais lampadaire éteint »: what follows is of another thing."""
_THERE_IS: Final = liste("a ya avait reste y")
_HURT: Final = liste(
    "bless saign hospitalis chut electrocut coupur blessur accident electrocution"
)
_HURT_SAID: Final = (("fait", "mal"), ("tomb", "dedan"), ("tomb", "dessu"), ("fait", "tomb"))
_HURT_ONESELF: Final = re.compile(
    r"\bs['’ ]?(?:est|etait) (?:coupe|blesse|brule|fait (?:mal|electrocuter)|griffe|ecorche|"
    r"entaille|tordu|pique|casse|ouvert)"
)
_NOTHING: Final = {
    (denied, seen) for denied in ("rien", "pas") for seen in ("trouv", "vu", "constat", "retrouv")
} | {("plu", "trac"), ("aucun", "trac"), ("faus", "alert")}
_FALLEN: Final = liste("tomb trebuch chut gliss")


@dataclass(slots=True)
class ChoseDite:
    """What a message says of one thing. Several slugs are a word with several meanings.

    categorie: broken now; repare: mended, gone, or never broken. where: the tokens that say what
    it is. danger: said; blesse: somebody fell or was hurt. devine: a word read for one near it.
    """

    categorie: list[str] = field(default_factory=list)
    repare: list[str] = field(default_factory=list)
    where: range = range(0)
    danger: bool = False
    blesse: bool = False
    devine: str = ""


def read_thing(page: Feuille, found: ChoseDite, slugs: list[str], where: range) -> bool:
    """A thing that is a defect by itself (« épave », « tag ») unless it is gone."""
    other = is_of_no_road(page, where) or is_carried(page, where) or is_of_people(page, where)
    if found.categorie or other:
        return False
    words = page.lexique.parti | page.lexique.remis
    still = _said(page, where, words, denied=True)
    gone = _said(page, where, words, denied=False) or _nothing_found(page)
    if not still and (gone or page.negated(where.start) or _none_is(page, where)):
        return not found.repare and _take_mended(page, found, slugs, where, gone)
    found.categorie = slugs
    page.claimed.update(still or ())
    _note(page, found, where)
    return True


def read_broken(page: Feuille, found: ChoseDite, slugs: list[str], where: range) -> bool:
    """« lampadaire … HS », « panne d'ascenseur »: a thing and its state, not far apart."""
    if found.categorie or is_part(page, where) or is_where(page, where):
        return False
    still = _said(page, where, page.lexique.remis | page.lexique.parti, denied=True)
    mended = None if still else _said(page, where, page.lexique.remis, denied=False)
    state = still or next(_states(page, where), None)
    denied = state and not still and (page.negated(state.start) or page.negated(where.start))
    if mended or denied:
        return not found.repare and _take_mended(page, found, slugs, where, mended or state)
    if state is None:
        return False
    found.categorie = slugs
    found.danger |= any(page.tokens[n].stem.startswith(DANGER) for n in state)
    page.claimed.update(state)
    _note(page, found, where)
    return True


def read_together(page: Feuille, found: ChoseDite, phrase: tuple[str, ...], where: range) -> bool:
    """« corbeille publique pleine », « hall dans le noir »: with that state, it is of its own."""
    for states, slug in page.lexique.ensembles.get(phrase, ()):
        said = next(_states(page, where, states), None)
        if said is None or found.categorie:
            continue
        words = page.lexique.remis | page.lexique.parti
        gone = not _said(page, where, words, denied=True) and _said(
            page, where, words, denied=False
        )
        if gone or page.negated(where.start) or page.negated(said.start):
            return not found.repare and _take_mended(page, found, [slug], where, gone or said)
        found.categorie = [slug]
        page.claimed.update(said)
        _note(page, found, where)
        return True
    return False


def _nothing_found(page: Feuille) -> range | None:
    """« on nous avait signalé des seringues : cherché partout, rien trouvé »."""
    stems = [token.stem for token in page.tokens]
    pairs = enumerate(pairwise(stems))
    return next((range(n, n + 2) for n, pair in pairs if pair in _NOTHING), None)


def _none_is(page: Feuille, where: range) -> bool:
    """« plus de lampadaire éteint »: what the phrase says is missing is what was broken."""
    denies = page.tokens[where.start].stem in NEGATIONS
    return denies and any(state.start == where.stop for state in _states(page, where))


def _note(page: Feuille, found: ChoseDite, where: range) -> None:
    found.where = where
    found.devine = next((page.guessed[n] for n in where if n in page.guessed), "")
    page.claim(where.start, where.stop)


def _take_mended(
    page: Feuille, found: ChoseDite, slugs: list[str], where: range, said: range | None
) -> bool:
    found.repare, found.where = slugs, where
    states = [state for state in _states(page, where)]
    for claimed in (*states, said or range(0)):
        page.claimed.update(claimed)
    page.claim(where.start, where.stop)
    part = page.tokens[where.start].part
    page.claimed.update(
        n for n in list(page.free()) if page.tokens[n].part == part
        and page.tokens[n].stem in NEGATIONS and -2 <= n - where.start <= _STATE_AFTER
    )  # fmt: skip
    return True


def _said(
    page: Feuille, where: range, words: frozenset[tuple[str, ...]], *, denied: bool
) -> range | None:
    """« réparé », « vidée », « remarche » near the thing; or denied: « pas réparé »."""
    for n in _near(page, where, _MENDED_AFTER):
        if not denied and _is_no_longer(page, n):
            return range(n, n + 2)
        for phrase, end in page.phrases(n):
            said = phrase in words and not _is_common(page, n) and not _is_of_use(page, n)
            if said and _is_denied(page, n, end) is denied:
                return range(n - denied, end)
    return None


def _is_common(page: Feuille, n: int) -> bool:
    """« dans les parties communes », « porte coupe feu »: nothing is gone."""
    return n + 1 < len(page.tokens) and page.tokens[n + 1].stem in ("commun", "feu")


def _is_of_use(page: Feuille, n: int) -> bool:
    """« ne retient plus rien »: it is there, and of no use; « y a plus rien » is gone."""
    before = page.tokens[n - 1] if n else None
    nothing = [token.plain for token in page.tokens[n : n + 2]] == ["plus", "rien"]
    led = before is not None and before.part == page.tokens[n].part
    return nothing and led and before is not None and before.plain not in _THERE_IS


def _is_denied(page: Feuille, start: int, end: int) -> bool:
    """« pas réparé », « referme plus »."""
    after = page.tokens[end : end + 1]
    follows = bool(after) and after[0].part == page.tokens[start].part
    before = page.tokens[start - 1].plain if start else ""
    return (
        page.negated(start)
        or before == "non"
        or (follows and after[0].stem in ("pas", "plu", "pa", "jamai"))
    )


def _is_no_longer(page: Feuille, n: int) -> bool:
    """« n'est plus là », « y est plus »."""
    pair = [token.plain for token in page.tokens[n : n + 2]]
    return pair == ["plus", "la"]


def _states(
    page: Feuille, where: range, states: frozenset[tuple[str, ...]] | None = None
) -> Iterator[range]:
    known = page.lexique.etats if states is None else states
    for n in _near(page, where):
        for phrase, end in page.phrases(n):
            if phrase in known and (end <= where.start or n >= where.stop):
                yield range(n, end)
                break


def _near(page: Feuille, where: range, reach: int = _STATE_AFTER) -> Iterator[int]:
    """Free tokens of the same part, those after the thing first."""
    part = page.tokens[where.start].part
    after = range(where.stop, min(where.stop + reach, len(page.tokens)))
    before = range(where.start - 1, max(where.start - 1 - _STATE_BEFORE, -1), -1)
    for side in (after, before):
        for n in side:
            if page.tokens[n].stem == _BUT:
                break
            if n not in page.claimed and page.tokens[n].part == part:
                yield n


def read_danger(page: Feuille, found: ChoseDite) -> None:
    """« danger » said anywhere; somebody who fell or was hurt by the thing."""
    for n in page.free():
        if page.tokens[n].stem.startswith(DANGER) and not page.negated(n):
            found.danger = True
            page.claimed.add(n)
    found.blesse = not found.danger and _somebody_hurt(page)


def _somebody_hurt(page: Feuille) -> bool:
    words = [token.stem for token in page.tokens]
    if any(word in _HURT for word in words) or _HURT_ONESELF.search(fold(page.text)):
        return True
    if any(pair in _HURT_SAID for pair in pairwise(words)):
        return True
    return any(word in _FALLEN and _is_somebody(page, n) for n, word in enumerate(words))


def _is_somebody(page: Feuille, at: int) -> bool:
    """« une dame est tombée »: a person stands just before."""
    for n in range(at - 1, max(at - 4, -1), -1):
        if any(phrase in page.lexique.publics for phrase, _end in _phrases_at(page, n)):
            return True
        if page.tokens[n].plain in ("elle", "il", "quelqu", "quelqu'un", "qqn"):
            return True
    return False


def _phrases_at(page: Feuille, n: int) -> Iterator[tuple[tuple[str, ...], int]]:
    """Even of what is claimed already: who was hurt may have been counted."""
    if page.tokens[n].sorte is Sorte.WORD:
        yield (page.tokens[n].stem,), n + 1


def settle_by_place(page: Feuille, found: ChoseDite) -> None:
    """« la lumière marche plus dans le hall »: of two categories, the one that place is of.

    « la rue ou la cage d'escalier » are of two, and both stay.
    """
    if len(found.categorie) < 2:
        return
    places = [page.lexique.ensembles.get((token.stem,), ()) for token in page.tokens]
    said = {slug for place in places for _states, slug in place if slug in found.categorie}
    found.categorie = list(said) if len(said) == 1 else found.categorie


def take_states(page: Feuille, found: ChoseDite) -> None:
    """« groom cassé »: the defect was understood without its state, which adds nothing to it."""
    part = page.tokens[found.where.start].part
    for n in page.free():
        if page.tokens[n].part == part and page.tokens[n].sorte is Sorte.NUMBER:
            # « il manque 2 lattes », « et deux fauteuils »: so many things, and nobody.
            ends = [end for phrase, end in _after(page, n) if is_thing(page, phrase)]
            counted = any(phrase in page.lexique.publics for phrase, _end in _after(page, n))
            page.claimed.update(range(n, ends[0]) if ends else () if counted else (n,))
        elif page.tokens[n].part == part:
            ends = [end for phrase, end in page.phrases(n) if phrase in page.lexique.etats]
            page.claimed.update(range(n, ends[0]) if ends else ())


def _after(page: Feuille, n: int) -> Iterator[tuple[tuple[str, ...], int]]:
    return page.phrases(n + 1) if n + 1 < len(page.tokens) else iter(())
