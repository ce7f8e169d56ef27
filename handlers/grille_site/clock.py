"""The reminder of the site grid, on the first day of each window (000 l.166, 003 l.769)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from typing import Final

from bot.buttons import Button, button
from bot.casework.prompts import prompt_each
from bot.clock import paris
from bot.domain.interventions import Fenetre, fenetres
from bot.feature.beforehand import PRESENCE
from bot.feature.contract import UNKNOWN, Context, Opening, Reply, Tap, drawn
from bot.questions import passants
from bot.questions.journees import at, binomes
from bot.questions.mesures import MESURES
from bot.rendering import render_text
from storage import equipes
from storage.dispositif import Intervention
from storage.machine import passages
from storage.passants import questions
from storage.programme import Programme
from storage.work import More, Work, a_few

TASK = "grille_site"
MORNING = time(9)
REMPLIR = "remplir"
SITE: Final = Button("gr", (REMPLIR,), "site")
"""Of a site whose grid is to be filled."""
ASK = (
    "📐 <b>{{ site }}</b> : c'est le moment de la grille du site, {{ mesure }}. "
    "Une note de 0 à 4 par critère, à donner avant le {{ fin|jour }}."
    "{% if passants %} Et, d'ici là, quelques questions à {{ passants }} passants.{% endif %}"
)


def remind(work: Work) -> More | None:
    """Once an intervention and a window, from nine o'clock; late rather than never."""
    day = paris(work.now).date()
    if work.now < at(day, MORNING):
        return None
    open_now = [one for one in _windows(work.programme) if one[1].debut <= day <= one[1].fin]
    known = passages.claimed(work.tx, TASK, [_key(*one) for one in open_now])
    return a_few(work, [one for one in open_now if _key(*one) not in known], _tell)


def _windows(programme: Programme) -> Iterator[tuple[Intervention, Fenetre]]:
    rules = programme.config.delais_intervention()
    for one in programme.config.interventions:
        yield from ((one, window) for window in fenetres(one.debut, one.fin, rules))


def _key(intervention: Intervention, window: Fenetre) -> str:
    return f"{intervention.slug}:{window.mesure}"


def _tell(work: Work, measured: tuple[Intervention, Fenetre]) -> None:
    intervention, window = measured
    key = _key(intervention, window)
    if not passages.claim(work.tx, TASK, key, work.now):
        return
    site_id = work.programme.sites[intervention.site]
    rows = [[("📐 Remplir la grille", button(SITE, site_id, REMPLIR))]]
    asked = work.programme.config.delais.passants if questions(work.programme.config) else 0
    if asked:
        rows.append([(passants.LABEL, button(passants.PASSANTS, site_id, passants.OUVRIR))])
    text = render_text(
        ASK,
        site=work.programme.config.site(intervention.site).label,
        mesure=MESURES[window.mesure],
        fin=window.fin,
        passants=asked,
    )
    teams = equipes.members(work.tx, _concerned(work.programme, intervention.site))
    everyone = [person for members in teams.values() for person in members]
    prompt_each(work, everyone, f"grille_site:{key}", {"text": text, "keyboard": drawn(rows)})


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
