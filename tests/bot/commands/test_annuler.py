"""What a command did is taken back by another one, as « ↩️ Annuler » does in the bot."""

from __future__ import annotations

from datetime import timedelta

from bot.timetable import timetable
from storage.models import Demande, DossierMediation, Note, Personne, Presence
from tests.bot.commands.conftest import BACK, Shell
from tests.handlers.people import AUTRE_BINOME, COORDINATION, MEDIATEUR, MEDIATRICE, Team
from tests.handlers.test_every_flow import lived


def test_each_deed_is_taken_back_in_turn_and_whoever_was_told_is_told_so(
    team: Team, shell: Shell
) -> None:
    lived(team)
    assert shell.refused("annuler") == "aucune commande n'est à annuler\n"
    shell.says("mediation", "confier", "M-0001", "--vers", "binome-2")
    shell.says("demande", "repondre", "D-0001", "ecarter")
    shell.says("planning", "ajouter", "--binome", "binome-1", "--site", "site-b", "--jour",
               "22/11", "--heures", "10h-12h")  # fmt: skip
    shell.says("comite", "prevoir", "comite-operationnel-ouest", "24/11")
    shell.says("intervention", "terminer", "site-a", "--le", "18/12/2026")
    shell.says("equipe", "deplacer", "Autre binôme", "--vers", "binome-1")
    listed = shell.says("annuler", "--montrer")
    assert len(listed.splitlines()) == 6
    assert "M-0001 : confiée à Binôme 2" in listed
    said = shell.says("annuler", "D-0001")
    assert said == "↩️ Annulé : D-0001 : hors mission.\n"
    (demande,) = team.rows(Demande)
    assert demande.statut == "recue"
    for _ in range(5):
        assert shell.says("annuler").startswith("↩️ Annulé : ")
    assert shell.says("annuler", "--montrer") == "Rien à annuler.\n"
    team.deliver()
    (dossier,) = team.rows(DossierMediation)
    assert dossier.binome_id == team.programme.binomes["binome-1"]
    assert "vous n'avez plus à la suivre" in "\n".join(team.shown(AUTRE_BINOME))
    assert any("vous rend la médiation" in text for text in team.shown(MEDIATEUR))
    moved = next(row for row in team.rows(Personne) if row.prenom == "Autre binôme")
    assert moved.binome_id == team.programme.binomes["binome-2"]


def test_what_changed_since_stays_and_says_why(team: Team, shell: Shell) -> None:
    lived(team)
    assert shell.says("mediation", "confier", "M-0001", "--vers", "binome-2").endswith(BACK)
    team.says(COORDINATION, "📂 Médiations")
    team.taps(COORDINATION, "M-0001", "Binôme 1")
    assert "M-0001 a changé depuis" in shell.refused("annuler")
    team.taps(COORDINATION, "↩️ Annuler")
    assert shell.says("annuler").startswith("↩️ Annulé : M-0001 : confiée à Binôme 2.")


def test_a_word_reread_and_a_question_asked_are_taken_back(team: Team, shell: Shell) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "👁 Observation")
    team.taps(MEDIATRICE, "😟 1", "⏭ Passer", "✅ Enregistrer", "✏️ Un mot ?")
    team.says(MEDIATRICE, "Les bancs sont pris.")
    assert shell.says("relire", "ecarter", "les bancs").endswith(BACK)
    shell.says("annuler")
    assert [row.statut for row in team.rows(Note)] == ["a_relire"]
    (job,) = [job for job in timetable(team.desk) if job.name == "presences left open"]
    for hours in (5, 3):
        team.clock.advance(timedelta(hours=hours))
        team.rings(job.does)
    shell.says("qualite", "confirmer", "site-a")
    shell.says("qualite", "demander", "site-a")
    said = shell.says("annuler")
    assert said == "↩️ Annulé : Question posée au binôme : Site A, mardi 17 novembre.\n"
    team.deliver()
    assert "la coordination retire sa question" in team.reads(MEDIATEUR)
    shell.says("annuler")
    assert [row.a_confirmer for row in team.rows(Presence)] == [True]
