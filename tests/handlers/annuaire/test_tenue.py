"""The annuaire kept by the coordination, without touching the file (COO-9, PAR-1)."""

from __future__ import annotations

import pytest

from bot.casework import annuaire
from storage.models import Ajustement, Outbox
from storage.work import Work
from tests.handlers.people import COORDINATION, MEDIATRICE, Team

WRONG = "Nous n'ouvrons plus le vendredi."


def opened(team: Team, *taps: str) -> str:
    team.says(COORDINATION, "➕ Autre")
    return team.taps(COORDINATION, "📒 Annuaire", *taps)


def test_it_stands_beside_the_lists(team: Team) -> None:
    team.says(COORDINATION, "➕ Autre")
    labels = team.labels(COORDINATION)
    assert {"📚 Listes", "📒 Annuaire"} <= set(labels)


def test_a_partner_is_added_and_the_street_sees_it_at_once(team: Team) -> None:
    opened(team, "➕ Ajouter un partenaire")
    team.says(COORDINATION, "Boutique <Santé>")
    team.taps(COORDINATION, "Acteur de santé", "Santé", "Addictions", "✅ Fini")
    team.says(COORDINATION, "Tous")
    team.taps(COORDINATION, "⏭ Passer")
    said = team.says(COORDINATION, "Mardi, 14 h - 17 h")
    assert said.startswith("✅ Ajouté à l'annuaire :\n📒 <b>Boutique <Santé></b>")
    assert "Pour quoi : santé, addictions.\nPour qui : Tous.\nQuand : Mardi, 14 h - 17 h." in said
    team.says(MEDIATRICE, "/annuaire")
    team.taps(MEDIATRICE, "Santé")
    assert "Boutique <Santé>" in team.labels(MEDIATRICE)


@pytest.mark.parametrize(
    ("geste", "written", "shown"),
    [
        ("✏️ Nom", "Mission locale d'Amiens", "📒 <b>Mission locale d'Amiens</b>"),
        ("👥 Pour qui", "16-25 ans", "Pour qui : 16-25 ans."),
        ("📍 Où", "Permanence au centre social", "Où : Permanence au centre social."),
        ("🕐 Quand", "Lundi, 9 h - 12 h", "Quand : Lundi, 9 h - 12 h."),
        ("✉️ Courriel", "ml@example.org", "Courriel : ml@example.org"),
    ],
)
def test_each_line_of_the_card_is_corrected(
    team: Team, geste: str, written: str, shown: str
) -> None:
    opened(team, "Mission locale", geste)
    said = team.says(COORDINATION, written)
    assert said.startswith("✅ Corrigé :")
    assert shown in said


def test_what_it_is_for_is_corrected(team: Team) -> None:
    said = opened(team, "CCAS", "🧭 Pour quoi", "Logement", "✅ Fini")
    assert "Pour quoi : logement." in said


@pytest.mark.parametrize(
    ("geste", "written"),
    [("✉️ Courriel", "mission.locale"), ("✏️ Nom", "Un nom bien trop long pour un bouton")],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_written(
    team: Team, geste: str, written: str
) -> None:
    opened(team, "Mission locale", geste)
    assert "⚠️" in team.says(COORDINATION, written)
    assert team.rows(Ajustement) == []


def test_two_partners_never_bear_the_same_name(team: Team) -> None:
    opened(team, "CCAS", "✏️ Nom")
    assert team.says(COORDINATION, "mission locale").startswith("« mission locale » existe déjà")
    assert team.rows(Ajustement) == []


def offered(team: Team) -> list[str]:
    return [one.label for one in team.programme.config.partenaires(None, None)]


def test_a_retired_partner_is_no_longer_offered_and_comes_back(team: Team) -> None:
    opened(team, "Mission locale", "🗄 Retirer")
    assert "Mission locale" not in offered(team)
    opened(team, "Mission locale (retiré)", "↩️ Remettre")
    assert "Mission locale" in offered(team)


def test_a_partner_for_nothing_is_not_kept(team: Team) -> None:
    opened(team, "CCAS", "🧭 Pour quoi")
    assert "✅ Fini" not in team.labels(COORDINATION)
    team.taps(COORDINATION, "Logement")
    assert "✅ Fini" in team.labels(COORDINATION)


def test_a_partner_is_asked_to_reread_once_a_day(team: Team) -> None:
    said = opened(team, "Mission locale", "📨 Faire relire")
    assert said.startswith("📨 Un courriel part vers Mission locale : ce partenaire dira")
    assert "déjà parti" in opened(team, "Mission locale", "📨 Faire relire")
    (letter,) = [row for row in team.rows(Outbox) if row.canal == "email"]
    assert letter.adresse == "mission-locale@amiens.example.org"


def test_what_a_partner_asks_to_correct_waits_until_it_is_done(team: Team) -> None:
    with team.database.transaction() as tx:
        annuaire.ask(Work(tx, team.programme, team.clock.now()), "pa-ccas", WRONG, "essai")
    team.deliver()
    assert team.reads(COORDINATION) == (
        f"✏️ CCAS demande une correction de sa fiche dans l'annuaire : « {WRONG} »"
    )
    undone = team.button(COORDINATION, "✅ Correction faite")
    said = opened(team)
    assert said.endswith("✏️ 1 partenaire demande une correction de sa fiche.")
    assert team.labels(COORDINATION)[1] == "✏️ CCAS", "first, beside what adds one"
    said = team.taps(COORDINATION, "✏️ CCAS")
    assert said.endswith(f"✏️ CCAS demande de corriger sa fiche, le 17 novembre 2026 : « {WRONG} »")
    team.taps(COORDINATION, "🕐 Quand")
    team.says(COORDINATION, "Du lundi au jeudi")
    said = team.taps(COORDINATION, "✅ Correction faite")
    assert said.startswith("✅ Correction faite. ✏️ CCAS demande")
    assert team.presses(COORDINATION, *undone) == "C'est déjà fait."
    assert "CCAS" in labels(team)
    team.taps(COORDINATION, "↩️ Annuler")
    assert "✏️ CCAS" in labels(team), "not done after all"
    assert team.presses(MEDIATRICE, *undone) == "Ce bouton est réservé à la coordination."


def labels(team: Team) -> list[str]:
    opened(team)
    return team.labels(COORDINATION)


def test_a_mediator_reads_and_changes_nothing(team: Team) -> None:
    assert "Pour quel besoin" in team.says(MEDIATRICE, "/annuaire")
    team.taps(MEDIATRICE, "Emploi")
    assert "Mission locale" in team.labels(MEDIATRICE)
    assert "➕ Ajouter un partenaire" not in team.labels(MEDIATRICE)
    team.taps(MEDIATRICE, "Mission locale")
    assert team.labels(MEDIATRICE) == []
