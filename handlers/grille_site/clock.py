"""The reminder of the site grid, on the first day of each window (000 l.166, 003 l.769)."""

from __future__ import annotations

from datetime import time
from typing import Final

from bot.buttons import Button, button
from bot.clock import paris
from bot.domain.interventions import Fenetre, fenetres
from bot.feature.beforehand import PRESENCE
from bot.feature.contract import UNKNOWN, Context, Opening, Reply, Tap
from bot.questions.journees import at, binomes
from handlers.grille_site.facts import MESURES
from storage import people
from storage.dispositif import Intervention
from storage.machine import passages
from storage.programme import Programme
from storage.work import Work

MORNING = time(9)
REMPLIR = "remplir"
SITE: Final = Button("gr", (REMPLIR,))
"""Of a site whose grid is to be filled."""
ASK = (
    "📐 <b>{{ site }}</b> : c'est le moment de la grille du site, {{ mesure }}. "
    "Une note de 0 à 4 par critère, à donner avant le {{ fin|jour }}."
)


def remind(work: Work) -> None:
    """Once an intervention and a window, from nine o'clock; late rather than never."""
    day = paris(work.now).date()
    if work.now < at(day, MORNING):
        return
    for intervention in work.programme.config.interventions:
        for window in fenetres(
            intervention.debut, intervention.fin, work.programme.config.delais_intervention()
        ):
            key = f"{intervention.slug}:{window.mesure}"
            running = window.debut <= day <= window.fin
            if running and passages.claim(work.tx, "grille_site", key, work.now):
                _tell(
                    Context.by_clock(work, f"grille_site:{key}"),
                    intervention,
                    window,
                )


def _tell(context: Context, intervention: Intervention, window: Fenetre) -> None:
    fill = (
        "📐 Remplir la grille",
        button(SITE, context.programme.sites[intervention.site], REMPLIR),
    )
    for binome_id in _concerned(context.programme, intervention.site):
        for person in people.binome_members(context.tx, binome_id):
            context.tell(
                person.telegram_id,
                ASK,
                [[fill]],
                site=context.programme.config.site(intervention.site).label,
                mesure=MESURES[window.mesure],
                fin=window.fin,
            )


def _concerned(programme: Programme, site: str) -> list[int]:
    """The binômes planned on that site; every one when none is."""
    planned = {
        programme.binomes[creneau.binome]
        for creneau in programme.config.creneaux
        if creneau.site == site
    }
    active = binomes(programme)
    return [binome_id for binome_id in active if binome_id in planned] or list(active)


def opened(context: Context, tap: Tap) -> Reply:
    """That site, even while a presence runs on another one."""
    slug = context.programme.site_slugs.get(tap.object_id)
    if slug is None:
        return Reply(UNKNOWN)
    return Reply("", opens=Opening("grille_site", {PRESENCE.key: None, "site": slug}))
