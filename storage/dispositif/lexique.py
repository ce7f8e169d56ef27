"""The words of a dispositif, as a typed message is read with them (see `bot.domain.eclair`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.domain.vocabulaire import Genre, Lexique, lexique
from storage.dispositif.entries import Item, Site
from storage.dispositif.model import Dispositif, actifs

# Labels of these lines are words too weak to mean them: « Autre », « Faible », « Moyenne ».
_LISTES = {
    "mesusages": Genre.MESUSAGE,
    "usages_positifs": Genre.POSITIF,
}


def words_of(config: Dispositif) -> Lexique:
    """Labels, long labels, `mots` and `choses` of every active line that a message may name."""
    choses = ((word, one.slug) for one in actifs(config.categories) for word in one.choses)
    return lexique(config.alias_publics(), tuple(_meanings(config)), tuple(choses))


def _meanings(config: Dispositif) -> Iterator[tuple[str, Genre, str]]:
    for site in actifs(config.sites):
        yield from ((word, Genre.SITE, site.slug) for word in _site_words(config, site))
    for nom, genre in _LISTES.items():
        yield from _named(genre, config.listes.get(nom, ()), labels=True)
    yield from _named(Genre.CATEGORIE, config.categories, labels=True)
    yield from _named(Genre.AMBIANCE, config.ambiance, labels=True)
    yield from _named(Genre.FREQUENTATION, config.frequentation, labels=False)
    yield from _named(Genre.CONFLIT, config.listes.get("types_conflit", ()), labels=False)


def _named(
    genre: Genre, lines: Iterable[Item], *, labels: bool
) -> Iterator[tuple[str, Genre, str]]:
    for line in actifs(lines):
        own = (line.label, line.libelle_long or line.label) if labels else ()
        yield from ((word, genre, line.slug) for word in (*own, *line.mots))


def _site_words(config: Dispositif, site: Site) -> tuple[str, ...]:
    """Its own names, and those of its quartier: a quartier of two sites is a question to ask."""
    quartier = config.quartier(site.quartier)
    own = (site.label, site.libelle_long or site.label, *site.mots)
    return (*own, quartier.label, *quartier.autres_noms, *quartier.mots)
