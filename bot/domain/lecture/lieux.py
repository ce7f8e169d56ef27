"""Where a broken thing is, in the very words of the message: a place, or « le même lieu »."""

from __future__ import annotations

from typing import Final

from bot.domain.lecture.jetons import Sorte
from bot.domain.lecture.phrases import Feuille
from bot.domain.lecture.vocabulaire import FILLERS, NEGATIONS, liste, stem

# Words that begin a place, or name one: « devant le 12 », « hall B », « rue des Lilas ».
PLACES: Final = frozenset(
    stem(word)
    for word in liste(
        "devant derrière face près côté niveau angle entre bout long autour sous dans rue "
        "avenue av bd boulevard allée impasse chemin numéro no num hall entrée escalier cage "
        "étage palier bat bât bâtiment tour parking école arrêt passage local cave ascenseur "
        "immeuble pied fond coin abord sortie gymnase stade city collège lycée mairie église "
        "pharmacie boulangerie commerce toboggan portail quai pont trottoir rez-de-chaussée "
        "rdc terrain au-dessus dessus dessous sous-sol sol mur façade carrefour marche toit "
        "garage cour crèche marché tabac abribus fontaine grille haie rond rond-point "
        "bord bas haut résidence barre coursive cellier chaufferie mosquée boutique magasin canal "
        "communes rampe préau kiosque place square virage couloir vestiaire laverie tabac poste "
        "supermarché épicerie banque boucherie jeux aire bac arrêt sortie montée "
        "city-stade croisement médiathèque milieu travers parc jardin passerelle"
    )
)
_NOWHERE: Final = liste("dessu dessou")
"""« blessé dessus » says no place."""
_LEADING: Final = liste("devant derrier fac pre cot angl long autour sou au-dessu au-dessou")
_WITHIN: Final = liste("dan entr pied fond bout coin niveau milieu traver abor sur")
_ROOMS: Final = liste("hall cag escalier couloir palier cav local")
"""« le hall du 4 est dans le noir »: the thing is where it is."""
_KNOW: Final = liste("sai sait")
"""« je ne sais pas si c'est la rue ou le hall » says no place."""
_BARE: Final = liste("niveau pre cot fac dan sou angl")
"""« au niveau du passage piéton le feu … »: the rest says the thing, this no place."""
_SOMEBODY: Final = liste("je qqn quelqu nous")
_FAR: Final = 5
"""« sur le rideau du tabac »: tokens to the next word of place."""
_SIDES: Final = liste("port mur facad portail volet rideau vitr grill")
"""« sur porte gymnase »: written without its article."""
_AGAINST: Final = PLACES | liste(
    "mur arbr facad port grill portail poteau vitr haie palissad barrier grillag banc"
)
"""« contre la police » is no place."""
_NO_THING: Final = liste("point coup moi nou tour site sit mem")
_NUMBERED: Final = liste("a au aux en le la du sur n")
_BESIDE: Final = liste("tout parti petit grand gross vieux vieil ancien nouvel nouveau")
"""« dans les parties communes », « sur le petit parking »."""
_LEADS: Final = liste("a au aux en sur dan sou ver contr jusqu")
_ARTICLES: Final = liste("l le la les un une")
ENDS: Final = liste(
    "malgre apre avant suit selon afin lorsqu san sinon aussi encor toujour deja attention svp "
    "merci urgent faut faudrait pend traine trainent gen genent bloqu bloquent nous lui "
    "apparemment d'apre apr caus peut peuvent doit ya sauf rien gros super tre vraiment depui "
    "qui que car pendant reste restent rest alor mai donc avec pour sa ca on il ell"
)
_BEGUN: Final = ("a", "à", "c", "s", "g", "y", "ya", "ca", "sa", "d", "l")
_LETTERED: Final = liste(
    "hall bat batiment entr port escalier tour cag bloc immeubl esc alle numero"
)
_OTHER: Final = liste("un une des il ils elle on ca c sa pas plus aussi deux trois les")
_ON: Final = _ARTICLES | _SIDES
_LEADERS: Final = _LEADING | _WITHIN
_LEADERS_TO: Final = _LEADING | _LEADS
_PASSED: Final = _ARTICLES | _BESIDE
_HEADS: Final = PLACES | _LEADS
INTACTS: Final = _HEADS | ENDS
"""Words that no slip of the finger makes."""
GOES_ON: Final = liste("du de d des la le l les saint sainte st ste")
_IDEM: Final = "idem"
_LIKE_YESTERDAY: Final = ("comm", "hier")
_SAID_AGAIN: Final = frozenset(
    {_LIKE_YESTERDAY, *(("mem", place) for place in ("lieu", "endroit", "sit", "plac"))}
)


