"""What may be found is a list of the dispositif: the coordination adds to it from the bot."""

from __future__ import annotations

from storage.dispositif.depart import completed
from tests.handlers.people import COORDINATION, MEDIATRICE, Team


def test_the_coordination_adds_a_line_that_the_street_is_offered(team: Team) -> None:
    team.says(COORDINATION, "➕ Autre")
    team.taps(COORDINATION, "📚 Listes", "Objets trouvés", "➕ Ajouter")
    team.says(COORDINATION, "Doudou")
    team.says(MEDIATRICE, "/objet")
    assert team.taps(MEDIATRICE, "📍 Site A", "Rue", "Doudou", "⏭ Passer") == (
        "🔑 Doudou : c'est noté."
    )


def test_an_older_file_is_given_it() -> None:
    lines = completed({"listes": {}, "presence": {}})["listes"]["choses_trouvees"]
    assert [one["slug"] for one in lines] == ["cles", "papiers", "telephone", "autre"]
