"""What messages are about, in as few rows as the database accepts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from storage.machine.db import Database, Tx
from storage.models import (
    Alerte,
    BinomeRow,
    Digest,
    DigestEnvoi,
    DispositifRow,
    Personne,
    QuartierRow,
    ServiceRow,
    Signalement,
    SiteRow,
    TerritoireRow,
)

MEDIATRICE = 7
GROUPE = -40

Row = TypeVar("Row")


@dataclass(frozen=True)
class Scene:
    """One signalement with its alerte, one point hebdo with its envoi, one mediator: row ids."""

    dispositif: int
    personne: int
    alerte: int
    envoi: int


def scene(database: Database, now: datetime) -> Scene:
    with database.transaction() as tx:
        dispositif = _add(
            tx, DispositifRow(slug="essai", nom="Essai", empreinte="", charge_le=now)
        )
        own = {"dispositif_id": dispositif.id, "actif": True}
        _add(
            tx,
            ServiceRow(slug="eclairage", label="Éclairage public", groupe_telegram=GROUPE, **own),
        )
        binome = _add(tx, BinomeRow(slug="soir", label="Soir", **own))
        personne = _add(tx, _personne(dispositif.id, binome.id, now))
        alerte = _alerte(tx, _add(tx, _signalement(tx, own, binome.id, personne.id, now)).id, now)
        envoi = _envoi(tx, dispositif.id, now)
        return Scene(dispositif.id, personne.id, alerte.id, envoi.id)


def _add(tx: Tx, row: Row) -> Row:
    tx.add(row)
    tx.flush()
    return row


def _personne(dispositif: int, binome: int, now: datetime) -> Personne:
    return Personne(
        dispositif_id=dispositif,
        binome_id=binome,
        role="mediateur",
        prenom="La médiatrice",
        telegram_id=MEDIATRICE,
        charte_le=now,
    )


def _site(tx: Tx, own: dict[str, Any]) -> SiteRow:
    territoire = _add(tx, TerritoireRow(slug="nord", label="Nord", **own))
    quartier = _add(tx, QuartierRow(slug="nord", label="Nord", territoire_id=territoire.id, **own))
    where = {"quartier_id": quartier.id, "latitude": 49.9, "longitude": 2.3}
    return _add(tx, SiteRow(slug="place", label="La place", type_lieu="place", **where, **own))


def _signalement(
    tx: Tx, own: dict[str, Any], binome: int, auteur: int, now: datetime
) -> Signalement:
    return Signalement(
        dispositif_id=own["dispositif_id"],
        site_id=_site(tx, own).id,
        binome_id=binome,
        auteur_id=auteur,
        numero=324,
        categorie="eclairage",
        urgence="normale",
        danger=False,
        service="eclairage",
        lieu="",
        statut="emis",
        emis_le=now,
        echeance=now + timedelta(days=3),
        source="tg:1:1",
    )


def _alerte(tx: Tx, signalement: int, now: datetime) -> Alerte:
    alerte = Alerte(
        signalement_id=signalement,
        service="eclairage",
        canal="telegram",
        adresse=str(GROUPE),
        etape="envoi",
        creee_le=now,
    )
    return _add(tx, alerte)


def _envoi(tx: Tx, dispositif: int, now: datetime) -> DigestEnvoi:
    point = Digest(
        dispositif_id=dispositif,
        comite="nord",
        lundi=date(2026, 11, 16),
        fige_le=now,
        instantane={},
    )
    digest = _add(tx, point)
    address = "comite@example.org"
    return _add(tx, DigestEnvoi(digest_id=digest.id, canal="email", adresse=address, creee_le=now))
