"""The signed page of a relais: a partner says that the person came, and nothing else (PAR-2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from bot.casework.libelles import quand
from bot.casework.relais import actes as casework
from bot.casework.relais import courrier as courrier_relais
from bot.casework.relais.actes import DeedRelais
from bot.casework.relais.carte import code, domain_label, partner_label
from bot.delivery.lost import any_message
from bot.domain.vies.relais import EFFECTIFS, VIE_RELAIS, ActeRelais, StatutRelais
from bot.domain.vies.vie import Acteur, TransitionRefusee
from bot.feature.page import FormAction, Notice, Page, PageVisit, Signed
from storage import relais as rows
from storage.models import RELAIS, Relais
from storage.programme import Programme
from storage.work import Work

TOO_OLD: Final = Notice(
    410,
    "Ce lien a expiré",
    "Il valait deux mois. Si la personne est venue, répondez au courriel : "
    "la coordination le lira.",
)
OVER: Final = Notice(410, "Ce relais n'est plus suivi", "Il n'y a rien à faire. Merci.")
"""Withdrawn, or with another partner since: nothing more is said of it."""


@dataclass(frozen=True, slots=True)
class RelaisVu:
    """One handing over as its partner sees it; `deja` says when they came, if it is known."""

    code: str
    domaine: str
    partenaire: str
    ouvert: bool
    deja: str
    contact: str


def view(visit: PageVisit) -> dict[str, Any] | None:
    """The code, the domain, one button."""
    subject = _relais(visit)
    if subject is None:
        return None
    relais, programme = subject
    statut = StatutRelais(relais.statut)
    came = relais.effectif_le if statut in EFFECTIFS else None
    vu = RelaisVu(
        code=code(relais),
        domaine=domain_label(programme, relais.domaine),
        partenaire=partner_label(programme, relais.partenaire),
        ouvert=ActeRelais.PRENDRE_EN_CHARGE in VIE_RELAIS.possible(statut, Acteur.PARTENAIRE),
        deja=quand(came) if came else "",
        contact=programme.config.coordination.email,
    )
    return {"passage": vu}


def confirm(visit: PageVisit) -> str | None:
    """The person came: done once, and the page says what became of it."""
    subject = _relais(visit)
    if subject is None:
        return None
    relais, programme = subject
    par = f"partenaire:{relais.partenaire}"
    deed = DeedRelais(ActeRelais.PRENDRE_EN_CHARGE, par, Acteur.PARTENAIRE)
    try:
        row = casework.act(
            Work(visit.tx, programme, visit.now),
            relais.id,
            deed,
        )
    except TransitionRefusee:
        return ""
    qui = partner_label(programme, row.partenaire)
    courrier_relais.tell_came(
        Work(visit.tx, programme, visit.now),
        row,
        qui,
    )
    return ""


def _relais(visit: PageVisit) -> tuple[Relais, Programme] | None:
    """The relais, as long as it is still with the partner to whom this link was sent."""
    line = rows.acte(visit.tx, visit.id)
    relais = rows.get(visit.tx, line.relais_id) if line else None
    last = rows.remise(visit.tx, relais.id) if relais else None
    if relais is None or last is None or last.id != visit.id:
        return None
    return relais, visit.programmes[relais.dispositif_id]


PAGE: Final = Page(
    path="/r/{token}",
    guard=Signed(
        sujet=RELAIS,
        salt="relais-v1",
        life=timedelta(days=60),
        expired=TOO_OLD,
        lost=any_message,
    ),
    template="bot/web/pages/relais/page.html.jinja",
    shows=view,
    gone=OVER,
    does=FormAction("venue-v1", confirm),
)
