"""Leaving a comité's digest in one click: the page asks, a POST unsubscribes (RFC 8058)."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from bot.casework.mots import label
from bot.web.guards import OBJECT
from bot.web.pages import page, problem
from bot.web.site import SITE, Site
from storage.machine.db import Tx
from storage.machine.sql import insert_once
from storage.models import Desabonnement, Digest, DigestEnvoi


@dataclass(frozen=True, slots=True)
class Abonnement:
    """One address of one comité's digest."""

    dispositif_id: int
    slug: str
    comite: str
    adresse: str


async def ask(request: web.Request) -> web.Response:
    site = request.app[SITE]
    found = await site.database.run(_read, site, request[OBJECT])
    if found is None:
        return problem(404)
    token = request.match_info["token"]
    return page("desabonnement.html.jinja", comite=found.comite, token=token)


async def leave(request: web.Request) -> web.Response:
    """Mail clients post here by themselves, without a form: the signed link is enough."""
    site = request.app[SITE]
    found = await site.database.run(_leave, site, request[OBJECT])
    if found is None:
        return problem(404)
    return page(
        "message.html.jinja",
        title="C'est noté",
        text=f"Cette adresse ne recevra plus le point hebdo de : {found.comite}.",
    )


def _read(tx: Tx, site: Site, envoi_id: int) -> Abonnement | None:
    envoi = tx.get(DigestEnvoi, envoi_id)
    digest = tx.get(Digest, envoi.digest_id) if envoi else None
    if envoi is None or digest is None:
        return None
    config = site.programmes[digest.dispositif_id].config
    return Abonnement(
        digest.dispositif_id, digest.comite, label(config.comite, digest.comite), envoi.adresse
    )


def _leave(tx: Tx, site: Site, envoi_id: int) -> Abonnement | None:
    found = _read(tx, site, envoi_id)
    if found:
        row = {
            "dispositif_id": found.dispositif_id,
            "comite": found.slug,
            "adresse": found.adresse,
            "le": site.clock.now(),
        }
        insert_once(tx, Desabonnement, [row])
    return found
