"""A direct request: seven taps to pass it on, one or two to decide, and everyone told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import MovableClock
from handlers.demande.clock import remind
from handlers.demande.feature import FEATURE
from storage.machine.db import Database
from storage.models import DossierMediation, Note
from storage.work import Work
from tests.handlers.demande.cast import (
    REQUESTER,
    TAPS,
    by_mail,
    demande,
    letters,
    passed_on,
    sends,
    starts,
)
from tests.handlers.people import (
    AUTRE_BINOME,
    COORDINATION,
    MEDIATEUR,
    MEDIATRICE,
    Team,
    mons,
    open_team,
)


@pytest.fixture
def street(team: Team) -> Team:
    return starts(team)


def test_seven_taps_pass_a_request_on(street: Team) -> None:
    said = passed_on(street)
    assert len(TAPS) == 7
    assert said == (
        "<b>D-0001</b> transmise à la coordination, réponse attendue avant "
        "vendredi 20 novembre à 18 h 00."
    )
    row = demande(street)
    assert (row.origine, row.objet, row.urgence, row.statut) == (
        "dem-bailleur",
        "od-nuisance",
        "ud-semaine",
        "recue",
    )
    assert street.programme.site_slugs[row.site_id or 0] == "site-a"


def test_the_coordination_has_it_at_once_with_its_buttons(street: Team) -> None:
    passed_on(street)
    assert street.reads(COORDINATION) == (
        "📥 D-0001 : Bailleur · Nuisance · Site A · Cette semaine\n"
        "Réponse attendue avant vendredi 20 novembre à 18 h 00."
    )
    assert street.labels(COORDINATION) == [
        "✅ Accepter et affecter",
        "❓ Demander une précision",
        "↪️ Hors mission",
        "🏛 À la médiation de la Ville",
    ]
    assert len(letters(street, "coordination@mediation.example.org")) == 1


def test_another_place_in_words_is_a_note_to_reread(street: Team) -> None:
    street.says(MEDIATRICE, "/demande")
    said = street.taps(MEDIATRICE, "Habitant", "Présence", "Autre lieu")
    assert "Sans nom ni détail" in said
    street.says(MEDIATRICE, "derrière le gymnase")
    street.taps(MEDIATRICE, "Quand possible", "✅ Transmettre")
    (note,) = street.rows(Note)
    assert (note.objet, note.statut, note.texte) == ("demande", "a_relire", "derrière le gymnase")
    assert demande(street).site_id is None
    assert "« derrière le gymnase »" in street.reads(COORDINATION)


def test_two_taps_accept_and_entrust_and_the_binome_may_act(street: Team) -> None:
    passed_on(street)
    assert "Quel binôme s'en charge ?" in street.taps(COORDINATION, "✅ Accepter")
    said = street.taps(COORDINATION, "Binôme 2")
    assert said.startswith("📥 D-0001 · Acceptée, Binôme 2")
    assert demande(street).decidee_le == street.clock.now()
    assert "La coordination vous confie <b>D-0001</b>" in street.reads(AUTRE_BINOME)
    assert "un autre binôme s'en charge" in street.reads(MEDIATRICE)
    assert street.labels(AUTRE_BINOME) == [
        "🤝 Ouvrir une médiation",
        "🔧 Signaler",
        "▶️ Présence",
        "✅ C'est fait",
    ]


def test_a_mediation_opened_from_it_ends_it_on_its_own_site(street: Team) -> None:
    passed_on(street)
    street.taps(COORDINATION, "✅ Accepter", "Binôme 2")
    assert street.taps(AUTRE_BINOME, "🤝 Ouvrir") == "De quoi s'agit-il ?"
    said = street.taps(AUTRE_BINOME, "Bruit", "✅ Oui", "Table ronde")
    assert "M-0001" in said
    (dossier,) = street.rows(DossierMediation)
    assert (dossier.demande_id, dossier.origine) == (1, "dem-bailleur")
    assert street.programme.site_slugs[dossier.site_id] == "site-a"
    assert (demande(street).statut, demande(street).suite) == ("traitee", "M-0001")
    assert street.reads(COORDINATION) == "📥 D-0001 est traitée : M-0001."


@pytest.mark.parametrize(
    ("label", "asks"), [("🔧 Signaler", "Sur quel site ?"), ("▶️ Présence", "Vous démarrez ?")]
)
def test_it_opens_the_other_flows_and_is_done_in_one_tap(
    street: Team, label: str, asks: str
) -> None:
    passed_on(street)
    street.taps(COORDINATION, "✅ Accepter", "Binôme 2")
    message_id, done = street.button(AUTRE_BINOME, "✅ C'est fait")
    assert asks in street.taps(AUTRE_BINOME, label)
    street.presses(AUTRE_BINOME, message_id, done)
    assert demande(street).statut == "traitee"
    street.presses(AUTRE_BINOME, message_id, done)
    assert street.toasts[-1] == "C'est déjà fait."


def test_only_the_coordination_decides_and_only_the_binome_acts(street: Team) -> None:
    passed_on(street)
    _message, accept = street.button(COORDINATION, "✅ Accepter")
    assert street.presses(MEDIATRICE, 1, accept) == "Ce bouton est réservé à la coordination."
    street.taps(COORDINATION, "✅ Accepter", "Binôme 2")
    _message, done = street.button(AUTRE_BINOME, "✅ C'est fait")
    assert "n'est pas confiée" in street.presses(MEDIATRICE, 1, done)
    assert demande(street).statut == "acceptee"


def test_a_second_decision_is_answered_with_the_first(street: Team) -> None:
    passed_on(street)
    message_id, refuse = street.button(COORDINATION, "↪️ Hors mission")
    street.presses(COORDINATION, message_id, refuse)
    assert "répond « hors mission »" in street.reads(MEDIATRICE)
    assert street.presses(COORDINATION, message_id, refuse) == "Hors mission"
    assert len([one for one in street.shown(MEDIATRICE) if "hors mission" in one]) == 1


def test_what_is_the_town_s_is_handed_to_its_service_in_the_lists_words(street: Team) -> None:
    street.says(MEDIATRICE, "/demande")
    street.taps(MEDIATRICE, "Habitant", "Conflit", "Autre lieu")
    street.says(MEDIATRICE, "devant le collège")
    street.taps(MEDIATRICE, "Aujourd'hui", "✅ Transmettre")
    street.taps(COORDINATION, "🏛 À la médiation")
    assert demande(street).statut == "transmise-ville"
    (letter,) = letters(street, "mediation@amiens.example.org")
    assert "[D-0001] Demande transmise" in letter
    assert "collège" not in letter, "words that nobody reread stay in the team"
    assert "transmise à la médiation de la Ville" in street.reads(MEDIATRICE)


def test_what_the_town_has_is_followed_until_it_is_over(team: Team) -> None:
    by_mail(team)
    team.taps(COORDINATION, "🏛 À la médiation")
    team.says(COORDINATION, "/demandes")
    assert team.labels(COORDINATION)[0] == (
        "D-0001 · Conflit · Site A · Transmise à la Ville, le 17 novembre"
    )
    for days, asked in ((14, 0), (1, 1), (1, 1), (14, 2), (60, 2)):
        team.clock.advance(timedelta(days=days))
        team.rings(*FEATURE.clocks.values())
        team.deliver()
        said = [one for one in team.shown(COORDINATION) if "Où en est-elle ?" in one]
        assert len(said) == asked
    assert said[0].startswith("🏛 D-0001 est à la médiation de la Ville depuis le 17 novembre.")
    team.taps(COORDINATION, "🔁 Redemander")
    ville = letters(team, "mediation@amiens.example.org")
    assert "vous a été transmise le 17 novembre 2026" in ville[-1]
    assert len(ville) == 2
    team.taps(COORDINATION, "✅ C'est fait")
    assert "traitée par le service de médiation de la Ville" in letters(team, REQUESTER)[-1]
    assert "Aucune demande" in team.says(COORDINATION, "/demandes")
    team.taps(COORDINATION, "↩️ Annuler", "✅ Accepter", "Binôme 1")
    ville = letters(team, "mediation@amiens.example.org")
    assert "la médiation de rue reprend cette demande" in ville[-1]
    sends(team)
    team.taps(COORDINATION, "↩️ Annuler")
    ville = letters(team, "mediation@amiens.example.org")
    assert len(ville) == 4
    assert "[D-0001] Demande transmise" in ville[-1], "it has it still"


def test_whoever_asked_by_mail_is_answered_at_each_step(team: Team) -> None:
    by_mail(team)
    (acknowledged,) = letters(team, REQUESTER)
    assert "[D-…] Demande reçue" in acknowledged
    assert "avant vendredi 20 novembre à 18 h 00" in acknowledged
    team.taps(COORDINATION, "❓ Demander")
    team.says(COORDINATION, "quel immeuble ?")
    team.taps(COORDINATION, "↪️ Hors mission")
    said = letters(team, REQUESTER)
    assert "Il manque une précision pour répondre à votre demande D-… : « quel im" in said[1]
    assert "n'entre pas dans la mission" in said[2]


def test_whoever_asked_learns_that_a_mediation_is_open_and_no_more(team: Team) -> None:
    by_mail(team)
    team.taps(COORDINATION, "✅ Accepter", "Binôme 1")
    team.taps(
        MEDIATRICE, "🤝 Ouvrir", "Insultes, menaces", "✅ Oui", "Médiation navette", "Demain"
    )
    opened = letters(team, REQUESTER)[-1]
    assert "une médiation est ouverte." in opened
    assert "Insultes" not in opened
    team.says(MEDIATRICE, "📋 Ma journée")
    team.taps(MEDIATRICE, "17 h 04 · M-0001", "🗑 Supprimer")
    again = letters(team, REQUESTER)[-1]
    assert "Votre demande D-… est de nouveau en cours" in again


def test_a_precision_asked_is_given_in_a_tap_and_a_sentence(street: Team) -> None:
    passed_on(street)
    asks = street.taps(COORDINATION, "❓ Demander")
    assert "<b>Que voulez-vous demander ?</b> La personne qui l'a écrite lira vos mots." in asks
    street.says(COORDINATION, "le matin ou le soir ?")
    assert demande(street).statut == "a-preciser"
    assert street.reads(MEDIATRICE) == (
        "📥 <b>D-0001</b> : la coordination demande une précision.\n"
        "« le matin ou le soir ? »\nRépondez en une phrase, sans nom."
    )
    said = street.taps(MEDIATEUR, "✍️ Préciser")
    assert "la coordination demande « le matin ou le soir ? »" in said
    assert "Sans nom ni détail" in said
    asked = street.latest[MEDIATEUR]
    said = street.says(MEDIATEUR, "plutôt le matin")
    assert "keyboard" not in street.phones[MEDIATEUR][asked], "the question is answered"
    assert said == "📥 D-0001 : c'est transmis à la coordination."
    assert demande(street).statut == "recue"
    exchange = "❓ « le matin ou le soir ? »\n« plutôt le matin »"
    assert exchange in street.reads(COORDINATION), "the answer comes back under its question"
    assert "✅ Accepter et affecter" in street.labels(COORDINATION)
    assert demande(street).decidee_le is None
    street.taps(MEDIATRICE, "✍️ Préciser")
    assert street.toasts[-1] == "La coordination n'attend plus de précision."


def test_a_late_answer_is_recalled_once(street: Team) -> None:
    passed_on(street)
    due = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
    for at in (due - timedelta(minutes=1), due, due + timedelta(days=1)):
        street.clock.set(at)
        for _ in range(2):
            with street.database.transaction() as tx:
                remind(
                    Work(tx, street.programme, at),
                )
            street.deliver()
    told = [one for one in street.shown(COORDINATION) if "attend une réponse" in one]
    assert len(told) == 1
    assert "promise avant vendredi 20 novembre à 18 h 00" in told[0]
    street.taps(COORDINATION, "↪️ Hors mission")
    assert demande(street).statut == "hors-mission"


def test_the_coordination_has_a_list_of_its_own(street: Team) -> None:
    assert street.says(COORDINATION, "📥 Demandes") == "📥 Aucune demande en cours."
    passed_on(street)
    street.says(COORDINATION, "/demandes")
    assert street.labels(COORDINATION)[0] == "D-0001 · Nuisance · Site A · Reçue"
    said = street.taps(COORDINATION, "D-0001", "✅ Accepter", "Binôme 1")
    assert said == "📥 D-0001 : Acceptée, Binôme 1."
    assert "vous confie <b>D-0001</b>" in street.reads(MEDIATEUR)


def test_a_mediator_has_no_such_list(team: Team) -> None:
    team.says(MEDIATRICE, "/demandes")
    assert not any("Quelle demande" in said for said in team.shown(MEDIATRICE))


def test_it_may_be_taken_back_until_it_is_decided(street: Team) -> None:
    passed_on(street)
    street.says(MEDIATRICE, "📋 Ma journée")
    street.taps(MEDIATRICE, "17 h 04 · D-0001", "🗑 Retirer")
    assert "D-0001 est retirée par le binôme" in street.reads(COORDINATION)
    street.taps(COORDINATION, "✅ Accepter")
    assert street.toasts[-1] == "Cette demande a été retirée."


def test_where_the_town_has_no_such_service_it_is_not_offered(
    sqlite_database: Database, clock: MovableClock
) -> None:
    config = mons()
    none = config.reglages.model_copy(update={"service_mediation_ville": None})
    team = open_team(sqlite_database, clock, config.model_copy(update={"reglages": none}))
    team.says(MEDIATRICE, "/demande")
    team.taps(MEDIATRICE, "Bailleur", "Nuisance", "📍 Site A", "Aujourd'hui", "✅ Transmettre")
    assert not any(one.startswith("🏛") for one in team.labels(COORDINATION))
    assert "❓ Demander une précision" in team.labels(COORDINATION)
