"""Listes: a button added, renamed or retired in a few taps, without breaking what was noted."""

from __future__ import annotations

import pytest

from bot.clock import MovableClock
from storage.dispositif import load, packaged
from storage.machine.db import Database
from storage.models import Ajustement, Observation, Rencontre, Signalement
from tests.handlers.people import COORDINATION, MEDIATEUR, MEDIATRICE, Team, open_team


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
        opened(team, "Mésusages", "🗄 Retirer", "Quad", "🗄 Oui")
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
    opened(team, "Publics (âges)", "🗄 Retirer", "Adolescents", "🗄 Oui")
    assert team.reads(COORDINATION).startswith("✅ « Adolescents » n'est plus proposé.")
    assert "Adolescents" in team.day(MEDIATRICE)
    assert team.rows(Rencontre)[0].public == "ados"
    team.says(MEDIATRICE, "👥 Rencontres")
    assert not any(label.startswith("Adolescents") for label in team.labels(MEDIATRICE))


def test_a_retired_line_comes_back(team: Team) -> None:
    opened(team, "Sollicitations", "🗄 Retirer", "Logement", "🗄 Oui")
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


def test_retiring_says_first_what_it_touches_and_nothing_goes_without_the_yes(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "8 ados")
    team.taps(MEDIATRICE, "✅ Enregistrer", "⏭ Passer")
    asked = opened(team, "Publics (âges)", "🗄 Retirer", "12-17 ans")
    assert asked == (
        "🗄 <b>12-17 ans</b> : ne plus le proposer ?\n"
        "Noté 1 fois ces trois derniers mois : cela garde son nom.\n"
        "Écrit dans un message, il sera encore compris et gardé ; "
        "la carte dira « retiré de la liste »."
    )
    team.says(COORDINATION, "/annuler")
    assert team.rows(Ajustement) == []


def test_a_retired_word_is_still_read_kept_and_says_so(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    for liste, word in (
        ("Publics (âges)", "12-17 ans"),
        ("Mésusages", "Deux-roues"),
        ("Conflits", "Voisinage"),
        ("Signalements", "Éclairage"),
    ):
        opened(team, liste, "🗄 Retirer")
        team.taps(COORDINATION, word, "🗄 Oui")
    assert "12-17 ans (retiré de la liste) : 8" in team.says(MEDIATRICE, "8 ados")
    team.taps(MEDIATRICE, "✅ Enregistrer", "⏭ Passer")
    assert [(row.public, row.nombre) for row in team.rows(Rencontre)] == [("ados", 8)]
    card = team.says(MEDIATRICE, "6 ados, rodéo, calme, lampadaire HS devant le 12")
    assert "12-17 ans (retiré de la liste) : 6" in card
    assert "(retiré de la liste)" in card.partition("Mésusages")[2].partition("\n")[0]
    assert "(retiré de la liste), devant le 12 →" in card
    team.taps(MEDIATRICE, "✅ Envoyer")
    assert team.rows(Observation)[0].mesusages == ["rodeo"]
    assert team.rows(Signalement)[0].lieu == "devant le 12"


def test_a_key_of_the_tally_that_was_retired_still_counts(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.catch_up()
    message, data = team.button(MEDIATRICE, "+1 12-17 ans")
    opened(team, "Publics (âges)", "🗄 Retirer", "12-17 ans", "🗄 Oui")
    said = team.presses(MEDIATRICE, message, data)
    assert said == "+1 : 12-17 ans (retiré de la liste). Total : 1."


def test_a_binome_with_people_inside_is_not_retired_in_one_tap(team: Team) -> None:
    asked = opened(team, "Binômes", "🗄 Retirer", "Binôme 1")
    assert "Dedans : Médiatrice, Médiateur. Personne n'en sort" in asked
    assert "créneaux prévus d'ici quatre semaines" in asked
    assert team.rows(Ajustement) == []
    team.taps(COORDINATION, "🗄 Oui")
    assert "Encore dedans : Médiatrice, Médiateur" in team.reads(COORDINATION)
    assert "La coordination retire « Binôme 1 » des plannings" in team.reads(MEDIATEUR)


def test_the_lists_alike_ask_before_a_line_goes(team: Team) -> None:
    """Each list that may be changed: what it touches, then one yes, and nothing before."""
    team.says(COORDINATION, "/listes")
    for liste in team.labels(COORDINATION):
        if "Annuler" in liste:
            continue
        team.says(COORDINATION, "/listes")
        team.taps(COORDINATION, liste)
        if "🗄 Retirer" not in team.labels(COORDINATION):
            continue
        team.taps(COORDINATION, "🗄 Retirer")
        first = team.labels(COORDINATION)[0]
        assert "ne plus le proposer ?" in team.taps(COORDINATION, first), liste
        assert "🗄 Oui, le retirer" in team.labels(COORDINATION)
        team.says(COORDINATION, "/annuler")
    assert team.rows(Ajustement) == []
