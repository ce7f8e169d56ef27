"""Names that are a place's, a body's or a shop's: none of them is somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from bot.domain.lecture.vocabulaire import liste
from bot.domain.nominatif.enseignes import vend_sous_un_nom
from bot.domain.nominatif.initiales import est_sigle
from bot.domain.nominatif.mots import (
    CELEBRES,
    FAMILLE,
    LIEU_AVANT,
    MARQUES,
    ORGANISMES,
    SIGLES,
    TITRES,
)
from bot.domain.nominatif.passage import Reperes
from bot.domain.nominatif.texte import Casse, Terme, termes

VOIES: Final = liste(
    "rue r rues avenue av ave avenues boulevard bd bld boul place pl allee allees all square "
    "sq impasse imp chemin chem ch cours quai pont passage voie route rte ruelle sentier "
    "esplanade mail promenade villa rond-point carrefour rpt faubourg fbg chaussee cite "
    "venelle traverse montee parvis rotonde"
)
"""What an address is made of."""
DE_LIEUX: Final = VOIES | liste(
    "angle coin croisement intersection college clg lycee lyc lep ecole ecoles maternelle "
    "elementaire primaire residence res residences tour tours batiment bat bats immeuble imm "
    "stade gymnase gym salle amphi amphitheatre auditorium parc parking park quartier secteur "
    "ilot centre maison mdq foyer "
    "espace mediatheque bibliotheque piscine theatre cinema hopital clinique creche ehpad "
    "eglise chapelle cathedrale mosquee temple synagogue arret station gare metro tram ligne "
    "terrain city city-stade citystade stade fresque jardin jardins jardin marche mairie "
    "agence commissariat antenne zac zup caserne cimetiere statue monument galerie halle port "
    "etang lac bois foret plaine butte aire skatepark site zone porche passerelle tunnel "
    "rocade sortie saint sainte st ste complexe point villa manoir chateau ferme camping "
    "hameau village lotissement domaine copro copropriete ime itep csc mjc mpt caj dojo "
    "tribune vestiaire ludotheque trottoir trottoirs kiosque lampadaire lampadaires "
    "candelabre abribus caniveau giratoire horodateur"
)
DE_CORPS: Final = liste(
    "association asso club amicale fondation institut cabinet collectif comite compagnie cie "
    "ligue federation union equipe bailleur societe entreprise ent groupe mission ecurie "
    "auto-ecole transports transport taxi taxis ambulances ets etablissements sarl sas pole "
    "buvette ressourcerie cercle conseil universite fac campus lycee-pro tournoi coupe match "
    "film concert spectacle festival fete prix challenge loi plan operation programme livre "
    "chien chienne chat chaton chatte animal pitbull berger labrador staff malinois "
    "rottweiler cheval musique chanteur rappeur tag graffiti graff affiche banderole"
)
COMMERCES: Final = liste(
    "kebab snack bar cafe resto restaurant brasserie pizzeria boulangerie boucherie epicerie "
    "superette supermarche magasin boutique commerce alimentation alim tabac bureau-tabac "
    "pressing salon coiffeur coiffure barber barbershop garage taxiphone pharmacie fleuriste "
    "librairie presse hotel friterie traiteur chicha hammam laverie ongles onglerie bazar "
    "mercerie poissonnerie primeur charcuterie fromagerie patisserie food grill tacos burger "
    "pizza sandwicherie sushi burger creperie glacier bijouterie opticien cordonnerie "
    "enseigne vitrine terrasse comptoir marchand camion food-truck foodtruck"
)
_BEINGS: Final = liste(
    "chien chienne chat chaton chatte animal pitbull berger labrador staff malinois "
    "rottweiler cheval groupe equipe inscription tag graffiti graff affiche banderole mission "
    "fete match ligne club fontaine"
)
"""What is named by the next word, and by no other: « le chien de Karim » names Karim."""
_BETES: Final = liste(
    "chien chienne chat chatte pitbull berger labrador staff malinois rottweiler"
)
"""« chien tyson sans muselière »: its name, a capital or not."""
_NAMED: Final = DE_LIEUX | DE_CORPS | COMMERCES | _BEINGS
_NOMMES: Final = liste("nomme nommee surnomme surnommee appele appelee baptise baptisee")
"""« un chien nommé Rex », « la place appelée la Dalle »."""
_LIENS: Final = liste(
    "de du des d la le l les saint sainte st ste general gal marechal docteur dr president "
    "abbe pere mere commandant colonel capitaine amiral professeur pr maitre cardinal sergent "
    "lieutenant"
)
_TRADES: Final = liste("coiffeur fleuriste traiteur primeur barber marchand")
"""Words of a shop that are its keeper's too."""
_FARTHEST: Final = 5
_ODDS: Final = liste(
    "dispute conflit altercation embrouille bagarre entre tension tensions contre vs desaccord"
)
_PAIRS: Final = liste("angle coin croisement intersection entre")
_ROMAN: Final = re.compile("I{2,3}|IV|VI{1,3}|IX|X[IVX]{1,4}")
_BATIS: Final = liste(
    "ecole ecoles college lycee gymnase stade piscine bibliotheque mediatheque square parc "
    "creche vitrine rideau vigile maternelle primaire mosquee eglise marche arret station "
    "residence quartier cinema theatre"
)
"""What a name before « : » is that of."""
_DE_BAILLEURS: Final = liste(
    "habitat logement logements immobilier immo metropole agglo services insertion emploi "
    "danse musique boxe foot football basket handball judo rugby sport sports academy fitness "
    "production productions events theatre solidarite solidarites environnement assistance "
    "nettoyage proprete energie energies formation"
)
"""Second words of what bodies are called."""
_STOP: Final = liste("a est et ou avec pour par dans qui que puis chez vers pres devant derriere")


