"""Nothing that shows a face leaves before somebody said so; a danger waits for nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.signing import LIEN
from storage.models import FLOU, Audit, Outbox, Photo
from storage.photos import A_FLOUTER, A_VERIFIER, LIBRE, RETIREE
from tests.handlers.people import AUTRE_BINOME, COORDINATION, MEDIATEUR, MEDIATRICE, Team
from tests.handlers.signalement.test_signalement import picture


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return team


def shows(team: Team, *taps: str) -> str:
    team.sends(MEDIATRICE, picture())
    return team.taps(MEDIATRICE, "Éclairage", "📌 Site A", *taps)


def states(team: Team) -> list[tuple[str, str | None]]:
    return [(photo.etat, photo.sortie) for photo in team.rows(Photo)]


def letters(team: Team) -> list[Outbox]:
    return [row for row in team.rows(Outbox) if row.canal == "email"]


def test_the_card_asks_and_its_answer_is_the_tap_that_sends(street: Team) -> None:
    said = shows(street)
    assert "Visage ou plaque visible ?" in said
    labels = [label for row in newest(street)["keyboard"] for label, *_ in row]
    assert labels[:3] == [
        "✅ Envoyer · ni visage ni plaque",
        "🙈 Flouter d'abord",
        "Sans la photo",
    ]
    street.taps(MEDIATRICE, "✅ Envoyer")
    assert states(street) == [("a_telecharger", LIBRE)]


def newest(team: Team) -> dict[str, Any]:
    return team.phones[MEDIATRICE][team.latest[MEDIATRICE]]


def test_a_card_drawn_before_its_photo_never_sends_it_unasked(street: Team) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    street.taps(MEDIATRICE, "Tag", "📌 Site A")
    old = street.button(MEDIATRICE, "✅ Envoyer")
    street.sends(MEDIATRICE, picture())
    street.presses(MEDIATRICE, *old)
    assert street.rows(Photo) == [], "that button never asked what shows on it"
    street.taps(MEDIATRICE, "Sans la photo")
    assert "V-0001" in street.reads(MEDIATRICE)
    assert street.rows(Photo) == [], "a photo that nobody may see is not kept"


def test_to_blur_holds_the_photo_ten_minutes_and_gives_the_page(street: Team) -> None:
    said = shows(street, "🙈 Flouter d'abord")
    assert "dès que la photo est floutée, sans elle à 17 h 14 au plus tard" in said
    assert states(street) == [("a_telecharger", A_FLOUTER)]
    (letter,) = letters(street)
    assert letter.pas_avant == street.clock.now() + timedelta(minutes=10)
    assert letter.contenu["inline"] == []
    (invited,) = [row for row in street.rows(Outbox) if row.sujet == FLOU.of(1)]
    assert invited.adresse == str(MEDIATRICE)
    assert f'href="{invited.contenu[LIEN]}"' in invited.contenu["text"]


@pytest.mark.parametrize(
    ("answer", "then"),
    [
        ("✅ Ni visage", ("a_telecharger", LIBRE)),
        ("🙈 Oui, flouter", ("a_telecharger", A_FLOUTER)),
        ("🗑 Oui", (RETIREE, A_VERIFIER)),
    ],
)
def test_a_danger_leaves_at_once_and_asks_after(
    street: Team, answer: str, then: tuple[str, str]
) -> None:
    said = shows(street, "⚠️ Danger immédiat", "⚠️ Oui, danger immédiat")
    assert "La photo n'est pas partie." in said
    assert states(street) == [("a_telecharger", A_VERIFIER)]
    alert = letters(street)[0]
    assert alert.pas_avant == street.clock.now()
    assert "pas encore vérifiée" in alert.contenu["text"]
    asked = street.button(MEDIATRICE, answer)
    assert "à l'équipe qui l'a prise" in street.presses(AUTRE_BINOME, *asked)
    street.taps(MEDIATRICE, answer)
    assert states(street) == [then]
    assert "déjà répondu" in street.presses(MEDIATRICE, *asked) or then[1] == A_VERIFIER


def test_seen_again_with_a_photo_asks_too(street: Team) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    street.taps(MEDIATRICE, "Tag", "📌 Site A", "✅ Envoyer")
    street.sends(MEDIATRICE, picture())
    assert "La photo n'est pas partie." in street.taps(MEDIATRICE, "Tag", "➕ Toujours là")
    assert states(street) == [("a_telecharger", A_VERIFIER)]


def test_the_page_is_asked_again_by_its_binome_and_the_coordination_alone(street: Team) -> None:
    shows(street, "✅ Envoyer")
    with street.database.transaction() as tx:
        tx.get_one(Photo, 1).etat = "gardee"
    for who in (MEDIATEUR, COORDINATION):
        assert "De quel signalement ?" in street.says(who, "/photos")
        street.taps(who, "V-0001")
    to = [row.adresse for row in street.rows(Outbox) if row.sujet == FLOU.of(1)]
    assert to == [str(MEDIATEUR), str(COORDINATION)]
    assert [row.acte for row in street.rows(Audit)][-2:] == ["ouvrir_photos"] * 2
    assert "Aucun signalement" in street.says(AUTRE_BINOME, "/photos")
