"""What a paper or a vehicle says of somebody: NIR, bank account, birth date, plate."""

from __future__ import annotations

import re
from typing import Final

from bot.domain.lecture.vocabulaire import liste
from bot.domain.nominatif.forme import VEHICULE, Patron, toujours, vehicule
from bot.domain.nominatif.passage import Nature

_MOTS_DE_DEUX: Final = liste(
    "le la au du de en et ou un on il ce se sa si ni ne tu je me te ma ta va vu nu ai as es "
    "eu pr ds ya qd pb km kg nb no hs tt to mn mm cm ml ct st bd av rd ha sq no ok tv ps cf "
    "eh ah oh"
)
MOIS: Final = (
    "janv(?:ier)?|jan|fevr?(?:ier)?|mars?|avril|avr|mai|juin|juil(?:let)?|jui|jun|jul|aout?|"
    "sept(?:embre)?|sep|"
    "oct(?:obre)?|nov(?:embre)?|dec(?:embre)?"
)
_EN_LETTRES: Final = (
    rf"\d{{1,2}}(?:er)? (?:{MOIS}) (?:deux[ -]mille|mille? neuf[ -]cents?|dix[ -]neuf[ -]cents?)"
    r"(?:[ -](?:et|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|"
    r"quinze|seize|vingts?|trente|quarante|cinquante|soixante)){0,4}"
)
"""« 4 mai deux mille dix »."""
_JOUR: Final = (
    rf"(?:{_EN_LETTRES}|(?:19|20)\d\d[/.\-]\d{{1,2}}[/.\-]\d{{1,2}}"
    rf"|\d{{1,2}}(?:er)?\s?[/.\-\s]\s?(?:\d{{1,2}}|{MOIS})\s?[/.\-\s]{{0,2}}(?:\d{{4}}|\d{{1,2}}\b)?"
    rf"|\d{{1,2}}/(?:19|20)\d\d|\d{{6}}(?:\d\d)?(?!\d)|(?:{MOIS})\s(?:\d{{4}}|\d\d\b)|(?:19|20)\d\d)"
)
_IBAN: Final = (
    r"\b[a-z]{2}\s?\d{2}[\s.\-]?[a-z0-9]{4}(?:[\s.\-]?(?=[a-z]{0,3}\d)[a-z0-9]{4}){1,6}"
    r"(?:[\s.\-]?(?=[a-z]{0,3}\d)[a-z0-9]{1,4})?\b"
)
"""After the bank's, each group has a figure: the words that follow are no part of it."""
_RIB: Final = r"\b(?:rib|compte|iban)\b\D{0,12}(?P<x>(?:\d\s?){19,24}\d)(?!\d)"
_RIB_GROUPE: Final = r"(?<![a-z0-9])\d{5}[\s.\-]\d{5}[\s.\-][a-z0-9]{11}[\s.\-]\d{2}(?!\w)"
_IBAN_DIT: Final = r"\b(?:iban|rib)\s?:?\s(?P<x>[a-z](?:\s?[a-z])(?:\s?\d){8,})"
_CARTE: Final = r"(?<!\d)\d{4}(?:[\s.\-]?\d{4}){3}(?!\d)"
_NIR: Final = (
    r"(?<!\d)[12378][\s.\-_/)]{0,2}\d{2}[\s.\-_/]{0,2}(?:0[1-9]|1[0-2]|[2-9]\d)[\s.\-_/]{0,2}"
    r"(?:\d{2}|2[ab])[\s.\-_/]{0,2}\d{3}[\s.\-_/]{0,2}\d{3}"
    r"(?:[\s.\-_/(]*(?:cle\s?:?\s?)?\d{2}\)?)?(?!\d)"
)
_NISS: Final = r"(?<!\d)\d{2}[.\s]?\d{2}[.\s]?\d{2}[\s\-.]?\d{3}[.\s\-]?\d{2}(?!\d)"
"""The national number of Belgium, where Mons is."""
_NAISSANCE: Final = (
    rf"(?:\b(?:nee?s?|natifs?|natives?|nait|naquit|born)(?:\s?\(e\)|[.·]e)?\s?:?\s(?:le|du|de|un|en|vers|fin|debut|"
    rf"courant|au mois de|l'annee|l'ete|l'hiver|au printemps)?\s?{_JOUR}"
    rf"|\bnee? le \d{{1,2}}\b"
    rf"|\bnee?s? le \w+(?:[ -](?:et )?\w+)? (?:{MOIS})\b(?: (?:\d{{4}}|(?:mille?|deux|dix|"
    rf"dix-neuf)(?:[ -]\w+){{1,3}}))?"
    rf"|\b(?:ddn|dn|d\.\s?(?:d\.)?n\.?|date\s?(?:de\s)?naiss\w*\.?|naissance|"
    rf"anniv(?:ersaire)?)"
    rf"\s?(?::|=|est|le|en|du|\s)\s?(?:le\s)?{_JOUR})"
)
_ANS_LE: Final = (
    r"\b(?:a eu|aura|fete|fetera|a fete|prend|prendra) (?:ses )?\d{1,2} ans le "
    rf"\d{{1,2}}(?:er)?(?:/\d{{1,2}}|\s(?:{MOIS}))"
)
_DATE_DE_QUELQU_UN: Final = (
    r"\b(?:gamine?|enfant|fils|fille|garcon|petite?|jeune|ado|mineure?|dame|monsieur|mere|pere|frere|"
    r"so(?:eu|u)r|eleve|bebe|il|elle)\b[^.!?\d]{0,12}[,(:]\s?"
    rf"(?P<x>\d{{1,2}}(?:er)?\s?(?:[/.\-]\d{{1,2}}[/.\-]|\s(?:{MOIS})\s)(?:19\d\d|20[01]\d))"
)
"""A whole date put beside somebody, of years in which those one meets were born."""
_EST_DU: Final = (
    r"\b(?:gamine?|enfant|fils|fille|garcon|petite?|jeune|ado|mineure?|frere|soeu?r|sour|il|elle) "
    r"(?:est|serait) d(?:u|e) (?:le )?(?P<x>\d{1,2}(?:er)?"
    rf"(?:\s?[/.\-]\s?\d{{1,2}}\s?[/.\-]\s?|\s(?:{MOIS})\s)(?:19\d\d|20[01]\d|[013-9]\d))\b"
)
"""« il est du 12 avril 2009 », « elle est du 3/9/12 »; not of this year, as a letter is."""
_SIV: Final = (
    r"\b[a-hj-np-tv-z]{2}\s?[–\-._/]?\s?\d\s?\d\s?\d\s?[–\-._/]?\s?[a-hj-np-tv-z]{2}\b|"
    r"\b[a-hj-np-tv-z]{2}(?P<e>[,;:*#|])\d{3}(?P=e)[a-hj-np-tv-z]{2}\b"
)
_FNI: Final = (
    r"\b\d{2,4}\s?[\-.]?[a-z]{2,3}\s?[\-.]?\s?(?:\d{2}|2[ab])\b|"
    r"\b[a-z]{1,2}-\d{2,3}-[a-z]\b|\bw[\s\-]\d{3}[\s\-][a-z]{2}\b"
    r"|\b[a-z]\s[a-z]\s\d\s?\d\s?\d\s[a-z]\s[a-z]\b"
)
_CENT: Final = (
    "(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|"
    "vingts?|trente|quarante|cinquante|soixante|cents?|et|zero)"
)
_SIV_DIT: Final = (
    rf"\b(?P<x>[a-hj-np-tv-z]\s?[a-hj-np-tv-z][\s\-](?:{_CENT}[\s\-]){{1,6}}"
    r"[a-hj-np-tv-z]\s?[a-hj-np-tv-z])\b"
)
"""« fg cent vingt trois hj »."""
_LETTRE: Final = (
    r"(?:double ve|i grec|[a-z]|bee?|cee?|dee?|e(?:ffe|f)|ge|ha?che|ache|gi|ji|ka|elle?|emme?|"
    r"enne?|pee?|q?u|cu|ku|erre?|esse?|tee?|vee?|ixe?|zed(?:e)?)"
)
_SIV_EPELE: Final = (
    rf"\b(?P<x>{_LETTRE}\s{_LETTRE}[\s\-](?:(?:{_CENT}|\d)[\s\-]){{1,6}}{_LETTRE}\s{_LETTRE})\b"
)
"""« gé hache sept cent trois bé ixe »."""
_BELGE: Final = r"\b\d[\s.\-]?[a-z]{3}[\s.\-]?\d{3}\b"
_VOISINE: Final = (
    r"\b[a-z]{1,3}[\s\-][a-z]{1,2}\s?\d{1,4}\b|\b[a-z]{2}\d\d\s?[a-z]{3}\b|"
    r"\b[a-z]{1,2}-\d{1,4}-[a-z]{1,2}\b|\b(?!gt|rs|cc|cv|tt|gs)[a-z]{2}[\s\-]?\d{3}\b"
)
_IMMATRICULE: Final = (
    r"\b(?:immat(?:riculee?s?|riculation)?|plaque)\.?"
    r"(?:\s(?:belge|allemande?|polonaise?|roumaine?|etrangere?|espagnole?|italienne?|"
    r"bulgare|anglaise?))?"
    r"\s?(?::|=|est)?\s?(?P<x>(?:(?:[a-z0-9]\s){5,8}[a-z0-9]|"
    r"(?:[a-z]{1,3}[\s\-.]?){1,2}\d{1,5}(?:[\s\-.]?[a-z]{1,3})?|"
    r"\d{1,4}[\s\-.]?[a-z]{1,3}(?:[\s\-.]?\d{1,3})?))\b"
)


