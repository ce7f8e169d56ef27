"""The signed page of the shared grid: a partner sees who is there, and keeps its own slots."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, Final

from bot.casework.grille import actes as casework
from bot.casework.grille.vue import Grille, grid, heures
from bot.casework.libelles import label
from bot.clock import paris
from bot.domain.droits import Droit
from bot.domain.lecture.plages import is_plausible
from bot.feature.page import FormAction, Page, PageVisit, ToMend
from bot.web import forms
from bot.web.pages import partenaire
from bot.web.pages.grille.lost import lost
from bot.words import jour
from storage import grille
from storage.dispositif import Partenaire, Quartier, actifs
from storage.grille import CreneauActeur
from storage.models import ACTEUR, PresenceActeur
from storage.programme import Programme
from storage.work import Work

ROW_ID: Final = re.compile(r"[0-9]{1,18}")
CORRIGEABLE: Final = timedelta(hours=24)
"""How long what was taken away may be put back."""
HORIZON: Final = timedelta(days=27)

DITS: Final = {
    "ajoute": "C'est noté : votre créneau est dans la grille.",
    "deja": "Ce créneau est déjà dans la grille. Rien n'a été ajouté.",
    "retire": "C'est retiré de la grille.",
    "remis": "C'est de nouveau dans la grille.",
    "absent": "Ce créneau n'était plus dans la grille.",
}
NO_QUARTIER: Final = "Choisissez un quartier de la liste."
BAD_DAY: Final = "Choisissez un jour d'ici quatre semaines."
BAD_HOURS: Final = "Écrivez deux heures : un créneau dure douze heures au plus."


@dataclass(frozen=True, slots=True)
class GrilleVue:
    """What one partner sees: two weeks, and its own slots to come as (row id, words).

    retires: those that it took away less than a day ago, and may put back.
    """

    dispositif: str
    acteur: str
    semaines: tuple[Grille, ...]
    miens: tuple[tuple[int, str], ...]
    retires: tuple[tuple[int, str], ...]
    quartiers: tuple[Quartier, ...]
    contact: str


def view(visit: PageVisit) -> dict[str, Any] | None:
    """The grid and the form, with what was typed in it."""
    holder = partenaire.holder(visit)
    if holder is None:
        return None
    today = paris(visit.now).date()
    return {
        "vue": _vue(visit, *holder),
        "dit": DITS.get(visit.outcome, ""),
        "saisi": visit.form,
        "premier": today.isoformat(),
        "dernier": (today + HORIZON).isoformat(),
    }


def change(visit: PageVisit) -> str | None:
    """Add a slot, take one's own away, or put it back."""
    holder = partenaire.holder(visit)
    if holder is None:
        return None
    programme, qui = holder
    if "retirer" in visit.form:
        return _remove(Work(visit.tx, programme, visit.now), qui, visit.form["retirer"])
    if "remettre" in visit.form:
        return _put_back(Work(visit.tx, programme, visit.now), qui, visit.form["remettre"])
    creneau = _read(visit.form, programme, paris(visit.now).date())
    source = f"page:grille:{visit.id}:{secrets.token_hex(8)}"
    row = casework.add(Work(visit.tx, programme, visit.now), qui.label, creneau, source)
    return "ajoute" if row else "deja"


def _vue(visit: PageVisit, programme: Programme, qui: Partenaire) -> GrilleVue:
    work = Work(visit.tx, programme, visit.now)
    creneaux = grille.to_come(visit.tx, programme, qui.label, paris(visit.now).date())
    gone = grille.taken_away(visit.tx, programme, qui.label, visit.now - CORRIGEABLE)
    return GrilleVue(
        dispositif=programme.config.nom,
        acteur=qui.label,
        semaines=tuple(grid(work, ahead, team=False) for ahead in (0, 1)),
        miens=tuple((row.id, _ligne(programme, row)) for row in creneaux),
        retires=tuple((row.id, _ligne(programme, row)) for row in gone),
        quartiers=actifs(programme.config.quartiers),
        contact=programme.config.coordination.email,
    )


def _ligne(programme: Programme, row: PresenceActeur) -> str:
    where = label(programme.config.quartier, row.quartier)
    return f"{where}, {jour(row.jour)}, {heures(row.de, row.a)}"


def _remove(work: Work, qui: Partenaire, number: str) -> str:
    row_id = int(number) if ROW_ID.fullmatch(number) else 0
    return "retire" if casework.remove(work, qui.label, row_id) else "absent"


def _put_back(work: Work, qui: Partenaire, number: str) -> str:
    row_id = int(number) if ROW_ID.fullmatch(number) else 0
    since = work.now - CORRIGEABLE
    return "remis" if casework.put_back(work, qui.label, row_id, since) else "absent"


def _read(form: Mapping[str, str], programme: Programme, today: date) -> CreneauActeur:
    """The form as a slot. Raises ToMend."""
    quartier = form.get("quartier", "")
    if quartier not in {row.slug for row in actifs(programme.config.quartiers)}:
        raise ToMend(NO_QUARTIER)
    day = forms.day(form, "jour", today, HORIZON, BAD_DAY)
    return CreneauActeur(quartier, day, *_hours(form))


def _hours(form: Mapping[str, str]) -> tuple[time, time]:
    try:
        de, a = (time.fromisoformat(form.get(name, "")) for name in ("de", "a"))
    except ValueError as error:
        raise ToMend(BAD_HOURS) from error
    # A zone or seconds never come from the form.
    de, a = time(de.hour, de.minute), time(a.hour, a.minute)
    if not is_plausible(de, a):
        raise ToMend(BAD_HOURS)
    return de, a


PAGE: Final = Page(
    path="/g/{token}",
    guard=partenaire.link(ACTEUR, lost),
    droit=Droit.ANNONCER_SA_PRESENCE,
    template="bot/web/pages/grille/page.html.jinja",
    shows=view,
    gone=partenaire.CLOSED,
    does=FormAction(partenaire.JETON, change),
)
