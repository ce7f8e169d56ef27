"""The signed page of a relais: a partner says that the person came, and nothing else (PAR-2)."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from bot.casework.mots import quand
from bot.casework.relais import actes as casework
from bot.casework.relais import courrier as courrier_relais
from bot.casework.relais.carte import code, domain_label, partner_label
from bot.domain.vies.relais import EFFECTIFS, VIE_RELAIS, ActeRelais, StatutRelais
from bot.domain.vies.vie import Acteur, TransitionRefusee
from bot.web.guards import OBJECT
from bot.web.pages import page, problem
from bot.web.site import SITE, Site
from storage import relais as rows
from storage.machine.db import Tx
from storage.models import Relais
from storage.programme import Programme


@dataclass(frozen=True, slots=True)
class Remise:
    """One handing over as its partner sees it; `deja` says when they came, if it is known."""

    code: str
    domaine: str
    partenaire: str
    ouvert: bool
    deja: str
    contact: str


async def show(request: web.Request) -> web.Response:
    """The code, the domain, one button; changes nothing."""
    return await _shown(request)


async def confirm(request: web.Request) -> web.Response:
    """The person came: done once, then shown (303): a reload repeats nothing."""
    site = request.app[SITE]
    jeton = str((await request.post()).get("jeton", ""))
    if not site.signer.is_venue(jeton, request[OBJECT]):
        return problem(400)
    if not await site.database.run(_do, site, request[OBJECT]):
        return _over()
    site.wake()
    return web.Response(status=303, headers={"Location": f"/r/{request.match_info['token']}"})


async def _shown(request: web.Request) -> web.Response:
    site = request.app[SITE]
    remise = await site.database.run(_view, site, request[OBJECT])
    if remise is None:
        return _over()
    return page(
        "relais.html.jinja",
        passage=remise,  # the name that `carnet script` shows to whoever rereads this page
        token=request.match_info["token"],
        jeton=site.signer.sign_venue(request[OBJECT]),
    )


def _over() -> web.Response:
    """Withdrawn, or with another partner since: nothing more is said of it."""
    text = "Il n'y a rien à faire. Merci."
    return page("message.html.jinja", 410, title="Ce relais n'est plus suivi", text=text)


def _found(tx: Tx, site: Site, remise_id: int) -> tuple[Relais, Programme] | None:
    """The relais, as long as it is still with the partner to whom this link was sent."""
    line = rows.acte(tx, remise_id)
    relais = rows.get(tx, line.relais_id) if line else None
    last = rows.remise(tx, relais.id) if relais else None
    if relais is None or last is None or last.id != remise_id:
        return None
    return relais, site.programmes[relais.dispositif_id]


def _view(tx: Tx, site: Site, remise_id: int) -> Remise | None:
    found = _found(tx, site, remise_id)
    if found is None:
        return None
    relais, programme = found
    statut = StatutRelais(relais.statut)
    came = relais.effectif_le if statut in EFFECTIFS else None
    return Remise(
        code=code(relais),
        domaine=domain_label(programme, relais.domaine),
        partenaire=partner_label(programme, relais.partenaire),
        ouvert=ActeRelais.PRENDRE_EN_CHARGE in VIE_RELAIS.possible(statut, Acteur.PARTENAIRE),
        deja=quand(came) if came else "",
        contact=programme.config.coordination.email,
    )


def _do(tx: Tx, site: Site, remise_id: int) -> bool:
    """Whether there was such a relais; the page says what became of it."""
    found = _found(tx, site, remise_id)
    if found is None:
        return False
    relais, programme = found
    now = site.clock.now()
    par = f"partenaire:{relais.partenaire}"
    deed = casework.Deed(ActeRelais.PRENDRE_EN_CHARGE, par, Acteur.PARTENAIRE)
    try:
        taken = casework.act(tx, programme, relais.id, deed, now)
    except TransitionRefusee:
        return True
    qui = partner_label(programme, taken.partenaire)
    courrier_relais.tell_came(tx, programme, taken, qui, now)
    return True
