"""What left the file, as its rows last knew it: old records still name it, nothing offers it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import select

from storage.dispositif import Binome, Dispositif, Item, Quartier, Service, Site, Territoire
from storage.machine.db import Tx
from storage.models import BinomeRow, QuartierRow, ServiceRow, SiteRow, TerritoireRow


def with_retired(tx: Tx, config: Dispositif, owner: int) -> Dispositif:
    """`config`, and the places, services and binômes that left it."""
    added: dict[str, tuple[Item, ...]] = {
        "territoires": tuple(_territoires(_gone(tx, TerritoireRow, owner, config.territoires))),
        "quartiers": tuple(_quartiers(tx, _gone(tx, QuartierRow, owner, config.quartiers))),
        "sites": tuple(_sites(tx, _gone(tx, SiteRow, owner, config.sites))),
        "services": tuple(_services(_gone(tx, ServiceRow, owner, config.services))),
        "binomes": tuple(_binomes(_gone(tx, BinomeRow, owner, config.binomes))),
    }
    update = {name: (*getattr(config, name), *lines) for name, lines in added.items() if lines}
    return config.model_copy(update=update) if update else config


def _gone(tx: Tx, table: Any, owner: int, lines: Iterable[Item]) -> Sequence[Any]:
    """Rows of the programme that no line of the file names any more."""
    slugs = {line.slug for line in lines}
    rows = tx.scalars(select(table).where(table.dispositif_id == owner).order_by(table.id))
    return [row for row in rows if row.slug not in slugs]


def _territoires(rows: Iterable[TerritoireRow]) -> Iterator[Territoire]:
    for row in rows:
        yield Territoire(slug=row.slug, label=row.label, actif=False)


def _quartiers(tx: Tx, rows: Iterable[QuartierRow]) -> Iterator[Quartier]:
    for row in rows:
        territoire = tx.get_one(TerritoireRow, row.territoire_id).slug
        yield Quartier(slug=row.slug, label=row.label, territoire=territoire, actif=False)


def _sites(tx: Tx, rows: Iterable[SiteRow]) -> Iterator[Site]:
    for row in rows:
        yield Site(
            slug=row.slug,
            label=row.label,
            quartier=tx.get_one(QuartierRow, row.quartier_id).slug,
            type_site="retire",
            type_lieu=row.type_lieu,
            latitude=row.latitude,
            longitude=row.longitude,
            actif=False,
        )


def _services(rows: Iterable[ServiceRow]) -> Iterator[Service]:
    """Without any address: nothing is sent any more to one that left."""
    for row in rows:
        yield Service(slug=row.slug, label=row.label, actif=False)


def _binomes(rows: Iterable[BinomeRow]) -> Iterator[Binome]:
    for row in rows:
        yield Binome(slug=row.slug, label=row.label, actif=False)
