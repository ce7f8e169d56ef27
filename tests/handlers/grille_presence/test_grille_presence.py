"""The shared grid: two taps to announce a slot, a week read by quartier, never a person."""

from __future__ import annotations

from datetime import timedelta

from bot.chat.desk import SansLigne, open_desk
from bot.clock import MovableClock
from bot.domain.roles import Role
from storage.dispositif import load, packaged
from storage.machine.db import Database
from storage.models import CreneauPrevu, DispositifRow, Outbox, Personne, PresenceActeur
from storage.referential import synchronise
from tests.handlers.grille_presence.conftest import EDUCATEURS, LABEL
from tests.handlers.people import BOT, COORDINATION, MEDIATRICE, Team, mons, open_team

MINE, WHO = "🗓 Ma présence", "👀 Qui est là ?"


def announce(team: Team, quartier: str = "Étouvie", jour: str = "Jeudi", hours: str = "") -> str:
    """A slot by the long way; typed hours, or the preset of the afternoon."""
    team.says(EDUCATEURS, MINE)
    team.taps(EDUCATEURS, "✏️ Autre créneau", quartier, jour)
    if hours:
        return team.says(EDUCATEURS, hours)
    return team.taps(EDUCATEURS, "14 h - 17 h")


def who(team: Team, reader: int) -> str:
    return team.says(reader, "/grille")


def kept(team: Team) -> list[PresenceActeur]:
    return [row for row in team.rows(PresenceActeur) if row.supprimee_le is None]


def test_the_welcome_speaks_of_an_organisation_and_gives_two_buttons(team: Team) -> None:
    said = team.says(EDUCATEURS, f"/start {team.invite(Role.PARTENAIRE, LABEL)}")
    assert "partenaire" in said
    assert f"telle que la grille la montre : <b>{LABEL}</b>" in said
    assert "une structure, jamais quelqu'un" in said
    assert not any("prénom" in label for label in team.labels(EDUCATEURS))
    team.taps(EDUCATEURS, "✅ J'accepte")
    assert any(f"« {LABEL} » : une structure" in text for text in team.shown(EDUCATEURS))
    menus = [content.get("menu") for content in team.phones[EDUCATEURS].values()]
    assert [[MINE, WHO]] in menus
    assert "a rejoint la grille de présence partagée" in team.reads(COORDINATION)
    assert team.rows(Personne)[-1].role == "partenaire"


def test_nothing_of_the_team_answers_to_another_actor(street: Team) -> None:
    before = len(street.rows(Outbox))
    entries = [word for word in street.desk.entries if word not in (MINE, WHO)]
    for word in entries:
        if word in ("/grille", "/mapresence", "/mesdonnees", "/oubliez_moi"):
            continue
        assert "🗓 Ma présence" in street.says(EDUCATEURS, word), word
    for text in ("8 ados 3 adultes", "/aide", "➕ Autre"):
        assert "🗓 Ma présence" in street.says(EDUCATEURS, text)
    street.sends(EDUCATEURS, {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 9,
                                         "height": 9, "file_size": 9}]})  # fmt: skip
    assert "Je ne prends pas ce type de message" in street.reads(EDUCATEURS)
    said = {row.adresse for row in street.rows(Outbox)[before:]}
    assert said == {str(EDUCATEURS)}


def test_the_first_time_four_answers_make_a_slot(street: Team) -> None:
    said = announce(street)
    assert said == (
        "✅ Noté dans la grille : Étouvie, jeudi 19 novembre, 14 h - 17 h.\n"
        "🔎 Vous êtes : non précisé."
    )
    (row,) = kept(street)
    assert (row.acteur, row.quartier, row.jour.isoformat()) == (LABEL, "etouvie", "2026-11-19")


def test_a_slot_says_the_kind_of_actor_and_the_next_one_too(street: Team) -> None:
    announce(street)
    street.taps(EDUCATEURS, "✏️ Vous êtes", "Éducateurs de rue")
    assert kept(street)[0].type_acteur == "ta-educateurs"
    assert "↩️ Retirer ce créneau" in street.labels(EDUCATEURS)
    assert "Vous êtes : Éducateurs de rue" in announce(street, jour="Vendredi")
    assert f"{LABEL} (Éducateurs de rue)" in street.says(MEDIATRICE, "/grille")
    message, data = street.button(EDUCATEURS, "✏️ Vous êtes")
    assert "ne se précise plus" in street.presses(MEDIATRICE, message, data)


