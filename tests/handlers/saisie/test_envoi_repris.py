"""What a typed message sent is taken back in one tap, and may have its photo before it leaves."""

from __future__ import annotations

from storage.models import Photo, Signalement, SignalementActe
from storage.photos import LIBRE
from tests.handlers.people import MEDIATRICE, Team
from tests.handlers.saisie.test_saisie import EVERYTHING, counted, picture, street

__all__ = ["street"]


def test_what_left_is_taken_back_in_one_tap_and_the_rest_of_the_message_is_kept(
    street: Team,
) -> None:
    street.says(MEDIATRICE, EVERYTHING)
    assert "📷 Photo" in street.labels(MEDIATRICE)
    street.taps(MEDIATRICE, "📷 Photo")
    street.sends(MEDIATRICE, {"photo": picture("")["photo"]})
    street.taps(MEDIATRICE, "✅ Envoyer · ni visage ni plaque")
    (sent,) = street.rows(Signalement)
    (photo,) = street.rows(Photo)
    assert (photo.objet_id, photo.sortie) == (sent.id, LIBRE)
    assert street.taps(MEDIATRICE, "↩️ Annuler V-0001") == (
        "↩️ V-0001 : annulé. Personne ne l'avait reçu. Ce que votre message disait d'autre est "
        "gardé."
    )
    assert street.rows(Signalement)[0].statut == "annule"
    assert counted(street) == {"ados": 8, "adultes": 3}
    street.says(MEDIATRICE, "8 ados")
    assert "📷 Photo" not in street.labels(MEDIATRICE), "there is nothing to show"


def test_still_there_from_a_message_is_taken_back_too(street: Team) -> None:
    for labels in (("✅ Envoyer",), ("➕ Toujours là", "✅ Envoyer")):
        street.says(MEDIATRICE, "lampadaire HS")
        street.taps(MEDIATRICE, *labels)
    assert [one.acte for one in street.rows(SignalementActe)] == ["emettre", "revoir"]
    street.taps(MEDIATRICE, "↩️ Annuler")
    assert street.rows(SignalementActe)[1].defait_le is not None
