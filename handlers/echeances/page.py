"""The signed page of the calendar: what is due, and the address that an agenda reads again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from bot.casework.echeancier import liste
from bot.clock import paris
from bot.delivery.lost import any_message
from bot.domain.droits import Droit
from bot.feature.page import Beside, Fichier, Notice, Page, PageVisit, Signed
from handlers.echeances import ical, mots
from storage import liens_calendrier
from storage.machine.db import Tx
from storage.models.calendrier import CALENDRIER
from storage.programme import Programme
from storage.work import Work

VIE: Final = timedelta(days=400)
"""A year and a month: an agenda that is still read is asked for again once a year."""
SEL: Final = "calendrier-v1"
"""For ever: links of it stand in agendas."""
NOM: Final = "echeances.ics"
GENRE: Final = "text/calendar; charset=utf-8"
TOO_OLD: Final = Notice(
    410,
    "Ce lien a expiré",
    f"Il valait {VIE.days} jours. Demandez-en un autre dans 📆 Échéances.",
)
GONE: Final = Notice(
    410,
    "Ce lien ne sert plus",
    "Il a été retiré, ou qui l'avait a quitté la coordination. Ôtez-le de votre agenda.",
)


def opened(visit: PageVisit) -> Programme | None:
    """Whose calendar the link of that visit opens; None once it opens nothing."""
    lien = liens_calendrier.of(visit.tx, visit.id)
    if lien is None or not liens_calendrier.opens(visit.tx, lien):
        return None
    return visit.programmes.get(lien.dispositif_id)


def view(visit: PageVisit) -> Beside | None:
    """What is still open, in the order of its days."""
    programme = opened(visit)
    if programme is None:
        return None

    def read(tx: Tx) -> Mapping[str, Any]:
        today = paris(visit.now).date()
        every = liste.toutes(Work(tx, programme, visit.now))
        left = [mots.signe(one, today) for one in every if one.ouverte(today)]
        return {"dispositif": programme.config.nom, "lignes": left, "nom": NOM}

    return Beside(read)


def files(visit: PageVisit) -> Sequence[Fichier]:
    """The calendar, for an agenda."""
    programme = opened(visit)
    if programme is None:
        return ()
    config, now = programme.config, visit.now

    def written(tx: Tx) -> bytes:
        every = liste.toutes(Work(tx, programme, now))
        return ical.calendrier(config.nom, config.slug, every, now)

    return (Fichier(NOM, GENRE, written),)


PAGE: Final = Page(
    path="/agenda/{token}",
    guard=Signed(sujet=CALENDRIER, salt=SEL, life=VIE, expired=TOO_OLD, lost=any_message),
    droit=Droit.TENIR_INTERVENTIONS,
    template="handlers/echeances/page.html.jinja",
    shows=view,
    gone=GONE,
    fichiers=files,
)
FEED: Final = "/fichier/0"
"""After the address of the page: what an agenda subscribes to."""
