"""A programme and its published signalements, in the words of the norm."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from bot.casework.libelles import ETATS, label, quand
from bot.domain.references import Lettre, Reference
from bot.domain.vies.signalement import StatutSignalement
from bot.feature.page import Programmes
from bot.web.open311.forme import Open311Error
from storage import publies
from storage.dispositif import Categorie, actifs
from storage.programme import Programme
from storage.publies import DECIMALS, SignalementPublie

NOTICE: Final = (
    "Vu par des médiateurs de rue. Une réparation annoncée n'est close qu'une fois vue sur place."
)


def programme(programmes: Programmes, jurisdiction: str) -> Programme:
    """The one that publishes under that name; the only one when none is said.

    Raises Open311Error: 404 for one that publishes nothing, 400 when one must be said.
    """
    published = {
        one.config.open311.jurisdiction: one for one in programmes.values() if one.config.open311
    }
    if not published:
        raise Open311Error(404, "rien n'est publié ici")
    if not jurisdiction and len(published) > 1:
        raise Open311Error(400, "jurisdiction_id : à préciser")
    if jurisdiction and jurisdiction not in published:
        raise Open311Error(404, "jurisdiction_id : inconnu")
    return published[jurisdiction] if jurisdiction else next(iter(published.values()))


def services(one: Programme) -> list[dict[str, Any]]:
    """The kinds of defects of public space, in the order of the file."""
    known = set(publies.codes(one))
    return [_service(kind) for kind in actifs(one.config.categories) if kind.slug in known]


def definition(one: Programme, code: str) -> dict[str, Any]:
    """No kind asks anything more. Raises Open311Error: 404."""
    if code not in {known["service_code"] for known in services(one)}:
        raise Open311Error(404, "service_code : inconnu")
    return {"service_code": code, "attributes": []}


def _service(kind: Categorie) -> dict[str, Any]:
    return {
        "service_code": kind.slug,
        "service_name": kind.label,
        "description": kind.libelle_long or kind.label,
        "metadata": False,
        "type": "realtime",
        "keywords": ", ".join(kind.mots),
        "group": kind.groupe,
    }


def request(one: Programme, row: SignalementPublie) -> dict[str, Any]:
    """One signalement; what we do not say is null, as the norm wants it."""
    config = one.config
    site = config.site(one.site_slugs[row.site_id])
    exact = row.latitude is not None and row.longitude is not None
    latitude, longitude = (
        (row.latitude, row.longitude) if exact else (site.latitude, site.longitude)
    )
    return {
        "service_request_id": str(Reference(Lettre.SIGNALEMENT, row.numero)),
        "status": "open" if row.is_open else "closed",
        "status_notes": f"{ETATS[StatutSignalement(row.statut)]}, {quand(row.moved_le)}",
        "service_name": label(config.categorie, row.categorie),
        "service_code": row.categorie,
        "description": None,
        "agency_responsible": label(config.service, row.service),
        "service_notice": NOTICE,
        "requested_datetime": iso(row.emis_le),
        "updated_datetime": iso(row.moved_le),
        "expected_datetime": iso(row.echeance) if row.is_open else None,
        "address": f"{site.label}, {label(config.quartier, site.quartier)}",
        "address_id": None,
        "zipcode": None,
        "lat": round(latitude or 0.0, DECIMALS),
        "long": round(longitude or 0.0, DECIMALS),
        "media_url": None,
    }


def iso(moment: datetime) -> str:
    """« 2026-11-17T16:40:00+00:00 »."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