def test_hours_are_typed_as_people_say_them(street: Team) -> None:
    assert "18 h 30 - 21 h" in announce(street, hours="de 18h30 à 21h")
    assert "20 h - 1 h" in announce(street, jour="Vendredi", hours="20h-1h")


def test_hours_that_make_no_sense_are_asked_again(street: Team) -> None:
    assert "Je n'ai pas compris les heures" in announce(street, hours="bientôt")
    assert "douze heures au plus" in street.says(EDUCATEURS, "17h-14h")
    assert kept(street) == []


def test_the_usual_slot_is_two_taps_the_week_after(street: Team) -> None:
    announce(street)
    street.clock.advance(timedelta(days=6))
    street.says(EDUCATEURS, MINE)
    said = street.taps(EDUCATEURS, "jeu. 26/11 · 14 h - 17 h · Étouvie")
    assert said.startswith("✅ Noté dans la grille : Étouvie, jeudi 26 novembre, 14 h - 17 h.")
    assert [row.jour.isoformat() for row in kept(street)] == ["2026-11-19", "2026-11-26"]


def test_a_habit_is_offered_at_its_next_free_date_four_at_most(street: Team) -> None:
    for quartier in ("Étouvie", "Amiens Nord", "Pierre Rollin"):
        for day in ("Jeudi", "Vendredi"):
            announce(street, quartier, day)
    street.says(EDUCATEURS, MINE)
    presets = [label for label in street.labels(EDUCATEURS) if " · " in label]
    assert len(presets) == 4
    assert all("26/11" in label or "27/11" in label for label in presets)


def test_a_slot_of_today_that_is_over_is_offered_next_week(street: Team) -> None:
    announce(street, jour="Aujourd'hui", hours="9h-12h")
    street.taps(EDUCATEURS, "↩️ Retirer ce créneau")
    announce(street, jour="Aujourd'hui", hours="9h-12h")
    street.says(EDUCATEURS, MINE)
    assert "mar. 24/11 · 9 h - 12 h · Étouvie" in street.labels(EDUCATEURS)


def test_the_same_slot_twice_is_said_and_not_added(street: Team) -> None:
    announce(street)
    assert "déjà dans la grille" in announce(street)
    assert len(kept(street)) == 1


def test_one_s_own_slot_is_taken_away_at_once_or_later(street: Team) -> None:
    announce(street)
    assert "🗑 Retiré de la grille : Étouvie, jeudi 19" in street.taps(EDUCATEURS, "↩️ Retirer")
    announce(street, jour="Vendredi")
    street.says(EDUCATEURS, MINE)
    street.taps(EDUCATEURS, "🗑 Retirer un créneau", "ven. 20/11")
    assert kept(street) == []
    assert LABEL not in who(street, MEDIATRICE)


def test_nobody_takes_away_another_s_slot(street: Team) -> None:
    announce(street)
    message_id, data = street.button(EDUCATEURS, "↩️ Retirer")
    assert "réservé aux partenaires" in street.presses(MEDIATRICE, message_id, data)
    street.says(998, f"/start {street.invite(Role.PARTENAIRE, 'Centre social')}")
    street.taps(998, "✅ J'accepte")
    assert "n'est plus dans la grille" in street.presses(998, message_id, data)
    assert len(kept(street)) == 1


def test_the_team_sees_binomes_sites_and_the_others_by_quartier_and_day(street: Team) -> None:
    announce(street)
    said = who(street, MEDIATRICE)
    assert "Semaine du lundi 16 novembre" in said
    assert (
        "jeudi 19 : 14 h - 17 h, Éducateurs de rue ; 17 h - 21 h, Binôme 1 (Site A) ; "
        "17 h - 21 h, Binôme 2 (Site C)" in said
    )
    assert "Personne le dimanche." in said
    assert "Personne cette semaine : Pierre Rollin" in said
    assert who(street, COORDINATION) == said


def test_another_actor_sees_quartier_and_hours_of_the_mediators_no_more(street: Team) -> None:
    said = street.says(EDUCATEURS, WHO)
    assert "jeudi 19 : 17 h - 21 h, médiateurs de rue" in said
    for hidden in ("Binôme", "Site", "Médiatrice", "Coordination"):
        assert hidden not in said


def test_no_first_name_is_ever_in_the_grid(street: Team) -> None:
    announce(street)
    names = {row.prenom for row in street.rows(Personne) if row.role != "partenaire"}
    for reader in (MEDIATRICE, COORDINATION, EDUCATEURS):
        said = street.says(reader, "/grille").replace("Binôme", "")
        assert not any(name in said for name in names)


