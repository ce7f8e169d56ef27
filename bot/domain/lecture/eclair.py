"""One message, several facts: « 8 ados place A, calme, lampadaire HS devant le 12 ».

What is not understood is given back word for word, what has two meanings is given with both:
nothing is ever guessed.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from bot.domain.lecture import defauts, positions
from bot.domain.lecture.abreges import written
from bot.domain.lecture.ailleurs import (
    other_place,
    take_bare_name,
    take_joined_site,
    take_named_place,
)
from bot.domain.lecture.comptage import people
from bot.domain.lecture.defauts import ChoseDite
from bot.domain.lecture.disputes import ConflitDit, is_blamed, is_party, read_conflict
from bot.domain.lecture.gens import Fourchette, Gens
from bot.domain.lecture.jetons import Sorte
from bot.domain.lecture.jours import read_when
from bot.domain.lecture.lieux import INTACTS, same_place, take_place
from bot.domain.lecture.phrases import Feuille, feuille
from bot.domain.lecture.positions import Coordonnees
from bot.domain.lecture.presents import is_done_to, is_inside, seen_there
from bot.domain.lecture.preuves import is_proved, stands_apart
from bot.domain.lecture.quand import Quand
from bot.domain.lecture.restes import counted_apart, weighs
from bot.domain.lecture.sollicitations import DemandeDite, read_request
from bot.domain.lecture.vocabulaire import Genre, Lexique

TEXT_MAX: Final = 1_000
"""Characters read; a longer message is a report, not an entry."""


@dataclass(slots=True)
class Lecture:
    """What a message says. A list of several slugs is a word with several meanings, to be asked.

    comptes: people by public; mots: the word used for each; fourchettes: numbers to be asked.
    sites: our own; autre_lieu: a place that is not, to be asked; deux_sites: two were said.
    meme_lieu: the words that name the place of before (« même lieu »), or of yesterday
    (`comme_hier`). categorie: a thing broken; repare: one that no longer is; devine: the word
    written, where the thing is only near it. lieu: where it is, in the very words; position: the
    one pasted. blesse: somebody fell or was hurt. inconnus: what was not understood, word for
    word; a_demander: those that hold a number, a day, somebody or a danger.
    """

    comptes: dict[str, int] = field(default_factory=dict)
    mots: dict[str, str] = field(default_factory=dict)
    fourchettes: list[Fourchette] = field(default_factory=list)
    sites: list[str] = field(default_factory=list)
    deux_sites: bool = False
    autre_lieu: str = ""
    meme_lieu: str = ""
    comme_hier: bool = False
    ambiance: list[str] = field(default_factory=list)
    frequentation: list[str] = field(default_factory=list)
    positifs: list[str] = field(default_factory=list)
    mesusages: list[str] = field(default_factory=list)
    categorie: list[str] = field(default_factory=list)
    repare: list[str] = field(default_factory=list)
    devine: str = ""
    lieu: str = ""
    position: Coordonnees | None = None
    conflit: list[str] = field(default_factory=list)
    demande: DemandeDite | None = None
    quand: Quand | None = None
    danger: bool = False
    blesse: bool = False
    inconnus: list[str] = field(default_factory=list)
    a_demander: list[str] = field(default_factory=list)

    @property
    def counts(self) -> bool:
        """People are counted, or will be once a number is asked."""
        return bool(self.comptes or self.fourchettes)

    @property
    def says_more(self) -> bool:
        """Beyond people counted: something to note, a place or an hour."""
        place = self.sites or self.meme_lieu or self.autre_lieu or self.position
        return self.notes or bool(place or self.quand or self.fourchettes)

    @property
    def notes(self) -> bool:
        """A fact of its own, people apart."""
        observation = self.ambiance or self.frequentation or self.positifs or self.mesusages
        thing = self.categorie or self.repare
        return bool(observation or thing or self.conflit or self.demande)


_BESIDE: Final = 2
"""Tokens from a thing to what is said of it."""
_NOBODY: Final = "personne"
_FIELDS: Final = {
    Genre.AMBIANCE: "ambiance",
    Genre.FREQUENTATION: "frequentation",
    Genre.MESUSAGE: "mesusages",
    Genre.POSITIF: "positifs",
    Genre.CONFLIT: "conflit",
}


def lire(text: str, lexique: Lexique, near: Coordonnees | None = None) -> Lecture:
    """Read one message with the words of one dispositif.

    Pure and deterministic; case, accents, plural and spaces do not matter. Nothing is read beyond
    TEXT_MAX characters. A short plus code is read as the one nearest to `near`.
    """
    page = feuille(written(unicodedata.normalize("NFC", text)[:TEXT_MAX]), lexique, INTACTS)
    lecture = Lecture(demande=read_request(page))
    conflit = read_conflict(page, lexique) if lecture.demande is None else None
    lecture.conflit = list(conflit.types) if conflit else []
    gens = _met(page, people(page), conflit)
    _note_people(lecture, gens)
    lecture.meme_lieu, lecture.comme_hier = same_place(page)
    quand = read_when(page)
    lecture.quand = quand if quand != Quand() else None
    _read_position(page, lecture, near)
    defaut = _read_phrases(page, lecture)
    for public in counted_apart(page, gens) if len(page.sites) > 1 else ():
        del lecture.comptes[public], lecture.mots[public]
    if not (lecture.demande or lecture.conflit or defaut.categorie):
        _add(lecture.positifs, seen_there(page))
    if defaut.categorie:
        _uncount_passers(page, lecture, gens)
    _close(page, lecture, defaut)
    return lecture


def _met(page: Feuille, gens: Gens, conflit: ConflitDit | None) -> Gens:
    """Without those who are at odds, or told of as helped or insulted."""
    met = [one for one in gens.comptages if not (one.seul and is_done_to(page, one.at))]
    if conflit:
        met = [one for one in met if not is_party(page, conflit, one.at, alone=one.seul)]
    return replace(gens, comptages=met)


def _note_people(lecture: Lecture, gens: Gens) -> None:
    for one in gens.comptages:
        lecture.comptes[one.public] = lecture.comptes.get(one.public, 0) + one.nombre
        lecture.mots[one.public] = one.mot
    lecture.fourchettes = gens.fourchettes


def _uncount_passers(page: Feuille, lecture: Lecture, gens: Gens) -> None:
    """« une mamie bloquée chez elle », « deux personnes dedans »: of what is told, not met."""
    if all(one.seul or is_inside(page, one.end) for one in gens.comptages):
        lecture.comptes, lecture.mots = {}, {}


def _read_position(page: Feuille, lecture: Lecture, near: Coordonnees | None) -> None:
    """The last one pasted; a link that tells none is given back."""
    for n, token in enumerate(page.tokens):
        where = positions.read(token.raw, near) if token.sorte is Sorte.POSITION else None
        if where:
            lecture.position = where
            page.claimed.add(n)


def _read_phrases(page: Feuille, lecture: Lecture) -> ChoseDite:
    """Every phrase of the dispositif, the longest first; what was said of a thing."""
    defaut = ChoseDite()
    for start in page.free():
        if page.tokens[start].stem in page.lexique.words:
            for phrase, end in page.phrases(start):
                where = range(start, end)
                together = defauts.read_together(page, defaut, phrase, where)
                if together or _read_phrase(page, lecture, defaut, phrase, where):
                    break
    return defaut


def _read_phrase(
    page: Feuille, lecture: Lecture, defaut: ChoseDite, phrase: tuple[str, ...], where: range
) -> bool:
    """Whether it means something here; a second defect is left for a message of its own."""
    meanings = page.lexique.sens.get(phrase)
    if meanings is None:
        things = page.lexique.choses.get(phrase)
        return bool(things) and defauts.read_broken(page, defaut, list(things or ()), where)
    genre, slugs = meanings[0][0], [slug for _genre, slug in meanings]
    if genre is Genre.CATEGORIE:
        blamed = lecture.conflit and is_blamed(page, where.start)
        return not blamed and defauts.read_thing(page, defaut, slugs, where)
    if page.negated(where.start) or page.denied_after(where):
        return False
    if genre is Genre.SITE:
        return _read_site(page, lecture, slugs, where)
    if not is_proved(page, genre, phrase, where) or _is_of_another(page, lecture, genre, where):
        return False
    caused = lecture.conflit and where.start > page.quarrel and phrase in page.lexique.causes
    if genre is Genre.MESUSAGE and caused:
        # « … lui reproche de faire du bruit »: it is what they quarrel about.
        return False
    if genre in (Genre.POSITIF, Genre.MESUSAGE):
        page.uses |= dict.fromkeys(slugs, where.start)
    _add(getattr(lecture, _FIELDS[genre]), slugs)
    page.claim(where.start, where.stop)
    return True


def _is_of_another(page: Feuille, lecture: Lecture, genre: Genre, where: range) -> bool:
    """« une fête des voisins » that is asked for, or quarrelled about, is no use of the place.

    Nor is a mood what somebody wants: « plus de calme ».
    """
    if lecture.demande and genre is Genre.AMBIANCE:
        return not stands_apart(page, where)
    told = (Genre.POSITIF, Genre.MESUSAGE) if lecture.demande else (Genre.POSITIF,)
    return bool(lecture.demande or lecture.conflit) and genre in told


def _add(values: list[str], slugs: list[str]) -> None:
    values.extend(slug for slug in slugs if slug not in values)


def _read_site(page: Feuille, lecture: Lecture, slugs: list[str], where: range) -> bool:
    """One of ours; « Étouvie, site A » is site A, « site A, site B » is to be asked."""
    if _is_the_one(page, where):
        return False
    elsewhere = other_place(page, where)
    if elsewhere:
        lecture.autre_lieu = page.words(list(elsewhere))
        page.claimed.update(elsewhere)
        return True
    shared = [slug for slug in lecture.sites if slug in slugs]
    lecture.deux_sites |= bool(lecture.sites and not shared) or take_joined_site(page, where)
    lecture.sites = shared or [*lecture.sites, *slugs]
    page.sites.append(where.start)
    page.claim(where.start, where.stop)
    return True


def _is_the_one(page: Feuille, where: range) -> bool:
    """« au pied de l'immeuble » is of one building, « pied d'immeubles » is our site."""
    words = [page.tokens[n].plain for n in where]
    return any(pair in (("de", "l"), ("de", "la")) for pair in pairwise(words))


def _close(page: Feuille, lecture: Lecture, defaut: ChoseDite) -> None:
    """Where the thing is, and what is left of the message."""
    defauts.read_danger(page, defaut)
    defauts.settle_by_place(page, defaut)
    lecture.categorie, lecture.repare = defaut.categorie, defaut.repare
    lecture.danger, lecture.blesse = defaut.danger, defaut.blesse
    lecture.devine = defaut.devine
    if lecture.categorie or lecture.repare:
        _unsay_uses(page, lecture, defaut.where.start)
        defauts.take_states(page, defaut)
        if not lecture.sites:
            lecture.autre_lieu = lecture.autre_lieu or take_named_place(page, alone=True)
        lecture.lieu = take_place(page, defaut.where)
    if not (lecture.categorie or lecture.sites):
        named = lecture.autre_lieu or take_named_place(page) or take_bare_name(page)
        lecture.autre_lieu = named
    left = [run for run in (page.trimmed(run) for run in page.free_runs()) if run]
    left = [run for run in left if not _read_nobody(page, lecture, run)]
    lecture.inconnus = [page.words(run) for run in left]
    lecture.a_demander = [page.words(run) for run in left if weighs(page, run)]


def _unsay_uses(page: Feuille, lecture: Lecture, thing: int) -> None:
    """« un gosse joue avec le câble »: what is told of the broken thing is no use of the place.

    Nor is « mal garée » a misuse beside, when the car is what blocks the way.
    """
    lecture.mesusages = [
        slug
        for slug in lecture.mesusages
        if abs(page.uses[slug] - thing) > _BESIDE or not page.is_near(page.uses[slug], thing)
    ]
    lecture.positifs = [
        slug for slug in lecture.positifs if not page.is_near(page.uses[slug], thing)
    ]


def _read_nobody(page: Feuille, lecture: Lecture, run: list[int]) -> bool:
    """« site B : personne »: nobody was there."""
    alone = [page.tokens[n].plain for n in run] == [_NOBODY] and not lecture.counts
    if alone and page.lexique.desert and not lecture.frequentation:
        lecture.frequentation = [page.lexique.desert]
    return alone and bool(page.lexique.desert)
