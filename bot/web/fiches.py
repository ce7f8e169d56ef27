"""The signed page of one partner's card: it says that it is exact, or what to correct (PAR-1)."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType
from typing import Final

from aiohttp import web

from bot.casework import coordination
from bot.casework.mots import label, sans_pieges
from bot.casework.relais.carte import domain_label
from bot.clock import paris
from bot.web.grilles import Form, answered, drawn, found
from bot.web.pages import reading
from bot.web.site import Site
from storage import referential
from storage.ajustements import Ligne
from storage.dispositif import Partenaire
from storage.machine import passages
from storage.machine.db import Tx
from storage.programme import Programme

EXACT, CORRECT = "exact", "corriger"
MOT_MAX: Final = 280
DITS: Final = {
    EXACT: "C'est noté : votre fiche est exacte. Merci.",
    CORRECT: "C'est transmis à la coordination, qui corrigera la fiche. Merci.",
}
NO_WORDS: Final = "Dites en quelques mots ce qu'il faut corriger."
TOO_LONG: Final = f"C'est trop long : {MOT_MAX} caractères au plus."
TOLD_EXACT: Final = "{qui} a relu sa fiche dans l'annuaire : elle est exacte."
TOLD_WRONG: Final = "{qui} demande une correction de sa fiche dans l'annuaire : « {mot} »"


async def show(request: web.Request) -> web.Response:
    """The card as mediators read it, two buttons and a field; changes nothing."""
    return await _shown(request, said=request.query.get("dit", ""))


async def answer(request: web.Request) -> web.Response:
    """Exact, or to be corrected: the coordination knows, then the page is shown again (303)."""
    return await answered(request, _do, _shown, "/fiche")


async def _shown(
    request: web.Request,
    *,
    said: str = "",
    error: str = "",
    status: int = 200,
    form: Form = MappingProxyType({}),
) -> web.Response:
    return await drawn(
        request,
        "fiche.html.jinja",
        _view,
        status,
        dit=DITS.get(said, ""),
        erreur=error,
        mot=form.get("mot", ""),
        mot_max=MOT_MAX,
    )


def _view(tx: Tx, site: Site, lien_id: int) -> dict[str, object] | None:
    known = found(tx, site, lien_id)
    if known is None:
        return None
    programme, partenaire = known
    return {
        "dispositif": programme.config.nom,
        "contact": programme.config.coordination.email,
        "acteur": partenaire.libelle_long or partenaire.label,
        "lignes": _lines(programme, partenaire),
        "relu_le": partenaire.valide_le,
    }


def _lines(programme: Programme, one: Partenaire) -> list[tuple[str, str]]:
    """(« Pour qui », « 16-25 ans ») for everything that is filled in."""
    places = [label(programme.config.quartier, slug) for slug in one.quartiers]
    lines = (
        ("Pour quoi", ", ".join(domain_label(programme, slug) for slug in one.domaines)),
        ("Pour qui", one.public),
        ("Quartiers", ", ".join(places) or "tous"),
        ("Où", one.lieu),
        ("Quand", one.horaires),
        ("Téléphone", one.telephone),
        ("Courriel", one.email),
    )
    return [(name, said) for name, said in lines if said]


def _do(tx: Tx, site: Site, lien_id: int, form: Form) -> str | None:
    """What the page will say; None for a closed link. Raises ValueError with what to mend."""
    known = found(tx, site, lien_id)
    if known is None:
        return None
    programme, partenaire = known
    mot, key, now = _word(form), reading(form), site.clock.now()
    if passages.claim(tx, "fiche relue", key, now):
        if not mot:
            _validate(tx, programme, partenaire, now)
        _tell(tx, programme, partenaire, mot, key, now)
    return CORRECT if mot else EXACT


def _word(form: Form) -> str:
    """What is to be corrected; « » when the card is exact. Raises ValueError."""
    if EXACT in form:
        return ""
    mot = sans_pieges(" ".join(form.get("mot", "").split()))
    if not mot:
        raise ValueError(NO_WORDS)
    if len(mot) > MOT_MAX:
        raise ValueError(TOO_LONG)
    return mot


def _validate(tx: Tx, programme: Programme, partenaire: Partenaire, now: datetime) -> None:
    """The day stands on the card; the bot and the other pages see it within a minute."""
    read = {"valide_le": paris(now).date().isoformat()}
    referential.adjust(tx, programme, [Ligne("annuaire", partenaire.slug, read)], now, None)


def _tell(
    tx: Tx, programme: Programme, partenaire: Partenaire, mot: str, key: str, now: datetime
) -> None:
    coordination.tell(
        tx,
        programme,
        now,
        key=f"fiche:{key}",
        subject="Annuaire : une fiche relue",
        text=(TOLD_WRONG if mot else TOLD_EXACT).format(qui=partenaire.label, mot=mot),
        sign="✏️" if mot else "✅",
    )
