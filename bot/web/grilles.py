"""The signed page of the shared grid: a partner sees who is there, and keeps its own slots."""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any, Final

from aiohttp import web

from bot.casework.grille.vue import Grille, grid, heures
from bot.casework.mots import label
from bot.clock import paris
from bot.domain.lecture.plages import is_plausible
from bot.domain.semaine import Semaine
from bot.web.guards import OBJECT
from bot.web.pages import page, posted, problem
from bot.web.site import SITE, Site
from bot.words import jour
from storage import grille
from storage.dispositif import Partenaire, Quartier, actifs
from storage.grille import Creneau
from storage.machine.db import Tx
from storage.models import PresenceActeur
from storage.programme import Programme

ROW_ID: Final = re.compile(r"[0-9]{1,18}")
HORIZON: Final = timedelta(days=27)

DITS: Final = {
    "ajoute": "C'est noté : votre créneau est dans la grille.",
    "deja": "Ce créneau est déjà dans la grille. Rien n'a été ajouté.",
    "retire": "C'est retiré de la grille.",
    "absent": "Ce créneau n'était plus dans la grille.",
}
NO_QUARTIER: Final = "Choisissez un quartier de la liste."
BAD_DAY: Final = "Choisissez un jour d'ici quatre semaines."
BAD_HOURS: Final = "Écrivez deux heures : un créneau dure douze heures au plus."
CLOSED_TITLE: Final = "Ce lien ne sert plus"
CLOSED_TEXT: Final = "Votre structure n'est plus dans l'annuaire. Écrivez à la coordination."

Form = Mapping[str, str]
Do = Callable[[Tx, Site, int, Form], str | None]
View = Callable[[Tx, Site, int], Any]


@dataclass(frozen=True, slots=True)
class Vue:
    """What one partner sees: two weeks, and its own slots to come as (row id, words)."""

    dispositif: str
    acteur: str
    semaines: tuple[Grille, ...]
    miens: tuple[tuple[int, str], ...]
    quartiers: tuple[Quartier, ...]
    contact: str


async def show(request: web.Request) -> web.Response:
    """The grid and the form; changes nothing."""
    return await _shown(request, said=request.query.get("dit", ""))


async def change(request: web.Request) -> web.Response:
    """Add a slot or take one's own away, then show the page again (303)."""
    return await answered(request, _do, _shown)


async def answered(
    request: web.Request, do: Do, shown: Callable[..., Awaitable[web.Response]], of: str = ""
) -> web.Response:
    """`do` what a partner sent from its page (`of`: which one), then show the page again (303).

    `do` gives the word that the page will say, None for a closed link, or raises ValueError with
    what to mend.
    """
    site = request.app[SITE]
    form = await posted(request)
    if not site.signer.is_creneau(form.get("jeton", ""), request[OBJECT]):
        return problem(400)
    try:
        outcome = await site.database.run(do, site, request[OBJECT], form)
    except ValueError as error:
        return await shown(request, error=str(error), status=400, form=form)
    if outcome is None:
        return closed()
    site.wake()
    back = f"/g/{request.match_info['token']}{of}?dit={outcome}"
    return web.Response(status=303, headers={"Location": back})


async def _shown(
    request: web.Request,
    *,
    said: str = "",
    error: str = "",
    status: int = 200,
    form: Form = MappingProxyType({}),
) -> web.Response:
    today = paris(request.app[SITE].clock.now()).date()
    return await drawn(
        request,
        "grille.html.jinja",
        _view,
        status,
        dit=DITS.get(said, ""),
        erreur=error,
        saisi=form,
        premier=today.isoformat(),
        dernier=(today + HORIZON).isoformat(),
    )


