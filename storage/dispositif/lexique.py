"""The words with which a typed message is read: the street's, then the dispositif's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.domain.lecture.vocabulaire import Genre, Lexique, by_phrase, meanings, stem, stems
from storage.dispositif.courants import BySlug, courants
from storage.dispositif.entries import Item, Site
from storage.dispositif.model import Dispositif, actifs

# Labels of these lines are words too weak to mean them: « Autre », « Faible », « Moyenne ».
_LISTES = {
    "mesusages": Genre.MESUSAGE,
    "usages_positifs": Genre.POSITIF,
}


def words_of(config: Dispositif) -> Lexique:
    """Labels, long labels, `mots` and `choses` of every active line that a message may name."""
    shared = courants()
    types = actifs(config.listes.get("types_conflit", ()))
    return Lexique(
        publics={
            stems(word): slug for word, slug in config.alias_publics().items() if stems(word)
        },
        sens=meanings(_meanings(config)),
        choses=by_phrase(_things(config)),
        etats=frozenset(stems(word) for word in shared.etats),
        causes=by_phrase(_words(types, shared.causes)),
        disputes=frozenset(stems(word) for word in shared.disputes),
        types_conflit=tuple(line.slug for line in types),
        intacts=frozenset(stem(word) for word in shared.intacts),
        abreviations={stem(short): stem(word) for short, word in shared.abreviations.items()},
    )


def _things(config: Dispositif) -> Iterator[tuple[str, str]]:
    categories = actifs(config.categories)
    yield from ((word, categorie.slug) for categorie in categories for word in categorie.choses)
    yield from _words(categories, courants().choses)


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
        own = (line.label, line.libelle_long or line.label) if labels else ()
        shared = courants().mots.get(line.slug, ())
        yield from ((word, genre, line.slug) for word in (*own, *line.mots, *shared))


def _site_words(config: Dispositif, site: Site) -> tuple[str, ...]:
    """Its own names, and those of its quartier: a quartier of two sites is a question to ask."""
    quartier = config.quartier(site.quartier)
    own = (site.label, site.libelle_long or site.label, *site.mots)
    return (*own, quartier.label, *quartier.autres_noms, *quartier.mots)
