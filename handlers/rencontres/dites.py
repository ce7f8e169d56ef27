"""Counts that were typed and wait to be recorded: each keeps its own message, and its hour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from bot.clock import paris
from bot.engine.conditions import Answers
from bot.engine.script import Beforehand
from bot.feature.beforehand import AUSSI, MESSAGE
from bot.feature.contract import Context
from bot.questions import sur_place
from bot.words import heure, jour

DICTE: Final = "dicte"
"""The answer that holds them."""
DIT: Final = Beforehand[str]("dit")
"""When the first one was said (ISO): what is typed in its place is of that moment too."""


@dataclass(frozen=True, slots=True)
class CompteDit:
    """One typed line: how many of each public, when (ISO), and the message that said it.

    `le` is None in a conversation begun before lines kept their hour.
    """

    comptes: dict[str, int]
    inconnus: list[str]
    le: str | None = None
    message: int | None = None

    def said_at(self, context: Context) -> datetime:
        return datetime.fromisoformat(self.le) if self.le else sur_place.began_at(context)


def answer(lignes: Sequence[CompteDit]) -> dict[str, Any]:
    """These lines as the conversation keeps them, with what they say together."""
    comptes: Counter[str] = Counter()
    for ligne in lignes:
        comptes.update(ligne.comptes)
    inconnus = [word for ligne in lignes for word in ligne.inconnus]
    kept = [asdict(ligne) for ligne in lignes]
    return {"comptes": dict(comptes), "inconnus": inconnus, "lignes": kept}


def lignes(answers: Answers) -> list[CompteDit]:
    """What waits in this conversation."""
    dicte: Mapping[str, Any] | None = answers.get(DICTE)
    if dicte is None:
        return []
    if "lignes" in dicte:
        return [CompteDit(**ligne) for ligne in dicte["lignes"]]
    return [CompteDit(dicte["comptes"], dicte["inconnus"], None, MESSAGE.of(answers))]


def latest(context: Context, answers: Answers) -> datetime:
    """When the last of them was said, or the conversation began."""
    said = [ligne.said_at(context) for ligne in lignes(answers)]
    return max(said, default=sur_place.began_at(context))


def with_one_more(waiting: Answers, heard: Answers) -> dict[str, Any]:
    """The answers of a conversation that waits, with the line just heard.

    Heard again from a message that is there already, it takes its place, at the same hour.
    """
    (new,) = lignes(heard)
    kept = lignes(waiting)
    same = [n for n, ligne in enumerate(kept) if new.message and ligne.message == new.message]
    if same:
        kept[same[0]] = CompteDit(new.comptes, new.inconnus, kept[same[0]].le, new.message)
    else:
        kept.append(new)
    others = [ligne.message for ligne in kept if ligne.message]
    return {**waiting, DICTE: answer(kept), **AUSSI.seed(others)}


def hours(context: Context, kept: Sequence[CompteDit]) -> str:
    """« 17 h 50 », or « 17 h 50 : 2 · 18 h 10 : 3 » when they were not said together."""
    met: Counter[str] = Counter()
    for ligne in kept:
        met[_hour(context, ligne.said_at(context))] += sum(ligne.comptes.values())
    if len(met) == 1:
        return next(iter(met))
    return " · ".join(f"{hour} : {n}" for hour, n in met.items())


def _hour(context: Context, le: datetime) -> str:
    today = paris(le).date() == paris(context.now).date()
    return heure(le) if today else f"{jour(le)}, {heure(le)}"
