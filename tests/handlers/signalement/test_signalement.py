"""A signalement as the mediator makes it: what, where, send; the rest follows from the file."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from storage.models import Alerte, Note, Outbox, Photo, Signalement, SignalementActe
from storage.photos import A_TELECHARGER
from tests.handlers.people import COORDINATION, MEDIATEUR, MEDIATRICE, Team

FORTY_KM_NORTH = {"latitude": 50.261, "longitude": 2.257}
ON_THE_SPOT = {"latitude": 49.9012, "longitude": 2.2571}


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return team


def picture(name: str = "photo-1", **more: Any) -> dict[str, Any]:
    size = {"file_id": name, "file_unique_id": f"u-{name}", "width": 1280, "height": 960}
    return {"photo": [{**size, "width": 90, "height": 67, "file_id": "petite"}, size], **more}


def reported(team: Team) -> Signalement:
    (row,) = team.rows(Signalement)
    return row


def test_a_photo_opens_it_and_three_taps_send_it(street: Team) -> None:
    assert "De quoi s'agit-il ?" in street.sends(MEDIATRICE, picture())
    street.taps(MEDIATRICE, "Éclairage")
    said = street.taps(MEDIATRICE, "📌 Site A")
    assert "Éclairage public en panne</b> · Site A · sous 72 h · → Éclairage public" in said
    assert "Visage ou plaque visible" in said
    said = street.taps(MEDIATRICE, "✅ Envoyer")
    assert said == (
        "<b>V-0001</b> · Éclairage public en panne · Site A : envoyé au service Éclairage public."
    )
    row = reported(street)
    assert (row.presence_id, row.categorie, row.danger) == (1, "vt-eclairage-public", False)
    (photo,) = street.rows(Photo)
    assert (photo.file_id, photo.etat) == ("photo-1", A_TELECHARGER), "the largest size"


def test_without_a_photo_nothing_is_said_of_faces(street: Team) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    assert "ni visage" not in street.taps(MEDIATRICE, "Tag", "📌 Site A")


def test_an_album_has_one_card_and_all_its_photos(street: Team) -> None:
    before = len(street.shown(MEDIATRICE))
    for name in ("a", "b", "c"):
        street.sends(MEDIATRICE, picture(name, media_group_id="album"))
    assert len(street.shown(MEDIATRICE)) == before + 1
    street.taps(MEDIATRICE, "Tag", "📌 Site A", "✅ Envoyer")
    assert [photo.file_id for photo in street.rows(Photo)] == ["a", "b", "c"]


def test_a_caption_that_is_not_read_is_a_word_to_be_reread_and_no_place(street: Team) -> None:
    street.sends(MEDIATRICE, picture(caption="à voir avec les collègues"))
    assert any("relu avant de quitter l'équipe" in said for said in street.shown(MEDIATRICE))
    street.taps(MEDIATRICE, "Tag", "📌 Site A", "✅ Envoyer")
    assert reported(street).lieu == ""
    assert [note.texte for note in street.rows(Note)] == ["à voir avec les collègues"]
    assert not any(
        "collègues" in str(row.contenu) for row in street.rows(Outbox) if row.canal == "email"
    )


def test_a_place_in_words(street: Team) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    said = street.taps(MEDIATRICE, "Tag", "⌨️ Je précise")
    assert said.startswith("⚠️ Écrivez où c'est")
    assert "Site A, sous le porche" in street.says(MEDIATRICE, "sous le porche")
    street.taps(MEDIATRICE, "✅ Envoyer")
    assert reported(street).lieu == "sous le porche"


def test_a_place_by_position_keeps_the_menu_at_hand(street: Team) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    street.taps(MEDIATRICE, "Tag", "📍 Ma position")
    asking = street.phones[MEDIATRICE][street.latest[MEDIATRICE]]
    assert asking["menu"][0] == ["📍 Envoyer ma position"]
    assert ["▶️ Présence", "👥 Rencontres"] in asking["menu"]
    said = street.sends(MEDIATRICE, {"location": ON_THE_SPOT})
    assert "Site A, position envoyée" in said
    assert "⚠️" not in said
    assert any(said == "Position reçue." for said in street.shown(MEDIATRICE))
    street.taps(MEDIATRICE, "✅ Envoyer")
    assert reported(street).latitude == pytest.approx(49.9012)


def test_a_position_forty_kilometres_away_is_said_and_never_refused(street: Team) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    street.taps(MEDIATRICE, "Tag")
    said = street.sends(MEDIATRICE, {"location": FORTY_KM_NORTH})
    assert "⚠️ Cette position est à 40 km du site." in said
    assert "V-0001" in street.taps(MEDIATRICE, "✅ Envoyer")


def test_a_position_where_no_place_is_asked_is_not_read(street: Team) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    said = street.sends(MEDIATRICE, {"location": ON_THE_SPOT})
    assert said == "Je n'ai pas besoin de votre position maintenant. Elle n'est pas gardée."


def test_danger_gives_the_numbers_to_call_first(street: Team) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    said = street.taps(MEDIATRICE, "Éclairage", "📌 Site A", "⚠️ Danger immédiat")
    assert said.startswith("☎️ <b>Appelez d'abord :</b> 112 Urgences (Europe), 17 Police secours")
    assert "Éclairage public en panne, Site A" in said
    assert street.rows(Signalement) == [], "asked once before it leaves"
    street.taps(MEDIATRICE, "⬅️ Retour", "⚠️ Danger immédiat")
    said = street.taps(MEDIATRICE, "⚠️ Oui, danger immédiat")
    assert "V-0001 : danger immédiat." in street.reads(COORDINATION)
    assert said.startswith("☎️ <b>Appelez d'abord :</b> 112 Urgences (Europe), 17 Police secours")
    assert said.index("112") < said.index("V-0001")
    row = reported(street)
    assert (row.danger, row.urgence) == (True, "u1")


def test_everything_can_be_changed_from_the_review(street: Team) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    street.taps(MEDIATRICE, "Éclairage", "📌 Site A")
    street.taps(MEDIATRICE, "✏️ Modifier", "Précision", "Câble ou armoire ouverte")
    street.taps(MEDIATRICE, "✏️ Modifier", "Service", "Voirie")
    street.taps(MEDIATRICE, "✏️ Modifier", "📷 Photo")
    said = street.sends(MEDIATRICE, picture())
    assert "→ Voirie" in said
    said = street.taps(MEDIATRICE, "⚠️ Danger immédiat", "⚠️ Oui, danger immédiat")
    assert "<b>Un visage ou une plaque s'y voit ?</b>" in said, "asked once it has left"
    row = reported(street)
    assert (row.categorie, row.service) == ("vt-armoire-cable", "sv-voirie")
    assert {alerte.service for alerte in street.rows(Alerte)} == {"sv-voirie"}


def test_the_same_defect_is_said_to_be_known(street: Team) -> None:
    for _ in range(2):
        street.says(MEDIATRICE, "🔧 Signalement")
        street.taps(MEDIATRICE, "Éclairage")
        if len(street.rows(Signalement)) == 0:
            street.taps(MEDIATRICE, "📌 Site A", "✅ Envoyer")
    assert street.reads(MEDIATRICE).startswith("Déjà signalé le 17/11 : <b>V-0001</b>, ")
    said = street.taps(MEDIATRICE, "➕ Toujours là")
    assert "V-0001" in said
    assert "toujours là, c'est noté" in said
    assert [acte.acte for acte in street.rows(SignalementActe)] == ["emettre", "revoir"]


def test_something_else_of_the_same_kind_gets_its_own_number(street: Team) -> None:
    for label in ("📌 Site A", "🆕 C'est autre chose"):
        street.says(MEDIATRICE, "🔧 Signalement")
        street.taps(MEDIATRICE, "Éclairage", label)
        if label.startswith("🆕"):
            street.taps(MEDIATRICE, "📌 Site A")
        street.taps(MEDIATRICE, "✅ Envoyer")
    assert [row.numero for row in street.rows(Signalement)] == [1, 2]


def test_a_slow_alert_says_when_it_will_leave(street: Team) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    said = street.taps(MEDIATRICE, "Tag", "📌 Site A", "✅ Envoyer")
    assert "enregistré ; il partira au service Propreté, déchets mercredi 18 novembre à" in said


def test_the_landlord_has_what_is_in_its_buildings(team: Team) -> None:
    team.says(MEDIATEUR, "🔧 Signalement")
    said = team.taps(MEDIATEUR, "📍 Site C", "Éclairage", "📌 Site C")
    assert "→ Bailleur (proximité)" in said


def test_every_kind_of_defect_can_be_sent_from_every_site(team: Team) -> None:
    config = team.programme.config
    for site in config.sites:
        for groupe in config.groupes():
            team.says(MEDIATRICE, "🔧 Signalement")
            said = team.taps(MEDIATRICE, f"📍 {site.label}", groupe)
            if said == "Plus précisément ?":
                said = team.taps(MEDIATRICE, team.labels(MEDIATRICE)[0])
            team.taps(MEDIATRICE, "📌")
            if "« Autre »" in team.reads(MEDIATRICE):
                team.says(MEDIATRICE, "carreaux de plâtre")
            team.taps(MEDIATRICE, "✅ Envoyer")
    assert len(team.rows(Signalement)) == len(config.sites) * len(config.groupes())


def test_a_draft_waits_while_something_else_is_done(street: Team) -> None:
    street.sends(MEDIATRICE, picture())
    street.taps(MEDIATRICE, "Tag")
    street.says(MEDIATRICE, "👥 Rencontres")
    street.taps(MEDIATRICE, "12-17 ans", "✅ Fini", "⏭ Passer")
    assert "Votre saisie « Signalement » commencée à 17 h 04 est gardée" in (
        street.reads(MEDIATRICE)
    )
    street.clock.advance(timedelta(hours=1))
    assert street.taps(MEDIATRICE, "▶️ Reprendre") == "Où ?"
    street.taps(MEDIATRICE, "📌 Site A", "✅ Envoyer")
    assert len(street.rows(Photo)) == 1


def test_a_draft_may_be_dropped(street: Team) -> None:
    street.sends(MEDIATRICE, picture())
    street.says(MEDIATRICE, "📋 Ma journée")
    street.taps(MEDIATRICE, "✖️")
    assert street.taps(MEDIATRICE, "✖️ Abandonner") == "Saisie abandonnée."
    assert street.rows(Signalement) == []


def test_not_a_signalement_leaves_nothing(street: Team) -> None:
    street.sends(MEDIATRICE, picture())
    assert street.taps(MEDIATRICE, "🚫 Pas un signalement") == "Abandonné. Rien n'a été noté."
    assert (street.rows(Signalement), street.rows(Photo)) == ([], [])


def test_a_danger_sent_by_mistake_is_called_back_from_all_who_were_told(street: Team) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    street.taps(MEDIATRICE, "Éclairage", "📌 Site A", "⚠️ Danger immédiat", "⚠️ Oui")
    said = street.says(MEDIATRICE, "/annuler_derniere")
    assert "V-0001" in said
    street.taps(MEDIATRICE, "↩️ Oui")
    assert "V-0001, danger immédiat : ce signalement est annulé" in street.reads(COORDINATION)
    assert reported(street).statut == "annule"


def test_the_kind_of_a_defect_is_never_guessed_for_a_whole_group(street: Team) -> None:
    """« Ferme-porte » was, for anything about a door."""
    street.says(MEDIATRICE, "🔧 Signalement")
    assert street.taps(MEDIATRICE, "Porte, hall") == "Plus précisément ?"
    assert "Vitrage de porte d'immeuble" in street.labels(MEDIATRICE)
    said = street.taps(MEDIATRICE, "Porte, serrure forcée", "📌 Site A")
    assert "Porte, serrure forcée</b>" in said
    street.taps(MEDIATRICE, "✅ Envoyer")
    assert reported(street).categorie == "vt-porte-forcee"


def test_autre_needs_a_word_or_a_photo(street: Team) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    said = street.taps(MEDIATRICE, "Autre", "Autre", "📌 Site A")
    assert said.startswith("« Autre » ne dit rien au service.")
    assert "✅ Envoyer" not in street.labels(MEDIATRICE)
    said = street.says(MEDIATRICE, "plaque de verre tombée")
    assert "Site A, plaque de verre tombée" in said
    street.taps(MEDIATRICE, "✅ Envoyer")
    assert reported(street).lieu == "plaque de verre tombée"


def test_autre_is_enough_with_a_photo(street: Team) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    street.taps(MEDIATRICE, "Autre", "Autre", "📌 Site A")
    assert "Visage ou plaque visible" in street.sends(MEDIATRICE, picture())
    assert "V-0001" in street.taps(MEDIATRICE, "✅ Envoyer")


def test_what_is_already_signalled_is_said_with_its_place_and_its_true_state(
    street: Team,
) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    street.taps(MEDIATRICE, "Tag", "⌨️ Je précise")
    street.says(MEDIATRICE, "sous le porche")
    street.taps(MEDIATRICE, "✅ Envoyer")
    street.says(MEDIATRICE, "🔧 Signalement")
    said = street.taps(MEDIATRICE, "Tag")
    assert said == (
        "Déjà signalé le 17/11 : <b>V-0001</b>, enregistré, pas encore parti au service.\n"
        "🔧 Tag · Site A, sous le porche."
    )
    with street.database.transaction() as tx:
        for alerte in tx.query(Alerte):
            alerte.envoyee_le = street.clock.now()
    street.says(MEDIATRICE, "🔧 Signalement")
    said = street.taps(MEDIATRICE, "Tag")
    assert "V-0001</b>, envoyé, en attente d'une réponse." in said
    with street.database.transaction() as tx:
        for alerte in tx.query(Alerte):
            alerte.envoyee_le, alerte.echec = None, "boîte pleine"
    street.says(MEDIATRICE, "🔧 Signalement")
    said = street.taps(MEDIATRICE, "Tag")
    assert "aucun service ne l'a reçu, la coordination le sait." in said


def test_still_there_is_taken_back(street: Team) -> None:
    for answer in (("📌 Site A", "✅ Envoyer"), ("➕ Toujours là",)):
        street.says(MEDIATRICE, "🔧 Signalement")
        street.taps(MEDIATRICE, "Tag", *answer)
    assert [one.acte for one in street.rows(SignalementActe)] == ["emettre", "revoir"]
    assert "↩️ Annulé : V-0001 : vu encore une fois." in street.taps(MEDIATRICE, "↩️ Annuler")
    assert [one.acte for one in street.rows(SignalementActe)][2:] == ["defaire"]