def _is_plate(found: str, _before: str) -> bool:
    """« plaque au 12 » is no plate."""
    return not any(part in _MOTS_DE_DEUX for part in re.findall("[a-z]+", found.lower()))


def _is_iban(found: str, before: str) -> bool:
    from stdnum import iban

    told = re.search(r"\b(?:iban|rib|compte)\b", before)
    return bool(
        iban.is_valid(found, check_country=False) or told or found.upper().startswith("FR76")
    )


def _is_card(found: str, _before: str) -> bool:
    from stdnum import luhn

    return luhn.is_valid(re.sub(r"\D", "", found))


def _is_niss(found: str, before: str) -> bool:
    from stdnum.be import nn

    return bool(re.search(r"\b(?:niss|registre|national)\b", before) or nn.is_valid(found))


def _is_nir(found: str, before: str) -> bool:
    """With its key, right or mistyped, or said to be one, or written in its own groups."""
    told = re.search(r"\b(?:nir|secu\w*|ss|immatriculation|vitale|ameli)\b", before)
    grouped = re.match(r"[12378][\s.\-_/)]{1,2}\d{2}[\s.\-_/]{1,2}\d{2}[\s.\-_/]{1,2}\d", found)
    whole = len(re.findall("[0-9ABab]", found)) == 15 or re.fullmatch(r"[12]\d{12}", found)
    return bool(told or grouped or (whole and not _COMPTABLE.search(before)))


