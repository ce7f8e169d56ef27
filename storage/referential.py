"""The dispositif file written into rows by slug: added, renamed or retired, never deleted."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select

from storage.db import Tx
from storage.dispositif import Dispositif
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


def synchronise(tx: Tx, config: Dispositif, now: datetime) -> Programme:
    """Bring the rows in line with `config`; what left the file is retired, never deleted."""
    owner = _dispositif(tx, config, now)
    territoires = _rows(
        tx, Territoire, owner, {t.slug: {"label": t.label} for t in config.territoires}
    )
    quartiers = _rows(
        tx,
        Quartier,
        owner,
        {
            q.slug: {"label": q.label, "territoire_id": territoires[q.territoire]}
            for q in config.quartiers
        },
    )
    sites = _rows(tx, Site, owner, _sites(config, quartiers))
    return Programme(
        id=owner,
        config=config,
        sites=sites,
        binomes=_rows(tx, Binome, owner, {b.slug: {"label": b.label} for b in config.binomes}),
        services=_rows(tx, Service, owner, _services(config)),
        interventions=_rows(tx, Intervention, owner, _interventions(config, sites)),
    )


def _dispositif(tx: Tx, config: Dispositif, now: datetime) -> int:
    found = tx.scalars(select(DispositifRow).where(DispositifRow.slug == config.slug)).first()
    row = found or DispositifRow(slug=config.slug)
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
        for name, value in {**values, "actif": True}.items():
            setattr(row, name, value)
    for slug in known.keys() - wanted.keys():
        known[slug].actif = False
    tx.flush()
    return {slug: row.id for slug, row in known.items()}


def _sites(config: Dispositif, quartiers: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    return {
        site.slug: {
            "label": site.label,
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
        }
        for one in config.interventions
    }


def _services(config: Dispositif) -> dict[str, dict[str, Any]]:
    """A group written in the file wins; one that registered itself is left as it is."""
    return {
        service.slug: {"label": service.label}
        | ({"groupe_telegram": service.telegram} if service.telegram is not None else {})
        for service in config.services
    }