def test_next_week_is_one_tap_away_and_back(street: Team) -> None:
    announce(street, jour="Lundi")
    for reader in (MEDIATRICE, EDUCATEURS):
        assert LABEL not in who(street, reader)
        said = street.taps(reader, "Semaine suivante")
        assert "Semaine du lundi 23 novembre" in said
        assert f"lundi 23 : 14 h - 17 h, {LABEL}" in said
        assert "Semaine du lundi 16 novembre" in street.taps(reader, "‹ Cette semaine")


def test_a_cancelled_slot_leaves_a_hole(street: Team) -> None:
    line = street.programme.config.creneaux[0]
    with street.database.transaction() as tx:
        day = street.clock.now().date() - timedelta(days=1)
        tx.add(CreneauPrevu(
            dispositif_id=street.programme.id,
            binome_id=street.programme.binomes[line.binome],
            site_id=street.programme.sites[line.site],
            jour=day, de=line.de, a=line.a, annule=True, motif="meteo", source="essai:annule",
        ))  # fmt: skip
    assert "lundi 16 :" not in who(street, MEDIATRICE)


def test_the_coordination_sends_the_grid_once_a_day_after_a_yes(street: Team) -> None:
    who(street, COORDINATION)
    expected = [p.email for p in street.programme.config.annuaire if p.email and p.actif]
    said = street.taps(COORDINATION, "✉️ Envoyer la grille aux partenaires")
    assert f"à {len(expected)} adresses" in said
    assert letters(street) == []
    assert f"{len(expected)} adresses" in street.taps(COORDINATION, "✅ Envoyer")
    sent = letters(street)
    assert [row.adresse for row in sent] == expected
    assert len({row.sujet for row in sent}) == len(expected)
    assert all("html" in row.contenu and "@" not in row.contenu["text"] for row in sent)
    who(street, COORDINATION)
    said = street.taps(COORDINATION, "✉️ Envoyer la grille aux partenaires", "✅ Envoyer")
    assert "déjà partie aujourd'hui" in said
    street.clock.advance(timedelta(days=1))
    who(street, COORDINATION)
    street.taps(COORDINATION, "✉️ Envoyer la grille aux partenaires", "✅ Envoyer")
    assert [row.sujet for row in letters(street)[len(expected) :]] == [row.sujet for row in sent]


def letters(team: Team) -> list[Outbox]:
    return [row for row in team.rows(Outbox) if row.sujet.startswith("acteur:")]


def test_mediators_have_no_button_to_write_to_partners(street: Team) -> None:
    for reader in (MEDIATRICE, EDUCATEURS):
        who(street, reader)
        assert not any("✉️" in label for label in street.labels(reader))


def test_two_programmes_do_not_mix(street: Team) -> None:
    announce(street)
    mons_partner = 997
    with street.database.transaction() as tx:
        tx.add(DispositifRow(slug="mons", nom="", empreinte="", charge_le=street.clock.now()))
        tx.flush()
        mons = synchronise(tx, load(packaged("mons")), street.clock.now())
        tx.add(Personne(
            dispositif_id=mons.id, role=Role.PARTENAIRE, prenom=LABEL, telegram_id=mons_partner,
            charte_le=street.clock.now(),
        ))  # fmt: skip
    both = {street.programme.id: street.programme, mons.id: mons}
    street.desk = open_desk(street.clock, both, SansLigne(BOT, "b"))
    said = street.says(mons_partner, WHO)
    assert "Nouveau Mons" in said
    assert LABEL not in said
    assert "Étouvie" not in said
    street.says(mons_partner, MINE)
    assert not any(" · " in label for label in street.labels(mons_partner))
    street.taps(mons_partner, "✏️ Autre créneau", "Nouveau Mons", "Jeudi", "14 h - 17 h")
    assert "Nouveau Mons" not in who(street, MEDIATRICE)


def test_the_mons_file_has_its_own_grid(sqlite_database: Database, clock: MovableClock) -> None:
    team = open_team(sqlite_database, clock, mons())
    said = team.says(COORDINATION, "/grille")
    assert "mardi 17 : 16 h - 20 h, Binôme" in said
    assert "Personne le dimanche." in said
    team.taps(COORDINATION, "✉️ Envoyer", "✅ Envoyer")
    assert all(row.adresse.endswith("@mons.example.org") for row in letters(team))
