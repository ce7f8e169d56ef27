"""A defect that any entry may signal: numbered, kept with its photos, handed to its services."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.casework import coordination
from bot.casework.libelles import ETATS, par_personne
from bot.casework.signalement import actes as casework
from bot.casework.signalement.fiche import reference
from bot.domain.delais import echeance, send_at
from bot.domain.vies.signalement import StatutSignalement
from bot.feature.context import Context
from bot.rendering import render_line
from bot.words import heure, jour
from storage import photos, signalements
from storage.dispositif import Categorie, Dispositif, Site, Urgence
from storage.machine.numeros import next_number
from storage.models import Signalement

DANGER = "{{ reference }} : danger immédiat. {{ quoi }}, {{ ou }}. Le service est alerté."

Photos = Iterable[Mapping[str, Any]]
"""Photos as the chat gives them: {"file_id": …}."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaut:
    """What is broken and where. lieu: the place in words; ou: the same with its site, as said."""

    site: Site
    categorie: Categorie
    urgence: Urgence
    service: str
    ou: str
    danger: bool = False
    presence_id: int | None = None
    lieu: str = ""
    latitude: float | None = None
    longitude: float | None = None
    photos: Photos = ()


@dataclass(frozen=True, slots=True)
class Emis:
    """A signalement on its way. suite: « envoyé à … »; appels: who to call first, if danger."""

    signalement: Signalement
    suite: str
    appels: str


@dataclass(frozen=True, slots=True)
class Deja:
    """An open signalement of the same kind on the same site."""

    id: int
    reference: str
    le: datetime
    etat: str


def emit(context: Context, defaut: Defaut) -> Emis:
    """Number it, keep it with its photos, hand it to its services; all in this transaction."""
    signalement = _written(context, defaut)
    _keep_photos(context, defaut.photos, signalement)
    services = casework.emit(context, signalement)
    if defaut.danger:
        _warn_coordination(context, signalement, defaut)
    appels = numbers(context.programme.config, signalement.service) if defaut.danger else ""
    return Emis(signalement, _suite(context, services, defaut.urgence), appels)


def see_again(context: Context, deja: int, photos: Photos) -> Signalement:
    """The same defect seen again, with new photos of it."""
    seen = casework.see_again(
        context,
        deja,
        par=par_personne(context.person),
        source=context.source,
    )
    _keep_photos(context, photos, seen)
    return seen


def repeat(context: Context, site: Site, found: Categorie) -> Deja | None:
    """The newest open signalement of this category on this site."""
    site_id = context.programme.sites[site.slug]
    known = signalements.newest_open(context.tx, site_id, found.slug)
    if known is None:
        return None
    state = ETATS[StatutSignalement(known.statut)].lower()
    return Deja(known.id, reference(known), known.emis_le, state)


def in_building(config: Dispositif, site: Site) -> bool:
    return config.type_lieu(site.type_lieu).patrimoine


def most_urgent(config: Dispositif) -> Urgence:
    return min(config.urgences, key=lambda urgence: urgence.delai_heures)


def numbers(config: Dispositif, service: str) -> str:
    """Emergency numbers first, then the service's own."""
    known = [f"{one.numero} {one.label}" for one in config.urgence_numeros]
    own = config.service(service)
    if own.telephone:
        known.append(f"{own.telephone} {own.label}")
    return ", ".join(known)


def _keep_photos(context: Context, shown: Photos, signalement: Signalement) -> None:
    file_ids = [one["file_id"] for one in shown]
    photos.keep(context.tx, signalement, file_ids, context.now)


def _written(context: Context, defaut: Defaut) -> Signalement:
    programme, urgence = context.programme, defaut.urgence
    signalement = Signalement(
        dispositif_id=programme.id,
        site_id=programme.sites[defaut.site.slug],
        presence_id=defaut.presence_id,
        binome_id=context.person.binome_id,
        auteur_id=context.person.id,
        numero=next_number(context.tx, f"{programme.config.slug}:V"),
        categorie=defaut.categorie.slug,
        urgence=urgence.slug,
        danger=defaut.danger or urgence.telephone_d_abord,
        service=defaut.service,
        lieu=defaut.lieu,
        latitude=defaut.latitude,
        longitude=defaut.longitude,
        statut=StatutSignalement.EMIS,
        emis_le=context.now,
        echeance=echeance(context.now, urgence.delai_heures),
        source=f"{context.source}:signalement",
    )
    context.tx.add(signalement)
    context.tx.flush()
    return signalement


def _suite(context: Context, services: tuple[str, ...], urgence: Urgence) -> str:
    """« envoyé à Éclairage public », or when it will be."""
    names = " et ".join(services)
    leaves = send_at(urgence.envoi, context.now)
    if leaves <= context.now:
        return f"envoyé à {names}"
    return f"enregistré ; il partira à {names} {jour(leaves)} à {heure(leaves)}"


def _warn_coordination(context: Context, signalement: Signalement, defaut: Defaut) -> None:
    """An immediate danger is never the service's business alone."""
    named = reference(signalement)
    quoi = defaut.categorie.libelle_long or defaut.categorie.label
    coordination.tell(
        context,
        key=f"danger:{signalement.id}",
        subject=f"[{named}] Danger immédiat",
        text=render_line(DANGER, reference=named, quoi=quoi, ou=defaut.ou),
    )
