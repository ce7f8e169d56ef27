"""The team, direct requests and words reread, on the command line: the phones see it at once."""

from __future__ import annotations

import pytest

from bot.timetable import timetable
from storage.models import Audit, Demande, Note, Personne
from storage.programme import renew
from tests.bot.commands.conftest import BACK, Shell
from tests.handlers.people import (
    AUTRE_BINOME,
    COORDINATION,
    INCONNUE,
    MEDIATEUR,
    MEDIATRICE,
    Team,
)
from tests.handlers.relais.cast import hands_over, starts


def test_somebody_changes_of_binome_and_learns_it(team: Team, shell: Shell) -> None:
    said = shell.says("equipe", "deplacer", "Médiateur", "--vers", "binome-2")
    assert said == "✅ Médiateur est maintenant dans Binôme 2.\n" + BACK
    team.deliver()
    assert "Vous êtes maintenant dans <b>Binôme 2</b>, avec" in team.reads(MEDIATEUR)
    shown = shell.says("equipe", "montrer")
    assert "Binôme 2 : Médiateur, Autre binôme" in shown
    again = shell.refused("equipe", "deplacer", "Médiateur", "--vers", "binome-2")
    assert again == "--vers : Médiateur est déjà dans Binôme 2\n"
    refused = shell.refused("equipe", "deplacer", "Coordination", "--vers", "binome-1")
    assert refused == "QUI : Coordination n'est dans aucun binôme (Coordination)\n"
    assert "personne ne s'appelle" in shell.refused("equipe", "deplacer", "X", "--vers", "b")


def test_a_binome_is_created_and_the_running_bot_offers_it_within_a_minute(
    team: Team, shell: Shell
) -> None:
    assert "✅ Binôme 3 est créé." in shell.says("equipe", "binome", "Binôme 3")
    (job,) = [job for job in timetable(team.desk) if job.name == "changes made elsewhere"]
    assert job.seconds == 60
    renewed = team.rings(job.does)
    assert renewed is not None
    renew(team.desk.programmes, renewed)
    team.says(COORDINATION, "👥 Équipe")
    team.taps(COORDINATION, "🔁 Changer", "Médiateur")
    assert "Binôme 3" in team.labels(COORDINATION)
    assert "« binôme 3 » existe déjà" in shell.refused("equipe", "binome", "binôme 3")
    assert shell.says("equipe", "montrer").count("Binôme 3") == 1
    assert "NOM : C'est trop long" in shell.refused("equipe", "binome", "B" * 33)


def test_nobody_is_invited_into_a_binome_that_was_retired(team: Team, shell: Shell) -> None:
    team.says(COORDINATION, "📚 Listes")
    team.taps(COORDINATION, "Binômes", "🗄 Retirer", "Binôme 2", "🗄 Oui")
    arguments = ("--role", "mediateur", "--nom", "A", "--binome", "binome-2")
    assert "binôme « binome-2 » inconnu" in shell.refused("invite", *arguments)
    called = shell.refused("invite", "--role", "service", "--nom", "sv-secours")
    assert "par téléphone seulement" in called


def test_revoking_is_kept_in_the_audit_and_an_invitation_is_taken_back(
    team: Team, shell: Shell
) -> None:
    assert "n'a plus accès au bot" in shell.says("revoke", "Médiateur")
    (gone,) = [one for one in team.rows(Personne) if one.revoquee_le]
    assert gone.telegram_id == MEDIATEUR
    assert [row.acte for row in team.rows(Audit)] == ["retirer_acces"]
    shell.run("invite", "--role", "coordination", "--nom", "Remplaçante")
    assert shell.says("revoke", "Remplaçante") == (
        "🚫 L'invitation de Remplaçante ne peut plus servir.\n"
    )
    assert "personne ne s'appelle « Remplaçante »" in shell.refused("revoke", "Remplaçante")


def test_a_member_of_a_comite_is_invited_into_it(team: Team, shell: Shell) -> None:
    wanted = ("invite", "--role", "comite", "--nom", "Déléguée")
    assert shell.refused(*wanted).startswith("précisez --comite : comite-operationnel-ouest, ")
    nord = "comite-operationnel-nord"
    assert f"vouliez-vous écrire « {nord} » ?" in shell.refused(*wanted, "--comite", f"{nord}d")
    other = ("invite", "--role", "admin", "--nom", "Déléguée", "--comite", nord)
    assert "retirez cette option" in shell.refused(*other)
    team.says(INCONNUE, shell.says(*wanted, "--comite", nord).splitlines()[0])
    team.taps(INCONNUE, "✅ J'accepte")
    assert [(one.role, one.comite) for one in team.rows(Personne)][-1] == ("comite", nord)


