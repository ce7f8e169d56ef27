"""The cards of a signalement in the groups of its services, redrawn where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from bot.buttons import Keyboard
from bot.casework.libelles import service_of
from bot.casework.signalement import alerte as contents
from bot.casework.signalement import donnees, envoi, partage
from bot.casework.signalement.contenu import EnMain
from bot.delivery.channels import forme_of, hears_more
from bot.delivery.contract import Forme
from bot.domain.vies.destinataire import REPONSES
from storage import alertes_envoyees, signalements
from storage.machine.outbox import DEAD, RETRY, TODO, Lane, Message, post
from storage.models import ALERTE, Alerte, SignalementActe

NOT_LEFT: Final = {TODO, RETRY, DEAD}


def ask(en_main: EnMain, row: Alerte, keyboard: Keyboard, source: str) -> None:
    """The card asks something before anything is sent: its buttons are those answers."""
    pour = partage.pour(en_main, row)
    config = en_main.programme.config
    asked = contents.card(en_main.contenu(), config, row, live=False, pour=pour)
    content = asked | {"keyboard": [[list(key) for key in line] for line in keyboard]}
    post(en_main.tx, en_main.now, _rewriting(row, content, source))


def show_again(en_main: EnMain, row: Alerte, source: str) -> None:
    """The card as it was before that question."""
    pour = partage.pour(en_main, row)
    content = contents.card(en_main.contenu(), en_main.programme.config, row, pour=pour)
    post(en_main.tx, en_main.now, _rewriting(row, content, source))


def redraw(en_main: EnMain, rows: Sequence[Alerte], pressed: tuple[str, str]) -> None:
    """Rewrite the cards in groups; only those whose answers count keep buttons. A letter that has
    not left says it too.

    `pressed`: the address of the group where a button was pressed, and by whom.
    """
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
        elif forme_of(row.canal) is Forme.DONNEES:
            if row.id in newest:
                _announce(en_main, row, donnees.moved(en_main, facts, row), len(facts.etapes))
        else:
            envoi.rewrite_letter(en_main, facts, row)


def _announce(en_main: EnMain, row: Alerte, content: dict[str, Any], step: int) -> None:
    """One event more for a program that has it; one that has not left leaves as it stands now."""
    first = alertes_envoyees.envoi(en_main.tx, row.id)
    if first and first.etat in NOT_LEFT:
        envoi.rewrite_letter(en_main, en_main.contenu(), row)
    elif hears_more(row.canal):
        key = f"alerte:{row.id}:etat:{step}"
        message = Message(key, Lane.ALERTE, row.destination, content, ALERTE.of(row.id))
        post(en_main.tx, en_main.now, message)


def _just_answered(history: Sequence[SignalementActe]) -> str | None:
    """The service that gave the last answer, which it may correct."""
    last = history[-1]
    return service_of(last.par) if last.acte in REPONSES else None


def _rewrite(en_main: EnMain, row: Alerte, content: dict[str, Any], step: str) -> None:
    """Change a card where it stands; one that has not left leaves with the new state."""
    first = alertes_envoyees.envoi(en_main.tx, row.id)
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
