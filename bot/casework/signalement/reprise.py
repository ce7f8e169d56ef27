"""What follows from an answer or a check taken back: who was told of it is told of this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from bot.casework import coordination
from bot.casework.libelles import ETATS, FAITS, service_of
from bot.casework.signalement import alerte as contents
from bot.casework.signalement import consequences, envoi
from bot.casework.signalement.contenu import EnMain
from bot.delivery.channels import forme_of
from bot.delivery.contract import Forme
from bot.domain.vies.destinataire import REFUS, REPONSES
from bot.domain.vies.signalement import CORRIGEABLE, ActeSignalement, StatutSignalement
from bot.rendering import render_line, render_text
from bot.words import du_service
from storage import signalements
from storage.machine.outbox import Lane, Message, post
from storage.models import Alerte, SignalementActe

CORRECTED: Final = (
    "{{ v }} : {{ qui }} corrige sa réponse. « {{ fait }} » est annulé. De nouveau : {{ etat }}."
)
UNCHECKED: Final = "{{ v }} : « {{ fait }} » est annulé par {{ qui }}. De nouveau : {{ etat }}."
KEPT_AFTER_ALL: Final = "c'est bien du ressort {{ qui }}, qui le garde."
MENDED_AFTER_ALL: Final = "« toujours là » était une erreur des médiateurs."

NO_DUPLICATE: Final = "ce n'est pas un doublon, il est toujours à réparer."
REPRIS: Final = "repris"
"""How the étapes begin of copies that leave because it is no duplicate."""
STAGES: Final = {
    ActeSignalement.REORIENTER: consequences.TRANSMIS,
    ActeSignalement.VERIFIER_TOUJOURS_LA: consequences.RELANCE,
}
"""How the étapes begin of the copies that a deed sends."""


@dataclass(frozen=True, slots=True)
class Reprise:
    """Who takes back, and how."""

    par: str
    """As in the history: « service:sv-eclairage:email », « mediateur:12 »."""
    source: str
    """Unique per tap or form, so that its consequences are told once."""
    pressed: tuple[str, str] = ("", "")
    """Address of the group where the button was pressed, and the name its presser shows there."""


def correctable(en_main: EnMain, service: str) -> SignalementActe | None:
    """The last answer, when it is that service's and not a day old."""
    last = signalements.standing(en_main.tx, en_main.signalement.id)[-1]
    theirs = service_of(last.par) == service and last.acte in REPONSES
    fresh = last.avant is not None and last.le > en_main.now - CORRIGEABLE
    return last if theirs and fresh else None


def follow(en_main: EnMain, line: SignalementActe, repris: Reprise) -> None:
    """1. Copies that the deed sent are called back. 2. Whoever was told is told. 3. The cards."""
    for one in _sent_by(en_main, line):
        _call_back(en_main, line, one)
    if line.acte == ActeSignalement.MARQUER_DOUBLON:
        _wanted_again(en_main, line)
    _tell(en_main, line, repris)
    consequences.redraw(en_main, repris.pressed)


def _sent_by(en_main: EnMain, line: SignalementActe) -> list[Alerte]:
    """The copies that the deed set off: those of the last étape of its kind."""
    kind = STAGES.get(ActeSignalement(line.acte))
    rows = signalements.alertes(en_main.tx, en_main.signalement.id)
    mine = [one for one in rows if kind and one.etape.startswith(kind) and one.creee_le == line.le]
    return [one for one in mine if _stage(one) == _stage(mine[-1])]


def _stage(row: Alerte) -> str:
    return row.etape.removesuffix(signalements.REPLI)


def _call_back(en_main: EnMain, line: SignalementActe, row: Alerte) -> None:
    """Kept back when it waits; otherwise its mailbox is written to, once."""
    handed_on = line.acte == ActeSignalement.REORIENTER
    kept = envoi.keep_back(en_main, row, FAITS[line.acte])
    if kept or handed_on:
        row.retiree_le = en_main.now
    if kept or forme_of(row.canal) is not Forme.COURRIER:
        return
    refused = service_of(line.par)
    qui = du_service(en_main.label(refused)) if refused else "de la coordination"
    why = render_line(KEPT_AFTER_ALL, qui=qui) if handed_on else MENDED_AFTER_ALL
    content = contents.taken_back(en_main.contenu(), en_main.programme.config, row, why)
    message = Message(f"alerte:{row.id}:sans-objet", Lane.ALERTE, row.destination, content)
    post(en_main.tx, en_main.now, message)


def _wanted_again(en_main: EnMain, line: SignalementActe) -> None:
    """It is no duplicate: who read that there was nothing to do reads that there is; whoever had
    not read it yet receives it.
    """
    rows = signalements.alertes(en_main.tx, en_main.signalement.id)
    have = {row.service for row in rows if row.envoyee_le}
    boxes = {row.adresse: row for row in rows if row.envoyee_le and _is_mailbox(row)}
    for address, row in boxes.items():
        content = contents.taken_back(
            en_main.contenu(), en_main.programme.config, row, NO_DUPLICATE
        )
        key = f"signalement:{en_main.signalement.id}:repris:{line.id}:{address}"
        post(en_main.tx, en_main.now, Message(key, Lane.ALERTE, row.destination, content))
    missing = dict.fromkeys(row.service for row in rows if row.service not in have)
    if missing:
        envoi.send(en_main, tuple(missing), consequences.stage(en_main, REPRIS))


def _is_mailbox(row: Alerte) -> bool:
    return forme_of(row.canal) is Forme.COURRIER


def _tell(en_main: EnMain, line: SignalementActe, repris: Reprise) -> None:
    """The binôme, but whoever did it; the coordination too when it had been told."""
    by_service = service_of(repris.par) is not None
    values = {
        "v": en_main.reference,
        "qui": consequences.doer(en_main, repris.par),
        "fait": FAITS[line.acte].lower(),
        "etat": _state(en_main).lower(),
    }
    sentence = CORRECTED if by_service else UNCHECKED
    content: dict[str, Any] = {"text": render_text(sentence, **values)}
    if line.de == StatutSignalement.TRAITE_ANNONCE:
        content["keyboard"] = consequences.verification_keyboard(en_main.signalement.id)
    consequences.tell_binome(en_main, repris.par, f"{repris.source}:repris", content)
    if line.acte in REFUS or en_main.signalement.danger:
        coordination.tell(
            en_main,
            key=f"{repris.source}:repris",
            subject=f"[{en_main.reference}] Réponse corrigée",
            text=render_line(sentence, **values),
        )


def _state(en_main: EnMain) -> str:
    return ETATS[StatutSignalement(en_main.signalement.statut)]
