"""What the pages of a dashboard share: one link opens them all, as far as it reaches."""

from __future__ import annotations

from typing import Final

from bot.delivery.lost import any_message
from bot.domain.bord import VIE
from bot.feature.lectures import TABLEAU, ouvert_par_lien
from bot.feature.page import Notice, PageVisit, Signed
from storage import liens_bord
from storage.champs import Portail, portail
from storage.machine.outbox import Sujet

TOO_OLD: Final = Notice(
    410,
    "Ce lien a expiré",
    f"Il valait {VIE.days} jours. Demandez-en un nouveau à la coordination.",
)
GONE: Final = Notice(
    410,
    "Ce lien ne sert plus",
    "La coordination l'a retiré, ou ce qu'il montrait n'existe plus. Demandez-lui-en un autre.",
)
NOT_YOURS: Final = Notice(
    403,
    "Ce n'est pas dans votre lien",
    "Ce lien ne montre pas cela. Revenez en arrière, ou demandez à la coordination.",
)


def link(sujet: Sujet) -> Signed:
    """The link of a dashboard, in messages about `sujet`; it names a LienBord."""
    return Signed(sujet=sujet, salt="bord-v1", life=VIE, expired=TOO_OLD, lost=any_message)


def note_opened(visit: PageVisit, fichier: str) -> None:
    """By which link it was read or taken: the comité or the landlord that holds it, not who."""
    lien = liens_bord.of(visit.tx, visit.id)
    if lien is not None:
        told = (lien.lecteur, lien.comite, lien.bailleur, lien.commanditaire, fichier)
        ouvert_par_lien(visit, TABLEAU, ", ".join(filter(None, told)), lien.personne_id)


def opened(visit: PageVisit) -> Portail | None:
    """What the link of that visit opens; None once it opens nothing."""
    lien = liens_bord.of(visit.tx, visit.id)
    programme = visit.programmes.get(lien.dispositif_id) if lien else None
    if lien is None or programme is None or not liens_bord.opens(visit.tx, lien, visit.now):
        return None
    return portail(visit.tx, programme, lien)