def take_place(page: Feuille, defect: range) -> str:
    """The words of place nearest to the defect: in its own part of the message, then anywhere.

    In the same part, a number (« au 12 ») says more than « entrée ».
    """
    part = page.tokens[defect.start].part
    found = (_place_in(page, run, defect.start) for run in page.free_runs())
    places = [where for where in found if where and page.tokens[where[-1]].stem not in _BARE]
    places = [where for where in places if page.tokens[where[0]].stem not in _NOWHERE]
    places = [where for where in places if not _is_complement(page, where)] or places
    places = [where for where in places if not _is_of_somebody(page, where, part)]
    own = _own_place(page, defect)
    if own and not any(page.tokens[where[0]].part == part for where in places):
        page.claimed.update(own)
        return page.words(own)
    if not places:
        return ""
    best = min(places, key=lambda where: (*_distance(page, where, part), where[0]))
    best = _with_its_head(page, defect, best)
    page.claimed.update(best)
    return page.words(best)


def _is_of_somebody(page: Feuille, where: list[int], part: int) -> bool:
    """« portillon HS, les petits sortent sur la route »: it is where they are."""
    own = page.tokens[where[0]].part
    before = [token for token in page.tokens[: where[0]] if token.part == own != part]
    return any((one.stem,) in page.lexique.publics or one.plain in _SOMEBODY for one in before)


def _is_complement(page: Feuille, where: list[int]) -> bool:
    """« porte d'entrée fendue, au 5 »: « entrée » says which door, « au 5 » where."""
    at = where[0] - 1
    while at >= 0 and page.tokens[at].plain in GOES_ON:
        at -= 1
    return len(where) == 1 and 0 <= at < where[0] - 1 and at in page.claimed


def _own_place(page: Feuille, defect: range) -> list[int]:
    """« plus de lumière dans la cage d'escalier 4 »: the very words of the defect say where."""
    heads = [n for n in defect if page.tokens[n].stem == "dan" and n > defect.start]
    if not heads or not any(page.tokens[n].stem in PLACES for n in range(heads[0], defect.stop)):
        return []
    after = next((run for run in page.free_runs() if run[0] == defect.stop), [])
    follows = after and page.tokens[after[0]].sorte is Sorte.OPAQUE
    return [*range(heads[0], defect.stop), *_until_its_end(page, after)] if follows else []


def _with_its_head(page: Feuille, defect: range, place: list[int]) -> list[int]:
    """« plus de lumière dans le hall du 14 »: the place began in the very words of the defect."""
    if place and place[0] - 1 == defect.stop and page.tokens[defect.stop].plain in ("d", "de"):
        place = [defect.stop, *place]
    goes_on = place and place[0] == defect.stop and page.tokens[place[0]].stem in GOES_ON
    if not goes_on:
        return place
    heads = [n for n in defect if page.tokens[n].stem in _HEADS and n > defect.start]
    if page.tokens[defect.start].stem in _ROOMS and not heads:
        return [*defect, *place]
    begins = next(
        (n for n in heads if any(page.tokens[k].stem in PLACES for k in range(n, defect.stop))), 0
    )
    return [*range(begins, defect.stop), *place] if begins else place


def same_place(page: Feuille) -> tuple[str, bool]:
    """« Idem », « même lieu », « comme hier »: the place is the one said before.

    The words that say so, as they were written, and whether they mean yesterday's; or « ».
    """
    for n in page.free():
        token, after = page.tokens[n], page.tokens[n + 1 : n + 2]
        pair = (token.stem, after[0].stem if after and after[0].part == token.part else "")
        size = 1 if token.stem == _IDEM else 2 if pair in _SAID_AGAIN else 0
        if size and not page.negated(n):
            page.claimed.update(range(n, n + size))
            return page.words(list(range(n, n + size))), pair == _LIKE_YESTERDAY
    return "", False


def _distance(page: Feuille, where: list[int], part: int) -> tuple[bool, bool, bool]:
    bare = page.tokens[where[0]].stem not in _LEADERS_TO
    numbered = any(page.tokens[n].sorte is Sorte.OPAQUE for n in where)
    return page.tokens[where[0]].part != part, not numbered, bare


