"""The signed page of a dashboard: a field, days, twelve figures at most, and nothing to send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.clock import paris
from bot.domain.bord import LABELS, Intervalle, Recul, entre, intervalle
from bot.domain.droits import Droit
from bot.domain.interventions import DAY
from bot.feature.page import Gradually, Notice, Page, PageVisit
from bot.web.pages import tableau
from bot.web.pages.bord import chiffres, courbes, grilles
from storage.champs import TOUT, Champ, Portail
from storage.dispositif import actifs
from storage.figures import opening
from storage.indicateurs.parts import in_parts
from storage.indicateurs.releve import Releve
from storage.models import BORD


@dataclass(frozen=True, slots=True)
class Regarde:
    """What somebody looks at: a field, days, and one tranche of the day or all (« »)."""

    portail: Portail
    champ: Champ
    recul: Recul
    intervalle: Intervalle
    tranche: str


def view(visit: PageVisit) -> Gradually | Notice | None:
    """The figures of what was asked for in the address."""
    found = tableau.opened(visit)
    if found is None:
        return None
    champ = found.champ(visit.query.get("ou", TOUT))
    if champ is None:
        return tableau.NOT_YOURS
    asked = _asked(visit, found, champ)
    reading, steps = in_parts(
        visit.tx,
        found.programme,
        champ.lieux,
        asked.intervalle.jours,
        lambda releve: _figures(asked, releve),
    )
    return Gradually(steps, lambda: {**_words(asked), **_figures(asked, reading)})


def _asked(visit: PageVisit, found: Portail, champ: Champ) -> Regarde:
    """What the form asks; for a word that it does not know, what it would have shown first."""
    said = visit.query.get("quand", "")
    recul = Recul(said) if said in {one.value for one in Recul} else Recul.SAISON
    moments = {one.slug for one in found.programme.config.periodes.tranches}
    tranche = visit.query.get("moment", "")
    days = _days(visit, found, champ, recul)
    return Regarde(found, champ, recul, days, tranche if tranche in moments else "")


def _days(visit: PageVisit, found: Portail, champ: Champ, recul: Recul) -> Intervalle:
    """Of an intervention, its own days up to the last Sunday, whatever was asked."""
    today = paris(visit.now).date()
    one = champ.intervention
    if one is not None:
        last = min(one.fin, intervalle(Recul.MOIS, today, today).dernier)
        return entre(one.debut, max(last, one.debut) + DAY)
    sign = opening(visit.tx, found.programme.id)
    return intervalle(recul, today, paris(sign).date() if sign else today)


def _figures(asked: Regarde, releve: Releve) -> Mapping[str, Any]:
    """Everything that is read of the street."""
    config = asked.portail.programme.config
    seen = releve.during(asked.tranche) if asked.tranche else releve
    return {
        "chiffres": chiffres.chiffres(asked.portail, releve),
        "matrice": chiffres.matrice(asked.portail, asked.champ, releve),
        "grilles": grilles.grilles(asked.portail, releve),
        "courbes": courbes.courbes(config, seen, asked.intervalle),
    }


def _words(asked: Regarde) -> Mapping[str, Any]:
    """What the page says around them, and the choices of its form."""
    config = asked.portail.programme.config
    return {
        "asked": asked,
        "dispositif": config.nom,
        "definitions": f"/chiffres/{config.slug}",
        "contact": config.coordination.email,
        "reculs": LABELS,
        "moments": [(one.slug, one.label) for one in actifs(config.periodes.tranches)],
    }


PAGE: Final = Page(
    path="/t/{token}",
    guard=tableau.link(BORD),
    droit=Droit.LIRE_TABLEAU,
    template="bot/web/pages/bord/page.html.jinja",
    shows=view,
    gone=tableau.GONE,
)