def test_who_waits_to_enter_the_coordination_is_answered(team: Team, shell: Shell) -> None:
    for nom, who, word in (("Relève", INCONNUE, "accueillir"), ("Intrus", 998, "refuser")):
        link = shell.says("invite", "--role", "coordination", "--nom", nom).splitlines()[0]
        team.says(who, link)
        number = team.taps(who, "✅ J'accepte").partition("nombre : ")[2][:2]
        assert f"{nom} attend" in shell.says("equipe", "montrer")
        assert f"(nombre {number})" in shell.says("equipe", "montrer")
        assert nom in shell.says("equipe", word, nom)
        assert f"« {nom} » n'attend pas" in shell.refused("equipe", word, nom)
    assert [one.telegram_id for one in team.rows(Personne)][-1] == INCONNUE


def test_two_people_exchange_and_what_is_followed_needs_a_taker(team: Team, shell: Shell) -> None:
    hands_over(starts(team))
    refused = shell.refused("revoke", "Médiatrice")
    assert refused == "précisez --a-qui ; existent : binome-1, binome-2\n"
    said = shell.says("equipe", "echanger", "Médiatrice", "Autre binôme", "--garde", "gardent")
    assert "Médiatrice est maintenant dans Binôme 2, et Autre binôme dans Binôme 1" in said
    team.deliver()
    assert "R-0001" in team.reads(AUTRE_BINOME)
    assert "--a-qui ne sert pas ici" in shell.refused(
        "revoke", "Médiatrice", "--a-qui", "binome-1"
    )


@pytest.fixture
def asked(team: Team) -> Team:
    """A direct request, noted by the first binôme."""
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "➕ Autre")
    team.taps(
        MEDIATRICE, "📥 Demande", "Bailleur", "Nuisance", "📌 Site A", "Cette semaine", "✅ Trans"
    )
    return team


def test_a_request_is_answered_and_the_binome_told(asked: Team, shell: Shell) -> None:
    shown = shell.says("demande", "montrer")
    assert "D-0001 · Reçue" in shown
    assert "Réponses possibles : accepter, preciser, ecarter" in shown
    said = shell.says("demande", "repondre", "D-0001", "accepter", "--binome", "binome-2")
    assert said == "📥 D-0001 : Acceptée, Binôme 2.\n" + BACK
    asked.deliver()
    assert "vous confie <b>D-0001</b>" in asked.reads(AUTRE_BINOME)
    assert "un autre binôme s'en charge" in asked.reads(MEDIATRICE)
    assert "traitée" in shell.says("demande", "repondre", "1", "traiter").lower()
    assert "Aucune demande en cours." in shell.says("demande", "montrer")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("D-0009", "accepter"), "aucune demande en cours « D-0009 » ; en cours : D-0001"),
        (("D-0001", "acepter"), "DECISION : « acepter » inconnu ; vouliez-vous"),
        (("D-0001", "traiter"), "DECISION : « traiter » inconnu"),
        (("D-0001", "accepter"), "précisez --binome : binome-1, binome-2"),
        (("D-0001", "ecarter", "--binome", "binome-1"), "--binome ne sert pas ici"),
        (("D-0001", "accepter", "--binome", "b"), "--binome : binôme « b » inconnu"),
        (("D-0001", "preciser"), "précisez --question"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(
    asked: Team, shell: Shell, arguments: tuple[str, ...], said: str
) -> None:
    assert said in shell.refused("demande", "repondre", *arguments)
    (row,) = asked.rows(Demande)
    assert row.decidee_le is None


def test_words_are_reread_one_by_one(team: Team, shell: Shell) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    for words in ("Les bancs sont pris.", "Deux bancs de plus."):
        team.says(MEDIATRICE, "👁 Observation")
        team.taps(MEDIATRICE, "😟 1", "⏭ Passer", "✅ Enregistrer", "✏️ Un mot ?")
        team.says(MEDIATRICE, words)
    shown = shell.says("relire", "montrer")
    assert shown.startswith("2 textes à relire.\n  Observation : ambiance très tendue")
    assert "« Les bancs sont pris. »" in shown
    said = shell.says("relire", "valider", "deux bancs", "--texte", "Trois bancs de plus.")
    assert said.startswith("✅ Corrigé et validé.")
    assert shell.says("relire", "ecarter", "les bancs").startswith(
        "🚫 Ce texte ne sera pas diffusé."
    )
    found = [(row.statut, row.texte_valide) for row in team.rows(Note)]
    assert found == [("ecartee", None), ("validee", "Trois bancs de plus.")]
    refused = shell.refused("relire", "valider", "1")
    assert "aucun texte « 1 » n'attend de relecture ; à relire : aucun" in refused
