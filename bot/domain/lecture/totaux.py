"""A total and its parts: « une trentaine dont 8 ados », « en tout 10 », « la moitié »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final

from bot.domain.lecture.gens import Comptage, Gens
from bot.domain.lecture.jetons import Sorte
from bot.domain.lecture.nombres import COMPTE_MAX
from bot.domain.lecture.phrases import Feuille
from bot.domain.lecture.vocabulaire import fold, liste, stem

_PARTS: Final = re.compile(
    r"\s*(?:[:=(]|comprenant\b|avec\b|,? ?(?:soit|à savoir|répartis? en|composée?s? de)\b)",
    re.IGNORECASE,
)
_OF_WHICH: Final = re.compile(r"\b(?:dont|dt|parmi|y compris)\b", re.IGNORECASE)
_SUM: Final = (
    "en tout|au total|total de|total|soit|ça fait|ca fait|ce qui fait|au final|tout confondu|"
    "tout compris"
)
_IN_ALL: Final = re.compile(rf"(?:\b(?:{_SUM})\b|=)[\s:]*$", re.IGNORECASE)
_IN_ALL_AFTER: Final = re.compile(
    r"^\s*(?:en tout|au total|total|tout confondu|tout compris)\b", re.IGNORECASE
)
_TOTAL_WORDS: Final = liste("en tout au total soit de ca fait ce qui final confondu compris donc")
_REST: Final = re.compile(
    r"\b(?:le reste|les autres|tout le reste)\b[\s:,]*"
    r"(?:(?:ce |c['’])?(?:sont|sont que|étaient|est|était|étant)\s)?(?:que |plutôt |surtout )*"
    r"(?:des|d['’]|de|les|en)?\s?(?P<qui>\w+)",
    re.IGNORECASE,
)
_SHARE: Final = re.compile(
    r"(?:\b(?:dont|avec|environ)\s)?\b(?:(?:la|une|un)\s)?(?P<part>moitié|moitie|tiers|quart)\s+"
    r"(?:sont |étaient |c['’]est )?(?:des |de |d['’])?(?P<qui>\w+)",
    re.IGNORECASE,
)
_SEXES: Final = liste("fill garcon gar homm femm dam monsieur messieur mec meuf nana")
_GROUPS: Final = liste("group band")
_SHARES: Final = {"moitie": 2, "tiers": 3, "quart": 4}


def take_totals(page: Feuille, gens: Gens) -> None:
    """« une trentaine dont 8 ados », « en tout 10 »: a number alone that says everybody."""
    for n in page.free():
        token = page.tokens[n]
        if token.sorte is not Sorte.NUMBER or not 1 <= token.nombre <= COMPTE_MAX:
            continue
        before, after = page.text[: token.at], page.text[token.end :]
        led = _IN_ALL.search(before)
        total = led or _OF_WHICH.match(after.lstrip(" ,(")) or _IN_ALL_AFTER.match(after)
        if total and page.lexique.sans_age:
            alone = Comptage(page.lexique.sans_age, token.nombre, "personnes", token.at, token.end)
            gens.comptages.append(alone)
            page.claimed.add(n)
            _claim_words(page, led.start() if led else token.end, after)
    gens.comptages.sort(key=lambda comptage: comptage.at)


def _claim_words(page: Feuille, at: int, after: str) -> None:
    """« en tout », « au total » are said with it."""
    match = _IN_ALL_AFTER.match(after)
    end = at + (match.end() if match else 10)
    for n in page.free():
        if at <= page.tokens[n].at < end and page.tokens[n].plain in _TOTAL_WORDS:
            page.claimed.add(n)


def parted(page: Feuille, comptages: Sequence[Comptage]) -> list[Comptage]:
    """A total is not added to its parts: what is left of it is of the total's own public.

    One that is less than its parts is given back, to be asked.
    """
    sans_age, kept = page.lexique.sans_age, list(comptages)
    whole = [
        [one for one in _before(page.text, sans_age, comptages, n) if not _is_group(one)]
        for n in range(len(comptages))
    ]
    for n, total in enumerate(comptages):
        after = [one for one in comptages[n + 1 :] if not _is_group(one)]
        parts = whole[n] or (not any(whole) and _parts(page.text, sans_age, total, after))
        if parts:
            rest = total.nombre - sum(part.nombre for part in parts)
            at = kept.index(total)
            public = _rest_of(page, total.end) or total.public
            if _are_sexes(total, sans_age, parts):
                kept = [replace(one, public=total.public) if one in parts else one for one in kept]
            kept[at : at + 1] = [replace(total, nombre=rest, public=public)] if rest > 0 else []
            if rest < 0:
                _give_back(page, total)
            return kept
    return kept


def _is_group(comptage: Comptage) -> bool:
    """« 3 groupes de jeunes, une douzaine au total »: groups are no part of a number of people."""
    return stem(comptage.mot.split()[0]) in _GROUPS


def _rest_of(page: Feuille, at: int) -> str:
    """« le reste des adultes »: whom the rest of a total is of, when it is said."""
    match = _REST.search(page.text, at)
    return _whom(page, match) if match else ""


def shared(page: Feuille, comptages: list[Comptage]) -> list[Comptage]:
    """« 20 personnes dont la moitié d'enfants »: when that share is a whole number."""
    if len(comptages) != 1:
        return comptages
    total, parts, left = comptages[0], [], comptages[0].nombre
    for match in _SHARE.finditer(page.text):
        size, odd = divmod(total.nombre, _SHARES[fold(match["part"])])
        public = "" if odd or size > left else _whom(page, match)
        if public:
            left -= size
            parts.append(replace(total, public=public, nombre=size, mot=match["qui"]))
    return [*parts, *([replace(total, nombre=left)] if left else [])]