def protegees(mots: Sequence[Terme], reperes: Reperes) -> frozenset[int]:
    """Which words (by their rank) belong to a name that is nobody's."""
    found: set[int] = set()
    for rank, mot in enumerate(mots):
        if letters := est_sigle(mots, rank):
            found.update(range(rank, rank + letters))
        elif _is_kind(mot) and not _means_with(mots, rank):
            found.update(_named_after(mots, rank))
        elif mot.plie == "chez" and _is_sign(mots, rank):
            found.update((rank + 1, rank + 2))
        elif mot.plie in MARQUES | SIGLES and not _after_title(mots, rank):
            found.add(rank)
    found.update(_known(mots, reperes))
    found.update(rank for rank in range(len(mots) - 2) if _is_said_shop(mots, rank))
    found.update(_listed(mots))
    found.update(_labelled(mots))
    found.update(_kings(mots))
    return frozenset(found)


def _is_sign(mots: Sequence[Terme], rank: int) -> bool:
    """« Kebab Chez Ali », « Chez Mario, la pizzeria », « devant Chez Fatou »: a shop's."""
    around = [*mots[max(0, rank - 3) : rank], *mots[rank + 2 : rank + 5]]
    return mots[rank].marque or any(mot.plie in COMMERCES for mot in around)


def _is_said_shop(mots: Sequence[Terme], rank: int) -> bool:
    """« Paul (la boulangerie) », « El Amane, boucherie »; « Karim, le coiffeur » is somebody."""
    article, shop = mots[rank + 1], mots[rank + 2]
    apart = article.entre.strip() in (",", "(")
    said = shop if article.plie in ("la", "le", "l'") else article
    return apart and said.plie in COMMERCES - _TRADES


def _is_kind(mot: Terme) -> bool:
    """« rue », « collège », « magasins »."""
    return mot.plie in _NAMED or mot.plie.removesuffix("s") in COMMERCES


def _means_with(mots: Sequence[Terme], rank: int) -> bool:
    """« parlé av Mounir », « rdv av Sonia »: not an avenue."""
    if mots[rank].brut != "av" or mots[rank].premier or rank + 1 >= len(mots):
        return False
    before, name = mots[rank - 1], mots[rank + 1]
    further = rank + 2 < len(mots) and mots[rank + 2].marque and mots[rank + 2].attache
    street = before.brut[0].isdigit() or before.plie in LIEU_AVANT or name.entre.strip() == "."
    return name.prenom <= 1 and not further and not street


def _labelled(mots: Sequence[Terme]) -> Iterator[int]:
    """« Julien Gracq : école fermée », « rachid coiffure »: what follows says what it is."""
    for rank, mot in enumerate(mots):
        if vend_sous_un_nom(mots, rank):
            yield from (rank - 1, rank)
        said = mot.plie in _BATIS and mot.entre.strip() in (":", "(")
        if said or (mot.plie in _DE_BAILLEURS and mot.marque):
            yield rank
            yield from _capitals_before(mots, rank)


def _kings(mots: Sequence[Terme]) -> Iterator[int]:
    """« Louis XIV », « Henri IV »: what streets and lines are called by."""
    for rank, mot in enumerate(mots[1:], 1):
        if _ROMAN.fullmatch(mot.brut) and mot.attache and mots[rank - 1].prenom <= 1:
            yield from (rank - 1, rank)


def _capitals_before(mots: Sequence[Terme], rank: int) -> Iterator[int]:
    for place in range(rank - 1, max(-1, rank - 4), -1):
        if mots[place].casse is Casse.BASSE or mots[place].plie in TITRES:
            return
        yield place
        if not mots[place].attache or mots[place].premier:
            return


