"""What is followed, from the command line: préconisations answered, médiations entrusted."""

from __future__ import annotations

import pytest

from storage.models import Audit, DossierMediation, Preconisation
from tests.bot.commands.conftest import BACK, Shell
from tests.handlers.people import AUTRE_BINOME, COORDINATION, MEDIATRICE, Team
from tests.handlers.test_every_flow import lived


@pytest.fixture
def proposed(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "/preconisation")
    team.taps(MEDIATRICE, "Aménagement", "Espaces verts")
    team.says(MEDIATRICE, "Deux bancs face au terrain.")
    team.taps(MEDIATRICE, "3 mois")
    team.says(MEDIATRICE, "⚡ Conflit")
    team.taps(MEDIATRICE, "🕐 En différé", "Habitant", "Voisinage", "✅ Oui", "Médiation navette")
    team.taps(MEDIATRICE, "Demain")
    return team


def test_a_proposal_is_answered_and_its_binome_told(proposed: Team, shell: Shell) -> None:
    shown = shell.says("preconisation", "montrer")
    assert "P-0001 · Aménagement, Site A" in shown
    assert "Réponses possibles : etudier, retenir" in shown
    answer = ("preconisation", "repondre", "P-0001", "retenir", "--mot", "Au printemps.")
    said = shell.says(*answer, "--le", "16/11")
    assert "P-0001 : retenue" in said
    proposed.deliver()
    assert "Au printemps." in proposed.reads(MEDIATRICE)
    (row,) = proposed.rows(Preconisation)
    assert row.statut == "retenue"
    assert "16 novembre" in proposed.reads(MEDIATRICE)
    assert proposed.rows(Audit)[-1].personne_id is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("P-0009", "retenir"), "aucune préconisation en attente « P-0009 » ; en cours : P-0001"),
        (("1", "retenu"), "REPONSE : « retenu » inconnu ; vouliez-vous"),
        (("P-0001", "ecarter"), "précisez --mot"),
        (("P-0001", "retenir", "--le", "18/11"), "--le : Cette date n'est pas encore passée."),
    ],
)
def test_an_answer_that_cannot_be_is_refused(
    proposed: Team, shell: Shell, arguments: tuple[str, ...], said: str
) -> None:
    assert said in shell.refused("preconisation", "repondre", *arguments)
    assert proposed.rows(Preconisation)[0].statut == "proposee"


def test_a_proposal_is_reread_by_its_number(proposed: Team, shell: Shell) -> None:
    shown = shell.says("relire", "montrer")
    assert "P-0001" in shown
    assert shell.says("relire", "valider", "p-0001").startswith("✅ Validé.")
    refused = shell.refused("relire", "ecarter", "P-0001")
    assert "aucun texte « P-0001 » n'attend de relecture" in refused


def test_a_mediation_is_entrusted_to_another_binome(proposed: Team, shell: Shell) -> None:
    assert "Suivi par Binôme 1." in shell.says("mediation", "montrer")
    assert [(row.acte, row.objet) for row in proposed.rows(Audit)][-1] == (
        "lire",
        "mediations_equipe",
    )
    said = shell.says("mediation", "confier", "M-0001", "--vers", "binome-2")
    assert said == "📂 M-0001 : confiée à Binôme 2.\n" + BACK
    proposed.deliver()
    assert "vous confie la médiation" in proposed.reads(AUTRE_BINOME)
    refusal = shell.refused("mediation", "confier", "M-0001", "--vers", "binome-9")
    assert "--vers : binôme « binome-9 » inconnu" in refusal
    again = shell.refused("mediation", "confier", "M-0001", "--vers", "binome-2")
    assert again == "--vers : ce n'est pas possible ici ; existent : Binôme 1\n"
    (row,) = proposed.rows(DossierMediation)
    assert row.binome_id == proposed.programme.binomes["binome-2"]


def test_each_register_of_the_bot_is_read_from_the_command_line(team: Team, shell: Shell) -> None:
    lived(team)
    listed = shell.says("registre")
    for nom, said in (
        ("relais", "1 relais ouvert, 0 à vérifier.\n• R-0001 · "),
        ("signalements", "1 signalement ouvert, du plus ancien au plus récent.\n• V-0001 · "),
        ("difficultes", "Aucune n'a été notée."),
        ("decisions", "Aucune n'est notée."),
        ("suites", "Aucune n'a été proposée."),
        ("chartes", "• Médiatrice, Binôme 1 : acceptée le 17 novembre 2026\n"),
    ):
        assert f"  carnet registre {nom} : " in listed
        assert said in shell.says("registre", nom)
    assert "Pour ouvrir une ligne : carnet registre relais R-0001" in shell.says(
        "registre", "relais"
    )
    assert "mardi 17 novembre : confié au partenaire" in shell.says("registre", "relais", "r-0001")
    assert "📍 Site A, Étouvie" in shell.says("registre", "signalements", "V-0001")
    read = [row.objet for row in team.rows(Audit) if row.acte == "lire"]
    assert read[:3] == ["relais_equipe", "signalements_ouverts", "difficultes"]
    assert len(read) == 9, "each reading is written down"
    assert shell.refused("registre", "relai") == (
        "registre « relai » inconnu ; vouliez-vous écrire « relais » ?\n"
    )
    assert shell.refused("registre", "relais", "1") == (
        "« 1 » n'ouvre rien dans « relais » ; existent : R-0001\n"
    )


def test_the_point_hebdo_is_reread_and_validated_without_a_phone(
    proposed: Team, shell: Shell
) -> None:
    said = shell.says(
        "point", "retenir", "Les soirées s'apaisent.", "--comite", "comite-technique"
    )
    assert said.startswith("✍️ C'est noté. Validez")
    assert shell.says("point", "retenir", "Les bancs sont là.").startswith("✍️ C'est noté.")
    shown = shell.says("point", "montrer")
    assert "À retenir : « Les soirées s'apaisent. » (Comité technique)" in shown
    assert shown.count("- Les bancs sont là.") == 4
    assert shown.count("- Les soirées s'apaisent.") == 1
    assert "validé. Il part lundi 23 novembre à 8 h 00." in shell.says("point", "valider")
    written = shell.says("point", "retenir", "Le mois fut calme.", "--mensuel")
    assert written.startswith("✍️ C'est noté.")
    month = shell.says("point", "montrer", "--mensuel")
    assert "Point mensuel, novembre 2026, du 2 au 29 novembre" in month
    assert "« Le mois fut calme. »" in month
    assert "Novembre 2026 : validé." in shell.says("point", "valider", "--mensuel")
    proposed.says(COORDINATION, "📰 Point hebdo")
    assert proposed.labels(COORDINATION)[0] == "↩️ Annuler la validation"


def test_the_month_is_printed_a_sheet_a_site_and_names_no_number(team: Team, shell: Shell) -> None:
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "📍 Site A", "Tag", "📌 Site A", "✅ Envoyer")
    out = shell.folder / "feuilles"
    asked = ("retours", "imprimer", "--out", str(out), "--mois")
    assert "retour-habitants_site-a_2026-11.html" in shell.says(*asked, "2026-11")
    page = (out / "retour-habitants_site-a_2026-11.html").read_text()
    assert "<li>Tag : 1</li>" in page
    assert "V-0001" not in page
    assert shell.says(*asked, "2026-10") == "Rien n'a été signalé ce mois-là.\n"
    assert "illisible" in shell.refused(*asked, "hier")
