"""One message, several facts: « 8 ados place A, calme, lampadaire HS devant le 12 ».

What is not understood is given back word for word, what has two meanings is given with both:
nothing is ever guessed.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Final

from bot.domain.lecture.comptage import people
from bot.domain.lecture.disputes import read_conflict
from bot.domain.lecture.jetons import Sorte
from bot.domain.lecture.lieux import INTACTS, same_place, take_place
from bot.domain.lecture.phrases import Feuille, feuille
from bot.domain.lecture.vocabulaire import Genre, Lexique, liste

TEXT_MAX: Final = 1_000
"""Characters read; a longer message is a report, not an entry."""

_DANGER: Final = "danger"
_STATE_AFTER, _STATE_BEFORE = 7, 3
_AT: Final = liste("a ver de des")
_OTHER_HOUR: Final = liste("depui jusqu avant apres demain rdv")


@dataclass(frozen=True, slots=True)
class HeureDite:
    """An hour said: minutes since midnight in Paris; `hier` when it was said to be yesterday's."""

    minutes: int
    hier: bool


@dataclass(slots=True)
class Lecture:
    """What a message says. A list of several slugs is a word with several meanings, to be asked.

    comptes: people by public; mots: the word used for each. meme_lieu: the words that name the
    place of before (« même lieu »), or of yesterday (`comme_hier`). lieu: where the defect is, in
    the very words. inconnus: what was not understood, word for word.
    """

    comptes: dict[str, int] = field(default_factory=dict)
    mots: dict[str, str] = field(default_factory=dict)
    sites: list[str] = field(default_factory=list)
    meme_lieu: str = ""
    comme_hier: bool = False
    ambiance: list[str] = field(default_factory=list)
    frequentation: list[str] = field(default_factory=list)
    positifs: list[str] = field(default_factory=list)
    mesusages: list[str] = field(default_factory=list)
    categorie: list[str] = field(default_factory=list)
    lieu: str = ""
    conflit: list[str] = field(default_factory=list)
    heure: HeureDite | None = None
    danger: bool = False
    inconnus: list[str] = field(default_factory=list)

    @property
    def says_more(self) -> bool:
        """Beyond people counted: something to note, a place or an hour."""
        return self.notes or bool(self.sites or self.meme_lieu or self.heure)

    @property
    def notes(self) -> bool:
        """A fact of its own, people apart."""
        observation = self.ambiance or self.frequentation or self.positifs or self.mesusages
        return bool(observation or self.categorie or self.conflit)


_FIELDS: Final = {
    Genre.AMBIANCE: "ambiance",
    Genre.FREQUENTATION: "frequentation",
    Genre.MESUSAGE: "mesusages",
    Genre.POSITIF: "positifs",
    Genre.CONFLIT: "conflit",
}


def lire(text: str, lexique: Lexique) -> Lecture:
    """Read one message with the words of one dispositif.

    Pure and deterministic; case, accents, plural and spaces do not matter. Nothing is read beyond
    TEXT_MAX characters.
    """
    page = feuille(unicodedata.normalize("NFC", text)[:TEXT_MAX], lexique, INTACTS)
    lecture = Lecture(conflit=read_conflict(page, lexique))
    for compte in people(page, lexique):
        lecture.comptes[compte.public] = lecture.comptes.get(compte.public, 0) + compte.nombre
        lecture.mots[compte.public] = compte.mot
    lecture.meme_lieu, lecture.comme_hier = same_place(page)
    _read_hour(page, lecture)
    defect = _read_phrases(page, lexique, lecture)
    _read_danger(page, lecture)
    if lecture.categorie:
        _take_states(page, lexique, defect)
        lecture.lieu = take_place(page, defect)
    lecture.inconnus = _unknown(page)
    return lecture


def _read_hour(page: Feuille, lecture: Lecture) -> None:
    """One hour and only one: two hours are a span, left to be read by a person."""
    hours = [n for n, token in enumerate(page.tokens) if token.sorte is Sorte.HOUR]
    if len(hours) != 1:
        return
    at = hours[0]
    before = _back(page, at, _AT)
    if before >= 0 and page.tokens[before].stem in _OTHER_HOUR:
        return
    before = _back(page, at, _AT | {"soir", "matin"})
    hier = before >= 0 and page.tokens[before].stem == "hier"
    lecture.heure = HeureDite(page.tokens[at].minutes, hier)
    page.claimed.update(range(before if hier else at, at + 1))


