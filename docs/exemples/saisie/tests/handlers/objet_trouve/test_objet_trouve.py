"""Noted, found again, corrected, counted once its word has left the file, taken away."""

from __future__ import annotations

from datetime import timedelta

from storage import journal, photos
from storage.models.objets_trouves import ObjetTrouve
from storage.usages_disparus import Disparue, disparues
from tests.handlers.mue import moulted
from tests.handlers.people import MEDIATRICE, Team


def finds_keys(team: Team) -> ObjetTrouve:
    team.says(MEDIATRICE, "/objet")
    assert team.taps(MEDIATRICE, "📍 Site A", "Rue", "Clés", "⏭ Passer") == (
        "🔑 Clés : c'est noté."
    )
    (row,) = team.rows(ObjetTrouve)
    return row


def test_it_is_an_entry_like_any_other(team: Team) -> None:
    row = finds_keys(team)
    with team.database.transaction() as tx:
        person = team.context(tx, MEDIATRICE).person
        since = team.clock.now() - timedelta(hours=1)
        assert [one.key for one in journal.entries(tx, person, since)] == [f"t{row.id}"]
        gone = disparues(tx, moulted())
    assert gone == (Disparue("types_lieu", row.lieu, 1),)

    line = "17 h 04 · Objet trouvé : Clés (Rue, trottoir)"
    assert line in team.day(MEDIATRICE)
    assert line in team.taps(MEDIATRICE, line, "📍 Site", "📍 Site B")
    team.says(MEDIATRICE, "/journee")
    assert team.taps(MEDIATRICE, line, "🗑").startswith(f"🗑 Supprimé : {line}")
    with team.database.transaction() as tx:
        assert disparues(tx, moulted()) == ()


def test_its_photo_is_kept_with_it(team: Team) -> None:
    team.says(MEDIATRICE, "/objet")
    team.taps(MEDIATRICE, "📍 Site A", "Rue", "Téléphone")
    size = {"file_id": "f1", "file_unique_id": "u1", "width": 90, "height": 67}
    said = team.sends(MEDIATRICE, {"photo": [size]})
    assert said == "🔑 Téléphone : c'est noté, avec sa photo."
    (row,) = team.rows(ObjetTrouve)
    with team.database.transaction() as tx:
        assert [one.file_id for one in photos.of(tx, "objet_trouve", row.id)] == ["f1"]