def _whom(page: Feuille, match: re.Match[str]) -> str:
    """The public of the word that the match ends with, all of it claimed; « » for none."""
    for token in page.tokens:
        if token.at == match.start("qui") and (token.stem,) in page.lexique.publics:
            page.claimed.update(
                n for n, one in enumerate(page.tokens) if match.start() <= one.at <= token.at
            )
            return page.lexique.publics[(token.stem,)]
    return ""


def _give_back(page: Feuille, comptage: Comptage) -> None:
    for n, token in enumerate(page.tokens):
        if comptage.at <= token.at < comptage.end:
            page.claimed.discard(n)


def _parts(
    text: str, sans_age: str, total: Comptage, after: Sequence[Comptage]
) -> Sequence[Comptage]:
    """What follows a total and is counted in it; none when it is no total."""
    if not after:
        return ()
    plain = _told_without_a_word(text, sans_age, total, after)
    if plain:
        return plain
    between = text[total.end : after[0].at]
    said = _PARTS.match(between) or _OF_WHICH.search(between) or _IN_ALL_AFTER.match(between)
    if not said or ("avec" in said[0] and total.public != sans_age):
        return ()
    parts: list[Comptage] = []
    for part in after:
        if parts and re.search(r"[.\n]", text[parts[-1].end : part.at]):
            break
        if parts and parts[0].public == total.public != part.public:
            break
        if parts and "(" in said[0] and ")" in text[parts[-1].end : part.at]:
            break
        parts.append(part)
    return parts


def _told_without_a_word(
    text: str, sans_age: str, total: Comptage, after: Sequence[Comptage]
) -> Sequence[Comptage]:
    """« 12 pers 8 ados 4 adultes »: they make the total, or the rest of it is said."""
    if total.public == sans_age:
        whole = sum(part.nombre for part in after) == total.nombre
        return after if whole or _REST.search(text, after[-1].end) else ()
    exact = _summing(total, after)
    return exact if _are_sexes(total, sans_age, exact) else ()


def _summing(total: Comptage, after: Sequence[Comptage]) -> Sequence[Comptage]:
    """Those that follow, the first ones, when they make exactly the total."""
    sums = accumulate(one.nombre for one in after)
    return next((after[: n + 1] for n, made in enumerate(sums) if n and made == total.nombre), ())


def _are_sexes(total: Comptage, sans_age: str, parts: Sequence[Comptage]) -> bool:
    """« 11 enfants (6 filles, 5 garçons) »: the parts are of the age of the total."""
    aged = total.public != sans_age
    return aged and bool(parts) and all(stem(part.mot) in _SEXES for part in parts)


def _before(text: str, sans_age: str, comptages: Sequence[Comptage], n: int) -> Sequence[Comptage]:
    """« 8 ados 3 adultes, 11 en tout »: the parts of a total that comes last."""
    total = comptages[n]
    if not n or total.public not in {sans_age, *(one.public for one in comptages[:n])}:
        return ()
    of_before = _IN_ALL_AFTER.match(text[comptages[n - 1].end :])
    led = not of_before and _IN_ALL.search(text[: total.at])
    return comptages[:n] if led or _IN_ALL_AFTER.match(text[total.end :]) else ()
