"""First names that the words around make a month, a plant, a drink or an animal."""

from __future__ import annotations

from typing import Final

from bot.domain.lecture.vocabulaire import liste
from bot.domain.nominatif.suite import Suite

_MOIS: Final = liste("janvier fevrier mars avril mai juin juillet aout septembre octobre novembre")
_SONT: Final = liste("est etait sera reste fut")
_CONTENANTS: Final = liste(
    "bouteille bouteilles canette canettes cannette cannettes flacon flacons pack packs paquet "
    "paquets carton cartons caisse caisses bidon bidons fut futs verre verres"
)
_A_QUELQU_UN: Final = liste("la sa ma le son mon ses mes leur")
"""« la bouteille de Karim » is Karim's; « bouteilles de jack » are nobody's."""
_DE_PLANTES: Final = liste(
    "arrache arrachee plante plantee taille taillee coupe coupee elague elaguee deracine "
    "deracinee arrose arrosee fane fanee fleuri fleurie pietine pietinee"
)
"""What is done to plants."""
_ABIMES: Final = liste("mort morte sec seche sechee casse cassee ecrase ecrasee tombe tombee")
_OU_POUSSENT: Final = liste("bac pot massif parterre jardin jardiniere pelouse")
_ANGLES: Final = liste("angle croisement intersection carrefour")
_LOIN: Final = 6
"""Words before the second street of a corner."""
_JEUX: Final = liste("partie jeu jouer joue jouent jouaient tournoi")
_EXPRESSIONS: Final = (("martin", "pecheur"), ("colin", "maillard"), ("pierre", "ponce"))


def est_ordinaire(suite: Suite, rank: int) -> bool:
    """« avril a été calme », « olivier arraché », « bouteille de jack », « martin pêcheur »."""
    pair = (suite.word(rank), suite.word(rank + 1))
    return (
        pair in _EXPRESSIONS
        or _is_played(suite, rank)
        or _is_a_corner(suite, rank)
        or _is_a_month(suite, rank)
        or _is_a_plant(suite, rank)
        or _is_poured(suite, rank)
    )


def _is_played(suite: Suite, rank: int) -> bool:
    """« une partie de jacques a dit »; not « Jacques a dit qu'il part »."""
    said = [suite.word(place) for place in (rank, rank + 1, rank + 2)] == ["jacques", "a", "dit"]
    return said and bool({suite.word(rank - 2), suite.word(rank - 1)} & _JEUX)


def _is_a_corner(suite: Suite, rank: int) -> bool:
    """« angle jules guesde et anatole france »: of two streets, the second."""
    second = suite.before(rank) == "et" and rank - 2 in suite.lieux
    return second and any(suite.word(place) in _ANGLES for place in range(rank - _LOIN, rank))


def _is_a_month(suite: Suite, rank: int) -> bool:
    been = suite.word(rank + 1) == "a" and suite.word(rank + 2) == "ete"
    return suite.word(rank) in _MOIS and (been or suite.word(rank + 1) in _SONT)


def _is_a_plant(suite: Suite, rank: int) -> bool:
    """Nothing but a blank before what is done to it: « Olivier a taillé » is somebody."""
    mot = suite.mots[rank]
    common = "n" in mot.genres and (mot.premier or not mot.marque)
    state = suite.word(rank + 1) if suite.joins(rank + 1) else ""
    potted = suite.word(rank + 2) == "dans" and suite.word(rank + 4) in _OU_POUSSENT
    return common and (state in _DE_PLANTES or (potted and state in _ABIMES))


def _is_poured(suite: Suite, rank: int) -> bool:
    """« bouteilles de jack daniel's »: the first word of the drink, and the second."""
    first = rank if suite.before(rank) in ("de", "d") else rank - 1
    held = first > 1 and suite.before(first) in ("de", "d") and suite.joins(rank)
    if not held or suite.word(first - 2) not in _CONTENANTS:
        return False
    return suite.word(first - 3) not in _A_QUELQU_UN