async def drawn(
    request: web.Request, template: str, view: View, status: int, **words: Any
) -> web.Response:
    """A partner's page: what `view` reads of its link, and the token of its form."""
    site = request.app[SITE]
    vue = await site.database.run(view, site, request[OBJECT])
    if vue is None:
        return closed()
    token, jeton = request.match_info["token"], site.signer.sign_creneau(request[OBJECT])
    return page(template, status, vue=vue, token=token, jeton=jeton, **words)


def closed() -> web.Response:
    """The partner left the annuaire since: its old link opens nothing."""
    return page("message.html.jinja", 410, title=CLOSED_TITLE, text=CLOSED_TEXT)


def found(tx: Tx, site: Site, lien_id: int) -> tuple[Programme, Partenaire] | None:
    """Whose link it is; None once the partner left the annuaire."""
    lien = grille.behind(tx, lien_id)
    programme = site.programmes.get(lien.dispositif_id) if lien else None
    if lien is None or programme is None:
        return None
    known = (one for one in actifs(programme.config.annuaire) if one.slug == lien.partenaire)
    partenaire = next(known, None)
    return (programme, partenaire) if partenaire else None


def _view(tx: Tx, site: Site, lien_id: int) -> Vue | None:
    known = found(tx, site, lien_id)
    if known is None:
        return None
    programme, partenaire = known
    now = site.clock.now()
    this_week = Semaine.of(now)
    mine = grille.to_come(tx, programme, partenaire.label, paris(now).date())
    return Vue(
        dispositif=programme.config.nom,
        acteur=partenaire.label,
        semaines=tuple(
            grid(tx, programme, this_week.shifted(ahead), team=False) for ahead in (0, 1)
        ),
        miens=tuple((row.id, _said(programme, row)) for row in mine),
        quartiers=actifs(programme.config.quartiers),
        contact=programme.config.coordination.email,
    )


def _said(programme: Programme, row: PresenceActeur) -> str:
    where = label(programme.config.quartier, row.quartier)
    return f"{where}, {jour(row.jour)}, {heures(row.de, row.a)}"


def _do(tx: Tx, site: Site, lien_id: int, form: Form) -> str | None:
    """What the page will say; None for a closed link. Raises ValueError with what to mend."""
    known = found(tx, site, lien_id)
    if known is None:
        return None
    programme, partenaire = known
    now = site.clock.now()
    if "retirer" in form:
        return _remove(tx, programme, partenaire, form["retirer"], now)
    creneau = _read(form, programme, paris(now).date())
    source = f"page:grille:{lien_id}:{secrets.token_hex(8)}"
    row = grille.add(tx, programme, partenaire.label, creneau, now, source)
    return "ajoute" if row else "deja"


def _remove(
    tx: Tx, programme: Programme, partenaire: Partenaire, number: str, now: datetime
) -> str:
    row_id = int(number) if ROW_ID.fullmatch(number) else 0
    gone = grille.remove(tx, programme, partenaire.label, row_id, now)
    return "retire" if gone else "absent"


def _read(form: Form, programme: Programme, today: date) -> Creneau:
    """The form as a slot; raises ValueError with what to tell the reader."""
    quartier = form.get("quartier", "")
    if quartier not in {one.slug for one in actifs(programme.config.quartiers)}:
        raise ValueError(NO_QUARTIER)
    return Creneau(quartier, _day(form, today), *_hours(form))


def _day(form: Form, today: date) -> date:
    try:
        day = date.fromisoformat(form.get("jour", ""))
    except ValueError as error:
        raise ValueError(BAD_DAY) from error
    if not today <= day <= today + HORIZON:
        raise ValueError(BAD_DAY)
    return day


def _hours(form: Form) -> tuple[time, time]:
    try:
        de, a = (time.fromisoformat(form.get(name, "")) for name in ("de", "a"))
    except ValueError as error:
        raise ValueError(BAD_HOURS) from error
    # A zone or seconds never come from the form.
    de, a = time(de.hour, de.minute), time(a.hour, a.minute)
    if not is_plausible(de, a):
        raise ValueError(BAD_HOURS)
    return de, a
