"""What becomes of signalements, told to mediators at a bearable rate: several make one message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, Final

from bot.casework.comptes import signed
from bot.casework.signalement.contenu import EnMain
from bot.delivery.channels import to_person
from storage import nouvelles
from storage.machine.outbox import Lane, Message, post
from storage.models import NOUVELLES, Personne
from storage.nouvelles import LIGNES

FENETRE: Final = timedelta(minutes=5)
"""After one change was told, how long the next ones wait to be told together (proposed)."""
ENOUGH: Final = 3_500
"""Characters of one message, of the 4,096 that Telegram takes."""
ChangementDit = Sequence[Any]


def tell(
    en_main: EnMain, listeners: Iterable[Personne], key: str, content: dict[str, Any]
) -> None:
    """Each is told of that change: at once, or with the others of the next minutes.

    A question (`keyboard`) is asked at once and alone: what was to be said of the same
    signalement comes first in it.
    """
    for one in listeners:
        if "keyboard" in content:
            _ask(en_main, one, f"{key}:{one.id}", content)
        else:
            _say(en_main, one, f"{key}:{one.id}", content["text"])


def _ask(en_main: EnMain, who: Personne, key: str, content: dict[str, Any]) -> None:
    before: list[ChangementDit] = []
    if waiting := nouvelles.waiting(en_main.tx, who.id, to_person(who)):
        row_id, kept = waiting
        before = [line for line in kept[LIGNES] if line[0] == en_main.signalement.id]
        others = [line for line in kept[LIGNES] if line not in before]
        nouvelles.rewrite(en_main.tx, row_id, _content(en_main, who, others))
    text = "\n".join([*(line[1] for line in before), content["text"]])
    said = content | {"text": signed(en_main, who.telegram_id, text)}
    post(en_main.tx, en_main.now, Message(key, Lane.PROMPT, to_person(who), said))


def _say(en_main: EnMain, who: Personne, key: str, text: str) -> None:
    line = [en_main.signalement.id, text]
    waiting = nouvelles.waiting(en_main.tx, who.id, to_person(who))
    if waiting and len(waiting[1]["text"]) + len(text) < ENOUGH:
        row_id, kept = waiting
        nouvelles.rewrite(en_main.tx, row_id, _content(en_main, who, [*kept[LIGNES], line]))
        return
    last, now = who.nouvelles_le, en_main.now
    leaves = now if last is None or last + FENETRE <= now else last + FENETRE
    content, subject = _content(en_main, who, [line]), NOUVELLES.of(who.id)
    message = Message(key, Lane.PROMPT, to_person(who), content, subject, leaves)
    post(en_main.tx, now, message)
    who.nouvelles_le = leaves


def _content(en_main: EnMain, who: Personne, lines: Sequence[ChangementDit]) -> dict[str, Any]:
    text = "\n".join(line[1] for line in lines)
    return {"text": signed(en_main, who.telegram_id, text), LIGNES: [list(one) for one in lines]}
