"""What follows from a direct request: the coordination, the binômes and the requester told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from bot.buttons import Button, button
from bot.casework import coordination
from bot.casework.demande import courriels as demande_courriels
from bot.casework.demande.interne import asked, in_full
from bot.casework.demande.presentation import before, keyboard, reference
from bot.casework.prompts import prompt_each
from bot.clock import paris
from bot.domain.vies.demande import ActeDemande, StatutDemande
from bot.rendering import render_text
from storage import demandes, people
from storage.models import Demande, Personne
from storage.work import Work

AU_BINOME: Final[dict[ActeDemande, str]] = {
    ActeDemande.ACCEPTER: "📥 <b>{{ v }}</b> est acceptée, un autre binôme s'en charge.",
    ActeDemande.DEMANDER_PRECISION: "📥 <b>{{ v }}</b> : la coordination demande une précision."
    "{% if question %}\n« {{ question }} »\n{% else %} {% endif %}"
    "Répondez en une phrase, sans nom.",
    ActeDemande.REPONDRE: "📥 <b>{{ v }}</b> : votre binôme a répondu à la coordination.",
    ActeDemande.ECARTER: "📥 <b>{{ v }}</b> : la coordination répond « hors mission ».",
    ActeDemande.TRANSMETTRE: "📥 <b>{{ v }}</b> est transmise à la médiation de la Ville.",
    ActeDemande.TRAITER: "📥 <b>{{ v }}</b> est traitée{% if suite %} : {{ suite }}{% endif %}.",
    ActeDemande.ROUVRIR: "📥 <b>{{ v }}</b> est de nouveau à traiter.",
}
CONFIEE: Final = "📥 La coordination vous confie <b>{{ v }}</b>.\n{{ texte }}\nQue faites-vous ?"
RENDUE: Final = (
    "📥 <b>{{ v }}</b> est de nouveau à traiter : "
    "{% if retire %}{{ retire }} est retiré{% else %}« C'est fait » est annulé{% endif %}.\n"
    "{{ texte }}\n"
    "Que faites-vous ?"
)
REPRISE: Final = (
    "📥 <b>{{ v }}</b> : un autre binôme s'en charge maintenant. Vous n'avez plus rien à y faire."
)


WAVE: Final = 10
WAVE_SPAN: Final = timedelta(hours=1)
BEAUCOUP: Final = (
    "Plus de dix demandes sont venues en une heure par le formulaire public : un robot, "
    "peut-être. Elles sont toutes dans 📥 Demandes ; les suivantes ne vous sont plus annoncées "
    "une à une aujourd'hui. Le formulaire reste ouvert aux habitants."
)
MEDIATION, SIGNALEMENT, PRESENCE, FAIT = "mediation", "signalement", "presence", "fait"
PRECISER = "preciser"
DU_BINOME: Final = Button("dm", (MEDIATION, SIGNALEMENT, PRESENCE, FAIT, PRECISER), "demande")
"""Under a demande, for a binôme: what it opens from it, or a word more about it."""


@dataclass(frozen=True, slots=True)
class Avant:
    """How a demande stood before the deed: who had it, what had come of it."""

    statut: StatutDemande
    affectee_id: int | None
    suite: str | None


@dataclass(frozen=True, slots=True)
class DeedDemande:
    """What is done, by whom, and how."""

    acte: ActeDemande
    personne_id: int | None
    """None: the clock, a form, a consequence."""
    source: str
    """Unique, so that its consequences are told once."""
    binome_id: int | None = None
    """Who takes it, when it is accepted."""
    suite: str | None = None
    """What came of it (« M-0003 »)."""
    question: str = ""
    """What the coordination asks whoever wrote it, in its own words."""


def received(work: Work, demande: Demande) -> None:
    """The coordination decides; the requester knows that it came, and when to expect an answer."""
    if demande.auteur_id is None and _is_a_wave(work):
        _tell_of_wave(work)
    else:
        _ask(work, demande, (f"demande:{demande.id}:recue", "Demande reçue"))
    demande_courriels.received(work, demande)


def _is_a_wave(work: Work) -> bool:
    """Whether the public form sends more than any day does: a robot, or a call to write."""
    return demandes.by_form(work.tx, work.programme.id, work.now - WAVE_SPAN) > WAVE


def _tell_of_wave(work: Work) -> None:
    """Once a day (Paris), instead of once a request."""
    day = paris(work.now).date()
    coordination.tell(
        work,
        key=f"demandes:vague:{work.programme.id}:{day}",
        subject="Beaucoup de demandes par le formulaire",
        text=BEAUCOUP,
    )


def _ask(work: Work, demande: Demande, told: tuple[str, str]) -> None:
    """The coordination reads all of it, with its buttons; (key, subject)."""
    key, subject = told
    v, answered = reference(demande), before(demande)
    texte = in_full(work.tx, work.programme, demande)
    coordination.tell(
        work,
        key=key,
        subject=f"[{v}] {subject}",
        text=f"{v} : {texte}\nRéponse attendue avant {answered}.",
        sign="📥",
        keyboard=keyboard(work.programme, demande),
    )


def withdrawn(work: Work, demande: Demande) -> None:
    """The coordination, who was told of it, is told again."""
    v = reference(demande)
    coordination.tell(
        work,
        key=f"demande:{demande.id}:retiree",
        subject=f"[{v}] Demande retirée",
        text=f"{v} est retirée par le binôme : il n'y a plus rien à décider.",
        sign="📥",
    )


def follow(work: Work, demande: Demande, deed: DeedDemande, avant: Avant) -> None:
    """Queue the consequences of `deed`, already written."""
    acte = deed.acte
    if acte is ActeDemande.ACCEPTER:
        entrust(work, demande, deed, avant, CONFIEE)
    if acte is ActeDemande.TRAITER:
        _tell_done(work, demande, deed)
    if acte is ActeDemande.ROUVRIR:
        _tell_reopened(work, demande, deed, avant)
    if acte is ActeDemande.REPONDRE:
        _ask(work, demande, (f"{deed.source}:precisee", "Demande précisée"))
    _tell_others(work, demande, deed, avant)
    _tell_ville(work, demande, deed, avant)
    # Handed from one binôme to another, it is accepted as it was: no news for whoever asked.
    if demande.statut != avant.statut:
        done_by = avant.statut if acte is ActeDemande.TRAITER else None
        decision = demande_courriels.Decision(acte, deed.source, deed.question, done_by)
        demande_courriels.decided(work, demande, decision)


def _tell_ville(work: Work, demande: Demande, deed: DeedDemande, avant: Avant) -> None:
    """Its service has it, is asked again where it stands, or has it no more."""
    if deed.acte is ActeDemande.TRANSMETTRE:
        demande_courriels.hand_over(work, demande, deed.source)
    if deed.acte is ActeDemande.REDEMANDER:
        demande_courriels.ask_again(work, demande, deed.source)
    if deed.acte is ActeDemande.ACCEPTER and avant.statut is StatutDemande.TRANSMISE:
        demande_courriels.take_over(work, demande, deed.source)


def entrust(work: Work, demande: Demande, deed: DeedDemande, avant: Avant, sentence: str) -> None:
    """The binôme reads it with what it may open from it, one tap each."""
    takers = people.binome_members(work.tx, demande.affectee_id or 0)
    hand(work, demande, takers, (f"{deed.source}:confiee", sentence), retire=avant.suite)
    if not takers:
        _tell_nobody(work, demande, deed)


def hand(
    work: Work,
    demande: Demande,
    takers: Sequence[Personne],
    said: tuple[str, str],
    retire: str | None = None,
) -> None:
    """It is shown in full to `takers`, with what may be opened from it; (key, sentence)."""
    rows = (
        (("🤝 Ouvrir une médiation", MEDIATION),),
        (("🔧 Signaler", SIGNALEMENT), ("▶️ Présence", PRESENCE)),
        (("✅ C'est fait", FAIT),),
    )
    buttons = [
        [[label, button(DU_BINOME, demande.id, word)] for label, word in row] for row in rows
    ]
    key, sentence = said
    texte = in_full(work.tx, work.programme, demande)
    text = render_text(sentence, v=reference(demande), texte=texte, retire=retire)
    prompt_each(work, takers, key, {"text": text, "keyboard": buttons})


def ask_more(work: Work, demande: Demande, knowing: Sequence[Personne], key: str) -> None:
    """Those who know more of it are asked the last question, with the button that answers."""
    questions = asked(work.tx, demande)
    question = questions[-1].texte if questions else ""
    sentence = AU_BINOME[ActeDemande.DEMANDER_PRECISION]
    text = render_text(sentence, v=reference(demande), question=question)
    keyboard = [[["✍️ Préciser", button(DU_BINOME, demande.id, PRECISER)]]]
    prompt_each(work, knowing, key, {"text": text, "keyboard": keyboard})


def _tell_nobody(work: Work, demande: Demande, deed: DeedDemande) -> None:
    """What was asked of a binôme that has nobody left: the coordination sees to it."""
    v = reference(demande)
    coordination.tell(
        work,
        key=f"{deed.source}:personne",
        subject=f"[{v}] Personne dans ce binôme",
        text=f"{v} : personne n'est inscrit dans ce binôme.",
        keyboard=keyboard(work.programme, demande),
    )


def _tell_reopened(work: Work, demande: Demande, deed: DeedDemande, avant: Avant) -> None:
    """Its binôme has it in hand again, and the coordination may entrust it to another."""
    entrust(work, demande, deed, avant, RENDUE)
    v, retire = reference(demande), avant.suite
    why = f"{retire}, qui y répondait, est retiré" if retire else "« C'est fait » est annulé"
    coordination.tell(
        work,
        key=f"{deed.source}:rouverte",
        subject=f"[{v}] Demande de nouveau à traiter",
        text=f"{v} est de nouveau à traiter : {why}.",
        sign="📥",
        keyboard=keyboard(work.programme, demande),
    )


def _tell_done(work: Work, demande: Demande, deed: DeedDemande) -> None:
    """The coordination closes the loop: what came of what it entrusted."""
    v, suite = reference(demande), demande.suite
    coordination.tell(
        work,
        key=f"{deed.source}:traitee",
        subject=f"[{v}] Demande traitée",
        text=f"{v} est traitée : {suite}." if suite else f"{v} est traitée.",
        sign="📥",
    )


def _tell_others(work: Work, demande: Demande, deed: DeedDemande, avant: Avant) -> None:
    """Who had it learns that it is another's; who noted it, what became of it.

    Neither is told what they did themselves, nor what was just given to them in full.
    """
    acte = deed.acte
    given = demande.affectee_id if acte in (ActeDemande.ACCEPTER, ActeDemande.ROUVRIR) else None
    former = avant.affectee_id if acte is ActeDemande.ACCEPTER else None
    content: dict[str, Any] = {"text": render_text(REPRISE, v=reference(demande))}
    if former:
        prompt_each(
            work, people.binome_members(work.tx, former), f"{deed.source}:reprise", content
        )
    if demande.binome_id in (None, given, former) or acte not in AU_BINOME:
        return
    members = people.binome_members(work.tx, demande.binome_id)
    listeners = [one for one in members if one.id != deed.personne_id]
    if acte is ActeDemande.DEMANDER_PRECISION:
        ask_more(work, demande, listeners, f"{deed.source}:dire")
        if not members:
            _tell_nobody(work, demande, deed)
        return
    content = {"text": render_text(AU_BINOME[acte], v=reference(demande), suite=demande.suite)}
    prompt_each(work, listeners, f"{deed.source}:dire", content)
