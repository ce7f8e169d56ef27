"""What leaves the team about a direct request: letters to whoever asked, and to the Ville."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.casework import ville
from bot.casework.demande.presentation import before, described, publique, reference
from bot.delivery.channels import letter_to
from bot.domain.references import Lettre
from bot.domain.vies.demande import EN_ATTENTE, ActeDemande, StatutDemande
from bot.domain.vies.mediation import ISSUES, EtatConnu, MediationConnue
from bot.rendering import render_line
from bot.words import date_longue
from storage.machine.outbox import Lane, Message, post, withdraw
from storage.models import Demande
from storage.work import Work

AU_DEMANDEUR: Final[dict[ActeDemande, str]] = {
    ActeDemande.ACCEPTER: "Votre demande {{ v }} est acceptée : "
    "l'équipe de médiation de rue s'en occupe.",
    ActeDemande.DEMANDER_PRECISION: "Il manque une précision pour répondre à votre demande "
    "{{ v }}{% if question %} : « {{ question }} »{% else %}.{% endif %} "
    "Répondez à ce courriel, sans nommer personne.",
    ActeDemande.ECARTER: "Votre demande {{ v }} n'entre pas dans la mission de la médiation "
    "de rue. Répondez à ce courriel pour en parler avec la coordination.",
    ActeDemande.TRANSMETTRE: "Votre demande {{ v }} relève du service de médiation de la Ville, "
    "à qui elle est transmise.",
    ActeDemande.TRAITER: "Votre demande {{ v }} a été traitée par l'équipe de médiation de rue.",
    ActeDemande.ROUVRIR: "Votre demande {{ v }} est de nouveau en cours : "
    "l'équipe de médiation de rue la reprend.",
}
PAR_LA_VILLE: Final = (
    "Votre demande {{ v }} a été traitée par le service de médiation de la Ville."
)
ANNULEE: Final = (
    "Votre demande {{ v }} : notre réponse « {{ fait }} » est annulée, c'était une erreur. "
    "Elle est de nouveau : {{ etat }}."
)
SUITES: Final[dict[str, tuple[str, str]]] = {
    Lettre.MEDIATION: (
        "Médiation ouverte",
        "Votre demande {{ v }} : une médiation est ouverte. "
        "Ce qui s'y dit reste entre les parties et les médiateurs.",
    ),
    Lettre.SIGNALEMENT: (
        "Signalement envoyé",
        "Votre demande {{ v }} : un signalement est envoyé au service compétent.",
    ),
}
"""Subject and sentence, by the letter of what came of it: open, or sent, is not yet settled."""
RESERVE: Final = " Ce qui s'y est dit reste entre les parties et les médiateurs."
MEDIATION_FINIE: Final[dict[EtatConnu, str]] = {
    EtatConnu.ACCORD: "Votre demande {{ v }} : la médiation ouverte le {{ ouverte }} a abouti "
    "à un accord le {{ le }}." + RESERVE,
    EtatConnu.SANS_ACCORD: "Votre demande {{ v }} : la médiation ouverte le {{ ouverte }} s'est "
    "terminée sans accord le {{ le }}." + RESERVE,
}
MEDIATION_EN_ROUTE: Final[dict[EtatConnu, str]] = {
    EtatConnu.EN_COURS: "Votre demande {{ v }} : la médiation ouverte le {{ ouverte }} est en "
    "cours. Vous saurez si elle aboutit. "
    "Ce qui s'y dit reste entre les parties et les médiateurs.",
    EtatConnu.OUVERTE: "Votre demande {{ v }} : la médiation ouverte le {{ ouverte }} n'a pas "
    "encore commencé ; notre dernier courriel était une erreur.",
}
"""It began; or what said so is taken back."""
MEDIATION_REPRISE: Final = "Votre demande {{ v }} : la médiation reprend."
OU_ELLE_EN_EST: Final = "Votre demande {{ v }} : {{ etat }}."
ACCUSE: Final = (
    "Votre demande {{ v }} est bien reçue ({{ texte }}). Vous aurez une réponse avant {{ quand }}."
)
A_LA_VILLE: Final = (
    "{{ v }} : une demande faite à la médiation de rue relève de votre service ({{ texte }}). "
    "La coordination de la médiation de rue vous en dira plus : {{ contact }}."
)
OU_EN_EST: Final = (
    "{{ v }} : cette demande vous a été transmise le {{ le }} ({{ texte }}). Où en est-elle ? "
    "Dites-le à la coordination de la médiation de rue : {{ contact }}."
)
REPRISE_PAR_NOUS: Final = (
    "{{ v }} : la médiation de rue reprend cette demande ({{ texte }}). "
    "Vous n'avez plus rien à en faire."
)
SANS_OBJET: Final = (
    "{{ v }} : cette demande vous a été transmise par erreur ({{ texte }}). "
    "Vous n'avez rien à en faire."
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, as whoever asked is told of it."""

    acte: ActeDemande
    source: str
    """That of the deed: it names the letter."""
    question: str = ""
    chez: StatutDemande | None = None
    """Where it was until then, once it is treated."""


