"""The restricted map of difficulties (003 l.421, M04, M05): opened by a form that notes it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from bot import buttons
from bot.casework.securite import LISTE_DIFFICULTES
from bot.clock import paris
from bot.domain.bord import CARTE_OUVERTE, Difficultes
from bot.domain.droits import Droit
from bot.domain.interventions import add_months
from bot.feature.page import FormAction, Notice, Page, PageVisit, ToMend
from bot.web import plan
from bot.web.pages import tableau
from bot.words import date_longue, pluriel
from storage import difficultes, liens_bord
from storage.champs import Portail
from storage.models import CARTE_DIFFICULTES, Audit, Difficulte, LienBord
from storage.programme import Programme

MOIS: Final = 6
"""How long a point stays: an older one tells nothing of today (M05)."""
LIRE: Final = "lire_carte"
NO_CHOICE: Final = "Cochez la case, puis ouvrez la carte."
SOUVENT: Final = 5
TITRE: Final = "Lieux où l'équipe a rencontré des difficultés"
ROW_ID: Final = re.compile(buttons.ROW_ID)


@dataclass(frozen=True, slots=True)
class LieuDifficile:
    """A site, how often anything happened there, and how often each nature did, in words."""

    numero: int
    label: str
    combien: str
    par_nature: tuple[str, ...]


def view(visit: PageVisit) -> Mapping[str, Any] | Notice | None:
    """The question, then the map for an hour once it was answered."""
    found = tableau.opened(visit)
    if found is None:
        return None
    if found.regard.difficultes is Difficultes.RIEN:
        return tableau.NOT_YOURS
    config = found.programme.config
    values = {"dispositif": config.nom, "mois": MOIS, "contact": config.coordination.email}
    return values | {"carte": _carte(visit, found) if _is_open(visit) else None}


def note_reading(visit: PageVisit) -> str | Notice | None:
    """Write down that it was read, and by which link; then it opens. Raises ToMend."""
    found, lien = tableau.opened(visit), liens_bord.of(visit.tx, visit.id)
    if found is None or lien is None:
        return None
    if found.regard.difficultes is Difficultes.RIEN:
        return tableau.NOT_YOURS
    if visit.form.get("lire") != "oui":
        raise ToMend(NO_CHOICE)
    line = Audit(
        le=visit.now,
        personne_id=lien.personne_id,
        acte=LIRE,
        objet=LienBord.__tablename__,
        objet_id=lien.id,
        detail=lien.lecteur,
    )
    visit.tx.add(line)
    visit.tx.flush()
    return str(line.id)


def _is_open(visit: PageVisit) -> bool:
    """Whether that very reading, by this link, was written down less than an hour ago."""
    word = visit.outcome
    if not ROW_ID.fullmatch(word):
        return False
    mine = select(Audit.id).where(
        Audit.id == int(word),
        Audit.acte == LIRE,
        Audit.objet == LienBord.__tablename__,
        Audit.objet_id == visit.id,
        Audit.le > visit.now - CARTE_OUVERTE,
    )
    return visit.tx.scalars(mine).first() is not None


def _carte(visit: PageVisit, found: Portail) -> Mapping[str, Any]:
    """Place by place, the most first: nature and frequency, never who nor when exactly."""
    programme, exact = found.programme, found.regard.difficultes is Difficultes.TOUT
    since = add_months(paris(visit.now).date(), -MOIS)
    rows = _reached(found, difficultes.since(visit.tx, programme.id, since))
    natures = sorted({row.nature for row in rows})
    sites = Counter(row.site_id for row in rows).most_common()
    cells = Counter((row.site_id, row.nature) for row in rows)
    lieux = [
        LieuDifficile(
            rank,
            programme.site_label(site),
            _often(n, exact=exact),
            tuple(_often(cells[site, nature], exact=exact) for nature in natures),
        )
        for rank, (site, n) in enumerate(sites, 1)
    ]
    return {
        "depuis": date_longue(since),
        "natures": [programme.config.element(LISTE_DIFFICULTES, one).label for one in natures],
        "lieux": lieux,
        "plan": _plan(programme, sites, lieux),
    }


def _reached(found: Portail, rows: Sequence[Difficulte]) -> list[Difficulte]:
    """Those of the sites that this reader reaches: a comité has its own territoire."""
    reads = Droit.LIRE_CARTE_DIFFICULTES
    mine = {lieu.id for lieu in found.champs[0].lieux if found.peut(reads, lieu)}
    return [one for one in rows if one.site_id in mine]


def _plan(
    programme: Programme, sites: list[tuple[int, int]], lieux: list[LieuDifficile]
) -> plan.PlanDessine | None:
    places = {site: _where(programme, site) for site, _n in sites}
    weights = {
        site: (_rayon(n), str(one.numero), f"{one.label} : {one.combien}")
        for (site, n), one in zip(sites, lieux, strict=True)
    }
    return plan.plan(TITRE, places, weights, fond=plan.fond(programme.config))


def _rayon(n: int) -> float:
    """By the same steps as the words: a dot as large as its count would tell it."""
    return 9.0 if n == 1 else 12.0 if n < SOUVENT else 16.0


def _where(programme: Programme, site_id: int) -> plan.Degres:
    site = programme.config.site(programme.site_slugs[site_id])
    return site.latitude, site.longitude


def _often(n: int, *, exact: bool) -> str:
    """« 3 fois »; outside the team, « quelques fois »."""
    if exact or not n:
        return pluriel(n, "fois", "fois") if n else "—"
    return "une fois" if n == 1 else "quelques fois" if n < SOUVENT else "souvent"


PAGE: Final = Page(
    path="/t/{token}/difficultes",
    guard=tableau.link(CARTE_DIFFICULTES),
    droit=Droit.LIRE_CARTE_DIFFICULTES,
    template="bot/web/pages/difficultes/page.html.jinja",
    shows=view,
    gone=tableau.GONE,
    does=FormAction("difficultes-v1", note_reading),
)