def _listed(mots: Sequence[Terme]) -> Iterator[int]:
    """« Fafet / Brossolette »: nobody is said to be at odds, nor is a first name there."""
    if any(mot.plie in _ODDS for mot in mots):
        return
    for rank, mot in enumerate(mots[1:], 1):
        if mot.entre.strip() == "/" and _is_placelike(mot) and _is_placelike(mots[rank - 1]):
            yield from (rank - 1, rank)


def _is_placelike(mot: Terme) -> bool:
    return mot.casse is not Casse.BASSE and (mot.prenom > 2 or mot.plie in CELEBRES)


def _after_title(mots: Sequence[Terme], rank: int) -> bool:
    """« Mme Orange », « tata Fanta »: somebody's name before it is a mark."""
    return rank > 0 and mots[rank - 1].plie in TITRES | FAMILLE


def _named_after(mots: Sequence[Terme], rank: int) -> Iterator[int]:
    """The ranks of the name that follows « rue », « collège », « kebab »."""
    kind = mots[rank].plie
    farthest = 1 if kind in _BEINGS else _FARTHEST
    called = rank + 1 < len(mots) and mots[rank + 1].plie in _NOMMES
    first = rank + 2 if called else rank + 1
    if _is_of_somebody(mots, first):
        return
    for place in range(first, min(len(mots), first + farthest)):
        mot = mots[place]
        if not _goes_on(mot, pair=kind in _PAIRS):
            return
        if _is_link(mots, place, shop=kind in COMMERCES) or _is_part(
            mots, place, lower=kind not in _BEINGS - _BETES
        ):
            yield place
        elif place > first or not mot.genres or mot.plie in _STOP:
            return


def _is_of_somebody(mots: Sequence[Terme], place: int) -> bool:
    """« la maison de Karim », « l'école d'Inaya »: no place is called so by a first name alone."""
    if place + 1 >= len(mots) or mots[place].plie not in ("de", "d'"):
        return False
    mot, after = mots[place + 1], mots[place + 2] if place + 2 < len(mots) else None
    alone = after is None or not after.marque or not after.attache
    return alone and mot.marque and mot.prenom <= 1 and not (mot.genres or mot.lieu)


def _is_link(mots: Sequence[Terme], place: int, *, shop: bool) -> bool:
    """« de la », « M. Pagnol »; « et » between two capitals; « chez » after a shop."""
    mot = mots[place]
    if mot.brut == "M":
        return place + 1 < len(mots) and mots[place + 1].plie in CELEBRES
    if mot.plie in ("et", "sur", "en", "sous", "a", "aux"):
        return (
            place + 1 < len(mots)
            and mots[place + 1].marque
            and mots[place - 1].casse is not Casse.BASSE
        )
    if mot.plie in TITRES and mot.casse is Casse.BASSE and mot.plie not in _LIENS:
        return False
    return mot.plie.removesuffix("'") in _LIENS or (shop and mot.plie == "chez")


def _is_part(mots: Sequence[Terme], place: int, *, lower: bool) -> bool:
    mot = mots[place]
    if mot.brut[0].isdigit() or mot.plie in TITRES or mot.plie in _STOP:
        return False
    if mot.marque:
        return True
    return lower and ((not mot.genres and mot.casse is Casse.BASSE) or _is_name(mot))


def _goes_on(mot: Terme, *, pair: bool) -> bool:
    """The same breath: no full stop, no comma; a bar between two streets is one name."""
    between = mot.entre.strip()
    return (not mot.premier and between in ("", "'", "’", ".", "«", '"', "-")) or (
        pair and between in ("/", "-", "&")
    )


def _is_name(mot: Terme) -> bool:
    """In lower case: « rue jean jaures », « tour chopin »."""
    return mot.prenom <= 1 or (mot.nom == 0 and "v" not in mot.genres)


def _known(mots: Sequence[Terme], reperes: Reperes) -> Iterator[int]:
    """Where the dispositif's own names stand, whatever their capitals."""
    plies = [mot.plie for mot in mots]
    known = _phrases(reperes)
    for start, first in enumerate(plies):
        for wanted in known.get(first, ()):
            if tuple(plies[start : start + len(wanted)]) == wanted:
                yield from range(start, start + len(wanted))


@lru_cache(maxsize=8)
def _phrases(reperes: Reperes) -> dict[str, list[tuple[str, ...]]]:
    """The words of each, under the first."""
    known: dict[str, list[tuple[str, ...]]] = {}
    for phrase in (
        *ORGANISMES.split("|"),
        *reperes.lieux,
        *reperes.organismes,
        *reperes.prenoms_equipe,
    ):
        words = tuple(mot.plie for mot in termes(phrase))
        if words:
            known.setdefault(words[0], []).append(words)
    return known
