"""A noun without its article that does what people do: « mouche vend », « ya gros bill »."""

from __future__ import annotations

import re
from typing import Final

from bot.domain.lecture.vocabulaire import liste
from bot.domain.nominatif.gestes import geste
from bot.domain.nominatif.lieux import COMMERCES, DE_CORPS, DE_LIEUX
from bot.domain.nominatif.mots import (
    ABREVIATIONS,
    AVEC,
    BETES_ET_CHOSES,
    CELEBRES,
    COURANTS,
    DETERMINANTS,
    FAMILLE,
    FONCTIONS,
    GENS,
    LIEU_AVANT,
    MARQUES,
    PAROLES,
    PARTICULES,
    SIGLES,
    TITRES,
    VERBES,
)
from bot.domain.nominatif.noms import est_faute_de_frappe
from bot.domain.nominatif.sobriquets import BANDES
from bot.domain.nominatif.suite import Etendue, Suite
from bot.domain.nominatif.texte import Casse

_GENS: Final = GENS | FAMILLE | FONCTIONS | TITRES | liste(
    "parent riverain riveraine type mec meuf gars dame client cliente public foule bande groupe "
    "individu mineur mineure majeur majeure ancien ancienne retraite retraitee interne touriste "
    "elu elue flic keuf bebe soldat candidat avocat avocate employe employee quelqu'un "
    "quelqun personne qqn quiconque chacun autre autres certains certaines aucun plusieurs "
    "beaucoup tous toutes tout celui celle jeunesse monde marmot gosse minot minots bambin "
    "fillette ado mere papa pere blonde blond brune brun roux rousse barbu chauve noir blanc "
    "arabe ouvrier ouvriere syndic clan duo trio couple equipage famille victime temoin auteur "
    "suspect otage sdf asso partenaire collectivite hote hotesse artiste poete maitre esclave "
    "star champion championne guide otage pair"
)  # fmt: skip
_INSTITUTIONS: Final = liste(
    "mairie police secu prefecture tribunal departement region etat gouvernement caf banque "
    "assurance justice direction education rectorat commune municipalite presse journal radio "
    "tele television pompiers pompier samu gendarmerie voirie proprete regie bailleur service "
    "services ville metropole agglo hopital urgence urgences ecole eau courant electricite gaz "
    "lumiere chauffage bus tram feu incendie fumee pluie vent orage bruit odeur alarme sirene "
    "internet telephone musique rumeur panneau affiche note message mail lettre loi regle "
    "contrat projet debat question probleme souci situation moteur colis alerte conseil "
    "syndicat academie armee eglise mosquee meteo soleil temps nuit jour matin soir semaine "
    "moment fois chose rien ca cela ceci peur colere besoin envie pourquoi comment combien "
    "quand comme donc alors mais car puis aussi apres avant hier demain aujourd'hui maintenant "
    "ici bref voila"
)
_D_UN_METIER: Final = re.compile(
    r"(?:eur|euse|rice|ien|ienne|iste|ant|ante|ier|iere|aire|logue|ent|ente|aise|oise|tion|ment|"
    r"age|ite|isme|ance|ence)$"
)
"""How those whom one meets are called by their trade, and what one does not go by."""
_PLURIEL: Final = re.compile(r"[sxz]$")
_TAILLES: Final = liste(
    "mamie papi papy tonton tata gros grosse grand grande petit petite vieux vieille ptit ptite "
    "p'tit p'tite tit tite pti tipe double super big"
)
_JAMAIS: Final = (
    _GENS | _INSTITUTIONS | DE_LIEUX | DE_CORPS | COMMERCES | ABREVIATIONS | SIGLES | MARQUES
    | CELEBRES | COURANTS | BETES_ET_CHOSES | DETERMINANTS | PARTICULES | AVEC | LIEU_AVANT
    | PAROLES
)  # fmt: skip
_D_ENSEIGNE: Final = liste(
    "demande dit qui propose invite accepte refuse cherche remercie gere raconte veut voulait a "
    "est vend explique"
)
"""What « La Salamandre » and « La Ruche » do too."""
_INCISE: Final = 7
"""Words of what is told between two commas."""
_PLUS_COURT: Final = 4
_A_NOUS: Final = ("nous", "ns", "m")


