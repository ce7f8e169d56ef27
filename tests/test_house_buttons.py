"""One word on a button means one thing: closed, given up, taken back."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from bot.chat.present import GIVE_UP, LABELS
from bot.engine.script import Flow, Option
from bot.engine.state import Action
from bot.feature.door import all_flows
from tests.test_house_rules import CODE, name, tree

SIGN: dict[str, str] = {"Fermer": "✖️", "Abandonner": "✖️", "Annuler": "↩️"}
"""Nothing was at stake; what was begun is lost; what was recorded is taken back."""
WORDS: dict[str, str] = {
    "✖️": r"Fermer|Abandonner|Non, la garder|",
    "↩️": r"Annuler\b.*|Corriger ma réponse|Reprendre la présence|Oui, l'annuler|−1"
    r"|Remettre|Retirer (?:ce créneau|la dernière personne)|Revenir au planning type",
}
"""All that may follow a sign on a button. « ✖️ » alone is how a sentence names it."""
SPOKEN = re.compile(r"[.!?:]|Annulé|Rien n'|La dernière")
"""A sentence that begins with a sign is no button."""


def labels() -> Iterator[tuple[str, str]]:
    """(where, words) of every string that may be a button, whatever writes it."""
    for path in CODE:
        if not name(path).startswith("bot/sandbox/"):
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield f"{name(path)}:{node.lineno}", node.value


def faults(where: str, label: str) -> list[str]:
    sign, _, words = label.partition(" ")
    first = words.split(" ")[0] if words else ""
    said = [f"{where}: {label}"]
    if SPOKEN.search(label) or len(label) > 40:
        return []
    if label in SIGN or (first in SIGN and SIGN[first] != sign):
        return said
    return said if sign in WORDS and not re.fullmatch(WORDS[sign], words) else []


def test_each_word_has_its_sign_and_each_sign_its_words() -> None:
    assert [fault for one in labels() for fault in faults(*one)] == []


def test_a_word_under_another_sign_is_seen() -> None:
    planted = ["✖️ Annuler", "🗑 Abandonner", "🚫 Annuler un créneau", "↩️ Fermer", "Fermer"]
    assert [one for one in planted if not faults("ici", one)] == []
    kept = ["✖️ Fermer", "↩️ Annuler R-0001", "Annuler la dernière saisie", "↩️ Rien n'a été annulé."]
    assert [one for one in kept if faults("ici", one)] == []


def test_a_conversation_is_left_by_two_words_only() -> None:
    assert (LABELS[Action.CANCEL], GIVE_UP) == ("✖️ Fermer", "✖️ Abandonner")
    own = {step.cancel_label for handler in all_flows() for step in handler.flow.steps}
    assert own - {None} <= {"✖️ Fermer", "✖️ Non, la garder", "🚫 Pas un signalement", "🗑 Jeter"}


def written(flow: Flow) -> Iterator[tuple[Option, ...]]:
    """The options of each question that are in its script."""
    for step in flow.steps:
        if not isinstance(step.options, str):
            yield step.options


def test_no_question_has_two_buttons_of_one_word() -> None:
    """« Oui » and « Oui, supprimer » would be two; so would two that begin alike."""
    for handler in all_flows():
        for options in written(handler.flow):
            words = [one.label for one in options]
            assert len(set(words)) == len(words), handler.flow.name
