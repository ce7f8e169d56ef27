"""Somebody met and said without a number: « salué le boulanger et la pharmacienne »."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bot.domain.lecture.gens import Comptage, Gens
from bot.domain.lecture.jetons import Sorte
from bot.domain.lecture.phrases import Feuille
from bot.domain.lecture.vocabulaire import liste

_ONE: Final = liste("le la l notre leur")
_MET: Final = liste(
    "vu croise rencontr rencontre salue salu croisee avec discute echange parle et aussi puis "
    "plus revu visite apercu avc av avk vec"
)
_JOINING: Final = liste("et avec avc av avk vec plus puis aussi")
_WAS_THERE: Final = liste("passe passee venu venue la present presente rejoint presents presentes")
_SEVERAL: Final = liste("les des plusieurs quelques beaucoup nos d de")
_STAYING: Final = liste(
    "presents presentes present presente installes installees assis assises dehors reviennent "
    "revenus revenues sortis sorties profitent"
)
_THERE: Final = {("sont", "la"), ("etaient", "la"), ("de", "sortie"), ("de", "retour")}
_INSIDE: Final = liste("dedan coinc bloqu pieg enferm bless")
_DONE_TO: Final = liste(
    "aid aident aider insult insultent insulter menac menacent frapp frappent bouscul "
    "bousculent agress agressent vol volent suit suivent harcelent siffl sifflent renvers "
    "accompagnent accompagn orient provoqu"
)
_KIN: Final = liste("papi papy mamie mami papa maman")
_GO_ON: Final = liste("et avec")
_REACH: Final = 8


def take_present(page: Feuille, gens: Gens) -> None:
    """« le gardien », « l'élue est passée »: one person whose trade is said, if somebody met them.

    « papi et maman » too, where a part of the message begins.
    """
    for n in list(page.free()):
        found = _trade_at(page, n, gens) or _kin_at(page, n)
        if found:
            start, end, public = found
            where = page.tokens[start].at, page.tokens[end - 1].end
            mot = page.words(list(range(n, end)))
            gens.comptages.append(Comptage(public, 1, mot, *where, seul=True))
            page.claimed.update(range(start, end))
    gens.comptages.sort(key=lambda one: one.at)


def seen_there(page: Feuille) -> list[str]:
    """« les aînés sont là », « des femmes assises »: the uses that people make by being there.

    Nobody is counted: « 3 mamies » are met, and say nothing of how the place is used.
    """
    found: list[str] = []
    for n in list(page.free()):
        led = n > 0 and page.tokens[n - 1].plain in _SEVERAL and n - 1 not in page.claimed
        for phrase, end in page.phrases(n):
            use = page.lexique.presences.get(phrase)
            if use and led and _stay(page, end):
                found.append(use)
                page.claimed.update(range(n, end))
                break
    return found


def is_done_to(page: Feuille, at: int) -> bool:
    """« des ados aident une dame », « il a insulté un passant »: told of, and met by nobody."""
    n = next(n for n, token in enumerate(page.tokens) if token.at >= at)
    before = page.tokens[n - 1] if n else None
    same = before is not None and before.part == page.tokens[n].part
    return before is not None and same and before.stem in _DONE_TO


def is_inside(page: Feuille, end: int) -> bool:
    """« deux personnes dedans », « une mamie bloquée »: told of the thing, and met by nobody."""
    after = next((n for n, token in enumerate(page.tokens) if token.at >= end), len(page.tokens))
    return any(token.stem in _INSIDE for token in page.tokens[after : after + 3])


def _stay(page: Feuille, end: int) -> bool:
    part = page.tokens[end - 1].part
    words = [token.plain for token in page.tokens[end : end + _REACH] if token.part == part]
    there = any(pair in _THERE for pair in pairwise(words))
    return there or any(word in _STAYING for word in words)


def _trade_at(page: Feuille, n: int, gens: Gens) -> tuple[int, int, str] | None:
    if n == 0 or page.tokens[n - 1].plain not in _ONE or page.tokens[n].raw[-1] in "sx":
        return None
    aged = {*(slug for _first, _last, slug in page.lexique.ages), page.lexique.sans_age}
    for phrase, end in page.phrases(n):
        public = page.lexique.publics.get(phrase, "")
        if public and public not in aged:
            met = _is_met(page, n - 1, gens) or _is_there(page, end)
            return (n - 1, end, public) if met and not page.negated(n - 1) else None
    return None


def _is_met(page: Feuille, at: int, gens: Gens) -> bool:
    """« salué le… », « 3 ados et le… »: what leads to them; « conflit avec » was read before."""
    before = page.tokens[at - 1] if at else None
    if before is None or before.plain not in _MET or before.part != page.tokens[at].part:
        return False
    joins = before.plain in _JOINING
    return not joins or any(one.end <= before.at for one in gens.comptages) or _says_met(page, at)


def _says_met(page: Feuille, at: int) -> bool:
    return any(token.plain in _MET - _JOINING for token in page.tokens[:at])


def _is_there(page: Feuille, end: int) -> bool:
    """« … est passée », « … étaient là »; « la boulangère et 3 bénévoles »."""
    after = page.tokens[end : end + _REACH]
    same = [token for token in after if token.part == page.tokens[end - 1].part]
    words = [token.plain for token in same]
    counts = words[:1] == ["et"] and len(same) > 1 and same[1].sorte is Sorte.NUMBER
    verb = [word for word in words if word in ("est", "etait", "etaient", "sont", "a", "nous")]
    return counts or bool(verb and any(word in _WAS_THERE for word in words))


def _kin_at(page: Feuille, n: int) -> tuple[int, int, str] | None:
    """« Papy et mamie avec leurs petits-enfants »: each begins a part, or follows « et »."""
    token = page.tokens[n]
    before = page.tokens[n - 1] if n else None
    begins = before is None or before.part != token.part
    follows = n > 1 and before is not None and before.plain == "et"
    joined = follows and page.tokens[n - 2].plain in _KIN and n - 2 in page.claimed
    after = page.tokens[n + 1].plain if n + 1 < len(page.tokens) else ""
    goes_on = after in _GO_ON and n + 2 < len(page.tokens)
    if token.plain not in _KIN or not ((begins and goes_on) or joined):
        return None
    public = page.lexique.publics.get((token.stem,), "")
    return (n, n + 1, public) if public else None
