"""The signed page of a relais: whether the person came, comes, or did not (PAR-2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from bot.casework.libelles import quand
from bot.casework.relais import actes as casework
from bot.casework.relais import courrier as courrier_relais
from bot.casework.relais.actes import DeedRelais
from bot.casework.relais.carte import code, domain_label, partner_label
from bot.clock import paris
from bot.delivery.lost import any_message
from bot.domain.droits import Droit
from bot.domain.portees import Objet, Qui, atteint
from bot.domain.roles import Role
from bot.domain.vies.relais import EFFECTIFS, VIE_RELAIS, ActeRelais, StatutRelais
from bot.domain.vies.vie import Acteur, TransitionRefusee
from bot.feature.page import FormAction, Notice, Page, PageVisit, Signed, ToMend
from bot.rendering import render_line
from bot.web import forms
from bot.words import date_longue
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


CAME, MEETS, ABSENT, CORRECT = "venue", "rdv", "absente", "corriger"
ACTES: Final = {
    CAME: ActeRelais.PRENDRE_EN_CHARGE,
    MEETS: ActeRelais.FIXER_RDV,
    ABSENT: ActeRelais.NE_PAS_SE_PRESENTER,
}
LIBELLES: Final = {
    CAME: "La personne est venue",
    MEETS: "Un rendez-vous est pris",
    ABSENT: "La personne n'est pas venue",
}
NO_CHOICE: Final = "Choisissez une réponse, puis validez."
BAD_DAY: Final = "Le jour du rendez-vous doit être à venir, d'ici un an."
HORIZON: Final = timedelta(days=366)
SAID: Final = {
    StatutRelais.RDV_FIXE: "C'est noté : rendez-vous{% if rdv %} le {{ rdv }}{% endif %}.",
    StatutRelais.NON_PRESENTE: "C'est noté : la personne n'est pas venue.",
}


@dataclass(frozen=True, slots=True)
class RelaisVu:
    """One handing over as its partner sees it; `deja` says when they came, if it is known.

    `lecteur` reads the answer: the binôme, or the coordination when nobody is left in it.
    """

    code: str
    domaine: str
    partenaire: str
    choix: Mapping[str, str]
    dit: str
    deja: str
    corrigeable: bool
    lecteur: str
    contact: str


def view(visit: PageVisit) -> dict[str, Any] | None:
    """The code, the domain, what may be answered, and what was."""
    subject = _relais(visit)
    if subject is None:
        return None
    relais, programme = subject
    statut = StatutRelais(relais.statut)
    came = relais.effectif_le if statut in EFFECTIFS else None
    offered = VIE_RELAIS.possible(statut, Acteur.PARTENAIRE)
    rdv = date_longue(relais.rdv_le) if relais.rdv_le else ""
    vu = RelaisVu(
        code=code(relais),
        domaine=domain_label(programme, relais.domaine),
        partenaire=partner_label(programme, relais.partenaire),
        choix={word: LIBELLES[word] for word, acte in ACTES.items() if acte in offered},
        dit=render_line(SAID.get(statut, ""), rdv=rdv) if _theirs(visit, relais) else "",
        deja=quand(came) if came else "",
        corrigeable=casework.correctable(_work(visit, programme), relais) is not None,
        lecteur=courrier_relais.who_knows(visit.tx, relais),
        contact=programme.config.coordination.email,
    )
    return {"passage": vu, "aujourdhui": paris(visit.now).date().isoformat()}


def answer(visit: PageVisit) -> str | None:
    """Done once, and the page says what became of it. Raises ToMend: no answer, a bad day."""
    subject = _relais(visit)
    if subject is None:
        return None
    relais, programme = subject
    word = visit.form.get("reponse", "")
    if word == CORRECT:
        return _corrected(visit, relais, programme)
    acte = ACTES.get(word)
    if acte is None:
        raise ToMend(NO_CHOICE)
    day = _day(visit) if acte is ActeRelais.FIXER_RDV else None
    deed = DeedRelais(acte, casework.partner_par(relais), Acteur.PARTENAIRE, rdv_le=day)
    try:
        row = casework.act(_work(visit, programme), relais.id, deed)
    except TransitionRefusee:
        return ""
    qui = partner_label(programme, row.partenaire)
    courrier_relais.tell_answer(_work(visit, programme), row, acte, qui)
    return ""


def _theirs(visit: PageVisit, relais: Relais) -> bool:
    """Whether the last answer is the partner's: what the mediators know stays theirs."""
    return rows.standing(visit.tx, relais.id)[-1].par == casework.partner_par(relais)


def _corrected(visit: PageVisit, relais: Relais, programme: Programme) -> str:
    work = _work(visit, programme)
    line = casework.correctable(work, relais)
    if line is not None:
        row = casework.take_back(work, line.id, casework.partner_par(relais))
        courrier_relais.tell_corrected(work, row, partner_label(programme, row.partenaire))
    return ""


def _day(visit: PageVisit) -> date:
    """The day of the appointment. Raises ToMend."""
    return forms.day(visit.form, "rdv", paris(visit.now).date(), HORIZON, BAD_DAY)


def _work(visit: PageVisit, programme: Programme) -> Work:
    return Work(visit.tx, programme, visit.now)


def _relais(visit: PageVisit) -> tuple[Relais, Programme] | None:
    """The relais, as long as it is still with the partner to whom this link was sent."""
    line = rows.acte(visit.tx, visit.id)
    relais = rows.get(visit.tx, line.relais_id) if line else None
    last = rows.remise(visit.tx, relais.id) if relais else None
    if relais is None or last is None:
        return None
    programme = visit.programmes[relais.dispositif_id]
    partner = Qui(Role.PARTENAIRE, programme.id, recu=RELAIS.of(visit.id))
    theirs = Objet(relais.dispositif_id, adresse=RELAIS.of(last.id))
    return (relais, programme) if atteint(partner, Droit.SUIVRE_SON_RELAIS, theirs) else None


PAGE: Final = Page(
    path="/r/{token}",
    guard=Signed(
        sujet=RELAIS,
        salt="relais-v1",
        life=timedelta(days=60),
        expired=TOO_OLD,
        lost=any_message,
    ),
    droit=Droit.SUIVRE_SON_RELAIS,
    template="bot/web/pages/relais/page.html.jinja",
    shows=view,
    gone=OVER,
    does=FormAction("venue-v1", answer),
)
