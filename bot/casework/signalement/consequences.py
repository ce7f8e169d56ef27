"""What follows from a deed: people told, cards rewritten, services alerted again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.buttons import Button, button
from bot.casework import coordination
from bot.casework.libelles import par_personne, service_of
from bot.casework.signalement import alerte as contents
from bot.casework.signalement import envoi, nouvelles, partage
from bot.casework.signalement.contenu import EnMain
from bot.delivery.channels import forme_of
from bot.delivery.contract import Forme
from bot.domain.vies.signalement import ActeSignalement
from bot.domain.vies.vie import Acteur
from bot.rendering import render_line, render_text
from storage import people, signalements
from storage.machine.outbox import DEAD, RETRY, TODO, Lane, Message, post, was_posted
from storage.models import ALERTE, Alerte, Personne, SignalementActe

REPARE, TOUJOURS = "repare", "toujours"
VERIFICATION: Final = Button("vf", (REPARE, TOUJOURS), "signalement")
"""Under a signalement to be checked on site."""
VERIFIE: Final = "verification"
"""The kind of deed that a check is (`bot.feature.gestes`), whose row is a SignalementActe."""
RELANCE, TRANSMIS = "relance", "transmis"
"""How the étapes begin of copies sent again, or handed on."""
NOT_LEFT: Final = {TODO, RETRY, DEAD}
DANGER: Final = "{{ reference }} : danger immédiat. {{ quoi }}, {{ ou }}. Le service est alerté."
NO_DANGER: Final = (
    "{{ v }}, danger immédiat : ce signalement est annulé par {{ qui }}. "
    "Si vous avez appelé des secours, dites-le-leur."
)


@dataclass(frozen=True, slots=True)
class DeedSignalement:
    """What is done, by whom, and how."""

    acte: ActeSignalement
    par: str
    """« service:sv-eclairage:email », « mediateur:12 », « coordination:3 » or « horloge »."""
    role: Acteur
    source: str
    """Unique per tap or form, so that its consequences are told once."""
    motif: str = ""
    vers: str | None = None
    """Slug of the service that should have it, when it is handed on."""
    pressed: tuple[str, str] = ("", "")
    """Address of the group where a button was pressed, and the name its presser shows there."""


def follow(en_main: EnMain, deed: DeedSignalement) -> None:
    """Queue every consequence of `deed`, already written in the signalement's history.

    1. What the deed sets off: services alerted again, copies withdrawn, coordination told.
    2. The binôme is told, but of what is seen again: nothing changed.
    3. The cards in groups show the new state.
    """
    earlier = signalements.alertes(en_main.tx, en_main.signalement.id)
    if deed.acte in contents.REPONSES or deed.acte is ActeSignalement.VERIFIER_REPARE:
        envoi.withdraw_reminders(en_main, earlier)
    told = CONSEQUENCES.get(deed.acte, _plain)(en_main, deed)
    if deed.acte in SENTENCES:
        _tell_binome(en_main, deed, told)
    _redraw(en_main, earlier, deed.pressed)


def warn_of_danger(en_main: EnMain, quoi: str, ou: str) -> None:
    """An immediate danger is never the service's business alone."""
    v = en_main.reference
    coordination.tell(
        en_main,
        key=_danger_key(en_main),
        subject=f"[{v}] Danger immédiat",
        text=render_line(DANGER, reference=v, quoi=quoi, ou=ou),
    )


def _danger_key(en_main: EnMain) -> str:
    return f"danger:{en_main.signalement.id}"


def redraw(en_main: EnMain, pressed: tuple[str, str] = ("", "")) -> None:
    """Show what was just added to the history on the cards in groups."""
    rows = signalements.alertes(en_main.tx, en_main.signalement.id)
    _redraw(en_main, rows, pressed)


def ask_to_whom(en_main: EnMain, row: Alerte, source: str) -> None:
    """« Pas de notre ressort », pressed in a group: its card asks to whom, as the page does."""
    config = en_main.programme.config
    pour = partage.pour(en_main, row)
    asked = contents.card(en_main.contenu(), config, row, live=False, pour=pour)
    content = asked | {"keyboard": contents.to_whom(config, row)}
    post(en_main.tx, en_main.now, _rewriting(row, content, source))


def show_again(en_main: EnMain, row: Alerte, source: str) -> None:
    """The card as it was before that question."""
    pour = partage.pour(en_main, row)
    content = contents.card(en_main.contenu(), en_main.programme.config, row, pour=pour)
    post(en_main.tx, en_main.now, _rewriting(row, content, source))


