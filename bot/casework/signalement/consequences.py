"""What follows from a deed: people told, cards rewritten, services alerted again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from bot.buttons import Button, Keyboard, button
from bot.casework import coordination
from bot.casework.libelles import FAITS, par_personne, service_of
from bot.casework.signalement import alerte as contents
from bot.casework.signalement import appels, apprendre, cartes, de_vive_voix, envoi, nouvelles
from bot.casework.signalement.apprendre import CONFIER
from bot.casework.signalement.contenu import EnMain
from bot.casework.signalement.deed import DeedSignalement
from bot.delivery.channels import forme_of, hears_more
from bot.delivery.contract import Forme
from bot.domain.vies.signalement import ActeSignalement
from bot.rendering import render_line, render_text
from storage import people, signalements
from storage.machine.outbox import Lane, Message, post, was_posted
from storage.models import Personne

REPARE, TOUJOURS = "repare", "toujours"
VERIFICATION: Final = Button("vf", (REPARE, TOUJOURS), "signalement")
"""Under a signalement to be checked on site."""
VERIFIE: Final = "verification"
"""The kind of deed that a check is (`bot.feature.gestes`), whose row is a SignalementActe."""
RELANCE, TRANSMIS = "relance", "transmis"
"""How the étapes begin of copies sent again, or handed on."""
DANGER: Final = "{{ reference }} : danger immédiat. {{ quoi }}, {{ ou }}. Le service est alerté."
NO_DANGER: Final = (
    "{{ v }}, danger immédiat : ce signalement est annulé par {{ qui }}. "
    "Si vous avez appelé des secours, dites-le-leur."
)


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
    cartes.redraw(en_main, earlier, deed.pressed)


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
    cartes.redraw(en_main, rows, pressed)


def _plain(_en_main: EnMain, _deed: DeedSignalement) -> str:
    return ""


def _mended_in_vain(en_main: EnMain, _deed: DeedSignalement) -> str:
    """Alert again those who had it, with its history."""
    rows = signalements.answering(en_main.tx, en_main.signalement.id)
    services = tuple(dict.fromkeys(row.service for row in rows))
    envoi.send(en_main, services, stage(en_main, RELANCE))
    return ""


def _handed_on(en_main: EnMain, deed: DeedSignalement) -> str:
    """Send it to the service named, else leave it to the others who have it, else to the repli.

    The coordination knows in any case.
    """
    refused = service_of(deed.par)
    target = deed.vers or ("" if _left(en_main) else en_main.programme.config.repli.slug)
    known = signalements.alertes(en_main.tx, en_main.signalement.id)
    seen = {row.service for row in known if row.retiree_le is None}
    if target in seen:
        told = "La coordination est prévenue"
    elif target:
        en_main.signalement.service = target
        readers = envoi.send(en_main, (target,), stage(en_main, TRANSMIS))
        told = f"Transmis à : {', '.join(readers) or 'la coordination'}"
    else:
        told = _left_to_others(en_main, refused)
    who = en_main.label(refused) if refused else "La coordination"
    question, keyboard = _asked_to_learn(en_main, refused)
    _tell_coordination(en_main, deed, f"{who} : pas de son ressort. {told}.{question}", keyboard)
    return told


def _asked_to_learn(en_main: EnMain, refused: str | None) -> tuple[str, Keyboard]:
    """A service named who it is for: the table may say so from now on (SVC-3)."""
    if refused is None:
        return "", ()
    last = signalements.standing(en_main.tx, en_main.signalement.id)[-1]
    return apprendre.proposes(en_main, last, refused)


def _refused(en_main: EnMain, deed: DeedSignalement) -> str:
    """Nobody mends it, for a reason that the coordination reads; or the others who have it do."""
    refused = service_of(deed.par)
    who = en_main.label(refused) if refused else "La coordination"
    keyboard: Keyboard = ()
    if _left(en_main):
        told = _left_to_others(en_main, refused)
    else:
        told = NOBODY_ELSE + _danger_left(en_main, refused)
        elsewhere = button(CONFIER, en_main.signalement.id, "ailleurs")
        keyboard = [[("↪️ Confier à un autre service", elsewhere)]]
    _tell_coordination(en_main, deed, f"{who} : {deed.motif}. {told}.", keyboard)
    return told


NOBODY_ELSE: Final = "Personne d'autre ne l'a : la coordination décide de la suite"


def _danger_left(en_main: EnMain, refused: str | None) -> str:
    """A danger that is refused is still one: somebody telephones."""
    if not en_main.signalement.danger:
        return ""
    called = appels.numbers(en_main.programme.config, refused or en_main.signalement.service)
    return f". Danger immédiat : téléphonez, {called}"


def _left(en_main: EnMain) -> list[str]:
    """The services who have it still, and did not refuse it."""
    rows = signalements.answering(en_main.tx, en_main.signalement.id)
    return list(dict.fromkeys(row.service for row in rows))


def _left_to_others(en_main: EnMain, refused: str | None) -> str:
    others = _left(en_main)
    if en_main.signalement.service == refused:
        en_main.signalement.service = others[0]
    return f"Reste à : {', '.join(map(en_main.label, others))}"


def _tell_coordination(
    en_main: EnMain, deed: DeedSignalement, text: str, keyboard: Keyboard = ()
) -> None:
    coordination.tell(
        en_main,
        key=f"{deed.source}:{deed.acte}",
        subject=f"[{en_main.reference}] {FAITS[deed.acte]}",
        text=f"{en_main.reference} : {text}",
        keyboard=keyboard,
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
        elif not kept and not hears_more(row.canal):
            de_vive_voix.tell(en_main, row.service, facts.etat.lower())
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
    ActeSignalement.REFUSER: _refused,
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
    ActeSignalement.REFUSER: "{{ v }} : refusé par {{ qui }}, {{ motif }}. {{ suite }}.",
    ActeSignalement.VERIFIER_REPARE: "{{ v }} : réparé, constaté par {{ qui }}. C'est clos.",
    ActeSignalement.VERIFIER_TOUJOURS_LA: "{{ v }} : toujours là, constaté par {{ qui }}. "
    "Le service est relancé.",
    ActeSignalement.ANNULER: "{{ v }} : annulé par {{ qui }}.",
    ActeSignalement.MARQUER_DOUBLON: "{{ v }} : {{ motif or 'déjà suivi sous un autre numéro' }}, "
    "selon {{ qui }}.",
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


def stage(en_main: EnMain, kind: str) -> str:
    """« relance-1 », « relance-2 » … : one étape for each time."""
    known = signalements.alertes(en_main.tx, en_main.signalement.id)
    stages = {row.etape.removesuffix(signalements.REPLI) for row in known}
    return f"{kind}-{sum(stage.startswith(kind) for stage in stages) + 1}"
