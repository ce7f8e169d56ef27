"""Short writings that only their neighbours explain: « bcp 2 monde », « ss le banc »."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.domain.lecture.jetons import Jeton, Sorte
from bot.domain.lecture.vocabulaire import Lexique, liste, stem

_YOUNG: Final = "jeun"
_OF_BEFORE: Final = liste(
    "bcp beaucoup plein plin cause nid plus pas peu pe pu plu trop cote tas panne fuite pb "
    "odeur bruit moins pied bas bout haut pres lieu match partie aire fete besoin place "
    "probleme"
)
"""« bcp 2 monde », « nid 2 poule »: after these, « 2 » is « de »."""
_ARTICLES: Final = liste("le la l les un une des mon ma mes son sa ses notre nos leur leurs")
_BEFORE_ARTICLE: Final = {"ss": "sous", "av": "avec"}
"""« ss le banc » is under it, « ss lumière » without any; « av la police », « av. de la Paix »."""
_WOMEN: Final = liste("fame fames")
_WE: Final = {("on", "est"), ("on", "etait"), ("nous", "sommes"), ("nous", "etions")}
_OURSELVES: Final = liste("mediateur mediatric collegu")
_DICTATED: Final = re.compile(r"\bpoint\s*$|\bvirgule\b", re.IGNORECASE)
_STOPS: Final = re.compile(
    r"\bvirgule\b|\bpoint\b(?!\s+(?:de|d['’]|tri|justice|info|sant[ée]|relais|noir|écoute|ecoute))",
    re.IGNORECASE,
)


def written(text: str) -> str:
    """« calme point une dame passe point », as a telephone that is spoken to writes it: each stop
    that was dictated is one, and every other letter stays where it is.
    """
    return _STOPS.sub(_stop, text) if _DICTATED.search(text) else text


def _stop(match: re.Match[str]) -> str:
    mark = "." if match[0].casefold() == "point" else ","
    return mark.rjust(len(match[0]))


def spelled_out(tokens: list[Jeton], n: int, lexique: Lexique) -> Jeton:
    """That token as its neighbours make it mean; itself when they make nothing of it."""
    token, before = tokens[n], tokens[n - 1]
    after = tokens[n + 1] if n + 1 < len(tokens) else None
    if token.plain in _BEFORE_ARTICLE and after and after.plain in _ARTICLES:
        return replace(token, stem=stem(_BEFORE_ARTICLE[token.plain]))
    if token.plain in _WOMEN:
        return replace(token, stem=stem("femmes"))
    if token.sorte is Sorte.NUMBER and _are_ours(tokens, n, lexique):
        return replace(token, sorte=Sorte.OPAQUE, nombre=0)
    if not n or before.part != token.part:
        return token
    if token.plain == "hab" and before.plain == "d":
        return replace(token, stem=stem("habitude"))
    if token.plain == "j" and before.sorte is Sorte.NUMBER:
        return replace(token, stem=_YOUNG)
    return _of(tokens, n, lexique)


def _are_ours(tokens: list[Jeton], n: int, lexique: Lexique) -> bool:
    """« on est 2 », « 3 collègues » counts ourselves; « 2 médiateurs santé » are met."""
    words = [token.stem for token in tokens[n + 1 : n + 3]]
    if words[:1] and words[0] in _OURSELVES:
        return tuple(words) not in lexique.publics
    led = n > 1 and (tokens[n - 2].plain, tokens[n - 1].plain) in _WE
    return led and not begins_public(tokens, n + 1, lexique)


def _of(tokens: list[Jeton], n: int, lexique: Lexique) -> Jeton:
    """« bcp 2 monde » is « de »; « plus 2 ados » counts two."""
    token, after = tokens[n], tokens[n + 1] if n + 1 < len(tokens) else None
    worded = after is not None and after.sorte in (Sorte.WORD, Sorte.OPAQUE)
    if token.raw != "2" or tokens[n - 1].plain not in _OF_BEFORE or not worded:
        return token
    if begins_public(tokens, n + 1, lexique):
        return token
    return replace(token, stem="de", sorte=Sorte.WORD, nombre=0)


def begins_public(tokens: list[Jeton], at: int, lexique: Lexique) -> bool:
    """Whether whom a number may count stands there."""
    word = tokens[at].stem if at < len(tokens) else ""
    return lexique.abreviations.get(word, word) in lexique.counted