def _plain(_en_main: EnMain, _deed: DeedSignalement) -> str:
    return ""


def _mended_in_vain(en_main: EnMain, _deed: DeedSignalement) -> str:
    """Alert again those who had it, with its history."""
    rows = signalements.answering(en_main.tx, en_main.signalement.id)
    services = tuple(dict.fromkeys(row.service for row in rows))
    envoi.send(en_main, services, stage(en_main, RELANCE))
    return ""


def _handed_on(en_main: EnMain, deed: DeedSignalement) -> str:
    """Send it to the service named, else to the repli; the coordination knows in any case."""
    refused = service_of(deed.par)
    target = deed.vers or en_main.programme.config.repli.slug
    known = signalements.alertes(en_main.tx, en_main.signalement.id)
    seen = {row.service for row in known if row.retiree_le is None}
    if target in seen:
        told = "La coordination est prévenue"
    else:
        en_main.signalement.service = target
        told = "Transmis à : " + ", ".join(
            envoi.send(en_main, (target,), stage(en_main, TRANSMIS))
        )
    who = en_main.label(refused) if refused else "La coordination"
    _tell_handed_on(en_main, deed, f"{who} : pas de son ressort. {told}.")
    return told


def _tell_handed_on(en_main: EnMain, deed: DeedSignalement, text: str) -> None:
    coordination.tell(
        en_main,
        key=f"{deed.source}:reoriente",
        subject=f"[{en_main.reference}] Pas de notre ressort",
        text=f"{en_main.reference} : {text}",
    )


def _withdrawn(en_main: EnMain, deed: DeedSignalement) -> str:
    """Keep back the copies that have not left; write to the mailboxes that have theirs."""
    if was_posted(en_main.tx, f"{_danger_key(en_main)}:courriel"):
        _danger_over(en_main, deed)
    facts = en_main.contenu()
    for row in signalements.alertes(en_main.tx, en_main.signalement.id):
        kept = envoi.keep_back(en_main, row, facts.etat)
        if not kept and forme_of(row.canal) is Forme.COURRIER:
            content = contents.withdrawal(facts, en_main.programme.config, row)
            key = f"signalement:{en_main.signalement.id}:retrait:{row.adresse}"
            message = Message(key, Lane.ALERTE, row.destination, content)
            post(en_main.tx, en_main.now, message)
    return ""


def _danger_over(en_main: EnMain, deed: DeedSignalement) -> None:
    """The coordination was told of the danger: it is told that there is none."""
    v = en_main.reference
    coordination.tell(
        en_main,
        key=f"{deed.source}:danger-annule",
        subject=f"[{v}] Danger immédiat : annulé",
        text=render_line(NO_DANGER, v=v, qui=doer(en_main, deed.par)),
    )


CONSEQUENCES: Final[dict[ActeSignalement, Callable[[EnMain, DeedSignalement], str]]] = {
    ActeSignalement.VERIFIER_TOUJOURS_LA: _mended_in_vain,
    ActeSignalement.REORIENTER: _handed_on,
    ActeSignalement.ANNULER: _withdrawn,
    ActeSignalement.MARQUER_DOUBLON: _withdrawn,
}

SENTENCES: Final[dict[ActeSignalement, str]] = {
    ActeSignalement.ACCUSER_RECEPTION: "{{ v }} : bien reçu par {{ qui }}.",
    ActeSignalement.PRENDRE_EN_CHARGE: "{{ v }} : pris en charge par {{ qui }}"
    "{% if motif %}, {{ motif }}{% endif %}.",
    ActeSignalement.ANNONCER_TRAITE: "{{ v }} : annoncé traité par {{ qui }}. "
    "Vous passez vérifier ?",
    ActeSignalement.REORIENTER: "{{ v }} : « pas de notre ressort », répond {{ qui }}. "
    "{{ suite }}.",
    ActeSignalement.VERIFIER_REPARE: "{{ v }} : réparé, constaté par {{ qui }}. C'est clos.",
    ActeSignalement.VERIFIER_TOUJOURS_LA: "{{ v }} : toujours là, constaté par {{ qui }}. "
    "Le service est relancé.",
    ActeSignalement.ANNULER: "{{ v }} : annulé par {{ qui }}.",
    ActeSignalement.MARQUER_DOUBLON: "{{ v }} : déjà suivi sous un autre numéro, selon {{ qui }}.",
}


