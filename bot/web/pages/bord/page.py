"""The signed page of a dashboard: a field, days, twelve figures at most, and nothing to send."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from bot.clock import paris
from bot.domain.bord import LABELS, Difficultes, Intervalle, Recul, entre, intervalle
from bot.domain.droits import Droit
from bot.domain.interventions import DAY
from bot.feature.page import Beside, Fichier, Notice, Page, PageVisit
from bot.web.pages import tableau
from bot.web.pages.bord import (
    chiffres,
    courbes,
    documents,
    faits,
    fichiers,
    grilles,
    ouverts,
    parts,
    phrase,
    publics,
)
from bot.web.pages.bord.regarde import Regarde
from storage.champs import TOUT, Champ, Portail
from storage.dispositif import actifs
from storage.dispositif.contexte import contexte_de
from storage.figures import opening
from storage.indicateurs.refus import REFUSES
from storage.indicateurs.releve import Garde, Releve, releve
from storage.indicateurs.rencontres import RARE_POUR_CENT
from storage.indicateurs.signalements import SIGNALEMENTS, LigneSignalement
from storage.machine.db import Tx
from storage.models import BORD
from storage.work import Work


def view(visit: PageVisit) -> Beside | Notice | None:
    """The figures of what was asked for in the address."""
    found = tableau.opened(visit)
    if found is None:
        return None
    champ = found.champ(visit.query.get("ou", TOUT))
    if champ is None:
        return tableau.NOT_YOURS
    asked = _asked(visit, found, champ)
    return Beside(partial(_shown, asked, visit.now))


def _shown(asked: Regarde, now: datetime, tx: Tx) -> Mapping[str, Any]:
    found, lieux, jours = asked.portail, asked.champ.lieux, asked.intervalle.jours
    read = releve(tx, found.programme, lieux, jours, garde=_garde(found))
    told = [one.titre for one in documents.documents(Work(tx, found.programme, now), found)]
    return {**_words(asked), **_figures(asked, read), "documents": told}


def _garde(found: Portail) -> Garde:
    """Of signalements, a landlord has those that its own service has (§4.7, BAI-1)."""
    if found.bailleur is None:
        return {}
    return {
        SIGNALEMENTS: _had_by(found.bailleur),
        REFUSES: lambda line: line.service == found.bailleur,
    }


def _had_by(service: str) -> Callable[[LigneSignalement], bool]:
    return lambda line: line.actuel == service


def _asked(visit: PageVisit, found: Portail, champ: Champ) -> Regarde:
    """What the form asks; for a word that it does not know, what it would have shown first."""
    said = visit.query.get("quand", "")
    recul = Recul(said) if said in {one.value for one in Recul} else Recul.SAISON
    moments = {one.slug for one in found.programme.config.periodes.tranches}
    tranche = visit.query.get("moment", "")
    sign = opening(visit.tx, found.programme.id)
    depuis = paris(sign).date() if sign else None
    days = _days(visit, champ, recul, depuis)
    dits = publics.told(visit.tx, found.programme, days) if recul is Recul.FINI else ()
    plein = depuis is not None and depuis <= days.debut
    return Regarde(found, champ, recul, days, tranche if tranche in moments else "", dits, plein)


def _days(visit: PageVisit, champ: Champ, recul: Recul, depuis: date | None) -> Intervalle:
    """Of an intervention, its own days up to the last Sunday, whatever was asked."""
    today = paris(visit.now).date()
    one = champ.intervention
    if one is not None:
        last = min(one.fin, intervalle(Recul.MOIS, today, today).dernier)
        return entre(one.debut, max(last, one.debut) + DAY)
    return intervalle(recul, today, depuis or today)


def _figures(asked: Regarde, releve: Releve) -> Mapping[str, Any]:
    """Everything that is read of the street."""
    seen = releve.during(asked.tranche) if asked.tranche else releve
    return {
        "phrase": phrase.phrase(asked, seen),
        "chiffres": chiffres.chiffres(asked, releve),
        "matrice": chiffres.matrice(asked, releve),
        "courbes": courbes.courbes(asked, seen),
        "ouverts": ouverts.ouverts(asked, releve),
        "faits": faits.faits(asked, releve),
        "rares": publics.rares(asked, releve),
        "grilles": grilles.grilles(asked, releve),
    }


def _words(asked: Regarde) -> Mapping[str, Any]:
    """What the page says around them, and the choices of its form."""
    config = asked.config
    return {
        "asked": asked,
        "dispositif": config.nom,
        "rare": RARE_POUR_CENT,
        "definitions": f"/chiffres/{config.slug}",
        "pour": asked.portail.pour,
        "contact": config.coordination.email,
        "contexte": contexte_de(config.contexte, asked.quartiers),
        "partage": parts.partage(asked),
        "formats": [one.suffixe.upper() for one in fichiers.formats(asked.portail)],
        "extraits": [one.suffixe.upper() for one in fichiers.extraits(asked.portail)],
        "difficultes": asked.regard.difficultes is not Difficultes.RIEN,
        "reculs": LABELS,
        "moments": [(one.slug, one.label) for one in actifs(config.periodes.tranches)],
    }


def files(visit: PageVisit) -> Sequence[Fichier]:
    """The quarter, in the formats that this reader may have."""
    found = tableau.opened(visit)
    if found is None:
        return ()
    return [*fichiers.fichiers(visit, found), *documents.fichiers(visit, found)]


PAGE: Final = Page(
    path="/t/{token}",
    guard=tableau.link(BORD),
    droit=Droit.LIRE_TABLEAU,
    template="bot/web/pages/bord/page.html.jinja",
    shows=view,
    gone=tableau.GONE,
    fichiers=files,
    lue=tableau.note_opened,
)
