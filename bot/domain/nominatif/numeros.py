"""What reaches or identifies somebody by a number or an address: found by its shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from bot.domain.lecture.vocabulaire import fold, liste
from bot.domain.nominatif.passage import Nature, Passage

_CHIFFRE: Final = (
    "zero|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|"
    "seize|vingts?|trente|quarante|cinquante|soixante|cent|et|puis|\\d{1,2}"
)
_MOTS_DE_DEUX: Final = liste(
    "le la au du de en et ou un on il ce se sa si ni ne tu je me te ma ta va vu nu ai as es "
    "eu pr ds ya qd pb km kg nb no hs tt to mn mm cm ml ct st bd av rd ha sq no ok tv ps cf "
    "eh ah oh"
)
_MOIS: Final = (
    "janv(?:ier)?|fev(?:rier)?|mars|avril|avr|mai|juin|juil(?:let)?|aout|sept(?:embre)?|"
    "oct(?:obre)?|nov(?:embre)?|dec(?:embre)?"
)
_JOUR: Final = (
    rf"(?:\d{{1,2}}(?:er)?\s?[/.\-\s]\s?(?:\d{{1,2}}|{_MOIS})\s?[/.\-\s]?\s?(?:\d{{4}}|\d{{2}})?"
    rf"|(?:{_MOIS})\s\d{{4}}|(?:19|20)\d\d)"
)
Shape = tuple[Nature, re.Pattern[str], Callable[[str, str], bool]]


def numeros(texte: str, simple: str) -> Iterator[Passage]:
    """Numbers and addresses of `texte`; `simple` is the same, folded, with as many characters."""
    for nature, pattern, holds in _shapes():
        for match in pattern.finditer(simple):
            start, end = match.span("x") if "x" in pattern.groupindex else match.span()
            if holds(texte[start:end], simple[max(0, start - 40) : start]):
                yield Passage(start, end, nature)


@cache
def _shapes() -> tuple[Shape, ...]:
    return tuple(
        (nature, re.compile(pattern), holds)
        for nature, pattern, holds in (
            (Nature.COURRIEL, _COURRIEL, _always),
            (Nature.PSEUDO, _LIEN, _always),
            (Nature.PSEUDO, _POIGNEE, _always),
            (Nature.PSEUDO, _RESEAU, _is_handle),
            (Nature.PSEUDO, _SUR_RESEAU, _is_handle),
            (Nature.PSEUDO, _DISCORD, _always),
            (Nature.IBAN, _IBAN, _is_iban),
            (Nature.IBAN, _RIB, _always),
            (Nature.NIR, _NIR, _is_nir),
            (Nature.NAISSANCE, _NAISSANCE, _is_birth),
            (Nature.TELEPHONE, _FRANCAIS, _is_no_date),
            (Nature.TELEPHONE, _ETRANGER, _is_international),
            (Nature.TELEPHONE, _PAYS_VOISINS, _always),
            (Nature.TELEPHONE, _SANS_ZERO, _is_called),
            (Nature.TELEPHONE, _TELEPHONE_DIT, _is_spelled),
            (Nature.PLAQUE, _SIV, _is_siv),
            (Nature.PLAQUE, _FNI, _is_fni),
            (Nature.PLAQUE, _IMMATRICULE, _is_plate),
        )
    )


_AT: Final = (
    r"(?:\s?\(at\)\s?|\s?\[at\]\s?|\s?\(?arr?oba[sz]e?\)?\s?|\sat\s|\sa commercial\s|\s?\(a\)\s?)"
)
_DOT: Final = r"\s?(?:\.|\(point\)|\[point\]|\(dot\)|\[dot\]|\bpoint\b|\bdot\b)\s?"
_FIN: Final = r"(?:fr|com|org|net|eu|be|info|de|uk|io|ma|dz|tn|ch|lu)\b"
_BOITES: Final = (
    r"(?:gmail|hotmail|outlook|yahoo|orange|free|sfr|laposte|live|icloud|wanadoo|protonmail|msn)"
)
_MOT: Final = r"(?<![a-z0-9._+\-])[a-z0-9][a-z0-9._+\-]{0,63}"
"""Begins where nothing of it stands before: long texts are read in one go."""
_COURRIEL: Final = (
    rf"{_MOT}@[a-z0-9\-]{{1,63}}(?:\.[a-z0-9\-]{{1,63}})*\.[a-z]{{2,12}}\b"
    rf"|{_MOT}\s?@\s?[a-z0-9\-]{{1,63}}(?:\s?\.\s?[a-z0-9\-]{{1,63}})*\s?\.\s?{_FIN}"
    rf"|(?:(?<![a-z0-9_\-])[a-z0-9_\-]{{1,40}}\s(?:point|tiret)\s)*{_MOT}{_AT}"
    rf"[a-z0-9\-]{{1,63}}(?:{_DOT}[a-z0-9\-]{{1,63}})*{_DOT}{_FIN}"
    rf"|{_MOT}(?:@|{_AT}){_BOITES}\b"
)
_LIEN: Final = (
    r"(?:https?://)?(?:\w+\.)?(?:instagram|instagr|facebook|fb|tiktok|snapchat|"
    r"twitter|x|t|linkedin"
    r"|youtube|youtu|discord|wa|twitch|threads|bsky|telegram|vinted|leboncoin)"
    r"\.(?:com|me|gg|be|app|fr|tv|net|am)/[^\s,;)»]+"
)
_POIGNEE: Final = (
    r"(?<![\w.@])@(?!\d+h?\d*\b)(?:[a-z0-9_][a-z0-9_.\-]+[a-z0-9_]|"
    r"\s(?=\w*[\d_.]\w)[a-z][a-z0-9_.\-]+)"
)
_RESEAU: Final = (
    r"\b(?:snap(?:chat)?|insta(?:gram)?|ig|tik\s?tok|facebook|fb|twitter|telegram|"
    r"discord|twitch|pseudo)"
    r"(?:\s(?:c'est|est|de\s\w+))?\s?(?::|=|\s)\s?[\"«“]?\s?(?P<x>[a-z0-9_][a-z0-9_.\-]{2,})"
)
_DISCORD: Final = r"(?<![a-z0-9_.])[a-z0-9_.]{2,40}#\d{4}\b"
_SUR_RESEAU: Final = (
    r"(?<![a-z0-9_.\-])(?P<x>[a-z0-9_.\-]{3,40}) (?:sur|dans) (?:snap|insta|ig\b|"
    r"tik\s?tok|facebook|fb\b|telegram)"
)
_IBAN: Final = r"\b[a-z]{2}\d{2}(?:[\s.\-]?[a-z0-9]{4}){2,7}(?:[\s.\-]?[a-z0-9]{1,4})?\b"
_RIB: Final = r"\b(?:rib|compte|iban)\b\D{0,12}(?P<x>(?:\d\s?){19,24}\d)(?!\d)"
_NIR: Final = (
    r"(?<!\d)[12378][\s.\-]?\d{2}[\s.\-]?(?:0[1-9]|1[0-2]|[2-9]\d)[\s.\-]?(?:\d{2}|2[ab])"
    r"[\s.\-]?\d{3}[\s.\-]?\d{3}(?:[\s.\-/]*\d{2})?(?!\d)"
)
_NAISSANCE: Final = (
    rf"(?:\b(?:nee?s?|natifs?|natives?)(?:\s?\(e\)|[.·]e)?\s(?:le|du|un|en|vers|au mois de|"
    rf"l'annee)?\s?{_JOUR}"
    rf"|\bnee?s? le \w+(?: et un)? (?:{_MOIS})\b(?: (?:mille?|deux|dix|"
    rf"dix-neuf)(?:[ -]\w+){{1,3}})?"
    rf"|\b(?:ddn|dn|d\.\s?(?:d\.)?n\.?|date de naiss?\w*\.?|date naissance|naissance|"
    rf"anniv(?:ersaire)?)"
    rf"\s?(?::|=|est|le|en|du|\s)\s?(?:le\s)?{_JOUR})"
)
_ENTRE: Final = r"(?:,|[\s./\-_·•()]{0,3})"
_FRANCAIS: Final = (
    rf"(?<!\d)(?<!\d[-.])(?:(?:\+|00)\s?33{_ENTRE}(?:0{_ENTRE})?|\(?(?:(?<![a-z])o|0){_ENTRE})"
    rf"[1-9o](?:{_ENTRE}[\dol]){{8}}(?!\w)"
)
_ETRANGER: Final = r"(?<!\w)(?:\+|00)\s?[1-9](?:[\s./\-()]{0,2}\d){7,14}(?!\w)"
_PAYS_VOISINS: Final = r"(?<!\w)(?:33|32|212|213|216)[\s.]?[1-9](?:[\s.\-]?\d){7,8}(?!\w)"
_SANS_ZERO: Final = r"(?<!\w)[67](?:[\s.\-]?\d){8}(?!\w)"
_TELEPHONE_DIT: Final = (
    rf"\b(?:zero|0\d?|six|sept|plus trente[ -]trois)(?:[\s,.\-]+(?:{_CHIFFRE})\b){{4,}}"
)
_SIV: Final = r"\b[a-hj-np-tv-z]{2}\s?[–\-._]?\s?\d{3}\s?[–\-._]?\s?[a-hj-np-tv-z]{2}\b"
_FNI: Final = (
    r"\b\d{2,4}\s?[\-.]?[a-z]{2,3}\s?[\-.]?\s?(?:\d{2}|2[ab])\b|"
    r"\b[a-z]{1,2}-\d{2,3}-[a-z]\b|\b\d-[a-z]{3}-\d{3}\b"
)
_IMMATRICULE: Final = (
    r"\b(?:immat(?:riculee?s?|riculation)?|plaque)\.?"
    r"(?:\s(?:belge|allemande?|polonaise?|roumaine?|etrangere?|espagnole?|italienne?|"
    r"bulgare|anglaise?))?"
    r"\s?(?::|=|est)?\s?(?P<x>(?:(?:[a-z]{1,3}[\s\-.]?){1,2}\d{1,5}(?:[\s\-.]?[a-z]{1,3})?|"
    r"\d{1,4}[\s\-.]?[a-z]{1,3}(?:[\s\-.]?\d{1,3})?))\b"
)
_DATE: Final = re.compile(
    r"\d{1,2}[/.\- ]\d{1,2}[/.\- ](?:19|20)\d\d|^0\d/(?:19|20)\d\d|(?:19|"
    r"20)\d\d[/.\-]\d"
)
_CUE: Final = re.compile(
    r"(?:tel|telephone|phone|portable|port|num|numero|nu|joindre|joignable|rappeler|"
    r"rappel|appel\w*|"
    r"contact\w*|whatsapp|sms|fixe|mobile|texto)\b\D{0,14}$"
)


def _always(_found: str, _before: str) -> bool:
    return True


def _is_plate(found: str, _before: str) -> bool:
    """« plaque au 12 » is no plate."""
    return not any(part in _MOTS_DE_DEUX for part in re.findall("[a-z]+", found.lower()))


def _is_handle(found: str, _before: str) -> bool:
    """Something that no sentence holds: a digit, a mark, or what follows « : »."""
    from bot.domain.nominatif.lexique import genres

    said = _before.rstrip().endswith((":", "=")) and not genres(fold(found))
    return bool(re.search(r"[\d_.]", found)) or said


def _is_iban(found: str, before: str) -> bool:
    from stdnum import iban

    told = re.search(r"\b(?:iban|rib|compte)\b", before)
    return bool(iban.is_valid(found) or told or found.upper().startswith("FR76"))


def _is_nir(found: str, before: str) -> bool:
    """With its key, right or mistyped, or said to be one, or written in its own groups."""
    told = re.search(r"\b(?:nir|secu\w*|ss|immatriculation|vitale|ameli)\b", before)
    grouped = re.match(r"[12378]\s\d{2}\s\d{2}\s\d", found)
    return bool(len(re.findall("[0-9ABab]", found)) == 15 or told or grouped)


def _is_birth(found: str, before: str) -> bool:
    """Of somebody, and not of several by their year, nor of a thing."""
    several = re.match(r"[Nn][ée]e?s en \d", found)
    return not several and not _CHOSE_NEE.search(before)


_CHOSE_NEE: Final = re.compile(
    r"\b(?:centre|association|asso|club|projet|idee|collectif|equipe|fete|quartier|"
    r"residence|journal"
    r"|cite|tournoi|ecole|ville|groupe|conseil|comite)\b[^.]{0,15}$"
)


def _is_no_date(found: str, _before: str) -> bool:
    """Neither a date, nor the number that a service gives to all (0 800…)."""
    figures = re.sub(r"\D", "", found)
    return not _DATE.search(found) and not re.match("08[0129]", figures)


def _is_called(found: str, before: str) -> bool:
    """Without its zero or its « + », a number says that it is one, or is written by pairs."""
    return bool(_CUE.search(before) or re.fullmatch(r"\d(?:\D\d\d){4}", found))


def _is_international(found: str, _before: str) -> bool:
    """As long as that country's numbers are; of no country known, it is one all the same."""
    import phonenumbers

    number = "+" + re.sub(r"\D", "", found).removeprefix("00")
    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(number)))
    except phonenumbers.NumberParseException:
        return len(number) > 9


