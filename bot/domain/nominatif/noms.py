"""Whether a word can be a first name or a family name, by itself and as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.domain.lecture.vocabulaire import liste
from bot.domain.nominatif import lexique
from bot.domain.nominatif.lieux import COMMERCES, DE_CORPS, DE_LIEUX
from bot.domain.nominatif.mots import (
    ABREVIATIONS,
    AVEC,
    CELEBRES,
    COURANTS,
    DETERMINANTS,
    FONCTIONS,
    GENS,
    LIEU_AVANT,
    PARTICULES,
    PRENOMS_CELEBRES,
    SIGLES,
    SURNOMS,
)
from bot.domain.nominatif.texte import Casse, Terme

_ETRANGERES: Final = re.compile("sz|cz|[^g]kh|dj|hn$|nh")
NOMS_D_ABORD: Final = liste(
    "jean marie louis isabelle rene jacqueline jacques marcel madeleine robert claude "
    "marguerite joseph julien veronique renee pascal paulette germaine olivier marc aurelie "
    "guillaume serge maxime virginie romain gilles jules caroline denis benjamin florence "
    "charlotte patrice sylvain maria benoit elise valentin micheline baptiste pascale "
    "alexandra richard auguste oceane laure pierrette clemence fanny angelique regis eugenie "
    "robin sabine lydie zoe augustin romane germain valentine marina augustine adele lise "
    "amine oscar julienne clarisse salome rosalie loris diane jeannette jack rosa leonard "
    "moise henry brandon celestin alexandrine maya moussa milan alizee anis amina luis "
    "pascaline cesar florentin casimir jenny matis daphne tommy peter camelia sana dina "
    "victorien lolita fatma philippine kimberley hilaire nasser alya doris hyacinthe octavie "
    "emir prisca guillemette lamine nais mouna alvin kelvin ramon rami anes noe baya cheikh "
    "musa liane emeraude sylvestre manu boubou martin cherif murat thais rida nadir tomas "
    "emie hans mahdi mark tara salvador amadou jan saturnin manuelle alexie medina bernardin "
    "balla dalla hava ester margarita lourdes aubin franco perla lia dan ilyes max mado "
    "clement jade amandine capucine clementine garance eglantine aude ana alexine "
    "madison cheyenne nassera raja serine shona lino iwan ida williams octave melchior "
    "merlin lisette pierrot maia lyse lois linette collette gerome ivette chainez satine sixtine "
    "sylvine solen tais vanda whitney noria erine beryl bernardine florentine benoite"
)
"""First names that a dictionary has too, and that are people before they are things."""
_MORPHOLOGIE: Final = re.compile(
    r"^(?:ben|bel|bou|abd|abou|ould|oued|el-|al-|ait-|n'|m'|mac|mba|nd|ng|mb|"
    r"ka[bdmnr]|tch|dj|kh|oua)[a-z']{3,}$"
    r"|(?:oglu|owski|owska|ewski|ewska|inski|inska|czyk|enko|escu|ovic|ovitch|idze|"
    r"dian|yan|poulos|aoui|oune|"
    r"ouche|ddine|eddine|allah|kaya|bekov|ov|ova|ez|inho|eira|dze|shvili|lahi|oui|"
    r"khan|wicz|sson|ene|ani|achi)$"
)


_ENDS: Final = ("t", "s", "e", "d", "x", "r")
"""A word typed without its last letter is no rare first name: « devan »."""


_JAMAIS: Final = COURANTS | ABREVIATIONS | SIGLES | (CELEBRES - PRENOMS_CELEBRES)


def est_prenom(mot: Terme) -> bool:
    """By itself, with no help from the words around."""
    if mot.plie in _JAMAIS or len(mot.plie) < 3 or mot.plie.startswith(("saint-", "sainte-")):
        return False
    if mot.marque:
        return mot.prenom <= (
            0 if mot.genres and mot.plie not in NOMS_D_ABORD else 3
        ) and not mot.lieu | (mot.casse is Casse.MAJUSCULES and len(mot.plie) < 4)
    if mot.genres:
        return mot.plie in NOMS_D_ABORD
    if mot.prenom >= 1 and any(lexique.genres(mot.plie + end) for end in _ENDS):
        return False
    return mot.prenom <= (2 if len(mot.plie) >= 4 else 1)


def peut_etre_prenom(mot: Terme) -> bool:
    """Once the words around tell of somebody: « rose », « pierre », « Nono »."""
    if est_surnom(mot):
        return True
    little = mot.plie == "grace" and mot.casse is Casse.BASSE
    little |= mot.plie in DETERMINANTS | PARTICULES | AVEC | LIEU_AVANT | ABREVIATIONS
    if _is_short_name(mot):
        return mot.plie not in DETERMINANTS | PARTICULES | AVEC | LIEU_AVANT
    return mot.prenom <= 3 and len(mot.plie) > 1 and not little


def est_surnom(mot: Terme) -> bool:
    """« jojo », « J-P »."""
    pair = len(mot.plie) == 3 and mot.plie.replace("-", "")
    return mot.plie in SURNOMS or pair in SURNOMS


def est_nom(mot: Terme) -> bool:
    """A family name by itself: a capital that nothing else explains, and the list has it."""
    if not mot.marque or mot.genres or mot.lieu or _is_common(mot) or mot.plie in CELEBRES:
        return False
    if mot.casse is Casse.MAJUSCULES and len(mot.plie) < 5:
        return False
    return mot.nom <= 1 or _looks_like_one(mot)


def peut_etre_nom(mot: Terme) -> bool:
    """Once the words around tell of somebody; an unknown word is one unless it is mistyped."""
    if mot.lieu or len(mot.plie) < 2 or _is_common(mot) or mot.brut[0].isdigit():
        return False
    if mot.casse is Casse.MAJUSCULES and len(mot.plie) < 7 and mot.nom > 1 and mot.prenom > 2:
        return False
    if mot.genres:
        return (
            mot.marque
            and mot.nom == 0
            and mot.plie not in CELEBRES
            and mot.plie not in DE_LIEUX | DE_CORPS | COMMERCES | FONCTIONS | GENS
        )
    if mot.plie in CELEBRES:
        return False
    if mot.marque or mot.nom <= 1 or _looks_like_one(mot):
        return True
    return len(mot.plie) >= 4 and not est_faute_de_frappe(mot.plie)


def est_faute_de_frappe(plie: str) -> bool:
    """One letter more, less, other or misplaced makes it an ordinary word."""
    return len(plie) <= _LONGEST and any(map(lexique.genres, _one_slip_away(plie)))


_LONGEST: Final = 18
"""Letters of a word whose slips are tried."""
_LETTRES: Final = "esaitnruldocmpvhgq"
"""Those that are mistyped most."""


def _one_slip_away(plie: str) -> Iterator[str]:
    for place in range(len(plie) + 1):
        head, tail = plie[:place], plie[place:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _LETTRES:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]


def _looks_like_one(mot: Terme) -> bool:
    """« Benkacem », « Kowalska », « Öztürk »: by its beginning, its end, or its letters."""
    return bool(_MORPHOLOGIE.search(mot.plie) or mot.etranger or _ETRANGERES.search(mot.plie))


def suit_un_titre(mot: Terme, *, commun: bool) -> bool:
    """After « Mme », « M. »; commun: after « un monsieur », which needs no name."""
    if mot.brut[0].isdigit():
        return False
    if mot.casse is not Casse.BASSE:
        surname = mot.casse is Casse.CAPITALE and mot.nom == 0 and not commun
        return mot.plie not in FONCTIONS or mot.brut == "Lê" or surname
    if mot.plie in FONCTIONS or mot.plie in ABREVIATIONS:
        return False
    if not mot.genres:
        return not commun or mot.prenom <= 3 or mot.nom <= 2
    known = mot.plie in NOMS_D_ABORD or mot.prenom == 0
    noun = (
        mot.nom == 0 and "n" in mot.genres and "v" not in mot.genres and mot.plie not in _QUALITES
    )
    return not commun and (known or noun)


_QUALITES: Final = liste(
    "agee age seule seul isole isolee ivre malade enervee content contente inconnu inconnue "
    "jeune vieux vieille bonne bon sourd sourde aveugle fou folle triste calme poli polie "
    "froid chaud present presente absent absente propre sale fort forte nue nu saoul ivrogne "
    "dame monsieur"
)


def suit_un_indice(mot: Terme, *, sur: bool) -> bool:
    """After « chez », « la famille », « le fils »; sur: after « nommé », whatever it is."""
    if (mot.plie in ABREVIATIONS and not _is_short_name(mot)) or mot.brut[0].isdigit():
        return False
    if len(mot.plie) < 2:
        return mot.marque
    if mot.casse is not Casse.BASSE and not mot.premier:
        return mot.plie not in FONCTIONS and (not mot.lieu or mot.prenom <= 1)
    if mot.genres:
        return mot.plie in NOMS_D_ABORD or (sur and mot.prenom <= 1)
    return sur or mot.prenom <= 3 or mot.nom <= 2 or _looks_like_one(mot)


def _is_short_name(mot: Terme) -> bool:
    """« le fameux Ben », « Sam »: with its capital, a first name before an abbreviation."""
    return mot.casse is Casse.CAPITALE and len(mot.plie) >= 3 and mot.prenom <= 2


def prolonge(mot: Terme) -> bool:
    """A word that goes on with a name: « Fatima El Amrani », « ibrahima diallo », « Rachid B »."""
    if mot.plie in ABREVIATIONS | SIGLES or mot.brut[0].isdigit():
        return False
    if len(mot.brut) == 1:
        return mot.casse is not Casse.BASSE or mot.plie not in "aysn"
    if mot.casse is not Casse.BASSE:
        return not mot.premier
    return not mot.genres and (mot.nom <= 2 or mot.prenom <= 2 or _looks_like_one(mot))


def _is_common(mot: Terme) -> bool:
    return mot.plie in COURANTS or mot.plie in ABREVIATIONS or mot.plie in SIGLES
