"""The signed page of an alert: a GET shows, a POST acts, a robot that reads links does nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from aiohttp import web

from bot.casework.mots import label, quand
from bot.casework.signalement import actes as casework
from bot.casework.signalement import liens
from bot.casework.signalement.alerte import ACTES, REPONSES, Reponse
from bot.casework.signalement.fiche import Fiche, fiche
from bot.clock import paris
from bot.domain.vies.signalement import VIE_SIGNALEMENT, ActeSignalement
from bot.domain.vies.vie import Acteur, DejaFait, TransitionRefusee
from bot.web.guards import OBJECT
from bot.web.pages import page, posted, problem
from bot.web.site import SITE, Site
from bot.words import jour
from storage import signalements
from storage.dispositif import Service, actifs
from storage.machine.db import Tx
from storage.models import Alerte, Signalement
from storage.programme import Programme

PLANNING_HORIZON: Final = timedelta(days=366)

DITS: Final = {
    "fait": "C'est noté. Le binôme est prévenu.",
    "refus": "Non enregistré : la situation a changé entre-temps. Voyez l'état ci-dessous.",
    "lien": "Un nouveau lien vient de partir à la même adresse.",
}
SANS_CHOIX: Final = "Choisissez une réponse, puis validez."
MAUVAISE_DATE: Final = "La date d'intervention doit être à venir, d'ici un an."


@dataclass(frozen=True, slots=True)
class Vue:
    """One alert as its addressee sees it; `choix` is empty when nothing may be answered."""

    fiche: Fiche
    service: str
    choix: tuple[Reponse, ...]
    autres: tuple[Service, ...]
    deja: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choix:
    """What the form says, checked: a deed, and what goes with it."""

    acte: ActeSignalement
    prevu: date | None = None
    vers: str | None = None


async def show(request: web.Request) -> web.Response:
    """Number, photos, place, state, history, and the form; changes nothing."""
    return await _shown(request, said=request.query.get("dit", ""))


async def answer(request: web.Request) -> web.Response:
    """Do the deed chosen, then show the page again (303): a reload repeats nothing."""
    site = request.app[SITE]
    form = await posted(request)
    if not site.signer.is_formulaire(form.get("jeton", ""), request[OBJECT]):
        return problem(400)
    try:
        choix = _read(form, paris(site.clock.now()).date())
    except ValueError as error:
        return await _shown(request, error=str(error), status=400)
    outcome = await site.database.run(_do, site, request[OBJECT], choix)
    if outcome is None:
        return problem(404)
    site.wake()
    back = f"/s/{request.match_info['token']}?dit={outcome}"
    return web.Response(status=303, headers={"Location": back})


async def photo(request: web.Request) -> web.Response:
    """One photo of the signalement, by its rank."""
    site = request.app[SITE]
    vue = await site.database.run(_view, site, request[OBJECT])
    rank = int(request.match_info["rang"])
    if vue is None or rank >= len(vue.fiche.photos):
        return problem(404)
    path = site.photos_dir / vue.fiche.photos[rank]
    if not path.is_file():
        return problem(404)
    return web.Response(body=await asyncio.to_thread(path.read_bytes), content_type="image/jpeg")


async def renew(request: web.Request) -> web.Response:
    """Send a new link to the address that had this one."""
    site = request.app[SITE]
    known = await site.database.run(_renew, site, request[OBJECT])
    if not known:
        return problem(404)
    site.wake()
    return page("message.html.jinja", title="Nouveau lien envoyé", text=DITS["lien"])


async def _shown(
    request: web.Request, *, said: str = "", error: str = "", status: int = 200
) -> web.Response:
    site = request.app[SITE]
    vue = await site.database.run(_view, site, request[OBJECT])
    if vue is None:
        return problem(404)
    return page(
        "alerte.html.jinja",
        status,
        vue=vue,
        fiche=vue.fiche,
        token=request.match_info["token"],
        jeton=site.signer.sign_formulaire(request[OBJECT]),
        dit=vue.deja.get(said, DITS.get(said, "")),
        erreur=error,
        aujourdhui=paris(site.clock.now()).date().isoformat(),
    )


def _read(form: Mapping[str, str], today: date) -> Choix:
    """The form as a deed; raises ValueError with what to tell the reader."""
    acte = ACTES.get(form.get("reponse", ""))
    if acte is None:
        raise ValueError(SANS_CHOIX)
    if acte is ActeSignalement.REORIENTER:
        return Choix(acte, vers=form.get("vers") or None)
    typed = form.get("prevu", "")
    if acte is not ActeSignalement.PRENDRE_EN_CHARGE or not typed:
        return Choix(acte)
    try:
        planned = date.fromisoformat(typed)
    except ValueError as error:
        raise ValueError(MAUVAISE_DATE) from error
    if not today <= planned <= today + PLANNING_HORIZON:
        raise ValueError(MAUVAISE_DATE)
    return Choix(acte, prevu=planned)


def _found(tx: Tx, site: Site, alerte_id: int) -> tuple[Alerte, Signalement, Programme] | None:
    alerte = signalements.alerte(tx, alerte_id)
    signalement = signalements.get(tx, alerte.signalement_id) if alerte else None
    if alerte is None or signalement is None:
        return None
    return alerte, signalement, site.programmes[signalement.dispositif_id]


def _view(tx: Tx, site: Site, alerte_id: int) -> Vue | None:
    found = _found(tx, site, alerte_id)
    if found is None:
        return None
    alerte, signalement, programme = found
    facts = fiche(tx, programme, signalement)
    counts = signalements.counts(tx, alerte)
    offered = VIE_SIGNALEMENT.possible(facts.statut, Acteur.SERVICE) if counts else ()
    return Vue(
        fiche=facts,
        service=label(programme.config.service, alerte.service),
        choix=tuple(one for acte, one in REPONSES.items() if acte in offered),
        autres=_others(programme, alerte.service),
        deja=_already(tx, alerte.signalement_id),
    )


def _others(programme: Programme, service: str) -> tuple[Service, ...]:
    return tuple(one for one in actifs(programme.config.services) if one.slug != service)


def _already(tx: Tx, signalement_id: int) -> dict[str, str]:
    """For each answer already given, when: « Déjà fait le mardi 17 novembre à 17 h 52. »."""
    return {
        f"deja-{word}": f"Déjà fait le {quand(last.le)}."
        for word, acte in ACTES.items()
        if (last := signalements.last_acte(tx, signalement_id, acte))
    }


def _do(tx: Tx, site: Site, alerte_id: int, choix: Choix) -> str | None:
    """The deed, and what the page will say of it; None for an alerte that is no more."""
    found = _found(tx, site, alerte_id)
    if found is None:
        return None
    alerte, _signalement, programme = found
    if not signalements.counts(tx, alerte):
        return "refus"
    others = {one.slug: one.label for one in _others(programme, alerte.service)}
    step = len(signalements.actes(tx, alerte.signalement_id))
    try:
        casework.act(
            tx,
            programme,
            alerte.signalement_id,
            choix.acte,
            par=f"service:{alerte.service}:email",
            role=Acteur.SERVICE,
            now=site.clock.now(),
            motif=_motif(choix, others),
            source=f"page:{alerte_id}:{step}",
            vers=choix.vers if choix.vers in others else None,
        )
    except DejaFait:
        return f"deja-{REPONSES[choix.acte].mot}"
    except TransitionRefusee:
        return "refus"
    return "fait"


def _motif(choix: Choix, others: Mapping[str, str]) -> str:
    if choix.prevu:
        return f"prévu le {jour(choix.prevu)}"
    if choix.vers and choix.vers in others:
        return f"plutôt {others[choix.vers]}"
    return ""


def _renew(tx: Tx, site: Site, alerte_id: int) -> bool:
    found = _found(tx, site, alerte_id)
    if found is None:
        return False
    alerte, _signalement, programme = found
    liens.renew(tx, programme, alerte, site.clock.now())
    return True
