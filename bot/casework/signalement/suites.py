"""What follows from a deed: people told, cards rewritten, services alerted again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.buttons import Button, button
from bot.casework import coordination
from bot.casework.mots import par_personne, service_of
from bot.casework.signalement import alerte as contents
from bot.casework.signalement import envoi
from bot.casework.signalement.dossier import Dossier
from bot.delivery.channels import forme_of, to_person
from bot.delivery.contract import Forme
from bot.domain.vies.signalement import ActeSignalement
from bot.rendering import render_text
from storage import people, signalements
from storage.machine.outbox import DEAD, RETRY, TODO, Lane, Message, post
from storage.models import ALERTE, Alerte, Personne

REPARE, TOUJOURS = "repare", "toujours"
VERIFICATION: Final = Button("vf", (REPARE, TOUJOURS))
"""Under a signalement to be checked on site."""
NOT_LEFT: Final = {TODO, RETRY, DEAD}


@dataclass(frozen=True, slots=True)
class Geste:
    """How a deed was done; see `bot.casework.signalement.actes.act`."""

    par: str
    source: str
    vers: str | None
    pressed: tuple[str, str]


def follow(dossier: Dossier, acte: ActeSignalement, geste: Geste) -> None:
    """Queue every consequence of `acte`, already written in the signalement's history.

    1. What the deed sets off: services alerted again, copies withdrawn, coordination told.
    2. The binôme is told. 3. The cards in groups show the new state.
    """
    earlier = signalements.alertes(dossier.tx, dossier.signalement.id)
    told = CONSEQUENCES.get(acte, _plain)(dossier, geste)
    _tell_binome(dossier, geste, acte, told)
    _redraw(dossier, earlier, geste.pressed)


def redraw(dossier: Dossier) -> None:
    """Show what was just added to the history on the cards in groups."""
    rows = signalements.alertes(dossier.tx, dossier.signalement.id)
    _redraw(dossier, rows, ("", ""))


def _plain(_dossier: Dossier, _geste: Geste) -> str:
    return ""


def _mended_in_vain(dossier: Dossier, _geste: Geste) -> str:
    """Alert again those who had it, with its history."""
    rows = signalements.answering(dossier.tx, dossier.signalement.id)
    services = tuple(dict.fromkeys(row.service for row in rows))
    envoi.send(dossier, services, _stage(dossier, "relance"))
    return ""


def _handed_on(dossier: Dossier, geste: Geste) -> str:
    """Send it to the service named, else to the repli; the coordination knows in any case."""
    refused = service_of(geste.par)
    target = geste.vers or dossier.programme.config.repli.slug
    seen = {row.service for row in signalements.alertes(dossier.tx, dossier.signalement.id)}
    if target in seen:
        told = "La coordination est prévenue"
    else:
        dossier.signalement.service = target
        told = "Transmis à : " + ", ".join(
            envoi.send(dossier, (target,), _stage(dossier, "transmis"))
        )
    who = dossier.label(refused) if refused else "La coordination"
    _tell_handed_on(dossier, geste, f"{who} : pas de son ressort. {told}.")
    return told


def _tell_handed_on(dossier: Dossier, geste: Geste, text: str) -> None:
    coordination.tell(
        dossier,
        key=f"{geste.source}:reoriente",
        subject=f"[{dossier.reference}] Pas de notre ressort",
        text=f"{dossier.reference} : {text}",
    )


def _withdrawn(dossier: Dossier, _geste: Geste) -> str:
    """Keep back the copies that have not left; write to the mailboxes that have theirs."""
    facts = dossier.fiche()
    for row in signalements.alertes(dossier.tx, dossier.signalement.id):
        kept = signalements.cancel_envoi(dossier.tx, row.id, facts.etat)
        if not kept and forme_of(row.canal) is Forme.COURRIER:
            content = contents.withdrawal(facts, dossier.programme.config, row)
            key = f"signalement:{dossier.signalement.id}:retrait:{row.adresse}"
            message = Message(key, Lane.ALERTE, row.destination, content)
            post(dossier.tx, dossier.now, message)
    return ""


CONSEQUENCES: Final[dict[ActeSignalement, Callable[[Dossier, Geste], str]]] = {
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


def _tell_binome(dossier: Dossier, geste: Geste, acte: ActeSignalement, suite: str) -> None:
    """Every mediator of the binôme but the doer; the coordination when nobody is left in it."""
    content = _news(dossier, geste, acte, suite)
    messages = (
        Message(
            f"{geste.source}:dire:{one.id}",
            Lane.PROMPT,
            to_person(one),
            content,
        )
        for one in _listeners(dossier)
        if geste.par != par_personne(one)
    )
    post(dossier.tx, dossier.now, *messages)


def _listeners(dossier: Dossier) -> list[Personne]:
    members = people.binome_members(dossier.tx, dossier.signalement.binome_id)
    return members or people.with_role(dossier.tx, dossier.programme.id, "coordination")


def _news(dossier: Dossier, geste: Geste, acte: ActeSignalement, suite: str) -> dict[str, Any]:
    last = signalements.actes(dossier.tx, dossier.signalement.id)[-1]
    text = render_text(
        SENTENCES[acte],
        v=dossier.reference,
        qui=_doer(dossier, geste.par),
        motif=last.motif,
        suite=suite,
    )
    if acte is not ActeSignalement.ANNONCER_TRAITE:
        return {"text": text}
    return {"text": text, "keyboard": verification_keyboard(dossier.signalement.id)}


def _doer(dossier: Dossier, par: str) -> str:
    service = service_of(par)
    if service:
        return dossier.label(service)
    return "votre binôme" if par.startswith("mediateur:") else "la coordination"


def _redraw(dossier: Dossier, rows: Sequence[Alerte], pressed: tuple[str, str]) -> None:
    """Rewrite the cards in groups; only those whose answers count keep buttons."""
    facts = dossier.fiche()
    live = {row.id for row in signalements.answering(dossier.tx, dossier.signalement.id)}
    group, prenom = pressed
    for row in rows:
        if forme_of(row.canal) is Forme.FIL:
            content = contents.card(
                facts,
                dossier.programme.config,
                row,
                live=row.id in live,
                prenom=prenom if row.adresse == group else "",
            )
            _rewrite(dossier, row, content, len(facts.etapes))


def _rewrite(dossier: Dossier, row: Alerte, content: dict[str, Any], step: int) -> None:
    """Change a card where it stands; one that has not left leaves with the new state."""
    first = signalements.envoi(dossier.tx, row.id)
    if first and first.etat in NOT_LEFT:
        signalements.rewrite_envoi(dossier.tx, row.id, content, first.pas_avant)
        return
    # A card keeps the shape it left with: a text has no caption to rewrite.
    photo = first.contenu.get("photo") if first else content["photo"]
    message = Message(
        key=f"alerte:{row.id}:etat:{step}",
        lane=Lane.ALERTE,
        to=row.destination,
        content=content | {"photo": photo, "edit": True},
        subject=ALERTE.of(row.id),
    )
    post(dossier.tx, dossier.now, message)


def _stage(dossier: Dossier, kind: str) -> str:
    """« relance-1 », « relance-2 » … : one étape for each time."""
    known = signalements.alertes(dossier.tx, dossier.signalement.id)
    stages = {row.etape.removesuffix(signalements.REPLI) for row in known}
    return f"{kind}-{sum(stage.startswith(kind) for stage in stages) + 1}"
