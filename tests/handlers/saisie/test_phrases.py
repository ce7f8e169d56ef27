"""Sentences of the street, each standing for a kind that was once read wrongly."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from storage.models import Conversation, Note, Observation, Rencontre, Signalement, Sollicitation
from tests.handlers.people import MEDIATRICE, Team


@pytest.fixture
def street(team: Team) -> Team:
    """On Site A since 17 h 04, and it is 19 h 04 on a Tuesday."""
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.clock.advance(timedelta(hours=2))
    return team


def counted(team: Team) -> dict[str, int]:
    return {row.public: row.nombre for row in team.rows(Rencontre) if not row.supprimee_le}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("soixante et onze ados calme", "12-17 ans : 71"),
        ("quatre vingt dix personnes tendu", "Âge non estimé : 90"),
        ("8ados3adultes", "12-17 ans : 8 · 26-59 ans : 3 = .*11"),
        ("8 ados\t3 adultes\tcalme", "12-17 ans : 8 · 26-59 ans : 3 = 11"),
        ("2 moins de 12 ans 3 60 ans et plus", "Moins de 12 ans : 2 · 60 ans et plus : 3"),
        ("ados 8 calme", "12-17 ans : 8"),
        ("👦👦👦 calme", "12-17 ans : 3"),
        ("un couple et 4 garçons", "26-59 ans : 2 · 12-17 ans : 4"),
        ("12 personnes : 8 ados, 3 adultes, 1 senior", "= .*12"),
        (
            "une trentaine dont 8 ados",
            "Âge non estimé : 22 · 12-17 ans : 8|12-17 ans : 8 · Âge non",
        ),
        ("8 jeunes de 20 ans calme", "18-25 ans : 8"),
        ("samedi 16h 8 ados calme", "samedi 14 novembre, 16 h 00"),
        ("[16/11/2026 16:03:12] Collègue: 8 ados 3 adultes", "lundi 16 novembre, 16 h 03"),
        ("à 18h 12 ados", "12-17 ans : 12[^$]*18 h 00"),
        ("hier 17h 20 ados calme", "12-17 ans : 20[^$]*lundi 16 novembre, 17 h 00"),
        ("2 mecs 3 meufs, tous vers 23 ans", "18-25 ans : 5"),
        ("ados x7 / enfants x2 / calme", "12-17 ans : 7 · Moins de 12 ans : 2"),
        ("20 personnes dont la moitié d'enfants", "Moins de 12 ans : 10 · Âge non estimé : 10"),
        ("salué le boulanger, 8 mamans pardon 9 mamans", "Commerçant·e : 1|26-59 ans : 9"),
        ("il y a une demi-heure, 4 ados", "12-17 ans : 4[^$]*18 h 34"),
        ("corbeille publique pleine devant le 4", "Corbeille pleine, déchets[^$]*devant le 4"),
        ("lampadaire HS https://cartes.example.org/?q=49.9012,2.2571", "position notée"),
    ],
)
def test_what_is_said_is_what_is_read(street: Team, text: str, shown: str) -> None:
    assert re.search(shown, street.says(MEDIATRICE, text)), street.reads(MEDIATRICE)


@pytest.mark.parametrize(
    ("text", "question", "labels"),
    [
        ("4-5 jeunes", "« 4-5 jeunes » : combien ?", ["4", "5"]),
        ("entre 5 et 10 jeunes", "combien ?", ["5", "10"]),
        ("3/4 jeunes calme", "combien ?", ["3", "4"]),
        ("plus de 20 ados", "combien ?", ["20"]),
        ("5 ados de 9 ans", "combien ?", ["12-17 ans : 5", "Moins de 12 ans : 5"]),
        ("encore les mêmes 8 ados", "combien ?", ["Déjà comptés", "8"]),
        ("mardi 8 ados", "Quel jour ?", ["Mardi 17 novembre", "Mardi 10 novembre"]),
        ("hier soir 8 ados", "Lundi 16 novembre, à quelle heure ?", ["18 h 00", "19 h 00"]),
        ("3 ados square Montaigne calme", "« square Montaigne » n'est pas un site", ["📍 Site A"]),
        ("8 ados site A 3 adultes site B", "parle de deux sites", ["📍 Site A", "📍 Site B"]),
        ("8 ados, 12 zorbs", "Non compris :</b> « 12 zorbs »", ["➖ Noter sans cela"]),
        ("dix jeunes... non 12 ou 14", "combien ?", ["12", "14"]),
        ("on est passé à Saint-Leu, 4 ados", "« Saint-Leu » n'est pas un site", ["📍 Site A"]),
        (
            "dame demande de l'aide, dossier rempli ensemble puis orientée CCAS",
            "Qu'avez-vous fait ?",
            ["Démarche faite ensemble", "Orientation", "✖️ Abandonner"],
        ),
        ("guet devant le hall", "Est-ce : Nuisibles ?", ["✅ Oui", "❌ Non"]),
        ("une dame est tombée à cause du trou", "encore un danger ?", ["⚠️ Danger immédiat"]),
        ("une dame demande un logement", "Qu'avez-vous fait ?", ["Écoute", "Info donnée"]),
    ],
)
def test_what_is_in_doubt_is_the_first_question(
    street: Team, text: str, question: str, labels: list[str]
) -> None:
    assert question in street.says(MEDIATRICE, text)
    assert street.labels(MEDIATRICE)[: len(labels)] == labels
    assert not any(label.startswith("✅ En") for label in street.labels(MEDIATRICE))


@pytest.mark.parametrize(
    ("text", "false"),
    [
        ("conteneur à verre plein à ras bord devant le 4", "Ambiance"),
        ("plaque d'égout manquante au milieu du passage", "Fréquentation"),
        ("câble électrique arraché contre le mur", "Ambiance"),
        ("les mamies attendent le bus, 3 ados", "aînés"),
        ("8 ados, ma batterie est presque vide", "Fréquentation"),
    ],
)
def test_the_words_of_one_thing_say_nothing_of_another(
    street: Team, text: str, false: str
) -> None:
    assert false not in street.says(MEDIATRICE, text).partition("Non compris")[0]


def test_one_tap_for_each_end_of_a_range_and_a_number_typed(street: Team) -> None:
    street.says(MEDIATRICE, "4-5 jeunes, 2 adultes")
    assert "12-17 ans : 5" in street.taps(MEDIATRICE, "5")
    street.taps(MEDIATRICE, "✅ Enregistrer")
    assert counted(street) == {"adultes": 2, "ados": 5}
    street.says(MEDIATRICE, "plus de 20 enfants, calme")
    assert "un seul nombre" in street.says(MEDIATRICE, "beaucoup")
    assert "Moins de 12 ans : 24" in street.says(MEDIATRICE, "24")


def test_another_entry_typed_at_an_open_number_is_not_refused(street: Team) -> None:
    street.says(MEDIATRICE, "4-5 jeunes, 2 adultes")
    assert street.labels(MEDIATRICE) == ["4", "5", "✖️ Abandonner"]
    assert "60 ans et plus : 3" in street.says(MEDIATRICE, "3 seniors, calme")
    street.taps(MEDIATRICE, "✅ Enregistrer", "▶️ Reprendre", "4", "✅ Enregistrer")
    assert counted(street) == {"seniors": 3, "adultes": 2, "ados": 4}


def test_what_was_not_understood_is_said_otherwise_or_left(street: Team) -> None:
    street.says(MEDIATRICE, "8 ados, 3 zorbs")
    assert "26-59 ans : 3 = 11" in street.says(MEDIATRICE, "3 adultes")
    street.taps(MEDIATRICE, "✅ Enregistrer")
    assert counted(street) == {"ados": 8, "adultes": 3}
    street.says(MEDIATRICE, "2 ados, 3 zorbs")
    assert "12-17 ans : 2" in street.taps(MEDIATRICE, "➖ Noter sans cela")


def test_an_hour_asked_is_the_hour_of_the_rows_on_the_day_said(street: Team) -> None:
    street.says(MEDIATRICE, "hier soir 8 ados")
    assert "lundi 16 novembre, 21 h 30" in street.says(MEDIATRICE, "21h30")
    street.taps(MEDIATRICE, "✅ Enregistrer")
    (row,) = street.rows(Rencontre)
    assert (row.le.day, row.le.hour, row.presence_id) == (16, 20, None)


@pytest.mark.parametrize(
    "text",
    ["l'ascenseur n'est plus en panne", "épave enlevée devant le 12", "plus de lampadaire éteint",
     "lampadaire HS devant le 12 réparé", "poubelle qui débordait vidée", "ascenseur remarche"],
)  # fmt: skip
def test_what_was_mended_sends_nothing(street: Team, text: str) -> None:
    said = street.says(MEDIATRICE, text)
    assert "Rien n'est signalé ici qui soit encore ouvert" in said
    assert "🔧" not in said
    assert "désert" not in said


def test_what_was_mended_closes_the_open_signalement_in_one_tap(street: Team) -> None:
    street.says(MEDIATRICE, "lampadaire HS devant le 12")
    street.taps(MEDIATRICE, "✅ Envoyer")
    assert "<b>V-0001</b>" in street.says(MEDIATRICE, "le lampadaire est réparé")
    street.taps(MEDIATRICE, "✅ Réparé")
    assert "V-0001</b> : réparé" in street.taps(MEDIATRICE, "✅ Enregistrer")
    assert [row.statut for row in street.rows(Signalement)] == ["verifie"]


def test_a_request_is_a_sollicitation_with_its_partner(street: Team) -> None:
    said = street.says(
        MEDIATRICE, "une dame m'a demandé pour le dossier CAF, je l'ai envoyée au CCAS"
    )
    assert "🙋 Sollicitation : démarches, papiers · orientation → CCAS" in said
    street.taps(MEDIATRICE, "✅ Enregistrer")
    (row,) = street.rows(Sollicitation)
    assert (row.type, row.reponse, row.partenaire) == (
        "demarches-papiers",
        "orientation",
        "pa-ccas",
    )
    assert (row.public, row.domaine) == ("adultes", "acces-droits")
    assert counted(street) == {}


@pytest.mark.parametrize("text", ["non 6 pas 8", "en fait 6 ados", "erreur 6"])
def test_a_word_taken_back_corrects_the_last_count(street: Team, text: str) -> None:
    street.says(MEDIATRICE, "8 ados, calme")
    assert "12-17 ans : 6" in street.says(MEDIATRICE, text)
    street.taps(MEDIATRICE, "✅ Enregistrer")
    assert counted(street) == {"ados": 6}
    street.says(MEDIATRICE, "8 ados, tendu")
    street.taps(MEDIATRICE, "✅ Enregistrer")
    assert "12-17 ans : 8 → 6" in street.says(MEDIATRICE, text)
    assert sum(row.nombre for row in street.rows(Rencontre)) == 12


def test_a_word_taken_back_corrects_a_count_that_waits(street: Team) -> None:
    street.says(MEDIATRICE, "8 ados")
    assert "12-17 ans : 6" in street.says(MEDIATRICE, "non 6 pas 8")
    street.taps(MEDIATRICE, "✅ Enregistrer", "Aucune")
    assert counted(street) == {"ados": 6}


def test_nothing_typed_in_the_rain_is_thrown_away(street: Team) -> None:
    words = "les habitants parlent du marché qui va fermer"
    said = street.says(MEDIATRICE, words)
    assert f"« {words} »" in said
    assert street.labels(MEDIATRICE) == [
        "🙋 Sollicitation", "👁 Un mot", "🔧 Signalement", "🗑 Jeter",
    ]  # fmt: skip
    assert "sera relu" in street.taps(MEDIATRICE, "👁 Un mot")
    assert len(street.rows(Observation)) == 1
    street.says(MEDIATRICE, words)
    assert "Qui vous sollicite ?" in street.taps(MEDIATRICE, "🙋 Sollicitation")
    street.taps(MEDIATRICE, "⏭", "Information", "Écoute")
    assert [note.texte for note in street.rows(Note)] == [words, words]


def test_a_message_too_long_is_kept_whole_and_the_reason_said(street: Team) -> None:
    words = "8 ados et 3 adultes. " + "Les habitants parlent du marché. " * 40
    assert "trop long" in street.says(MEDIATRICE, words)
    street.taps(MEDIATRICE, "👁 Un mot")
    assert [note.texte for note in street.rows(Note)] == [words.strip()]
    assert counted(street) == {}


def test_the_way_back_never_opens_a_question_that_was_not_asked(street: Team) -> None:
    street.says(MEDIATRICE, "8 ados, calme")
    assert "⬅️ Retour" not in street.labels(MEDIATRICE)
    street.says(MEDIATRICE, "en fait rien")
    assert [talk.etat for talk in street.rows(Conversation)].count("ouverte") == 1


def test_a_conflict_offers_the_results_of_its_flow(street: Team) -> None:
    street.says(MEDIATRICE, "bagarre pour le terrain")
    assert len([label for label in street.labels(MEDIATRICE) if "Abandonner" not in label]) == 5
