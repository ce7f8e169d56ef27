"""Past weeks stay true when somebody moves or joins, or when a binôme or a site is retired."""

from __future__ import annotations

from datetime import date, timedelta

from bot.domain.semaine import Semaine
from storage import ecarts
from storage.models import Personne
from storage.referential import synchronise
from tests.handlers.hors_terrain.test_hors_terrain import works
from tests.handlers.people import (
    AUTRE_BINOME,
    COORDINATION,
    INCONNUE,
    MEDIATEUR,
    MEDIATRICE,
    Team,
)
from tests.storage.dispositif_cast import example

WEEK = Semaine(date(2026, 11, 16))


def move(team: Team, who: str, binome: str) -> None:
    team.says(COORDINATION, "👥 Équipe")
    team.taps(COORDINATION, "🔁 Changer de binôme", who, binome)


def planned(team: Team, week: Semaine, site: str) -> int:
    """Minutes planned on a site, as the coordination reads them beside those done."""
    with team.database.transaction() as tx:
        rows = ecarts.planned_and_done(tx, team.programme, week)
    return next((one.prevues for one in rows if one.site == site), 0)


def test_hours_before_a_change_of_binome_stay_one_s_own(team: Team) -> None:
    works(team, team.clock.now(), 3)
    team.clock.advance(timedelta(minutes=5))
    move(team, "Médiateur", "Binôme 2")
    assert "dont 3 h 00 en présence" in team.says(MEDIATEUR, "/semaine")
    works(team, team.clock.now() + timedelta(days=1), 2)
    assert "dont 3 h 00 en présence" in team.says(MEDIATEUR, "/semaine"), "no longer with them"
    assert "dont 5 h 00 en présence" in team.says(MEDIATRICE, "/semaine")


def test_hours_of_the_new_binome_count_from_the_change_on(team: Team) -> None:
    works(team, team.clock.now(), 3)
    team.clock.advance(timedelta(minutes=5))
    move(team, "Autre binôme", "Binôme 1")
    assert "0 h 00 en présence" in team.says(AUTRE_BINOME, "/semaine")
    works(team, team.clock.now() + timedelta(days=1), 2)
    assert "dont 2 h 00 en présence" in team.says(AUTRE_BINOME, "/semaine")
    move(team, "Autre binôme", "Binôme 2")
    assert "dont 2 h 00 en présence" in team.says(AUTRE_BINOME, "/semaine"), "there and back"


def test_whoever_joins_has_no_hours_before(team: Team) -> None:
    works(team, team.clock.now(), 3)
    team.clock.advance(timedelta(minutes=5))
    team.says(INCONNUE, f"/start {team.invite()}")
    team.taps(INCONNUE, "✅ J'accepte")
    assert "0 h 00 en présence" in team.says(INCONNUE, "/semaine")


def invites_mediatrice(team: Team, binome: str) -> None:
    team.says(COORDINATION, "👥 Équipe")
    team.taps(COORDINATION, "➕ Inviter", "Médiation de rue", binome)
    team.says(COORDINATION, "Médiatrice")


def accepts(team: Team) -> None:
    """The stranger uses the invitation that was just written."""
    letter = next(text for text in team.shown(COORDINATION) if text.startswith("Voici"))
    team.says(INCONNUE, "/start " + letter.partition("/start ")[2].partition("<")[0])
    team.taps(INCONNUE, "✅ J'accepte")


def test_a_new_phone_keeps_the_hours_of_the_old_one(team: Team) -> None:
    team.says(MEDIATRICE, "/hors_terrain")
    team.taps(MEDIATRICE, "Écrits", "1 h")
    works(team, team.clock.now(), 3)
    team.clock.advance(timedelta(minutes=5))
    invites_mediatrice(team, "Binôme 1")
    team.taps(COORDINATION, "📱 Oui")
    accepts(team)
    said = team.says(INCONNUE, "/semaine")
    assert "4 h 00</b> notées, dont 3 h 00 en présence et 1 h 00 hors terrain" in said