def _back(page: Feuille, at: int, words: frozenset[str]) -> int:
    """Where the word before `at` stands, those of `words` passed over; -1 when there is none."""
    before = at - 1
    while before >= 0 and page.tokens[before].stem in words:
        before -= 1
    return before


def _read_phrases(page: Feuille, lexique: Lexique, lecture: Lecture) -> range:
    """Every phrase of the dispositif, the longest first; where the defect was said."""
    defect = range(0)
    for start in page.free():
        if page.tokens[start].stem in lexique.words:
            for phrase, end in page.phrases(start):
                if _read_phrase(page, lexique, lecture, phrase, range(start, end)):
                    is_defect = (
                        phrase in lexique.choses or _genre(lexique, phrase) is Genre.CATEGORIE
                    )
                    defect = range(start, end) if is_defect else defect
                    break
    return defect


def _genre(lexique: Lexique, phrase: tuple[str, ...]) -> Genre | None:
    meanings = lexique.sens.get(phrase)
    return meanings[0][0] if meanings else None


def _read_phrase(
    page: Feuille, lexique: Lexique, lecture: Lecture, phrase: tuple[str, ...], where: range
) -> bool:
    """Whether it means something here; a second defect is left for a message of its own."""
    if page.negated(where.start):
        return False
    meanings = lexique.sens.get(phrase)
    if meanings is None:
        things = lexique.choses.get(phrase)
        return bool(things) and _read_broken(page, lexique, lecture, list(things or ()), where)
    genre, slugs = meanings[0][0], [slug for _genre, slug in meanings]
    if genre is Genre.CATEGORIE:
        if lecture.categorie:
            return False
        lecture.categorie = slugs
    elif genre is Genre.SITE:
        if not _read_site(page, lecture, slugs, where):
            return False
    else:
        _add(getattr(lecture, _FIELDS[genre]), slugs)
    page.claim(where.start, where.stop)
    return True


def _add(values: list[str], slugs: list[str]) -> None:
    values.extend(slug for slug in slugs if slug not in values)


def _read_site(page: Feuille, lecture: Lecture, slugs: list[str], where: range) -> bool:
    """« la place du marché » is not « la place »: a name that goes on is another place."""
    rest = page.tokens[where.stop : where.stop + 2]
    same = [token for token in rest if token.part == page.tokens[where.start].part]
    if len(same) == 2 and same[0].stem in ("du", "d", "des") and same[1].sorte is Sorte.WORD:
        return False
    shared = [slug for slug in lecture.sites if slug in slugs]
    lecture.sites = shared or [*lecture.sites, *slugs]
    return True


def _read_broken(
    page: Feuille, lexique: Lexique, lecture: Lecture, things: list[str], where: range
) -> bool:
    """« lampadaire … HS », « panne d'ascenseur »: a thing and its state, not far apart."""
    if lecture.categorie:
        return False
    part = page.tokens[where.start].part
    after = range(where.stop, min(where.stop + _STATE_AFTER, len(page.tokens)))
    before = range(where.start - 1, max(where.start - 1 - _STATE_BEFORE, -1), -1)
    for n in (*after, *before):
        if n in page.claimed or page.tokens[n].part != part:
            continue
        for phrase, end in page.phrases(n):
            if phrase in lexique.etats and (end <= where.start or n >= where.stop):
                lecture.categorie = things
                lecture.danger |= any(word.startswith(_DANGER) for word in phrase)
                page.claimed.update(range(n, end))
                page.claim(where.start, where.stop)
                return True
    return False


def _read_danger(page: Feuille, lecture: Lecture) -> None:
    for n in page.free():
        if page.tokens[n].stem.startswith(_DANGER) and not page.negated(n):
            lecture.danger = True
            page.claimed.add(n)


def _take_states(page: Feuille, lexique: Lexique, defect: range) -> None:
    """« groom cassé »: the defect was understood without its state, which adds nothing to it."""
    part = page.tokens[defect.start].part
    for n in page.free():
        if page.tokens[n].part == part:
            ends = [end for phrase, end in page.phrases(n) if phrase in lexique.etats]
            page.claimed.update(range(n, ends[0]) if ends else ())


def _unknown(page: Feuille) -> list[str]:
    runs = (page.trimmed(run) for run in page.free_runs())
    return [page.words(run) for run in runs if run]