def _place_in(page: Feuille, run: list[int], defect: int) -> list[int]:
    """From the first word of place, what leads to it included, to the end of the run."""
    if any(
        page.tokens[n].stem in _KNOW and page.tokens[n + 1].stem in NEGATIONS for n in run[:-1]
    ):
        return []
    on = _on_something(page, [n for n in run if n > defect])
    for at, n in enumerate(run):
        token = page.tokens[n]
        if on and 0 < n - on[0] <= _FAR:
            return on
        if _between_floors(page, n):
            continue
        numbered = at + 1 < len(run) and page.tokens[run[at + 1]].sorte is Sorte.OPAQUE
        lost = at > 0 and (page.negated(n) or _is_no_place(page, n))
        if (token.stem in PLACES and not lost) or (token.stem in _NUMBERED and numbered):
            first = at - int(at > 0 and page.tokens[run[at - 1]].sorte is Sorte.OPAQUE)
            led = _led(page, run, first)
            if led == at and (better := _led_place(page, run, at)):
                return better
            return _until_its_end(page, run[led:])
    return on


def _between_floors(page: Feuille, n: int) -> bool:
    """« bloqué entre deux étages »: no place to go to."""
    words = " ".join(token.plain for token in page.tokens[max(n - 2, 0) : n + 3])
    return "entre deux etages" in words


def _is_no_place(page: Feuille, n: int) -> bool:
    """« 8 étages », « décroché d'un côté », « des bouts de verre », « bloqué en haut »."""
    token, before = page.tokens[n], page.tokens[n - 1]
    after = page.tokens[n + 1 : n + 2]
    goes_on = bool(after) and after[0].plain in GOES_ON
    return (
        (token.plain == "etages" and before.sorte is Sorte.OPAQUE)
        or (token.stem == "cot" and before.plain in ("un", "chaque", "les"))
        or token.plain == "bouts"
        or (token.plain in ("haut", "bas") and before.plain == "en" and not goes_on)
    )


def _led_place(page: Feuille, run: list[int], at: int) -> list[int]:
    """« trottoir le long du 15 »: what leads to a place says more than a bare word of it."""
    if page.tokens[run[at]].stem in _LEADERS:
        return []
    for later in range(at + 1, len(run)):
        word = page.tokens[run[later]].stem
        if word in ENDS:
            return []
        if word in _LEADING:
            return _until_its_end(page, run[_led(page, run, later) :])
    return []


def _on_something(page: Feuille, run: list[int]) -> list[int]:
    """« sur la porte du 4 », « contre un arbre »: whatever it is on says where."""
    for at, n in enumerate(run[:-2]):
        article, what = page.tokens[run[at + 1]], page.tokens[run[at + 2]]
        on = page.tokens[n].stem in ("sur", "contr") and article.stem in _ON
        on = on and (page.tokens[n].stem == "sur" or what.stem in _AGAINST)
        if on and what.sorte is Sorte.WORD and len(what.stem) > 2 and what.stem not in _NO_THING:
            return _until_its_end(page, run[at:])
    return []


def _led(page: Feuille, run: list[int], first: int) -> int:
    """« au pied de la tour », « le long du mur »: from the word that leads to the place."""
    if first > 0 and page.tokens[run[first]].stem == "long":
        return first - 1
    before = first - 1
    while before > 0 and page.tokens[run[before]].stem in _PASSED:
        before -= 1
    while before >= 0 and page.tokens[run[before]].stem in _LEADS:
        first, before = before, before - 1
    return first


def _until_its_end(page: Feuille, run: list[int]) -> list[int]:
    """Without what goes on (« depuis 3 jours ») nor the last words that say nothing.

    « hall A » keeps its letter.
    """
    ends = (at for at, n in enumerate(run) if at and _ends_there(page, run, at))
    end = next(ends, len(run))
    # « devant l'abribus c super »: what begins the next words is no letter of the place.
    begun = end > 1 and page.tokens[run[end - 1]].raw in _BEGUN
    begun = begun and page.tokens[run[end - 2]].stem not in _LETTERED
    run = run[: end - begun]
    while run and _says_nothing(page, run[-1]):
        run = run[:-1]
    return run


def _ends_there(page: Feuille, run: list[int], at: int) -> bool:
    """« … et un chien courait », « … : des palettes »: other words begin."""
    token = page.tokens[run[at]]
    between = page.text[page.tokens[run[at - 1]].end : token.at]
    if ":" in between or "+" in between:
        return True
    goes_on = page.tokens[run[at + 1]].plain if at + 1 < len(run) else ""
    return token.stem in ENDS or (token.plain in ("et", "e", "é") and goes_on in _OTHER)


def _says_nothing(page: Feuille, n: int) -> bool:
    word = page.tokens[n].stem
    idle = word in FILLERS or word in NEGATIONS or word == "ne"
    return idle and len(word) > 1 and word not in PLACES