def test_a_namesake_elsewhere_has_nothing_of_a_replaced_phone(team: Team) -> None:
    team.says(MEDIATRICE, "/hors_terrain")
    team.taps(MEDIATRICE, "Écrits", "1 h")
    invites_mediatrice(team, "Binôme 2")
    accepts(team)
    invites_mediatrice(team, "Binôme 1")
    team.taps(COORDINATION, "📱 Oui")
    assert "0 h 00</b> notées" in team.says(INCONNUE, "/semaine")


def retire(team: Team, binome: str) -> None:
    team.says(COORDINATION, "➕ Autre")
    team.taps(COORDINATION, "📚 Listes", "Binômes", "🗄 Retirer", binome, "🗄 Oui")


def test_a_retired_binome_is_planned_no_more_and_was_planned_before(team: Team) -> None:
    team.clock.advance(timedelta(days=2))
    assert planned(team, WEEK, "site-b") == 8 * 60
    retire(team, "Binôme 2")
    # Tuesday's four hours were planned; Saturday's are not, nor any later.
    assert planned(team, WEEK, "site-b") == 4 * 60
    assert planned(team, WEEK.shifted(-1), "site-b") == 8 * 60
    assert planned(team, WEEK.shifted(1), "site-b") == 0
    team.says(COORDINATION, "/planning")
    team.taps(COORDINATION, "La semaine prochaine", "📋 Reprendre")
    assert planned(team, WEEK.shifted(1), "site-b") == 0


def test_a_retired_binome_s_people_are_still_seen_in_the_team(team: Team) -> None:
    retire(team, "Binôme 2")
    assert team.reads(COORDINATION).endswith(
        "Encore dedans : Autre binôme. Pour changer : 👥 Équipe, puis 🔁 Changer de binôme."
    )
    said = team.says(COORDINATION, "👥 Équipe")
    assert "<b>Binôme 2 (retiré)</b> : Autre binôme" in said
    move(team, "Autre binôme", "Binôme 1")
    assert "Binôme 2" not in team.says(COORDINATION, "👥 Équipe")


def test_a_binome_that_left_the_file_still_has_its_name_and_its_past(team: Team) -> None:
    works(team, team.clock.now(), 3)
    team.clock.advance(timedelta(days=2))
    team.says(COORDINATION, "/planning")
    team.taps(COORDINATION, "Cette semaine", "↩️ Annuler", "lun. 16", "Météo")
    config = example("amiens")
    left = config.model_copy(
        update={
            "binomes": tuple(one for one in config.binomes if one.slug != "binome-1"),
            "creneaux": tuple(one for one in config.creneaux if one.binome != "binome-1"),
        }
    )
    with team.database.transaction() as tx:
        team.programme = synchronise(tx, left, team.clock.now())
    team.desk.programmes[team.programme.id] = team.programme
    assert planned(team, WEEK, "site-a") == 8 * 60, "until its last presence, on Tuesday"
    team.says(COORDINATION, "/planning")
    said = team.taps(COORDINATION, "Cette semaine")
    assert "mar. 17, 17 h – 21 h, Binôme 1" in said
    assert "jeu. 19, 17 h – 21 h, Binôme 1" not in said
    assert "<b>Binôme 1 (retiré)</b> : Médiatrice" in team.says(COORDINATION, "👥 Équipe")


def test_a_retired_site_keeps_what_was_planned_on_it(team: Team) -> None:
    team.clock.advance(timedelta(days=70))
    week = Semaine.of(team.clock.now())
    assert planned(team, week.shifted(-4), "site-a") == 24 * 60
    team.says(COORDINATION, "/sites")
    team.taps(COORDINATION, "🗄 Retirer", "Site A", "🗄 Oui")
    assert planned(team, week.shifted(-4), "site-a") == 24 * 60
    assert planned(team, week.shifted(1), "site-a") == 0
    assert all(one.binome_id for one in team.rows(Personne) if one.role == "mediateur")
