"""Listes: a button added, renamed or retired in a few taps, without breaking what was noted."""

from __future__ import annotations

import pytest

from bot.clock import MovableClock
from storage.dispositif import load, packaged
from storage.machine.db import Database
from storage.models import Ajustement, Rencontre
from tests.handlers.people import COORDINATION, MEDIATRICE, Team, open_team


def opened(team: Team, liste: str, *taps: str) -> str:
    team.says(COORDINATION, "➕ Autre")
    return team.taps(COORDINATION, "📚 Listes", liste, *taps)


def labels(team: Team, nom: str) -> list[str]:
    return [one.label for one in team.programme.config.liste(nom)]


def test_a_line_is_added_in_four_taps_and_a_text(team: Team) -> None:
    opened(team, "Mésusages", "➕ Ajouter")
    said = team.says(COORDINATION, "Barbecue sauvage à l'été")
    assert said == (
        "✅ « Barbecue sauvage à l'été » est ajouté à Mésusages. Les binômes le voient déjà."
    )
    assert labels(team, "mesusages")[-1] == "Barbecue sauvage à l'été"
    (line,) = team.rows(Ajustement)
    assert (line.cle, line.slug) == ("listes.mesusages", "barbecue-sauvage-a-l-ete")


def test_a_slug_is_never_reused_even_of_a_retired_line(team: Team) -> None:
    for _ in range(2):
        opened(team, "Mésusages", "➕ Ajouter")
        team.says(COORDINATION, "Quad")
        opened(team, "Mésusages", "🗄 Retirer", "Quad")
    assert "Quad" not in labels(team, "mesusages")
    lines = [one.slug for one in team.programme.config.listes["mesusages"]]
    assert lines[-2:] == ["quad", "quad-2"]


def test_a_retired_public_keeps_its_name_in_what_was_noted(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "8 ados")
    team.taps(MEDIATRICE, "✅ Enregistrer", "⏭ Passer")
    opened(team, "Publics (âges)", "✏️ Renommer", "12-17 ans")
    team.says(COORDINATION, "Adolescents")
    opened(team, "Publics (âges)", "🗄 Retirer", "Adolescents")
    assert team.reads(COORDINATION).startswith("✅ « Adolescents » n'est plus proposé.")
    assert "Adolescents" in team.day(MEDIATRICE)
    assert team.rows(Rencontre)[0].public == "ados"
    team.says(MEDIATRICE, "👥 Rencontres")
    assert not any(label.startswith("Adolescents") for label in team.labels(MEDIATRICE))


def test_a_retired_line_comes_back(team: Team) -> None:
    opened(team, "Sollicitations", "🗄 Retirer", "Logement")
    assert "Logement" not in labels(team, "sollicitations")
    opened(team, "Sollicitations", "↩️ Remettre", "Logement")
    assert "Logement" in labels(team, "sollicitations")


def test_a_new_defect_takes_the_service_and_the_delay_of_its_group(team: Team) -> None:
    opened(team, "Signalements", "➕ Ajouter", "Éclairage")
    team.says(COORDINATION, "Borne solaire en panne")
    config = team.programme.config
    added = config.categorie("borne-solaire-en-panne")
    model = config.categories_of(added.groupe, bati=False)[0]
    assert (added.service, added.urgence) == (model.service, model.urgence)


@pytest.mark.parametrize("text", ["Un libellé bien trop long pour un bouton", "…"])
def test_a_label_that_no_button_can_show_is_refused(team: Team, text: str) -> None:
    opened(team, "Mésusages", "➕ Ajouter")
    assert "⚠️" in team.says(COORDINATION, text)
    assert team.rows(Ajustement) == []


def test_what_drives_the_bot_is_not_in_the_lists(team: Team) -> None:
    opened(team, "Mésusages")
    team.says(COORDINATION, "/annuler")
    team.says(COORDINATION, "/listes")
    assert not any("Statut" in label for label in team.labels(COORDINATION))


def test_at_mons_the_lists_are_its_own(sqlite_database: Database, clock: MovableClock) -> None:
    team = open_team(sqlite_database, clock, load(packaged("mons")))
    opened(team, "Signalements", "➕ Ajouter", "Porte, serrure")
    assert "est ajouté à Signalements" in team.says(COORDINATION, "Interphone muet")
    assert team.programme.config.categorie("interphone-muet").groupe == "Porte, serrure"
