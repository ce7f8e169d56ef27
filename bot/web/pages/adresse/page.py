"""The signed page of an address left in the public form: its holder says yes, or no."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from bot.casework.demande import adresse
from bot.casework.demande.presentation import publique
from bot.delivery.lost import any_message
from bot.domain.droits import Droit
from bot.feature.page import FormAction, Notice, Page, PageVisit, Signed, ToMend
from storage import demandes
from storage.models import DEMANDE, Demande
from storage.work import Work

OUI, NON = "oui", "non"
DITS: Final = {
    OUI: "C'est noté : les réponses à cette demande arriveront à votre adresse.",
    NON: "C'est noté : cette adresse est effacée, rien n'y sera plus écrit.",
}
NO_CHOICE: Final = "Choisissez oui ou non, puis validez."
GONE: Final = Notice(
    410, "Ce lien ne sert plus", "Cette adresse n'est plus gardée : rien n'y sera écrit."
)
TOO_OLD: Final = Notice(
    410, "Ce lien a expiré", "Il valait sept jours. Faites de nouveau votre demande, au besoin."
)


def view(visit: PageVisit) -> dict[str, Any] | None:
    """The number of the request, nothing of what it says."""
    demande = _asked(visit)
    if demande is None:
        return None
    programme = visit.programmes[demande.dispositif_id]
    return {
        "nom": programme.config.nom,
        "contact": programme.config.coordination.email,
        "reference": publique(demande),
        "confirmee": demande.confirmee_le is not None,
        "dit": DITS.get(visit.outcome, ""),
    }


def answer(visit: PageVisit) -> str | Notice | None:
    """Yes: answers may be written there. No: it is erased."""
    demande = _asked(visit)
    if demande is None:
        return None
    work = Work(visit.tx, visit.programmes[demande.dispositif_id], visit.now)
    word = visit.form.get("reponse")
    if word == NON:
        adresse.refuse(work, demande)
        return Notice(200, "Adresse effacée", DITS[NON])
    if word != OUI:
        raise ToMend(NO_CHOICE)
    adresse.confirm(work, demande)
    return OUI


def _asked(visit: PageVisit) -> Demande | None:
    """The request, as long as its address is kept."""
    demande = demandes.get(visit.tx, visit.id)
    return demande if demande and demande.contact else None


PAGE: Final = Page(
    path="/adresse/{token}",
    guard=Signed(
        sujet=DEMANDE,
        salt="adresse-v1",
        life=timedelta(days=7),
        expired=TOO_OLD,
        lost=any_message,
    ),
    droit=Droit.CONFIRMER_ADRESSE,
    template="bot/web/pages/adresse/page.html.jinja",
    shows=view,
    gone=GONE,
    does=FormAction("adresse-formulaire-v1", answer),
)
