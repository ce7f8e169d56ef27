"""The agenda of a comité technique: proposed, changed and validated by its chef de projet."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.casework.livrable import ecrit
from bot.livrables import livrables
from handlers.comite import convocation
from storage.models import Outbox, Personne
from storage.models.ordres import OrdreDuJour
from storage.work import Work
from tests.handlers.comite.test_membres import joins
from tests.handlers.people import COORDINATION, INCONNUE, MEDIATRICE, Team
from tests.handlers.preconisation.test_preconisation import proposes

CHEF = INCONNUE
OWN = "Point de l'association sur les horaires d'été."


@pytest.fixture
def planned(team: Team) -> Team:
    """A préconisation waits; the comité technique meets on 15 December; its member is there."""
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    proposes(team)
    joins(team, "Comité technique")
    team.says(COORDINATION, "/comites")
    team.taps(COORDINATION, "🗓 Prévoir", "Comité technique")
    team.says(COORDINATION, "15/12")
    return team


def agenda(team: Team, who: int = CHEF) -> str:
    return team.says(who, "/ordre_du_jour")


def printed(team: Team, nom: str, asked: str) -> str:
    """The first chapter of that document, as it would be printed now."""
    with team.database.transaction() as tx:
        work = Work(tx, team.programme, team.clock.now())
        livrable = livrables()[nom]
        contenu = ecrit.composed(work, livrable, livrable.cible(work, asked))
    blocs = contenu["parties"][0]["blocs"]
    said = [one for bloc in blocs for one in (*bloc.get("lignes", ()), bloc.get("texte", ""))]
    return "\n".join(one for one in said if isinstance(one, str))


def named(team: Team) -> Team:
    agenda(team, COORDINATION)
    team.taps(COORDINATION, "👤 Qui le tient", "👤 Cheffe de projet")
    return team


def test_what_is_to_be_decided_is_proposed_and_who_was_named_validates_it(planned: Team) -> None:
    team = planned
    said = agenda(team)
    assert "15 décembre 2026</b> · pas encore validé, la coordination le tient" in said
    assert "Site A : renouveler, changer ou arrêter ? L'intervention finit le 5 janvier" in said
    assert "sans réponse depuis le 17 novembre 2026" in said
    assert team.labels(CHEF) == ["✖️ Fermer"], "a member reads, as long as nobody named it"
    named(team)
    assert "tenu par Cheffe de projet, chef de projet" in team.reads(COORDINATION)
    assert [row.tient_ordre for row in team.rows(Personne) if row.telegram_id == CHEF] == [True]
    agenda(team, COORDINATION)
    assert "✅ Valider" not in team.labels(COORDINATION)
    before = agenda(team)
    second = before.split("\n2. ")[1].split("\n")[0]
    team.taps(CHEF, "⬆️ Monter", second[:20])
    assert f"\n1. {second}" in team.reads(CHEF)
    team.taps(CHEF, "➕ Ajouter")
    team.says(CHEF, OWN)
    assert OWN in team.reads(CHEF)
    team.taps(CHEF, "🗑 Retirer", second[:20])
    assert second not in team.reads(CHEF)
    team.taps(CHEF, "✅ Valider")
    assert "validé par le chef de projet du comité, le 17 novembre 2026" in team.reads(CHEF)
    assert "l'ordre du jour est validé par le chef" in "\n".join(team.shown(COORDINATION))
    shown = printed(team, "dossier_trimestriel", "2026-T4")
    assert OWN in shown
    assert second not in shown
    assert "Ordre du jour validé par le chef de projet du comité, le 17 novembre 2026." in shown
    assert "n'est pas validé" not in shown
    # What comes afterwards changes nothing of what was validated, until somebody opens it again.
    team.taps(CHEF, "↩️ Annuler")
    assert team.rows(OrdreDuJour)[0].valide_le is None
    assert "n'est pas validé" in printed(team, "dossier_trimestriel", "2026-T4")
    agenda(team)
    team.taps(CHEF, "➕ Remettre", second[:20])
    assert second in team.reads(CHEF)


def test_of_a_comite_operationnel_the_coordination_holds_it(team: Team) -> None:
    team.says(COORDINATION, "/comites")
    team.taps(COORDINATION, "🗓 Prévoir", "Comité opérationnel Ouest")
    team.says(COORDINATION, "1/12")
    said = agenda(team, COORDINATION)
    assert "Site A : renouveler, changer ou arrêter ?" in said
    team.taps(COORDINATION, "✏️ Un mot")
    team.says(COORDINATION, "Merci de lire le support avant la réunion.")
    team.taps(COORDINATION, "✅ Valider")
    shown = printed(team, "support_comite", "comite-operationnel-ouest")
    assert "Merci de lire le support avant la réunion." in shown
    assert "Ordre du jour validé par la coordination" in shown
    # Whoever is called the day before knows what of, by mail too.
    team.clock.set(datetime(2026, 11, 30, 8, tzinfo=UTC))
    team.rings(convocation.call)
    team.deliver()
    assert "Ordre du jour, validé par la coordination" in team.reads(MEDIATRICE)
    letters = [row.contenu["text"] for row in team.rows(Outbox) if row.canal == "email"]
    assert any("1. Site A : renouveler, changer ou arrêter ?" in one for one in letters)
    # Changed, it is to be validated again.
    agenda(team, COORDINATION)
    team.taps(COORDINATION, "➕ Ajouter")
    team.says(COORDINATION, OWN)
    assert "· à valider" in team.reads(COORDINATION)
    team.clock.set(datetime(2026, 12, 3, 9, tzinfo=UTC))
    assert "Aucune réunion n'est prévue" in agenda(team, COORDINATION)
