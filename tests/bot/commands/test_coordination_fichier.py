"""Interventions, sites, lists and annuaire on the command line, as the coordination has them."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from storage.models import Ajustement
from storage.programme import renew
from tests.bot.commands.conftest import Shell
from tests.handlers.people import COORDINATION, MEDIATRICE, Team


def refreshed(team: Team) -> None:
    """Within a minute the running bot serves what a command changed."""
    from storage.referential import refreshed as changes

    renewed = team.rings(changes)
    assert renewed is not None
    renew(team.desk.programmes, renewed)
    team.programme = renewed


def test_a_site_is_added_opened_renewed_and_closed(team: Team, shell: Shell) -> None:
    where = ("--quartier", "etouvie", "--type-site", "nouvel-espace", "--type-lieu", "place")
    added = shell.says("site", "ajouter", "Place Neuve", *where, "--position", "49.9, 2.25")
    assert "✅ Place Neuve est ajouté, Étouvie." in added
    assert "place-neuve : Place Neuve, Étouvie" in shell.says("site", "montrer")
    asked = ("--type", "preventive", "--decision", "16/11", "--objectifs", "Accompagner.")
    said = shell.says("intervention", "ouvrir", "place-neuve", *asked, "--fin", "31/01/2027")
    assert "Intervention ouverte : Place Neuve" in said
    assert "au dimanche 31 janvier 2027" in said
    assert "place-neuve" in shell.says("intervention", "montrer")
    said = shell.says("intervention", "objectifs", "place-neuve", "Apaiser les soirées.")
    assert "Place Neuve" in said
    days = ("--accord", "17/11", "--fin", "28/02/2027")
    refused = shell.refused("intervention", "renouveler", "place-neuve", *days)
    assert "Le bilan intermédiaire de cette période n'est pas validé" in refused
    bilan = ("avancer", "bilan-intermediaire", "--intervention", "place-neuve")
    assert "c'est écrit" in shell.says(*bilan, "--section", "5", "--texte", "Renouveler.")
    for etape, said in (("relire", "relu."), ("presenter", "présenté"), ("valider", "validé")):
        assert said in shell.says(*bilan, "--etape", etape)
    for more in (("--etape", "relire"), ("--section", "5", "--texte", "Arrêter.")):
        said = shell.refused(*bilan, *more)
        assert "validé, cela ne s'y fait pas ; étapes possibles : corriger" in said
    which, out = ("bilan-intermediaire", "--intervention", "place-neuve"), str(shell.folder)
    pdf = Path(shell.says("document", *which, "--out", out).splitlines()[0])
    printed = " ".join(page.extract_text() for page in PdfReader(pdf).pages)
    assert "Validé par le comité technique le 17 novembre 2026." in printed
    assert "Renouveler." in printed
    assert "Brouillon" not in printed
    assert "28 février 2027" in shell.says("intervention", "renouveler", "place-neuve", *days)
    taken = shell.refused("site", "retirer", "place-neuve")
    assert "Une intervention occupe Place Neuve" in taken
    shell.says("intervention", "terminer", "place-neuve", "--le", "17/11")
    shell.says("site", "renommer", "place-neuve", "Grande Place")
    refreshed(team)
    assert "Grande Place" in team.says(COORDINATION, "/sites")
    site = team.programme.config.site("place-neuve")
    assert (site.latitude, site.longitude) == (49.9, 2.25)


def test_an_intervention_is_corrected(team: Team, shell: Shell) -> None:
    shell.says("intervention", "terminer", "site-a", "--le", "16/11")
    assert "jusqu'au 5 janvier 2027" in shell.says("intervention", "rouvrir", "site-a")
    assert "rien de tel à corriger" in shell.refused("intervention", "rouvrir", "site-a")
    said = shell.says("intervention", "corriger", "site-b", "--fin", "20/12/2026")
    assert "au dimanche 20 décembre 2026" in said
    assert "--debut ou --fin" in shell.refused("intervention", "corriger", "site-b")
    assert "est retirée" in shell.says("intervention", "par-erreur", "site-c")
    assert "site-c" not in shell.says("intervention", "montrer")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("intervention", "terminer", "site-z", "--le", "17/11"),
         "SITE : aucune intervention en cours à « site-z » ; vouliez-vous écrire"),
        (("intervention", "terminer", "site-a"), "précisez --le"),
        (("site", "retirer", "site-z"), "SITE : « site-z » inconnu ; vouliez-vous"),
        (("liste", "montrer", "sollicitation"),
         "LISTE : « sollicitation » inconnue ; vouliez-vous écrire « sollicitations » ?"),
        (("liste", "retirer", "mesusages", "rien"), "BOUTON : « rien » inconnu"),
        (("liste", "ajouter", "mesusages"), "précisez NOM"),
        (("annuaire", "montrer", "pa-rien"), "PARTENAIRE : « pa-rien » inconnu"),
        (("annuaire", "ajouter", "X", "--type", "ccas", "--besoins", "rien"),
         "--besoins : « rien » inconnu"),
        (("annuaire", "corriger", "pa-ccas", "email", "ici"), "VALEUR : "),
    ],
)  # fmt: skip
def test_what_the_bot_would_refuse_is_refused(
    team: Team, shell: Shell, arguments: tuple[str, ...], said: str
) -> None:
    assert said in shell.refused(*arguments)
    assert team.rows(Ajustement) == []


def test_a_list_is_kept_from_the_command_line(team: Team, shell: Shell) -> None:
    assert "sollicitations : Sollicitations" in shell.says("liste", "montrer")
    added = shell.says("liste", "ajouter", "difficultes_pro", "Chien menaçant")
    assert "✅ « Chien menaçant » est ajouté" in added
    assert "chien-menacant : Chien menaçant" in shell.says("liste", "montrer", "difficultes_pro")
    shell.says("liste", "renommer", "difficultes_pro", "chien-menacant", "Chien")
    refreshed(team)
    team.says(MEDIATRICE, "/difficulte")
    team.taps(MEDIATRICE, "📍 Site A")
    assert "Chien" in team.labels(MEDIATRICE)
    shell.says("liste", "retirer", "difficultes_pro", "chien-menacant")
    shown = shell.says("liste", "montrer", "difficultes_pro")
    assert "chien-menacant : Chien (retiré)" in shown
    assert "de nouveau proposé" in shell.says(
        "liste", "remettre", "difficultes_pro", "chien-menacant"
    )
    said = shell.says("liste", "ajouter", "categories", "Horloge arrêtée", "--groupe", "Éclairage")
    assert "Horloge arrêtée" in said


def test_the_annuaire_is_kept_from_the_command_line(team: Team, shell: Shell) -> None:
    needs = ("--type", "association-quartier", "--besoins", "jeunesse-loisirs,emploi")
    added = shell.says("annuaire", "ajouter", "Les Voisins", *needs, "--lieu", "Rue haute")
    assert "Pour quoi : " in added
    assert "Où : Rue haute." in added
    shell.says("annuaire", "corriger", "les-voisins", "horaires", "Le mardi & le jeudi")
    assert "Quand : Le mardi & le jeudi." in shell.says("annuaire", "montrer", "les-voisins")
    shell.says("annuaire", "corriger", "les-voisins", "domaines", "emploi")
    shell.says("annuaire", "retirer", "les-voisins")
    assert "les-voisins : Les Voisins (retiré)" in shell.says("annuaire", "montrer")
    assert "de nouveau proposé" in shell.says("annuaire", "remettre", "les-voisins")
    assert "Un courriel part vers CCAS" in shell.says("annuaire", "relire", "pa-ccas")