_COMPTABLE: Final = re.compile(
    r"\b(?:facture|ticket|commande|ref\w*|siret|code|colis|suivi)\b\W*$"
)
"""What carries long numbers of its own."""


def _is_birth(found: str, before: str) -> bool:
    """Of somebody, and not of several by their year unless they are kin, nor of a thing."""
    several = re.match(r"[Nn][ée]e?s en \d", found) and not _FRATRIE.search(before)
    return not several and not _CHOSE_NEE.search(before)


_FRATRIE: Final = re.compile(
    r"\b(?:freres|soe?urs|jumeaux|jumelles|cousins|cousines)\b[^.]{0,15}$"
)
_CHOSE_NEE: Final = re.compile(
    r"\b(?:centre|association|asso|club|projet|idee|collectif|equipe|fete|quartier|"
    r"residence|journal"
    r"|cite|tournoi|ecole|ville|groupe|conseil|comite)\b[^.]{0,15}$"
)


def _is_siv(found: str, before: str) -> bool:
    """Any spelling of « AB-123-CD », unless its pairs of letters may be little words there."""
    first, last = found[:2].lower(), found[-2:].lower()
    marked = re.fullmatch(r"\w\w\s?[–\-._/]\s?\d{3}\s?[–\-._/]\s?\w\w", found)
    if marked or re.fullmatch(r"\w{7}", found) or vehicule(before):
        return True
    if found == found.upper():
        return first not in _MOTS_CRIES
    words = {first, last} & _MOTS_DE_DEUX
    return not words or (len(words) == 1 and first not in _MOTS_CRIES and last not in _UNITES)


