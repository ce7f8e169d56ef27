"""What nobody but somebody does: it tells a nickname from the thing of that name."""

from __future__ import annotations

from typing import Final

from bot.domain.lecture.vocabulaire import liste
from bot.domain.nominatif.suite import Suite

_AUTRUI: Final = liste("nous ns m me lui leur")
"""Whom it is done to: « nous a insulté », « m'a traité »."""
_SOI: Final = liste("s se")
_NIE: Final = liste("n ne")
_AIDES: Final = liste("a ont avait est sont etait ete")
_ENTRE_DEUX: Final = liste(
    "a encore deja toujours tjs tjrs tt tres trop bien mal pas plus jamais meme re souvent "
    "beaucoup bcp fait rien tous tout le la les l des un une"
)
_DIT: Final = liste(
    "vend vendait veut voulait veulent demande demandait refuse accepte menace insulte crie "
    "hurle parle pleure raconte explique deale dealait deal squatte guette harcele embete "
    "racket rackette traine trainait cherche recrute crache rale gueule ment promet avoue jure "
    "aimerait voudrait voulai sait pense habite rode drague fugue balance mendie zone dit "
    "disait croit trafique revend rigole provoque terrorise gere invite remercie propose"
)
"""Said of one who is there, whatever he is called."""
_PARTOUT: Final = _DIT | frozenset(
    verb.removesuffix("e") + end for verb in _DIT if verb.endswith("e") for end in ("ait", "era")
)
_FAIT: Final = liste("guet loi con manche fou malin caid bordel gueule tour coup bagarre")
_TIENT: Final = liste("point mur hall four terrain")
_DIT_FAIT: Final = liste(
    "insulte insultee menace frappe frappee tape gifle crache refuse demande dit raconte vendu "
    "ramene traite quitte agresse crie pleure rackette squatte promis jure avoue menti balance "
    "fugue embrouille recrute accepte voulu propose explique tague vole bu"
)
_DE_SOI: Final = liste(
    "battu battue embrouille embrouillee dispute disputee moque moquee enfui enfuie enerve "
    "enervee calme calmee plaint plainte excuse excusee cache vante bat battent embrouillent "
    "drogue pique"
)
_SUBI: Final = liste(
    "exclure virer arreter controler insulter recaler embarquer courser tabasser engueuler "
    "frapper agresser menacer interpeller serrer"
)
"""What is done to nobody but somebody: « s'est fait exclure »."""
_MENACE: Final = liste("frapper casser tuer bruler taper revenir porter tabasser crever planter")
_ETAT: Final = liste(
    "enerve enervee bourre bourree ivre saoul saoule fache fachee chaud vener motive motivee "
    "triste content contente dispo inquiet inquiete exclu exclue hospitalise hospitalisee "
    "decede decedee incarcere incarceree libre convoque convoquee"
)
_REVENU: Final = liste("revenu revenue sorti sortie parti partie venu venue passe passee rentre")


def geste(suite: Suite, place: int, *, coupe: bool = False) -> bool:
    """Whether somebody's deed stands at `place`, in the breath of the word before.

    coupe: that word is cut short by a mark, after which it goes on.
    """
    mot = suite.at(place)
    if mot is None or mot.brut in ("à", "À") or (not coupe and (mot.entre.strip() or mot.premier)):
        return False
    word = suite.word(place)
    if word in _AUTRUI and _was_done(suite, place + 1):
        return True
    if word in _AUTRUI | _NIE:
        return _done(suite, place + 1) or suite.word(place + 1) in _PARTOUT | {"doit"}
    if word in _SOI:
        return _done(suite, place + 1)
    if word == "fait":
        return suite.word(place + 2) in _FAIT
    if word == "tient":
        return suite.word(place + 2) in _TIENT
    if word == "menace" and suite.word(place + 1) in ("de", "d"):
        return any(suite.word(at) in _MENACE for at in range(place + 2, place + 5))
    return word in _PARTOUT or _done(suite, place)


def _was_done(suite: Suite, place: int) -> bool:
    """« nous a montré », « m'a craché dessus »: whatever it is."""
    mot = suite.at(place + 1)
    helped = suite.word(place) in ("a", "ont", "avait") and mot is not None
    return helped and suite.mots[place + 1].brut.endswith(("é", "u", "is", "it", "i"))


def _done(suite: Suite, place: int) -> bool:
    """« a encore insulté », « est très énervé », « est revenu », « s'est battu »."""
    helped = suite.word(place) in _AIDES
    at = place + 1 if helped else place
    while helped and suite.word(at) in _ENTRE_DEUX and suite.joins(at):
        at += 1
    word = suite.word(at)
    if suite.word(place - 1) in _SOI:
        suffered = suite.word(at - 1) == "fait" and word in _SUBI
        return word in _DE_SOI or suffered
    if not helped:
        return False
    if suite.word(place) in ("a", "ont", "avait"):
        return word in _DIT_FAIT or (word == "mis" and suite.word(at + 2) == "feu")
    return word in _ETAT | _REVENU
