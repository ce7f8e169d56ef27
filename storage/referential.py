"""The dispositif file written into rows by slug: added, renamed or retired, never deleted."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select

from storage.db import Tx
from storage.dispositif import Dispositif, Item
from storage.dispositif import Site as SiteEntry
from storage.models import (
    Binome,
    Intervention,
    Quartier,
    Service,
    Site,
    Territoire,
)
from storage.models import Dispositif as DispositifRow
from storage.programme import Programme

Row = TypeVar("Row", Binome, Intervention, Quartier, Service, Site, Territoire)


class AutreDispositif(Exception):
    """The database serves another programme: nothing was written."""

    def __init__(self, slug: str, known: list[str]) -> None:
        super().__init__(
            f"CARNET_DISPOSITIF : cette base sert « {', '.join(known)} », pas « {slug} » ; "
            "donnez le fichier de ce dispositif, ou une autre CARNET_DATABASE_URL"
        )


def synchronise(tx: Tx, config: Dispositif, now: datetime) -> Programme:
    """Bring the rows in line with `config`; what left the file is retired, never deleted.

    Raises AutreDispositif when the database belongs to another one.
    """
    owner = _dispositif(tx, config, now)
    territoires = _rows(tx, Territoire, owner, {t.slug: _item(t) for t in config.territoires})
    quartiers = _rows(tx, Quartier, owner, _quartiers(config, territoires))
    sites = _rows(tx, Site, owner, _sites(config, quartiers))
    services = _rows(tx, Service, owner, {one.slug: _item(one) for one in config.services})
    _groups(tx, config, services)
    return Programme(
        id=owner,
        config=_with_retired_sites(tx, config, owner),
        sites=sites,
        binomes=_rows(tx, Binome, owner, {one.slug: _item(one) for one in config.binomes}),
        services=services,
        interventions=_rows(tx, Intervention, owner, _interventions(config, sites)),
    )


def _dispositif(tx: Tx, config: Dispositif, now: datetime) -> int:
    known = {row.slug: row for row in tx.scalars(select(DispositifRow))}
    if known and config.slug not in known:
        raise AutreDispositif(config.slug, sorted(known))
    row = known.get(config.slug) or DispositifRow(slug=config.slug)
    row.nom = config.nom
    row.empreinte = hashlib.sha256(config.model_dump_json().encode()).hexdigest()
    row.charge_le = now
    tx.add(row)
    tx.flush()
    return row.id


def _rows(
    tx: Tx, table: type[Row], owner: int, wanted: Mapping[str, dict[str, Any]]
) -> dict[str, int]:
    """Row ids by slug, for `wanted` and for what was retired."""
    known = {
        row.slug: row for row in tx.scalars(select(table).where(table.dispositif_id == owner))
    }
    for slug, values in wanted.items():
        row = known.get(slug)
        if row is None:
            row = known[slug] = table(dispositif_id=owner, slug=slug)
            tx.add(row)
        for name, value in values.items():
            setattr(row, name, value)
    for slug in known.keys() - wanted.keys():
        known[slug].actif = False
    tx.flush()
    return {slug: row.id for slug, row in known.items()}


def _sites(config: Dispositif, quartiers: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    return {
        site.slug: {
            **_item(site),
            "quartier_id": quartiers[site.quartier],
            "type_lieu": site.type_lieu,
            "bailleur": site.bailleur,
            "latitude": site.latitude,
            "longitude": site.longitude,
        }
        for site in config.sites
    }


def _interventions(config: Dispositif, sites: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    return {
        one.slug: {
            "site_id": sites[one.site],
            "type_intervention": one.type,
            "decision": one.decision,
            "debut": one.debut,
            "fin": one.fin,
            "objectifs": list(one.objectifs),
            "actif": True,
        }
        for one in config.interventions
    }


def _item(item: Item) -> dict[str, Any]:
    return {"label": item.label, "actif": item.actif}


def _quartiers(config: Dispositif, territoires: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    return {
        one.slug: {**_item(one), "territoire_id": territoires[one.territoire]}
        for one in config.quartiers
    }


def _with_retired_sites(tx: Tx, config: Dispositif, owner: int) -> Dispositif:
    """The file, and the sites that left it: records of old evenings still name them."""
    kept = {site.slug for site in config.sites}
    home = config.quartiers[0]
    rows = tx.scalars(select(Site).where(Site.dispositif_id == owner).order_by(Site.id))
    retired = [_retired(tx, row, config, home.slug) for row in rows if row.slug not in kept]
    return config.model_copy(update={"sites": (*config.sites, *retired)}) if retired else config


def _retired(tx: Tx, row: Site, config: Dispositif, home: str) -> SiteEntry:
    """A site as it was last known; its quartier may have left the file too."""
    quartier = tx.get_one(Quartier, row.quartier_id).slug
    known = {one.slug for one in config.quartiers}
    lieux = {one.slug for one in config.types_lieu}
    return SiteEntry(
        slug=row.slug,
        label=row.label,
        quartier=quartier if quartier in known else home,
        type_site="retire",
        type_lieu=row.type_lieu if row.type_lieu in lieux else config.types_lieu[0].slug,
        latitude=row.latitude,
        longitude=row.longitude,
        actif=False,
    )


def _groups(tx: Tx, config: Dispositif, services: Mapping[str, int]) -> None:
    """A group written in the file serves until another registered itself, or it moved."""
    for service in config.services:
        row = tx.get_one(Service, services[service.slug])
        if service.telegram is not None and row.groupe_telegram is None:
            row.groupe_telegram = service.telegram