_MOTS_CRIES: Final = liste("au le la du de en et ou un on il ce se sa si ni ne va as es eu")
"""Little words that capitals do not tell from a plate: « APPELER LE 115 DE SUITE »."""


def _is_spelled(found: str, before: str) -> bool:
    """Said of a vehicle, or as a plate is, and its letters are no little words."""
    ends = {found[:2].lower(), found[-2:].lower()}
    return vehicule(before) or ("cent" in found.lower() and not ends & _MOTS_DE_DEUX)


def _is_spelled_out(_found: str, before: str) -> bool:
    """Its letters are words: a vehicle, or its plate, was told just before."""
    return vehicule(before)


def _is_fni(found: str, before: str) -> bool:
    """Plates of before 2009, of mopeds, of Belgium: capitals, dashes, a vehicle, four digits."""
    letters = re.sub(r"[^A-Za-z]", "", found)
    if letters.lower() in _UNITES:
        return False
    told = re.search(rf"\b{VEHICULE}\b", before) or found.count("-") == 2
    old = re.match(r"\d{4}\s?-?[A-Za-z]{2}\b|\d{4}[A-Za-z]{2}\d", found)
    return bool(told or letters.isupper() or (old and letters.lower() not in _MOTS_DE_DEUX))


_UNITES: Final = liste(
    "kg km cm mm ml hs ok bis ter h min cv bd av eme rdc ras nb vs et de go mo ko kw kwh eur px cc"
)


def _of_a_vehicle(found: str, before: str) -> bool:
    """A plate of another country is one when a vehicle was told, and capitals write it."""
    return vehicule(before) and (found == found.upper() or found.count("-") == 2)


FORMES: Final[tuple[Patron, ...]] = (
    (Nature.IBAN, _IBAN, _is_iban),
    (Nature.IBAN, _RIB, toujours),
    (Nature.IBAN, _RIB_GROUPE, toujours),
    (Nature.IBAN, _IBAN_DIT, toujours),
    (Nature.IBAN, _CARTE, _is_card),
    (Nature.NIR, _NIR, _is_nir),
    (Nature.NIR, _NISS, _is_niss),
    (Nature.NAISSANCE, _NAISSANCE, _is_birth),
    (Nature.NAISSANCE, _ANS_LE, _is_birth),
    (Nature.NAISSANCE, _DATE_DE_QUELQU_UN, toujours),
    (Nature.NAISSANCE, _EST_DU, toujours),
    (Nature.PLAQUE, _SIV, _is_siv),
    (Nature.PLAQUE, _SIV_DIT, _is_spelled),
    (Nature.PLAQUE, _SIV_EPELE, _is_spelled_out),
    (Nature.PLAQUE, _FNI, _is_fni),
    (Nature.PLAQUE, _BELGE, _is_fni),
    (Nature.PLAQUE, _VOISINE, _of_a_vehicle),
    (Nature.PLAQUE, _IMMATRICULE, _is_plate),
)
