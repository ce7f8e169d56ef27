"""A conversation carried through a turn: what it knows is read once, and is always the latest."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat import words
from bot.engine.conditions import Answers, Facts
from bot.feature.contract import Context, Handler
from bot.feature.course import Course
from storage.models import Conversation
from tests.handlers.people import MEDIATEUR, MEDIATRICE, Team


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.taps(MEDIATEUR, "👍")
    return team


@pytest.fixture
def readings(street: Team) -> Counter[str]:
    """How often the facts of each flow were computed, by the flow's name."""
    found: Counter[str] = Counter()

    def counting(handler: Handler) -> Handler:
        def facts(context: Context, answers: Answers) -> Facts:
            found[handler.flow.name] += 1
            return handler.facts(context, answers)

        return replace(handler, facts=facts)

    handlers = tuple(counting(one) for one in street.desk.handlers)
    street.desk = replace(street.desk, handlers=handlers)
    return found


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Whatever a conversation remembers is compared with what it would read: it never differs.

    How often each flow spared itself a reading.
    """
    spared: Counter[str] = Counter()
    remembered = Course.facts

    def facts(course: Course, answers: Answers) -> Facts:
        before = course._answers
        found = remembered(course, answers)
        if course._answers is before:
            spared[course.handler.flow.name] += 1
            assert found == course.handler.facts(course.context, answers)
        return found

    monkeypatch.setattr(Course, "facts", facts)
    return spared


def test_facts_are_read_once_by_a_turn_that_changes_none_of_them(
    street: Team, readings: Counter[str]
) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    assert readings == {"signalement": 1}
    street.taps(MEDIATRICE, "Éclairage")
    readings.clear()
    street.says(MEDIATRICE, "06 39 98 12 34")
    assert readings == {"signalement": 1}
    street.says(MEDIATRICE, "devant le 12")
    readings.clear()
    for turn, label in enumerate(("✏️ Modifier", "⬅️ Retour", "✅ Envoyer"), 1):
        street.taps(MEDIATRICE, label)
        assert readings == {"signalement": turn}
    assert "V-0001" in street.reads(MEDIATRICE)


def test_facts_are_read_again_by_a_turn_that_answers_what_they_depend_on(
    street: Team, readings: Counter[str]
) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    readings.clear()
    # Its label is looked for, the option taken, and the next question's own facts read.
    assert street.says(MEDIATRICE, "Éclairage") == "Où ?"
    assert readings == {"signalement": 2}


def test_what_a_colleague_entered_meanwhile_is_on_the_card_shown_again(
    street: Team, readings: Counter[str]
) -> None:
    assert "12-17 ans" not in street.day(MEDIATRICE)
    street.says(MEDIATEUR, "8 ados")
    street.taps(MEDIATEUR, "✅ Enregistrer", "⏭ Passer")
    readings.clear()
    said = street.says(MEDIATRICE, "zut")
    assert said.startswith("⚠️")
    assert "17 h 04 · 8 × 12-17 ans" in street.labels(MEDIATRICE)
    assert readings == {"ma_journee": 1}


def test_what_an_answer_records_is_on_the_next_screen(street: Team) -> None:
    street.says(MEDIATRICE, "👥 Rencontres")
    for taps, label in enumerate(("12-17 ans", "12-17 ans", "18-25 ans"), 1):
        assert f"Total : {taps}" in plain(street.taps(MEDIATRICE, label))
    assert {"12-17 ans · 2", "18-25 ans · 1"} <= set(street.labels(MEDIATRICE))
    assert "Total : 2" in plain(street.taps(MEDIATRICE, "↩️ −1"))
    assert "18-25 ans · 0" in street.labels(MEDIATRICE)


def plain(said: str) -> str:
    return said.replace("<b>", "").replace("</b>", "")


def test_what_an_answer_records_is_known_to_the_question_after_it(street: Team) -> None:
    """Nothing but its dossier, written by « Comment ? », tells the last screen its number."""
    street.says(MEDIATRICE, "⚡ Conflit")
    street.taps(MEDIATRICE, "🕐 En différé", "Habitant", "Voisinage", "✅ Oui")
    said = street.taps(MEDIATRICE, "Médiation navette")
    assert said == "Dossier <b>M-0001</b> ouvert. Prochaine étape ?"


def test_a_new_conversation_knows_nothing_of_the_one_that_it_parks(street: Team) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    street.clock.advance(timedelta(hours=13))
    said = street.says(MEDIATRICE, "8 ados, calme")
    assert said.startswith("<b>Compris :</b>")
    assert "🕐" not in said, "it was said now, not when the parked one was begun"


def test_a_whole_evening_remembers_only_what_it_would_read(
    street: Team, checked: Counter[str]
) -> None:
    street.says(MEDIATRICE, "👥 Rencontres")
    street.taps(MEDIATRICE, "12-17 ans", "Groupe de 5", "18-25 ans", "✅ Fini", "La moitié")
    street.says(MEDIATRICE, "8 ados 3 adultes, calme, tag au portail")
    street.taps(MEDIATRICE, "✅ Envoyer")
    street.says(MEDIATRICE, "🔧 Signalement")
    street.says(MEDIATRICE, "Éclairage")
    street.taps(MEDIATRICE, "📌", "✏️ Modifier", "⬅️ Retour", "✅ Envoyer")
    street.says(MEDIATRICE, "📋 Ma journée")
    street.taps(MEDIATRICE, "17 h 04", "⬅️ Retour", "✖️")
    street.says(MEDIATRICE, "▶️ Présence")
    street.taps(MEDIATRICE, "⏹ Terminer", "⏭ Passer", "⏭ Passer")
    assert "Présence terminée" in street.reads(MEDIATRICE)
    flows = {"rencontres", "saisie", "signalement", "ma_journee", "presence_en_cours"}
    assert flows <= checked.keys()


@pytest.mark.parametrize("button", ["▶️ Reprendre", "✖️ Abandonner"])
def test_a_parked_conversation_whose_flow_is_gone_is_only_closed(
    street: Team, button: str
) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    street.taps(MEDIATRICE, "Éclairage")
    street.says(MEDIATRICE, "👥 Rencontres")
    street.says(MEDIATRICE, "/annuler")
    kept = [one for one in street.desk.handlers if one.flow.name != "signalement"]
    street.desk = replace(street.desk, handlers=tuple(kept))
    street.taps(MEDIATRICE, button)
    parked = street.rows(Conversation)[1]
    assert (street.toasts[-1] == words.GONE) == (button == "▶️ Reprendre")
    assert parked.etat == ("gardee" if button == "▶️ Reprendre" else "annulee")


@pytest.mark.parametrize("command", ["/fermer", "/abandonner", "/annuler"])
def test_a_conversation_is_left_by_a_word_that_says_so(team: Team, command: str) -> None:
    """« /annuler » first left it, and still does; what is recorded is taken back elsewhere."""
    team.says(MEDIATRICE, "👥 Rencontres")
    assert "Fermé" in team.says(MEDIATRICE, command)
