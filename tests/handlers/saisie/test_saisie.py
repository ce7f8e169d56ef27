"""One message is one entry: understood, read back on one card, confirmed by one tap."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from storage.models import (
    Conflit,
    Conversation,
    Dictee,
    Observation,
    Outbox,
    Photo,
    Rencontre,
    Signalement,
)
from tests.handlers.people import COORDINATION, MEDIATEUR, MEDIATRICE, Team

EVERYTHING = "8 ados 3 adultes, calme, lampadaire HS devant le 12"


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return team


def picture(caption: str, **more: Any) -> dict[str, Any]:
    size = {"file_id": "photo-1", "file_unique_id": "u-1", "width": 1280, "height": 960}
    return {"photo": [size], "caption": caption, **more}


def counted(team: Team) -> dict[str, int]:
    return {row.public: row.nombre for row in team.rows(Rencontre) if not row.supprimee_le}


def test_the_card_says_each_thing_understood_on_its_own_line(street: Team) -> None:
    said = street.says(MEDIATRICE, f"{EVERYTHING}, zorbs")
    assert said == (
        "<b>Compris :</b>\n"
        "👥 Rencontres : 12-17 ans : 8 · 26-59 ans : 3 = 11\n"
        "📍 Lieu : Site A\n"
        "🙂 Ambiance : apaisée\n"
        "🔧 Éclairage public en panne, devant le 12 → Éclairage public, sous 72 h\n"
        "<b>Non compris :</b> « zorbs »."
    )
    assert street.rows(Rencontre) == []
    assert street.rows(Signalement) == []


def test_one_tap_writes_the_rows_of_the_ordinary_flows(street: Team) -> None:
    street.says(MEDIATRICE, EVERYTHING)
    said = street.taps(MEDIATRICE, "✅ Envoyer")
    assert "<b>V-0001</b> : envoyé au service Éclairage public." in said
    assert counted(street) == {"ados": 8, "adultes": 3}
    (seen,) = street.rows(Observation)
    assert (seen.ambiance, seen.frequentation, seen.presence_id) == (4, None, 1)
    (defect,) = street.rows(Signalement)
    assert (defect.categorie, defect.lieu) == ("vt-eclairage-public", "devant le 12")
    assert any(
        row.canal == "email" and "V-0001" in str(row.contenu) for row in street.rows(Outbox)
    )
    (kept,) = street.rows(Dictee)
    assert [objet for objet, _id in kept.objets] == [
        "rencontre", "rencontre", "observation", "signalement",
    ]  # fmt: skip


def test_the_same_words_by_taps_leave_the_same_signalement(street: Team) -> None:
    street.says(MEDIATRICE, "lampadaire HS sous le porche, rue du stade")
    street.taps(MEDIATRICE, "✅ Envoyer")
    street.clock.advance(timedelta(minutes=1))
    street.says(MEDIATRICE, "🔧 Signalement")
    street.taps(MEDIATRICE, "Éclairage", "🆕 C'est autre chose", "📌 Site A", "✅ Envoyer")
    typed, tapped = street.rows(Signalement)
    assert (typed.categorie, typed.urgence, typed.service, typed.site_id, typed.danger) == (
        tapped.categorie,
        tapped.urgence,
        tapped.service,
        tapped.site_id,
        tapped.danger,
    )


def test_only_the_missing_site_is_asked(team: Team) -> None:
    assert team.says(MEDIATRICE, "3 ados, tendu") == "📍 Sur quel site ?"
    assert "Ambiance : tendue" in team.taps(MEDIATRICE, "📍 Site B")
    team.taps(MEDIATRICE, "✅ Enregistrer")
    (row,) = team.rows(Rencontre)
    assert (row.site_id, row.presence_id) == (team.programme.sites["site-b"], None)


def test_a_site_said_wins_over_the_presence(street: Team) -> None:
    assert "Lieu : Site B" in street.says(MEDIATRICE, "3 ados au square, calme")
    street.taps(MEDIATRICE, "✅ Enregistrer")
    (row,) = street.rows(Rencontre)
    assert (row.site_id, row.presence_id) == (street.programme.sites["site-b"], None)
    street.clock.advance(timedelta(minutes=30))
    street.says(MEDIATRICE, "▶️ Présence")
    assert "0 rencontre" in street.taps(MEDIATRICE, "⏹ Terminer"), "nobody was met on Site A"


def test_a_quartier_of_two_sites_asks_which(team: Team) -> None:
    assert team.says(MEDIATRICE, "étouvie 3 ados calme") == "📍 Sur quel site ?"
    assert team.labels(MEDIATRICE)[:2] == ["📍 Site A", "📍 Site C"]
    assert "📍 Site B" not in team.labels(MEDIATRICE)


def test_a_word_with_two_meanings_is_asked_never_guessed(street: Team) -> None:
    assert street.says(MEDIATRICE, "lumière HS") == "🔧 De quoi s'agit-il ?"
    assert "Éclairage parties communes →" in street.taps(MEDIATRICE, "Éclairage parties")
    street.taps(MEDIATRICE, "✅ Envoyer")
    assert street.rows(Signalement)[0].categorie == "vt-eclairage-communs"


def test_two_ambiances_are_a_question(street: Team) -> None:
    assert "deux ambiances" in street.says(MEDIATRICE, "calme puis tendu, 3 ados")
    assert "Ambiance : tendue" in street.taps(MEDIATRICE, "Tendue")


def test_an_hour_said_is_the_hour_of_the_rows(street: Team) -> None:
    street.clock.advance(timedelta(hours=2))
    assert "🕐 Heure : 18 h 30" in street.says(MEDIATRICE, "à 18h30 trois jeunes, tendu")
    street.taps(MEDIATRICE, "✅ Enregistrer")
    (row,) = street.rows(Rencontre)
    assert (row.le.hour, row.le.minute, row.tranche) == (17, 30, "soiree")
    assert row.presence_id == 1


def test_an_hour_still_to_come_is_said_not_to_be_understood(street: Team) -> None:
    said = street.says(MEDIATRICE, "à 18h30 trois jeunes, tendu")
    assert "Non compris :</b> « 18 h 30 (pas encore passé) »" in said


def test_yesterday_is_yesterday(street: Team) -> None:
    said = street.says(MEDIATRICE, "hier 22h 6 ados site b, calme")
    assert "🕐 Heure : lundi 16 novembre, 22 h 00" in said
    street.taps(MEDIATRICE, "✅ Enregistrer")
    assert street.rows(Rencontre)[0].presence_id is None, "nobody was there yet"


def test_danger_shows_the_numbers_to_call_first(street: Team) -> None:
    said = street.says(MEDIATRICE, "panneau arraché devant l'école, danger")
    assert said.startswith("☎️ <b>Appelez d'abord :</b> 112")
    assert "danger immédiat" in said
    street.taps(MEDIATRICE, "✅ Envoyer")
    (row,) = street.rows(Signalement)
    assert (row.danger, row.urgence) == (True, "u1")
    assert any("Danger immédiat" in str(one.contenu) for one in street.rows(Outbox))


def test_danger_has_its_own_button(street: Team) -> None:
    street.says(MEDIATRICE, "panneau arraché devant l'école")
    said = street.taps(MEDIATRICE, "⚠️ Danger immédiat")
    assert said.startswith("☎️ <b>Appelez d'abord :</b> 112")
    assert street.rows(Signalement) == [], "asked once before it leaves"
    said = street.taps(MEDIATRICE, "⚠️ Oui, danger immédiat")
    assert said.startswith("☎️ <b>Appelez d'abord :</b> 112")
    assert street.rows(Signalement)[0].danger


def test_a_defect_already_signalled_is_seen_again_not_doubled(street: Team) -> None:
    for _ in range(2):
        street.says(MEDIATRICE, "3 ados, lampadaire HS")
        if "Déjà signalé" in street.reads(MEDIATRICE):
            street.taps(MEDIATRICE, "➕ Toujours là")
        street.taps(MEDIATRICE, "✅ Envoyer")
    assert "V-0001</b> : toujours là" in street.reads(MEDIATRICE)
    assert len(street.rows(Signalement)) == 1
    assert len(street.rows(Rencontre)) == 2


def test_a_conflict_clearly_said_asks_its_outcome_only(street: Team) -> None:
    assert "quel résultat ?" in street.says(MEDIATRICE, "conflit de voisinage, 2 adultes")
    assert "⚡ Conflit : voisinage" in street.taps(MEDIATRICE, "Apaisé")
    street.taps(MEDIATRICE, "✅ Enregistrer")
    (row,) = street.rows(Conflit)
    assert (row.type, row.issue) == ("cf-voisinage", "apaise")
    assert "Conflit : Voisinage, apaisé" in street.day(MEDIATRICE)


def test_anything_understood_can_be_changed_before_it_is_kept(street: Team) -> None:
    street.says(MEDIATRICE, EVERYTHING)
    street.taps(MEDIATRICE, "✏️ Modifier", "👥 Rencontres")
    assert "12-17 ans : 9" in street.says(MEDIATRICE, "9 ados")
    street.taps(MEDIATRICE, "✏️ Modifier", "🙂 Ambiance", "Tendue")
    said = street.taps(MEDIATRICE, "✏️ Modifier", "🔧 Chose abîmée", "⏭ Passer")
    assert "🔧" not in said
    street.taps(MEDIATRICE, "✅ Enregistrer")
    assert counted(street) == {"ados": 9}
    assert street.rows(Observation)[0].ambiance == 2
    assert street.rows(Signalement) == []


def test_uses_read_are_ticked_when_they_are_changed(street: Team) -> None:
    street.says(MEDIATRICE, "calme, musique à fond")
    street.taps(MEDIATRICE, "✏️ Modifier", "👁 Mésusages")
    assert "✔️ Nuisances sonores" in street.labels(MEDIATRICE)
    street.taps(MEDIATRICE, "Deux-roues, rodéo", "✅ Fini", "✅ Enregistrer")
    assert street.rows(Observation)[0].mesusages == ["nuisances-sonores", "rodeo"]


def test_cancelled_nothing_is_noted(street: Team) -> None:
    street.says(MEDIATRICE, EVERYTHING)
    assert street.taps(MEDIATRICE, "✖️") == "Abandonné. Rien n'a été noté."
    assert (street.rows(Rencontre), street.rows(Dictee)) == ([], [])


def test_a_photo_and_its_caption_are_one_entry(street: Team) -> None:
    said = street.sends(MEDIATRICE, picture("porte du hall cassée site C"))
    assert "🔧 Porte, serrure forcée, hall → Bailleur (proximité), sous 72 h" in said
    assert "Visage ou plaque visible" in said
    street.taps(MEDIATRICE, "✅ Envoyer")
    (row,) = street.rows(Signalement)
    assert (row.site_id, row.lieu) == (street.programme.sites["site-c"], "hall")
    assert [photo.file_id for photo in street.rows(Photo)] == ["photo-1"]


def test_an_album_with_a_caption_is_one_entry_with_all_its_photos(street: Team) -> None:
    street.sends(MEDIATRICE, picture("tag hall B", media_group_id="album"))
    second = picture("", media_group_id="album")
    street.sends(MEDIATRICE, {**second, "photo": [{**second["photo"][0], "file_id": "photo-2"}]})
    street.taps(MEDIATRICE, "✅ Envoyer")
    assert [photo.file_id for photo in street.rows(Photo)] == ["photo-1", "photo-2"]
    assert len(street.rows(Signalement)) == 1


def test_a_caption_opens_its_own_entry_whatever_is_under_way(street: Team) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    street.taps(MEDIATRICE, "Tag")
    assert "Encombrants" in street.sends(MEDIATRICE, picture("matelas devant le 4"))
    street.taps(MEDIATRICE, "✅ Envoyer")
    assert "« Signalement » commencée" in street.reads(MEDIATRICE)


def test_a_caption_without_a_defect_says_that_the_photo_is_not_kept(street: Team) -> None:
    said = street.sends(MEDIATRICE, picture("8 ados"))
    assert "La photo ne sera pas gardée" in said
    said = street.taps(MEDIATRICE, "✏️ Modifier", "🔧 Chose abîmée", "Tag")
    assert "La photo ne sera pas gardée" not in said
    street.taps(MEDIATRICE, "✅ Envoyer")
    assert (len(street.rows(Photo)), counted(street)) == (1, {"ados": 8})


def test_a_caption_that_nobody_understands_is_shown_and_the_photo_kept(street: Team) -> None:
    street.sends(MEDIATRICE, picture("voyez <ceci>"))
    assert any("« voyez <ceci> »" in said for said in street.shown(MEDIATRICE))
    assert "De quoi s'agit-il ?" in street.reads(MEDIATRICE)


def test_a_pure_count_keeps_its_short_path(street: Team) -> None:
    assert "= <b>11</b>" in street.says(MEDIATRICE, "8 ados 3 adultes")


def test_an_entry_typed_while_a_button_is_awaited_is_an_entry(street: Team) -> None:
    street.says(MEDIATRICE, "8 ados")
    street.taps(MEDIATRICE, "✅ Enregistrer")
    assert "Combien pour la première fois ?" in street.reads(MEDIATRICE)
    assert "Compris :" in street.says(MEDIATRICE, EVERYTHING)


def test_words_typed_where_words_are_awaited_stay_an_answer(street: Team) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    street.taps(MEDIATRICE, "Tag")
    assert "Site A, 3 ados calme" in street.says(MEDIATRICE, "3 ados calme")


@pytest.mark.parametrize("text", ["bonjour", "site A", "à 17h"])
def test_what_says_nothing_to_note_brings_help(street: Team, text: str) -> None:
    assert street.says(MEDIATRICE, text).endswith(
        "écrivez ce que vous voyez : « 8 ados 3 adultes, calme, lampadaire HS devant le 12 »."
    )


def test_a_telephone_number_is_kept_nowhere_once_it_is_replaced(street: Team) -> None:
    said = street.says(MEDIATRICE, "3 ados calme, tel 06 39 98 12 34")
    assert "un numéro de téléphone" in said
    assert "12-17 ans : 3" in street.taps(MEDIATRICE, "✂️ Remplacer")
    kept = [str(row.answers) for row in street.rows(Conversation)]
    assert not any("39 98" in answers for answers in kept)


def test_only_mediators_make_entries(team: Team) -> None:
    assert "Touchez un bouton du clavier" in team.says(COORDINATION, EVERYTHING)


def test_the_other_half_of_the_binome_sees_it_in_ma_journee(street: Team) -> None:
    street.says(MEDIATRICE, EVERYTHING)
    street.taps(MEDIATRICE, "✅ Envoyer")
    said = street.day(MEDIATEUR)
    assert "8 × 12-17 ans" in said
    assert "Observation : ambiance apaisée" in said
    assert "V-0001 Éclairage public en panne" in said
