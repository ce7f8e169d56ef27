"""The dispositif file written into rows by slug: added, renamed or retired, never deleted."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select

from storage import ajustements
from storage.ajustements import LigneAjustee
from storage.disparues import with_retired
from storage.dispositif import Dispositif, DispositifError, Item
from storage.machine.db import Tx
from storage.models import (
    BinomeRow,
    DispositifRow,
    InterventionRow,
    QuartierRow,
    ServiceRow,
    SiteRow,
    TerritoireRow,
)
from storage.programme import Programme
from storage.work import Work

_Row = TypeVar("_Row", BinomeRow, InterventionRow, QuartierRow, ServiceRow, SiteRow, TerritoireRow)


class AutreDispositif(Exception):
    """The database holds a programme whose file was not given: nothing was written."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(
            f"CARNET_DISPOSITIF : cette base sert aussi « {', '.join(missing)} », dont le fichier "
            "manque ; redonnez-le, à côté des autres et séparé par une virgule, "
            "ou changez CARNET_DATABASE_URL"
        )


def open_programmes(tx: Tx, configs: Sequence[Dispositif], now: datetime) -> list[Programme]:
    """Every programme of the installation, in the order of the setting.

    Raises AutreDispositif when the database knows people of another one: they would be left
    without an answer, and their alerts without a reminder.
    """
    slugs = {config.slug for config in configs}
    missing = [
        slug for slug in sorted(tx.scalars(select(DispositifRow.slug))) if slug not in slugs
    ]
    if missing:
        raise AutreDispositif(missing)
    found = [synchronise(tx, config, now) for config in configs]
    # The first was read before the others had their rows.
    return [replace(programme, autres=len(found) > 1) for programme in found]


def synchronise(tx: Tx, fichier: Dispositif, now: datetime) -> Programme:
    """Bring the rows in line with the file and with what was changed from the bot.

    What left is retired, never deleted. Raises DispositifError when a change made from the bot no
    longer holds over the file.
    """
    owner = _dispositif(tx, fichier, now)
    return _in_line(tx, fichier, _adjusted(tx, fichier, owner), owner)


def _in_line(tx: Tx, fichier: Dispositif, config: Dispositif, owner: int) -> Programme:
    """Rows as `config` says: the file, with what was changed from the bot over it."""
    territoires = _rows(tx, TerritoireRow, owner, {t.slug: _item(t) for t in config.territoires})
    quartiers = _rows(tx, QuartierRow, owner, _quartiers(config, territoires))
    sites = _rows(tx, SiteRow, owner, _sites(config, quartiers))
    services = _rows(
        tx, ServiceRow, owner, {service.slug: _item(service) for service in config.services}
    )
    _groups(tx, config, services)
    return Programme(
        id=owner,
        config=with_retired(tx, config, owner),
        sites=sites,
        binomes=_rows(
            tx, BinomeRow, owner, {binome.slug: _item(binome) for binome in config.binomes}
        ),
        services=services,
        interventions=_rows(tx, InterventionRow, owner, _interventions(config, sites)),
        fichier=fichier,
        version=ajustements.version(tx, owner),
        autres=_has_others(tx, owner),
    )


def _has_others(tx: Tx, owner: int) -> bool:
    others = select(DispositifRow.id).where(DispositifRow.id != owner)
    return tx.execute(others.limit(1)).first() is not None


def adjust(work: Work, lignes: Sequence[LigneAjustee], personne_id: int | None) -> Programme:
    """Change the programme from the bot, and give it back as it is from now on.

    Raises DispositifError, in French, before anything is written when the whole no longer holds.
    """
    tx, fichier, owner = work.tx, work.programme.fichier, work.programme.id
    # Checked once: the whole file is long to check, and everybody waits.
    config = ajustements.applied(fichier, [*ajustements.changes(tx, owner), *lignes])
    ajustements.append(tx, owner, lignes, work.now, personne_id)
    return _in_line(tx, fichier, config, owner)


def refreshed(work: Work) -> Programme | None:
    """The programme anew when another process changed it; None when nothing did."""
    if ajustements.version(work.tx, work.programme.id) == work.programme.version:
        return None
    return synchronise(work.tx, work.programme.fichier, work.now)


def _adjusted(tx: Tx, fichier: Dispositif, owner: int) -> Dispositif:
    try:
        return ajustements.applied(fichier, ajustements.changes(tx, owner))
    except DispositifError as error:
        raise DispositifError(
            f"{fichier.slug}, changements faits depuis le bot : {problem}"
            for problem in error.problems
        ) from error


def _dispositif(tx: Tx, config: Dispositif, now: datetime) -> int:
    query = select(DispositifRow).where(DispositifRow.slug == config.slug)
    row = tx.scalars(query).first() or DispositifRow(slug=config.slug)
    row.nom = config.nom
    row.empreinte = hashlib.sha256(config.model_dump_json().encode()).hexdigest()
    row.charge_le = now
    tx.add(row)
    tx.flush()
    return row.id


def _rows(
    tx: Tx, table: type[_Row], owner: int, lines: Mapping[str, dict[str, Any]]
) -> dict[str, int]:
    """Row ids by slug, for `lines` and for what was retired."""
    rows = {row.slug: row for row in tx.scalars(select(table).where(table.dispositif_id == owner))}
    for slug, values in lines.items():
        row = rows.get(slug)
        if row is None:
            row = rows[slug] = table(dispositif_id=owner, slug=slug)
            tx.add(row)
        for name, value in values.items():
            setattr(row, name, value)
    for slug in rows.keys() - lines.keys():
        rows[slug].actif = False
    tx.flush()
    return {slug: row.id for slug, row in rows.items()}


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
        intervention.slug: {
            "site_id": sites[intervention.site],
            "type_intervention": intervention.type,
            "decision": intervention.decision,
            "debut": intervention.debut,
            "fin": intervention.fin,
            "objectifs": list(intervention.objectifs),
            "actif": True,
        }
        for intervention in config.interventions
    }


def _item(item: Item) -> dict[str, Any]:
    return {"label": item.label, "actif": item.actif}


def _quartiers(config: Dispositif, territoires: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    return {
        quartier.slug: {**_item(quartier), "territoire_id": territoires[quartier.territoire]}
        for quartier in config.quartiers
    }


def _groups(tx: Tx, config: Dispositif, services: Mapping[str, int]) -> None:
    """A group written in the file serves until another registered itself, or it moved."""
    for service in config.services:
        row = tx.get_one(ServiceRow, services[service.slug])
        if service.telegram is not None and row.groupe_telegram is None:
            row.groupe_telegram = service.telegram
