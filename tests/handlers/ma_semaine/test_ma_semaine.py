"""The week of the coordination: what waits, the oldest first, each line opening its screen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.casework import annuaire
from storage.work import Work
from tests.handlers.people import COORDINATION, MEDIATRICE, Team
from tests.handlers.test_every_flow import lived

WEEK = "📌 Ma semaine"


@pytest.fixture
def street(team: Team) -> Team:
    """One thing of each kind, noted this evening."""
    lived(team)
    team.says(MEDIATRICE, "💡 Préconisation")
    team.taps(MEDIATRICE, "Aménagement", "Voirie")
    team.says(MEDIATRICE, "Deux bancs de plus.")
    team.taps(MEDIATRICE, "3 mois")
    return team


def lines(team: Team) -> list[str]:
    """Those of all its screens."""
    said, page = team.says(COORDINATION, WEEK), 2
    while (label := f"Page {page} ›") in team.labels(COORDINATION):
        said, page = said + "\n" + team.taps(COORDINATION, label), page + 1
    return [line.removeprefix("• ") for line in said.split("\n") if line.startswith("• ")]


def test_what_is_late_due_to_reread_and_to_answer_is_there_oldest_first(street: Team) -> None:
    assert lines(street) == [
        "⚠️ 📅 Site A : 1er comité opérationnel, le 13 octobre",
        "⚠️ 📅 Site B : 1er comité opérationnel, le 13 octobre",
        "⚠️ 📅 Site C : 1er comité opérationnel, le 27 octobre",
        "💡 P-0001, aménagement, Site A : sans réponse depuis le 17 novembre",
        "📝 1 texte à relire, depuis le 17 novembre",
        "📥 D-0001, nuisance, Site A : répondre avant le 27 novembre",
    ]
    assert "6 choses à faire, dont 3 en retard." in street.reads(COORDINATION)


def test_after_weeks_without_an_answer_each_is_late_and_stays(street: Team) -> None:
    street.clock.advance(timedelta(days=20))
    said = "\n".join(lines(street))
    for late in (
        "⚠️ 📅 Site A : 1er comité opérationnel",
        "⚠️ 📂 M-0001, Site A : étape prévue le 18 novembre, rien n'est noté",
        "⚠️ 🔁 1 relais à vérifier depuis plus d'une semaine",
        "⚠️ 📥 D-0001",
        "présences ou créneaux à confirmer, depuis le 2",
        "📅 Site A : Fin de l'intervention, le 5 janvier",
    ):
        assert late in said


@pytest.mark.parametrize(
    ("line", "screen"),
    [
        ("⚠️ 📅 Site A", "📅 <b>Site A</b>, Étouvie"),
        ("💡 P-0001", "À ce jour : proposée."),
        ("📝 1 texte", "Deux bancs de plus."),
        ("⚠️ 📥 D-0001", "⏰ La réponse était attendue avant"),
        ("⚠️ 📂 M-0001", "Le confier à un autre binôme ?"),
        ("⚠️ 🔁 1 relais", "1 relais ouvert, 1 à vérifier."),
        ("🔎 ", "créneaux prévus sans saisie"),
    ],
)
def test_each_line_opens_its_screen(street: Team, line: str, screen: str) -> None:
    street.clock.advance(timedelta(days=20))
    street.says(COORDINATION, WEEK)
    page = 2
    while not any(label.startswith(line) for label in street.labels(COORDINATION)):
        street.taps(COORDINATION, f"Page {page} ›")
        page += 1
    assert screen in street.taps(COORDINATION, line)


def test_a_meeting_of_the_week_is_there_until_it_is_noted_and_the_first_comite_with_it(
    street: Team,
) -> None:
    street.says(COORDINATION, "/comites")
    street.taps(COORDINATION, "🗓 Prévoir", "Comité opérationnel Ouest")
    street.says(COORDINATION, "20/11")
    assert "🏛 Comité opérationnel Ouest : à réunir le 20 novembre" in lines(street)
    street.clock.advance(timedelta(days=5))
    assert any("s'est-il tenu ? Il était prévu le 20 novembre" in line for line in lines(street))
    street.says(COORDINATION, WEEK)
    if "⚠️ 🏛 Comité opérationnel Ouest" not in street.labels(COORDINATION):
        street.taps(COORDINATION, "Page 2 ›")
    street.taps(COORDINATION, "⚠️ 🏛 Comité opérationnel Ouest", "✅ Tenue", "Comité")
    street.says(COORDINATION, "Un créneau de plus le samedi.")
    said = "\n".join(lines(street))
    assert "🏛 Comité opérationnel Ouest" not in said
    assert "Site A : 1er comité" not in said


def test_what_is_due_after_an_intervention_leaves_once_it_is_ticked(street: Team) -> None:
    street.clock.advance(timedelta(days=65))
    due = "⚠️ 📅 Site A : Compte rendu final, le 20 janvier"
    assert due in lines(street)
    street.says(COORDINATION, WEEK)
    page = 2
    while "⚠️ 📅 Site A · Compte rendu final" not in street.labels(COORDINATION):
        street.taps(COORDINATION, f"Page {page} ›")
        page += 1
    street.taps(COORDINATION, "⚠️ 📅 Site A · Compte rendu final", "☑️ Site A · Compte rendu")
    assert due not in lines(street)


def test_a_partner_s_correction_and_a_silent_ville_are_waited_for(street: Team) -> None:
    with street.database.transaction() as tx:
        work = Work(tx, street.programme, street.clock.now())
        annuaire.ask(work, "pa-ccas", "Les horaires ont changé.", "essai")
    street.says(COORDINATION, "/demandes")
    street.taps(COORDINATION, "D-0001", "🏛 À la médiation de la Ville")
    assert "📒 CCAS : fiche à corriger, demandé le 17 novembre" in lines(street)
    assert not any("D-0001" in line for line in lines(street))
    silent = "📥 D-0001, nuisance, Site A : à la Ville sans nouvelles depuis le 17 novembre"
    street.clock.advance(timedelta(days=14, hours=12))
    assert silent not in lines(street), "the coordination is asked after a fortnight, not before"
    street.clock.advance(timedelta(hours=12))
    assert silent in lines(street)
    street.says(COORDINATION, WEEK)
    page = 2
    while "📒 CCAS" not in street.labels(COORDINATION):
        street.taps(COORDINATION, f"Page {page} ›")
        page += 1
    assert "<b>" in street.taps(COORDINATION, "📒 CCAS")
