"""« Toujours là » in place of a second case, and what is back after it was mended."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.casework.signalement import actes as casework
from bot.casework.signalement.deed import DeedSignalement
from bot.clock import MovableClock
from bot.documents import documents
from bot.domain.semaine import Semaine
from bot.domain.vies.signalement import ActeSignalement
from bot.domain.vies.vie import Acteur
from digests.compose import compose
from storage.machine.db import Database
from storage.models import Outbox, Photo, Signalement, SignalementActe
from storage.photos import GARDEE, LIBRE
from tests.handlers.people import COORDINATION, MEDIATRICE, Team, open_team
from tests.storage.dispositif_cast import example

TRENTE_METRES = {"latitude": 49.90127, "longitude": 2.2570}
"""North of the centre of Site A."""


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return team


def reports(team: Team, *labels: str) -> str:
    team.says(MEDIATRICE, "🔧 Signalement")
    return team.taps(MEDIATRICE, *labels)


def ends(team: Team, number: int, acte: ActeSignalement) -> None:
    with team.database.transaction() as tx:
        deed = DeedSignalement(acte, "coordination:3", Acteur.COORDINATION, f"essai:{acte}")
        casework.act(team.context(tx, MEDIATRICE), number, deed)


def letters(team: Team) -> list[str]:
    return [row.contenu["text"] for row in team.rows(Outbox) if row.canal == "email"]


def point_hebdo(team: Team) -> str:
    """What the comité of that territoire reads of this week."""
    comite = team.programme.config.comites_du_site("site-a")[0]
    with team.database.transaction() as tx:
        read = compose(tx, team.programme, comite, Semaine.of(team.clock.now()))
    return documents()["point_hebdo"].formats["txt"](read).decode()


def photographed(team: Team) -> None:
    with team.database.transaction() as tx:
        tx.add(
            Photo(
                objet="signalement",
                objet_id=1,
                file_id="f",
                nom="a1.jpg",
                etat=GARDEE,
                essais=1,
                recue_le=team.clock.now(),
                sortie=LIBRE,
            )
        )


def test_the_same_family_there_is_shown_with_its_photo_and_counts_once_more(street: Team) -> None:
    reports(street, "Dépôt, encombrants", "Encombrants", "📌 Site A", "✅ Envoyer")
    photographed(street)
    asked = reports(street, "Dépôt, encombrants", "Corbeille pleine, déchets")
    assert "<b>V-0001</b>, enregistré, pas encore parti au service.\n🔧 Encombrants" in asked
    shown = [one.contenu for one in street.rows(Outbox) if one.contenu.get("photo") == "a1.jpg"]
    assert [one["text"] for one in shown] == ["📷 V-0001, le 17/11 : est-ce bien la même chose ?"]
    assert "V-0001" in street.taps(MEDIATRICE, "➕ Toujours là")
    assert len(street.rows(Signalement)) == 1
    assert "Revu     : 1 fois, la dernière le 17/11" in letters(street)[-1]
    assert "👀 Revu 1 fois depuis." in reports(street, "Dépôt, encombrants", "Encombrants")


def test_of_several_that_it_may_be_the_three_best_are_shown_and_one_tap_says_which(
    street: Team,
) -> None:
    kinds = ("Corbeille", "Encombrants", "Encombrants", "Encombrants")
    for rank, kind in enumerate(kinds):
        other = ("🆕 C'est autre chose",) if rank else ()
        reports(street, "Dépôt, encombrants", kind, *other, "📌 Site A", "✅ Envoyer")
    asked = reports(street, "Dépôt, encombrants", "Encombrants")
    assert asked.startswith("Déjà signalés ici. Est-ce l'un d'eux, toujours là ?\n• <b>V-0004</b>")
    assert street.labels(MEDIATRICE)[:4] == [
        *("➕ V-0004", "➕ V-0003", "➕ V-0002"),
        "🆕 C'est autre chose",
    ]
    assert "<b>V-0003</b>" in street.taps(MEDIATRICE, "➕ V-0003")
    assert len(street.rows(Signalement)) == 4
    (seen,) = (one for one in street.rows(SignalementActe) if one.acte == "revoir")
    assert seen.signalement_id == 3


def test_a_few_steps_away_on_another_site_it_is_the_same_one(team: Team) -> None:
    reports(team, "📍 Site A", "Tag", "📍 Ma position")
    team.sends(MEDIATRICE, {"location": TRENTE_METRES})
    team.taps(MEDIATRICE, "✅ Envoyer")
    reports(team, "📍 Site C", "Tag", "📍 Ma position")
    said = team.sends(MEDIATRICE, {"location": TRENTE_METRES})
    assert said.startswith("Déjà signalé le 17/11 : <b>V-0001</b>")
    assert "V-0001" in team.taps(MEDIATRICE, "➕ Toujours là")
    team.clock.advance(timedelta(weeks=13))
    asked = reports(team, "📍 Site A", "Tag")
    assert asked.startswith("Où ?"), "nothing was said of it for 12 weeks"


def test_closed_between_the_question_and_the_answer_it_is_a_new_one(street: Team) -> None:
    reports(street, "Tag", "📌 Site A", "✅ Envoyer")
    reports(street, "Tag")
    ends(street, 1, ActeSignalement.ANNULER)
    street.taps(MEDIATRICE, "➕ Toujours là")
    assert [one.acte for one in street.rows(SignalementActe)] == ["emettre", "annuler"]
    assert len(street.rows(Signalement)) == 1


def test_what_comes_back_within_ninety_days_says_so_to_all(street: Team) -> None:
    reports(street, "Éclairage", "📌 Site A", "✅ Envoyer")
    ends(street, 1, ActeSignalement.VERIFIER_REPARE)
    street.clock.advance(timedelta(days=20))
    back = "V-0001, vu réparé le 17/11 : c'est revenu"
    assert f"🔁 {back}." in reports(street, "Éclairage", "📌 Site A", "✅ Envoyer")
    assert f"Revenu   : {back}" in letters(street)[-1]
    assert "1 défaut est revenu moins de 90 jours après la réparation" in point_hebdo(street)
    ends(street, 2, ActeSignalement.VERIFIER_REPARE)
    street.clock.advance(timedelta(days=91))
    said = reports(street, "Éclairage", "📌 Site A", "✅ Envoyer")
    assert "V-0003" in said
    assert "revenu" not in said


def test_how_soon_a_defect_comes_back_is_what_the_file_says_on_the_card_and_in_the_letter(
    sqlite_database: Database, clock: MovableClock
) -> None:
    config = example("amiens")
    rules = config.reglages.model_copy(update={"recurrence_jours": 120})
    town = open_team(sqlite_database, clock, config.model_copy(update={"reglages": rules}))
    reports(town, "📍 Site A", "Éclairage", "📌 Site A", "✅ Envoyer")
    ends(town, 1, ActeSignalement.VERIFIER_REPARE)
    town.clock.advance(timedelta(days=100))
    said = reports(town, "📍 Site A", "Éclairage", "📌 Site A", "✅ Envoyer")
    assert "🔁 V-0001, vu réparé le 17/11 : c'est revenu." in said
    assert "1 défaut est revenu moins de 120 jours après la réparation." in point_hebdo(town)
    ends(town, 2, ActeSignalement.VERIFIER_REPARE)
    town.clock.advance(timedelta(days=121))
    assert "revenu" not in reports(town, "📍 Site A", "Éclairage", "📌 Site A", "✅ Envoyer")
    assert "revenu" not in point_hebdo(town)


def test_since_when_whom_and_what_risk_have_defaults_and_reach_the_service(street: Team) -> None:
    said = reports(street, "Éclairage", "📌 Site A")
    assert "👥 Gêne : passants · risque : visibilité" in said
    street.taps(MEDIATRICE, "🕐 Depuis quand", "Plus d'une semaine")
    street.taps(MEDIATRICE, "✏️ Modifier", "👥 Qui est gêné", "Enfants, familles", "✅ Fini")
    said = street.taps(MEDIATRICE, "✏️ Modifier", "⚠️ Risque", "Chute")
    assert "👥 Gêne : enfants, familles · risque : chute · depuis : Plus d'une semaine" in said
    assert "chantier" not in said
    said = street.taps(MEDIATRICE, "✏️ Modifier", "🚧 Chantier", "🚧 Lié à un chantier")
    assert said.splitlines()[1].endswith(" · 🚧 lié à un chantier")
    street.taps(MEDIATRICE, "✅ Envoyer")
    lines = letters(street)[-1].split("\n")
    said_of_it = ("Depuis", "Gêne", "Risque", "Chantier")
    assert [one for one in lines if one.startswith(said_of_it)] == [
        "Depuis   : Plus d'une semaine",
        "Gêne     : enfants, familles",
        "Risque   : chute",
        "Chantier : lié à un chantier",
    ]


def test_a_danger_by_its_kind_gives_the_numbers_then_leaves_to_all_at_once(street: Team) -> None:
    """A syringe is U1 by the file: nobody has to say that it is a danger."""
    said = reports(street, "Dépôt, encombrants", "Seringue", "📌 Site A")
    assert "danger immédiat" in said
    assert not [one for one in street.labels(MEDIATRICE) if one.startswith("✅ Envoyer")]
    said = street.taps(MEDIATRICE, "⚠️ Danger immédiat")
    assert said.startswith("☎️ <b>Appelez d'abord :</b> 112")
    said = street.taps(MEDIATRICE, "⚠️ Oui, danger immédiat")
    assert said.index("112") < said.index("V-0001")
    assert "↩️ Annuler" not in street.labels(MEDIATRICE), "it has left"
    assert "V-0001 : danger immédiat." in street.reads(COORDINATION)
    (letter,) = [
        row for row in street.rows(Outbox) if row.adresse == "proprete@amiens.example.org"
    ]
    assert letter.pas_avant == street.clock.now()