def sans_article(suite: Suite, rank: int) -> Etendue | None:
    """The noun at `rank`, or that and its size, where the sentence begins or somebody is there."""
    if rank in suite.lieux or not _begins(suite, rank):
        return None
    last = rank + 1 if _has_more(suite, rank) else rank
    if suite.word(rank) in FAMILLE and "a" in suite.mots[last].genres:
        return None
    letter = last > rank and len(suite.mots[last].brut) == 1 and suite.mots[last].marque
    if _has_a_band(suite, last + 1) and suite.mots[last].plie not in _JAMAIS:
        return rank, last
    if not letter and not _may_be_somebody(suite, last):
        return None
    deed = _deed_after(suite, last + 1)
    known = geste(suite, deed) or _had_a_fight(suite, last + 1)
    return (suite.with_article(rank), last) if known else None


def _deed_after(suite: Suite, place: int) -> int:
    """Where what is done stands, beyond « qui » and beyond « du 8 », « du hall 3 »."""
    if suite.word(place) in ("du", "au") and suite.joins(place + 1):
        place += 3 if suite.at(place + 2) and suite.word(place + 2)[:1].isdigit() else 2
    return place + (suite.word(place) == "qui")


def _had_a_fight(suite: Suite, place: int) -> bool:
    """« Belette, 2 dents en moins, s'est encore battu »: between two commas."""
    after = suite.at(place)
    if after is None or after.entre.strip() != ",":
        return False
    for step in range(place + 1, place + _INCISE):
        mot = suite.at(step)
        if mot is not None and mot.entre.strip() == "," and mot.plie in ("s'", "s"):
            return geste(suite, step, coupe=True)
    return False


def _has_more(suite: Suite, rank: int) -> bool:
    """« gros bill », « La Fouine »: a size, or an article before a capital."""
    after = suite.at(rank + 1)
    if after is None or not suite.joins(rank + 1):
        return False
    called = suite.word(rank) in ("le", "la") and after.marque
    return suite.word(rank) in _TAILLES or (called and suite.word(rank + 2) not in _D_ENSEIGNE)


def _has_a_band(suite: Suite, place: int) -> bool:
    """« sirop et sa bande », « bouba et deux autres »."""
    if suite.word(place) == "et" and suite.word(place + 2) == "autres":
        return suite.word(place + 1) in ("deux", "trois", "quatre", "plusieurs", "2", "3", "4")
    owner = suite.word(place) == "et" and suite.word(place + 1) in ("son", "sa", "ses")
    return owner and suite.word(place + 2) in BANDES


def _begins(suite: Suite, rank: int) -> bool:
    """« mouche vend », « ya mouche qui vend », « le vieux brunet »; not « la mouche vend »."""
    mot = suite.mots[rank]
    before = (suite.word(rank - 2), suite.word(rank - 1))
    there = before[1] in ("ya", "y'a") or before == ("y", "a")
    if mot.premier or (there and mot.entre == " "):
        return True
    old = before[1] in ("le", "la") and suite.word(rank) in _TAILLES
    return old and _is_a_surname(suite, rank + 1)


def _is_a_surname(suite: Suite, rank: int) -> bool:
    """« le vieux brunet »: a word that many are called by."""
    mot = suite.at(rank)
    return mot is not None and suite.joins(rank) and mot.nom <= 1


def _may_be_somebody(suite: Suite, rank: int) -> bool:
    """A noun that is neither a trade nor a body nor what is complained of, or a word unknown."""
    mot = suite.at(rank)
    if mot is None or rank in suite.lieux or mot.lieu or not mot.brut[0].isalpha():
        return False
    if len(mot.plie) < _PLUS_COURT:
        return _is_a_short_one(suite, rank)
    if mot.plie in _JAMAIS or mot.plie.removesuffix("s") in _JAMAIS:
        return False
    if _D_UN_METIER.search(mot.plie) or _PLURIEL.search(mot.plie):
        return False
    if mot.genres:
        return "n" in mot.genres and mot.plie not in VERBES
    return not est_faute_de_frappe(mot.plie)


def _is_a_short_one(suite: Suite, rank: int) -> bool:
    """« Nad nous raconte »: three letters that are no word, a capital, and whom it is said to."""
    mot = suite.mots[rank]
    unknown = len(mot.plie) == _PLUS_COURT - 1 and not mot.genres and mot.plie not in _JAMAIS
    return unknown and mot.casse is Casse.CAPITALE and suite.word(rank + 1) in _A_NOUS
