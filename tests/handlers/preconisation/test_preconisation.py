"""A préconisation: six taps and a text, answered by the coordination, told to the binôme."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.clock import MovableClock, paris
from storage import people
from storage.machine.db import Database
from storage.models import Audit, Note, Outbox, Preconisation
from tests.handlers.people import COORDINATION, MEDIATEUR, MEDIATRICE, Team, mons, open_team

WORDS = "Deux bancs face au terrain, pour que les aînés s'assoient."


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return team


def observes(team: Team) -> None:
    team.says(MEDIATRICE, "👁 Observation")
    team.taps(MEDIATRICE, "😟 1", "⏭ Passer", "✅ Enregistrer")


def proposes(team: Team) -> str:
    """Menu, kind, service, words, horizon."""
    team.says(MEDIATRICE, "➕ Autre")
    team.taps(MEDIATRICE, "💡", "Aménagement", "Espaces verts")
    team.says(MEDIATRICE, WORDS)
    return team.taps(MEDIATRICE, "3 mois")


def row(team: Team) -> Preconisation:
    return team.rows(Preconisation)[0]


def test_six_taps_and_a_text_with_the_linked_observations(street: Team) -> None:
    observes(street)
    observes(street)
    assert "Joindre 2 observations de ce site" in proposes(street)
    said = street.taps(MEDIATRICE, "✅ Oui")
    assert said.partition("\n")[0] == (
        "💡 P-0001 (Aménagement, Site A, pour Espaces verts, 3 mois) est proposée "
        "à la coordination. Vous saurez sa réponse."
    )
    kept = row(street)
    assert (kept.statut, kept.observations, kept.numero) == ("proposee", [1, 2], 1)
    (note,) = street.rows(Note)
    assert (note.objet, note.texte, note.statut) == ("preconisation", WORDS, "a_relire")


def test_without_an_observation_nothing_is_asked_of_them(street: Team) -> None:
    assert "P-0001" in proposes(street)
    assert row(street).observations == []


def test_old_observations_are_not_offered(street: Team) -> None:
    observes(street)
    street.clock.advance(timedelta(days=31))
    assert "P-0001" in proposes(street)


def test_the_other_services_are_one_tap_further(street: Team) -> None:
    street.says(MEDIATRICE, "/preconisation")
    street.taps(MEDIATRICE, "Information", "Autre…", "Transporteur")
    street.says(MEDIATRICE, "Un plan à l'arrêt.")
    street.taps(MEDIATRICE, "Tout de suite")
    assert row(street).destinataire == "sv-transporteur"


def test_the_coordination_answers_in_one_tap_and_both_mediators_know(street: Team) -> None:
    proposes(street)
    assert WORDS in street.reads(COORDINATION)
    assert street.labels(COORDINATION) == [
        "🔎 À l'étude",
        "✅ Retenue…",
        "🌓 Retenue en partie…",
        "🚫 Écartée…",
    ]
    said = street.taps(COORDINATION, "🔎")
    assert "à l'étude, le mardi 17 novembre. Le binôme est prévenu." in said
    for who in (MEDIATRICE, MEDIATEUR):
        assert "P-0001</b> (Aménagement, Site A" in street.reads(who)
        assert "à l'étude" in street.reads(who)
    street.taps(COORDINATION, "✅ Retenue", "⏭ Passer", "🏁 Réalisée")
    assert street.labels(COORDINATION) == ["↩️ Annuler"]
    assert row(street).statut == "realisee"
    assert [one.acte for one in street.rows(Audit)] == ["etudier", "retenir", "realiser"]


def test_setting_it_aside_says_why(street: Team) -> None:
    proposes(street)
    assert "Pourquoi l'écarter ?" in street.taps(COORDINATION, "🚫")
    assert "P-0001 : écartée" in street.says(COORDINATION, "La place sera refaite au printemps.")
    assert "« La place sera refaite au printemps. »" in street.reads(MEDIATEUR)
    assert row(street).decidee_le == street.clock.now()


def test_a_wrong_answer_is_taken_back_and_its_binome_told(street: Team) -> None:
    proposes(street)
    street.taps(COORDINATION, "🔎 À l'étude", "🚫 Écartée…")
    street.says(COORDINATION, "La place sera refaite.")
    said = street.taps(COORDINATION, "↩️ Annuler")
    assert said.startswith("↩️ Annulé : P-0001 : écartée.\n💡 <b>P-0001</b> · Aménagement")
    assert street.labels(COORDINATION) == [
        *("✅ Retenue…", "🌓 Retenue en partie…", "🚫 Écartée…"),
    ]
    for who in (MEDIATRICE, MEDIATEUR):
        assert street.reads(who) == (
            "💡 <b>P-0001</b> (Aménagement, Site A, pour Espaces verts, 3 mois) : la réponse "
            "« écartée » est annulée, c'était une erreur. De nouveau : <b>à l'étude</b>."
        )
    assert row(street).statut == "a-l-etude"
    assert street.rows(Note)[-1].texte_valide is None, "its reason says nothing any more"
    street.taps(COORDINATION, "🚫 Écartée…")
    assert "P-0001 : écartée" in street.says(COORDINATION, "Elle gêne les secours."), "once more"
    assert "« Elle gêne les secours. »" in street.reads(MEDIATEUR)
    undo = street.button(COORDINATION, "↩️ Annuler")
    street.says(COORDINATION, "/annuler_derniere")
    assert "17 h 04 · P-0001 : écartée" in street.reads(COORDINATION)
    street.taps(COORDINATION, "↩️ Oui")
    street.says(COORDINATION, "/preconisations")
    street.taps(COORDINATION, "P-0001", "✅ Retenue…", "⏭ Passer")
    assert street.presses(COORDINATION, *undo) == "C'était déjà annulé."
    assert row(street).statut == "retenue"


@pytest.mark.parametrize(
    ("answer", "statut", "said"),
    [
        ("✅ Retenue…", "retenue", "retenue"),
        ("🌓 Retenue en partie…", "retenue-en-partie", "retenue en partie"),
        ("🚫 Écartée…", "ecartee", "écartée"),
    ],
)
def test_the_comite_s_answer_takes_two_gestures_with_its_word_and_its_day(
    street: Team, answer: str, statut: str, said: str
) -> None:
    proposes(street)
    street.taps(COORDINATION, answer)
    told = street.says(COORDINATION, "Un banc, au printemps.")
    assert told.startswith(f"💡 P-0001 : {said}, le mardi 17 novembre.")
    kept = row(street)
    assert (kept.statut, kept.decidee_le) == (statut, street.clock.now())
    for who in (MEDIATRICE, MEDIATEUR):
        assert street.reads(who) == (
            "💡 <b>P-0001</b> (Aménagement, Site A, pour Espaces verts, 3 mois) : "
            f"<b>{said}</b>, le mardi 17 novembre.\n« Un banc, au printemps. »"
        )
    note = street.rows(Note)[-1]
    assert (note.objet, note.statut) == ("preconisation_motif", "validee")


def test_an_answer_of_another_day_is_dated_of_that_day(street: Team) -> None:
    proposes(street)
    street.clock.advance(timedelta(days=10))
    said = street.taps(COORDINATION, "✅ Retenue…", "📅 Un autre jour", "Jeudi 26 novembre")
    assert "Le binôme lira ce mot." in said
    said = street.taps(COORDINATION, "⏭ Passer")
    assert "P-0001 : retenue, le jeudi 26 novembre." in said
    assert "<b>retenue</b>, le jeudi 26 novembre." in street.reads(MEDIATRICE)
    decided = row(street).decidee_le
    assert decided is not None
    assert paris(decided).date() == date(2026, 11, 26)


def test_what_was_kept_in_part_may_be_done_or_kept_whole(street: Team) -> None:
    proposes(street)
    street.taps(COORDINATION, "🌓", "⏭ Passer")
    answers = ["✅ Retenue…", "🏁 Réalisée", "🚫 Écartée…"]
    assert street.labels(COORDINATION) == [*answers, "↩️ Annuler"]
    street.taps(COORDINATION, "🏁")
    assert row(street).statut == "realisee"


def test_what_it_aims_at_follows_from_what_was_seen(street: Team) -> None:
    proposes(street)
    assert "Visée : Meilleure appropriation." in street.reads(COORDINATION)
    street.says(MEDIATRICE, "👁 Observation")
    street.taps(MEDIATRICE, "😟 1", "⏭ Passer", "− Dégradations", "✅ Enregistrer")
    proposes(street)
    street.taps(MEDIATRICE, "✅ Oui")
    assert "Visée : Réduire des mésusages." in street.reads(COORDINATION)


def test_the_coordination_sees_whether_its_words_may_leave(street: Team) -> None:
    proposes(street)
    street.says(COORDINATION, "/preconisations")
    assert "Son texte n'est pas encore relu" in street.taps(COORDINATION, "P-0001")
    street.says(COORDINATION, "/relire")
    street.taps(COORDINATION, "✅ Valider")
    street.says(COORDINATION, "/preconisations")
    assert "Son texte est relu : il peut être diffusé." in street.taps(COORDINATION, "P-0001")


def test_a_second_press_changes_nothing(street: Team) -> None:
    proposes(street)
    number, data = street.button(COORDINATION, "🔎 À l'étude")
    street.presses(COORDINATION, number, data)
    before = len(street.shown(MEDIATRICE))
    street.presses(COORDINATION, number, data)
    assert "déjà « à l'étude »" in street.reads(COORDINATION)
    assert len(street.shown(MEDIATRICE)) == before


def test_a_mediator_decides_nothing(street: Team) -> None:
    proposes(street)
    number, data = street.button(COORDINATION, "✅ Retenue")
    assert "réservé à la coordination" in street.presses(MEDIATRICE, number, data)
    assert row(street).statut == "proposee"


def test_a_card_that_somebody_answered_meanwhile_says_so(street: Team) -> None:
    proposes(street)
    number, data = street.button(COORDINATION, "🚫 Écartée")
    street.says(COORDINATION, "/preconisations")
    street.taps(COORDINATION, "P-0001 · Aménagement", "✅ Retenue", "⏭ Passer")
    street.presses(COORDINATION, number, data)
    assert "À ce jour : retenue.\nPourquoi l'écarter ?" in street.reads(COORDINATION)


def test_it_is_found_again_in_the_coordination_s_own_list(street: Team) -> None:
    assert "Aucune préconisation" in street.says(COORDINATION, "/preconisations")
    proposes(street)
    street.says(COORDINATION, "/preconisations")
    street.taps(COORDINATION, "P-0001 · Aménagement", "✅ Retenue")
    assert "P-0001 : retenue" in street.taps(COORDINATION, "⏭ Passer")


def test_once_answered_it_is_not_taken_back(street: Team) -> None:
    proposes(street)
    street.taps(COORDINATION, "✅ Retenue", "⏭ Passer")
    street.says(MEDIATRICE, "📋 Ma journée")
    said = street.taps(MEDIATRICE, "17 h 04 · P-0001 Aménagement, retenue", "🗑 Supprimer")
    assert "déjà répondu" in said


def test_without_a_coordinator_on_telegram_a_letter_goes_without_the_words(
    street: Team,
) -> None:
    street.clock.advance(timedelta(minutes=1))
    with street.database.transaction() as tx:
        (one,) = people.with_role(tx, street.programme.id, "coordination")
        people.revoke(tx, one, street.clock.now())
    proposes(street)
    (letter,) = [one for one in street.rows(Outbox) if one.canal == "email"]
    assert "P-0001" in str(letter.contenu)
    assert WORDS not in str(letter.contenu)


def test_mons_has_its_own_services(sqlite_database: Database, clock: MovableClock) -> None:
    team = open_team(sqlite_database, clock, mons())
    team.says(MEDIATRICE, "/preconisation")
    said = team.taps(MEDIATRICE, "Autre…", "📍 Site D", "Aménagement")
    assert said == "Pour qui ?"
    assert len(team.labels(MEDIATRICE)) <= 6 + 3


def test_years_of_retained_ones_leave_room_for_what_waits(street: Team) -> None:
    proposes(street)
    with street.database.transaction() as tx:
        (first,) = tx.scalars(select(Preconisation))
        columns = {one.name: getattr(first, one.name) for one in Preconisation.__table__.columns}
        for numero in range(2, 122):
            others = {"id": numero, "numero": numero, "source": f"ancienne:{numero}"}
            tx.add(Preconisation(**{**columns, **others, "statut": "retenue"}))
    street.says(COORDINATION, "/preconisations")
    labels = street.labels(COORDINATION)
    street.taps(COORDINATION, "Page 2 ›")
    labels += street.labels(COORDINATION)
    assert [label for label in labels if label.startswith("P-")] == [
        "P-0001 · Aménagement",
        *(f"P-{numero:04d} · Aménagement" for numero in range(121, 91, -1)),
    ]
