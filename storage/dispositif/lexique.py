"""The words with which a typed message is read: the street's, then the dispositif's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, TypeVar

from bot.domain.lecture.vocabulaire import (
    Genre,
    Lexique,
    Phrase,
    by_phrase,
    fold,
    meanings,
    stem,
    stems,
)
from storage.dispositif.courants import BySlug, courants
from storage.dispositif.entries import Item, Site
from storage.dispositif.model import Dispositif, actifs

Line = TypeVar("Line", bound=Item)
ANYBODY: Final = "personne"
"""Who it counts is of no known age."""
_WEAK: Final = ("autre",)
OLDEST: Final = 120
_YEARS: Final = re.compile("[0-9]+")
# Labels of these lines are words too weak to mean them: « Autre », « Faible », « Moyenne ».
_LISTES = {
    "mesusages": Genre.MESUSAGE,
    "usages_positifs": Genre.POSITIF,
}
_READ: Final = (
    *(*_LISTES, "types_conflit"),
    *("sollicitations", "reponses", "partenaires_types"),
)
"""Every list whose words are read; nothing is typed for the others."""


def words_of(config: Dispositif) -> Lexique:
    """Labels, long labels, `mots` and `choses` of every line that a message may name.

    A line that was retired is still read, where no line in use is said so: nothing that somebody
    counted is thrown away because a button went.
    """
    retired, used = _retired(config), _words_in_use(config)
    if retired is None:
        return used
    former = _words_in_use(retired)
    return replace(
        used,
        ages=(*used.ages, *former.ages),
        publics={**former.publics, **used.publics},
        sujets={**former.sujets, **used.sujets},
        reponses={**former.reponses, **used.reponses},
        partenaires={**former.partenaires, **used.partenaires},
        sens={**former.sens, **used.sens},
        choses={**former.choses, **used.choses},
        causes={**former.causes, **used.causes},
    )


def _retired(config: Dispositif) -> Dispositif | None:
    """The lists with their retired lines alone, as if these were in use; None without any."""
    publics, roles, categories = (
        _taken_up(lines) for lines in (config.publics, config.roles, config.categories)
    )
    listes = {nom: _taken_up(config.listes.get(nom, ())) for nom in _READ}
    if not any((publics, roles, categories, *listes.values())):
        return None
    lists = {"publics": publics, "roles": roles, "categories": categories, "listes": listes}
    return config.model_copy(update={**lists, "sites": (), "annuaire": ()})


def _taken_up(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(line.model_copy(update={"actif": True}) for line in lines if not line.actif)


def _words_in_use(config: Dispositif) -> Lexique:
    """The same of the lines in use alone."""
    shared = courants()
    types = actifs(config.listes.get("types_conflit", ()))
    positifs = actifs(config.listes.get("usages_positifs", ()))
    return Lexique(
        publics=_publics(config),
        paires={stems(word): slug for slug, words in shared.paires.items() for word in words},
        ages=tuple(_ages(config)),
        sans_age=config.alias_publics().get(ANYBODY, ""),
        desert=next((step.slug for step in actifs(config.frequentation) if not step.valeur), ""),
        remis=frozenset(stems(word) for word in shared.remis),
        parti=frozenset(stems(word) for word in shared.parti),
        demandes=frozenset(stems(word) for word in shared.demandes),
        sujets=by_phrase(_words(actifs(config.listes.get("sollicitations", ())), shared.sujets)),
        reponses=by_phrase(_words(actifs(config.listes.get("reponses", ())), shared.reponses)),
        partenaires=by_phrase(_partners(config)),
        sens=meanings(_meanings(config)),
        choses=by_phrase(_things(config)),
        ensembles=_together(config),
        presences={stems(word): slug for word, slug in _words(positifs, shared.presences)},
        etats=frozenset(stems(word) for word in shared.etats),
        causes=by_phrase(_words(types, shared.causes)),
        disputes=frozenset(stems(word) for word in shared.disputes),
        types_conflit=tuple(line.slug for line in types),
        intacts=frozenset(stem(word) for word in shared.intacts),
        abreviations={stem(short): stem(word) for short, word in shared.abreviations.items()},
    )


def _publics(config: Dispositif) -> dict[Phrase, str]:
    """What may be typed for a public, the labels of our own buttons included."""
    labels = {public.label: public.slug for public in actifs((*config.publics, *config.roles))}
    words = {**labels, **config.alias_publics()}
    return {stems(word): slug for word, slug in words.items() if stems(word)}


def _ages(config: Dispositif) -> Iterator[tuple[int, int, str]]:
    """The bands that a label tells: « Moins de 12 ans », « 12-17 ans », « 60 ans et plus »."""
    for public in actifs(config.publics):
        years = [int(age) for age in _YEARS.findall(public.label)]
        if len(years) == 2:
            yield years[0], years[1], public.slug
        elif len(years) == 1:
            below = fold(public.label).startswith("moins")
            yield (0, years[0] - 1, public.slug) if below else (years[0], OLDEST, public.slug)


def _partners(config: Dispositif) -> Iterator[tuple[str, str]]:
    """Kinds of partners, by their labels, those of the annuaire, and the words of the street."""
    types = actifs(config.listes.get("partenaires_types", ()))
    yield from ((line.label, line.slug) for line in types)
    yield from ((partner.label, partner.type) for partner in actifs(config.annuaire))
    yield from _words(types, courants().partenaires)


def _things(config: Dispositif) -> Iterator[tuple[str, str]]:
    categories = actifs(config.categories)
    yield from ((word, categorie.slug) for categorie in categories for word in categorie.choses)
    yield from _words(categories, courants().choses)


def _together(config: Dispositif) -> dict[Phrase, tuple[tuple[frozenset[Phrase], str], ...]]:
    """Things that, with some states, are of a category of their own."""
    table: dict[Phrase, tuple[tuple[frozenset[Phrase], str], ...]] = {}
    known = {categorie.slug for categorie in actifs(config.categories)}
    for slug, (things, states) in courants().ensembles.items():
        if slug in known:
            said = frozenset(stems(state) for state in states)
            for thing in things:
                table[stems(thing)] = (*table.get(stems(thing), ()), (said, slug))
    return table


def _words(lines: Iterable[Item], shared: BySlug) -> Iterator[tuple[str, str]]:
    return ((word, line.slug) for line in lines for word in shared.get(line.slug, ()))


def _meanings(config: Dispositif) -> Iterator[tuple[str, Genre, str]]:
    for site in actifs(config.sites):
        yield from ((word, Genre.SITE, site.slug) for word in _site_words(config, site))
    for nom, genre in _LISTES.items():
        yield from _line_words(genre, config.listes.get(nom, ()), labels=True)
    yield from _line_words(Genre.CATEGORIE, config.categories, labels=True)
    yield from _line_words(Genre.AMBIANCE, config.ambiance, labels=True)
    yield from _line_words(Genre.FREQUENTATION, config.frequentation, labels=False)
    yield from _line_words(Genre.CONFLIT, config.listes.get("types_conflit", ()), labels=False)


def _line_words(
    genre: Genre, lines: Iterable[Item], *, labels: bool
) -> Iterator[tuple[str, Genre, str]]:
    for line in actifs(lines):
        named = labels and fold(line.label) not in _WEAK
        own = (line.label, line.libelle_long or line.label) if named else ()
        shared = courants().mots.get(line.slug, ())
        yield from ((word, genre, line.slug) for word in (*own, *line.mots, *shared))


def _site_words(config: Dispositif, site: Site) -> tuple[str, ...]:
    """Its own names, and those of its quartier: a quartier of two sites is a question to ask."""
    quartier = config.quartier(site.quartier)
    own = (site.label, site.label.replace(" ", ""), site.libelle_long or site.label, *site.mots)
    return (*own, quartier.label, *quartier.autres_noms, *quartier.mots)
