"""The words that people read of a slug of the file."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain import refus
from bot.domain.bandes import joined
from digests import effectifs
from digests.exports.masques import AUTRES
from storage.dispositif import Dispositif
from storage.dispositif.entries import Item


def libelles(config: Dispositif) -> dict[str, str]:
    """Of every line of the file that a figure may be told by; the first of two alike stands."""
    found = {AUTRES: "Autres, non détaillés", **refus.LIBELLES}
    for line in _lines(config):
        found.setdefault(line.slug, line.label)
    return found | dict(_bandes(config))


def _bandes(config: Dispositif) -> Iterator[tuple[str, str]]:
    """Ages that follow each other and are told together, alone or with all other publics."""
    publics = effectifs.publics(config, {})
    for first in range(len(publics.ages)):
        for last in range(first, len(publics.ages) + 1):
            slugs = publics.of(tuple(range(first, last + 1)))
            yield joined(slugs), effectifs.named(config, slugs)


def _lines(config: Dispositif) -> Iterator[Item]:
    yield from (*config.publics, *config.roles, *config.presence.modes)
    yield from (*config.periodes.tranches, *config.periodes.reperes)
    yield from (*config.frequentation, *config.types_lieu, *config.urgences)
    yield from (*config.services, *config.categories, *config.annuaire)
    yield from (*config.territoires, *config.quartiers, *config.sites, *config.binomes)
    for liste in config.listes.values():
        yield from liste