def received(work: Work, demande: Demande) -> None:
    """It came, and an answer is promised for that day."""
    v, texte = publique(demande), described(work.programme, demande)
    said = render_line(ACCUSE, v=v, texte=texte, quand=before(demande))
    _write(work, demande, ("recue", "Demande reçue", said))


def caught_up(work: Work, demande: Demande) -> None:
    """The address was confirmed only now: where the request stands."""
    if demande.statut in EN_ATTENTE:
        received(work, demande)
        return
    said = render_line(OU_ELLE_EN_EST, v=publique(demande), etat=label(work, demande).lower())
    _write(work, demande, ("etat", label(work, demande), said))


def decided(work: Work, demande: Demande, decision: Decision) -> None:
    """Write what was decided of it; nothing where the deed is the team's own business."""
    if decision.acte not in AU_DEMANDEUR:
        return
    letter = (demande.suite or "").partition("-")[0]
    by_ville = decision.chez is StatutDemande.TRANSMISE
    usual = PAR_LA_VILLE if by_ville else AU_DEMANDEUR[decision.acte]
    subject, sentence = SUITES.get(letter, (label(work, demande), usual))
    values = {"v": publique(demande), "question": decision.question}
    _write(work, demande, (decision.source, subject, render_line(sentence, **values)))


def undone(work: Work, demande: Demande, deed_source: str, fait: str) -> None:
    """The letter of a decision that is taken back never leaves, or another one follows it."""
    if withdraw(work.tx, _name(demande, deed_source)):
        return
    etat = label(work, demande)
    said = render_line(ANNULEE, v=publique(demande), fait=fait, etat=etat.lower())
    _write(work, demande, (f"{deed_source}:annulee", f"Réponse annulée : {etat}", said))


def label(work: Work, demande: Demande) -> str:
    """« Hors mission »: its state, in the file's own words."""
    return work.programme.config.element("statuts_demande", demande.statut).label


def mediation(work: Work, demande: Demande, connue: MediationConnue, *, avant: EtatConnu) -> None:
    """The mediation opened for it began, ended or is taken up again, by what it was (BAI-4)."""
    key = f"{connue.reference}:{connue.etat}:{int(work.now.timestamp())}"
    word, sentence = _how_it_stands(connue, avant)
    said = render_line(
        sentence,
        v=publique(demande),
        ouverte=date_longue(connue.ouverte_le),
        le=date_longue(connue.issue_le) if connue.issue_le else "",
    )
    _write(work, demande, (key, f"Médiation : {word}", said))


def _how_it_stands(connue: MediationConnue, avant: EtatConnu) -> tuple[str, str]:
    """(its word in the subject, the sentence)."""
    if connue.etat in ISSUES:
        return connue.etat, MEDIATION_FINIE[connue.etat]
    if avant in ISSUES:
        return "reprise", MEDIATION_REPRISE
    return connue.etat, MEDIATION_EN_ROUTE[connue.etat]


def hand_over(work: Work, demande: Demande, source: str) -> None:
    """The Ville's service is told what and where, in the lists' words only (P7)."""
    ville.write(work, _to_ville(source), _told(work, demande, "Demande transmise", A_LA_VILLE))


def ask_again(work: Work, demande: Demande, source: str) -> None:
    """The same service is asked where it stands."""
    ville.write(work, _to_ville(source), _told(work, demande, "Où en est-elle ?", OU_EN_EST))


def take_over(work: Work, demande: Demande, source: str) -> None:
    """It has it no more: a binôme does."""
    told = _told(work, demande, "Demande reprise", REPRISE_PAR_NOUS)
    ville.write(work, _to_ville(source), told)


def call_back(work: Work, demande: Demande, deed_source: str) -> None:
    """It should never have had it; or it has it still, of what was taken over by mistake."""
    again = demande.statut == StatutDemande.TRANSMISE
    subject, said = ("Demande transmise", A_LA_VILLE) if again else ("Sans objet", SANS_OBJET)
    ville.call_back(work, _to_ville(deed_source), _told(work, demande, subject, said))


def _told(work: Work, demande: Demande, subject: str, sentence: str) -> tuple[str, str]:
    """(subject, text) of a letter to the Ville's service."""
    v, since = reference(demande), demande.decidee_le
    said = render_line(
        sentence,
        v=v,
        texte=described(work.programme, demande),
        contact=work.programme.config.coordination.email,
        le=date_longue(since) if since else "",
    )
    return f"[{v}] {subject}", said


def _to_ville(source: str) -> str:
    return f"{source}:ville"


def _write(work: Work, demande: Demande, told: tuple[str, str, str]) -> None:
    """A letter to whoever asked, once they confirmed their address; (key, subject, text)."""
    if not demande.contact or demande.confirmee_le is None:
        return
    key, subject, said = told
    content = ville.letter(work.programme, f"[{publique(demande)}] {subject}", said)
    name, to = _name(demande, key), letter_to(demande.contact)
    # No letter outlives the address that it went to.
    kept = timedelta(days=work.programme.config.reglages.contact_jours)
    message = Message(name, Lane.PROMPT, to, content, forget_on=work.now + kept)
    post(work.tx, work.now, message)


def _name(demande: Demande, key: str) -> str:
    return f"demande:{demande.id}:courriel:{key}"