def verification_keyboard(signalement_id: int) -> list[list[list[str]]]:
    """The two buttons of a check on site."""
    words = (("✅ Réparé", REPARE), ("❌ Toujours là", TOUJOURS))
    return [[[label, button(VERIFICATION, signalement_id, word)] for label, word in words]]


def _tell_binome(en_main: EnMain, deed: DeedSignalement, suite: str) -> None:
    tell_binome(en_main, deed.par, f"{deed.source}:dire", _news(en_main, deed, suite))


def tell_binome(en_main: EnMain, par: str, key: str, content: dict[str, Any]) -> None:
    """Every mediator of the binôme but the doer; the coordination when nobody is left in it."""
    others = (one for one in _listeners(en_main) if par != par_personne(one))
    nouvelles.tell(en_main, others, key, content)


def _listeners(en_main: EnMain) -> list[Personne]:
    members = people.binome_members(en_main.tx, en_main.signalement.binome_id)
    return members or people.with_role(en_main.tx, en_main.programme.id, "coordination")


def _news(en_main: EnMain, deed: DeedSignalement, suite: str) -> dict[str, Any]:
    last = signalements.actes(en_main.tx, en_main.signalement.id)[-1]
    text = render_text(
        SENTENCES[deed.acte],
        v=en_main.reference,
        qui=doer(en_main, deed.par),
        motif=last.motif,
        suite=suite,
    )
    if deed.acte is not ActeSignalement.ANNONCER_TRAITE:
        return {"text": text}
    return {"text": text, "keyboard": verification_keyboard(en_main.signalement.id)}


def doer(en_main: EnMain, par: str) -> str:
    """Who did it, for the mediators: a service by its name, nobody of the team by theirs."""
    service = service_of(par)
    if service:
        return en_main.label(service)
    return "votre binôme" if par.startswith("mediateur:") else "la coordination"


def _redraw(en_main: EnMain, rows: Sequence[Alerte], pressed: tuple[str, str]) -> None:
    """Rewrite the cards in groups; only those whose answers count keep buttons."""
    facts = en_main.contenu()
    history = signalements.standing(en_main.tx, en_main.signalement.id)
    copies = signalements.newest(en_main.tx, en_main.signalement.id)
    live = {row.id for row in signalements.still_answering(copies, history)}
    newest = {row.id for row in copies}
    answered = _just_answered(history)
    group, prenom = pressed
    for row in rows:
        if forme_of(row.canal) is Forme.FIL:
            content = contents.card(
                facts,
                en_main.programme.config,
                row,
                live=row.id in live,
                corrigeable=row.id in newest and row.service == answered,
                prenom=prenom if row.adresse == group else "",
                pour=partage.pour(en_main, row),
            )
            _rewrite(en_main, row, content, str(len(facts.etapes)))
        else:
            envoi.rewrite_letter(en_main, facts, row)


def _just_answered(history: Sequence[SignalementActe]) -> str | None:
    """The service that gave the last answer, which it may correct."""
    last = history[-1]
    return service_of(last.par) if last.acte in contents.REPONSES else None


def _rewrite(en_main: EnMain, row: Alerte, content: dict[str, Any], step: str) -> None:
    """Change a card where it stands; one that has not left leaves with the new state."""
    first = signalements.envoi(en_main.tx, row.id)
    if first and first.etat in NOT_LEFT:
        envoi.rewrite(en_main.tx, row, content, first.pas_avant)
    elif first or row.envoyee_le:
        post(en_main.tx, en_main.now, _rewriting(row, content, step))


def _rewriting(row: Alerte, content: dict[str, Any], step: str) -> Message:
    """A card keeps the shape it left with: a text has no caption to rewrite."""
    return Message(
        key=f"alerte:{row.id}:etat:{step}",
        lane=Lane.ALERTE,
        to=row.destination,
        content=content | {"photo": row.photo, "edit": True},
        subject=ALERTE.of(row.id),
    )


def stage(en_main: EnMain, kind: str) -> str:
    """« relance-1 », « relance-2 » … : one étape for each time."""
    known = signalements.alertes(en_main.tx, en_main.signalement.id)
    stages = {row.etape.removesuffix(signalements.REPLI) for row in known}
    return f"{kind}-{sum(stage.startswith(kind) for stage in stages) + 1}"