def _is_spelled(found: str, before: str) -> bool:
    """Enough figures and number words for ten figures; without its zero, it says what it is."""
    words = [word for word in re.findall(r"[a-z]+", found) if word not in ("et", "puis")]
    figures = sum(map(str.isdigit, found))
    told = found[0] not in "s" or _CUE.search(before) or before.endswith((" le ", " au "))
    return bool(told and (figures >= 10 or (words and figures + len(words) >= 8)))


def _is_siv(found: str, before: str) -> bool:
    """Any spelling of « AB-123-CD », unless both pairs of letters may be little words."""
    pairs = {found[:2].lower(), found[-2:].lower()}
    if found[2] in "-–" and found[-3] in "-–":
        return True
    if _VEHICULE.search(before) or not pairs & _MOTS_DE_DEUX:
        return True
    return found == found.upper() and not (" " in found and pairs & _MOTS_CRIES)


_VEHICULE: Final = re.compile(
    r"\b(?:immat\w*|plaque\w*|scooter|voiture|moto|camionnette|vehicule|camion|clio|"
    r"golf)\b\W*(?:\w+\W*)?$"
)
_MOTS_CRIES: Final = liste("au le la du de en et ou un on il ce se sa si ni ne va as es eu")
"""Little words that capitals do not tell from a plate: « APPELER LE 115 DE SUITE »."""


def _is_fni(found: str, before: str) -> bool:
    """Plates of before 2009, of mopeds and of Belgium: in capitals, or said to be one."""
    told = re.search(r"\b(?:immat\w*|plaque\w*|scooter|voiture|moto|camionnette)\b", before)
    letters = re.sub(r"[^A-Za-z]", "", found)
    return bool(told) or (letters.isupper() and letters.lower() not in _UNITES)


_UNITES: Final = liste("kg km cm mm ml hs ok bis ter h min cv bd av eme rdc ras nb vs et de")
